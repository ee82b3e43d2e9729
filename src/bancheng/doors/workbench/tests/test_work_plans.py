"""The ledger of work plans at the desk: owners, nodes, states and overdue marks; narrowed, sorted, taken along; struck out."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from bancheng.casework.bundles import selectors, services
from bancheng.casework.bundles.models import Bundle
from bancheng.doors.workbench.tests.cast import Desk, text
from bancheng.ground.access import Subject
from bancheng.ground.law import SHANGHAI
from bancheng.registers.catalog.tests.sample import COUNTY, OTHER_COUNTY, PLATFORM
from bancheng.registers.duties import services as duties
from bancheng.registers.organisations import services as organisations

pytestmark = pytest.mark.django_db
LEDGER = "/work/plans/"
BATCH = "国家 2024 年第一批"
NODES = f"{BATCH}|其余|方案|2024-04-30|印发实施方案；{BATCH}|全部|节点|2024-10-31|完成全部目标任务；读不懂的一段"
PLAN = {
    "goal": "一次办成",
    "measures": "一张表",
    "division": "市场监管局牵头，消防配合",
    "milestones": "2024-06-30 网上可以办\n\n2024年9月30日：窗口可以办",
    "file_number": "青政办〔2024〕1号",
}


@pytest.fixture
def on(time_machine: Any) -> Callable[[date], None]:
    return lambda day: time_machine.move_to(datetime(day.year, day.month, day.day, 9, tzinfo=SHANGHAI), tick=False)


@pytest.fixture
def listed(desk: Desk, on: Any) -> dict[str, Bundle]:
    """Two bundles of a batch on the day after their plans were due, the nodes open."""
    on(date(2024, 1, 20))
    facts = {"region": COUNTY, "audience": "person", "stage": "retire", "lead_id": desk.world.market.pk, "batch": BATCH}
    made = {
        key: services.register(key=key, name=name, by=PLATFORM, **facts)
        for key, name in (("retirement", "退休"), ("school", "教育入学"))
    }
    organisations.set_rule(
        key="bundles.batch_nodes",
        region=COUNTY,
        value=NODES,
        valid_from=date(2024, 1, 20),
        basis="实施方案",
        by=PLATFORM,
    )
    on(date(2024, 5, 1))
    duties.open_due_kinds(only=("bundles.plan", "bundles.milestone"))
    return made


@pytest.fixture
def officer(desk: Desk) -> Client:
    return desk.browser("service_officer")


def rows(client: Client, **narrowed: str) -> list[tuple[str, str, str]]:
    found = client.get(LEDGER, narrowed).context["rows"]
    return [(one.name, one.goal, one.standing) for one in found]


@pytest.mark.demand("ONE-11")
def test_on_the_first_of_may_the_ledger_marks_the_bundle_without_a_plan_as_overdue(listed, officer) -> None:
    answer = officer.post(reverse("workbench:plan-register", args=[listed["school"].pk]), PLAN)
    assert answer.status_code == 302 and answer.url == reverse("workbench:plan", args=[listed["school"].pk])
    assert rows(officer, standing="overdue") == [("退休", "印发实施方案", "overdue")]
    page = text(officer.get(LEDGER))
    assert "逾期" in page and "西峡县市场监督管理局" in page and "2024-04-30" in page
    assert "读不懂的一段" in page
    plan = text(officer.get(answer.url))
    for part in ("一次办成", "一张表", "市场监管局牵头，消防配合", "网上可以办", "窗口可以办", "青政办〔2024〕1号"):
        assert part in plan
    assert "还没有登记工作方案" in text(officer.get(reverse("workbench:plan", args=[listed["retirement"].pk])))


def test_the_ledger_is_narrowed_sorted_and_taken_along(listed, officer) -> None:
    assert len(rows(officer)) == 4
    assert rows(officer, q="退休 方案") == [("退休", "印发实施方案", "overdue")]
    assert rows(officer, owner="不存在的单位") == rows(officer)
    assert {name for name, _, _ in rows(officer, batch=BATCH, region=COUNTY)} == {"退休", "教育入学"}
    assert [name for name, _, _ in rows(officer, sort="name")] == ["教育入学"] * 2 + ["退休"] * 2
    assert [state for _, _, state in rows(officer, sort="standing")] == ["overdue", "overdue", "open", "open"]
    assert rows(officer, q="没有的") == [] and "没有符合条件的节点" in text(officer.get(LEDGER, {"q": "没有的"}))
    file = officer.get(reverse("workbench:plans-export", args=["xlsx"]), {"standing": "overdue"})
    sheet = (
        CalamineWorkbook.from_filelike(io.BytesIO(b"".join(file.streaming_content))).get_sheet_by_index(0).to_python()
    )
    assert sheet[0][:5] == ["一件事", "批次", "区划", "责任单位", "要完成的内容"]
    assert [(row[0], row[6]) for row in sheet[1:]] == [("退休", "逾期"), ("教育入学", "逾期")]
    assert officer.get(reverse("workbench:plans-export", args=["exe"])).status_code == 404


def test_a_milestone_is_struck_out_with_its_result(listed, officer, on) -> None:
    officer.post(reverse("workbench:plan-register", args=[listed["school"].pk]), PLAN)
    node = next(one for one in selectors.plan_ledger(PLATFORM) if one.goal == "网上可以办")
    address = reverse("workbench:plan-close", args=[node.duty.id])
    assert "请填写完成情况" in text(officer.post(address, {"result": " "}))
    answer = officer.post(address, {"result": "六月二十八日上线", "file_number": "青审改〔2024〕7号"})
    assert answer.status_code == 302
    page = text(officer.get(answer.url))
    assert "六月二十八日上线（文号：青审改〔2024〕7号）" in page and "已办结" in page
    again = officer.post(address, {"result": "再来一次"})
    assert again.status_code == 422 and "不能再办理" in text(again)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"milestones": "六月底上线"}, "第 1 行请写成"),
        ({"milestones": "2024-06-30 上线\n2024-13-01 完成"}, "第 2 行请写成"),
        ({"milestones": "2024-06-30"}, "第 1 行请写成"),
        ({"milestones": "0001-01-01 上线"}, "0001-01-01 的年份不对"),
        ({"milestones": "9999-12-31 上线"}, "9999-12-31 的年份不对"),
        ({"goal": ""}, "请填写目标任务"),
        ({"file_number": "文" * 61}, "文号最多 60 个字"),
        ({"milestones": "\n".join(f"2024-06-{day:02} 上线" for day in range(1, 22))}, "最多 20 个"),
    ],
)
def test_a_plan_that_cannot_be_read_comes_back_filled_with_the_sentence(listed, officer, changes, sentence) -> None:
    answer = officer.post(reverse("workbench:plan-register", args=[listed["school"].pk]), PLAN | changes)
    assert answer.status_code == 422
    assert sentence in text(answer) and "一张表" in text(answer)


def test_a_changed_plan_begins_with_what_is_registered_and_the_old_one_stays_in_the_history(listed, officer) -> None:
    address = reverse("workbench:plan-register", args=[listed["school"].pk])
    officer.post(address, PLAN)
    form = officer.get(address).context["form"]
    assert form.initial["milestones"] == "2024-06-30 网上可以办\n2024-09-30 窗口可以办"
    officer.post(address, PLAN | {"goal": "两次办成", "file_number": "青政办〔2024〕9号"})
    page = text(officer.get(reverse("workbench:plan", args=[listed["school"].pk])))
    assert "两次办成" in page and "青政办〔2024〕1号" in page and "登记历史" in page


def test_a_second_press_registers_no_second_plan_and_of_two_who_write_the_second_is_told(listed, officer) -> None:
    address = reverse("workbench:plan-register", args=[listed["school"].pk])
    opened = str(officer.get(address).context["form"]["revision"].value())
    for _ in range(2):
        assert officer.post(address, PLAN | {"revision": opened}).status_code == 302
    assert len(selectors.work_plan(PLATFORM, str(listed["school"].pk)).history) == 1
    other = officer.post(address, PLAN | {"goal": "三次办成", "revision": opened})
    assert other.status_code == 422 and "又有人登记过" in text(other) and "三次办成" in text(other)
    fresh = str(officer.get(address).context["form"]["revision"].value())
    assert officer.post(address, PLAN | {"goal": "三次办成", "revision": fresh}).status_code == 302


def test_the_chosen_state_is_kept_when_the_ledger_is_narrowed_further(listed, officer) -> None:
    form = officer.get(LEDGER, {"standing": "overdue"}).context["filters"]
    assert 'name="standing" value="overdue"' in str(form["standing"])
    assert "没有符合条件的节点" in text(officer.get(LEDGER, {"standing": "cancelled"}))
    walks = officer.get("/work/plans/walks/", {"standing": "open"})
    assert 'value="open"' in str(walks.context["filters"]["standing"]) and "没有符合条件的问题" in text(walks)


def test_the_page_tells_the_stages_that_have_no_bundle_by_2027(listed, officer) -> None:
    page = text(officer.get(LEDGER))
    assert "到 2027 年" in page and "还有 14 个阶段没有在办的一件事" in page and "置业安居" in page


def test_who_may_not_does_not_and_another_county_sees_nothing(listed, desk, officer) -> None:
    clerk = desk.browser("clerk")
    plan = reverse("workbench:plan", args=[listed["school"].pk])
    assert clerk.get(plan).status_code == 200 and "登记工作方案</a>" not in text(clerk.get(plan))
    assert clerk.get(reverse("workbench:plan-register", args=[listed["school"].pk])).status_code == 403
    node = selectors.plan_ledger(PLATFORM)[0]
    assert clerk.get(reverse("workbench:plan-close", args=[node.duty.id])).status_code == 403
    there = desk.browser("service_officer", number="there", organ=desk.world.elsewhere, region=OTHER_COUNTY)
    assert rows(there) == []
    assert "没有时间节点" in text(there.get(LEDGER))
    for address in (plan, reverse("workbench:plan-close", args=[node.duty.id])):
        assert there.get(address).status_code == 404
    for strange in ("0", "x", "9999999", "9" * 40, "-1"):
        assert officer.get(reverse("workbench:plan", args=[strange])).status_code == 404


def test_a_duty_of_another_kind_is_not_struck_out_here_and_a_cursor_beyond_the_list_shows_its_beginning(
    listed, officer
) -> None:
    other = duties.open_duty(
        kind="cases.tolerance",
        due_on=date(2024, 6, 1),
        subject=Subject("cases.case", "no/slug 1"),
        organisation_id=listed["school"].lead_id,
        by=PLATFORM,
    )
    address = reverse("workbench:plan-close", args=[other.pk])
    assert officer.get(address).status_code == 200
    refused = officer.post(address, {"result": "办了"})
    assert refused.status_code == 422 and "不是工作方案的时间节点" in text(refused)
    assert [len(rows(officer, after=after)) for after in ("1", "4", "99", "-1", "x", "9" * 30)] == [3, 4, 4, 4, 4, 4]


def test_a_plan_that_nobody_registered_is_not_struck_out_by_hand(listed, officer) -> None:
    node = next(one for one in selectors.plan_ledger(PLATFORM) if one.is_plan)
    answer = officer.post(reverse("workbench:duty-close", args=[node.duty.id]), {"result": "办好了"}, follow=True)
    assert "请登记工作方案" in text(answer) and "还没有登记工作方案" in text(answer)
    assert rows(officer, standing="overdue")[0][1] == "印发实施方案"


def test_the_duty_leads_to_its_plan(listed, officer) -> None:
    node = selectors.plan_ledger(PLATFORM)[0]
    page = text(officer.get(reverse("workbench:duty", args=[node.duty.id])))
    address = reverse("workbench:plan", args=[node.duty.subject.key])
    assert address in page and officer.get(address).status_code == 200


def test_the_department_that_owes_a_node_comes_to_its_plan_from_the_duty(listed, desk) -> None:
    editor = desk.browser("catalog_editor")
    plan = text(editor.get(reverse("workbench:plan", args=[listed["school"].pk])))
    assert "印发实施方案" in plan and 'href="/work/plans/"' not in plan
    assert editor.get(LEDGER).status_code == 403
