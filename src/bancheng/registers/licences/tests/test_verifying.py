"""Strangers verify: by the code on the licence, by its identifier, by the file itself. Nothing they send is an error."""

from __future__ import annotations

import io
from datetime import date

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from bancheng.ground.jobs import drain
from bancheng.registers.identity.tests import cast
from bancheng.registers.licences import composing, selectors, services, stamping
from bancheng.registers.licences.adapters.signing import OrganCertificate
from bancheng.registers.licences.models import Licence
from bancheng.registers.licences.services.seals import seal_paper
from bancheng.registers.licences.tests.sample import content, upload

pytestmark = pytest.mark.django_db


def verdict(pdf: bytes):
    return selectors.verify_upload(upload(pdf))


def unsigned(desk) -> bytes:
    """A face as it is before it is signed."""
    from bancheng.ground.law import now
    from bancheng.registers.licences.services.seals import seal_of

    row = Licence.objects.select_related("type").get(pk=desk.issue().id)
    return composing.licence_pdf(row, seal=seal_of(row.organisation_id), at=now())


@pytest.mark.demand("LIC-04")
def test_a_stranger_with_the_code_learns_state_issuer_and_dates(desk):
    row = desk.signed()
    seen = selectors.verify(row.token)
    assert seen.valid and seen.state_label == "有效" and seen.type_name == "食品经营许可证"
    assert (seen.issuer, seen.holder) == ("西峡县市场监督管理局", "西峡县陈师傅面馆")
    assert (seen.valid_from, seen.valid_to) == (date(2026, 11, 20), date(2031, 11, 19))
    assert seen.signature.demo and seen.signature.certificate_serial == row.certificate_serial
    faces = {line.element: line.value for line in seen.face}
    assert faces["representative"] != "陈建国" and faces["scope"].startswith("热食类")


def test_the_personal_data_of_a_citizen_are_masked_and_not_told_to_who_counts_identifiers_up(desk):
    made = desk.issue_card()
    drain()
    seen = selectors.verify(made.token)
    told = str(seen)
    assert cast.id_number() not in told and "王小满" not in told and "1990-03-07" not in told
    assert seen.holder and seen.face
    by_identifier = selectors.verify(made.identifier)
    assert by_identifier.valid and by_identifier.holder == "" and by_identifier.face == ()


@pytest.mark.parametrize(
    "code", ["", "x", "0" * 24, "1.2.156.3005.2.A.B.C.001.X", "a" * 5000, "\x00", "证照", "../../etc", "' OR 1=1 --"]
)
def test_a_code_that_is_none_finds_nothing(desk, code):
    desk.signed()
    assert selectors.verify(code) is None


def test_what_is_not_in_force_says_why(desk, on):
    waiting = desk.issue()
    assert "还没有完成签章" in selectors.verify(waiting.token).sentence
    drain()
    services.suspend(licence=waiting.id, reason="整改", by=cast.PLATFORM)
    assert "暂停" in selectors.verify(waiting.token).sentence
    services.resume(licence=waiting.id, reason="整改完成", by=cast.PLATFORM)
    early = desk.signed(valid_from=date(2026, 12, 1))
    assert not selectors.verify(early.token).valid and "2026-12-01" in selectors.verify(early.token).sentence
    on(date(2031, 11, 20))
    assert selectors.verify(waiting.token).state == "expired"
    services.expire_due()
    assert "过期" in selectors.verify(waiting.token).sentence


@pytest.mark.demand("LIC-04")
def test_the_file_of_a_licence_is_genuine(desk):
    row = desk.signed()
    found = verdict(content(row))
    assert (found.code, found.genuine) == ("genuine", True)
    assert found.licence.number == row.number and found.licence.valid
    services.revoke(licence=row.pk, reason="吊销", by=cast.PLATFORM)
    found = verdict(content(row))
    assert (found.code, found.genuine, found.licence.valid) == ("not_in_force", True, False)
    assert "注销" in found.sentence


@pytest.mark.demand("LIC-04")
def test_no_changed_byte_of_the_file_passes_wherever_it_is(desk):
    """Every 997th byte of the file, and the ends: page, signature, structure, the unused end of the container."""
    pdf = content(desk.signed())
    for at in {*range(0, len(pdf), 997), 0, 5, len(pdf) - 1, pdf.index(b"/Contents <") + 7000}:
        found = verdict(pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :])
        assert not found.genuine and found.licence is None, at
        assert found.sentence.endswith("。")
    middle = pdf.index(b"stream\n") + 40
    assert verdict(pdf[:middle] + bytes([pdf[middle] ^ 1]) + pdf[middle + 1 :]).code == "altered"


