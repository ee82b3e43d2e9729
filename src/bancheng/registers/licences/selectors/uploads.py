"""Verify a PDF that a stranger uploads. Only its bytes are read: nothing he packed is unfolded, nothing is kept.

Genuine is what is byte by byte the file of a row. For anything else the signature tells the reason: ISO 32000-1, 12.8.1 has
the signature dictionary state the two ranges of bytes it covers (`/ByteRange [0 a b c]`) around the CMS container.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from dataclasses import dataclass

from asn1crypto import cms, x509
from pyhanko.sign.validation.generic_cms import async_validate_cms_signature
from pyhanko.sign.validation.status import StandardCMSSignatureStatus
from pyhanko_certvalidator import ValidationContext

from bancheng.ground.files import readable_size
from bancheng.ground.files.storage import Readable
from bancheng.ground.law import in_shanghai, now
from bancheng.registers.licences.adapters.signing import service
from bancheng.registers.licences.models import Licence
from bancheng.registers.licences.selectors.verifying import view
from bancheng.registers.licences.types import SignatureFacts, UploadVerdict

LARGEST = 20 * 1024 * 1024
HEAD = 1024  # ISO 32000-1, annex H: readers accept the header within the first 1024 bytes
RANGE = re.compile(rb"/ByteRange\s*\[\s*0\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]")
ENCRYPTED = re.compile(rb"/Encrypt\s+\d+\s+\d+\s+R|/Encrypt\s*<<")
LARGEST_CONTAINER = 1024 * 1024

SENTENCES = {
    "too_large": f"文件超过 {readable_size(LARGEST)}，不是电子证照的原文件。请上传下载时得到的原文件。",
    "not_pdf": "这不是 PDF 文件。请上传下载电子证照时得到的 PDF 原文件，不要上传截图或者照片。",
    "encrypted": "这个 PDF 加了密码，不能核验。电子证照的原文件没有密码，请上传原文件。",
    "unsigned": "这个文件没有电子签名，不是电子证照的原文件。",
    "damaged": "这个文件的签名读不出来，文件已经损坏或者被改动，不能采信。",
    "foreign": "这个文件有电子签名，但不是本平台的机构签的，本平台不能证明它的真伪。",
    "altered": "签名以后文件被改动过，不能采信。",
    "appended": "签名以后又在文件里添加了内容，不能采信。",
    "unknown": "签名是本平台机构的，但证照库里没有这份文件，不能当作电子证照使用。文书请到文书核验查询。",
}


@dataclass(frozen=True, slots=True)
class _Covered:
    """The signed bytes as digest, the CMS container, and whether the signature covers the whole file."""

    digest: bytes
    container: bytes
    whole: bool


def verify_upload(stream: Readable) -> UploadVerdict:
    """What the file is, in one sentence; never an error, whatever is sent. Two queries at most for a genuine licence."""
    content = _read(stream)
    if len(content) > LARGEST:
        return _verdict("too_large")
    if b"%PDF-" not in content[:HEAD]:
        return _verdict("not_pdf")
    row = Licence.objects.select_related("type").filter(file_digest=hashlib.sha256(content).hexdigest()).first()
    if row is not None:
        shown = view(row, told=True)
        code = "genuine" if shown.valid else "not_in_force"
        words = f"这是{row.issuer_name}签发的{row.type.name}原文件，签名完好。{shown.sentence}"
        return UploadVerdict(code, True, words, shown, shown.signature)
    if ENCRYPTED.search(content):
        return _verdict("encrypted")
    return _reason(content)


def _reason(content: bytes) -> UploadVerdict:
    """Why a PDF is no file of ours, as its signature tells."""
    found = RANGE.search(content)
    if found is None:
        return _verdict("unsigned")
    covered = _covered(content, *(int(number) for number in found.groups()))
    if covered is None:
        return _verdict("damaged")
    try:
        status = _status(covered)
        facts = _facts(status)
    except Exception:
        return _verdict("damaged")
    if not (status.intact and status.valid):
        return _verdict("altered")
    if not status.trusted:
        return _verdict("foreign", facts)
    # Intact and ours, yet not the stored bytes: added to after the signature, or in the unused end of its container.
    return _verdict("unknown" if covered.whole else "appended", facts)


def _covered(content: bytes, first: int, start: int, length: int) -> _Covered | None:
    """None where the ranges do not fit the file or hold no container of hexadecimal digits between them."""
    end = start + length
    if not (0 < first < start <= len(content) and end <= len(content) and start - first <= 2 * LARGEST_CONTAINER):
        return None
    gap = content[first:start].strip()
    if not (gap.startswith(b"<") and gap.endswith(b">")):
        return None
    try:
        container = bytes.fromhex(gap[1:-1].decode("ascii"))
    except ValueError:
        return None
    digest = hashlib.sha256(content[:first] + content[start:end]).digest()
    return _Covered(digest, container, whole=end == len(content))


def _status(covered: _Covered) -> StandardCMSSignatureStatus:
    signed = cms.ContentInfo.load(covered.container)["content"]
    roots = [x509.Certificate.load(root) for root in service().roots()]
    context = ValidationContext(trust_roots=roots, allow_fetching=False, revocation_mode="soft-fail", moment=now())
    check = async_validate_cms_signature(
        signed, status_cls=StandardCMSSignatureStatus, raw_digest=covered.digest, validation_context=context
    )
    return asyncio.run(check)


def _facts(status: StandardCMSSignatureStatus) -> SignatureFacts:
    own = status.signing_cert
    moment = status.signer_reported_dt
    return SignatureFacts(
        signer=str(own.subject.native.get("common_name", ""))[:100],
        signed_at=in_shanghai(moment) if moment else None,
        certificate_serial=f"{own.serial_number:X}",
        issuer=str(own.issuer.native.get("common_name", ""))[:100],
        demo=service().demo,
    )


def _verdict(code: str, facts: SignatureFacts | None = None) -> UploadVerdict:
    return UploadVerdict(code, False, SENTENCES[code], None, facts)


def _read(stream: Readable) -> bytes:
    """At most one byte more than the limit."""
    parts, left = [], LARGEST + 1
    while left > 0 and (part := stream.read(min(left, 256 * 1024))):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)
