"""Pre-review, joint review and withdrawal on the pages of staff: each step from its page, refusals beside their field."""

from __future__ import annotations

from typing import Any

import pytest

from bancheng.casework.cases import services
from bancheng.casework.cases.models import Consultation
from bancheng.doors.workbench.tests.cases_cast import PHOTO, STAGES, Story
from bancheng.doors.workbench.tests.cast import text
from bancheng.registers.catalog.models import ImplementationItem
from bancheng.registers.catalog.tests.sample import BASIS, body, republish
from bancheng.registers.identity.models import NaturalPerson
from bancheng.registers.identity.tests import cast as people

pytestmark = pytest.mark.django_db
QUESTION = "布局是否占用消防通道？"


def page_of(number: str, end: str = "") -> str:
    return f"/work/cases/{number}/{end}"


def typed(client: Any, number: str, end: str, **more: Any) -> dict[str, Any]:
    """The form as it comes, with what somebody types into it; a box that nobody ticks sends nothing."""
    form = client.get(page_of(number, end)).context["form"]
    return {field.html_name: field.value() or "" for field in form if field.name != "elements"} | more


def town(story: Story) -> Any:
    return story.desk.world.town


def officer(story: Story) -> Any:
    """A browser of the town that is asked."""
    organ = town(story)
    scope = {"region": organ.region_id, "organisation_id": organ.pk}
    return story.desk.browser("town_officer", number="Town1", organ=organ, **scope)


def asked(story: Story, number: str) -> int:
    services.consult(number, by=story.actor("reviewer"), organisations=[town(story).pk], question=QUESTION)
    return Consultation.objects.latest("pk").pk


def withdrawn(story: Story, number: str) -> None:
    who = people.actor(NaturalPerson.objects.get(name="王小满"))
    services.ask_to_withdraw(number, by=who, reason="店面不租了")


# -- 征求意见


def test_units_are_chosen_asked_and_their_answers_stand_on_the_page(story: Story) -> None:
    number, client = story.accepted(), story.browser("reviewer")
    theirs = officer(story)
    assert theirs.get(page_of(number)).status_code == 404
    page = client.get(page_of(number, "consult/"))
    assert "丁河镇人民政府" in text(page) and "西峡县市场监督管理局</label>" not in text(page)
    given = typed(client, number, "consult/", organisations=[str(town(story).pk)], question=QUESTION)
    shown = text(client.post(page_of(number, "consult/"), given, follow=True))
    assert "已发出" in shown and QUESTION in shown and "未答复" in shown
    inbox = text(theirs.get("/work/consultations/"))
    assert number in inbox and QUESTION in inbox and "征求意见 1 件等我们答复" in inbox
    seen = text(theirs.get(page_of(number)))
    assert "答复征求意见" in seen and "作出决定" not in seen
    given = typed(theirs, number, "answer/", outcome="disagree", opinion="占用了消防通道")
    assert "已答复" in text(theirs.post(page_of(number, "answer/"), given, follow=True))
    shown = text(client.get(page_of(number)))
    assert "占用了消防通道" in shown and "不同意" in shown
    assert number in text(theirs.get("/work/consultations/?view=answered"))
    assert theirs.get("/work/consultations/export/csv/").status_code == 200
    assert "没有等您的单位答复" in text(theirs.get("/work/consultations/"))


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"organisations": []}, "请选择被征求意见的机构"),
        ({"organisations": ["999999999"]}, "请从列表中选择"),
        ({"organisations": ["x\x00"]}, "请从列表中选择"),
        ({"question": " "}, "请填写请对方答复的问题"),
        ({"days": "0"}, "1 至 60 个工作日"),
        ({"days": "9" * 30}, "1 至 60 个工作日"),
        ({"days": "三天"}, "请填整数"),
    ],
)
def test_what_does_not_fit_is_told_beside_its_field(story: Story, more: dict[str, Any], sentence: str) -> None:
    number, client = story.accepted(), story.browser("reviewer")
    given = {"organisations": [str(town(story).pk)], "question": QUESTION} | more
    answer = client.post(page_of(number, "consult/"), typed(client, number, "consult/", **given))
    assert answer.status_code == 422 and sentence in text(answer)
    assert not Consultation.objects.exists()


def test_who_was_not_asked_gets_no_page_and_no_answer_is_forged(story: Story) -> None:
    number, other = story.accepted(), story.accepted("李秀英", 2)
    key, theirs, mine = asked(story, number), officer(story), story.browser("reviewer")
    assert mine.get(page_of(number, "answer/")).status_code == 403
    told = {"version": "1", "consultation": str(key), "outcome": "agree", "opinion": ""}
    assert mine.post(page_of(number, "answer/"), told).status_code == 403
    assert theirs.post(page_of(other, "answer/"), told).status_code == 404
    for wrong in ("0", "", "9" * 30, "x"):
        assert theirs.post(page_of(number, "answer/"), told | {"consultation": wrong}).status_code == 422
    assert theirs.post(page_of(number, "answer/"), told | {"outcome": "disagree"}).status_code == 422
    assert theirs.post(page_of(number, "answer/"), told).status_code == 302
    assert theirs.post(page_of(number, "answer/"), told).status_code == 422
    assert Consultation.objects.get().outcome == "agree"
    assert story.browser("clerk").get("/work/consultations/").status_code == 403


