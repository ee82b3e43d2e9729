"""From where a request comes, to count tries by; never shown and never stored in plain."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest


def address(request: HttpRequest) -> str:
    """Who asks: the peer, or what the proxy that we trust with the scheme says last; of IPv6 the network a household gets."""
    peer = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER:
        peer = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() or peer
    try:
        found = ip_address(peer)
    except ValueError:
        return "unknown"
    return found.exploded[:19] if isinstance(found, IPv6Address) else str(found)
