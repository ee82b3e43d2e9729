"""Online and at the window: the same steps, limits and materials; the paper that is left is counted month by month."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.models import Case, CaseMaterial
from bancheng.casework.cases.tests.stage import PDF, PLAN, Stage, material
from bancheng.ground.access import AccessDenied
from bancheng.ground.jobs import drain
from bancheng.ground.law import Refused
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog.tests.sample import body, published
from bancheng.registers.catalog.types import GuideRefused
from bancheng.registers.messages import services as messages
from bancheng.registers.messages.models import Message

SINCE, UNTIL = date(2026, 11, 1), date(2026, 11, 30)


def filed_at_window(stage: Stage, item: int, *, place: int = 9, scan: bool = False) -> str:
    """The same application as `stage.file`, at the window on paper; its number."""
    person, clerk = stage.person("李秀英", place), stage.staff("clerk")
    key = services.start_at_window(item_id=item, person_id=person.pk, by=clerk, identity_method="id_card")
    services.save_answers(key, by=clerk, answers={"shop_kind": "shop"})
    services.save_fields(key, by=clerk, values={"person_name": person.name, "has_staff": "no"})
    for one in selectors.draft(clerk, key).materials:
        if one.missing:
            services.receive_paper(key, line=one.line, by=clerk)
            if scan:
                services.add_file(key, line=one.line, stream=BytesIO(PDF), name="扫描件.pdf", by=clerk)
    return services.submit(key, by=clerk, declared=True).number


def through(stage: Stage, number: str, outcome: str = "granted") -> str:
    """Accepted, reviewed, decided, delivered."""
    services.accept(number, by=stage.staff("clerk"))
    stage.agree(number, "review")
    stage.agree(number, "inspect")
    stage.agree(number, "inspect", "何永生")
    reason = "" if outcome == "granted" else "经营场所与污染源距离不足。"
    services.decide(number, by=stage.staff("approver"), outcome=outcome, reason=reason)
    drain()
    return number


@pytest.mark.demand("APP-02")
def test_a_draft_begun_at_home_goes_on_at_the_window(stage: Stage) -> None:
    citizen, clerk = stage.citizen(), stage.staff("clerk")
    key = services.start(item_id=stage.item(), by=citizen, answers={"shop_kind": "shop"})
    services.save_fields(key, by=citizen, values={"person_name": "王小满"})
    (found,) = selectors.drafts_of_person(clerk, stage.person().pk)
    assert found.key == key
    view = selectors.draft(clerk, key)
    assert view.answers["shop_kind"] == "shop" and view.sections[0].fields[0].value == "王小满"
    services.save_fields(key, by=clerk, values={"has_staff": "no"})
    services.receive_paper(key, line=1, by=clerk)
    services.submit(key, by=clerk, declared=True)
    row = Case.objects.get(key=key)
    assert (row.state, row.channel) == ("submitted", "portal")
    assert selectors.own_case(citizen, key).line.number == row.number


def test_the_same_item_has_the_same_steps_and_limits_in_both_channels(stage: Stage) -> None:
    item = stage.item()
    online, window = stage.file(item).number, filed_at_window(stage, item, scan=True)
    rows = [stage.row(number) for number in (online, window)]
    assert [row.channel for row in rows] == ["portal", "window"]
    assert rows[0].guide_version_id == rows[1].guide_version_id and rows[0].due_on == rows[1].due_on
    for number in (online, window):
        through(stage, number)
    rows = [stage.row(number) for number in (online, window)]
    assert {row.due_on for row in rows} == {rows[0].due_on} and {row.statutory_due_on for row in rows} != {None}
    steps = [[task.stage for task in stage.seen(number).tasks] for number in (online, window)]
    assert steps[0] == steps[1] and [row.outcome for row in rows] == ["granted", "granted"]
    forms = [stage.seen(number).materials[0] for number in (online, window)]
    assert [one.given for one in forms] == ["uploaded", "paper"] and all(one.files for one in forms)


@pytest.mark.demand("FLW-05")
def test_the_report_finds_no_difference_of_rule_and_shows_limits_materials_and_outcomes(stage: Stage) -> None:
    item = stage.item()
    through(stage, stage.file(item).number)
    through(stage, filed_at_window(stage, item))
    through(stage, filed_at_window(stage, item, place=10), outcome="refused")
    found = selectors.compare_channels(stage.staff("clerk"), item, since=SINCE, until=UNTIL)
    online, window = found.channels
    assert found.differences == () and found.comparable and not found.cut and found.counted == 3
    assert online.limits == window.limits == ("15 个工作日",)
    assert online.materials == window.materials == ("经营场所布局图",)
    assert (online.granted, online.refused, window.granted, window.refused) == (1, 0, 1, 1)
    assert (online.granted_share, window.granted_share) == (100.0, 50.0)
    assert (found.versions[0].online, found.versions[0].window, found.versions[0].situations) == (1, 2, 1)


def test_the_report_names_a_limit_or_a_material_that_only_one_channel_was_held_to(stage: Stage) -> None:
    item = stage.item()
    online, window = stage.file(item).number, filed_at_window(stage, item)
    for number in (online, window):
        services.accept(number, by=stage.staff("clerk"))
    Case.objects.filter(number=window).update(due_on=date(2026, 12, 21))
    CaseMaterial.objects.create(case=stage.row(window), line=9, code="M0002", name="无犯罪记录证明", required=True)
    found = selectors.compare_channels(stage.staff("clerk"), item, since=SINCE, until=UNTIL)
    assert [one.what for one in found.differences] == ["办理时限", "应交材料"]
    assert "15 个工作日" in found.differences[0].sentence and "受理后第" in found.differences[0].sentence
    assert set(found.differences[0].cases) == {online, window}
    assert "无犯罪记录证明" in found.differences[1].sentence


def test_what_a_procedure_lawfully_moved_is_no_difference(stage: Stage) -> None:
    item = stage.item()
    online, window = stage.file(item).number, filed_at_window(stage, item)
    for number in (online, window):
        services.accept(number, by=stage.staff("clerk"))
    services.extend(window, by=stage.staff("organ_head"), days=5, reason="情况复杂，需要补充核实")
    found = selectors.compare_channels(stage.staff("clerk"), item, since=SINCE, until=UNTIL)
    assert found.differences == () and [one.detoured for one in found.channels] == [0, 1]


def test_items_with_both_channels_come_first_and_others_find_nothing(stage: Stage) -> None:
    one, both = stage.item("只有网上", materials=[PLAN]), stage.item()
    stage.file(one)
    stage.file(both, by=stage.citizen("张三", 3))
    filed_at_window(stage, both)
    clerk = stage.staff("clerk")
    found = selectors.channels_of_items(clerk, since=SINCE, until=UNTIL)
    assert [(row.item_id, row.online, row.window) for row in found] == [(both, 1, 1), (one, 1, 0)]
    assert not selectors.compare_channels(clerk, one, since=SINCE, until=UNTIL).comparable
    far = stage.staff("clerk", "郑丽", organ=stage.world.elsewhere)
    assert selectors.channels_of_items(far, since=SINCE, until=UNTIL) == ()
    with pytest.raises(AccessDenied) as unseen:
        selectors.compare_channels(far, both, since=SINCE, until=UNTIL)
    assert not unseen.value.visible


@pytest.mark.demand("APP-27")
def test_paper_alone_needs_a_ground_and_the_month_shows_the_share_of_paper(
    stage: Stage, move: Callable[..., None]
) -> None:
    only = {**PLAN, "form": "paper"}
    with pytest.raises(GuideRefused) as refused:
        published(stage.world.market, "只收纸质的事项", guide=body(materials=[only]))
    assert "没有写明理由" in str(refused.value)
    plan = {**only, "paper_ground": "交回的是实物"}
    item = stage.item("写明了理由", materials=[plan, material("M0002", "营业执照")])
    stage.file(item)
    filed_at_window(stage, item, scan=True)
    stage.file(stage.item(), by=stage.citizen("张三", 3))
    found = selectors.paper_use(stage.staff("clerk"), month=date(2026, 11, 7))
    first, second = found.items
    assert (first.key, first.cases, first.paperless, first.paper, first.electronic) == (item, 2, 1, 2, 2)
    assert (first.share, first.scanned, second.share) == (50.0, 2, 0.0)
    (organ,) = found.organs
    assert (organ.name, organ.cases, organ.paper, organ.total, organ.share) == ("西峡县市场监督管理局", 3, 2, 5, 40.0)
    assert (found.whole.paper, found.whole.electronic) == (2, 3)
    december = selectors.paper_use(stage.staff("clerk"), month=date(2026, 12, 31))
    assert december.items == () and december.whole.share is None
    far = stage.staff("clerk", "郑丽", organ=stage.world.elsewhere)
    assert selectors.paper_use(far, month=date(2026, 11, 7)).items == ()
    assert selectors.paper_use(stage.staff("clerk"), month=date(2026, 11, 7), organisation=0).items == ()


def test_what_is_not_paper_alone_needs_no_ground(stage: Stage) -> None:
    assert stage.item("电子也收", materials=[{**PLAN, "form": "electronic"}])


@pytest.mark.demand("APP-02")
def test_no_item_of_an_organ_with_a_window_may_refuse_who_comes_there(stage: Stage) -> None:
    with pytest.raises(GuideRefused) as refused:
        published(stage.world.market, "只在网上办的事项", guide=body(channels=["pc", "mobile"]))
    assert "不得限定" in str(refused.value)
    item = stage.item()
    row = catalog.implementation(stage.staff("clerk"), item)
    assert "window" in row.current.document["channels"]
    clerk = stage.staff("clerk")
    try:
        services.start_at_window(item_id=item, person_id=stage.person().pk, by=clerk, identity_method="id_card")
    except Refused as refusal:
        pytest.fail(refusal.sentence)


@pytest.mark.demand("FLW-23")
def test_a_decision_is_told_in_the_inbox_and_once_by_each_subscribed_channel(stage: Stage) -> None:
    both, none = stage.citizen(), stage.citizen("李秀英", 2)
    messages.subscribe(stage.person().account, "wechat", code="abc")
    messages.unsubscribe(stage.person("李秀英", 2).account, "sms")
    for who in (both, none):
        stage.decided(by=who)
    drain()
    told = Message.objects.filter(template__key="cases.decided")
    assert sorted(told.values_list("account", flat=True)) == sorted([both.account, none.account])
    channels = told.get(account=both.account).outbox.order_by("channel").values_list("channel", "state")
    assert list(channels) == [("sms", "sent"), ("wechat", "sent")]
    assert not told.get(account=none.account).outbox.exists()
