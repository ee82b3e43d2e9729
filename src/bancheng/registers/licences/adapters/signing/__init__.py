"""The plug to a signing service (签章服务, in production an HSM of the unified seal system), and `demo` beside it.

Private keys never come out: the service hands out certificates and signs bytes. `use(service)` puts another in place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class OrganCertificate:
    """The certificate of an organ's signing key (DER), those between it and a root (DER), and what pages show of it."""

    certificate: bytes
    chain: tuple[bytes, ...]
    serial: str
    name: str
    key_id: str


class SigningService(Protocol):
    """What a signing service can do. Keys are on P-256; signatures ECDSA with SHA-256 (DER)."""

    key: str
    label: str
    demo: bool

    def certificate(self, *, organisation: int, name: str) -> OrganCertificate:
        """The certificate that signs for an organ today; `name` is the organ's full name."""

    def sign(self, *, organisation: int, key_id: str, data: bytes) -> bytes:
        """The organ's signature over `data`, under the key of the certificate given out before."""

    def roots(self) -> tuple[bytes, ...]:
        """All root certificates (DER) that a signature of this platform may end in, the present one first."""

    def check(self) -> str:
        """ "" when it could sign now, else a Chinese sentence saying what to set right."""


_made: list[SigningService] = []
_makers: dict[str, Callable[[], SigningService]] = {}


def register(key: str, make: Callable[[], SigningService]) -> None:
    """Make an adapter available under a key; the first one registered is used until `use` says otherwise."""
    _makers[key] = make


def use(service: SigningService | None) -> None:
    """Put a signing service in place (an HSM's, a test's); None goes back to the registered one."""
    _made[:] = [service] if service is not None else []


def service() -> SigningService:
    """The signing service in use."""
    if not _made:
        _made.append(next(iter(_makers.values()))())
    return _made[0]
