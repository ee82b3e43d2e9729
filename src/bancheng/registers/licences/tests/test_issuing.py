"""A licence is written with the decision, complete or not at all, and waits for its signature."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from bancheng.ground.access import AccessDenied
from bancheng.ground.codes import LicenceId
from bancheng.ground.jobs import drain
from bancheng.ground.jobs.models import Job
from bancheng.ground.journal import selectors as journal
from bancheng.ground.law import Refused
from bancheng.registers.identity.tests import cast
from bancheng.registers.licences import selectors
from bancheng.registers.licences.faces import open_face
from bancheng.registers.licences.models import Licence, PrintTask
from bancheng.registers.licences.reading import subject_of
from bancheng.registers.licences.tests import reading
from bancheng.registers.licences.tests.sample import CASE, FOOD, content

pytestmark = pytest.mark.django_db


@pytest.mark.demand("LIC-01")
def test_a_food_licence_is_structured_data_and_a_signed_file_that_equals_paper(desk, tmp_path):
    row = desk.signed()
    assert row.state == "valid" and row.signer == "西峡县市场监督管理局" and row.certificate_serial
    face = open_face(row.face, row.identifier)
    assert set(face) == {element.element for element in FOOD.elements if element.required}
    assert face["uscc"] == desk.firm.uscc and face["representative"] == "陈建国"
    words = reading.text(content(row), tmp_path)
    assert "电子证照与纸质证照具有同等法律效力（《国务院关于在线政务服务的若干规定》第十条）" in words
    for value in (*face.values(), row.number, row.identifier, "2026年11月20日至2031年11月19日"):
        assert "".join(value.split()) in words


@pytest.mark.demand("LIC-03")
def test_licence_and_print_task_stand_in_one_transaction_and_fall_in_one(desk):
    made = desk.issue()
    row = Licence.objects.get(pk=made.id)
    assert row.state == "pending_signature" and not row.file_digest
    assert PrintTask.objects.get(licence=row).state == "waiting"
    assert cast.verbs(subject_of(row)) == ["issue"]
    assert Job.objects.filter(subject_key=str(row.pk), subject_kind="licences.licence").count() == 1

    with pytest.raises(RuntimeError), transaction.atomic():
        undone = desk.issue()
        raise RuntimeError
    assert not Licence.objects.filter(pk=undone.id).exists()
    assert PrintTask.objects.count() == Licence.objects.count() == 1
    assert Job.objects.filter(subject_kind="licences.licence").count() == 1
    assert not journal.entries_of(subject_of(undone.id)).exists()


def test_the_number_is_that_of_food_licences_and_the_identifier_that_of_the_standard(desk):
    first, second = desk.issue(), desk.issue()
    assert first.number == "JY24113230000010" and second.number.startswith("JY2411323000002")
    assert desk.issue(desk.face(business_type="集中用餐单位食堂")).number.startswith("JY3411323")
    read = LicenceId.parse(first.identifier)
    assert (read.type, read.version) == (FOOD.code, 1)
    assert first.identifier != second.identifier


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"premises": ""}, "licences.face_missing", "经营场所"),
        ({"premises": "   "}, "licences.face_missing", "经营场所"),
        ({"uscc": "92411323MA00000000"}, "licences.face_value", "社会信用代码"),
        ({"representative": "<b>陈</b>"}, "licences.face_value", "法定代表人"),
        ({"colour": "红"}, "licences.face_unknown", "colour"),
        ({"scope": "热" * 1001}, "licences.face_value", "1000"),
    ],
)
def test_a_face_that_does_not_fit_its_type_is_refused_with_what_to_do(desk, change, code, words):
    with pytest.raises(Refused, match=words) as refused:
        desk.issue(desk.face(**change))
    assert refused.value.code == code
    assert not Licence.objects.exists()


def test_strange_signs_in_a_face_are_shown_and_never_run(desk, tmp_path):
    nasty = '#eval("1") \\ "quoted" $x$ @label *bold* \u202e<script> // comment /* */ ' + "长" * 200 + "W" * 200
    row = desk.signed(face=desk.face(scope=nasty))
    assert row.state == "valid"
    assert '#eval("1")\\"quoted"$x$@label*bold*' in reading.text(content(row), tmp_path)


@pytest.mark.parametrize("holder", [{"holder_legal": None}, {"holder_person": 1}, {"holder_legal": 999_999}])
def test_a_licence_has_exactly_one_holder_who_is_there(desk, holder):
    with pytest.raises(Refused) as refused:
        desk.issue(**holder)
    assert refused.value.code == "licences.holder"


def test_the_database_itself_refuses_two_holders_and_a_valid_licence_without_signature(desk):
    row = desk.issue()
    with pytest.raises(IntegrityError), transaction.atomic():
        Licence.objects.filter(pk=row.id).update(person=desk.owner)
    with pytest.raises(IntegrityError), transaction.atomic():
        Licence.objects.filter(pk=row.id).update(state="valid")


def test_unknown_types_organs_and_dates_are_refused(desk):
    with pytest.raises(Refused, match="没有这种电子证照类型"):
        desk.issue(type_key="M9999")
    with pytest.raises(Refused, match="证书编号"):
        desk.issue(number="1" * 61)
    assert desk.issue(number="豫A-17").number == "豫A-17"
    with pytest.raises(Refused, match="有效期至不能早于"):
        desk.issue(valid_to=date(2026, 11, 19))
    with pytest.raises(AccessDenied):
        desk.issue(organisation=999_999)


def test_the_term_of_the_type_counts_unless_the_decision_says_otherwise(desk):
    assert desk.issue().valid_to == date(2031, 11, 19)
    assert desk.issue(valid_from=date(2024, 2, 29)).valid_to == date(2029, 2, 28)
    assert desk.issue(valid_to=date(2027, 1, 1)).valid_to == date(2027, 1, 1)
    assert desk.issue_card().valid_to is None


def test_no_id_number_stands_in_journal_job_or_row_in_the_clear(desk):
    number = cast.id_number()
    made = desk.issue_card()
    drain()
    row = Licence.objects.get(pk=made.id)
    assert open_face(row.face, row.identifier)["id_number"] == number
    told = str(list(journal.entries_of(subject_of(row)).values_list("facts", flat=True)))
    kept = str(list(Job.objects.values_list("arguments", "title", "result")))
    assert number not in told + kept + str(row.face_masked) + row.identifier + row.number
    assert ["id_number", "公民身份号码", "411***********" + number[-4:]] in row.face_masked


def test_a_renewed_licence_takes_the_place_of_the_old_one_once_it_is_signed(desk):
    old = desk.signed()
    new = desk.issue(desk.face(scope="热食类食品制售"), replaces=old.pk)
    assert (new.version, LicenceId.parse(new.identifier).version) == (2, 2)
    old.refresh_from_db()
    assert old.state == "valid"
    with pytest.raises(Refused, match="正在换发"):
        desk.issue(replaces=old.pk)
    drain()
    old.refresh_from_db()
    assert old.state == "replaced" and Licence.objects.get(pk=new.id).state == "valid"
    assert [card.id for card in selectors.held(f"legal:{desk.firm.pk}", "M0007")] == [new.id]
    with pytest.raises(Refused):
        desk.issue(replaces=old.pk)


def test_nobody_replaces_the_licence_of_another(desk):
    other = cast.person("李秀英", stem="41292719540108001", phone="13800000002")
    card = desk.issue_card()
    drain()
    with pytest.raises(Refused, match="没有找到要换发的原证照"):
        desk.issue_card(other, replaces=card.id)


def test_issuing_takes_few_statements(desk, django_assert_max_num_queries):
    """Three reads of who and what, the serial, the row, two of the print limit, the print task, three of the journal, two
    of the job."""
    desk.issue()
    with django_assert_max_num_queries(13):
        desk.issue()


def test_what_came_out_of_a_case_is_found_by_the_case(desk):
    made = desk.issue()
    (card,) = selectors.of_subject(CASE)
    assert card.id == made.id and card.state == "pending_signature" and not card.usable
