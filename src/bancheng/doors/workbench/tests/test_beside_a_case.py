"""Points with bounds and basis on the reviewer's page, deviations for supervision, messages, notes, like cases, verification."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from bancheng.casework.cases import services
from bancheng.casework.cases.models import Case
from bancheng.doors.workbench.tests.cases_cast import POINTS, STAGES, Story
from bancheng.doors.workbench.tests.cast import Desk, text
from bancheng.doors.workbench.tests.forms_shown import shown
from bancheng.registers.catalog import services as catalog
from bancheng.registers.catalog.models import GuideVersion
from bancheng.registers.catalog.tests.sample import BASIS, PLATFORM, body, make_item, published
from bancheng.registers.identity.tests import cast as people

pytestmark = pytest.mark.django_db
AREA = {
    "stage": "review",
    "text": "经营场所面积",
    "kind": "value",
    "least": "20",
    "unit": "平方米",
    "element": "business_area",
    "basis": [BASIS],
}


def page_of(number: str, end: str = "") -> str:
    return f"/work/cases/{number}/{end}"


def with_points(story: Story, area: str) -> str:
    """An accepted case of an item whose review looks at the area; its number."""
    fields = [{"element": "person_name"}, {"element": "business_area"}]
    asked = {"questions": body()["questions"][:1], "fields": fields, "points": [AREA]}
    made = published(story.desk.world.market, "有规程的许可", guide=body(stages=STAGES, materials=[], **asked))
    by = people.actor(people.person("王小满", stem="41132319900307001", phone="13800000001"))
    key = services.start(item_id=made.item_id, by=by, answers={"shop_kind": "shop"})
    services.save_fields(key, by=by, values={"person_name": "王小满", "business_area": area})
    number = services.submit(key, by=by, declared=True).number
    services.accept(number, by=story.actor("clerk"))
    return number


def given(client: Any, number: str, **more: Any) -> dict[str, Any]:
    form = client.get(page_of(number, "review/")).context["form"]
    filled = {field.html_name: field.value() or "" for field in form}
    return filled | {"met_0": "yes", "met_1": "yes", "outcome": "agree", "opinion": "看过"} | more


@pytest.mark.demand("CAT-29")
@pytest.mark.demand("FLW-29")
def test_the_points_of_the_step_stand_beside_the_papers_and_a_deviation_is_listed_for_supervision(story: Story) -> None:
    number = with_points(story, "12")
    client = story.browser("reviewer")
    page = text(client.get(page_of(number, "review/")))
    for said in (
        *POINTS,
        "经营场所面积",
        "不少于 20 平方米",
        "《中华人民共和国食品安全法》第三十五条",
        "系统判为不符合",
    ):
        assert said in page
    assert 'value="12"' in page and "是 12 平方米" in page and 'id="papers"' in page
    sent = given(client, number)
    del sent["met_0"]
    assert client.post(page_of(number, "review/"), sent).status_code == 422
    silent = client.post(page_of(number, "review/"), given(client, number, value_2="26"))
    assert silent.status_code == 422 and "判断与系统不同" in text(silent) and 'value="26"' in text(silent)
    answer = client.post(
        page_of(number, "review/"), given(client, number, value_2="26", deviation="现场测量 26 平方米"), follow=True
    )
    assert "已办完" in text(answer) and "26 平方米" in text(answer)
    supervisor = story.desk.browser("supervisor")
    listed = text(supervisor.get("/work/supervision/deviations/"))
    for said in (number, "经营场所面积", "现场测量 26 平方米", "不同意"):
        assert said in listed
    assert "没有符合条件的记录" in text(supervisor.get("/work/supervision/deviations/?since=2026-11-21"))
    sheet = supervisor.get("/work/supervision/deviations/export/csv/")
    assert "现场测量 26 平方米" in b"".join(sheet.streaming_content if sheet.streaming else [sheet.content]).decode()
    assert story.browser("clerk").get("/work/supervision/deviations/").status_code == 403


@pytest.mark.parametrize("bad", ["", "很大", "-1", "1e9", "9" * 30, "\x00"])
def test_a_value_that_is_no_number_is_told_and_nothing_breaks(story: Story, bad: str) -> None:
    number = with_points(story, "45")
    client = story.browser("reviewer")
    answer = client.post(page_of(number, "review/"), given(client, number, value_2=bad))
    assert answer.status_code == 422
    assert [one.stage for one in story.staff_case(number).tasks if one.state == "open"] == ["review"]


def test_notes_and_messages_have_a_page_of_their_own(story: Story) -> None:
    number = story.accepted()
    by = people.actor(Case.objects.get(number=number).applicant)
    services.talk(number, by=by, text="什么时候能办好？")
    client = story.browser("clerk")
    assert "什么时候能办好" in text(client.get("/work/todo/"))
    url = page_of(number, "talks/")
    assert "等您答复" in text(client.get(url)) and url in text(client.get(page_of(number)))
    empty = client.post(url, {"what": "talk", "talk-text": ""})
    assert empty.status_code == 422
    assert "今天下班前" in text(client.post(url, {"what": "talk", "talk-text": "今天下班前。"}, follow=True))
    assert "办事人催得急" in text(client.post(url, {"what": "note", "note-text": "办事人催得急"}, follow=True))
    assert "什么时候能办好" not in text(client.get("/work/todo/"))
    late = client.post(url, {"what": "hear"})
    assert late.status_code == 422 and "没有等待答复" in text(late)
    for what in ("", "x", "\x00"):
        assert client.post(url, {"what": what}).status_code == 422


def test_like_cases_and_verification_open_from_the_case(story: Story) -> None:
    refused = story.reviewed(place=2)
    services.decide(refused, by=story.actor("approver"), outcome="refused", reason="场所与住宅混用")
    number = story.accepted(place=3)
    client = story.browser("reviewer")
    assert "场所与住宅混用" in text(client.get(page_of(number, "alike/")))
    page = text(client.get(page_of(number, "verify/")))
    assert "姓名" in page and "网络核验" in page and "王小满" in page
    done = client.post(page_of(number, "verify/"), {"element": "person_name"}, follow=True)
    assert "核验记录" in text(done)
    for sent in ({}, {"element": "\x00"}, {"line": "9" * 30}, {"line": "1"}):
        assert client.post(page_of(number, "verify/"), sent).status_code == 422
    assert story.desk.browser("supervisor").get(page_of(number, "verify/")).status_code == 403


def test_a_refusal_takes_over_a_suggested_reason(story: Story) -> None:
    number = with_points(story, "12")
    client = story.browser("reviewer")
    against = given(client, number, outcome="disagree", opinion="面积不够", met_1="no")
    assert client.post(page_of(number, "review/"), against).status_code == 302
    story.agree(number, "inspect", "Rev1")
    story.agree(number, "inspect", "Rev2")
    approver = story.browser("approver")
    form = approver.get(page_of(number, "decide/")).context["form"]
    assert [label for _place, label in form.fields["suggested"].choices][1].startswith("“经营场所面积”为 12 平方米")
    sent = {field.html_name: field.value() or "" for field in form} | {"outcome": "refused", "suggested": ["1"]}
    asked = approver.post(page_of(number, "decide/"), sent)
    assert asked.status_code == 200 and "请再看一遍" in text(asked)
    approver.post(page_of(number, "decide/"), {**sent, "confirm": "yes"})
    decision = story.staff_case(number).decision
    assert decision is not None and decision.reason.startswith("“经营场所面积”为 12 平方米，要求不少于 20 平方米")
    assert approver.post(page_of(number, "decide/"), {**sent, "suggested": ["99"]}).status_code in {409, 422}


@pytest.mark.demand("CAT-29")
def test_the_unit_in_charge_writes_the_operating_procedure_in_the_designer(desk: Desk) -> None:
    client, item = desk.browser("service_officer"), make_item(desk.world.market)
    stages = [*body()["stages"]]
    fields = [{"element": "person_name"}, {"element": "business_area"}]
    catalog.save_draft(item=item, body=body(stages=stages, fields=fields), revision=0, by=PLATFORM)
    url = reverse("workbench:guide-edit", args=[item.pk, "points"])
    sent = shown(client.get(url))
    sent |= {
        "rows-0-text": ["经营场所面积"],
        "rows-0-stage": ["accept"],
        "rows-0-kind": ["value"],
        "rows-0-least": ["20"],
        "rows-0-unit": ["平方米"],
        "rows-0-element": ["business_area"],
        "rows-0-basis": ["《中华人民共和国食品安全法》 | 第三十三条"],
    }
    wrong = client.post(url, {**sent, "rows-0-unit": [""]})
    assert wrong.status_code == 422 and "请写明单位" in text(wrong)
    assert client.post(url, sent).status_code == 302
    (point,) = GuideVersion.objects.get(item=item, state="draft").body["points"]
    assert (point["least"], point["element"], point["basis"][0]["article"]) == ("20", "business_area", "第三十三条")
    assert "经营场所面积" in text(client.get(url))