def test_what_is_added_after_the_signature_is_seen(desk):
    pdf = content(desk.signed())
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    writer.root["/Added"] = generic.pdf_string("又写了一句")
    writer.update_root()
    added = io.BytesIO()
    writer.write(added)
    assert added.getvalue().startswith(pdf)
    assert verdict(added.getvalue()).code == "appended"
    assert verdict(pdf + b"\n% one more line\n").code == "appended"


def test_the_signature_of_a_foreign_authority_is_not_ours(desk):
    from bancheng.ground.law import now
    from bancheng.registers.licences.adapters import signing

    face = unsigned(desk)
    usual = signing.service()
    signing.use(_Forger())
    try:
        made = stamping.stamp(face, organisation=1, name="西峡县市场监督管理局", reason="伪造", at=now())
    finally:
        signing.use(usual)
    found = verdict(made.pdf)
    assert found.code == "foreign" and found.signature.signer == "西峡县市场监督管理局"


def test_a_face_without_signature_and_a_paper_with_one_are_no_licences(desk):
    face = unsigned(desk)
    assert verdict(face).code == "unsigned"
    sealed = seal_paper(face, desk.county.bureau.pk, "西市监许〔2026〕第1号")
    assert verdict(sealed).code == "unknown"


def test_a_pdf_of_three_hundred_pages_is_told_from_a_licence(tmp_path):
    import typst

    source = tmp_path / "long.typ"
    source.write_text("#for i in range(300) [第 #i 页 #pagebreak(weak: true)]", encoding="utf-8")
    assert verdict(typst.compile(str(source))).code == "unsigned"


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (b"", "not_pdf"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 100, "not_pdf"),
        (b"PK\x03\x04" + b"0" * 100, "not_pdf"),
        (b"%PDF-1.7\n", "unsigned"),
        (b"%PDF-1.7\ntrailer << /Encrypt 5 0 R >>", "encrypted"),
        (b"%PDF-1.7\n/ByteRange [0 9999999999 9999999999 9999999999]", "damaged"),
        (b"%PDF-1.7\n/ByteRange [0 10 30 5] <zz>", "damaged"),
        (b"%PDF-1.7\n<00ff00ff> /ByteRange [0 9 19 10]      ", "damaged"),
        (b"%PDF-1.7\n" + b"0" * (21 * 1024 * 1024), "too_large"),
    ],
)
def test_whatever_is_sent_gets_a_sentence(db, sent, code):
    found = verdict(sent)
    assert (found.code, found.genuine) == (code, False)
    assert found.sentence.endswith("。")


def test_an_upload_asks_the_database_once_or_twice(desk, django_assert_max_num_queries):
    pdf = content(desk.signed())
    with django_assert_max_num_queries(2):
        verdict(pdf)
    with django_assert_max_num_queries(4):
        verdict(pdf + b"\n")


class _Forger:
    """Another authority, whose root has the same name and another key."""

    key, label, demo = "forger", "伪造", True

    def __init__(self) -> None:
        from cryptography.hazmat.primitives.asymmetric import ec

        from bancheng.ground.crypto import EcdsaSigner

        self._signer = EcdsaSigner("forged", ec.generate_private_key(ec.SECP256R1()))

        self._made = self._certificate("西峡县市场监督管理局")

    def certificate(self, *, organisation: int, name: str) -> OrganCertificate:
        return self._made

    def _certificate(self, name: str) -> OrganCertificate:
        from datetime import UTC, datetime

        from cryptography import x509
        from cryptography.hazmat.primitives import hashes, serialization
        from cryptography.x509.oid import NameOID

        named = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        made = (
            x509.CertificateBuilder()
            .subject_name(named)
            .issuer_name(named)
            .public_key(self._signer._private_key.public_key())
            .serial_number(7)
            .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
            .not_valid_after(datetime(2040, 1, 1, tzinfo=UTC))
            .add_extension(x509.KeyUsage(True, True, *[False] * 7), critical=True)
            .sign(self._signer._private_key, hashes.SHA256())
        )
        return OrganCertificate(made.public_bytes(serialization.Encoding.DER), (), "7", name, "forged")

    def sign(self, *, organisation: int, key_id: str, data: bytes) -> bytes:
        return self._signer.sign(data)

    def roots(self) -> tuple[bytes, ...]:
        return (self._made.certificate,)

    def check(self) -> str:
        return ""
