from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from bancheng.registers.catalog.models import GuideVersion
from bancheng.registers.catalog.tests import sample
from bancheng.registers.catalog.tests.sample import World

CHECK = "/api/v1/guides/check"


def check(client: Client, body: Any) -> Any:
    return client.post(CHECK, body, content_type="application/json")


def paths(answer: HttpResponse) -> list[str]:
    return [part["path"] for part in answer.json()["errors"]]  # type: ignore[attr-defined]


def test_a_guide_without_faults_may_be_published_and_nothing_is_stored(client: Client, world: World) -> None:
    answer = check(client, sample.body())
    assert (answer.status_code, answer.json()) == (200, {"publishable": True, "faults": []})
    assert not GuideVersion.objects.exists()


@pytest.mark.demand("CAT-19")
@pytest.mark.parametrize("missing", ["name", "basis", "form", "copies", "originals", "signature"])
def test_a_material_without_one_of_its_attributes_is_rejected(client: Client, world: World, missing: str) -> None:
    body = sample.body()
    del body["materials"][1][missing]
    answer = check(client, body)
    assert answer.status_code == 422
    assert paths(answer) == [f"materials.1.{missing}"]
    assert "请" in answer.json()["errors"][0]["sentence"]


@pytest.mark.demand("CAT-19")
def test_a_material_of_which_nothing_is_to_be_handed_in_may_not_be_published(client: Client, world: World) -> None:
    body = sample.body()
    body["materials"][0] |= {"originals": 0, "copies": 0}
    told = check(client, body).json()
    assert not told["publishable"]
    assert [fault["path"] for fault in told["faults"]] == ["materials.0"]
    assert "份数" in told["faults"][0]["sentence"]


@pytest.mark.demand("CAT-18")
def test_a_guide_must_say_what_it_costs_even_if_nothing(client: Client, world: World) -> None:
    body = sample.body()
    del body["fees"]
    answer = check(client, body)
    assert (answer.status_code, paths(answer)) == (422, ["fees"])
    assert "不收费" in answer.json()["errors"][0]["sentence"]
    told = check(client, sample.body(fees={"charged": False})).json()
    assert (told["publishable"], told["faults"][0]["path"]) == (False, "fees")


@pytest.mark.demand("CAT-38")
def test_a_promise_that_is_not_shorter_than_the_law_is_no_promise(client: Client, world: World) -> None:
    told = check(client, sample.body(promised={"unit": "workday", "n": 20})).json()
    assert [(fault["path"], fault["code"]) for fault in told["faults"]] == [("promised", "guide.promise_not_shorter")]


def test_what_the_dictionaries_do_not_know_is_told(client: Client, world: World) -> None:
    body = sample.body(themes=["gardening"])
    body["materials"][0]["code"] = "M9999"
    told = check(client, body).json()
    assert {fault["path"] for fault in told["faults"]} == {"themes.0", "materials.0.code"}


def test_text_is_not_taken_for_a_number_nor_a_number_for_yes(client: Client, world: World) -> None:
    body = sample.body(visits="0", fees={"charged": 0, "statement": "不收费"})
    answer = check(client, body)
    assert answer.status_code == 422
    assert set(paths(answer)) == {"visits", "fees.charged"}


def test_a_text_is_as_long_as_it_was_sent_spaces_and_all(client: Client, world: World) -> None:
    body = sample.body()
    body["questions"][0]["options"][0]["hint"] = "\t" * 201
    body["basis"] = [{**body["basis"][0], "article": " " * 60 + "第三条" + " " * 60}]
    answer = check(client, body)
    assert (answer.status_code, sorted(paths(answer))) == (422, ["basis.0.article", "questions.0.options.0.hint"])
    assert {part["sentence"] for part in answer.json()["errors"]} == {"不能超过 100 个字", "不能超过 200 个字"}


def test_a_text_of_ten_megabytes_is_refused_before_it_is_read(client: Client, world: World) -> None:
    assert check(client, sample.body(summary="食" * 4_000_000)).status_code == 413
