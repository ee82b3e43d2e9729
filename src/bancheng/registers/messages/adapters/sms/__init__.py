"""The plug to text messages (短信): a Protocol, a registry, and `demo`, which needs no network.

`BANCHENG_SMS` names the adapter: the key of a registered one, or `package.module:Class` of one of your own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import Protocol

from django.conf import settings


class SmsFailed(Exception):
    """The message was not taken; the sentence says why, without number or text. Trying again may help."""


class SmsRefused(SmsFailed):
    """It will never be taken (no such number, refused by its owner): trying again is of no use."""


@dataclass(frozen=True, slots=True)
class Sms:
    """One text message; neither number nor text shows in its `repr`."""

    phone: str = field(repr=False)
    text: str = field(repr=False)
    template: str


class SmsPlug(Protocol):
    """What an adapter can do. `demo` tells that nothing leaves the machine."""

    key: str
    label: str
    demo: bool

    def send(self, sms: Sms) -> None:
        """Hand one message to the carrier within about a second, or raise SmsFailed. Keeps neither number nor text."""

    def check(self) -> str:
        """ "" when it could send now, else a Chinese sentence saying what to set right."""


class NoSuchAdapter(LookupError):
    """`BANCHENG_SMS` names none."""


_registered: dict[str, Callable[[], SmsPlug]] = {}


def register(key: str, make: Callable[[], SmsPlug]) -> None:
    """Make an adapter available under a key."""
    _registered[key] = make


def chosen() -> str:
    """The adapter that the settings name."""
    return str(settings.BANCHENG_SMS)


def plug() -> SmsPlug:
    """The adapter in use; raises NoSuchAdapter."""
    return _made(chosen())


@cache
def _made(name: str) -> SmsPlug:
    if name in _registered:
        return _registered[name]()
    module, _, attribute = name.partition(":")
    try:
        made: SmsPlug = getattr(import_module(module), attribute)()
    except (ImportError, AttributeError, ValueError) as error:
        known = "、".join(sorted(_registered))
        raise NoSuchAdapter(f"找不到短信通道“{name}”，请把 BANCHENG_SMS 设为 {known} 或者“包.模块:类”。") from error
    return made
