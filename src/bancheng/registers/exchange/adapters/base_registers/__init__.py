"""The plug to the base registers (人口、法人基础信息库): a Protocol, a registry, and `demo`, which needs no network.

`BANCHENG_BASE_REGISTERS` names the adapter: the key of a registered one, or `package.module:Class` of one of your own; `none`
where no register is connected yet: everybody types, and nothing is spared.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from typing import Protocol

from django.conf import settings

from bancheng.registers.exchange.types import Record, Register


class RegisterDown(Exception):
    """The register did not answer in time, or not sensibly; the sentence says why, without identifier or values."""


class BaseRegister(Protocol):
    """One register, asked by one identifier: an ID number (population), a credit code (legal persons)."""

    def look_up(self, identifier: str, *, timeout: float) -> Record | None:
        """What it holds, None when it holds nothing. Raises RegisterDown within `timeout` seconds. Keeps nothing."""


class RegistersPlug(Protocol):
    """What an adapter can do. `demo` tells that nothing leaves the machine; `registers` are those that are connected."""

    key: str
    label: str
    demo: bool

    @property
    def registers(self) -> Mapping[Register, BaseRegister]: ...

    def check(self) -> str:
        """ "" when the registers could be asked now, else a Chinese sentence saying what to set right."""


class NoSuchAdapter(LookupError):
    """`BANCHENG_BASE_REGISTERS` names none."""


_registered: dict[str, Callable[[], RegistersPlug]] = {}


def register(key: str, make: Callable[[], RegistersPlug]) -> None:
    """Make an adapter available under a key."""
    _registered[key] = make


def chosen() -> str:
    """The adapter that the settings name."""
    return str(settings.BANCHENG_BASE_REGISTERS)


def plug() -> RegistersPlug:
    """The adapter in use; raises NoSuchAdapter."""
    return _made(chosen())


def connected() -> frozenset[Register]:
    """The registers that can be asked here at all, whether or not they answer just now."""
    try:
        return frozenset(plug().registers)
    except NoSuchAdapter:
        return frozenset()


@cache
def _made(name: str) -> RegistersPlug:
    if name in _registered:
        return _registered[name]()
    module, _, attribute = name.partition(":")
    try:
        made: RegistersPlug = getattr(import_module(module), attribute)()
    except (ImportError, AttributeError, ValueError) as error:
        known = "、".join(sorted(_registered))
        raise NoSuchAdapter(
            f"找不到基础信息库通道“{name}”，请把 BANCHENG_BASE_REGISTERS 设为 {known} 或者“包.模块:类”。"
        ) from error
    return made
