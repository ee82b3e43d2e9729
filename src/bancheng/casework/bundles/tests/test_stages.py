"""The two life lines: every published bundle sits on a stage, and the milestone of 2027 names the stages that have none."""

from __future__ import annotations

from datetime import date

import pytest

from bancheng.casework.bundles import selectors, services
from bancheng.casework.bundles.stages import STAGES, line, placed, stage
from bancheng.casework.bundles.tests.running import Running, build_running
from bancheng.casework.bundles.types import BundleRefused
from bancheng.casework.cases.tests.stage import build_stage
from bancheng.registers.catalog.tests.sample import COUNTY, OTHER_COUNTY, PLATFORM, TOWN, build_world
from bancheng.registers.organisations import services as organisations


@pytest.fixture
def running(db: None) -> Running:
    """开办餐饮店, published on the stage 开办准入."""
    return build_running(build_stage())


LEGAL = ["open", "build", "operate", "finance", "credit", "exit"]


def test_there_are_two_lines_each_in_the_order_of_a_life() -> None:
    assert [one.key for one in line("legal")] == LEGAL
    assert [one.name for one in line("person")] == [
        "出生",
        "入学",
        "就业",
        "婚育",
        "置业安居",
        "就医助困",
        "退休养老",
        "身后",
    ]
    assert len({one.key for one in STAGES}) == len(STAGES) == 14
    assert all(
        [one.order for one in line(audience)] == [*range(1, len(line(audience)) + 1)]
        for audience in ("person", "legal")
    )
    assert line("robots") == () and stage("") is None and stage("moon") is None


@pytest.mark.parametrize(
    ("kind", "audience", "key", "answer"),
    [
        ("thing", "legal", "open", True),
        ("thing", "legal", "birth", False),
        ("thing", "legal", "", False),
        ("thing", "person", "moon", False),
        ("package", "legal", "", True),
        ("package", "legal", "moon", False),
        ("package", "legal", "retire", False),
    ],
)
def test_a_bundle_sits_on_a_stage_of_its_own_line_and_a_package_may_stand_beside(kind, audience, key, answer) -> None:
    assert placed(kind, audience, key) is answer


@pytest.mark.django_db
def test_a_bundle_on_no_stage_is_not_published(running) -> None:
    old = running.bundle
    text = old.versions.get().body
    bundle = services.register(
        region=COUNTY, key=old.key, name=old.name, audience=old.audience, lead_id=old.lead_id, by=PLATFORM
    )
    services.save_draft(bundle, body=text, by=PLATFORM)
    with pytest.raises(BundleRefused) as refused:
        services.publish(bundle, by=PLATFORM)
    assert [line.key for line in refused.value.lines] == ["stage"]


@pytest.mark.django_db
def test_the_milestone_names_the_stages_that_have_no_bundle_in_force(running) -> None:
    services.register(region=COUNTY, key="x", name="退休", audience="person", stage="retire", by=PLATFORM)
    left = selectors.stages_without(COUNTY)
    keys = [one.key for one in left.stages]
    assert left.year == 2027
    assert "open" not in keys and {"retire", *LEGAL[1:]} <= set(keys) and len(keys) == 13
    assert selectors.stages_without(TOWN).stages == left.stages
    assert len(selectors.stages_without(OTHER_COUNTY).stages) == 14
    services.withdraw(running.bundle, reason="停办", by=PLATFORM)
    assert len(selectors.stages_without(COUNTY).stages) == 14


@pytest.mark.django_db
def test_the_year_is_a_rule_of_the_place(time_machine) -> None:
    build_world()
    time_machine.move_to(date(2026, 11, 20))
    organisations.set_rule(
        key="bundles.stages_year", region=COUNTY, value=2028, valid_from=date(2026, 11, 20), basis="试行", by=PLATFORM
    )
    assert (selectors.stages_without(COUNTY).year, selectors.stages_without(OTHER_COUNTY).year) == (2028, 2027)
