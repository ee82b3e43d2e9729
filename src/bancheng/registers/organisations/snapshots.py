"""Small tables kept whole in each process, and how the processes notice a change.

A snapshot is labelled with the mark that stood in the database *before* its rows were read. Whoever changes a row renews
the mark in the same transaction; a mark is random, so that a rolled-back one never comes again. Within one web request,
and within `remembering`, the marks are read once (one query for all parts); elsewhere at each call.
"""

from __future__ import annotations

import json
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.core.signals import request_finished, request_started
from django.db import connection
from django.db.models import TextField
from django.db.models.expressions import RawSQL
from django.db.models.signals import m2m_changed, post_delete, post_save

from bancheng.registers.organisations.models import CalendarDay, CalendarYear, Profile, Region, Revision, RuleVersion

T = TypeVar("T")

RULES, PLACES, CALENDAR = "rules", "places", "calendar"

_kept: dict[str, tuple[str, Any]] = {}
_request = threading.local()


def kept(part: str, build: Callable[[], T]) -> T:
    """The snapshot of a part, built again only when its mark has changed; each time while it has none.

    Rooms above keep their own small tables so, under a part named after the table (`catalog.elements`).
    """
    mark = _marks().get(part)
    if mark is None:
        return build()
    found = _kept.get(part)
    if found is not None and found[0] == mark:
        answer: T = found[1]
        return answer
    value = build()
    _kept[part] = (mark, value)
    return value


@contextmanager
def remembering(told: str | None = None) -> Iterator[None]:
    """One act sees one state of these tables, and asks for it once; inside a request or another such act it changes nothing.

    `told`: the marks as `marks_beside` read them in this transaction, so that nothing need be asked at all.
    """
    if getattr(_request, "remembers", False):
        yield
        return
    _begin()
    if told is not None:
        _request.marks = json.loads(told)
    try:
        yield
    finally:
        _end()


def marks_beside() -> RawSQL:
    """The marks of all parts as one text, to be read in the statement of some row."""
    gathered = (
        "json_object_agg(part, mark)::text" if connection.vendor == "postgresql" else "json_group_object(part, mark)"
    )
    return RawSQL(f"(SELECT COALESCE({gathered}, '{{}}') FROM organisations_revision)", (), TextField())  # noqa: S608


def touch(part: str) -> None:
    """Say that rows of a part have changed; needed beside bulk writes only, `save` and `delete` say it themselves."""
    Revision.objects.update_or_create(part=part, defaults={"mark": secrets.token_hex(8)})
    # What this request reads from now on may be rolled back: it must not remember marks any more.
    _request.marks = None
    _request.remembers = False


def watch() -> None:
    """Connect the signals, once, when the app is ready."""
    for model, part in (
        (Region, PLACES),
        (Profile, PLACES),
        (RuleVersion, RULES),
        (CalendarYear, CALENDAR),
        (CalendarDay, CALENDAR),
    ):
        for signal in (post_save, post_delete):
            signal.connect(_toucher(part), sender=model, weak=False, dispatch_uid=f"{model.__name__}-{id(signal)}")
    m2m_changed.connect(_toucher(PLACES), sender=Profile.regions.through, weak=False, dispatch_uid="profile-regions")
    request_started.connect(_begin, dispatch_uid="organisations-request-started")
    request_finished.connect(_end, dispatch_uid="organisations-request-finished")


def _toucher(part: str) -> Callable[..., None]:
    def touched(**_: Any) -> None:
        touch(part)

    return touched


def _begin(**_: Any) -> None:
    _request.marks, _request.remembers = None, True


def _end(**_: Any) -> None:
    _request.marks, _request.remembers = None, False


def _marks() -> dict[str, str]:
    marks: dict[str, str] | None = getattr(_request, "marks", None)
    if marks is None:
        marks = dict(Revision.objects.values_list("part", "mark"))
        if getattr(_request, "remembers", False):
            _request.marks = marks
    return marks
