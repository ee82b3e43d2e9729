"""The lists that ship: the first national batch with its states, the packages of the zone, the life lines, the nodes of 2024."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from bancheng.casework.bundles import selectors, services
from bancheng.casework.bundles.models import Bundle
from bancheng.casework.bundles.stages import stage
from bancheng.ground.access import system
from bancheng.profiles import loader
from bancheng.profiles.bundles_loader import load_bundles, read_bundles

COUNTY = "630104000000"
BATCH = "国家 2024 年第一批"
BY = system("测试")
NAMES = {
    "企业信息变更",
    "开办运输企业",
    "开办餐饮店",
    "水电气网联合报装",
    "信用修复",
    "企业上市合法合规信息核查",
    "企业破产信息核查",
    "企业注销登记",
    "新生儿出生",
    "教育入学",
    "社会保障卡居民服务",
    "残疾人服务",
    "退休",
}
LISTED_ONLY = {"credit-repair", "listing-check", "bankruptcy-check", "deregistration"}
PACKAGES = {
    "hair-beauty": {"package_identity": "sole_trader", "place_kind": "hair_beauty"},
    "bath-house": {"package_identity": "company", "place_kind": "bath"},
    "hotel": {"package_identity": "sole_trader", "place_kind": "lodging", "package_food": False},
    "labour-dispatch": {"registered_capital": 300},
    "pet-clinic": {"package_identity": "sole_trader"},
    "internet-cafe": {"cafe_step": "final"},
    "karaoke": {"place_kind": "entertainment", "package_foreign_capital": False},
    "convenience-store": {
        "package_identity": "company",
        "package_tobacco": True,
        "package_devices": False,
        "package_food": False,
    },
    "bookshop": {"package_identity": "company"},
    "pharmacy": {"package_devices": True},
}
"""Each package with answers that leave its sign and its seal out."""
MEMBERS = {
    "hair-beauty": ["trader", "hygiene"],
    "bath-house": ["company", "fire", "hygiene"],
    "hotel": ["trader", "fire", "hygiene", "hotel"],
    "labour-dispatch": ["company", "dispatch"],
    "pet-clinic": ["trader", "clinic"],
    "internet-cafe": ["fire", "cafe"],
    "karaoke": ["company", "fire", "hygiene", "venue"],
    "convenience-store": ["company", "tobacco"],
    "bookshop": ["company", "books"],
    "pharmacy": ["company", "drugs", "devices"],
}
UNFIT = {
    "hair-beauty": {"place_kind": "bath"},
    "bath-house": {"place_kind": "swimming"},
    "hotel": {"place_kind": "bath"},
    "labour-dispatch": {"registered_capital": 199},
    "karaoke": {"package_foreign_capital": True, "place_kind": "entertainment"},
    "social-card": {"package_social_card": False, "package_lives_elsewhere": False},
    "disabled-services": {"package_disability_card": False, "package_allowance": False},
}


@pytest.fixture(scope="module")
def qinghai(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The whole profile with its catalogue; loaded once, rolled back after the last test."""
    with django_db_blocker.unblock(), transaction.atomic():
        loader.load(["qinghai-2024"])
        yield
        transaction.set_rollback(True)


@pytest.fixture
def county(qinghai: None, db: None) -> str:
    return COUNTY


def page(key, answers=None):
    found = selectors.page(COUNTY, key, answers)
    assert found is not None, key
    return found


def test_every_file_can_be_read() -> None:
    content = read_bundles()
    assert content.problems == ()
    assert all(seed.source for seed in content.seeds), "each says where its facts are from"


@pytest.mark.demand("ONE-05")
def test_the_first_batch_has_its_thirteen_with_their_states_and_a_second_one_leaves_them_alone(county) -> None:
    first = selectors.register(county, BATCH)
    assert {line.name for line in first} == NAMES and len(first) == 13
    states = {line.key: line.state_label for line in first}
    assert {key for key, label in states.items() if label == "已列入清单"} == LISTED_ONLY
    assert {label for key, label in states.items() if key not in LISTED_ONLY} == {"已发布"}
    assert [line.key for line in first if line.demonstration] == ["restaurant"]
    assert all(line.lead and stage(line.stage) for line in first)
    listed = {line.id: line.key for line in first if line.key in LISTED_ONLY}
    planned = selectors.planned_members(listed)
    assert planned.keys() == listed.keys() and all(len(members) >= 6 for members in planned.values())

    history = {line.id: selectors.work_plan(BY, str(line.id)).history for line in first}
    second = {"region": county, "audience": "person", "batch": "国家 2024 年第二批", "stage": "marriage"}
    services.register(key="marriage", name="公民婚育", by=BY, **second)
    assert [line.name for line in selectors.register(county, "国家 2024 年第二批")] == ["公民婚育"]
    assert selectors.register(county, BATCH) == first
    assert {line.id: selectors.work_plan(BY, str(line.id)).history for line in first} == history


def test_a_bundle_of_no_batch_and_a_package_carry_none(county) -> None:
    others = [line for line in selectors.register(county) if line.batch != BATCH]
    assert {line.batch for line in others} == {""}
    assert PACKAGES.keys() <= {line.key for line in others if line.kind == "package"}


