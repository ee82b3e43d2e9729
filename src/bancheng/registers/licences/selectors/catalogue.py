"""The catalogue of licence types (电子证照目录), and the authority that signs here."""

from __future__ import annotations

from asn1crypto import x509

from bancheng.registers.licences.adapters.signing import service
from bancheng.registers.licences.models import LicenceType, Seal
from bancheng.registers.licences.reading import type_view
from bancheng.registers.licences.types import AuthorityView, LicenceTypeView


def licence_type(key: str) -> LicenceTypeView | None:
    """The type of a material code, with the schema of its face; None where that paper is no e-licence. One query."""
    row = LicenceType.objects.filter(pk=key).first()
    return type_view(row) if row else None


def licence_types() -> tuple[LicenceTypeView, ...]:
    """All types, by material code."""
    return tuple(type_view(row) for row in LicenceType.objects.all())


def authority() -> AuthorityView:
    """Who signs here: for the page of checks. The demo authority is made by this if it was not there yet."""
    plug = service()
    root = x509.Certificate.load(plug.roots()[0])
    return AuthorityView(
        adapter=plug.label,
        demo=plug.demo,
        name=str(root.subject.native["common_name"]),
        fingerprint=root.sha256.hex(),
        valid_to=root.not_valid_after.date(),
        seals=Seal.objects.filter(state=Seal.State.ACTIVE).count(),
        problem=plug.check(),
    )
