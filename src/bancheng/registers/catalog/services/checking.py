"""From what an author sent to a body that may be published, or every fault that stands in the way."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from bancheng.ground.crypto import CanonicalFault, canonical_json
from bancheng.ground.law import Refused
from bancheng.registers.catalog import rules
from bancheng.registers.catalog.dictionaries import dictionary
from bancheng.registers.catalog.faults import faults_of
from bancheng.registers.catalog.lint.engine import lint_body, lint_one
from bancheng.registers.catalog.lint.raw import lint_raw, with_articles
from bancheng.registers.catalog.models import ImplementationItem
from bancheng.registers.catalog.rules import Dictionary
from bancheng.registers.catalog.schema import GuideBody, Limit
from bancheng.registers.catalog.types import Fault, GuideRefused

_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")  # PostgreSQL stores none in JSON
LARGEST = 500_000  # bytes of canonical JSON; the longest real guide has under 100,000


def examine(
    body: Mapping[str, Any], known: Dictionary | None = None, *, item: ImplementationItem | None = None
) -> tuple[GuideBody | None, tuple[Fault, ...]]:
    """The typed body (None when it is not well-formed) and what is wrong with it, warnings too (`Fault.blocks` tells).

    `known`: dictionaries read before. `item`: whose guide it is; without it only what the body alone shows is told.
    """
    return examine_by(lint_body if item is None else lambda typed: lint_one(item, typed), body, known)


def examine_by(
    lint: Callable[[GuideBody], Iterable[Fault]], body: Mapping[str, Any], known: Dictionary | None = None
) -> tuple[GuideBody | None, tuple[Fault, ...]]:
    """The same with an examiner at hand, for thousands of guides."""
    try:
        typed = GuideBody.model_validate(body)
    except ValidationError as error:
        # A promise too long is told from the first draft on, whatever else is still missing.
        more = (*_terms(body), *lint_raw(body)) if isinstance(body, Mapping) else ()
        return None, (*with_articles(faults_of(error)), *more)
    return typed, (*rules.check(typed, known or dictionary([typed])), *lint(typed))


def _terms(body: Mapping[str, Any]) -> tuple[Fault, ...]:
    """The faults of the terms of a body that is not well-formed elsewhere."""
    try:
        lawful, ours = Limit.model_validate(body.get("statutory")), Limit.model_validate(body.get("promised"))
    except ValidationError:
        return ()
    return tuple(rules.terms(lawful, ours))


def publishable(
    body: Mapping[str, Any], known: Dictionary | None = None, *, item: ImplementationItem | None = None
) -> GuideBody:
    """The typed body. Raises GuideRefused with all that blocks; warnings stay on the page of the draft."""
    return approved(*examine(body, known, item=item))


def approved(typed: GuideBody | None, faults: tuple[Fault, ...]) -> GuideBody:
    """The same for what an examination has given."""
    blocking = tuple(fault for fault in faults if fault.blocks)
    if blocking or typed is None:
        raise GuideRefused(blocking or faults)
    return typed


def refuse_unfit(body: object) -> dict[str, Any]:
    """A JSON object of sane size, whatever it says. Raises `Refused`: guide.body, guide.size."""
    if not isinstance(body, dict):
        raise Refused("guide.body", "指南内容应当是一个对象。")
    try:
        written = canonical_json(body)
    except CanonicalFault as error:
        raise Refused("guide.body", f"{error}。") from error
    if _NUL.search(written):
        raise Refused("guide.body", "指南内容中有不可见的控制字符，请删去后再保存。")
    if len(written) > LARGEST:
        raise Refused("guide.size", f"指南内容不能超过 {LARGEST // 1000} KB，请精简后再保存。")
    return body
