"""Review, two persons, back with a reason, decision in five clicks, delivery; and two people on one case."""

from __future__ import annotations

import re
from typing import Any

import pytest

from bancheng.casework.cases import services
from bancheng.doors.workbench.tests.cases_cast import POINTS, Story
from bancheng.doors.workbench.tests.cast import account_of, text
from bancheng.ground.jobs import drain

pytestmark = pytest.mark.django_db


def page_of(number: str, end: str = "") -> str:
    return f"/work/cases/{number}/{end}"


def sent_review(client: Any, number: str, **more: Any) -> dict[str, Any]:
    """The form as it comes, every point met, in favour."""
    form = client.get(page_of(number, "review/")).context["form"]
    met = {f"met_{place}": "yes" for place in range(len(form.texts))}
    given = {
        "version": form["version"].value(),
        "task": form["task"].value(),
        "outcome": "agree",
        "opinion": "材料齐全",
    }
    return {**given, **met, **more}


def sent_decision(client: Any, number: str, **more: Any) -> dict[str, Any]:
    form = client.get(page_of(number, "decide/")).context["form"]
    given = {field.html_name: field.value() or "" for field in form}
    return {**given, "outcome": "granted", **more}


def test_a_review_with_every_point_met_finishes_the_stage(story: Story) -> None:
    number = story.accepted()
    client = story.browser("reviewer")
    answer = client.post(page_of(number, "review/"), sent_review(client, number), follow=True)
    assert "“材料审查”已办完。" in text(answer) and "材料齐全" in text(answer)
    assert text(answer).count("tag--ok") >= 2
    assert [task.stage for task in story.staff_case(number).tasks if task.state == "open"] == ["inspect"]


def test_a_point_that_nobody_judged_keeps_the_form_and_what_was_typed(story: Story) -> None:
    number = story.accepted()
    client = story.browser("reviewer")
    given = sent_review(client, number, opinion="看过布局图", note_1="第 1 页")
    del given["met_0"]
    answer = client.post(page_of(number, "review/"), given)
    assert answer.status_code == 422
    assert f"请判断“{POINTS[0]}”是否符合" in text(answer)
    assert "看过布局图" in text(answer) and "第 1 页" in text(answer)


def test_a_point_not_met_cannot_be_agreed_to(story: Story) -> None:
    number = story.accepted()
    client = story.browser("reviewer")
    answer = client.post(page_of(number, "review/"), sent_review(client, number, met_1="no"))
    assert answer.status_code == 422 and POINTS[1] in text(answer)
    silent = client.post(page_of(number, "review/"), sent_review(client, number, outcome="disagree", opinion=""))
    assert silent.status_code == 422 and "不同意的，请写明理由。" in text(silent)
    against = sent_review(client, number, met_1="no", note_1="生熟交叉", outcome="disagree", opinion="布局不合理")
    assert client.post(page_of(number, "review/"), against).status_code == 302


def test_the_second_of_two_persons_sees_who_was_first(story: Story) -> None:
    number = story.accepted()
    story.agree(number, "review", "Rev1")
    first, second = story.browser("reviewer", number="Rev1"), story.browser("reviewer", number="Rev2")
    assert "还要由另一位" in text(first.get(page_of(number, "review/")))
    answer = first.post(page_of(number, "review/"), sent_review(first, number), follow=True)
    assert "等第二人办理" in text(answer)
    again = first.get(page_of(number, "review/"))
    assert again.status_code == 403 and "review/" not in text(first.get(page_of(number))).split("actions no-print")[-1]
    assert "您是第二人" in text(second.get(page_of(number, "review/")))
    assert "已办完" in text(second.post(page_of(number, "review/"), sent_review(second, number), follow=True))


