"""The plug to the provincial credit platform (省信用信息共享平台): a Protocol, a registry, and `demo`, which needs no network.

`BANCHENG_CREDIT` names the adapter: the key of a registered one, or `package.module:Class` of one of your own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from importlib import import_module
from typing import Protocol

from django.conf import settings


class CreditDown(Exception):
    """The platform did not answer, or did not take the record; the sentence says why, without identifier. Try again."""


class CreditRefused(CreditDown):
    """It will never take this record; trying again is of no use."""


@dataclass(frozen=True, slots=True)
class Report:
    """One record. The platform takes a `reference` once; told again, it gives the same receipt.

    `about`: commitment or outcome; `result`: "" for a commitment, else fulfilled or breached, the latter with the last day
    on which its breach bars from 告知承诺. `identifier`: the credit code
    of a firm or the ID number of a person (`kind`: firm, person); neither it nor the name shows in the `repr`.
    """

    reference: str
    about: str
    result: str
    kind: str
    identifier: str = field(repr=False)
    name: str = field(repr=False)
    item: str
    organ: str
    organ_code: str
    digest: str
    signed_at: datetime
    at: datetime
    note: str = ""
    barred_until: date | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """Why somebody may not be served by commitment, and until when (None: until his credit is repaired)."""

    reason: str
    until: date | None = None


class CreditPlug(Protocol):
    """What an adapter can do. `demo` tells that nothing leaves the machine."""

    key: str
    label: str
    demo: bool

    def report(self, report: Report) -> str:
        """Hand one record over; the receipt number. Raises CreditDown, CreditRefused. Keeps no identifier in the clear."""

    def bar_of(self, kind: str, identifier: str, *, timeout: float) -> Bar | None:
        """Whether serious dishonesty keeps this person or firm from 告知承诺. Raises CreditDown within `timeout` seconds."""

    def check(self) -> str:
        """ "" when the platform could be asked now, else a Chinese sentence saying what to set right."""


class NoSuchAdapter(LookupError):
    """`BANCHENG_CREDIT` names none."""


_registered: dict[str, Callable[[], CreditPlug]] = {}


def register(key: str, make: Callable[[], CreditPlug]) -> None:
    """Make an adapter available under a key."""
    _registered[key] = make


def chosen() -> str:
    """The adapter that the settings name."""
    return str(settings.BANCHENG_CREDIT)


def plug() -> CreditPlug:
    """The adapter in use; raises NoSuchAdapter."""
    return _made(chosen())


@cache
def _made(name: str) -> CreditPlug:
    if name in _registered:
        return _registered[name]()
    module, _, attribute = name.partition(":")
    try:
        made: CreditPlug = getattr(import_module(module), attribute)()
    except (ImportError, AttributeError, ValueError) as error:
        known = "、".join(sorted(_registered))
        raise NoSuchAdapter(
            f"找不到信用平台通道“{name}”，请把 BANCHENG_CREDIT 设为 {known} 或者“包.模块:类”。"
        ) from error
    return made
