"""The job that makes a licence valid: anybody can check its signature, and one changed byte shows."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from datetime import UTC, datetime

import pytest
from asn1crypto import pem, x509
from django.db import transaction
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from bancheng.ground.jobs import Progress, drain, registry
from bancheng.ground.jobs.models import Job
from bancheng.registers.identity.tests import cast
from bancheng.registers.licences import events, services, stamping
from bancheng.registers.licences.adapters.signing import service
from bancheng.registers.licences.models import Certificate, Licence, Seal
from bancheng.registers.licences.reading import seal_subject, subject_of
from bancheng.registers.licences.services import signing
from bancheng.registers.licences.tests import reading
from bancheng.registers.licences.tests.sample import CASE, content

pytestmark = pytest.mark.django_db


def judged(pdf: bytes):
    roots = [x509.Certificate.load(root) for root in service().roots()]
    moment = datetime(2026, 11, 21, tzinfo=UTC)
    context = ValidationContext(trust_roots=roots, moment=moment, allow_fetching=False)
    return validate_pdf_signature(PdfFileReader(io.BytesIO(pdf)).embedded_signatures[0], context)


def changed(pdf: bytes, at: int) -> bytes:
    return pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :]


def in_the_page(pdf: bytes) -> int:
    """A byte within the first stream: the picture, not the structure of the file."""
    return pdf.index(b"stream\n") + 40


def test_the_standard_validator_accepts_the_licence_under_our_root(desk):
    status = judged(content(desk.signed()))
    assert status.bottom_line and status.intact and status.valid and status.trusted
    assert status.coverage.name == "ENTIRE_FILE" and status.docmdp_ok
    assert status.md_algorithm == "sha256" and "ecdsa" in status.pkcs7_signature_mechanism
    assert status.signing_cert.subject.native["common_name"] == "西峡县市场监督管理局"


def test_the_standard_validator_catches_one_changed_byte(desk):
    pdf = content(desk.signed())
    status = judged(changed(pdf, in_the_page(pdf)))
    assert not status.intact and not status.bottom_line


def test_pdfsig_accepts_the_licence_and_catches_one_changed_byte(desk, tmp_path):
    pdf = content(desk.signed())
    told = reading.signatures(pdf, tmp_path)
    assert "Signature is Valid." in told and "Total document signed" in told and "ETSI.CAdES.detached" in told
    told = reading.signatures(changed(pdf, in_the_page(pdf)), tmp_path)
    assert "Digest Mismatch" in told and "Signature is Valid." not in told


def test_openssl_follows_the_chain_to_our_root_and_to_no_other(desk, tmp_path):
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not on this machine")
    pdf = content(desk.signed())
    first, start, length = (int(n) for n in re.search(rb"/ByteRange \[0 (\d+) (\d+) (\d+)", pdf).groups())
    (tmp_path / "signed").write_bytes(pdf[:first] + pdf[start : start + length])
    (tmp_path / "cms").write_bytes(bytes.fromhex(pdf[first + 1 : start - 1].decode()))
    (tmp_path / "root.pem").write_bytes(pem.armor("CERTIFICATE", service().roots()[0]))

    def verified(*trust: str) -> int:
        command = ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", str(tmp_path / "cms")]
        command += ["-content", str(tmp_path / "signed"), "-purpose", "any", "-out", str(tmp_path / "out"), *trust]
        return subprocess.run(command, capture_output=True, timeout=60).returncode

    assert verified("-CAfile", str(tmp_path / "root.pem")) == 0
    assert verified() != 0


def test_the_file_stays_pdf_a_tagged_and_says_its_date(desk, tmp_path):
    pdf = content(desk.signed())
    info = reading.info(pdf, tmp_path)
    assert info["Tagged"] == "yes" and info["PDF version"] == "1.7" and info["Pages"] == "1"
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf and b"<pdfaid:conformance>A</pdfaid:conformance>" in pdf
    assert set(reading.embedded(pdf, tmp_path)) == {"yes"}
    structure = reading.structure(pdf, tmp_path)
    assert structure.count("Figure") == 2 and "H1" in structure and "Table" in structure
    assert pdf.count(b"<?xpacket begin") == 1, "the signature adds no second metadata"


def test_signing_is_announced_with_the_case_and_its_seal_is_accounted_for(desk, monkeypatch):
    told = []
    monkeypatch.setattr(signing, "announce", told.append)
    row = desk.signed()
    assert told == [events.LicenceSigned(row.pk, "M0007", CASE)]
    (seal,) = Seal.objects.all()
    assert cast.verbs(seal_subject(seal)) == ["make", "use"]
    assert cast.verbs(subject_of(row)) == ["issue", "sign"]


def test_the_job_run_twice_leaves_one_file(desk):
    row = desk.signed()
    again = signing.sign_licence.function(Progress(), licence=row.pk)
    assert again == {"digest": row.file_digest, "again": True}
    assert cast.verbs(subject_of(row)) == ["issue", "sign"]


def test_of_two_workers_on_one_job_the_quicker_has_its_word(desk, monkeypatch):
    """The second worker signs the whole licence between the first one's signing and its writing."""
    made, usual = desk.issue(), stamping.stamp

    def slow(*args, **kwargs):
        stamped = usual(*args, **kwargs)
        monkeypatch.setattr(signing, "stamp", usual)
        signing.sign_licence.function(Progress(), licence=made.id)
        return stamped

    monkeypatch.setattr(signing, "stamp", slow)
    drain()
    row = Licence.objects.get(pk=made.id)
    assert row.state == "valid" and judged(content(row)).bottom_line
    assert cast.verbs(subject_of(row)) == ["issue", "sign"]
    (job,) = Job.objects.filter(task=signing.sign_licence.path)
    assert job.result == {"digest": row.file_digest, "again": True}


@pytest.mark.parametrize("where", ["stamp", "_sign", "use_seal"])
def test_a_worker_that_dies_half_way_leaves_it_to_be_signed_again(desk, monkeypatch, where):
    made = desk.issue()

    def die(*args, **kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(signing, where, die)
        with pytest.raises(KeyboardInterrupt), transaction.atomic():
            signing.sign_licence.function(Progress(), licence=made.id)
    row = Licence.objects.get(pk=made.id)
    assert row.state == "pending_signature" and not row.file_digest
    drain()
    row.refresh_from_db()
    assert row.state == "valid" and cast.verbs(subject_of(row)) == ["issue", "sign"]


def test_what_was_revoked_while_it_waited_is_never_signed(desk):
    made = desk.issue()
    services.revoke(licence=made.id, reason="决定撤销", by=cast.PLATFORM)
    drain()
    row = Licence.objects.get(pk=made.id)
    assert row.state == "revoked" and not row.file_digest


def test_the_authority_is_made_once_and_keeps_its_root(desk):
    desk.signed()
    roots = service().roots()
    desk.signed()
    assert service().roots() == roots and len(roots) == 1
    assert Certificate.objects.count() == 2
    one = x509.Certificate.load(roots[0])
    assert one.ca and "演示" in one.subject.native["common_name"]


def test_an_organ_that_was_renamed_signs_under_a_new_certificate(desk):
    plug = service()
    old = plug.certificate(organisation=desk.county.bureau.pk, name="西峡县工商行政管理局")
    new = plug.certificate(organisation=desk.county.bureau.pk, name="西峡县市场监督管理局")
    assert old.serial != new.serial and plug.certificate(organisation=1, name="甲").serial != new.serial


def test_the_job_is_found_by_its_path():
    assert registry.find(signing.sign_licence.path) is signing.sign_licence