def test_work_goes_back_to_an_earlier_stage_with_a_reason(story: Story) -> None:
    number = story.accepted()
    story.agree(number, "review", "Rev1")
    client = story.browser("reviewer", number="Rev2")
    form = client.get(page_of(number, "send-back/")).context["form"]
    assert form.fields["stage"].choices == [("review", "材料审查")]
    given = {"version": form["version"].value(), "stage": "review", "reason": ""}
    empty = client.post(page_of(number, "send-back/"), given)
    assert empty.status_code == 422 and "请填写退回的理由" in text(empty)
    done = client.post(page_of(number, "send-back/"), {**given, "reason": "布局图换了新版"}, follow=True)
    assert "已退回" in text(done)
    open_now = [(task.stage, task.round) for task in story.staff_case(number).tasks if task.state == "open"]
    assert open_now == [("review", 2)]


def test_a_decision_takes_five_clicks_and_shows_its_effects_first(story: Story) -> None:
    """1 the row of the inbox, 2 作出决定, 3 准予, 4 核对, 5 确认."""
    number = story.reviewed()
    client = story.browser("approver")
    inbox = text(client.get("/work/todo/"))
    assert page_of(number) in inbox
    assert page_of(number, "decide/") in text(client.get(page_of(number)))
    asked = client.post(page_of(number, "decide/"), sent_decision(client, number))
    assert asked.status_code == 200 and "请再看一遍" in text(asked) and "以后不能改" in text(asked)
    assert story.staff_case(number).decision is None
    kept = dict(asked.context["kept"])
    made = client.post(page_of(number, "decide/"), {**kept, "confirm": "yes"}, follow=True)
    decision = story.staff_case(number).decision
    assert decision is not None and decision.outcome == "granted"
    assert f"决定已作出，文号 {decision.number}。" in text(made)


def test_a_refusal_needs_its_reason_and_keeps_the_remedies_of_the_guide(story: Story) -> None:
    number = story.reviewed()
    client = story.browser("approver")
    answer = client.post(page_of(number, "decide/"), sent_decision(client, number, outcome="refused"))
    assert answer.status_code == 422 and "请写明不予的理由" in text(answer)
    given = sent_decision(client, number, outcome="refused", reason="场所与住宅混用", confirm="yes")
    assert "申请行政复议" in given["remedies"]
    client.post(page_of(number, "decide/"), given)
    decision = story.staff_case(number).decision
    assert (decision.outcome, decision.reason) == ("refused", "场所与住宅混用") and "行政复议" in decision.remedies


def test_from_the_question_one_goes_back_with_everything_typed(story: Story) -> None:
    number = story.reviewed()
    client = story.browser("approver")
    asked = client.post(page_of(number, "decide/"), sent_decision(client, number, reason="符合第三十五条"))
    back = client.post(page_of(number, "decide/"), {**dict(asked.context["kept"]), "again": "yes"})
    assert back.status_code == 200 and "符合第三十五条" in text(back) and "请再看一遍" not in text(back)
    assert story.staff_case(number).decision is None


def test_who_comes_second_is_told_by_whom_and_when_and_keeps_what_he_typed(story: Story) -> None:
    number = story.accepted()
    slow = story.browser("reviewer", number="Rev2")
    given = sent_review(slow, number, opinion="我写了很久的意见")
    story.agree(number, "review", "Rev1")
    answer = slow.post(page_of(number, "review/"), given)
    page = text(answer)
    assert answer.status_code == 409
    assert "周敏于 11月20日 08:00 办理了“审查”" in page
    assert "我写了很久的意见" in page and "现场核查" in page
    assert "带着我填的继续办" not in page, "the stage is done, there is nothing to go on with"


def test_who_comes_second_may_go_on_where_his_step_is_still_open(story: Story) -> None:
    number = story.accepted()
    story.agree(number, "review", "Rev1")
    slow = story.browser("reviewer", number="Rev2")
    given = sent_review(slow, number, opinion="第二人的意见")
    story.agree(number, "inspect", "Rev1")
    answer = slow.post(page_of(number, "review/"), given)
    assert answer.status_code == 409 and "带着我填的继续办" in text(answer)
    filled = slow.post(page_of(number, "review/"), dict(answer.context["again"]))
    assert filled.status_code == 200 and "第二人的意见" in text(filled)
    sent = dict(answer.context["again"])
    del sent["again"]
    assert slow.post(page_of(number, "review/"), sent).status_code == 302


