"""成批办理: several instant cases by one question, each by itself; and the inbox with its kept filters."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from bancheng.casework.cases import services
from bancheng.casework.cases.models import Case
from bancheng.doors.workbench.tests.cases_cast import STAGES, Story, build_story
from bancheng.doors.workbench.tests.cast import Desk, text
from bancheng.registers.catalog.tests.sample import body, published

pytestmark = pytest.mark.django_db
TODO, MANY = "/work/todo/", "/work/todo/many/"
INSTANT = [STAGES[0], STAGES[1], {**STAGES[4], "days": 0, "after": ["accept"]}, STAGES[5]]


@pytest.fixture
def story(desk: Desk) -> Story:
    """The same story with an item that is done on the spot."""
    made = build_story(desk)
    given = {
        "stages": INSTANT,
        "materials": [],
        "questions": body()["questions"][:1],
        "fields": [{"element": "person_name"}, {"element": "delivery_method"}],
        "handling": "instant",
        "promised": {"unit": "instant"},
        "statutory": {"unit": "none", "note": "法律没有规定"},
    }
    instant = published(desk.world.market, "小餐饮备案", guide=body(**given))
    return Story(desk, instant.item_id if made.item else 0)


def ticked(browser) -> list[str]:
    return [f"{row.case.key}:{row.case.version}" for row, _left in browser.get(TODO).context["rows"]]


def test_each_is_done_by_itself_and_the_report_is_kept(story: Story) -> None:
    numbers = [story.file("王明", place) for place in range(1, 4)]
    clerk = story.browser("clerk")
    cases = ticked(clerk)
    assert text(clerk.get(TODO)).count('name="case"') == 3
    asked = clerk.post(MANY, {"verb": "accept", "case": cases})
    assert "受理这 3 件" in text(asked) and Case.objects.filter(state="submitted").count() == 3
    # Meanwhile a colleague does one of them.
    services.accept(numbers[1], by=story.actor("clerk", number="Other"))
    answer = clerk.post(MANY, {"verb": "accept", "case": cases, "confirm": "yes"}, follow=True)
    report = answer.context["report"]
    assert [(line.number, line.done) for line in report.lines] == list(zip(numbers, (True, False, True), strict=True))
    assert "办成 2 件，没有办成 1 件" in text(answer) and "有了变化" in text(answer)
    assert not Case.objects.filter(state="submitted").exists()
    assert f"/work/todo/reports/{report.id}/" in text(clerk.get(TODO + "reports/"))
    other = story.browser("clerk", number="Other")
    assert other.get(f"/work/todo/reports/{report.id}/").status_code == 404


def test_what_is_not_open_to_him_is_said_before_and_not_sent(story: Story) -> None:
    story.file("王明", 1)
    clerk = story.browser("clerk")
    page = clerk.post(MANY, {"verb": "close", "case": ticked(clerk)})
    assert "现在的状态不能办理这一步" in text(page) and "没有一件可以办" in text(page)
    reviewer = story.browser("reviewer")
    page = reviewer.post(MANY, {"verb": "accept", "case": ticked(clerk)})
    assert "这一步不由您的岗位办理" in text(page)
    forged = reviewer.post(MANY, {"verb": "accept", "case": ticked(clerk), "confirm": "yes"}, follow=True)
    assert not forged.context["finished"] and "不由您的岗位办理" in text(forged)


def test_a_case_that_was_promised_days_is_looked_at_by_itself(desk: Desk) -> None:
    promised = build_story(desk)
    promised.file()
    clerk = promised.browser("clerk")
    assert 'name="case"' not in text(clerk.get(TODO))
    page = clerk.post(MANY, {"verb": "accept", "case": ticked(clerk), "confirm": "yes"}, follow=True)
    assert "承诺件应当逐件办理" in text(page)


def test_forged_requests_do_nothing_and_break_nothing(story: Story) -> None:
    story.file()
    clerk = story.browser("clerk")
    far = story.desk.browser("clerk", number="Water", organisation_id=story.desk.world.water.pk)
    assert clerk.get(MANY).status_code == 302
    assert clerk.post(MANY, {"verb": "decide", "case": ticked(clerk), "confirm": "yes"}).status_code == 302
    for case in ("", ":", "x", "a:b", "\x00:1", "9" * 40 + ":1"):
        assert clerk.post(MANY, {"verb": "accept", "case": [case]}).status_code == 302, case
    answer = far.post(MANY, {"verb": "accept", "case": ticked(clerk), "confirm": "yes"}, follow=True)
    assert "没有找到这个办件" in text(answer) and "王小满" not in text(answer)
    too_many = [f"{n:032x}:1" for n in range(101)]
    assert clerk.post(MANY, {"verb": "accept", "case": too_many, "confirm": "yes"}).status_code == 404
    assert clerk.get(TODO + "reports/999999/").status_code == 404
    assert Case.objects.get().state == "submitted"


def test_a_filter_of_the_inbox_is_kept_as_a_tab_with_its_count(story: Story) -> None:
    story.file("王明", 1)
    story.file("李秀英", 2)
    clerk = story.browser("clerk")
    assert "保存这个筛选" in text(clerk.get(TODO, {"q": "李秀英"}))
    kept = clerk.post("/work/saved/todo/add/?" + urlencode({"q": "李秀英"}), {"title": "李家的"}, follow=True)
    (tab,) = kept.context["kept_tabs"]
    assert (tab.label, tab.count, tab.current) == ("李家的", "1", True)
    assert len(clerk.get(TODO, {"everything": "1"}).context["rows"]) == 2
