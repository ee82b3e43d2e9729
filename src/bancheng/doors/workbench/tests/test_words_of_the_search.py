"""The catalogue team edits what people's words mean, and answers what was searched for in vain."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bancheng.doors.workbench.tests.cast import Desk, text
from bancheng.registers.catalog import services
from bancheng.registers.catalog.models import SearchMiss, Synonym
from bancheng.registers.catalog.tests.sample import COUNTY, OTHER_COUNTY, PLATFORM, published

pytestmark = pytest.mark.django_db


def test_a_search_in_vain_becomes_a_synonym_and_the_next_search_finds(desk: Desk) -> None:
    published(desk.world.market, "食品经营许可")
    citizen, admin = Client(), desk.administrator()
    assert "没有找到" in text(citizen.get("/items/", {"q": "卖早点"}))
    page = text(admin.get("/work/searches/"))
    assert "卖早点" in page and "/work/synonyms/add/?term=%E5%8D%96%E6%97%A9%E7%82%B9" in page
    form = text(admin.get("/work/synonyms/add/", {"term": "卖早点"}))
    assert 'value="卖早点"' in form
    answer = admin.post("/work/synonyms/add/", {"term": "卖早点", "means": "食品经营许可\n小餐饮"}, follow=True)
    assert "已增加“卖早点”" in text(answer) and "食品经营许可、小餐饮" in text(answer)
    found = text(citizen.get("/items/", {"q": "卖早点"}))
    assert "食品经营许可" in found and "也找了：食品经营许可、小餐饮" in found
    assert "卖早点" not in text(admin.get("/work/searches/"))
    assert "已加同义词" in text(admin.get("/work/searches/", {"state": "settled"}))


def test_the_test_box_says_what_a_word_finds_and_why(desk: Desk) -> None:
    published(desk.world.market, "社会保障卡申领")
    services.add_synonym(term="社保卡", means=["社会保障卡"], by=PLATFORM)
    client = desk.browser("service_officer")
    assert "同时找：社会保障卡" in text(client.get("/work/synonyms/", {"try": "社保卡"}))
    guessed = text(client.get("/work/synonyms/", {"try": "社宝卡"}))
    assert "当作打错了字" in guessed and "社会保障卡申领" in guessed
    assert "什么也找不到" in text(client.get("/work/synonyms/", {"try": "火星签证"}))
    for odd in ("<script>", "\0", "x" * 5000, "'\"%_"):
        assert client.get("/work/synonyms/", {"try": odd, "q": odd, "after": odd}).status_code == 200
    assert not SearchMiss.objects.exists()


def test_the_table_goes_out_and_comes_back_as_a_file(desk: Desk) -> None:
    services.add_synonym(term="社保", means=["社会保险", "社会保障"], by=PLATFORM)
    admin = desk.administrator()
    sheet = b"".join(admin.get("/work/synonyms/export/csv/"))  # type: ignore[call-overload]
    assert sheet.decode("utf-8-sig").splitlines() == ["常用说法,规范词", "社保,社会保险；社会保障"]
    more = sheet + "医保,基本医疗保险\n,没有说法\n".encode()
    told = text(admin.post("/work/synonyms/upload/", {"file": SimpleUploadedFile("w.csv", more)}))
    assert "增加 1 条，修改 0 条，1 条没有变化，1 行没有导入" in told and "第 4 行：" in told
    assert admin.get("/work/synonyms/export/pdf/").status_code == 404
    wrong = admin.post("/work/synonyms/upload/", {"file": SimpleUploadedFile("w.csv", b"\x89PNG\r\n\x1a\n\0\0")})
    assert wrong.status_code == 422 and Synonym.objects.count() == 2


def test_a_wrong_term_is_told_beside_its_field_and_what_was_typed_stays(desk: Desk) -> None:
    admin = desk.administrator()
    answer = admin.post("/work/synonyms/add/", {"term": "社 保", "means": "社会保险"})
    assert answer.status_code == 422
    assert 'id="id_term_error"' in text(answer) and "社会保险" in text(answer)
    assert admin.get("/work/synonyms/999999/").status_code == 404


def test_a_term_is_changed_and_after_a_question_removed(desk: Desk) -> None:
    row = services.add_synonym(term="社保", means=["社会保险"], by=PLATFORM)
    admin = desk.administrator()
    admin.post(f"/work/synonyms/{row.pk}/", {"term": "社保", "means": "社会保障"})
    assert Synonym.objects.get().means == ["社会保障"]
    assert "以后搜这个说法" in text(admin.post(f"/work/synonyms/{row.pk}/remove/"))
    assert Synonym.objects.exists()
    admin.post(f"/work/synonyms/{row.pk}/remove/", {"confirm": "yes"})
    assert not Synonym.objects.exists()


def test_a_county_reads_the_table_and_answers_its_own_searches_only(desk: Desk) -> None:
    row = services.add_synonym(term="社保", means=["社会保险"], by=PLATFORM)
    services.note_miss(q="火星签证", region=COUNTY)
    services.note_miss(q="月球落户", region=OTHER_COUNTY)
    client = desk.browser("service_officer")
    page = text(client.get("/work/synonyms/"))
    assert "社会保险" in page and "/work/synonyms/add/" not in page
    for path in ("/work/synonyms/add/", "/work/synonyms/upload/", f"/work/synonyms/{row.pk}/"):
        assert client.get(path).status_code == 403
    listed = text(client.get("/work/searches/"))
    assert "火星签证" in listed and "月球落户" not in listed
    here, there = (SearchMiss.objects.get(region_code=region) for region in (COUNTY, OTHER_COUNTY))
    assert client.get(f"/work/searches/{there.pk}/").status_code == 404
    client.post(f"/work/searches/{here.pk}/", {"remark": "不属于本地办理"})
    here.refresh_from_db()
    assert here.settled_at and here.remark == "不属于本地办理"
    exported = b"".join(client.get("/work/searches/export/csv/?state=settled")).decode("utf-8-sig")  # type: ignore[call-overload]
    assert "火星签证" in exported and "月球落户" not in exported
    clerk = desk.browser("clerk")
    assert "火星签证" not in text(clerk.get("/work/searches/"))
    assert clerk.get(f"/work/searches/{here.pk}/").status_code == 403
