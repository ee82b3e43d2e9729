"""The demo authority: a root and one certificate per organ, made at their first use; no network, no outside trust.

The keys are derived from the installation's root key (`ground.crypto`, files of mode 0600 in the data directory or the
secret of the environment), each for a purpose of its own, so nothing else must be kept secret or copied to other hosts.
Certificates are rows: after a change of the root key the old root still stands behind what was signed under it. Names say
演示: nobody outside trusts them, and nobody should.
"""

from __future__ import annotations

from datetime import UTC, datetime

from asn1crypto import core, keys, pem, x509
from django.db import transaction

from bancheng.ground.crypto import CryptoError, get_provider, sha256
from bancheng.ground.crypto import Signer as RawSigner
from bancheng.registers.licences.adapters.signing import OrganCertificate, register
from bancheng.registers.licences.models import Certificate

AUTHORITY = "办成演示签章根证书（仅供演示）"
ROOT = "root"
# A demonstration may be set to any day of the profiles, the first of 2017; a real authority renews.
BEGIN, END = datetime(2017, 1, 1, tzinfo=UTC), datetime(2067, 1, 1, tzinfo=UTC)
_ECDSA = {"algorithm": "sha256_ecdsa"}


class DemoSigning:
    """SigningService over `ground.crypto`."""

    key = "demo"
    label = "演示签章"
    demo = True

    def certificate(self, *, organisation: int, name: str) -> OrganCertificate:
        """Made at its first use; two processes that do so at once make the same bytes and keep one row."""
        owner, key_id = _owner(organisation), get_provider().current()
        row = Certificate.objects.filter(owner=owner, key_id=key_id, name=name[:120]).first()
        if row is None:
            issuer = _read(self._root(key_id).pem)
            row = _kept(owner, key_id, name[:120], _made(owner, name[:120], key_id, issuer=issuer))
        return OrganCertificate(_der(row.pem), (), row.serial, row.name, key_id)

    def sign(self, *, organisation: int, key_id: str, data: bytes) -> bytes:
        return _key(_owner(organisation), key_id).sign(data)

    def roots(self) -> tuple[bytes, ...]:
        """The root of the present key, made at its first use, then those of earlier keys."""
        current = self._root(get_provider().current())
        older = Certificate.objects.filter(owner=ROOT).exclude(pk=current.pk).order_by("-pk")
        return tuple(_der(row.pem) for row in (current, *older))

    def check(self) -> str:
        try:
            get_provider().signer(get_provider().current(), purpose="licences.root").sign(b"check")
        except CryptoError as error:
            return str(error)
        return ""

    def _root(self, key_id: str) -> Certificate:
        row = Certificate.objects.filter(owner=ROOT, key_id=key_id).first()
        return row or _kept(ROOT, key_id, AUTHORITY, _made(ROOT, AUTHORITY, key_id, issuer=None))


register(DemoSigning.key, DemoSigning)


def _owner(organisation: int) -> str:
    return f"organ:{organisation}"


def _key(owner: str, key_id: str) -> RawSigner:
    return get_provider().signer(key_id, purpose=f"licences.{owner.replace(':', '-')}")


def _made(owner: str, name: str, key_id: str, *, issuer: x509.Certificate | None) -> x509.Certificate:
    """A certificate (RFC 5280) for the owner's key; without an issuer its own root. The same bytes for the same arguments."""
    own = _key(owner, key_id)
    public = keys.PublicKeyInfo.load(_der(own.public_pem()))
    subject = x509.Name.build({"country_name": "CN", "organization_name": "办成演示", "common_name": name[:64]})
    tbs = x509.TbsCertificate(
        {
            "version": "v3",
            # 16 random-looking bytes that fit in 20 and are positive (RFC 5280, 4.1.2.2).
            "serial_number": int.from_bytes(sha256(f"{owner}\n{key_id}\n{name}".encode())[:16], "big") >> 1 | 1,
            "signature": _ECDSA,
            "issuer": issuer.subject if issuer is not None else subject,
            "validity": {
                "not_before": x509.Time({"utc_time": BEGIN}),
                "not_after": x509.Time({"general_time": END}),
            },
            "subject": subject,
            "subject_public_key_info": public,
            "extensions": _extensions(public, issuer),
        }
    )
    signer = own if issuer is None else _key(ROOT, key_id)
    return x509.Certificate(
        {"tbs_certificate": tbs, "signature_algorithm": _ECDSA, "signature_value": signer.sign(tbs.dump())}
    )


def _extensions(public: keys.PublicKeyInfo, issuer: x509.Certificate | None) -> list[dict[str, object]]:
    root = issuer is None
    usage = {"key_cert_sign", "crl_sign"} if root else {"digital_signature", "non_repudiation"}
    limits = {"ca": True, "path_len_constraint": 0} if root else {"ca": False}
    above = public if issuer is None else issuer.public_key
    return [
        {"extn_id": "basic_constraints", "critical": True, "extn_value": limits},
        {"extn_id": "key_usage", "critical": True, "extn_value": usage},
        {"extn_id": "key_identifier", "extn_value": core.OctetString(public.sha1)},
        {"extn_id": "authority_key_identifier", "extn_value": {"key_identifier": above.sha1}},
    ]


def _kept(owner: str, key_id: str, name: str, made: x509.Certificate) -> Certificate:
    told = {
        "serial": f"{made.serial_number:X}",
        "pem": pem.armor("CERTIFICATE", made.dump()).decode("ascii"),
        "valid_from": BEGIN,
        "valid_to": END,
    }
    with transaction.atomic():
        return Certificate.objects.get_or_create(owner=owner, key_id=key_id, name=name, defaults=told)[0]


def _read(text: str) -> x509.Certificate:
    return x509.Certificate.load(_der(text))


def _der(text: str) -> bytes:
    _, _, content = pem.unarmor(text.encode("ascii"))
    return bytes(content)
