"""Special procedures and the extension on the pages of staff: begun, ended, told why not, and never an error of ours."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from bancheng.casework.cases import services
from bancheng.doors.workbench.tests.cases_cast import Story
from bancheng.doors.workbench.tests.cast import text
from bancheng.ground.law import SHANGHAI

pytestmark = pytest.mark.django_db
HEARING = {
    "hearing_on": "2027-03-01",
    "hearing_time": "14:30",
    "hearing_place": "三楼听证室",
    "expected_days": "365",
    "reason": "申请人要求",
}


def page_of(number: str, end: str = "") -> str:
    return f"/work/cases/{number}/{end}"


def typed(client: Any, number: str, end: str, **more: Any) -> dict[str, Any]:
    """The form as it comes, with what somebody types into it."""
    form = client.get(page_of(number, end)).context["form"]
    return {field.html_name: field.value() or "" for field in form} | more


def started(client: Any, number: str, **more: Any) -> dict[str, Any]:
    given = {"kind": "PS", "reason": "方案复杂，请专家评审", "expected_days": "5"} | more
    return typed(client, number, "procedure/", **given)


def test_a_procedure_is_begun_and_ended_from_the_page_of_the_case(story: Story) -> None:
    number, client = story.accepted(), story.browser("reviewer")
    assert "启动特别程序" in text(client.get(page_of(number)))
    page = text(client.post(page_of(number, "procedure/"), started(client, number), follow=True))
    assert "已启动特别程序" in page and "《行政许可法》第四十五条" in page and "不计入法定办结时限" in page
    assert "特别程序正在进行，登记结束后再办理" in page
    more = started(client, number, kind="JC", reason="送样检测")
    assert "检测" in text(client.post(page_of(number, "procedure/"), more, follow=True))
    for kind, result in (("PS", "专家组同意"), ("JC", "检测合格")):
        given = typed(client, number, "procedure/end/", kind=kind, result=result)
        page = text(client.post(page_of(number, "procedure/end/"), given, follow=True))
        assert "已登记结束" in page and result in page
    assert story.staff_case(number).line.state == "under_review"


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"kind": ""}, "请选择特别程序"),
        ({"kind": "YC"}, "请从列表中选择特别程序"),
        ({"reason": " "}, "请填写启动的理由"),
        ({"expected_days": "9" * 30}, "1 至 365 之间"),
        ({"expected_days": "两天"}, "请填整数"),
        ({"started_on": "9999-12-31"}, "不能晚于今天"),
        ({"started_on": "0001-01-01"}, "不能早于受理日期"),
        ({"kind": "TZ"}, "请填写举行听证的日期"),
        ({"kind": "TZ", "hearing_on": "0001-01-01"}, "7 个工作日"),
        ({"kind": "TZ", **HEARING, "hearing_time": ""}, "请填写听证几点开始"),
        ({"kind": "TZ", **HEARING, "hearing_time": "25点"}, "请填写时间"),
        ({"kind": "TZ", **HEARING, "hearing_place": " "}, "请填写举行听证的地点"),
        ({"hearing_place": "会议室"}, "只有听证才填写"),
        ({"kind": "GS", "cited": "有关规定"}, "请写明法律名称和条款"),
    ],
)
def test_what_does_not_fit_is_told_beside_its_field(story: Story, more: dict[str, str], sentence: str) -> None:
    number, client = story.accepted(), story.browser("reviewer")
    answer = client.post(page_of(number, "procedure/"), started(client, number, **more))
    assert answer.status_code == 422 and sentence in text(answer)
    assert story.staff_case(number).procedures == ()


@pytest.mark.parametrize("day", ["2100-12-30", "9999-12-31"])
def test_a_hearing_in_a_far_year_breaks_nothing(story: Story, day: str) -> None:
    number, client = story.accepted(), story.browser("reviewer")
    answer = client.post(page_of(number, "procedure/"), started(client, number, kind="TZ", hearing_on=day))
    assert answer.status_code == 422 and "所需的工作日数只到" in text(answer)


def test_who_comes_second_may_still_begin_another_procedure(story: Story) -> None:
    number = story.accepted()
    slow = story.browser("reviewer", number="Rev2")
    given = started(slow, number, kind="JC", reason="我写的理由")
    services.start_procedure(number, by=story.actor("reviewer"), kind="PS", reason="评审", expected_days=3)
    answer = slow.post(page_of(number, "procedure/"), given)
    assert answer.status_code == 409 and "我写的理由" in text(answer) and "带着我填的继续办" in text(answer)
    sent = dict(answer.context["again"])
    del sent["again"]
    assert slow.post(page_of(number, "procedure/"), sent).status_code == 302
    assert [one.label for one in story.staff_case(number).procedures] == ["专家评审", "检测"]


def test_the_term_is_lengthened_once_with_the_approval_of_the_head(story: Story) -> None:
    number, client = story.accepted(), story.browser("organ_head")
    asks = story.browser("approver")
    assert "须经本行政机关负责人批准" in text(asks.get(page_of(number)))
    refused = asks.post(page_of(number, "extend/"), {"version": "1", "days": "5", "reason": "案情复杂"})
    assert refused.status_code == 403 and "须经本行政机关负责人批准" in text(refused)
    assert story.browser("reviewer").get(page_of(number, "extend/")).status_code == 403
    for days in ("0", "11", "9" * 30):
        given = typed(client, number, "extend/", days=days, reason="案情复杂")
        answer = client.post(page_of(number, "extend/"), given)
        assert answer.status_code == 422 and "1 至 10 个工作日" in text(answer)
    page = text(client.post(page_of(number, "extend/"), {**given, "days": "10"}, follow=True))
    assert "已延长办理期限" in page and "延长 10 个工作日" in page and "案情复杂" in page
    assert client.get(page_of(number, "extend/")).status_code == 403
    again = client.post(page_of(number, "extend/"), {**given, "days": "5"})
    assert again.status_code == 422 and "只能延长一次" in text(again)


def test_nothing_is_begun_or_ended_out_of_order(story: Story) -> None:
    filed, accepted, client = story.file(), story.accepted("李秀英", 2), story.browser("reviewer")
    assert client.get(page_of(filed, "procedure/")).status_code in {403, 422}
    assert client.get(page_of(accepted, "procedure/end/")).status_code in {403, 422}
    told = {"version": "1", "kind": "PS", "result": "同意", "ended_on": "2026-11-20"}
    assert client.post(page_of(accepted, "procedure/end/"), told).status_code == 422
    assert story.browser("clerk").get(page_of(accepted, "procedure/")).status_code == 403


def test_the_record_of_a_hearing_is_typed_one_on_a_line(story: Story, time_machine: Any) -> None:
    number, client = story.accepted(), story.browser("reviewer")
    client.post(page_of(number, "procedure/"), started(client, number, kind="TZ", **HEARING))
    time_machine.move_to(datetime(2027, 3, 1, 18, tzinfo=SHANGHAI), tick=False)
    client = story.browser("reviewer")
    ended = typed(client, number, "procedure/end/", result="已经听证", ended_on="2027-03-01", called_off="")
    assert "请先制作听证笔录" in text(client.post(page_of(number, "procedure/end/"), ended))
    given = typed(client, number, "hearing/", host="罗建川", statements="申请人陈述……")
    for wrong, sentence in (
        ("王小满", "请写成：姓名，身份，签字"),
        ("王小满，法官，签字", "请写成：姓名，身份，签字"),
        ("王小满，申请人，签字", "请在参加人中写明审查人员"),
        ("王小满，申请人，拒绝签字\n赵建平，审查人员，签字", "请写明拒绝签字的原因"),
    ):
        answer = client.post(page_of(number, "hearing/"), {**given, "present": wrong})
        assert answer.status_code == 422 and sentence in text(answer)
    present = "王小满，申请人，签字\n\n李秀英,利害关系人,拒绝签字:不同意第二段\n赵建平，审查人员，已签字"
    page = text(client.post(page_of(number, "hearing/"), {**given, "present": present}, follow=True))
    assert "听证笔录正在制作" in page and "主持人：罗建川，参加 3 人" in page
    assert "已登记结束" in text(client.post(page_of(number, "procedure/end/"), ended, follow=True))
