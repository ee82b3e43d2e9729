"""By which keyed hash a person or a legal person is found among the looks into the registers."""

from __future__ import annotations

from bancheng.ground.crypto import keyed_hash
from bancheng.registers.exchange.types import Register


def identifier_hash(register: Register, identifier: str) -> str:
    """The keyed hash of an ID number or a credit code in its exact form."""
    return keyed_hash(identifier, purpose=f"exchange.{register.value}")
