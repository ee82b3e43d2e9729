"""The address behind the QR of a licence."""

from __future__ import annotations

from bancheng.registers.documents.services import public_address

VERIFY = "/verify/"


def verify_address(token: str) -> str:
    """Where the licence with this token is verified; the portal serves `/verify/<token>/`."""
    return public_address(f"{VERIFY}{token}/")
