"""Append-only event streams, chained with SM3, anchored daily by a signature.

from bancheng.ground.journal import append, refuse
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bancheng.ground.journal.services import (
        anchor,
        append,
        record_refusal,
        refuse,
        together,
        verify,
        verify_stream,
    )
    from bancheng.ground.journal.types import Fault, PersonalNumber, Verification

__all__ = [
    "Fault",
    "PersonalNumber",
    "Verification",
    "anchor",
    "append",
    "record_refusal",
    "refuse",
    "together",
    "verify",
    "verify_stream",
]

_TYPES = {"Fault", "PersonalNumber", "Verification"}


def __getattr__(name: str) -> Any:
    """The services load with the first use: Django imports this package before any model may be."""
    if name not in __all__:
        raise AttributeError(name)
    from bancheng.ground.journal import services, types

    return getattr(types if name in _TYPES else services, name)
