from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from pydantic_core import PydanticSerializationError

from bancheng.ground.jobs.models import Job
from bancheng.ground.journal import selectors as journal
from bancheng.ground.law import Refused
from bancheng.registers.documents import contents, selectors
from bancheng.registers.documents.models import Document, NumberSeries
from bancheng.registers.documents.rows import subject_of
from bancheng.registers.documents.tests import samples
from bancheng.registers.documents.types import Paper, UnknownPaper, declare
from bancheng.registers.identity.tests import cast


def test_numbers_follow_one_another_by_organ_word_and_year(county: cast.County, time_machine) -> None:
    assert samples.issue(county).number == "西市监受理〔2026〕第1号"
    assert samples.issue(county).number == "西市监受理〔2026〕第2号"
    assert samples.issue(county, organisation=county.centre.pk).number == "西政务受理〔2026〕第1号"
    time_machine.move_to("2027-01-04T09:00:00+08:00")
    assert samples.issue(county).number == "西市监受理〔2027〕第1号"


def test_two_organs_that_would_call_themselves_alike_are_told_apart(county: cast.County) -> None:
    twin = cast.organ(cast.XIXIA, "西峡县市场监管局")
    assert samples.issue(county).number == "西市监受理〔2026〕第1号"
    assert samples.issue(county, organisation=twin.pk).number == "西峡市监受理〔2026〕第1号"
    assert samples.issue(county, organisation=twin.pk).number == "西峡市监受理〔2026〕第2号"
    assert NumberSeries.objects.count() == 2


def test_a_rolled_back_transaction_leaves_neither_paper_nor_number_nor_job(county: cast.County) -> None:
    jobs = Job.objects.count()
    with pytest.raises(RuntimeError), transaction.atomic():
        samples.issue(county)
        raise RuntimeError
    assert not Document.objects.exists()
    assert Job.objects.count() == jobs
    assert samples.issue(county).number.endswith("第1号")


def test_a_paper_without_a_word_carries_the_number_of_its_caller(county: cast.County) -> None:
    made = samples.issue(county, samples.receipt(), number="411323202611200000127")
    assert made.number == "411323202611200000127"
    with transaction.atomic(), pytest.raises(Refused) as refused, transaction.atomic():
        samples.issue(county, samples.receipt(), number=made.number)
    assert refused.value.code == "documents.number"
    with pytest.raises(ValueError, match="brings its number"):
        samples.issue(county, samples.receipt())
    with pytest.raises(ValueError, match="numbered here"):
        samples.issue(county, number="X1")


def test_what_a_paper_says_is_kept_sealed_and_out_of_the_journal(county: cast.County) -> None:
    made = samples.issue(county, samples.notice(reason=f"身份证号 {cast.id_number()}"))
    row = Document.objects.get(pk=made.id)
    assert cast.id_number().encode() not in bytes(row.data) and "陈大勇".encode() not in bytes(row.data)
    entries = journal.entries_of(subject_of(row))
    assert [entry.verb for entry in entries] == ["issue"]
    assert "陈大勇" not in str(entries[0].facts)


def test_half_a_character_in_what_was_typed_stops_nothing(county: cast.County) -> None:
    made = samples.issue(county, samples.notice(applicant="王\ud800\x00丽"))
    row = Document.objects.get(pk=made.id)
    assert contents.opened(row.kind, row.data, token=row.token).applicant == "王?\x00丽"
    assert row.public == [["申请人", "王**"]]


def test_data_that_is_not_what_the_class_says_is_a_mistake_of_the_program(county: cast.County) -> None:
    with pytest.raises(PydanticSerializationError, match="due_on"), transaction.atomic():
        samples.issue(county, samples.notice(due_on="tomorrow"))
    assert not Document.objects.exists()


def test_issuing_costs_few_statements(county: cast.County) -> None:
    samples.issue(county)
    with (
        transaction.atomic(),
        CaptureQueriesContext(
            connection,
        ) as seen,
    ):
        samples.issue(county)
    assert len(seen) <= 8, [query["sql"][:80] for query in seen]


def test_papers_of_a_subject_are_listed_in_one_query(county: cast.County, django_assert_num_queries) -> None:
    numbers = [samples.issue(county).number for _ in range(3)]
    with django_assert_num_queries(1):
        assert [one.number for one in selectors.documents_of(samples.CASE)] == numbers


def test_a_paper_that_no_room_declared_is_not_issued(county: cast.County) -> None:
    @dataclass(frozen=True, slots=True)
    class Loose(Paper):
        kind: ClassVar[str] = "samples.loose"
        title: ClassVar[str] = "便条"
        word: ClassVar[str] = "便"

    with pytest.raises(UnknownPaper):
        samples.issue(county, Loose())


@pytest.mark.parametrize(
    ("kind", "title", "template"),
    [
        ("notice", "甲", samples.Notice.template),
        ("samples.other", "", samples.Notice.template),
        ("samples.other", "甲", Path("/nowhere.typ")),
        ("samples.notice", "甲", samples.Notice.template),
    ],
)
def test_a_paper_that_could_not_be_made_is_not_declared(kind: str, title: str, template: Path) -> None:
    made = type("Other", (Paper,), {"kind": kind, "title": title, "template": template, "__slots__": ()})
    with pytest.raises(ValueError):
        declare(dataclass(frozen=True)(made))
