"""Every guide comes from one template, with the forms, samples, filling notes and questions that belong to it."""

from __future__ import annotations

import json
import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from bancheng.ground.codes import credit_code, id_number
from bancheng.ground.files import Kind, store
from bancheng.profiles.catalogue_reading import read_content
from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.tests.sample import COUNTY, PLATFORM, body, build_regions, build_world, published
from bancheng.registers.catalog.types import GuideDocument, SearchQuery
from bancheng.registers.documents.sheets import samples
from bancheng.registers.documents.tests.reading import info, kinds, text
from bancheng.registers.organisations import services as organisations

HEADING = re.compile(r"<(h2|summary)\b[^>]*>(.*?)</\1>", re.DOTALL)
TAG = re.compile(r"<[^>]+>|[0-9]+|\s")
CHOSEN = {"G001": "market_regulation", "D001": "human_resources"}
"""Two shipped guides of two departments."""


@pytest.fixture
def offered(db: None) -> dict[str, int]:
    """The two guides, published in one county by two departments: key → item."""
    build_regions()
    for function in CHOSEN.values():
        organisations.create_organisation(
            region=COUNTY, name=f"演示{function}", kind="department", function=function, imported=True, by=PLATFORM
        )
    content = read_content()
    services.take_in_dictionaries(seed=content.dictionaries, by=PLATFORM)
    seeds = [seed for seed in content.guides if seed.key in CHOSEN]
    taken = services.take_in_guides(guides=seeds, region=COUNTY, source="demo", by=PLATFORM)
    assert taken.items == 2, taken.notes
    names = {seed.name: seed.key for seed in seeds}
    hits = selectors.find(SearchQuery(region=COUNTY)).results
    return {names[hit.title]: hit.item_id for hit in hits}


def headings(client: Client, address: str) -> list[str]:
    """Headings and fold-outs in the order of the page, without figures."""
    answer = client.get(address)
    assert answer.status_code == 200
    main = answer.content.decode().partition('id="main"')[2]
    return [TAG.sub("", found) for _, found in HEADING.findall(main)]


@pytest.mark.demand("CAT-21")
def test_guides_of_two_departments_have_the_same_sections_in_the_same_order(client: Client, offered: dict[str, int]):
    one, other = offered["G001"], offered["D001"]
    for address in ("/guide/{}/", "/guide/{}/print/"):
        found = headings(client, address.format(one))
        assert found == headings(client, address.format(other)) and len(found) >= 10
    documents = [client.get(f"/api/v1/items/{item}").json()["document"] for item in (one, other)]
    assert shape(documents[0]) == shape(documents[1]) and len(documents[0]) >= 25


def shape(document: dict[str, Any]) -> list[str]:
    """The sections of the document in their order, but for those that only some guides have and the schema leaves out."""
    return [key for key in document if GuideDocument.model_fields[key].exclude_if is None]


@pytest.mark.demand("CAT-20")
def test_the_guide_page_offers_blank_and_sample_of_each_form_and_answers_to_questions(
    client: Client, offered: dict[str, int], tmp_path: Path
):
    for item in offered.values():
        page = selectors.guide(item)
        assert page is not None
        shown = client.get(f"/guide/{item}/").content.decode()
        forms = [(n, one) for n, one in enumerate(page.document.materials, start=1) if one.kind == "form"]
        assert forms and page.document.faq and page.document.faq[0].q in shown and "填写说明：" in shown
        for line, material in forms:
            for kind in ("blank", "sample"):
                address = f"/guide/{item}/forms/{line}/{kind}/"
                assert f'href="{address}"' in shown
                answer = client.get(address)
                pdf = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
                assert answer["Content-Type"] == "application/pdf"
                said = text(pdf, tmp_path)
                assert material.name.replace(" ", "") in said
                assert (samples.PERSON in said) is (kind == "sample")


def test_a_blank_form_has_every_field_of_the_guide_and_can_be_read_aloud(
    client: Client, offered: dict[str, int], tmp_path: Path
):
    item = offered["D001"]
    page = selectors.guide(item)
    assert page is not None
    pdf = b"".join(client.get(f"/guide/{item}/forms/1/blank/").streaming_content)  # type: ignore[attr-defined]
    said = text(pdf, tmp_path)
    for line in selectors.paper_lines(page.document):
        assert line.label.replace(" ", "") in said
        assert all(f"□{option}".replace(" ", "") in said for option in line.options)
    assert info(pdf, tmp_path)["Title"] == "灵活就业人员参加社会保险登记表（空白表格）"
    assert {"H1", "H2", "Table"} <= kinds(pdf, tmp_path)


def test_the_numbers_of_the_sample_pass_their_checks():
    assert id_number(samples.ID_NUMBER) and id_number(samples.OTHER_ID_NUMBER) and credit_code(samples.USCC)


def test_the_office_s_own_file_stands_in_place_of_the_drawn_one(client: Client, db: None):
    world = build_world()
    kept = store(BytesIO(b"%PDF-1.4\n%%EOF\n"), name="申请书.pdf", limit_bytes=1000, allowed=[Kind.PDF])
    own = {"kind": "blank", "name": "申请书.pdf", "file": kept.digest, "media_type": "application/pdf", "size": 15}

    guide = body()
    guide["materials"][0]["attachments"] = [own]
    item = published(world.market, "食品经营许可", guide=guide).item_id
    shown = client.get(f"/guide/{item}/").content.decode()
    assert f"/guide/{item}/files/{kept.digest}/" in shown
    assert f"/guide/{item}/forms/1/blank/" not in shown and f"/guide/{item}/forms/1/sample/" in shown
    answer = client.get(f"/guide/{item}/files/{kept.digest}/")
    assert b"".join(answer.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", ["forms/1/other", "forms/99/blank", "forms/2/blank", f"files/{'0' * 64}", "files/x"])
def test_what_the_guide_does_not_offer_is_not_found(client: Client, db: None, path: str):
    item = published(build_world().market, "食品经营许可").item_id
    assert client.get(f"/guide/{item}/{path}/").status_code == 404
    assert client.get(f"/guide/{item + 1}/{path}/").status_code == 404


def test_every_shipped_guide_has_questions_answered_and_every_form_says_how_it_is_filled_in():
    for seed in read_content().guides:
        assert seed.body.faq, seed.key
        for material in seed.body.materials:
            assert material.kind != "form" or material.notes or material.criteria, (seed.key, material.name)


def test_a_published_document_without_the_later_parts_keeps_its_shape(offered: dict[str, int]):
    page = selectors.guide(offered["D001"])
    assert page is not None
    assert "attachments" not in json.dumps(page.document.model_dump(mode="json"))
