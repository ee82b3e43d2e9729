"""The demo catalogue comes with a profile: codes of its province, one guide a county, and nothing twice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bancheng.ground.access import system
from bancheng.ground.journal.models import Entry
from bancheng.profiles.catalogue_loader import load_catalogue, served_by
from bancheng.profiles.catalogue_reading import ContentError, read_content
from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.models import BasicItem, Element, ImplementationItem, Synonym
from bancheng.registers.catalog.tests.sample import COUNTY, OTHER_COUNTY, body, build_regions
from bancheng.registers.catalog.types import SearchQuery
from bancheng.registers.organisations import services as organisations
from bancheng.registers.organisations.models import Profile, Region

BY = system("装载方案")
VOCABULARY = {
    "natures": [
        {"code": "power", "label": "依申请行政权力事项"},
        {"code": "convenience", "label": "应用类便民服务事项"},
    ],
    "themes": [{"code": "licence", "label": "准营准办", "audience": "legal"}],
    "life_events": [{"code": "start_business", "label": "开办企业"}],
    "groups": [{"code": "sole_trader", "label": "个体工商户"}],
    "organ_kinds": [{"code": "market_regulation", "label": "市场监督管理"}],
}
ELEMENTS = [
    {"code": "shop_kind", "label": "经营种类", "type": "choice", "options": body()["questions"][0]["options"]},
    {"code": "business_area", "label": "经营场所面积", "type": "area", "unit": "平方米"},
    {"code": "person_name", "label": "姓名", "type": "text", "max_length": 50},
    {"code": "has_staff", "label": "是否雇人", "type": "bool"},
]
MATERIALS = [{"code": f"M000{n}", "name": f"材料{n}", "kind": "other"} for n in range(1, 6)]


def write(folder: Path, name: str, document: Any) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")


def guide(key: str, name: str, **more: Any) -> dict[str, Any]:
    row = {"id": key, "name": name, "main_item": "食品经营许可", "organ_kind": "market_regulation", "item_type": "01"}
    row |= {"nature": "power", "use_level": "4", "certainty": "high", "checked": "按法核对", "guide": body()}
    return row | more


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, "vocabulary.yaml", VOCABULARY)
    write(tmp_path, "elements.yaml", {"elements": ELEMENTS[:2]})
    write(tmp_path, "elements-b.yaml", {"elements": ELEMENTS[2:]})
    write(tmp_path, "materials.yaml", {"materials": MATERIALS})
    write(tmp_path, "synonyms.yaml", {"synonyms": [{"term": "开小店", "means": ["食品经营许可"]}]})
    hot = {"persons": [], "legal": [{"guide": "G002", "icon": "tools"}], "words": ["开小店", "营业执照"]}
    write(tmp_path, "hot.yaml", hot)
    write(tmp_path, "guides/G001.yaml", guide("G001", "食品经营许可（新办）"))
    write(tmp_path, "guides/G002.yaml", guide("G002", "食品经营许可（变更）"))
    return tmp_path


@pytest.fixture
def profiles(db: None) -> None:
    """Two counties of 河南, each with its profile, its market organ, and open to the public."""
    build_regions()
    for county, name in ((COUNTY, "西峡县"), (OTHER_COUNTY, "新密市")):
        organisations.create_organisation(
            region=county, name=f"{name}市场监督管理局", kind="department", function="market_regulation", by=BY
        )
        profile = Profile.objects.create(
            key=f"p-{county[:6]}", name=name, document="试行方案", site_name=name, in_force_from="2026-01-01"
        )
        profile.regions.set(Region.objects.filter(code=county))
        organisations.serve_region(region=county, by=BY)


def test_a_profile_gets_its_guides_published_searchable_and_with_codes_of_the_province(profiles, folder: Path):
    loaded = load_catalogue("p-411323", BY, folder=folder)
    assert (loaded.items, loaded.matters, loaded.notes) == (2, 2, ())
    page = selectors.find(SearchQuery(q="开小店", region=COUNTY))
    assert [hit.title for hit in page.results] == ["食品经营许可（变更）", "食品经营许可（新办）"], (
        "the most used comes first"
    )
    assert page.results[0].icon == "tools" and page.results[0].code.startswith("4101")
    assert selectors.hot_words() == ("开小店", "营业执照")
    assert selectors.natures()[0].built_in
    entries = Entry.objects.filter(stream__kind="catalog.guide", verb="publish")
    assert entries.count() == 2


def test_two_counties_of_one_province_share_the_code_of_a_matter(profiles, folder: Path):
    load_catalogue("p-411323", BY, folder=folder)
    second = load_catalogue("p-410183", by=BY, folder=folder)
    assert (second.items, second.matters, second.words) == (2, 0, 0)
    codes = {(item.name, item.basic.code) for item in ImplementationItem.objects.select_related("basic")}
    assert len(codes) == 2 and BasicItem.objects.count() == 2 and ImplementationItem.objects.count() == 4


def test_a_second_load_changes_nothing_and_leaves_edited_rows_alone(profiles, folder: Path):
    load_catalogue("p-411323", BY, folder=folder)
    item = ImplementationItem.objects.get(source_key="G001")
    services.edit_item(item=item, main_item="食品经营许可（本地主项）", by=BY)
    services.cancel_item(item=ImplementationItem.objects.get(source_key="G002"), on=_today(), reason="试验", by=BY)
    Element.objects.filter(code="business_area").update(label="面积")
    Synonym.objects.update(means=["改过"])
    before = [list(model.objects.order_by("pk").values()) for model in (ImplementationItem, Element, Synonym, Entry)]
    again = load_catalogue("p-411323", BY, folder=folder)
    assert (again.items, again.matters, again.words) == (0, 0, 0)
    after = [list(model.objects.order_by("pk").values()) for model in (ImplementationItem, Element, Synonym, Entry)]
    assert after == before


def test_a_matter_the_organ_already_offers_is_left_out_with_a_note(profiles, folder: Path):
    load_catalogue("p-411323", BY, folder=folder)
    mine = ImplementationItem.objects.get(source_key="G001")
    ImplementationItem.objects.filter(pk=mine.pk).update(source="import", source_key="by hand")
    again = load_catalogue("p-411323", BY, folder=folder)
    assert again.items == 0 and "已经有编码相同的事项" in again.notes[0]


def test_a_guide_without_an_organ_is_left_out_with_a_note(profiles, folder: Path):
    write(folder, "guides/G003.yaml", guide("G003", "取水许可", organ_kind="water"))
    said: list[str] = []
    loaded = load_catalogue("p-411323", BY, progress=said.append, folder=folder)
    assert loaded.items == 2 and "G003 取水许可" in said[0] and "water" in said[0]


def test_a_guide_with_a_fault_is_left_out_and_the_place_is_told(profiles, folder: Path):
    bad = body(promised={"unit": "workday", "n": 20})
    write(folder, "guides/G003.yaml", guide("G003", "承诺太长", guide=bad))
    write(folder, "guides/G004.yaml", guide("G004", "缺一段", guide={**body(), "fees": None}))
    write(folder, "guides/G005.yaml", guide("G001", "重号"))
    (folder / "guides/G006.yaml").write_text("id: [", encoding="utf-8")
    loaded = load_catalogue("p-411323", BY, folder=folder)
    assert loaded.items == 2
    told = "\n".join(loaded.notes)
    for part in (
        "G003 承诺太长",
        "必须短于法定时限",
        "G004.yaml：guide.fees",
        "指南 G001 出现了两次",
        "G006.yaml：不能读成 YAML",
    ):
        assert part in told


@pytest.mark.parametrize(
    ("name", "document", "sentence"),
    [
        (
            "elements-c.yaml",
            {"elements": [{"code": "shop_kind", "label": "又一个", "type": "text"}]},
            "已经在 elements.yaml",
        ),
        ("elements-c.yaml", {"elements": [{"code": "x", "label": "x", "type": "poem"}]}, "类型 poem 不认识"),
        ("materials-c.yaml", {"materials": [{"name": "无代码"}]}, "第 1 项缺少 code"),
        ("vocabulary.yaml", ["a list"], "键: 值"),
    ],
)
def test_a_dictionary_that_cannot_be_read_stops_the_load_with_file_and_place(
    folder: Path, name: str, document: Any, sentence: str
):
    write(folder, name, document)
    with pytest.raises(ContentError, match=sentence) as refused:
        read_content(folder)
    assert str(refused.value).startswith(name)


def test_only_served_regions_of_the_profile_are_filled(profiles):
    assert served_by("p-411323") == (COUNTY,) and served_by("no such") == ()


def _today():
    from bancheng.ground import law

    return law.today()
