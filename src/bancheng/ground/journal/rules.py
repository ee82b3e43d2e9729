"""What an entry may hold and what its hash covers. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from stdnum.cn import ric

from bancheng.ground.access import Actor, Subject
from bancheng.ground.codes import half_width, mask_name, scrub
from bancheng.ground.crypto import canonical_sm3, plain
from bancheng.ground.journal.types import PersonalNumber

FORM = 1  # of the hashed body; a change of the body is a new form beside the old one
LIMITS = {"kind": 60, "key": 80, "verb": 60, "article": 100}
NAME = 100
OLDEST_YEAR = 1850
NUMBER = re.compile(r"(?<!\d)[1-8]\d{16}[\dXx](?!\d)")


def checked(**words: str) -> None:
    """Each word as long as its column allows, on every database alike. Raises ValueError."""
    for name, word in words.items():
        if len(word) > LIMITS[name]:
            raise ValueError(f"{name} is longer than {LIMITS[name]} characters: {word[:40]}…")


def stored_facts(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts in JSON's own types, with ID and mobile numbers in texts masked.

    Raises PersonalNumber where an ID number remains that a mask does not reach (a number, a key, a longer word).
    """
    kept: dict[str, Any] = _scrubbed(plain(facts)) if facts else {}
    _refuse_numbers(kept)
    return kept


def refuse_numbers(value: Any) -> None:
    """Raise PersonalNumber if a citizen's ID number stands anywhere in the value, masked ones excepted."""
    _refuse_numbers(plain(value))


def body(
    subject: Subject,
    *,
    number: int,
    at: datetime,
    actor: tuple[str, str, str],
    verb: str,
    refused: bool,
    article: str,
    facts: Mapping[str, Any],
    previous: str,
) -> str:
    """The SM3 of an entry: over every column that has a meaning, and the hash before it."""
    return canonical_sm3(
        [FORM, subject.kind, subject.key, number, at, *actor, verb, refused, article, facts, previous],
    )


def actor_words(by: Actor) -> tuple[str, str, str]:
    """Kind, key and name, as an entry keeps them: staff answer by name, a citizen's name is masked (SEC-02)."""
    name = mask_name(by.name) if by.kind == "person" else by.name
    return by.kind, by.key, name[:NAME]


def _scrubbed(value: Any) -> Any:
    if isinstance(value, str):
        # PostgreSQL's jsonb holds no NUL.
        return scrub(value.replace("\x00", "\ufffd"))
    if isinstance(value, dict):
        return {key.replace("\x00", "\ufffd"): _scrubbed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_scrubbed(item) for item in value]
    return value


def _refuse_numbers(value: Any) -> None:
    if isinstance(value, dict):
        for key, item in value.items():
            _refuse_numbers(key)
            _refuse_numbers(item)
    elif isinstance(value, list):
        for item in value:
            _refuse_numbers(item)
    elif isinstance(value, str | int) and _has_id_number(str(value)):
        raise PersonalNumber("日志和任务中不能写入身份证号码，请改用脱敏后的号码或者对象标识。")


def _has_id_number(text: str) -> bool:
    return len(text) >= 18 and any(_is_id_number(found.group().upper()) for found in NUMBER.finditer(half_width(text)))


def _is_id_number(number: str) -> bool:
    if ric.calc_check_digit(number) != number[-1]:
        return False
    try:
        return OLDEST_YEAR <= date(int(number[6:10]), int(number[10:12]), int(number[12:14])).year <= 2200
    except ValueError:
        return False
