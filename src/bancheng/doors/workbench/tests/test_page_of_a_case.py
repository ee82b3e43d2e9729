"""The page of a case: facts beside the law, the stages as a picture, the time, and only the buttons he really has."""

from __future__ import annotations

import re

import pytest

from bancheng.casework.cases import services
from bancheng.doors.workbench.tests.cases_cast import POINTS, Story
from bancheng.doors.workbench.tests.cast import text

pytestmark = pytest.mark.django_db


def page_of(number: str) -> str:
    return f"/work/cases/{number}/"


def buttons(html: str) -> set[str]:
    """The pages that the bar of buttons leads to."""
    bar = re.search(r'<div class="actions no-print">.*?</div>', html, re.S)
    return set(re.findall(r'href="/work/cases/[^/"]+/([a-z-]+)/', bar.group())) if bar else set()


def test_facts_law_stages_and_time_stand_on_one_page(story: Story) -> None:
    number = story.accepted(photo=True)
    page = text(story.browser("reviewer").get(page_of(number)))
    assert "王小满 · 食品经营许可" in page and "经营场所照片" in page and "门头和操作间各一张" in page
    assert "有固定的经营场所" in page and "《中华人民共和国食品安全法》第三十五条" in page
    assert re.search(
        r"graph__node--done.*?受理.*?graph__node--now.*?材料审查.*?graph__node--wait.*?现场核查", page, re.S
    )
    assert page.count('class="daybar') >= 2, "the promised and the statutory clock"
    assert f"/work/cases/{number}/files/" in page and "门头.png" in page


def test_the_full_number_of_the_applicant_is_nowhere(story: Story) -> None:
    number = story.accepted()
    for page in (page_of(number), f"/work/supervision/cases/{number}/"):
        html = text(story.desk.browser("supervisor", "approver", number="Both").get(page))
        assert "41132319900307001" not in html and "王小满" in html


def test_every_post_gets_the_buttons_of_its_own_steps(story: Story) -> None:
    number = story.file()
    assert buttons(text(story.browser("clerk").get(page_of(number)))) >= {"accept", "supplement", "not-accept"}
    assert buttons(text(story.browser("reviewer").get(page_of(number)))) == {"pre-review", "mend"}
    services.accept(number, by=story.actor("clerk"))
    assert "review" in buttons(text(story.browser("reviewer").get(page_of(number))))
    assert "accept" not in buttons(text(story.browser("clerk").get(page_of(number))))
    decided = story.reviewed("李秀英", 2)
    assert "decide" in buttons(text(story.browser("approver").get(page_of(decided))))


def test_a_number_in_the_search_opens_the_case(story: Story) -> None:
    number = story.file()
    clerk = story.browser("clerk")
    assert clerk.get("/work/cases/", {"q": f" {number} "}).url == page_of(number)
    assert clerk.get("/work/cases/", {"q": "王小满"}).status_code == 200
    stranger = story.browser("clerk", number="Water", organisation_id=story.desk.world.water.pk)
    answer = stranger.get("/work/cases/", {"q": number})
    assert answer.status_code == 200 and not answer.context["rows"]


def test_cases_are_narrowed_and_exported(story: Story) -> None:
    waiting, accepted = story.file("王小满", 1), story.accepted("李秀英", 2)
    clerk = story.browser("clerk")

    def listed(**query: object) -> set[str]:
        return {row.number for row, _left in clerk.get("/work/cases/", query).context["rows"]}

    assert listed() == listed(organisation=story.desk.world.market.pk) == listed(light="normal") == {waiting, accepted}
    assert listed(state="submitted") == listed(q="王小") == {waiting}
    assert listed(channel="window") == listed(light="overdue") == listed(since="2026-11-21") == set()
    assert listed(since="2026-11-20", until="2026-11-20") == {waiting, accepted}
    csv = b"".join(clerk.get("/work/cases/export/csv/", {"state": "submitted"}).streaming_content).decode()
    assert waiting in csv and accepted not in csv


def test_out_of_scope_reads_like_absent(story: Story) -> None:
    number = story.accepted()
    stranger = story.browser("reviewer", number="Water", organisation_id=story.desk.world.water.pk)
    for end in ("", "review/", "send-back/", "decide/", "deliver/", "close/", "urge/"):
        there, absent = stranger.get(page_of(number) + end), stranger.get(page_of("411323202611200000010") + end)
        assert (there.status_code, absent.status_code) == (404, 404), end
        assert stranger.post(page_of(number) + end, {"version": 1}).status_code == 404, end


def test_a_step_of_another_post_is_forbidden_with_its_reason(story: Story) -> None:
    number = story.accepted()
    answer = story.browser("clerk").get(page_of(number) + "decide/")
    assert answer.status_code == 403 and "不在您的岗位上办理" in text(answer)
    assert story.browser("clerk").post(
        page_of(number) + "decide/", {"version": 1, "outcome": "granted"}
    ).status_code in {
        403,
        422,
    }
    out_of_order = story.browser("approver").get(page_of(number) + "close/")
    assert out_of_order.status_code == 422 and "不能办理“办结”" in text(out_of_order)


@pytest.mark.parametrize(
    ("page", "most"), [("/work/todo/", 15), ("/work/cases/", 12), ("", 23), ("/work/supervision/", 17)]
)
def test_a_page_costs_no_more_statements_however_many_cases_there_are(
    story: Story, page: str, most: int, django_assert_max_num_queries
) -> None:
    number = story.accepted("王小满", 1, photo=True)
    client = story.desk.browser("reviewer", "supervisor", number="Both")
    address = page or page_of(number)
    client.get(address)
    for place in range(2, 8):
        story.accepted("李明", place)
    with django_assert_max_num_queries(most):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "value", ["' OR 1=1 --", "<script>alert(1)</script>", "\x00", "9" * 40, "-1", "长" * 5000, "%"]
)
@pytest.mark.parametrize("name", ["todo", "cases", "supervision", "supervision/findings", "grants"])
def test_no_address_breaks_a_page_of_cases(story: Story, name: str, value: str) -> None:
    story.file()
    keys = (
        "q",
        "after",
        "state",
        "light",
        "organisation",
        "region",
        "channel",
        "since",
        "view",
        "item",
        "post",
        "rule",
    )
    client = story.desk.browser("approver", "supervisor", number="All")
    answer = client.get(f"/work/{name}/", dict.fromkeys(keys, value))
    assert answer.status_code == 200 and "<script>alert" not in text(answer)


def test_the_points_of_the_guide_stand_ready_to_be_judged(story: Story) -> None:
    number = story.accepted(photo=True)
    page = text(story.browser("reviewer").get(page_of(number) + "review/"))
    assert all(point in page for point in POINTS)
    assert page.index("经营场所照片") < page.index(POINTS[0]), "the papers stand before the points"
