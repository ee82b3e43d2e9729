"""The plug to a virus scanner (查毒): a Protocol, `demo` that needs no network, `clamd` that speaks to ClamAV.

`BANCHENG_VIRUS_SCAN` names the adapter: `demo`, `clamd`, or `package.module:Class` of one of your own.
`BANCHENG_VIRUS_SCAN_DOWN` says what becomes of a file while the scanner does not answer: `refuse` it, or `keep` it, marked
as not scanned until a job has looked at it.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import BinaryIO, Protocol

from django.conf import settings


class ScannerDown(Exception):
    """The scanner did not answer in time, or not sensibly; the sentence says why, without anything of the file."""


class Scanner(Protocol):
    """What an adapter can do. `demo` tells that it knows the test signature only."""

    key: str
    label: str
    demo: bool

    def scan(self, file: BinaryIO) -> str:
        """The name of what was found in the file (read from its start), "" for nothing. Raises ScannerDown."""

    def check(self) -> str:
        """ "" when it could scan now, else a Chinese sentence saying what to set right."""


class NoSuchScanner(LookupError):
    """`BANCHENG_VIRUS_SCAN` names none."""


KNOWN = {
    "demo": "bancheng.ground.files.scanning.demo:DemoScanner",
    "clamd": "bancheng.ground.files.scanning.clamd:ClamdScanner",
}
"""The adapters that come with the platform."""


def scanner() -> Scanner:
    """The adapter in use; raises NoSuchScanner."""
    return _made(str(settings.BANCHENG_VIRUS_SCAN))


def keeps_unscanned() -> bool:
    """Whether a file is kept, marked, while the scanner does not answer."""
    return bool(settings.BANCHENG_VIRUS_SCAN_DOWN == "keep")


@cache
def _made(name: str) -> Scanner:
    module, _, attribute = KNOWN.get(name, name).partition(":")
    try:
        made: Scanner = getattr(import_module(module), attribute)()
    except (ImportError, AttributeError, ValueError) as error:
        known = "、".join(KNOWN)
        raise NoSuchScanner(
            f"找不到查毒接口“{name}”，请把 BANCHENG_VIRUS_SCAN 设为 {known} 或者“包.模块:类”。"
        ) from error
    return made
