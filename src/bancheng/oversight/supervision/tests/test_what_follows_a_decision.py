"""Delivery in ten working days, collection registered, originals handed back, the seven parts of a case, renewal in time."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest

from bancheng.casework.cases import followed, selectors, services
from bancheng.casework.cases.models import Case, Original, Renewal
from bancheng.casework.cases.tests.stage import PDF, Stage
from bancheng.casework.cases.tests.test_parcels import by_post
from bancheng.casework.cases.types import Gap
from bancheng.casework.cases.types.exports import SEVEN
from bancheng.ground.access import AccessDenied
from bancheng.ground.codes import CodeError
from bancheng.ground.codes import id_number as read
from bancheng.ground.jobs import drain
from bancheng.ground.journal import selectors as journal
from bancheng.ground.law import Refused
from bancheng.oversight.supervision.models import Finding
from bancheng.registers.licences import selectors as licences
from bancheng.registers.licences import services as licensing
from bancheng.registers.messages.models import Message

NUMBER = read("11010519491231002X").number


def at_the_window(stage: Stage) -> str:
    """A decided case whose paper result waits at the desk."""
    number = stage.reviewed(stage.licensed())
    Case.objects.filter(number=number).update(delivery="window")
    services.decide(number, by=stage.staff("approver"), outcome="granted")
    drain()
    assert stage.row(number).state == "delivered"
    return number


def filed_at_the_window(stage: Stage) -> str:
    """The same item for a person who stands there, with paper in his hands."""
    clerk, person = stage.staff("clerk"), stage.person()
    key = services.start_at_window(item_id=stage.item(), person_id=person.pk, by=clerk, identity_method="id_card")
    services.save_answers(key, by=clerk, answers={"shop_kind": "shop"})
    services.save_fields(key, by=clerk, values={"person_name": person.name, "has_staff": "no"})
    services.receive_paper(key, line=1, by=clerk)
    return services.submit(key, by=clerk, declared=True).number


# -- delivery (第四十四条)


def test_a_result_not_handed_over_in_ten_working_days_is_told_once_and_found(
    stage: Stage, move: Callable[..., None]
) -> None:
    number, desk = by_post(stage), stage.staff("result_desk")
    (line,) = selectors.waiting_for_collection(desk).rows
    assert (line.due_on, line.light, line.remaining) == (date(2026, 12, 4), "normal", 10)
    assert stage.seen(number).afterwards.due_on == date(2026, 12, 4)
    move(date(2026, 12, 4), 23)
    services.watch()
    assert not journal.latest(kind="cases.case", verb="delivery_overdue").exists()
    assert selectors.waiting_for_collection(desk).rows[0].light == "warning"
    move(date(2026, 12, 5))
    services.watch()
    services.watch()
    drain()
    (entry,) = journal.latest(kind="cases.case", verb="delivery_overdue")
    assert (entry.facts["due_on"], entry.article) == ("2026-12-04", "《行政许可法》第四十四条")
    assert selectors.waiting_for_collection(desk).rows[0].light == "overdue" and stage.seen(number).afterwards.late
    found = Finding.objects.get(rule="delivery_overdue")
    assert (found.number, found.due_on, found.responsible) == (number, date(2026, 12, 4), "出件岗")
    assert Message.objects.filter(template__key="cases.delivery_overdue").count() == 1


def test_nothing_is_overdue_that_was_refused_or_handed_over_in_time(stage: Stage, move: Callable[..., None]) -> None:
    stage.decided(outcome="refused")
    at_the_window(stage)
    move(date(2026, 12, 20))
    services.watch()
    drain()
    assert not Finding.objects.filter(rule="delivery_overdue").exists()


# -- collection (领取登记)


@pytest.mark.demand("FLW-25", "FLW-06")
def test_who_collected_when_and_how_known_is_registered_and_closing_without_it_is_found(stage: Stage) -> None:
    number, desk = at_the_window(stage), stage.staff("result_desk")
    services.collect(number, by=desk, name="王小满", id_number=NUMBER, method="id_card")
    drain()
    row = stage.row(number)
    assert (row.state, row.unclaimed, row.collected_by) == ("closed", False, "王小满")
    assert row.collected_at is not None and row.collected_masked == "110***********002X"
    assert not Finding.objects.exists()
    other = at_the_window(stage)
    services.close(other, by=desk)
    drain()
    found = Finding.objects.get()
    assert (found.rule, found.number, found.responsible) == ("collection_unregistered", other, "出件岗")
    assert services.export_case(other, by=stage.staff("approver")).abnormal
    assert not services.export_case(number, by=stage.staff("approver")).abnormal


def test_a_result_delivered_online_needs_no_registration(stage: Stage) -> None:
    number = stage.closed(stage.licensed())
    drain()
    assert stage.row(number).unclaimed and not Finding.objects.exists()
    told = services.export_case(number, by=stage.staff("approver"))
    (entry,) = told.sections[-1].entries
    assert not told.abnormal and (entry["送达方式"], entry["领取人"]) == ("电子送达", "王小满")


# -- the seven parts


@pytest.mark.demand("FLW-06")
def test_the_export_of_a_case_has_all_seven_parts(stage: Stage, move: Callable[..., None]) -> None:
    item = stage.licensed()
    number, clerk, approver = stage.file(item).number, stage.staff("clerk"), stage.staff("approver")
    services.request_supplement(number, by=clerk, gaps=[Gap(1, "缺少签字")])
    services.add_file(number, line=1, stream=_pdf(b"%signed\n"), name="补正.pdf", by=stage.citizen())
    services.supplement(number, by=stage.citizen(), declared=True)
    services.accept(number, by=clerk)
    services.start_procedure(number, by=approver, kind="JD", reason="须鉴定。", expected_days=3)
    services.end_procedure(number, by=approver, kind="JD", result="一致。")
    stage.agree(number, "review")
    stage.agree(number, "inspect")
    stage.agree(number, "inspect", "何永生")
    Case.objects.filter(number=number).update(delivery="window")
    services.decide(number, by=approver, outcome="granted")
    drain()
    services.collect(number, by=stage.staff("result_desk"), name="王小满", id_number=NUMBER, method="id_card")
    drain()
    told = services.export_case(number, by=approver)
    plain = json.loads(json.dumps(told.plain(), ensure_ascii=False))
    assert [section.title for section in told.sections] == [title for _key, title in SEVEN]
    assert all(plain[title] for _key, title in SEVEN)
    assert plain["办件受理"][0]["编号"] == number and plain["特别程序"][0]["程序"] == "鉴定"
    assert plain["办件补正"][0]["补正内容"].startswith("经营场所布局图：")
    assert plain["领取登记"][0]["核验身份"] == "核对居民身份证原件"
    assert [entry["步骤"] for entry in plain["办件过程"] if "步骤" in entry][:2] == ["提交申请", "一次性告知补正"]
    assert stage.person().pk and NUMBER not in json.dumps(plain)
    assert ("办件受理", 1, "编号", number) in told.rows()
    assert journal.latest(kind="cases.case", verb="export").count() == 1


def test_what_did_not_happen_is_an_empty_part_and_nobody_exports_what_he_does_not_see(stage: Stage) -> None:
    number = stage.file().number
    told = services.export_case(number, by=stage.staff("clerk"))
    assert [bool(section.entries) for section in told.sections] == [True, True, False, False, True, False, False]
    for who in (stage.citizen(), stage.staff("clerk", "外单位", organ=stage.world.water)):
        with pytest.raises(AccessDenied):
            services.export_case(number, by=who)
    with pytest.raises(Refused):
        services.export_case(number, by=stage.staff("clerk"), form="exe")


# -- originals


@pytest.mark.demand("FLW-04")
def test_online_and_window_cases_of_one_item_have_one_way_and_the_window_one_scans_and_returns(stage: Stage) -> None:
    online, window, clerk = stage.file().number, filed_at_the_window(stage), stage.staff("clerk")
    for number in (online, window):
        services.accept(number, by=clerk)
    web, desk = stage.seen(online), stage.seen(window)
    assert [one[:2] for one in web.stages] == [one[:2] for one in desk.stages]
    assert [(one.name, one.due_on, one.total) for one in web.clocks] == [
        (one.name, one.due_on, one.total) for one in desk.clocks
    ]
    assert (web.line.channel, desk.line.channel) == ("portal", "window")
    assert web.handed.steps == ()
    assert [(one.key, one.done, one.total) for one in desk.handed.steps] == [("scan", 0, 1), ("return", 0, 0)]
    services.receive_originals(window, by=clerk, names=["营业执照正本"], received_from="王小满", line=1)
    kept = stage.seen(window).handed
    assert [one.open for one in kept.steps] == [True, True] and [one.name for one in kept.kept] == ["营业执照正本"]
    services.return_original(
        window, original=kept.kept[0].id, by=clerk, name="王小满", id_number=NUMBER, method="id_card"
    )
    after = stage.seen(window).handed
    assert after.kept == () and not after.steps[1].open


def test_originals_are_taken_with_a_receipt_and_go_back_once_to_somebody_known(stage: Stage) -> None:
    number, clerk = filed_at_the_window(stage), stage.staff("clerk")
    paper = services.receive_originals(number, by=clerk, names=["房产证", " ", "身份证"], received_from="王小满")
    drain()
    assert next(one for one in stage.seen(number).papers if one.number == paper).ready
    first, second = Original.objects.all()
    assert (first.name, second.name) == ("房产证", "身份证")
    back = {"by": clerk, "name": "王小满", "id_number": NUMBER, "method": "id_card"}
    with pytest.raises(Refused):
        services.return_original(number, original=first.pk, **back | {"method": "面熟"})
    with pytest.raises(CodeError):
        services.return_original(number, original=first.pk, **back | {"id_number": "123"})
    services.return_original(number, original=first.pk, **back)
    with pytest.raises(Refused) as twice:
        services.return_original(number, original=first.pk, **back)
    assert twice.value.code == "cases.original_gone"
    for who in (stage.staff("approver"), stage.citizen()):
        with pytest.raises(AccessDenied):
            services.receive_originals(number, by=who, names=["房产证"], received_from="王小满")
    with pytest.raises(Refused):
        services.receive_originals(number, by=clerk, names=[], received_from="王小满")


# -- renewal (第五十条)


def ending(stage: Stage, until: date) -> str:
    """A closed case whose licence ends on that day."""
    number = stage.reviewed(stage.licensed())
    services.decide(number, by=stage.staff("approver"), outcome="granted", valid_to=until)
    drain()
    assert stage.row(number).state == "closed"
    return number


def renewed(stage: Stage, number: str) -> str:
    """The renewal of it, handed in."""
    citizen = stage.citizen()
    key = services.renew(number, by=citizen)
    for line in selectors.draft(citizen, key).materials:
        if line.missing:
            services.add_file(key, line=line.line, stream=_pdf(), name="布局图.pdf", by=citizen)
    return services.submit(key, by=citizen, declared=True).number


def test_a_licence_that_was_revoked_is_renewed_by_no_silence(stage: Stage, move: Callable[..., None]) -> None:
    number = ending(stage, date(2027, 3, 31))
    move(date(2027, 1, 4))
    second = renewed(stage, number)
    services.accept(second, by=stage.staff("clerk"))
    told = {"reason": "以虚假材料取得。", "heard": "已听取陈述、申辩。", "no_harm": True}
    services.revoke(number, by=stage.staff("approver"), ground="2", **told)
    move(date(2027, 4, 1))
    services.watch()
    assert Renewal.objects.get().deemed_at is None and not Finding.objects.filter(rule="renewal_deemed").exists()


def test_what_silence_granted_is_not_refused_though_no_watch_has_written_it_down(
    stage: Stage, move: Callable[..., None]
) -> None:
    number = ending(stage, date(2027, 3, 31))
    move(date(2027, 1, 4))
    second = renewed(stage, number)
    services.accept(second, by=stage.staff("clerk"))
    for step, who in (("review", "赵建平"), ("inspect", "赵建平"), ("inspect", "何永生")):
        stage.agree(second, step, who)
    move(date(2027, 4, 1))
    with pytest.raises(Refused, match="视为准予延续"):
        services.decide(second, by=stage.staff("approver"), outcome="refused", reason="不符合条件。")


def test_the_holder_is_reminded_once_and_renews_from_the_old_case(stage: Stage, move: Callable[..., None]) -> None:
    number, citizen = ending(stage, date(2027, 3, 31)), stage.citizen()
    assert followed.remind_of_renewals() == 0 and selectors.own_case(citizen, number).afterwards.renewal is None
    with pytest.raises(Refused) as early:
        services.renew(number, by=citizen)
    assert early.value.code == "cases.not_renewable"
    move(date(2027, 1, 4))
    followed.remind_of_renewals()
    followed.remind_of_renewals()
    told = Message.objects.get(template__key="cases.renewal_near").body
    assert "2027" in told and "3月1日 前" in told
    offered = selectors.own_case(citizen, number).afterwards.renewal
    assert offered is not None and (offered.apply_by, offered.case) == (date(2027, 3, 1), "")
    key = services.renew(number, by=citizen)
    assert services.renew(number, by=citizen) == key
    draft = selectors.draft(citizen, key)
    assert [one.value for section in draft.sections for one in section.fields][0] == citizen.name
    assert draft.answers == {"shop_kind": "shop"}
    for who in (stage.citizen("李秀英", 2), stage.staff("clerk")):
        with pytest.raises(AccessDenied):
            services.renew(number, by=who)


def test_the_new_licence_takes_the_place_of_the_old_one(stage: Stage, move: Callable[..., None]) -> None:
    number = ending(stage, date(2027, 3, 31))
    move(date(2027, 1, 4))
    second = renewed(stage, number)
    old = Renewal.objects.get().licence
    services.accept(second, by=stage.staff("clerk"))
    stage.agree(second, "review")
    stage.agree(second, "inspect")
    stage.agree(second, "inspect", "何永生")
    services.decide(second, by=stage.staff("approver"), outcome="granted")
    drain()
    old.refresh_from_db()
    assert old.state == "valid", "it holds to its last day"
    move(date(2027, 4, 1))
    licensing.expire_due()
    old.refresh_from_db()
    card = next(one for one in licences.held(f"person:{stage.person().pk}") if one.usable)
    assert old.state == "replaced" and card.id != old.pk
    assert stage.seen(second).afterwards.renewal is not None


def test_silence_until_the_old_licence_ends_grants_a_timely_renewal(stage: Stage, move: Callable[..., None]) -> None:
    number = ending(stage, date(2027, 3, 31))
    move(date(2027, 3, 1))
    second = renewed(stage, number)
    services.accept(second, by=stage.staff("clerk"))
    move(date(2027, 3, 31), 23)
    services.watch()
    assert Renewal.objects.get().deemed_at is None
    move(date(2027, 4, 1))
    licensing.expire_due()
    services.watch()
    services.watch()
    drain()
    (entry,) = journal.latest(kind="cases.case", verb="renewal_deemed")
    assert (entry.facts["ended_on"], entry.article) == ("2027-03-31", "《行政许可法》第五十条")
    assert Finding.objects.get(rule="renewal_deemed").number == second
    view = stage.seen(second).afterwards.renewal
    assert view is not None and view.deemed and view.before == number
    stage.agree(second, "review")
    stage.agree(second, "inspect")
    stage.agree(second, "inspect", "何永生")
    with pytest.raises(Refused) as refused:
        services.decide(second, by=stage.staff("approver"), outcome="refused", reason="不符合条件。")
    assert refused.value.code == "cases.renewal_deemed"
    services.decide(second, by=stage.staff("approver"), outcome="granted")
    drain()
    assert stage.row(second).state == "closed"


def test_who_applied_too_late_has_no_grant_by_silence(stage: Stage, move: Callable[..., None]) -> None:
    number = ending(stage, date(2027, 3, 31))
    move(date(2027, 3, 2))
    renewed(stage, number)
    move(date(2027, 4, 1))
    services.watch()
    assert Renewal.objects.get().deemed_at is None


def _pdf(more: bytes = b"") -> BytesIO:
    return BytesIO(PDF + more)
