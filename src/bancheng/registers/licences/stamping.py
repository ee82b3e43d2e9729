"""PAdES signatures (ETSI EN 319 142-1, baseline B-B) by an organ, made with pyHanko over the signing plug.

The signature is an incremental update: the bytes that were rendered stay a prefix of the signed file, and their metadata
stay as they are, so that a PDF/A remains one. It certifies (DocMDP 1): nothing may be added afterwards.
"""

from __future__ import annotations

import asyncio
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko_certvalidator.registry import SimpleCertificateStore

from bancheng.registers.licences.adapters.signing import OrganCertificate, service

FIELD = "OrganSeal"
MEASURE = "sha256"
RESERVED = 8192
"""Bytes kept for the CMS container; ours has about 2,000."""

_A_SIGNATURE_LONG = bytes(72)


@dataclass(frozen=True, slots=True)
class Stamped:
    """A signed file, by whom and with which certificate (serial in hexadecimal)."""

    pdf: bytes
    signer: str
    serial: str


def stamp(pdf: bytes, *, organisation: int, name: str, reason: str, at: datetime) -> Stamped:
    """Sign a PDF for an organ called `name`, as of the aware instant `at`; the seal's picture is drawn on the page already."""
    certificate = service().certificate(organisation=organisation, name=name)
    signed = asyncio.run(_signed(pdf, _OrganSigner(organisation, certificate), reason, at))
    return Stamped(signed, certificate.name, certificate.serial)


class _OrganSigner(Signer):
    """pyHanko's signer over the plug: the private key stays where it is."""

    def __init__(self, organisation: int, certificate: OrganCertificate) -> None:
        above = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        above.register_multiple(_read([*certificate.chain, *service().roots()[:1]]))
        own = x509.Certificate.load(certificate.certificate)
        super().__init__(signing_cert=own, cert_registry=above, embed_roots=True)
        self._organisation, self._key_id = organisation, certificate.key_id

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        if dry_run:
            return _A_SIGNATURE_LONG
        if digest_algorithm != MEASURE:
            raise ValueError(f"the plug signs over {MEASURE}, not {digest_algorithm}")
        return service().sign(organisation=self._organisation, key_id=self._key_id, data=data)


class _FaithfulWriter(IncrementalPdfFileWriter):
    """Adds the signature and touches nothing else: PDF/A-2 wants Info and XMP to agree and the version to stay 1.7
    (ISO 19005-2, 6.1.2), and the date of the machine is not ours. pyHanko would raise the version for P-256 (ISO 32002)."""

    output_version = (1, 7)

    def ensure_output_version(self, version: tuple[int, int]) -> None:
        return

    def _update_meta(self) -> None:
        return


async def _signed(pdf: bytes, signer: Signer, reason: str, at: datetime) -> bytes:
    field = SigFieldSpec(FIELD, readable_field_name="电子印章和电子签名")
    session = PdfSigner(_about(reason), signer=signer, new_field_spec=field).init_signing_session(
        _FaithfulWriter(io.BytesIO(pdf))
    )
    session.system_time = at
    document = session.prepare_tbs_document(validation_info=None, bytes_reserved=RESERVED)
    output = io.BytesIO()
    prepared, _ = document.digest_tbs_document(output=output)
    finished = await document.perform_signature(
        document_digest=prepared.document_digest, pdf_cms_signed_attrs=PdfCMSSignedAttributes()
    )
    await finished.post_signature_processing(output)
    return output.getvalue()


def _about(reason: str) -> PdfSignatureMetadata:
    return PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm=MEASURE,
        reason=reason,
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )


def _read(certificates: Iterable[bytes]) -> list[x509.Certificate]:
    return [x509.Certificate.load(one) for one in certificates]
