"""What the page of a guide shows: everything the document says, and nothing it does not."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from bancheng.doors.portal.tests.conftest import BY, XINMI, XIXIA, City
from bancheng.ground import law
from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.types import GuideRefused


def guide(browser: Client, item: int, query: str = "") -> str:
    answer = browser.get(f"/guide/{item}/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def cells(page: str) -> list[list[str]]:
    """The material table: the words of each cell, row by row, the head first."""
    table = re.search(r"<table class=\"tbl[^\"]*\">.*?</table>", page, re.S)
    assert table is not None
    rows = re.findall(r"<tr>(.*?)</tr>", table.group(0), re.S)
    return [
        [re.sub(r"<[^>]+>", " ", cell).strip() for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)]
        for row in rows
    ]


@pytest.mark.demand("CAT-18")
def test_basis_conditions_process_limit_fee_and_notes_stand_on_the_page(browser: Client, city: City) -> None:
    document = selectors.guide(city.food).document
    page = guide(browser, city.food)
    assert document.basis[0].law in page
    assert document.requirements[0].text in page
    assert all(f"<h3>{stage.name}" in page for stage in document.stages)
    assert "法定时限" in page and "10 天" in page and "5 天" in page
    assert "收多少钱" in page and "不收费" in page
    assert "注意事项" in page and document.notes[0].rstrip("。") in page


@pytest.mark.demand("CAT-18")
def test_a_guide_without_a_fee_section_is_refused_unless_it_says_that_nothing_is_charged(city: City) -> None:
    empty = city.body(city.food, fees={"charged": False, "items": [], "statement": ""})
    with pytest.raises(GuideRefused, match="不收费"):
        services.save_draft(item=city.row(city.food), body=empty, revision=0, by=BY)
    city.republish(city.food, fees={"charged": False, "items": [], "statement": "不收费"})
    assert selectors.guide(city.food).document.fees.statement == "不收费"


@pytest.mark.demand("CAT-19")
def test_the_page_shows_name_basis_format_copies_and_signature_of_every_material(browser: Client, city: City) -> None:
    document = selectors.guide(city.food).document
    head, *rows = cells(guide(browser, city.food))
    assert head[:5] == ["材料名称", "依据", "形式", "份数", "签名盖章"]
    assert len(rows) == len(document.materials) > 2
    assert all(all(row[:5]) for row in rows)
    by_name = {row[0].split()[0]: row for row in rows}
    first = document.materials[0]
    assert first.basis[0].law in by_name[first.name.split()[0]][1]


@pytest.mark.demand("CAT-19")
def test_the_api_refuses_a_material_without_copies(browser: Client, city: City) -> None:
    bare = city.body(city.food)
    del bare["materials"][0]["copies"], bare["materials"][0]["originals"]
    answer = browser.post("/api/v1/guides/check", bare, content_type="application/json")
    assert "materials.0.copies" in answer.content.decode()


@pytest.mark.demand("CAT-38")
def test_a_promise_as_long_as_the_law_allows_is_refused_and_a_shorter_one_stands_on_the_page(
    browser: Client, city: City
) -> None:
    basis = [{"law": "《中华人民共和国行政许可法》", "article": "第四十二条"}]
    statutory = {"unit": "workday", "n": 20, "basis": basis}
    with pytest.raises(GuideRefused):
        services.save_draft(
            item=city.row(city.food),
            body=city.body(city.food, statutory=statutory, promised={"unit": "workday", "n": 20}),
            revision=0,
            by=BY,
        )
        services.publish(item=city.row(city.food), by=BY)
    city.republish(city.food, statutory=statutory, promised={"unit": "workday", "n": 15}, promise_includes_special=True)
    page = guide(browser, city.food)
    assert "法律给 20 个工作日，我们承诺 15 个工作日内办完" in page
    assert "听证、检验、检测、评审等特别程序也在承诺时限内办完。" in page
    assert page.count('<li class="used"></li>') == 15
    assert page.count('<li class="saved"></li>') == 5


def test_an_older_version_says_that_it_is_old_and_leads_to_the_present_one(browser: Client, city: City) -> None:
    city.republish(city.food, summary="改过的一句话。")
    old = guide(browser, city.food, "?version=1")
    assert "不是现行版本" in old and "改过的一句话。" not in old
    assert f'href="/guide/{city.food}/"' in old
    now = guide(browser, city.food)
    assert "改过的一句话。" in now and 'href="?version=1"' in now


def test_a_cancelled_item_says_since_when_and_why(browser: Client, city: City) -> None:
    item = city.food
    services.cancel_item(item=city.row(item), on=law.today(), reason="国发〔2026〕1号", by=BY)
    page = guide(browser, item)
    assert "取消，不再办理" in page and "国发〔2026〕1号" in page


def test_a_cancelled_item_no_longer_asks_or_sends_anybody_anywhere(browser: Client, city: City) -> None:
    invitations, item = ("看我要交什么", "不想在网上办"), city.food
    assert all(words in guide(browser, item) for words in invitations)
    services.cancel_item(item=city.row(item), on=law.today(), reason="国发〔2026〕1号", by=BY)
    page = guide(browser, item)
    assert not any(words in page for words in invitations)
    assert "有疑问" in page


def test_a_search_for_a_cancelled_item_tells_of_its_announcement(browser: Client, city: City) -> None:
    item = city.row(city.food)
    services.record_change(kind="cancel", item=item, on=law.today(), basis="国发〔2026〕1号", by=BY)
    page = browser.get("/items/", {"q": item.name}).content.decode()
    assert f'href="/guide/{item.pk}/"' not in page
    assert f"“{item.name}”有变更公告（取消" in page and 'href="/items/changes/' in page
    other = browser.get("/items/", {"q": "国发〔2026〕1号"}).content.decode()
    assert "有变更公告" not in other, "the words of the basis name no item"


def test_a_guide_of_another_place_says_so_and_offers_the_own_one(browser: Client, city: City) -> None:
    browser.cookies["region"] = XINMI
    page = guide(browser, city.food)
    assert "这是西峡县的办事指南，您选的地区是新密市。" in page
    browser.cookies["region"] = XIXIA
    assert "您选的地区是" not in guide(browser, city.food)


def test_a_guide_without_materials_says_so(browser: Client, city: City) -> None:
    city.republish(city.food, materials=[], points=[])
    assert "这个事项不用交材料" in guide(browser, city.food)


def test_a_fee_is_told_with_its_standard_and_basis(browser: Client, city: City) -> None:
    fee = {
        "name": "工本费",
        "standard": "10 元一本",
        "basis": [{"law": "《某收费办法》", "article": "第三条"}],
        "relief": "低保户免收",
    }
    city.republish(city.food, fees={"charged": True, "items": [fee]})
    page = guide(browser, city.food)
    assert "要收费" in page and "10 元一本" in page and "《某收费办法》第三条" in page and "低保户免收" in page


def test_the_paper_carries_hash_version_and_a_code_that_leads_back(browser: Client, city: City) -> None:
    answer = browser.get(f"/guide/{city.food}/print/")
    page, found = answer.content.decode(), selectors.guide(city.food)
    assert found.short_hash in page and "第 1 版" in page
    assert "<svg" in page and "style=" not in page
    assert f"http://testserver/guide/{city.food}/" in page
    assert "十、办理地点、时间和电话" in page


@pytest.mark.parametrize(
    "path", ["/guide/999999/", "/guide/0/", "/guide/1/?version=99", "/guide/99999999999999999999999/"]
)
def test_what_is_not_there_is_not_found(browser: Client, city: City, path: str) -> None:
    answer = browser.get(path)
    assert answer.status_code == 404
    assert "没有找到这一页" in answer.content.decode()
