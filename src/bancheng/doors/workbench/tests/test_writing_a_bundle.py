"""A lead puts a bundle together without scripts: members by search, feeds by proposal, questions, rules, plan."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from bancheng.casework.bundles import services
from bancheng.doors.workbench.tests.bundle_desk import Workshop, address, build_workshop, draft_of
from bancheng.doors.workbench.tests.cast import Desk, text
from bancheng.doors.workbench.tests.forms_shown import shown
from bancheng.registers.catalog.tests.sample import OTHER_COUNTY, PLATFORM, body, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def workshop(desk: Desk) -> Workshop:
    return build_workshop(desk, desk.browser("service_officer"))


def pressed(workshop: Workshop, row: Any, section: str, data: dict[str, Any], **more: Any) -> Any:
    """The page after a button of the form was pressed."""
    return workshop.client.post(address(row, section), data | more)


def test_members_of_several_departments_are_found_and_put_together(workshop: Workshop) -> None:
    row = workshop.listed()
    found = pressed(workshop, row, "members", workshop.shown(row, "members"), find="登记", do="find")
    assert f'value="pick:{workshop.shop}"' in text(found)
    page = found
    for item in (workshop.shop, workshop.food):
        page = pressed(workshop, row, "members", shown(page), do=f"pick:{item}")
    assert "个体工商户设立登记" in text(page) and "还没有保存" in text(page)
    assert not row.versions.exists()
    sent = shown(page) | {"summary": "一次办好", "audience": ["2"], "rows-0-label": "营业执照"}
    assert pressed(workshop, row, "members", sent).status_code == 302
    stored = draft_of(row)
    assert [(one["key"], one["item"], one["label"]) for one in stored.body["members"]] == [
        ("m1", workshop.shop, "营业执照"),
        ("m2", workshop.food, "食品经营许可"),
    ]


def test_members_are_moved_and_taken_out_with_the_feeds_that_hang_on_them(workshop: Workshop) -> None:
    row = workshop.drafted()
    page = pressed(workshop, row, "members", workshop.shown(row, "members"), do="down:0")
    moved = shown(page)
    assert [moved[f"rows-{place}-key"] for place in (0, 1)] == [["food"], ["shop"]]
    page = pressed(workshop, row, "members", moved, do=f"pick:{workshop.water}")
    page = pressed(workshop, row, "members", shown(page), do="remove:1")
    assert pressed(workshop, row, "members", shown(page)).status_code == 302
    stored = draft_of(row).body
    assert [one["key"] for one in stored["members"]] == ["food", "m2"]
    assert "feeds" not in stored


def test_what_the_guides_show_is_proposed_and_taken_over_with_one_press(workshop: Workshop) -> None:
    row = workshop.drafted(feeds=[])
    page = workshop.client.get(address(row, "feeds"))
    assert "“营业执照”的结果就是“食品许可”要交的“营业执照”" in text(page)
    page = pressed(workshop, row, "feeds", shown(page), do="take:shop>food>M0002")
    assert pressed(workshop, row, "feeds", shown(page)).status_code == 302
    assert draft_of(row).body["feeds"] == [{"before": "shop", "after": "food", "material": "M0002"}]
    assert "看出" not in text(workshop.client.get(address(row, "feeds")))


def test_the_page_explains_each_merge_and_draws_the_plan(workshop: Workshop) -> None:
    members = [*workshop.text()["members"], {"key": "water", "item": workshop.water, "label": "供水"}]
    page = text(workshop.client.get(address(workshop.drafted(members=members), "feeds")))
    assert "由“营业执照”产生，食品许可不用再交" in page
    assert "填一次，服务 3 项：营业执照、食品许可、供水" in page
    assert '<td class="num">32 个工作日</td><td class="num"><b>17 个工作日</b>' in page
    assert page.count("<rect") == 3 and page.count('class="graph__line"') == 1
    assert "同时开始：营业执照、供水；食品许可等营业执照的结果" in page


def test_the_panel_follows_what_is_typed_and_saves_nothing(workshop: Workshop) -> None:
    row = workshop.drafted()
    sent = workshop.shown(row, "feeds") | {"rows-0-before": "", "rows-0-after": "", "rows-0-material": ""}
    panel = workshop.client.post(reverse("workbench:bundle-panel", args=[row.pk, "feeds"]), sent)
    assert panel.status_code == 200 and "15 个工作日</b>" in text(panel)
    assert draft_of(row).body["feeds"] and draft_of(row).revision == 1


@pytest.mark.parametrize(
    ("section", "changes", "sentence"),
    [
        ("members", {"rows-1-item": "SHOP"}, "和第 1 个成员是同一个事项"),
        ("members", {"rows-1-item": "999999999"}, "这个事项不在事项目录中"),
        ("members", {"rows-1-item": "9" * 30}, "这个事项不在事项目录中"),
        ("members", {"rows-1-label": ""}, "请填写图上的简称"),
        ("members", {"rows-1-when": "moon > 1", "rows-1-why": "满月时"}, "moon"),
        ("members", {"rows-1-when": "((", "rows-1-why": "满月时"}, "has-error"),
        ("members", {"rows-TOTAL_FORMS": "1"}, "一件事至少有两个成员事项"),
        ("members", {"rows-TOTAL_FORMS": "x"}, "页面没有传完整"),
        ("feeds", {"rows-1-before": "food", "rows-1-after": "shop"}, "前置关系成环：营业执照 → 食品许可"),
        ("feeds", {"rows-1-before": "food", "rows-1-after": "food"}, "不能以自己的结果为前置"),
        ("feeds", {"rows-1-before": "moon", "rows-1-after": "food"}, "请从列表中选择前一个事项"),
        ("feeds", {"rows-0-material": "M0099"}, "请从列表中选择结果就是"),
        ("feeds", {"rows-1-before": "shop", "rows-1-after": "food", "rows-1-material": "M0002"}, "前置关系有重复"),
        ("questions", {"unfit": "moon > 1", "unfit_note": "请分别办理"}, "moon"),
        ("steps", {"visits": "2"}, "请写明必须到现场的原因"),
        ("steps", {"visits": "-1"}, "最小填 0"),
        ("plan", {"rows-0-on": "下个月"}, "请写成 2026-12-03 的样子"),
    ],
)
def test_what_is_wrong_is_told_at_its_place_and_nothing_is_saved(
    workshop: Workshop, section: str, changes: dict[str, str], sentence: str
) -> None:
    row = workshop.drafted()
    changes = {name: str(workshop.shop) if value == "SHOP" else value for name, value in changes.items()}
    answer = workshop.sent(row, section, **changes)
    assert answer.status_code == 422 and sentence in text(answer)
    assert draft_of(row).revision == 1


def test_a_circle_is_told_at_the_feed_that_closes_it(workshop: Workshop) -> None:
    answer = workshop.sent(workshop.drafted(), "feeds", **{"rows-1-before": "food", "rows-1-after": "shop"})
    first, second = answer.context["editing"].rows.forms[:2]
    assert not first.errors and "前置关系成环" in str(second.errors)


def test_a_hundred_members_are_too_many(workshop: Workshop) -> None:
    world = workshop.desk.world
    items = [published(world.water, f"事项{n}", guide=body()).item_id for n in range(98)]
    row = workshop.drafted()
    sent = workshop.shown(row, "members") | {"rows-TOTAL_FORMS": "100"}
    for place, item in enumerate(items, 2):
        sent |= {f"rows-{place}-item": str(item), f"rows-{place}-label": f"成员{place}"}
    answer = workshop.client.post(address(row, "members"), sent)
    assert answer.status_code == 422 and "一件事最多 99 个成员事项，请删去多出的" in text(answer)


def test_of_two_leads_the_second_keeps_what_he_typed_and_sees_what_the_other_saved(workshop: Workshop) -> None:
    row = workshop.drafted()
    mine = workshop.shown(row, "members") | {"summary": "我写的简介"}
    services.save_draft(
        row, body=workshop.text(summary="他写的简介", steps=STEPS_OF_THE_OTHER), by=PLATFORM, revision=1
    )
    answer = workshop.client.post(address(row, "members"), mine)
    assert answer.status_code == 409
    assert "这份草稿又有人保存过" in text(answer)
    assert "他写的简介</pre>" in text(answer) and "我写的简介</pre>" in text(answer)
    again = shown(answer)
    assert again["summary"] == ["我写的简介"]
    assert workshop.client.post(address(row, "members"), again).status_code == 302
    stored = draft_of(row).body
    assert stored["summary"] == "我写的简介" and stored["steps"] == STEPS_OF_THE_OTHER


STEPS_OF_THE_OTHER = [{"name": "先预约", "who": "applicant"}]


def test_different_rules_stand_side_by_side_until_one_is_chosen_with_a_reason(workshop: Workshop) -> None:
    stricter = [dict(one, signature="seal") if one["code"] == "M0001" else one for one in body()["materials"]]
    gas = published(workshop.desk.world.water, "供气报装", guide=body(materials=stricter)).item_id
    members = [*workshop.text()["members"], {"key": "gas", "item": gas, "label": "供气"}]
    row = workshop.drafted(members=members)
    page = text(workshop.client.get(address(row, "rules")))
    assert "申请材料“食品经营许可申请书”的签名盖章" in page
    assert "食品许可：签名" in page and "供气：盖章" in page
    without = workshop.sent(row, "rules", **{"rows-0-member": "gas"})
    assert without.status_code == 422 and "请写明为什么以它的为准" in text(without)
    chosen = workshop.sent(row, "rules", **{"rows-0-member": "gas", "rows-0-reason": "以较严的为准"})
    assert chosen.status_code == 302
    assert draft_of(row).body["resolutions"][0]["member"] == "gas"
    assert not [line for line in services.check_draft(row, by=PLATFORM) if line.kind == "conflict" and not line.met]


def test_a_question_of_the_bundle_switches_a_member_on(workshop: Workshop) -> None:
    row = workshop.drafted()
    page = pressed(workshop, row, "questions", workshop.shown(row, "questions"), do="pick:has_staff")
    sent = shown(page) | {"rows-0-label": "您雇人吗"}
    assert pressed(workshop, row, "questions", sent).status_code == 302
    when = {"rows-1-when-0-answer": "has_staff=true", "rows-1-why": "您雇人时"}
    assert workshop.sent(row, "members", **when).status_code == 302
    member = draft_of(row).body["members"][1]
    assert (member["when"], member["why"]) == ("has_staff == true", "您雇人时")
    tried = text(workshop.client.get(reverse("workbench:bundle-preview", args=[row.pk]), {"has_staff": "no"}))
    assert "这种情形不办的：1 项" in tried


def test_the_plan_and_the_steps_are_kept_as_written(workshop: Workshop) -> None:
    row = workshop.drafted(plan={}, steps=[])
    plan = {
        "goal": "少跑",
        "measures": "并联",
        "division": "市场局牵头",
        "rows-0-on": "2026-12-31",
        "rows-0-goal": "上线",
    }
    assert workshop.sent(row, "plan", **plan).status_code == 302
    steps = {"visits": "1", "visit_reason": "当面领证", "inspect_together": "on", "rows-0-name": "填表"}
    assert workshop.sent(row, "steps", **steps, **{"rows-0-who": "applicant"}).status_code == 302
    stored = draft_of(row).body
    assert stored["plan"]["milestones"] == [{"on": "2026-12-31", "goal": "上线"}]
    assert (stored["visits"], stored["inspect_together"], stored["steps"][0]["name"]) == (1, True, "填表")


def test_who_only_goes_on_leaves_no_new_revision_behind(workshop: Workshop) -> None:
    row = workshop.drafted()
    for section in ("members", "feeds", "questions", "rules", "steps", "plan"):
        answer = workshop.sent(row, section, go="preview")
        assert (answer.status_code, answer["Location"]) == (302, reverse("workbench:bundle-preview", args=[row.pk]))
    assert draft_of(row).revision == 1


def test_before_the_first_section_is_saved_the_others_lead_to_it(workshop: Workshop) -> None:
    row = workshop.listed()
    answer = workshop.client.get(address(row, "feeds"))
    assert (answer.status_code, answer["Location"]) == (302, address(row, "members"))
    assert workshop.client.get(address(row, "moon")).status_code == 404


def test_a_bundle_of_another_region_is_not_there(workshop: Workshop) -> None:
    other = workshop.listed(region=OTHER_COUNTY, lead_id=workshop.desk.world.elsewhere.pk)
    for name, more in (("bundle", []), ("bundle-edit", ["members"]), ("bundle-publish", []), ("bundle-compare", [])):
        assert workshop.client.get(reverse(f"workbench:{name}", args=[other.pk, *more])).status_code == 404
    assert workshop.desk.browser("clerk").get(reverse("workbench:bundles")).status_code == 403
