"""The examination stands before publication: what blocks is refused, what warns is shown, rooms above bring rules of theirs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.lint import registry
from bancheng.registers.catalog.models import GuideVersion
from bancheng.registers.catalog.schema import GuideBody
from bancheng.registers.catalog.seeds import GuideSeed
from bancheng.registers.catalog.tests.sample import BASIS, COUNTY, PLATFORM, World, body, make_item, published
from bancheng.registers.catalog.types import Fault, GuideRefused, LintCheck, LintSubject


def with_material(**changes: Any) -> dict[str, Any]:
    guide = body()
    guide["materials"][0] |= changes
    return guide


def refused(world: World, guide: dict[str, Any]) -> tuple[Fault, ...]:
    """What publishing this draft is refused for."""
    item = make_item(world.market)
    services.save_draft(item=item, body=guide, revision=0, by=PLATFORM, keep_incomplete=True)
    with pytest.raises(GuideRefused) as refusal:
        services.publish(item=item, by=PLATFORM)
    assert not GuideVersion.objects.filter(item=item, state="published").exists()
    return refusal.value.faults


@pytest.mark.demand("CAT-22")
def test_a_material_named_other_relevant_materials_blocks_publishing_and_its_words_are_marked(world: World):
    fault = refused(world, with_material(name="其他相关材料"))[0]
    assert (fault.path, fault.code, fault.phrase) == ("materials.0.name", "lint.vague", "其他相关材料")
    assert "模糊条款、兜底条款" in fault.sentence and fault.article == "《行政许可法》第三十条"


def test_saving_such_a_material_is_refused_with_the_sentence_unless_it_is_work_in_progress(world: World):
    item, guide = make_item(world.market), with_material(name="其他材料")
    with pytest.raises(GuideRefused, match="“其他材料”没有说明具体是什么"):
        services.save_draft(item=item, body=guide, revision=0, by=PLATFORM)
    kept = services.save_draft(item=item, body=guide, revision=0, by=PLATFORM, keep_incomplete=True)
    assert kept.body == guide


@pytest.mark.demand("CAT-40")
def test_coming_in_person_without_a_law_is_refused_at_publication(world: World):
    fault = refused(world, body(visits=1, visit_reason="核对原件"))[0]
    assert (fault.path, fault.code) == ("visit_basis", "lint.visit_basis") and "法定依据" in fault.sentence
    lawful = published(world.market, "护照换发", guide=body(visits=1, visit_reason="本人到场", visit_basis=[BASIS]))
    assert lawful.document["visit_basis"][0]["law"] == BASIS["law"]


@pytest.mark.demand("CAT-04")
def test_a_cross_province_item_without_a_way_of_delivery_is_refused_by_the_name_of_the_element(world: World):
    cross = {"acceptance": "online", "category": "市场准入", "level": "县级", "prior": "无"}
    results = [{"name": "食品经营许可证", "kind": "licence", "delivery": []}]
    fault = refused(world, body(scope="nation", cross=cross, results=results))[0]
    assert "发证方式" in fault.sentence and fault.path == "results.0.delivery"
    whole = published(world.market, "公司设立登记", guide=body(scope="nation", cross=cross))
    assert whole.document["cross"]["acceptance"] == "online"


def test_warnings_are_shown_in_the_draft_and_refuse_neither_saving_nor_publishing(world: World):
    item, guide = make_item(world.market), body(basis=[{"law": "食品安全法", "article": "第三十五条"}])
    services.save_draft(item=item, body=guide, revision=0, by=PLATFORM)
    view = selectors.draft(PLATFORM, item.pk)
    assert [(fault.code, fault.blocks) for fault in view.faults] == [("lint.basis_form", False)]
    assert services.publish(item=item, by=PLATFORM).number == 1


def test_an_item_off_the_platform_is_refused_until_its_exception_is_recorded(world: World):
    item = make_item(world.market)
    services.save_draft(item=item, body=body(channels=["window"]), revision=0, by=PLATFORM)
    with pytest.raises(GuideRefused, match="没有登记不上平台的例外"):
        services.publish(item=item, by=PLATFORM)
    services.except_item(item=item, kind="site", reason="须在检测线上办理", by=PLATFORM)
    assert services.publish(item=item, by=PLATFORM).number == 1


def test_a_shipped_guide_that_the_examination_refuses_is_left_out_with_a_note(world: World):
    typed = GuideBody.model_validate(with_material(name="其他材料"))
    seed = GuideSeed("X1", "小店登记", "", "market_regulation", "01", "power", "4", typed)
    taken = services.take_in_guides(guides=[seed], region=COUNTY, source="test", by=PLATFORM)
    assert taken.items == 0 and "其他材料" in taken.notes[0] and "没有装入" in taken.notes[0]


@pytest.fixture
def unlisted() -> Iterator[list[Sequence[str]]]:
    """A room above that knows one proof nobody may ask for; the regions it was asked about."""
    asked: list[Sequence[str]] = []

    def provider(regions: Sequence[str]) -> LintCheck:
        asked.append(regions)
        return check

    def check(subject: LintSubject) -> Iterator[Fault]:
        for index, material in enumerate(subject.body.materials):
            if material.code == "M0005":
                yield Fault(f"materials.{index}.code", "proofs.unlisted", "清单外的证明", article="条例", mend="取消")

    selectors.provide_lint("test.proofs")(provider)
    yield asked
    registry._providers.pop("test.proofs")


def test_a_room_above_brings_a_rule_and_publishing_obeys_it(world: World, unlisted: list[Sequence[str]]):
    faults = refused(world, body())
    assert [fault.code for fault in faults] == ["proofs.unlisted"]
    assert set(unlisted) == {(COUNTY,)}
    first = body()["materials"][:1]
    assert published(world.market, "小餐饮登记", guide=body(materials=first)).number == 1
