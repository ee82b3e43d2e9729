"""What desks and supervision are shown: duplicates, drafts of who stands there, what waits, counts, grants, the decision to come."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.models import Case
from bancheng.casework.cases.tests.stage import Stage
from bancheng.casework.cases.types import Filters, Gap
from bancheng.ground.access import AccessDenied
from bancheng.ground.jobs import drain
from bancheng.ground.law import Refused
from bancheng.registers.identity.tests.cast import id_number


def collected_at_window(stage: Stage, place: int = 1, name: str = "王小满") -> str:
    """A granted case whose result waits at the window."""
    number = stage.decided(by=stage.citizen(name, place))
    Case.objects.filter(number=number).update(delivery="window")
    drain()
    assert stage.row(number).state == "delivered"
    return number


# -- the window


def test_a_second_application_of_the_same_person_for_the_same_item_is_shown_beside_the_first(stage: Stage) -> None:
    clerk, person = stage.staff("clerk"), stage.person().pk
    first = stage.file().number
    stage.file(by=stage.citizen("李秀英", 2))
    stage.file(stage.item("另一件事"))
    found = selectors.duplicates(clerk, item_id=stage.item(), person_id=person)
    assert [line.number for line in found] == [first]
    second = stage.file().number
    assert [line.number for line in stage.seen(second, clerk).duplicates] == [first]
    services.withdraw(first, by=stage.citizen())
    assert stage.seen(second, clerk).duplicates == ()
    assert selectors.duplicates(clerk, item_id=stage.item(), person_id=person, excluding=stage.row(second).key) == ()


def test_duplicates_need_somebody_and_stay_within_the_desks_scope(stage: Stage) -> None:
    stage.file()
    elsewhere = stage.staff("clerk", "郑丽", organ=stage.world.elsewhere)
    assert selectors.duplicates(elsewhere, item_id=stage.item(), person_id=stage.person().pk) == ()
    assert selectors.duplicates(stage.staff("clerk"), item_id=stage.item()) == ()


def test_what_a_person_began_at_home_is_found_at_the_window_that_may_take_it_in(stage: Stage) -> None:
    key, person = stage.draft(), stage.person().pk
    assert [line.key for line in selectors.drafts_of_person(stage.staff("clerk"), person)] == [key]
    assert selectors.drafts_of_person(stage.staff("clerk", "郑丽", organ=stage.world.elsewhere), person) == ()
    assert selectors.drafts_of_person(stage.staff("reviewer"), person) == ()
    services.submit(key, by=stage.staff("clerk"), declared=True)
    assert selectors.drafts_of_person(stage.staff("clerk"), person) == ()


def test_what_waits_for_collection_is_listed_at_the_result_desk_alone(stage: Stage) -> None:
    desk = stage.staff("result_desk")
    first, second = collected_at_window(stage), collected_at_window(stage, 2, "李秀英")
    assert [line.number for line in selectors.waiting_for_collection(desk).rows] == [first, second]
    page = selectors.waiting_for_collection(desk, size=1)
    assert [line.number for line in selectors.waiting_for_collection(desk, after=page.next_cursor).rows] == [second]
    assert [line.number for line in selectors.waiting_for_collection(desk, q="李秀英").rows] == [second]
    with pytest.raises(AccessDenied) as denied:
        selectors.waiting_for_collection(stage.staff("clerk"))
    assert denied.value.visible
    services.collect(first, by=desk, name="王小满", id_number=id_number(), method="id_card")
    drain()
    assert [line.number for line in selectors.waiting_for_collection(desk).rows] == [second]
    assert (stage.row(first).state, stage.row(first).unclaimed) == ("closed", False)


def test_what_nobody_collects_is_closed_after_the_profiles_days_and_flagged(
    stage: Stage, move: Callable[..., None]
) -> None:
    number = collected_at_window(stage)
    move(date(2026, 12, 31), 23)
    assert services.close_unclaimed() == 0
    # The thirtieth working day is 4 or 5 January, as the notice for 2027 will say.
    move(date(2027, 1, 6))
    assert services.close_unclaimed() == 1 and services.close_unclaimed() == 0
    row = stage.row(number)
    assert (row.state, row.unclaimed) == ("closed", True)
    assert selectors.own_case(stage.citizen(), number).steps[-1].text == "没有窗口领取登记"


# -- drafts


def test_a_draft_lives_ninety_days_from_the_last_touch(stage: Stage, move: Callable[..., None]) -> None:
    key, other = stage.draft(), stage.draft()
    move(date(2027, 1, 20))
    services.save_fields(other, by=stage.citizen(), values={"person_name": "王小满"})
    move(date(2027, 2, 18), 8)
    assert services.drop_old_drafts() == 0
    move(date(2027, 2, 18), 10)
    assert (services.drop_old_drafts(), services.drop_old_drafts()) == (1, 0)
    assert [row.key for row in Case.objects.all()] == [other]
    assert selectors.own_counts(stage.citizen())["draft"] == 1 and key != other


def test_fifty_drafts_are_enough(stage: Stage) -> None:
    citizen = stage.citizen()
    for _ in range(50):
        services.start(item_id=stage.item(), by=citizen)
    with pytest.raises(Refused) as refused:
        services.start(item_id=stage.item(), by=citizen)
    assert refused.value.code == "cases.too_many_drafts"
    services.discard(selectors.own_cases(citizen, size=1).rows[0].key, by=citizen)
    assert services.start(item_id=stage.item(), by=citizen)


# -- supervision


def test_the_overview_counts_running_cases_by_organ_and_light(stage: Stage, move: Callable[..., None]) -> None:
    watcher = stage.staff("supervisor")
    stage.accepted(stage.item("短承诺", promised={"unit": "workday", "n": 5}))
    stage.accepted(by=stage.citizen("李秀英", 2))
    stage.closed(by=stage.citizen("郑丽", 3))
    waits = stage.file(by=stage.citizen("何永生", 4)).number
    services.request_supplement(waits, by=stage.staff("clerk"), gaps=[Gap(1, "缺少比例尺")])
    stage.draft(by=stage.citizen("唐玉兰", 5))
    found = selectors.overview(watcher)
    assert (found.open, found.normal, found.warning, found.overdue) == (2, 2, 0, 0)
    assert (found.submitted_today, found.closed_today) == (4, 1)
    move(date(2026, 11, 25), 0)
    found = selectors.overview(watcher)
    assert (found.normal, found.warning, found.submitted_today, found.closed_today) == (1, 1, 0, 0)
    move(date(2026, 11, 28), 0)
    found = selectors.overview(watcher)
    assert (found.normal, found.warning, found.overdue) == (1, 0, 1)
    assert [(one.name, one.open, one.overdue) for one in found.organs] == [("西峡县市场监督管理局", 2, 1)]
    assert selectors.overview(watcher, region="410183000000").open == 0
    with pytest.raises(AccessDenied):
        selectors.overview(stage.staff("clerk"))
    assert selectors.overview(stage.staff("supervisor", "曹树德", organ=stage.world.elsewhere)).open == 0


def test_lists_and_counts_of_lights_agree(stage: Stage, move: Callable[..., None]) -> None:
    stage.accepted(stage.item("短承诺", promised={"unit": "workday", "n": 5}))
    stage.accepted(by=stage.citizen("李秀英", 2))
    watcher = stage.staff("supervisor")
    for day, lights in ((20, ("normal", "normal")), (26, ("normal", "warning")), (30, ("normal", "overdue"))):
        move(date(2026, 11, day))
        counts = selectors.staff_counts(watcher, Filters())
        for light in ("normal", "warning", "overdue"):
            rows = selectors.staff_cases(watcher, Filters(light=light)).rows
            assert counts[light] == len(rows) == lights.count(light)
            assert {line.light for line in rows} <= {light}


def test_the_decision_to_come_shows_face_basis_and_remedies_to_who_may_decide(stage: Stage) -> None:
    number = stage.reviewed(stage.licensed())
    shown = selectors.decision_preview(stage.staff("approver"), number)
    assert (shown.licence_name, shown.months, shown.result) == ("食品经营许可证", 60, "食品经营许可证")
    assert [(one.label, one.value, one.required) for one in shown.face] == [
        ("经营者", "王小满", True),
        ("主体业态", "商店", True),
        ("经营项目", "", False),
    ]
    assert "第三十五条" in shown.basis and "行政复议" in shown.remedies
    with pytest.raises(AccessDenied) as denied:
        selectors.decision_preview(stage.staff("reviewer"), number)
    assert denied.value.visible
    with pytest.raises(AccessDenied) as unseen:
        selectors.decision_preview(stage.staff("approver", "吕卫民", organ=stage.world.elsewhere), number)
    assert not unseen.value.visible
    services.decide(number, by=stage.staff("approver"), outcome="granted")
    decision = stage.seen(number).decision
    assert decision is not None and (decision.basis, decision.remedies) == (shown.basis, shown.remedies)


def test_grants_are_dated_given_by_who_may_and_never_twice(stage: Stage, move: Callable[..., None]) -> None:
    approver, clerk = stage.staff("approver"), stage.staff("clerk")
    told = {
        "item_id": stage.instant(),
        "staff_number": clerk.key.removeprefix("staff:"),
        "valid_from": date(2026, 11, 20),
        "valid_to": date(2026, 11, 30),
        "basis": "西市监授〔2026〕1号",
    }
    for wrong, code in (
        ({"valid_to": date(2026, 11, 19)}, "cases.grant_dates"),
        ({"valid_from": date(2026, 10, 1), "valid_to": date(2026, 11, 1)}, "cases.grant_dates"),
        ({"basis": " \x00"}, "cases.grant_basis"),
        ({"basis": "长" * 201}, "cases.too_long"),
        ({"staff_number": "nobody\ud800"}, "cases.grant_staff"),
        ({"item_id": 10**30}, "cases.item_gone"),
    ):
        with pytest.raises(Refused) as refused:
            services.grant_decision(**{**told, **wrong}, by=approver)  # type: ignore[arg-type]
        assert refused.value.code == code
    with pytest.raises(AccessDenied):
        services.grant_decision(**told, by=clerk)  # type: ignore[arg-type]
    made = services.grant_decision(**told, by=approver)  # type: ignore[arg-type]
    with pytest.raises(Refused) as twice:
        services.grant_decision(**told, by=approver)  # type: ignore[arg-type]
    assert twice.value.code == "cases.grant_twice"
    (grant,) = selectors.grants(approver)
    assert (grant.id, grant.staff_name, grant.current) == (made, "周敏", True)
    assert selectors.grants(stage.staff("approver", "吕卫民", organ=stage.world.elsewhere)) == ()
    with pytest.raises(AccessDenied):
        selectors.grants(clerk)
    move(date(2026, 12, 1))
    assert [one.current for one in selectors.grants(approver)] == [False]
    number = stage.accepted(stage.instant(), by=stage.citizen("李秀英", 2))
    with pytest.raises(AccessDenied):
        services.decide(number, by=clerk, outcome="granted")
    services.revoke_decision(made, by=approver)
    for gone in (made, 10**30, -1):
        with pytest.raises(Refused) as refused:
            services.revoke_decision(gone, by=approver)
        assert refused.value.code == "cases.grant_gone"
