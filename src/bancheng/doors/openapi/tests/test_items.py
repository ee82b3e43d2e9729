from __future__ import annotations

import pytest
from django.test import Client

from bancheng.ground.crypto import canonical_sm3
from bancheng.registers.catalog import services
from bancheng.registers.catalog.models import GuideVersion
from bancheng.registers.catalog.tests import sample
from bancheng.registers.catalog.tests.sample import COUNTY, OTHER_COUNTY, PLATFORM, World

ITEMS = "/api/v1/items"


@pytest.mark.demand("CAT-01")
def test_a_published_item_is_listed_at_once_and_a_withdrawn_one_no_longer(client: Client, world: World) -> None:
    assert client.get(ITEMS).json()["total"] == 0
    version = sample.published(world.market)
    listed = client.get(ITEMS).json()
    assert [one["id"] for one in listed["results"]] == [version.item_id]
    services.withdraw(version=version, reason="内容有误", by=PLATFORM)
    assert client.get(ITEMS).json()["results"] == []


def test_a_draft_is_not_public(client: Client, world: World) -> None:
    item = sample.make_item(world.market)
    services.save_draft(item=item, body=sample.body(), revision=0, by=PLATFORM)
    assert client.get(ITEMS).json()["total"] == 0
    answer = client.get(f"{ITEMS}/{item.pk}")
    assert (answer.status_code, answer.json()["code"]) == (404, "item.unknown")


def test_the_digest_of_a_guide_can_be_computed_again_from_the_document(client: Client, version: GuideVersion) -> None:
    told = client.get(f"{ITEMS}/{version.item_id}").json()
    assert told["digest"] == version.digest == canonical_sm3(told["document"])
    assert (told["version"], told["state"], told["is_current"]) == (1, "published", True)


def test_a_guide_is_found_by_its_code_too(client: Client, version: GuideVersion) -> None:
    assert version.item.code
    by_code = client.get(f"{ITEMS}/by-code/{version.item.code}")
    assert by_code.json() == client.get(f"{ITEMS}/{version.item_id}").json()
    assert client.get(f"{ITEMS}/by-code/{'9' * 31}").status_code == 404


def test_an_older_version_stays_readable_and_says_what_it_is(client: Client, version: GuideVersion) -> None:
    sample.republish(version.item, sample.body(summary="现在先在这里取得许可。"))
    first = client.get(f"{ITEMS}/{version.item_id}/versions/1").json()
    assert (first["state"], first["is_current"], first["digest"]) == ("superseded", False, version.digest)
    assert [line["number"] for line in first["versions"]] == [2, 1]
    assert client.get(f"{ITEMS}/{version.item_id}/versions/3").status_code == 404


def test_the_names_of_those_who_publish_are_not_public(client: Client, version: GuideVersion) -> None:
    assert version.published_by
    assert "published_by" not in client.get(f"{ITEMS}/{version.item_id}").content.decode()


def test_search_takes_words_filters_and_a_region(client: Client, world: World) -> None:
    food = sample.published(world.market)
    water = sample.published(world.water, "供水报装", nature="convenience", item_type="20")
    elsewhere = sample.published(world.elsewhere, "食品经营许可", basic=food.item.basic)

    def found(**query: str) -> list[int]:
        return [one["id"] for one in client.get(ITEMS, query).json()["results"]]

    assert found(q="spjyxk", region=COUNTY) == [food.item_id]
    assert found(region="411323", nature="convenience") == [water.item_id]
    assert found(owner_type="public_enterprise") == [water.item_id]
    assert found(q="食品", region=OTHER_COUNTY) == [elsewhere.item_id]
    assert found(q="<script>'; DROP TABLE") == []


def test_facets_count_what_is_found(client: Client, version: GuideVersion) -> None:
    facets = client.get(ITEMS, {"item_type": "01"}).json()["facets"]
    assert facets["item_type"] == [{"code": "01", "label": "行政许可", "n": 1, "chosen": True}]
    assert [one["label"] for one in facets["theme"]] == ["准营准办"]


def test_the_cursor_leads_through_all_results_once(client: Client, world: World) -> None:
    made = {sample.published(world.market, f"食品许可第{n}项").item_id for n in range(5)}
    seen: list[int] = []
    after = ""
    for _ in range(10):
        page = client.get(ITEMS, {"size": "2", "after": after}).json()
        seen += [one["id"] for one in page["results"]]
        after = page["next_cursor"]
        if not after:
            break
    assert sorted(seen) == sorted(made)
    assert len(seen) == len(made)


def test_an_unknown_region_is_told_and_not_taken_for_everywhere(client: Client, version: GuideVersion) -> None:
    answer = client.get(ITEMS, {"region": "999999"})
    assert (answer.status_code, answer.json()["code"]) == (404, "region.unknown")


def test_answers_decide_which_materials_apply(client: Client, version: GuideVersion) -> None:
    def ask(**answers: object) -> dict:
        url = f"{ITEMS}/{version.item_id}/situation"
        return client.post(url, {"answers": answers}, content_type="application/json").json()

    def applying(told: dict) -> list[str]:
        return [line["material"]["code"] for line in told["materials"] if line["applies"]]

    nothing = ask()
    assert nothing["next_question"]["element"] == "shop_kind"
    assert not nothing["complete"]
    assert applying(ask(shop_kind="shop")) == ["M0001"]
    large = ask(shop_kind="diner", business_area=80)
    assert applying(large) == ["M0001", "M0005"]
    assert large["complete"]
    assert large["answered"] == {"shop_kind": "diner", "business_area": 80}


def test_answers_that_cannot_be_used_are_named(client: Client, version: GuideVersion) -> None:
    url = f"{ITEMS}/{version.item_id}/situation"
    answers = {"shop_kind": "hotel", "colour": "red"}
    told = client.post(url, {"answers": answers}, content_type="application/json").json()
    assert {fault["path"] for fault in told["faults"]} == {"shop_kind", "colour"}
    assert not told["complete"]
    assert client.post(f"{ITEMS}/99999/situation", {"answers": {}}, content_type="application/json").status_code == 404
