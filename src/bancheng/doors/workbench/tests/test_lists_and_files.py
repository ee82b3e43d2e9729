"""Lists: narrowed, paged by key, exported harmlessly, never broken by an address; their statements are counted."""

from __future__ import annotations

from io import BytesIO

import pytest
import python_calamine
from django.urls import reverse

from bancheng.doors.workbench.tests.cast import Desk, text
from bancheng.registers.catalog.tests.sample import make_item, published

pytestmark = pytest.mark.django_db
LISTS = (
    "items",
    "organisations",
    "staff",
    "rules",
    "jobs",
    "journal",
    "inbox",
    "imports",
    "natures",
    "anchors",
    "schedules",
)


def test_items_are_narrowed_by_state_nature_type_organ_and_code(desk: Desk) -> None:
    make_item(desk.world.market, "食品经营许可")
    make_item(desk.world.water, "用水报装", item_type="20", nature="convenience", coded=False)
    client = desk.browser("service_officer")

    def listed(**query: object) -> set[str]:
        page = text(client.get("/work/items/", query))
        return {name for name in ("食品经营许可", "用水报装") if f">{name}</a>" in page}

    assert listed() == {"食品经营许可", "用水报装"}
    assert listed(q="食品") == listed(nature="power") == listed(item_type="01") == listed(coded="1") == {"食品经营许可"}
    assert listed(organisation=desk.world.water.pk) == listed(owner_type="public_enterprise") == {"用水报装"}
    assert listed(state="published") == set()


def test_an_item_in_use_is_found_by_its_pinyin_initials(desk: Desk) -> None:
    published(desk.world.market, "食品经营许可")
    published(desk.world.market, "生育登记", item_type="20", nature="convenience")
    page = text(desk.browser("service_officer").get("/work/items/", {"q": "spjy"}))
    assert "食品经营许可" in page and "生育登记" not in page


def test_filter_as_you_type_gets_the_list_alone(desk: Desk) -> None:
    make_item(desk.world.market, "食品经营许可")
    client = desk.browser("service_officer")
    part = client.get("/work/items/", {"q": "食品"}, headers={"HX-Request": "true", "HX-Target": "list"})
    assert "<html" not in text(part) and 'id="list"' in text(part) and "食品经营许可" in text(part)


def test_a_long_list_goes_on_by_key_and_back_to_the_first_page(desk: Desk) -> None:
    for number in range(53):
        make_item(desk.world.market, f"事项第{number:02d}号", coded=False)
    client = desk.browser("service_officer")
    first = client.get("/work/items/", {"q": "事项"})
    following = first.context["next_url"]
    assert len(first.context["rows"]) == 50 and "q=" in following
    second = client.get("/work/items/" + following)
    assert len(second.context["rows"]) == 3 and second.context["next_url"] == ""
    assert {row.id for row in first.context["rows"]}.isdisjoint(row.id for row in second.context["rows"])
    assert "after" not in second.context["first_url"]


def test_an_export_holds_every_row_and_no_cell_acts_as_a_formula(desk: Desk) -> None:
    make_item(desk.world.market, "=HYPERLINK(1)")
    make_item(desk.world.market, "食品经营许可")
    client = desk.browser("service_officer")
    csv = b"".join(client.get("/work/items/export/csv/").streaming_content).decode()
    assert csv.startswith("\ufeff编号,事项名称") and "'=HYPERLINK(1)" in csv
    answer = client.get("/work/items/export/xlsx/")
    assert "filename*=UTF-8''" in answer["Content-Disposition"]
    book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(b"".join(answer.streaming_content)))
    rows = book.get_sheet_by_index(0).to_python()
    assert {row[1] for row in rows[1:]} == {"=HYPERLINK(1)", "食品经营许可"}
    assert client.get("/work/items/export/exe/").status_code == 404


@pytest.mark.parametrize("name", ["items", "organisations", "staff", "journal"])
def test_every_export_answers_in_both_forms_within_the_filters(desk: Desk, name: str) -> None:
    client = desk.browser("administrator", "security_officer", number="Both", region=None)
    for form in ("csv", "xlsx"):
        answer = client.get(reverse(f"workbench:{name}-export", args=[form]), {"q": "没有这样的"})
        assert answer.status_code == 200 and b"".join(answer.streaming_content)


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize(
    "value", ["' OR 1=1 --", "<script>alert(1)</script>", "\x00", "9" * 40, "-1", "长" * 5000, "%", "2026-13-45"]
)
def test_no_address_breaks_a_list_or_comes_back_unescaped(desk: Desk, name: str, value: str) -> None:
    client = desk.browser("administrator", "security_officer", "service_officer", number="All", region=None)
    keys = (
        "q",
        "after",
        "region",
        "state",
        "kind",
        "role",
        "organisation",
        "nature",
        "coded",
        "active",
        "day",
        "actor",
        "key",
        "profile",
    )
    answer = client.get(reverse(f"workbench:{name}"), dict.fromkeys(keys, value))
    assert answer.status_code == 200
    assert "<script>alert" not in text(answer)


MOST = {
    "desk": 24,
    "items": 29,
    "organisations": 14,
    "staff": 13,
    "rules": 14,
    "jobs": 12,
    "journal": 11,
    "inbox": 12,
    "imports": 12,
    "natures": 11,
    "calendar": 12,
}


@pytest.mark.parametrize("name", MOST)
def test_a_list_costs_no_more_statements_however_long_it_is(
    desk: Desk, name: str, django_assert_max_num_queries
) -> None:
    client = desk.browser("administrator", "security_officer", "service_officer", number="All", region=None)
    url = reverse(f"workbench:{name}")
    client.get(url)
    for number in range(6):
        make_item(desk.world.market, f"事项第{number}号", coded=False)
        desk.staff("clerk", number=f"S{number}")
    with django_assert_max_num_queries(MOST[name]):
        assert client.get(url).status_code == 200


def test_lists_ask_for_nothing_without_scripts(desk: Desk) -> None:
    page = text(desk.browser("service_officer").get("/work/items/"))
    assert '<form class="filters' in page and 'method="get"' in page and 'type="submit"' in page
