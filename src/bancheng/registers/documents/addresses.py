"""Addresses printed on paper: absolute, because a phone reads them far from any page of ours."""

from __future__ import annotations

from django.conf import settings

VERIFY = "/verify/"


def public_address(path: str) -> str:
    """The address of a path of the public site, under `BANCHENG_PUBLIC_URL`."""
    return settings.BANCHENG_PUBLIC_URL.rstrip("/") + path


def verify_address(token: str) -> str:
    """Where the paper with this token is verified; the portal serves `/verify/<token>/`."""
    return public_address(f"{VERIFY}{token}/")
