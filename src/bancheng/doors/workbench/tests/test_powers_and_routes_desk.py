"""首席代表授权、决定去向 on their pages: who may give them, what is asked before, and what they change at once."""

from __future__ import annotations

import pytest

from bancheng.doors.workbench.tests.cases_cast import STAGES, Story
from bancheng.doors.workbench.tests.cast import text
from bancheng.registers.catalog.tests.sample import COUNTY, PLATFORM, body, published
from bancheng.registers.identity import services as identity
from bancheng.registers.organisations import services as organisations

pytestmark = pytest.mark.django_db
FIVE = ("accept", "review", "decide", "issue", "deliver")
POWERS, ROUTES = "/work/grants/powers/", "/work/grants/routes/"


@pytest.fixture
def post(story: Story):
    """The post of the market organ's chief representative, who sits in the hall of the county."""
    market = story.desk.world.market
    made = organisations.create_post(organisation=market, code="SD", name="首席代表岗", kind="chief", by=PLATFORM)
    chief = story.desk.staff("chief_representative", number="Chief", region=COUNTY)
    identity.hold_post(post_id=made.pk, staff=chief, ab="A", by=PLATFORM)
    return made


def given(post, *powers: str, **more: object) -> dict[str, object]:
    sent = {"post_id": post.pk, "powers": powers, "valid_from": "2026-11-20", "valid_to": "", "basis": "局授权书1号"}
    return {**sent, **more}


def test_powers_are_given_after_a_question_and_taken_back_at_once(story: Story, post) -> None:
    number = story.reviewed()
    head, chief = story.browser("approver"), story.desk.browser("chief_representative", number="Chief", region=COUNTY)
    page = f"/work/cases/{number}/"
    assert chief.get(page).status_code == 200 and chief.get(page + "decide/").status_code == 403
    asked = head.post(POWERS + "give/", given(post, "decide"))
    assert "可以办理本机关办件的：决定" in text(asked) and not head.get(POWERS).context["rows"]
    assert "已授权" in text(head.post(POWERS + "give/", given(post, "decide", confirm="yes"), follow=True))
    assert chief.get(page + "decide/").status_code == 200
    (row,) = head.get(POWERS).context["rows"]
    assert "周敏" in text(head.get(POWERS))
    assert "不再有“决定”的权限" in text(head.get(f"{POWERS}{row.id}/revoke/"))
    head.post(f"{POWERS}{row.id}/revoke/", {"confirm": "yes"})
    assert chief.get(page + "decide/").status_code == 403
    assert head.get(f"{POWERS}999999/revoke/").status_code == 404


@pytest.mark.demand("FLW-12")
def test_on_a_case_of_another_organ_he_is_told_it_is_not_his(story: Story, post) -> None:
    story.browser("approver").post(POWERS + "give/", given(post, *FIVE, confirm="yes"))
    chief = story.desk.browser("chief_representative", number="Chief", region=COUNTY)
    asked = {"stages": STAGES, "materials": [], "questions": body()["questions"][:1]}
    asked["fields"] = [{"element": "person_name"}, {"element": "delivery_method"}]
    other = Story(story.desk, published(story.desk.world.water, "取水许可", guide=body(**asked)).item_id)
    own, strange = story.file(), other.file("李秀英", 2)
    assert chief.get(f"/work/cases/{own}/accept/").status_code == 200
    assert chief.get(f"/work/cases/{strange}/").status_code == 200, "he sits in the hall and sees it"
    answer = chief.get(f"/work/cases/{strange}/accept/")
    assert answer.status_code == 403 and "不在您的岗位上办理" in text(answer)


def test_what_is_wrong_is_said_beside_the_form(story: Story, post) -> None:
    head = story.browser("approver")
    for wrong, sentence in (
        ({"basis": ""}, "请填写授权依据"),
        ({"powers": ()}, "请选择授予的权限"),
        ({"powers": ("rule",)}, "请从列表中选择授予的权限"),
        ({"post_id": 999999}, "请从列表中选择首席代表岗位"),
        ({"valid_to": "2026-11-01"}, "截止日不能早于起始日"),
    ):
        answer = head.post(POWERS + "give/", given(post, "accept", confirm="yes") | wrong)
        assert answer.status_code == 422 and sentence in text(answer), wrong


def test_a_route_is_set_for_an_item_and_taken_back(story: Story, post) -> None:
    head = story.browser("approver")
    sent = {"item_id": story.item, "to": "chief", "valid_from": "2026-11-20", "basis": "局发〔2026〕5号"}
    answer = head.post(ROUTES + "set/", sent)
    assert answer.status_code == 422 and "没有被授予决定权的首席代表" in text(answer)
    head.post(POWERS + "give/", given(post, "decide", confirm="yes"))
    assert "已设定" in text(head.post(ROUTES + "set/", sent, follow=True))
    number = story.reviewed()
    chief = story.desk.browser("chief_representative", number="Chief", region=COUNTY)
    assert [row.case.number for row, _left in chief.get("/work/todo/").context["rows"]] == [number]
    assert not head.get("/work/todo/").context["rows"]
    (row,) = head.get(ROUTES).context["rows"]
    head.post(f"{ROUTES}{row.id}/end/", {"confirm": "yes"})
    assert not head.get(ROUTES).context["rows"][0].current
    assert head.get(f"{ROUTES}999999/end/").status_code == 404


def test_a_window_neither_sees_nor_sets_any_of_it(story: Story) -> None:
    clerk = story.browser("clerk")
    for page in (POWERS, POWERS + "give/", ROUTES, ROUTES + "set/"):
        assert clerk.get(page).status_code == 403, page
