"""发改 takes projects in at its desk, sees stages and overdue steps, gives problems out; departments see and answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from bancheng.casework.cases import services as cases
from bancheng.casework.projects import services
from bancheng.casework.projects.models import Problem, Project
from bancheng.casework.projects.tests.ground import Ground
from bancheng.ground.access import Actor
from bancheng.ground.jobs import drain
from bancheng.ground.law import Refused
from bancheng.registers.duties import services as duties
from bancheng.registers.identity.models import Account


def at_desk(of: Actor) -> Client:
    """A browser of somebody who has chosen his own password."""
    account = Account.objects.get(pk=of.account)
    account.must_change_password = False
    account.save(update_fields=["must_change_password"])
    client = Client()
    client.force_login(account)
    return client


def text(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.fixture
def officer(ground: Ground) -> Client:
    return at_desk(ground.officer())


def waiting(ground: Ground) -> str:
    key = ground.drafted(kind="ratify")
    services.submit(key, by=ground.head)
    return key


def test_the_officer_takes_a_project_in_and_every_department_finds_it_by_its_code(
    ground: Ground, officer: Client
) -> None:
    key = waiting(ground)
    clerk = at_desk(ground.desk("clerk"))
    assert "年产十万台水泵生产线" in text(officer.get("/work/projects/?part=submitted"))
    assert "没有符合条件的项目" in text(clerk.get("/work/projects/"))
    assert clerk.get(f"/work/projects/{key}/").status_code == 404
    assert "终身不变" in text(officer.get(f"/work/projects/{key}/accept/"))
    assert Project.objects.get(key=key).code is None, "a question changes nothing"
    assert officer.post(f"/work/projects/{key}/accept/", {"confirm": "yes"}).status_code == 302
    code = Project.objects.get(key=key).code
    assert code and "年产十万台水泵生产线" in text(clerk.get("/work/projects/", {"q": code}))
    assert "12800.50 万元" in text(clerk.get(f"/work/projects/{key}/"))
    again = officer.post(f"/work/projects/{key}/accept/", {"confirm": "yes"}, follow=True)
    assert "一个项目只有一个代码" in text(again)


def test_sending_back_asks_for_the_reason(ground: Ground, officer: Client) -> None:
    key = waiting(ground)
    assert officer.post(f"/work/projects/{key}/give-back/", {"reason": ""}).status_code == 422
    assert officer.post(f"/work/projects/{key}/give-back/", {"reason": "请补规模"}).status_code == 302
    assert Project.objects.get(key=key).state == "returned"


def test_a_late_approval_is_marked_and_hastened(ground: Ground, move: Callable[..., None]) -> None:
    row = ground.coded()
    number = ground.filed(row.code or "")
    cases.accept(number, by=ground.desk("clerk"))
    drain()
    move(date(2027, 3, 1))
    officer = at_desk(ground.officer())
    listed = text(officer.get("/work/projects/?part=overdue"))
    assert "1 项逾期" in listed and "工程建设许可 有逾期" in listed
    page = officer.get(f"/work/projects/{row.key}/")
    assert "lane__bar--late" in page.content.decode() and "材料审查" in text(page)
    approval = row.approvals.get().pk
    assert officer.post(f"/work/projects/{row.key}/approvals/{approval}/urge/", {"words": "请尽快"}).status_code == 302
    assert officer.get(f"/work/projects/{row.key}/approvals/999999/urge/").status_code == 404
    department = at_desk(ground.desk("approver"))
    assert department.get(f"/work/projects/{row.key}/approvals/{approval}/urge/").status_code == 403


def test_a_problem_goes_from_opening_to_zero(ground: Ground, officer: Client, move: Callable[..., None]) -> None:
    row = ground.coded()
    new = f"/work/projects/{row.key}/problem/"
    assert officer.post(new, {"title": ""}).status_code == 422
    given = {"title": "厂区外的道路没有通", "organisation": str(ground.environment.pk)}
    assert officer.post(new, given | {"organisation": "999999"}).status_code == 422
    assert officer.post(new, given).status_code == 302
    page = f"/work/projects/problems/{Problem.objects.get().key}/"
    move(date(2026, 11, 24))
    approver, officer = at_desk(ground.desk("approver")), at_desk(ground.officer())
    assert "反馈 11月23日 逾期" in text(approver.get(page))
    for node in ("study", "feedback", "settle"):
        assert approver.post(f"{page}{node}/", {"note": ""}).status_code == 422
        assert approver.post(f"{page}{node}/", {"note": "已办理"}).status_code == 302
    assert approver.post(f"{page}{node}/", {"note": "又办理"}).status_code == 422
    assert approver.get(f"{page}nothing/").status_code == 404
    assert approver.get(f"{page}close/").status_code == 403
    assert officer.post(f"{page}close/", {"note": " "}).status_code == 422
    assert officer.post(f"{page}close/", {"note": "道路已通"}).status_code == 302
    assert "已销号" in text(officer.get(page)) and "没有待解决的项目问题" in text(
        officer.get("/work/projects/problems/")
    )


def test_the_duty_of_a_problem_is_not_struck_out_beside_it(ground: Ground, officer: Client) -> None:
    row = ground.coded()
    key = services.open_problem(row.key, title="没有通水", organisation=ground.environment.pk, by=ground.officer())
    duty = Problem.objects.get(key=key).duty
    answer = officer.post(f"/work/duties/{duty.pk}/close/", {"result": "不提了"}, follow=True)
    assert answer.redirect_chain[-1][0] == f"/work/projects/problems/{key}/" and "在项目问题页面销号" in text(answer)
    with pytest.raises(Refused) as refused:
        duties.close_duty(duty=duty.pk, result="不提了", by=ground.officer())
    assert refused.value.code == "duties.own_room"
    duty.refresh_from_db()
    assert duty.state == "open", "its reminders go on"


def test_an_item_is_moved_to_the_stage_to_which_it_belongs_here(ground: Ground, officer: Client) -> None:
    row = ground.coded()
    ground.filed(row.code or "", item=ground.item("占用挖掘城市道路审批", stage=""))
    approval = row.approvals.get()
    page = f"/work/projects/{row.key}/approvals/{approval.pk}/stage/"
    assert "并行推进" in text(officer.get(f"/work/projects/{row.key}/"))
    assert officer.post(page, {"stage": "moon"}).status_code == 422
    assert officer.post(page, {"stage": "build"}).status_code == 302
    assert row.approvals.get().stage == "build" and "并行推进" not in text(officer.get(f"/work/projects/{row.key}/"))
    assert officer.post(page, {"stage": ""}).status_code == 302 and row.approvals.get().stage == ""
    assert at_desk(ground.desk("approver")).get(page).status_code == 403
    assert officer.get(f"/work/projects/{row.key}/approvals/999999/stage/").status_code == 404


def test_nothing_of_another_region_is_there(ground: Ground) -> None:
    row = ground.coded()
    outside = at_desk(ground.officer(ground.elsewhere))
    for address in ("", "accept/", "give-back/", "cancel/", "problem/"):
        assert outside.get(f"/work/projects/{row.key}/{address}").status_code == 404
    assert outside.get("/work/projects/nothing/").status_code == 404
    assert outside.get("/work/projects/problems/nothing/").status_code == 404


def test_the_list_is_taken_along_as_a_file(ground: Ground, officer: Client) -> None:
    row = ground.coded()
    csv = b"".join(officer.get("/work/projects/export/csv/").streaming_content).decode()  # type: ignore[attr-defined]
    assert row.code in csv and "12800.50" in csv and "未开始" in csv
    book = b"".join(officer.get("/work/projects/export/xlsx/?part=registered").streaming_content)  # type: ignore[attr-defined]
    sheet = CalamineWorkbook.from_filelike(BytesIO(book)).get_sheet_by_index(0).to_python()
    assert [line[0] for line in sheet] == ["统一代码", row.code]
    assert officer.get("/work/projects/export/pdf/").status_code == 404


def test_strange_addresses_break_nothing(ground: Ground, officer: Client) -> None:
    ground.coded()
    for query in (
        "?after=x",
        "?part=%00",
        "?order=zzz&kind=zzz",
        "?q=%27%25_%00",
        "?region=abc",
        "?after=9~9&order=investment",
    ):
        assert officer.get(f"/work/projects/{query}").status_code == 200
    assert officer.get("/work/projects/problems/?part=zzz").status_code == 200
