"""The plug to the WeChat account of the platform (微信公众号): a Protocol, a registry, and `demo`, which needs no network.

`BANCHENG_WECHAT` names the adapter: the key of a registered one, or `package.module:Class` of one of your own; `none` where
the platform has no such account: nobody is offered the channel.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import Protocol

from django.conf import settings


class WechatFailed(Exception):
    """The message was not taken; the sentence says why, without reader or text. Trying again may help."""


class WechatRefused(WechatFailed):
    """It will never be taken (the reader has left the account): trying again is of no use."""


@dataclass(frozen=True, slots=True)
class WechatMessage:
    """One message to a follower; neither reader nor text shows in its `repr`."""

    reader: str = field(repr=False)
    title: str = field(repr=False)
    text: str = field(repr=False)
    template: str


class WechatPlug(Protocol):
    """What an adapter can do. `demo` tells that nothing leaves the machine."""

    key: str
    label: str
    demo: bool

    def reader_of(self, code: str) -> str:
        """The reader (openid) behind the one-time code that WeChat hands to a page of ours. Raises WechatFailed."""

    def send(self, message: WechatMessage) -> None:
        """Hand one message over within about a second, or raise WechatFailed. Keeps neither reader nor text."""

    def check(self) -> str:
        """ "" when it could send now, else a Chinese sentence saying what to set right."""


class NoSuchAdapter(LookupError):
    """`BANCHENG_WECHAT` names none."""


NONE = "none"
_registered: dict[str, Callable[[], WechatPlug]] = {}


def register(key: str, make: Callable[[], WechatPlug]) -> None:
    """Make an adapter available under a key."""
    _registered[key] = make


def chosen() -> str:
    """The adapter that the settings name."""
    return str(settings.BANCHENG_WECHAT)


def connected() -> bool:
    """Whether the platform has such an account at all."""
    return chosen() != NONE


def plug() -> WechatPlug:
    """The adapter in use; raises NoSuchAdapter."""
    return _made(chosen())


@cache
def _made(name: str) -> WechatPlug:
    if name in _registered:
        return _registered[name]()
    module, _, attribute = name.partition(":")
    try:
        made: WechatPlug = getattr(import_module(module), attribute)()
    except (ImportError, AttributeError, ValueError) as error:
        known = "、".join((*sorted(_registered), NONE))
        raise NoSuchAdapter(f"找不到微信通道“{name}”，请把 BANCHENG_WECHAT 设为 {known} 或者“包.模块:类”。") from error
    return made
