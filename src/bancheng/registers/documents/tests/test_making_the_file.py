from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pytest

from bancheng.ground import jobs
from bancheng.ground.access import Subject
from bancheng.ground.files import services as files
from bancheng.ground.jobs import attempts, queue
from bancheng.ground.jobs.models import Job
from bancheng.ground.journal import selectors as journal
from bancheng.ground.law import now
from bancheng.registers.documents import composing, selectors, types, work
from bancheng.registers.documents.events import DocumentFailed, DocumentReady
from bancheng.registers.documents.models import Document
from bancheng.registers.documents.rows import subject_of
from bancheng.registers.documents.tests import reading, samples
from bancheng.registers.identity.tests import cast
from bancheng.registers.organisations import snapshots
from bancheng.registers.organisations.models import Profile


class Killed(BaseException):
    """What a test raises where a worker would die; nothing after it is carried out."""


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What was announced."""
    heard: list[object] = []
    announce = jobs.announce

    def listen(event: object) -> int:
        heard.append(event)
        return announce(event)

    monkeypatch.setattr(work.jobs, "announce", listen, raising=False)
    return heard


def bytes_of(number: str) -> bytes:
    with files.open_file(Document.objects.get(number=number).digest) as file:
        return file.read()


def test_the_job_makes_the_file_and_says_so(county: cast.County, told: list[object], tmp_path: Path) -> None:
    made = samples.issue(county)
    assert made.state == "waiting" and made.state_label == "制作中"
    jobs.drain()
    (paper,) = selectors.documents_of(samples.CASE)
    assert paper.ready and paper.size == len(bytes_of(paper.number))
    assert told == [DocumentReady(made.id, "samples.notice", made.number, samples.CASE)]
    assert [entry.verb for entry in journal.entries_of(subject_of(made.id))] == ["issue", "make"]
    assert made.number in reading.text(bytes_of(made.number), tmp_path)


def test_the_job_run_twice_leaves_one_file(county: cast.County, told: list[object]) -> None:
    made = samples.issue(county)
    work.render_document(jobs.Progress(), document=made.id)
    first = Document.objects.get(pk=made.id)
    work.render_document(jobs.Progress(), document=made.id)
    again = Document.objects.get(pk=made.id)
    assert (again.digest, again.ready_at, again.attempts) == (first.digest, first.ready_at, 1)
    assert len(told) == 1


def test_of_two_workers_on_one_paper_the_first_ones_file_stays(
    county: cast.County, told: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = samples.issue(county)
    store = files.store

    def overtaken(stream: io.BytesIO, **how: object) -> object:
        monkeypatch.setattr(work.files, "store", store)
        work.render_document(jobs.Progress(), document=made.id)
        return store(io.BytesIO(stream.read() + b"\n"), **how)

    monkeypatch.setattr(work.files, "store", overtaken)
    work.render_document(jobs.Progress(), document=made.id)
    assert len(told) == 1
    assert bytes_of(made.number).endswith(b"%%EOF")
    assert [entry.verb for entry in journal.entries_of(subject_of(made.id))] == ["issue", "make"]


@pytest.mark.parametrize("place", ["pdf_of", "store"])
def test_a_killed_rendering_is_carried_out_again(
    place: str, county: cast.County, told: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = samples.issue(county)

    def die(*_args: object, **_how: object) -> bytes:
        raise Killed

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(composing if place == "pdf_of" else work.files, place, die)
        taken = queue.take(worker="one", lanes=("quick", "long"))
        assert taken is not None
        work.render_document(jobs.Progress(), document=made.id)
    assert Document.objects.get(pk=made.id).state == "waiting"
    assert attempts.reap(now() + timedelta(minutes=5)) == 1
    jobs.drain()
    row = Document.objects.get(pk=made.id)
    assert (row.state, row.attempts) == ("ready", 2)
    assert len(told) == 1


def test_a_paper_that_cannot_be_made_shows_as_failed_and_can_be_made_later(
    county: cast.County, told: list[object], monkeypatch: pytest.MonkeyPatch, time_machine
) -> None:
    made = samples.issue(county)

    def broken(_row: Document) -> bytes:
        raise OSError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(composing, "pdf_of", broken)
        for _ in range(6):
            jobs.drain()
            time_machine.shift(timedelta(hours=2))
    (paper,) = selectors.documents_of(samples.CASE)
    assert (paper.state, paper.state_label) == ("failed", "制作失败")
    assert DocumentFailed(made.id, "samples.notice", made.number, samples.CASE) in told
    job = Job.objects.get(task=work.render_document.path)
    chief = cast.actor(county.staff("A1", "administrator", region=""))
    jobs.retry(job.pk, by=chief)
    jobs.drain()
    assert selectors.documents_of(samples.CASE)[0].ready


def test_a_paper_whose_job_was_cancelled_does_not_wait_for_ever(county: cast.County) -> None:
    samples.issue(county)
    chief = cast.actor(county.staff("A1", "administrator", region=""))
    jobs.cancel(Job.objects.get(task=work.render_document.path).pk, by=chief)
    jobs.drain()
    assert selectors.documents_of(samples.CASE)[0].state == "failed"


def test_a_sealed_paper_goes_through_the_sealer_and_shows_the_seal(county: cast.County, tmp_path: Path) -> None:
    asked = []

    @types.provide_sealer("tests")
    def sign(pdf: bytes, organisation: int, number: str) -> bytes:
        asked.append((organisation, number))
        return pdf + b"%signed\n"

    @types.provide_seal_drawing("tests")
    def draw(_organisation: int) -> types.SealDrawing:
        ring = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 42 42"><circle cx="21" cy="21" r="19" fill="none" stroke="#c7161d"/></svg>'
        return types.SealDrawing(ring, "西峡县市场监督管理局印章（演示）")

    made, plain = samples.issue(county), samples.issue(county, samples.receipt(), number="R-1")
    jobs.drain()
    assert asked == [(county.bureau.pk, made.number)]
    assert bytes_of(made.number).endswith(b"%signed\n")
    assert not bytes_of(plain.number).endswith(b"%signed\n")
    assert "Figure" in reading.kinds(bytes_of(made.number), tmp_path)


def test_a_room_above_may_add_a_link(county: cast.County, tmp_path: Path) -> None:
    @types.provide_link("tests")
    def rate(subject: Subject) -> tuple[str, str] | None:
        return ("请评价这次服务", "https://example.test/r/1") if subject == samples.CASE else None

    made = samples.issue(county)
    other = samples.issue(county, subject=Subject("samples.case", "2"))
    jobs.drain()
    assert "请评价这次服务https://example.test/r/1" in reading.text(bytes_of(made.number), tmp_path)
    assert "请评价这次服务" not in reading.text(bytes_of(other.number), tmp_path)


def test_a_paper_may_have_codes_of_its_own(county: cast.County, tmp_path: Path) -> None:
    plain = samples.issue(county, samples.receipt(), number="R-1")
    tracked = samples.issue(county, samples.receipt(track="https://example.test/track"), number="R-2")
    jobs.drain()
    assert "Figure" not in reading.kinds(bytes_of(plain.number), tmp_path)
    assert "Figure" in reading.kinds(bytes_of(tracked.number), tmp_path)


def test_a_region_with_traditional_script_gets_papers_in_it(county: cast.County, tmp_path: Path) -> None:
    profile = Profile.objects.create(
        key="tests", name="测试", document="无", site_name="测试", script="hant", in_force_from=now().date()
    )
    profile.regions.add(cast.XIXIA)
    snapshots.touch(snapshots.PLACES)
    made = samples.issue(county)
    jobs.drain()
    told = reading.text(bytes_of(made.number), tmp_path)
    assert "受理通知書" in told and "陈大勇：" in told and "材料齊全" in told
