"""Bundles come with a profile: entered in each county, published where every member has its guide, and nothing twice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bancheng.casework.bundles import selectors, services
from bancheng.casework.bundles.models import Bundle, BundleVersion
from bancheng.casework.bundles.seeds import PlannedMember
from bancheng.ground.access import system
from bancheng.ground.journal.models import Entry
from bancheng.profiles.bundles_loader import load_bundles, read_bundles
from bancheng.profiles.catalogue_loader import load_catalogue
from bancheng.profiles.tests.test_catalogue_loader import folder, profiles
from bancheng.registers.catalog.models import ImplementationItem
from bancheng.registers.catalog.tests.sample import COUNTY, OTHER_COUNTY

__all__ = ["folder", "profiles"]
BY = system("装载方案")
TEXT = """
  summary: 开店的两件事一次办好。
  audience: ['2']
  members:
    - {key: food, guide: G001, label: 食品许可}
    - {key: change, guide: G002, label: 许可变更}
  steps:
    - {name: 在线填写, who: applicant}
  plan:
    goal: 只跑一次
    measures: 一张表
    division: 市场监管局牵头
    milestones:
      - {on: 2024-10-31, goal: 完成}
"""
LINE = {
    "kind": "thing",
    "audience": "legal",
    "stage": "open",
    "lead": "market_regulation",
    "order": 10,
    "source": "试验",
}


@pytest.fixture
def catalogue(profiles: None, folder: Path) -> Path:
    """The guides of the small catalogue in one county; the other county has none."""
    load_catalogue("p-411323", BY, folder=folder)
    return folder


def bundle_file(folder: Path, file: str, text: str | None = TEXT, **more: Any) -> Path:
    head = {"key": file, "name": f"开店{file}"} | LINE | more
    content = yaml.safe_dump(head, allow_unicode=True) + (f"body:{text}" if text else "")
    path = folder / "bundles" / f"{file}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path.parent


def rows() -> list[Any]:
    return [list(model.objects.order_by("pk").values()) for model in (Bundle, BundleVersion, Entry)]


def test_a_bundle_is_entered_with_its_lead_and_published_with_the_items_of_the_county(catalogue) -> None:
    loaded = load_bundles("p-411323", BY, folder=bundle_file(catalogue, "shop", batch="一批"))
    assert (loaded.lines, loaded.published, loaded.notes) == (1, 1, ())
    (line,) = selectors.register(COUNTY)
    assert (line.key, line.state, line.batch, line.stage, line.members) == ("shop", "published", "一批", "open", 2)
    assert "市场监督管理局" in line.lead
    page = selectors.page(COUNTY, "shop")
    assert page is not None
    items = {one.member.item for one in page.merged.active}
    assert items == set(ImplementationItem.objects.values_list("pk", flat=True))
    assert page.body.plan.milestones[0].on.isoformat() == "2024-10-31", "the word `on` is not read as true"


def test_a_second_load_changes_nothing_also_where_somebody_has_worked_since(catalogue) -> None:
    place = bundle_file(catalogue, "shop")
    bundle_file(catalogue, "withdrawn")
    load_bundles("p-411323", BY, folder=place)
    row = Bundle.objects.get(key="withdrawn")
    services.withdraw(row, reason="试验", by=BY)
    services.register(region=COUNTY, key="shop", name="开小店", audience="legal", stage="open", by=BY)
    before = rows()
    again = load_bundles("p-411323", BY, folder=place)
    assert (again.lines, again.published, again.notes) == (0, 0, ())
    assert rows() == before


def test_a_member_without_a_guide_keeps_it_on_the_list_until_the_guide_is_there(catalogue) -> None:
    place = bundle_file(catalogue, "shop")
    loaded = load_bundles("p-410183", BY, folder=place)
    assert (loaded.lines, loaded.published) == (1, 0)
    assert "没有办事指南（G001、G002）" in loaded.notes[0]
    assert [(line.state, line.state_label) for line in selectors.register(OTHER_COUNTY)] == [("none", "已列入清单")]
    load_catalogue("p-410183", BY, folder=catalogue)
    again = load_bundles("p-410183", BY, folder=place)
    assert (again.lines, again.published, again.notes) == (0, 1, ())


def test_a_bundle_that_somebody_has_entered_under_another_key_is_not_doubled(catalogue) -> None:
    services.register(region=COUNTY, key="mine", name="开店shop", audience="legal", stage="open", by=BY)
    loaded = load_bundles("p-411323", BY, folder=bundle_file(catalogue, "shop"))
    assert (loaded.lines, loaded.published) == (0, 0) and "已经用另一个标识列入清单" in loaded.notes[0]
    assert [line.key for line in selectors.register(COUNTY)] == ["mine"]


def test_a_draft_that_somebody_has_changed_is_not_published_over_his_head(catalogue) -> None:
    place = bundle_file(
        catalogue, "shop", TEXT.replace("steps:", "#").replace("- {name: 在线填写, who: applicant}", "")
    )
    loaded = load_bundles("p-411323", BY, folder=place)
    assert loaded.published == 0 and "操作流程" in loaded.notes[0]
    row = Bundle.objects.get(key="shop")
    text = dict(BundleVersion.objects.get(bundle=row).body) | {
        "summary": "他改过的简介",
        "steps": [{"name": "填", "who": "window"}],
    }
    services.save_draft(row, body=text, by=BY)
    assert load_bundles("p-411323", BY, folder=place).published == 0
    assert BundleVersion.objects.get(bundle=row).body["summary"] == "他改过的简介"


def test_a_line_without_a_text_keeps_the_names_of_its_members(catalogue) -> None:
    planned = [{"name": "企业注销登记", "organ": "市场监管"}, {"name": "税务注销"}]
    place = bundle_file(catalogue, "leave", None, planned=planned)
    assert load_bundles("p-411323", BY, folder=place).notes == ()
    row = Bundle.objects.get(key="leave")
    named = (PlannedMember("企业注销登记", "市场监管"), PlannedMember("税务注销"))
    assert selectors.planned_members([row.pk]) == {row.pk: named}
    assert selectors.work_plan(BY, str(row.pk)).planned == named


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"lead": ""}, "缺少 lead"),
        ({"colour": "red"}, "不认识 colour"),
        ({"kind": "many"}, "kind 应为 thing、package"),
        ({"stage": "moon"}, "没有代码为 moon 的阶段"),
        ({"key": "shop2", "name": "又一个"}, "已经用过"),
    ],
)
def test_a_file_that_is_no_bundle_is_left_out_and_told(folder, changes, sentence) -> None:
    place = bundle_file(folder, "shop2", None)
    bundle_file(folder, "wrong", None, **changes)
    content = read_bundles(place)
    assert [seed.key for seed in content.seeds] == ["shop2"]
    (told,) = content.problems
    assert told.startswith("wrong.yaml：") and sentence in told


def test_a_member_without_a_guide_name_and_broken_yaml_are_told(folder) -> None:
    place = bundle_file(folder, "shop", TEXT.replace("guide: G001, ", ""))
    (place / "broken.yaml").write_text("key: [", encoding="utf-8")
    (place / "list.yaml").write_text("- 1", encoding="utf-8")
    told = "\n".join(read_bundles(place).problems)
    for part in ("shop.yaml：每个成员都要写明 guide", "broken.yaml：不能读成 YAML", "list.yaml：文件应当由"):
        assert part in told
