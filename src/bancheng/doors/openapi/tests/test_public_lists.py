"""Public lists for programs: the index, the rows page by page, an ETag that follows the content."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client

from bancheng.casework.cases.tests.stage import Stage
from bancheng.doors.openapi.tests.calling import caller
from bancheng.registers.catalog.tests.sample import COUNTY, PLATFORM, World
from bancheng.registers.lists import services
from bancheng.registers.lists.public import Column, public_list, registry

LISTS = "/api/v1/lists"


@pytest.fixture
def rows(world: World) -> Iterator[list[dict[str, str]]]:
    found = [{"name": f"第{n}行", "subject": "catalog.item:1"} for n in range(1, 6)]
    before = dict(registry._declared)
    public_list(code="board", title="测试清单", intro="测试用", columns=(Column("name", "名称"),))(lambda region: found)
    services.republish("board", region=COUNTY, by=PLATFORM)
    yield found
    registry._declared.clear()
    registry._declared.update(before)


def test_the_index_gives_code_and_edition(client: Client, rows: list[dict[str, str]]) -> None:
    told = client.get(LISTS, {"region": "411323"}).json()
    line = next(one for one in told if one["code"] == "board")
    assert (line["edition"]["number"], line["edition"]["size"]) == (1, 5)
    assert line["edition"]["short_hash"] == line["edition"]["digest"][:12]


def test_the_cursor_leads_through_all_rows(client: Client, rows: list[dict[str, str]]) -> None:
    seen, after = [], ""
    for _ in range(9):
        told = client.get(f"{LISTS}/board", {"region": COUNTY, "size": "2", "after": after}).json()
        seen += told["rows"]
        if not (after := told["next_cursor"]):
            break
    assert seen == [{"name": row["name"]} for row in rows]


def test_the_answer_is_the_same_until_the_content_changes(client: Client, rows: list[dict[str, str]]) -> None:
    first = client.get(f"{LISTS}/board", {"region": COUNTY})
    again = client.get(f"{LISTS}/board", {"region": COUNTY}, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    rows.append({"name": "第6行"})
    services.republish("board", region=COUNTY, by=PLATFORM)
    changed = client.get(f"{LISTS}/board", {"region": COUNTY}, headers={"If-None-Match": first["ETag"]})
    assert (changed.status_code, changed.json()["edition"]["number"]) == (200, 2)
    old = client.get(f"{LISTS}/board", {"region": COUNTY, "version": "1"}).json()
    assert (old["total"], old["current"]) == (5, False)


@pytest.mark.parametrize(
    ("query", "status"),
    [({}, 422), ({"region": "999999"}, 404), ({"region": COUNTY, "version": "7"}, 404), ({"region": COUNTY, "x": "1"}, 422)],
)  # fmt: skip
def test_what_cannot_be_answered_is_refused(
    client: Client, rows: list[dict[str, str]], query: dict[str, str], status: int
) -> None:
    assert client.get(f"{LISTS}/board", query).status_code == status


def test_an_unknown_list_is_not_there(client: Client, world: World) -> None:
    answer = client.get(f"{LISTS}/none", {"region": COUNTY})
    assert (answer.status_code, answer.json()["code"]) == (404, "list.unknown")


@pytest.mark.demand("CAT-35")
def test_a_program_of_staff_cannot_choose_for_an_applicant_and_hears_why(stage: Stage) -> None:
    services.list_service(
        region=COUNTY,
        code="ZJ0001",
        organs=[],
        by=PLATFORM,
        **dict.fromkeys(("name", "matters", "conditions", "process", "time_limit", "fee", "basis"), "评价"),
    )
    item = stage.item("可以评价的事项", intermediaries=[{"service": "ZJ0001"}])
    key = stage.draft(item)
    path = f"cases/{key}/intermediaries/ZJ0001"
    for role in ("clerk", "approver", "reviewer"):
        answer = caller(stage, stage.staff(role)).send("PUT", path, {"name": "某评价公司"})
        assert answer.status_code == 403 and "不得指定" in answer.json()["detail"]
    own = caller(stage, stage.citizen())
    assert own.send("PUT", path, {"name": "我找的公司"}).json() == {
        "service": "ZJ0001",
        "firm": None,
        "name": "我找的公司",
    }
    assert own.send("PUT", path, {"firm": 99}).json()["code"] == "intermediaries.firm"
    assert caller(stage, stage.citizen("李秀英", 2)).send("PUT", path, {"name": "x"}).status_code == 404