def test_what_was_typed_outlives_a_session_that_ended(story: Story) -> None:
    number = story.accepted()
    client = story.browser("reviewer")
    mark = re.search(r'name="form-of" value="([^"]+)"', text(client.get(page_of(number, "review/"))))[1]
    given = {**sent_review(client, number, opinion="写到一半的意见"), "form-of": mark}
    client.logout()
    assert "/work/login/" in client.post(page_of(number, "review/"), given).url
    client.force_login(account_of(story.desk.staff("reviewer")))
    again = client.get(page_of(number, "review/"))
    assert again.status_code == 200 and "写到一半的意见" in text(again)
    assert [task.stage for task in story.staff_case(number).tasks if task.state == "open"] == ["review"]


def test_a_double_click_on_a_decision_makes_one(story: Story) -> None:
    number = story.reviewed()
    client = story.browser("approver")
    given = sent_decision(client, number, confirm="yes")
    first, second = (client.post(page_of(number, "decide/"), given) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 409)
    assert "办理了“作出决定”" in text(second)


def test_a_form_sent_again_after_the_decision_changes_nothing(story: Story) -> None:
    number = story.reviewed()
    client = story.browser("approver")
    given = sent_decision(client, number, confirm="yes")
    client.post(page_of(number, "decide/"), given)
    late = {**given, "version": story.staff_case(number).line.version, "outcome": "refused", "reason": "改主意了"}
    answer = client.post(page_of(number, "decide/"), late)
    assert answer.status_code == 422 and story.staff_case(number).decision.outcome == "granted"


def test_the_result_desk_delivers_what_goes_by_post_and_closes_it(story: Story) -> None:
    number = story.reviewed(delivery="post")
    services.decide(number, by=story.actor("approver"), outcome="refused", reason="场所与住宅混用")
    desk = story.browser("result_desk")
    form = desk.get(page_of(number, "deliver/")).context["form"]
    sent = {"version": form["version"].value(), "method": "post"}
    assert form["method"].value() == "post", "as the applicant chose"
    early = desk.post(page_of(number, "deliver/"), sent)
    assert early.status_code == 422 and "还" in text(early)
    drain()
    assert desk.post(page_of(number, "deliver/"), {**sent, "method": "pigeon"}).status_code == 422
    assert "已送达" in text(desk.post(page_of(number, "deliver/"), sent, follow=True))
    asked = desk.get(page_of(number, "close/"))
    assert "没有登记领取" in text(asked)
    closing = {"version": asked.context["form"]["version"].value()}
    assert "已办结" in text(desk.post(page_of(number, "close/"), closing, follow=True))
    assert story.staff_case(number).line.state == "closed"


def test_a_supervisor_urges_and_the_words_stand_in_the_trace(story: Story) -> None:
    number = story.accepted()
    supervisor = story.desk.browser("supervisor")
    form = supervisor.get(page_of(number, "urge/")).context["form"]
    done = supervisor.post(page_of(number, "urge/"), {"version": form["version"].value(), "words": "请本周办完"})
    assert done.status_code == 302
    assert "请本周办完" in text(supervisor.get(f"/work/supervision/cases/{number}/"))


@pytest.mark.parametrize("end", ["review/", "send-back/", "decide/", "deliver/", "close/", "urge/"])
@pytest.mark.parametrize("bad", ["", "x", "-1", "9" * 40, "\x00", "<script>"])
def test_a_form_with_nonsense_is_refused_and_never_breaks(story: Story, end: str, bad: str) -> None:
    number = story.accepted()
    fields = ("version", "task", "outcome", "opinion", "met_0", "stage", "reason", "method", "valid_from", "words")
    answer = story.browser("reviewer").post(page_of(number, end), dict.fromkeys(fields, bad))
    assert answer.status_code in {403, 404, 409, 422}
    assert "<script>" not in text(answer).replace("&lt;script&gt;", "").split("<main")[-1].replace("<script src", "")