def test_the_filter_of_the_inbox_finds_and_says_when_nothing_is_found(story: Story) -> None:
    number = story.accepted()
    asked(story, number)
    theirs = officer(story)
    assert number in text(theirs.get("/work/consultations/?q=王小满"))
    assert "没有符合条件的征求意见" in text(theirs.get("/work/consultations/?q=没有这个人"))
    for odd in ("?after=x", "?after=9.9", "?view=%00", "?q=%00"):
        assert theirs.get("/work/consultations/" + odd).status_code == 200


# -- 受理后撤回


def test_the_approver_reads_the_reason_and_consents(story: Story) -> None:
    number, client = story.accepted(), story.browser("approver")
    assert client.get(page_of(number, "withdrawal/consent/")).status_code == 403
    withdrawn(story, number)
    assert "店面不租了" in text(client.get(page_of(number)))
    given = typed(client, number, "withdrawal/consent/")
    page = text(client.post(page_of(number, "withdrawal/consent/"), given, follow=True))
    assert "已同意撤回" in page and "已终止" in page
    assert story.staff_case(number).line.state == "terminated"


def test_or_declines_which_needs_a_reason(story: Story) -> None:
    number, client = story.accepted(), story.browser("approver")
    withdrawn(story, number)
    assert story.browser("reviewer").get(page_of(number, "withdrawal/decline/")).status_code == 403
    given = typed(client, number, "withdrawal/decline/", answer=" ")
    assert client.post(page_of(number, "withdrawal/decline/"), given).status_code == 422
    page = text(client.post(page_of(number, "withdrawal/decline/"), given | {"answer": "已经查实违法"}, follow=True))
    assert "办件继续办理" in page and "已经查实违法" in page
    assert story.staff_case(number).line.state == "accepted"


def test_what_a_register_confirms_is_not_asked_of_a_unit_whatever_the_words(story: Story) -> None:
    number, client = story.accepted(), story.browser("reviewer")
    page = text(client.get(page_of(number, "consult/")))
    assert "问的是申请表中的哪些内容" in page
    given = typed(client, number, "consult/", organisations=[town(story).pk], question="请按附表回复", days="3")
    refused = client.post(page_of(number, "consult/"), {**given, "elements": ["person_name"]})
    assert refused.status_code == 422 and "可以由人口基础信息库核验" in text(refused)
    assert not Consultation.objects.exists()


# -- 网上预审


@pytest.fixture
def on_paper(story: Story) -> Story:
    """The item with a paper whose original is to be seen at the one visit."""
    paper = {**PHOTO, "form": "paper", "necessity": "required", "paper_ground": "要核对原件"}
    visit = {"visits": 1, "visit_reason": "核对原件", "visit_basis": [BASIS], "channels": ["pc", "window"]}
    item = ImplementationItem.objects.get(pk=story.item)
    current = body(stages=STAGES, materials=[paper], questions=body()["questions"][:1])
    fields = [{"element": "person_name"}, {"element": "delivery_method"}]
    republish(item, current | visit | {"fields": fields})
    return story


def test_a_pass_is_told_and_the_window_goes_on_with_the_same_file(on_paper: Story) -> None:
    story = on_paper
    number, reviewer, clerk = story.file(photo=True), story.browser("reviewer"), story.browser("clerk")
    assert "经营场所照片" in text(reviewer.get(page_of(number, "pre-review/")))
    given = typed(reviewer, number, "pre-review/", note="下午人少")
    assert "预审通过，申请人收到消息" in text(reviewer.post(page_of(number, "pre-review/"), given, follow=True))
    desk = text(clerk.get(page_of(number, "accept/")))
    assert "网上预审通过" in desk and "登记到窗口" in desk
    version = story.staff_case(number).line.version
    refused = clerk.post(page_of(number, "accept/"), {"version": version})
    assert "原件要在窗口核对" in text(refused)
    assert clerk.post(page_of(number, "check-in/"), {"method": "face"}).status_code == 302
    assert story.staff_case(number).trips == ()
    assert "申请人已到窗口" in text(clerk.post(page_of(number, "check-in/"), {"method": "id_card"}, follow=True))
    assert clerk.post(page_of(number, "accept/"), {"version": version}).status_code == 302
    found = story.staff_case(number)
    assert found.line.state == "accepted" and len(found.trips) == 1
    assert clerk.post(page_of(number, "check-in/"), {"method": "id_card"}).status_code == 422


def test_only_the_window_registers_who_came(on_paper: Story) -> None:
    number = on_paper.file(photo=True)
    assert on_paper.browser("reviewer").post(page_of(number, "check-in/"), {"method": "id_card"}).status_code == 403
    assert on_paper.browser("clerk").post(page_of(number, "check-in/"), {"method": "id_card"}).status_code == 422
