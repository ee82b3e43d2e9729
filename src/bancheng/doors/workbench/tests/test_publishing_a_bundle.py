"""From the draft to the public list: the check with its six elements and four documents, what changes, taking back, anew."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bancheng.casework.bundles import selectors, services
from bancheng.casework.bundles.models import Bundle
from bancheng.doors.workbench.tests.bundle_desk import PLAN, Workshop, build_workshop, draft_of
from bancheng.doors.workbench.tests.cast import Desk, text
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog import services as catalog_services
from bancheng.registers.catalog.models import GuideVersion, ImplementationItem
from bancheng.registers.catalog.tests.sample import COUNTY, PLATFORM, body, republish

pytestmark = pytest.mark.django_db
SIX = ["设定依据", "受理条件", "申请材料", "办结时限", "收费标准", "办理结果"]
FOUR = ["实施方案", "申请表", "办事指南", "操作流程"]


@pytest.fixture
def workshop(desk: Desk) -> Workshop:
    return build_workshop(desk, desk.browser("service_officer"))


def page(workshop: Workshop, name: str, row: Bundle, *more: Any, **query: str) -> Any:
    return workshop.client.get(reverse(f"workbench:bundle-{name}", args=[row.pk, *more]), query)


def published(workshop: Workshop, row: Bundle) -> Any:
    """The answer to the button of the page as it is shown."""
    revision = page(workshop, "publish", row).context["written"].revision
    return workshop.client.post(reverse("workbench:bundle-publish", args=[row.pk]), {"revision": revision})


@pytest.mark.demand("ONE-01")
def test_without_a_lead_it_is_refused_and_with_one_it_stands_in_the_public_list(workshop: Workshop) -> None:
    row = workshop.drafted(workshop.listed(lead_id=None))
    assert "请先明确牵头部门" in text(page(workshop, "publish", row))
    refused = published(workshop, row)
    assert refused.status_code == 422 and "还缺下面这些" in text(refused)
    assert selectors.public(COUNTY) == ()
    assert "开办餐饮店" not in text(Client().get("/bundles/", {"audience": "legal"}))
    workshop.listed()
    assert published(workshop, row).status_code == 302
    (line,) = selectors.public(COUNTY)
    assert line.name == "开办餐饮店" and "市场监督管理局" in line.lead
    assert "开办餐饮店" in text(Client().get("/bundles/", {"audience": "legal"}))


@pytest.mark.demand("ONE-10")
@pytest.mark.parametrize(
    ("changes", "lacking"),
    [({"plan": {}}, "实施方案"), ({"steps": []}, "操作流程"), ({"plan": {**PLAN, "milestones": []}}, "实施方案")],
)
def test_the_check_lists_six_elements_and_four_documents_and_what_lacks_blocks(
    workshop: Workshop, changes: dict[str, Any], lacking: str
) -> None:
    row = workshop.drafted(**changes)
    seen = page(workshop, "publish", row)
    assert [line.label for line in seen.context["checked"] if line.kind == "element"] == SIX
    assert [line.label for line in seen.context["checked"] if line.kind == "document"] == FOUR
    assert all(label in text(seen) for label in (*SIX, *FOUR))
    assert f"缺少四份文件中的“{lacking}”" in text(seen) and "disabled" in text(seen)
    assert published(workshop, row).status_code == 422
    assert not Bundle.objects.get().current_id
    workshop.drafted(row)
    assert published(workshop, row).status_code == 302


def test_each_of_the_four_documents_is_made_from_the_text_and_the_guides(workshop: Workshop) -> None:
    row = workshop.drafted()
    seen = {key: text(page(workshop, "document", row, key)) for key in ("plan", "form", "guide", "flow")}
    for key, label in zip(seen, FOUR, strict=True):
        assert f"<h1>开办餐饮店{label}</h1>" in seen[key] and "牵头部门" in seen[key]
    assert "市场监管局牵头，自来水公司配合" in seen["plan"] and "2026-12-31" in seen["plan"]
    assert re.findall(r"<h2 id=\"part-\d\">.、([^<]+)</h2>", seen["guide"])[1:] == SIX
    assert "由“营业执照”" not in seen["guide"] and "由前一事项产生，不用交" in seen["guide"]
    assert "姓名" in seen["form"] and "营业执照、食品许可" in seen["form"]
    assert "营业执照有了结果以后" in seen["flow"] and "等待：前者重新办成后接着办" in seen["flow"]
    assert page(workshop, "document", row, "moon").status_code == 404
    assert page(workshop, "document", workshop.listed("empty", "空的"), "plan").status_code == 404


def test_what_was_saved_after_looking_is_not_published(workshop: Workshop) -> None:
    row = workshop.drafted()
    services.save_draft(row, body=workshop.text(summary="后来改的"), by=PLATFORM)
    answer = workshop.client.post(reverse("workbench:bundle-publish", args=[row.pk]), {"revision": "1"})
    assert answer.status_code == 409 and "没有看过的内容不会发布" in text(answer)
    assert not Bundle.objects.get().current_id


def test_a_changed_guide_is_told_and_one_press_prepares_the_next_version(workshop: Workshop) -> None:
    row = workshop.in_force()
    republish(ImplementationItem.objects.get(pk=workshop.food), body(promised={"unit": "workday", "n": 3}))
    assert "成员指南已更新或者已取消：食品许可" in text(page_of(workshop, row))
    asked = page(workshop, "renew", row)
    assert "线上的版本和已经收下的件不受影响" in text(asked)
    answer = workshop.client.post(reverse("workbench:bundle-renew", args=[row.pk]), {"confirm": "yes"}, follow=True)
    assert draft_of(row).body == row.current.body
    told = {(one.group, one.label, one.before, one.after) for one in answer.context["changes"]}
    assert ("members", "食品许可", "第 1 版指南", "第 2 版指南") in told
    assert ("days", "全部办完", "17 个工作日", "5 个工作日") in told
    assert ("materials", "营业执照", "由前一事项产生，不用交", "") in told
    # The new guide does not ask for the licence any more: the feed names a paper that is not there.
    assert "没有材料 M0002" in text(page(workshop, "publish", row))
    services.save_draft(row, body=workshop.text(feeds=[{"before": "shop", "after": "food"}]), by=PLATFORM)
    assert published(workshop, row).status_code == 302
    older = selectors.page(COUNTY, "catering", number=1)
    assert older is not None and older.whole.days.together == 17
    assert "成员指南已更新" not in text(page_of(workshop, row))


def test_a_cancelled_member_is_marked_and_keeps_the_next_version_back(workshop: Workshop) -> None:
    row = workshop.in_force()
    version = GuideVersion.objects.get(item=workshop.food, state="published")
    catalog_services.withdraw(version=version, reason="依据已失效", by=PLATFORM)
    assert "成员指南已更新或者已取消：食品许可" in text(page_of(workshop, row))
    workshop.client.post(reverse("workbench:bundle-renew", args=[row.pk]), {"confirm": "yes"})
    assert "成员“食品许可”没有现行的办事指南" in text(page(workshop, "publish", row))
    assert "没有现行的办事指南" in text(page(workshop, "edit", row, "members"))


def test_what_a_change_of_a_guide_touches_names_the_bundles_in_force(workshop: Workshop) -> None:
    row = workshop.in_force()
    (line,) = [line for line in catalog.impact([workshop.food]) if line.source == "bundles"]
    assert line.count == 1 and "“开办餐饮店”" in line.sentence and "牵头" in line.sentence
    # A draft that leaves the member out does not take it out of what is in force, and one that adds it does not add it.
    members = [workshop.text()["members"][0], {"key": "water", "item": workshop.water, "label": "供水"}]
    services.save_draft(row, body=workshop.text(members=members, feeds=[]), by=PLATFORM)
    assert [line.count for line in catalog.impact([workshop.food]) if line.source == "bundles"] == [1]
    assert [line for line in catalog.impact([workshop.water]) if line.source == "bundles"] == []
    services.withdraw(row, reason="停办", by=PLATFORM)
    assert [line for line in catalog.impact([workshop.food]) if line.source == "bundles"] == []


def test_a_bundle_is_taken_back_with_a_reason(workshop: Workshop) -> None:
    row = workshop.in_force()
    address = reverse("workbench:bundle-withdraw", args=[row.pk])
    assert workshop.client.post(address, {"reason": " "}).status_code == 422
    assert workshop.client.post(address, {"reason": "成员事项已取消"}).status_code == 302
    assert selectors.public(COUNTY) == ()
    seen = text(page_of(workshop, row))
    assert "已撤下" in seen and "成员事项已取消" in seen
    again = workshop.client.post(address, {"reason": "再撤一次"})
    assert again.status_code == 422 and "还没有发布，不能撤下" in text(again)


def test_two_versions_are_compared_line_by_line(workshop: Workshop) -> None:
    row = workshop.in_force()
    members = [*workshop.text()["members"], {"key": "water", "item": workshop.water, "label": "供水"}]
    services.save_draft(row, body=workshop.text(members=members, visits=1, visit_reason="当面领证"), by=PLATFORM)
    told = {(one.group, one.sign, one.label) for one in page(workshop, "compare", row).context["changes"]}
    assert {("members", "added", "供水"), ("days", "changed", "到现场"), ("fees", "added", "供水")} <= told
    turned = page(workshop, "compare", row, before="2", after="1").context["changes"]
    assert ("members", "removed", "供水") in {(one.group, one.sign, one.label) for one in turned}
    assert page(workshop, "compare", row, before="7").status_code == 404
    assert page(workshop, "compare", row, before="x").status_code == 404


def test_a_version_is_tried_under_answers(workshop: Workshop) -> None:
    row = workshop.in_force()
    seen = page(workshop, "preview", row, shop_kind="diner", business_area="80")
    assert seen.context["page"].merged.answered == {"shop_kind": "diner", "business_area": 80}
    assert "参加的成员：2 项" in text(seen)
    wrong = page(workshop, "preview", row, shop_kind="diner", business_area="很大")
    assert wrong.status_code == 200 and "has-error" in text(wrong)
    assert "还没有编写过" in text(page(workshop, "preview", workshop.listed("empty", "空的")))


def test_a_draft_whose_conditions_cannot_be_read_is_shown_all_the_same(workshop: Workshop) -> None:
    asked = {"element": "has_staff", "label": "您雇人吗", "kind": "bool"}
    members = [*workshop.text()["members"]]
    members[1] = members[1] | {"when": "has_staff", "why": "雇人时"}
    row = workshop.drafted(members=members, questions=[asked])
    services.save_draft(row, body=workshop.text(members=members), by=PLATFORM)
    for name, more in (
        ("preview", []),
        ("publish", []),
        ("compare", []),
        ("edit", ["members"]),
        ("document", ["flow"]),
    ):
        assert page(workshop, name, row, *more).status_code == 200
    assert "成员“食品许可”的办理情形" in text(page(workshop, "publish", row))
    broken = [asked | {"when": "moon > 1"}]
    services.save_draft(row, body=workshop.text(questions=broken), by=PLATFORM)
    assert "情形问题" in text(page(workshop, "publish", row))
    assert published(workshop, row).status_code == 422


def page_of(workshop: Workshop, row: Bundle) -> Any:
    return workshop.client.get(reverse("workbench:bundle", args=[row.pk]))
