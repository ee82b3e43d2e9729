"""Whatever comes in is kept right or answered with a sentence; nothing of it breaks a service, on either database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.db import transaction

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.models import Case
from bancheng.casework.cases.services import FormRefused
from bancheng.casework.cases.tests.stage import ONE, PDF, PLAN, TWO, Stage
from bancheng.casework.cases.types import Criterion, Filters, Gap
from bancheng.ground.access import AccessDenied
from bancheng.ground.codes import CodeError
from bancheng.ground.files import FileRefused
from bancheng.ground.jobs import drain
from bancheng.ground.law import Refused
from bancheng.registers.catalog.models import Element
from bancheng.registers.identity.tests.cast import id_number

UNSTORABLE = "前\x00中\ud800后\udfff"
LONG = "长" * 100_000
HUGE = 10**30
EXPECTED = (Refused, AccessDenied, CodeError, FileRefused)
NO_CASE = ("", "0" * 32, "f" * 33, UNSTORABLE, LONG, "411323-20261120-000001-0", "../../etc/passwd", "％00")


def refusal(way: Callable[[], object]) -> str:
    """The code with which it is refused."""
    with pytest.raises(Refused) as refused:
        way()
    assert refused.value.sentence
    return refused.value.code


# -- answers and fields


def test_answers_outside_the_guide_are_refused_or_named(stage: Stage) -> None:
    citizen, key = stage.citizen(), stage.draft()
    assert refusal(lambda: services.save_answers(key, by=citizen, answers={"blood_type": "AB"})) == "cases.not_in_guide"
    for wrong in ("spaceship", 7, True, ["shop"], {"a": 1}, UNSTORABLE, LONG, float("nan")):
        problems = services.save_answers(key, by=citizen, answers={"shop_kind": wrong})
        assert [problem.key for problem in problems] == ["shop_kind"], wrong
        assert selectors.draft(citizen, key).question is not None
    assert services.save_answers(key, by=citizen, answers={"shop_kind": "diner"}) == ()


def test_a_number_asked_for_is_no_word_no_huge_one_and_not_negative(stage: Stage) -> None:
    citizen = stage.citizen()
    questions = [{"element": "business_area", "label": "经营面积", "kind": "number"}]
    key = services.start(item_id=stage.item("问面积", questions=questions), by=citizen)
    for wrong in ("很大", -5, "1e400", "NaN", float("inf"), HUGE**20, "٣٤", UNSTORABLE):
        problems = services.save_answers(key, by=citizen, answers={"business_area": wrong})
        assert problems and "business_area" not in selectors.draft(citizen, key).answers, wrong
    assert services.save_answers(key, by=citizen, answers={"business_area": "86.5"}) == ()


@pytest.fixture
def every_kind(stage: Stage) -> str:
    """A draft whose form has one field of each kind."""
    kinds = ("text", "longtext", "int", "money", "date", "id_number", "uscc", "phone", "email", "bool")
    for kind in kinds:
        Element.objects.create(code=f"a_{kind}", label=f"某{kind}", kind=kind)
    fields = [{"element": f"a_{kind}", "required": False} for kind in kinds]
    return services.start(item_id=stage.item("各种", fields=fields, materials=[PLAN]), by=stage.citizen())


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        ("date", "2026-02-30"),
        ("date", "2026-13-01"),
        ("date", "0000-01-01"),
        ("date", "昨天"),
        ("int", "-3"),
        ("int", "3.5"),
        ("int", str(HUGE)),
        ("int", HUGE),
        ("int", True),
        ("money", "-0.01"),
        ("money", "1.999"),
        ("money", float("inf")),
        ("money", "1e12"),
        ("bool", "maybe"),
        ("bool", 2),
        ("text", 5),
        ("text", ["a"]),
        ("text", {"a": "b"}),
        ("text", LONG),
        ("longtext", LONG),
        ("id_number", "411323199401150021"),
        ("id_number", "1"),
        ("uscc", "91411323MA0DEM0267"),
        ("phone", "12345"),
        ("email", "a@b"),
    ],
)
def test_a_value_of_the_wrong_type_is_named_with_its_field_and_not_kept(
    stage: Stage, every_kind: str, kind: str, wrong: object
) -> None:
    services.save_fields(every_kind, by=stage.citizen(), values={"a_text": "先前的话"})
    problems = services.save_fields(every_kind, by=stage.citizen(), values={f"a_{kind}": wrong})
    assert [(problem.part, problem.key) for problem in problems] == [("field", f"a_{kind}")]
    assert problems[0].sentence
    kept = {one.field.element: one.value for one in selectors.draft(stage.citizen(), every_kind).sections[0].fields}
    assert kept["a_text"] == "先前的话" and (kind == "text" or kept[f"a_{kind}"] is None)


def test_what_no_database_can_hold_is_left_out_and_the_rest_is_kept(stage: Stage, every_kind: str) -> None:
    citizen = stage.citizen()
    assert services.save_fields(every_kind, by=citizen, values={"a_text": UNSTORABLE, "a_longtext": UNSTORABLE}) == ()
    fields = {one.field.element: one.value for one in selectors.draft(citizen, every_kind).sections[0].fields}
    assert fields["a_text"] == fields["a_longtext"] == "前中后"


@pytest.mark.parametrize("name", ["阿依古丽·买买提", "𠮷田𬀩", "Anna María O’Brien 安娜", "ᠮᠣᠩᠭᠣᠯ", "སྤྱན་རས"])
def test_names_in_two_languages_and_rare_signs_are_kept_sign_by_sign(stage: Stage, name: str) -> None:
    key = stage.draft()
    assert services.save_fields(key, by=stage.citizen(), values={"person_name": name}) == ()
    number = services.submit(key, by=stage.citizen(), declared=True).number
    drain()
    case = selectors.own_case(stage.citizen(), number)
    assert case.sections[0].fields[0].text == name and case.papers[0].ready


def test_an_element_outside_the_guide_is_refused_and_nothing_is_kept(stage: Stage) -> None:
    key, citizen = stage.draft(), stage.citizen()
    values = {"person_name": "别人", "business_area": 4}
    assert refusal(lambda: services.save_fields(key, by=citizen, values=values)) == "cases.not_in_guide"
    assert refusal(lambda: services.save_fields(key, by=citizen, values={UNSTORABLE: "x"})) == "cases.not_in_guide"
    assert selectors.draft(citizen, key).sections[0].fields[0].value == citizen.name


def test_a_machine_files_all_or_nothing(stage: Stage) -> None:
    citizen, instant = stage.citizen(), stage.instant()
    right: dict[str, Any] = {"answers": {"shop_kind": "shop"}, "values": {"person_name": "王小满", "has_staff": False}}
    for wrong, kind in (
        ({"values": {"person_name": 5, "has_staff": "maybe"}}, FormRefused),
        ({"values": {"person_name": "王小满"}}, FormRefused),
        ({"answers": {}}, FormRefused),
        ({"answers": {"shop_kind": "spaceship"}}, FormRefused),
        ({"answers": {"colour": "red"}}, Refused),
        ({"item_id": HUGE}, Refused),
        ({"item_id": -1}, Refused),
        ({"capacity": "agent"}, Refused),
        ({"capacity": "king"}, Refused),
    ):
        with pytest.raises(kind), transaction.atomic():
            services.file(**{"item_id": instant, "by": citizen, "declared": True, **right, **wrong})
    with pytest.raises(FormRefused) as refused, transaction.atomic():
        services.file(item_id=instant, by=citizen, declared=False, **right)
    assert [problem.part for problem in refused.value.problems] == ["declaration"]
    assert not Case.objects.exists()
    assert services.file(item_id=instant, by=citizen, declared=True, **right).number


def test_an_item_for_the_window_alone_is_not_filed_from_afar(stage: Stage) -> None:
    law = [{"law": "《中华人民共和国护照法》", "article": "第五条"}]
    item = stage.item("只能到窗口", channels=["window"], visits=1, visit_reason="依法须本人到场。", visit_basis=law)
    by = stage.citizen()
    assert refusal(lambda: services.start(item_id=item, by=by)) == "cases.window_only"
    at_once = lambda: services.file(item_id=item, by=by, answers={}, values={}, declared=True)  # noqa: E731
    assert refusal(at_once) == "cases.window_only"


# -- a form that comes again, or too late


def test_a_form_resubmitted_after_the_decision_gives_its_number_again_and_changes_nothing(stage: Stage) -> None:
    number, citizen = stage.decided(), stage.citizen()
    before = Case.objects.values().get(number=number)
    assert services.submit(before["key"], by=citizen, declared=True).number == number
    assert services.submit(before["key"], by=citizen, declared=False).number == number
    for way in (
        lambda: services.save_fields(number, by=citizen, values={"person_name": "李四"}),
        lambda: services.save_answers(number, by=citizen, answers={"shop_kind": "diner"}),
        lambda: services.add_file(number, line=1, stream=BytesIO(PDF + b"%9"), name="图.pdf", by=citizen),
        lambda: services.set_applicant(number, by=citizen, capacity="self"),
        lambda: services.refresh_guide(number, by=citizen),
        lambda: services.discard(number, by=citizen),
        lambda: services.undo_material(number, line=1, by=citizen),
    ):
        assert refusal(way) == "cases.submitted"
    assert services.prefill(number, by=citizen) == ()
    assert Case.objects.values().get(number=number) == before


def test_what_was_submitted_changes_only_where_a_notice_asks(stage: Stage) -> None:
    number, citizen = stage.file().number, stage.citizen()
    services.request_supplement(number, by=stage.staff("clerk"), gaps=[Gap(1, "缺少比例尺")])
    before = bytes(Case.objects.get(number=number).form or b"")
    for way in (
        lambda: services.save_fields(number, by=citizen, values={"person_name": "李四"}),
        lambda: services.save_answers(number, by=citizen, answers={"shop_kind": "diner"}),
    ):
        assert refusal(way) == "cases.submitted"
    assert bytes(Case.objects.get(number=number).form or b"") == before


# -- texts, keys and numbers of every verb


@pytest.mark.parametrize("case", NO_CASE)
def test_a_case_that_is_none_reads_the_same_everywhere(stage: Stage, case: str) -> None:
    citizen, approver = stage.citizen(), stage.staff("approver")
    for way in (
        lambda: selectors.own_case(citizen, case),
        lambda: selectors.draft(citizen, case),
        lambda: selectors.staff_case(approver, case),
        lambda: selectors.trace(stage.staff("supervisor"), case),
        lambda: selectors.own_file(citizen, case, "0" * 32),
        lambda: services.accept(case, by=stage.staff("clerk")),
        lambda: services.withdraw(case, by=citizen),
        lambda: services.urge(case, by=citizen),
    ):
        with pytest.raises(AccessDenied) as denied:
            way()
        assert (denied.value.visible, denied.value.sentence) == (False, "没有找到这个办件。")
    assert services.track(case, "000000", who="203.0.113.9") is None


@pytest.mark.parametrize("code", ["", "000000", "１２３４５６", UNSTORABLE, LONG, "' OR 1=1 --", "-1"])
def test_a_forged_query_code_tells_nothing(stage: Stage, code: str) -> None:
    filed = stage.file()
    assert filed.query_code != code
    assert services.track(filed.number, code, who="203.0.113.9") is None


def test_a_file_key_that_is_none_reads_like_an_absent_one(stage: Stage) -> None:
    number = stage.file().number
    for key in (UNSTORABLE, "", "f" * 32, LONG, "%"):
        with pytest.raises(AccessDenied) as denied:
            selectors.own_file(stage.citizen(), number, key)
        assert not denied.value.visible


@pytest.mark.parametrize("text", [UNSTORABLE, LONG, "\ud800", "\x00", "‮" * 50])
def test_every_text_of_a_desk_is_kept_whole_or_refused(stage: Stage, text: str) -> None:
    clerk, reviewer, approver = stage.staff("clerk"), stage.staff("reviewer"), stage.staff("approver")
    number = stage.file().number
    tries: list[Callable[[], object]] = [
        lambda: services.check_material(number, line=1, result="bad", note=text, by=clerk),
        lambda: services.check_material(number, line=1, result=text, by=clerk),
        lambda: services.check_material(number, line=1, result="ok", by=clerk),
        lambda: services.urge(number, by=stage.citizen(), words=text),
        lambda: services.request_supplement(number, by=clerk, gaps=[Gap(1, text)]),
        lambda: services.withdraw(number, by=stage.citizen(), reason=text),
    ]
    second = stage.file(by=stage.citizen("李秀英", 2)).number
    tries += [
        lambda: services.not_accept(second, by=clerk, ground="not_needed", reason=text),
        lambda: services.not_accept(
            second, by=clerk, ground="not_competent", reason="不属于本机关职权", right_office=text
        ),
    ]
    third = stage.accepted(by=stage.citizen("郑丽", 3))
    task = next(one for one in stage.seen(third).tasks if one.stage == "review")
    ticked = (Criterion(ONE, True, note=text), Criterion(TWO, True))
    tries += [
        lambda: services.review(third, by=reviewer, task=task.id, outcome=text, opinion=text, criteria=ticked),
        lambda: services.review(third, by=reviewer, task=task.id, outcome="disagree", opinion=text, criteria=ticked),
        lambda: services.review(third, by=reviewer, task=HUGE, outcome="agree", opinion="", criteria=ticked),
        lambda: services.send_back(third, by=approver, stage=text, reason=text),
    ]
    fourth = stage.reviewed(by=stage.citizen("何永生", 4))
    tries += [
        lambda: services.decide(fourth, by=approver, outcome=text, reason=text),
        lambda: services.decide(fourth, by=approver, outcome="refused", reason=text, basis=text, remedies=text),
        lambda: services.deliver(fourth, by=stage.staff("result_desk"), method=text),
    ]
    for one in tries:
        try:
            one()
        except EXPECTED as refused:
            assert str(refused)
    drain()
    for found in (number, second, third, fourth):
        assert stage.seen(found).steps
        assert selectors.trace(stage.staff("supervisor"), found).intact


def test_a_text_that_is_too_long_is_refused_and_not_cut(stage: Stage) -> None:
    number = stage.reviewed()
    long = lambda: services.decide(number, by=stage.staff("approver"), outcome="refused", reason="长" * 4001)  # noqa: E731
    assert refusal(long) == "cases.too_long"
    services.decide(number, by=stage.staff("approver"), outcome="refused", reason="长" * 4000)
    decision = stage.seen(number).decision
    assert decision is not None and len(decision.reason) == 4000


def test_dates_of_a_decision_are_in_order(stage: Stage) -> None:
    number, approver = stage.reviewed(), stage.staff("approver")
    backwards = {"valid_from": date(2026, 12, 1), "valid_to": date(2026, 11, 30)}
    assert refusal(lambda: services.decide(number, by=approver, outcome="granted", **backwards)) == "cases.dates"


def test_a_licence_face_takes_no_element_that_its_type_does_not_have(stage: Stage) -> None:
    number, approver = stage.reviewed(stage.licensed()), stage.staff("approver")
    for face in ({"emperor": "王小满"}, {"scope": LONG}):
        with pytest.raises(EXPECTED):
            services.decide(number, by=approver, outcome="granted", face=face)
    services.decide(number, by=approver, outcome="granted", face={"scope": UNSTORABLE})
    drain()
    assert selectors.own_case(stage.citizen(), number).line.state == "closed"


def test_who_collects_has_a_name_and_a_right_number(stage: Stage) -> None:
    number, desk = stage.decided(), stage.staff("result_desk")
    Case.objects.filter(number=number).update(delivery="window")
    drain()
    for name, number_given, method in (
        ("", id_number(), "id_card"),
        ("王小满", "411323199401150021", "id_card"),
        (UNSTORABLE, id_number(), "id_card"),
        (LONG, id_number(), "id_card"),
        ("王小满", UNSTORABLE, "id_card"),
        ("王小满", id_number(), UNSTORABLE),
    ):
        with pytest.raises(EXPECTED):
            services.collect(number, by=desk, name=name, id_number=number_given, method=method)
    assert stage.row(number).state == "delivered"


def test_lists_take_any_filter(stage: Stage) -> None:
    number, approver, clerk = stage.accepted(), stage.staff("approver"), stage.staff("clerk")
    for q in (UNSTORABLE, LONG, "%", "_", "' OR 1=1 --", "１２３"):
        assert selectors.staff_cases(approver, Filters(q=q)).rows == ()
        assert selectors.inbox(clerk, mine=False, q=q).rows == ()
        assert selectors.waiting_for_collection(stage.staff("result_desk"), q=q).rows == ()
    for strange in (
        Filters(state=UNSTORABLE),
        Filters(organisation=HUGE),
        Filters(item=-HUGE),
        Filters(region=UNSTORABLE),
        Filters(region="%"),
        Filters(channel=UNSTORABLE),
        Filters(since=date.max),
        Filters(until=date.min),
    ):
        assert selectors.staff_cases(approver, strange).rows == ()
        assert selectors.staff_counts(approver, strange)["total"] == 0
    for after in (UNSTORABLE, "9" * 40, "x", "1.2.3", f"{HUGE}.{HUGE}", "999999999999.1", "٣"):
        for page in (
            selectors.staff_cases(approver, Filters(), after=after),
            selectors.staff_cases(approver, Filters(open_only=True), after=after),
            selectors.own_cases(stage.citizen(), after=after),
            selectors.inbox(approver, mine=False, after=after),
        ):
            assert len(page.rows) <= 1
    assert selectors.own_cases(stage.citizen(), part=UNSTORABLE, size=-5).rows[0].number == number
    assert selectors.drafts_of_person(clerk, HUGE) == ()
    assert selectors.duplicates(clerk, item_id=HUGE, person_id=HUGE) == ()
    assert selectors.overview(stage.staff("supervisor"), region=UNSTORABLE).open == 0