def test_the_green_computing_firm_is_a_bundle_of_its_own(county) -> None:
    found = page("green-computing")
    assert found.name == "开办绿色算力企业" and len(found.links) >= 5


@pytest.mark.demand("ONE-09")
@pytest.mark.parametrize("key", sorted(PACKAGES))
def test_a_package_is_tailored_by_its_answers(county, key) -> None:
    whole = page(key)
    assert whole.kind == "package" and len(whole.links) == len(whole.merged.body.members)
    nothing = {"package_sign": False, "wants_seal": False}
    tailored = page(key, PACKAGES[key] | nothing).merged
    assert [one.key for one in tailored.active] == MEMBERS[key] and not tailored.unfit and not tailored.undecided
    with_both = page(key, PACKAGES[key] | {"package_sign": True, "wants_seal": True})
    assert {one.key for one in with_both.merged.active} == {*MEMBERS[key], "sign", "seal"}
    assert with_both.savings.materials.together < with_both.savings.materials.apart
    assert with_both.savings.fields.together < with_both.savings.fields.apart


@pytest.mark.parametrize("key", sorted(UNFIT))
def test_who_cannot_go_this_way_is_told_where_else(county, key) -> None:
    merged = page(key, UNFIT[key]).merged
    assert merged.unfit and merged.body.unfit_note


@pytest.mark.parametrize(
    ("key", "answers", "members"),
    [
        ("transport", {"org_type": "company", "vehicle_ready": "have", "wants_seal": False}, ["company", "freight"]),
        ("transport", {"org_type": "sole_trader", "wants_seal": True}, ["trader", "seal", "freight"]),
        ("school", {"household_kind": "local"}, ["school"]),
        ("school", {"household_kind": "migrant", "package_residence_permit": True}, ["permit", "school"]),
        ("school", {"household_kind": "migrant", "package_residence_permit": False}, ["school"]),
        ("social-card", {"package_social_card": True, "package_lives_elsewhere": True}, ["card", "remote"]),
        ("disabled-services", {"package_disability_card": True, "package_allowance": True}, ["card", "allowance"]),
        (
            "retirement",
            {"package_pension_transfer": True, "package_social_card": False, "package_lives_elsewhere": True},
            ["transfer", "retire", "remote"],
        ),
    ],
)
def test_the_questions_of_the_list_switch_its_members(county, key, answers, members) -> None:
    merged = page(key, answers).merged
    assert [one.key for one in merged.active] == members and not merged.unfit


def test_what_one_member_issues_the_next_one_does_not_ask_for(county) -> None:
    fed = {
        ("school", "M2034"): "permit",
        ("disabled-services", "M0219"): "card",
        ("hair-beauty", "M0002"): "trader",
        ("labour-dispatch", "M0002"): "company",
    }
    answers = {"school": {"household_kind": "migrant", "package_residence_permit": True}}
    answers["hair-beauty"] = PACKAGES["hair-beauty"] | {
        "package_sign": True,
        "wants_seal": True,
        "applicant_nature": "org",
    }
    for (key, code), member in fed.items():
        found = {one.material.code: one for one in page(key, answers.get(key)).merged.materials}
        assert (found[code].way, found[code].fed_by) == ("fed", member), key


@pytest.mark.demand("ONE-16")
def test_every_published_bundle_sits_on_a_stage_and_the_milestone_lists_the_stages_without_one(county) -> None:
    published = selectors.public(county)
    assert all(stage(line.stage) for line in published)
    assert {stage(line.stage).audience for line in published if line.kind == "thing"} == {"person", "legal"}
    taken = {line.stage for line in published if line.kind == "thing"}
    left = selectors.stages_without(county)
    assert left.year == 2027 and taken.isdisjoint(one.key for one in left.stages)
    assert {"work", "marriage", "after", "finance", "credit", "exit"} == {one.key for one in left.stages}
    assert {"birth", "school", "home", "health", "retire", "open", "build", "operate"} <= taken


def test_the_nodes_of_2024_stand_on_the_ledger_as_history(county) -> None:
    ledger = selectors.plan_ledger(BY)
    nodes = {name: [(one.set_for, one.standing) for one in ledger if one.name == name] for name in NAMES}
    end = [(date(2024, 10, 31), "done"), (date(2024, 12, 31), "done")]
    assert nodes["开办餐饮店"][0] == (date(2024, 3, 31), "done") and nodes["开办餐饮店"][-2:] == end
    assert nodes["退休"] == [(date(2024, 4, 30), "done"), *end]
    late = [(date(2024, 4, 30), "overdue"), (date(2024, 10, 31), "overdue"), (date(2024, 12, 31), "overdue")]
    assert nodes["企业注销登记"] == late
    set_here, strange = selectors.batch_nodes(county)
    assert [one.due_on.month for one in set_here] == [3, 4, 10, 12] and strange == ()


def test_a_second_load_leaves_it_all_as_it_is(county) -> None:
    before = list(Bundle.objects.order_by("pk").values())
    again = load_bundles("qinghai-2024", BY)
    assert (again.lines, again.published, again.plans, again.notes) == (0, 0, 0, ())
    assert list(Bundle.objects.order_by("pk").values()) == before
