"""A change that the examination refuses tells for whom, at which place of the guide, on what basis, and how it is mended."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bancheng.doors.workbench.tests.cast import Desk, text
from bancheng.registers.catalog import services as catalog
from bancheng.registers.catalog.models import GuideVersion, ImplementationItem, ItemChange
from bancheng.registers.catalog.tests.sample import BASIS, COUNTY, PLATFORM, TOWN, body, published, republish, staff
from bancheng.registers.lists import services as lists

pytestmark = pytest.mark.django_db
KEEPER = staff("lists.view", "lists.proofs", name="司法")
ORGAN, MEND, ARTICLE = "丁河镇人民政府不能照这份指南办理", "把办理单位也列为索要单位", "《优化营商环境条例》第四十四条"


def asking() -> dict[str, Any]:
    """A guide that asks for a proof which another body issues."""
    guide = body()
    guide["materials"][1] |= {"kind": "proof", "source": "other"}
    return guide


@pytest.fixture
def item(desk: Desk) -> ImplementationItem:
    """The county's organ may ask for the proof: it stands on the list under its name, and under nobody else's."""
    lists.list_proof(
        region=COUNTY,
        code="M0005",
        material="M0005",
        name="从业人员健康证明",
        basis="《中华人民共和国食品安全法》第四十五条",
        asked_by=desk.world.market.name,
        organisation=desk.world.market.pk,
        issued_by="疾病预防控制中心",
        guidance="凭身份证到疾病预防控制中心体检后开具",
        by=KEEPER,
    )
    basic = catalog.create_basic_item(name="食品经营许可", item_type="01", province="41", basis=[BASIS], by=PLATFORM)
    return published(desk.world.market, basic=basic, guide=asking()).item


def record(client: Client, item: ImplementationItem, kind: str, **more: Any) -> Any:
    sent = {"on": "2026-12-01", "basis": "新政办〔2026〕8号", "confirm": "yes"} | more
    return client.post(reverse("workbench:item-record", args=[item.pk, kind]), sent)


@pytest.mark.parametrize("kind", ["hand_down", "take_over"])
def test_a_proof_that_the_receiver_may_not_ask_for_is_told_with_organ_place_basis_and_remedy(
    desk: Desk, item: ImplementationItem, kind: str
) -> None:
    to = {"regions": [TOWN]} if kind == "hand_down" else {"receivers": [desk.world.town.pk]}
    answer = record(desk.browser("service_officer"), item, kind, **to)
    page = text(answer)
    assert answer.status_code == 422 and not ItemChange.objects.exists()
    for told in (ORGAN, "从业人员健康证明", "只许本地区其他单位索要", MEND, ARTICLE, "材料，第 2 项"):
        assert told in page
    assert reverse("workbench:material", args=[item.pk, 1]) in page, "the way to the place leads to where it is mended"
    assert "新政办〔2026〕8号" in page and 'value="2026-12-01"' in page, "nothing typed is lost"


def test_once_the_proof_is_listed_for_every_unit_the_same_change_is_recorded(
    desk: Desk, item: ImplementationItem
) -> None:
    officer = desk.browser("service_officer")
    assert record(officer, item, "hand_down", regions=[TOWN]).status_code == 422
    lists.list_proof(
        region=TOWN,
        code="M0005",
        material="M0005",
        name="从业人员健康证明",
        basis="《中华人民共和国食品安全法》第四十五条",
        asked_by=desk.world.town.name,
        issued_by="疾病预防控制中心",
        guidance="凭身份证到疾病预防控制中心体检后开具",
        by=PLATFORM,
    )
    assert record(officer, item, "hand_down", regions=[TOWN]).status_code == 302


def test_an_adjustment_whose_draft_has_faults_names_each_of_them(desk: Desk, item: ImplementationItem) -> None:
    catalog.save_draft(item=item, body=asking(), revision=0, by=PLATFORM)
    draft = GuideVersion.objects.get(item=item, state="draft")
    draft.body["materials"][0]["name"] = "其他相关材料"
    draft.body["requirements"][0]["text"] = "符合法律、法规规定的其他条件"
    draft.save(update_fields=["body"])
    answer = record(desk.browser("service_officer"), item, "adjust")
    page = text(answer)
    assert answer.status_code == 422
    for told in ("有 2 处要先改好", "材料，第 1 项", "条件，第 1 项", "《行政许可法》第三十条", "怎样改："):
        assert told in page
    assert f"/items/{item.pk}/guide/requirements/#row-0" in page


def test_who_may_not_write_the_guide_is_told_the_place_without_a_way_there(
    desk: Desk, item: ImplementationItem
) -> None:
    republish(item, asking())
    catalog.save_draft(item=item, body=asking(), revision=0, by=PLATFORM)
    draft = GuideVersion.objects.get(item=item, state="draft")
    draft.body["materials"][0]["name"] = "其他相关材料"
    draft.save(update_fields=["body"])
    page = text(record(desk.browser("catalog_reviewer"), item, "adjust"))
    assert "材料，第 1 项" in page and reverse("workbench:material", args=[item.pk, 0]) not in page
