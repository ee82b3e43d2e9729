"""当场决定授权: a dated grant per item; given after a question, taken back at once."""

from __future__ import annotations

import pytest

from bancheng.doors.workbench.tests.cases_cast import Story
from bancheng.doors.workbench.tests.cast import text

pytestmark = pytest.mark.django_db
GRANTS = "/work/grants/"


def given(story: Story, **more: object) -> dict[str, object]:
    clerk = story.desk.staff("clerk", organisation_id=story.desk.world.market.pk)
    sent = {"item_id": story.item, "staff_number": clerk.number, "valid_from": "2026-11-20", "valid_to": "2026-12-31"}
    return {**sent, "basis": "西市监〔2026〕8号", **more}


@pytest.mark.demand("FLW-10")
def test_a_clerk_with_a_grant_gets_the_button_and_loses_it_when_it_is_taken_back(story: Story) -> None:
    number = story.reviewed()
    page, clerk, chief = f"/work/cases/{number}/", story.browser("clerk"), story.browser("approver")
    assert clerk.get(page + "decide/").status_code == 403
    asked = chief.post(GRANTS + "give/", given(story))
    assert "可以在窗口当场决定“食品经营许可”" in text(asked) and not chief.get(GRANTS).context["rows"]
    assert "已授权" in text(chief.post(GRANTS + "give/", given(story, confirm="yes"), follow=True))
    assert clerk.get(page + "decide/").status_code == 200
    (row,) = chief.get(GRANTS).context["rows"]
    assert "立即生效" in text(chief.get(f"{GRANTS}{row.id}/revoke/"))
    chief.post(f"{GRANTS}{row.id}/revoke/", {"confirm": "yes"})
    assert clerk.get(page + "decide/").status_code == 403


def test_a_grant_needs_a_basis_days_in_order_and_somebody_known(story: Story) -> None:
    chief = story.browser("approver")
    for wrong, sentence in (
        ({"basis": ""}, "请填写授权依据"),
        ({"valid_to": "2026-11-19"}, "截止日不能早于起始日"),
        ({"staff_number": "nobody7"}, "没有找到这位在岗的工作人员"),
        ({"item_id": 999999}, "请从列表中选择事项"),
    ):
        answer = chief.post(GRANTS + "give/", given(story, confirm="yes", **wrong))
        assert answer.status_code == 422 and sentence in text(answer), wrong


def test_another_countys_chief_neither_sees_nor_revokes_it(story: Story) -> None:
    chief = story.browser("approver")
    chief.post(GRANTS + "give/", given(story, confirm="yes"))
    (row,) = chief.get(GRANTS).context["rows"]
    other = story.browser("approver", number="Xinmi", region="410183000000", organisation_id=None)
    assert not other.get(GRANTS).context["rows"]
    assert other.post(f"{GRANTS}{row.id}/revoke/", {"confirm": "yes"}).status_code == 404
