"""A bundle of twelve items with 150 elements and 60 materials: merging it, beside reading its members' situations one by one;
and its page over HTTP, beside bare views of the same HTML under the same server.

The merge is measured whole, under other answers each time, as if the process had kept none. The page is asked for again and
again, so that it finds the merge kept, as it is between two publications.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from bancheng.casework.bundles import selectors, services
from bancheng.casework.bundles.merging import merge
from bancheng.casework.bundles.types import BundlePage
from bancheng.ground.access import system
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog import services as catalog_services
from bancheng.registers.organisations import selectors as organisations
from bench.guide import compared
from bench.measure import in_turns
from bench.report import Figure

MEMBERS, ELEMENTS, MATERIALS = 12, 150, 60
EACH_FIELDS, EACH_PAPERS = 25, 10
KEY = "bench-bundle"
TIMES, ROUNDS = 5, 9
WISH = 50.0
TARGET = 0.25  # the floor has the long parts as finished text too, as the process keeps them, and asks no database
BY = system("性能测试")
BASIS = {"law": "《中华人民共和国行政许可法》", "article": "第二十九条"}


def run() -> Iterator[Figure]:
    region = organisations.region_for(host="localhost", chosen="")
    if region is None:
        raise RuntimeError("no region is served")
    page = _published(region.code)
    yield _merging(page)
    yield from compared(
        "bundles", "page of the bundle over HTTP", reverse("portal:bundle", args=[KEY]), target=TARGET, wish=WISH
    )


def _merging(page: BundlePage) -> Figure:
    members = page.merged.active
    documents = [one.document for one in members]
    named = {one.element for document in documents for one in (*document.fields, *document.questions)}
    elements = catalog.elements(sorted(named))
    element = documents[0].questions[0].element
    answers = [{element: option.value} for option in documents[0].questions[0].options] * TIMES

    def ours() -> None:
        deque((merge(page.body, members, elements, given) for given in answers), maxlen=0)

    def floor() -> None:
        read = (catalog.situation(one, given, elements) for given in answers for one in documents)
        deque(read, maxlen=0)

    turns = in_turns(ours, floor, rounds=ROUNDS)
    rate, bare = len(answers) / turns.ours, len(answers) / turns.floor
    what = f"merging {MEMBERS} items, {ELEMENTS} elements, {MATERIALS} materials"
    wish = f"≥ {WISH:.0f}/s ({'kept' if rate >= WISH else 'not kept'})"
    floor_told = f"{bare:,.0f}/s: the situations of its members alone"
    return Figure("bundles", what, f"{rate:,.0f}/s", floor_told, turns.ratio, wish=wish)


def _published(region: str) -> BundlePage:
    organs = list(organisations.organisations().filter(region=region).order_by("pk")[:MEMBERS])
    items = [_item(organs[number % len(organs)], number) for number in range(MEMBERS)]
    bundle = services.register(
        region=region, key=KEY, name="性能测试一件事", audience="legal", stage="open", lead_id=organs[0].pk, by=BY
    )
    services.save_draft(bundle, body=_body(items), by=BY)
    services.publish(bundle, by=BY)
    page = selectors.page(region, KEY)
    if page is None or (len(page.merged.fields), len(page.merged.materials)) != (ELEMENTS, MATERIALS):
        raise RuntimeError("the bundle is not of the size that is measured")
    return page


def _item(organ: Any, number: int) -> int:
    name = f"性能测试事项{number}"
    basic = catalog_services.create_basic_item(name=name, item_type="01", province=organ.region_id[:2], by=BY)
    item = catalog_services.create_item(
        name=name, item_type="01", nature="power", organisation=organ.pk, basic=basic, by=BY
    )
    catalog_services.save_draft(item=item, body=_guide(number), revision=0, by=BY)
    catalog_services.publish(item=item, by=BY)
    return int(item.pk)


def _guide(number: int) -> dict[str, Any]:
    """Its fields and papers are shared with the next guides, so that each serves two items or so."""
    known = catalog.elements()
    texts = [code for code, one in known.items() if one.kind == "text" and not one.region][:ELEMENTS]
    choice = next(one for one in known.values() if one.kind == "choice" and not one.region and len(one.options) > 1)
    papers = list(catalog.material_types().order_by("code")[:MATERIALS])
    fields = [texts[(number * ELEMENTS // MEMBERS + place) % len(texts)] for place in range(EACH_FIELDS)]
    chosen = [papers[(number * MATERIALS // MEMBERS + place) % len(papers)] for place in range(EACH_PAPERS)]
    options = [{"value": value, "label": label} for value, label in choice.options]
    paper = {"basis": [BASIS], "form": "either", "originals": 1, "copies": 0, "signature": "signature"}
    return {
        "summary": f"性能测试用的第 {number} 个事项。",
        "handling": "promised",
        "audience": ["2"],
        "basis": [BASIS],
        "requirements": [{"text": "有固定的经营场所", "basis": [BASIS]}],
        "statutory": {"unit": "workday", "n": 20, "basis": [BASIS]},
        "promised": {"unit": "workday", "n": 5 + number},
        "visits": 0,
        "channels": ["window", "pc"],
        "questions": [{"element": choice.code, "label": choice.label, "options": options}],
        "fields": [{"element": code} for code in fields],
        "materials": [
            {**paper, "code": one.code, "name": one.name, "when": f'{choice.code} == "{options[0]["value"]}"' if place % 3 == 0 else ""}
            for place, one in enumerate(chosen)
        ],
        "stages": [
            {"key": "intake", "name": "收件", "kind": "intake", "post": "clerk"},
            {"key": "accept", "name": "受理", "kind": "accept", "post": "clerk", "after": ["intake"]},
            {"key": "decide", "name": "决定", "kind": "decide", "post": "approver", "after": ["accept"]},
        ],
        "fees": {"charged": False, "statement": "不收费"},
        "results": [{"name": "许可证", "kind": "licence"}],
        "remedies": "对决定不服的，可以自知道决定之日起六十日内申请行政复议，或者六个月内提起行政诉讼。",
    }  # fmt: skip


def _body(items: list[int]) -> dict[str, Any]:
    """Twelve members in three layers, each next one waiting for one of the layer before."""
    keys = [f"member_{number}" for number in range(MEMBERS)]
    wide = MEMBERS // 3
    return {
        "summary": "性能测试用的一件事。",
        "audience": ["2"],
        "members": [
            {"key": key, "item": item, "label": f"事项{number}"}
            for number, (key, item) in enumerate(zip(keys, items, strict=True))
        ],
        "feeds": [{"before": keys[place - wide], "after": keys[place]} for place in range(wide, MEMBERS)],
        "plan": {
            "goal": "一次办好",
            "measures": "一张表",
            "division": "分工",
            "milestones": [{"on": "2026-12-31", "goal": "上线"}],
        },
        "steps": [{"name": "填一张表", "who": "applicant"}, {"name": "同时办", "who": "departments"}],
    }
