"""A small guide with a field of every kind, and the steps of an application as a browser takes them."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

from django.test import Client

from bancheng.doors.portal.tests.conftest import City

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde"
BASIS = [{"law": "《中华人民共和国行政许可法》", "article": "第三十一条"}]
SELF, SHOP = "申请人信息", "经营情况"
VENDING = 'food_business_type == "catering" && uses_vending == true'


def _paper(code: str, name: str, **more: Any) -> dict[str, Any]:
    plain = {"form": "either", "originals": 1, "copies": 0, "signature": "signature", "basis": BASIS}
    return {"code": code, "name": name, **plain, **more}


QUESTIONS = [
    {
        "element": "food_business_type",
        "label": "您经营的是哪一种",
        "why": "主体业态只能选一种",
        "options": [{"value": "sales", "label": "食品销售"}, {"value": "catering", "label": "餐饮服务"}],
    },
    {
        "element": "uses_vending",
        "label": "是否用自动设备经营",
        "kind": "bool",
        "when": 'food_business_type == "catering"',
    },
]
FIELDS = [
    {"element": "person_name", "section": SELF, "prefill": "person", "prefill_source": "人口基础信息库"},
    {"element": "person_id_number", "section": SELF, "prefill": "person", "prefill_source": "人口基础信息库"},
    {"element": "person_phone", "section": SELF},
    {"element": "person_email", "section": SELF, "required": False},
    {"element": "birth_date", "section": SELF},
    {"element": "household_region", "section": SELF},
    {"element": "contact_address", "section": SELF},
    {"element": "business_area", "section": SHOP},
    {"element": "registered_capital", "section": SHOP},
    {"element": "seat_count", "section": SHOP},
    {"element": "premises_right", "section": SHOP},
    {"element": "business_scope", "section": SHOP, "required": False},
    {"element": "org_uscc", "section": SHOP, "required": False},
    {"element": "online_food", "section": SHOP},
    {"element": "online_platform_name", "section": SHOP, "when": "online_food == true"},
    {"element": "vending_count", "section": SHOP, "when": VENDING},
]
MATERIALS = [
    _paper("M0003", "经营布局图", criteria="标明各功能区"),
    _paper("M0004", "规章制度清单", necessity="tolerable"),
    _paper(
        "M0002",
        "营业执照",
        originals=0,
        signature="none",
        signature_note="证照由发证机关盖章",
        exempt="licence",
        exempt_note="由电子证照库核对",
    ),
    _paper("M3002", "自动设备清单", when=VENDING),
]
OWN = {
    "person_name": "王小满",
    "person_id_number": "",
    "person_phone": "139 0000 1234",
    "person_email": "",
    "birth_date": "19900101",
    "household_region": "河南省南阳市西峡县",
    "contact_address": "西峡县白羽路 1 号",
}
TRADE = {
    "business_area": "８６．５",
    "registered_capital": "1,000",
    "seat_count": "40",
    "premises_right": "rent",
    "business_scope": "",
    "org_uscc": "",
    "online_food": "no",
}


def publish(city: City, item: int = 0, **changes: Any) -> int:
    """The guide of an item (食品经营许可) made small; its item."""
    item = item or city.food
    small = {
        "questions": QUESTIONS,
        "fields": FIELDS,
        "materials": MATERIALS,
        "audience": ["1", "2", "6"],
        "points": [],
    }
    stages = [{**stage, "when": ""} for stage in city.body(item)["stages"]]
    city.republish(item, **(small | {"stages": stages} | changes))
    return item


def begin(browser: Client, item: int, **answers: str) -> str:
    """A draft; its address `/applications/<key>/`."""
    answer = browser.post(f"/apply/{item}/", answers)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"])


def fill(browser: Client, draft: str, id_number: str) -> None:
    """Questions, applicant and both sections, as the pages lead."""
    assert browser.post(f"{draft}question/1/", {"food_business_type": "sales"}).status_code == 302
    assert browser.post(f"{draft}applicant/", {"whom": "self"}).status_code == 302
    assert browser.post(f"{draft}form/1/", {**OWN, "person_id_number": id_number}).status_code == 302
    answer = browser.post(f"{draft}form/2/", TRADE)
    assert answer.status_code == 302 and answer.headers["Location"] == f"{draft}materials/"


def upload(browser: Client, draft: str, line: int = 1, *files: tuple[str, bytes]) -> Any:
    """Send files for a line; by default one picture."""
    sent = [_named(name, content) for name, content in files or (("布局图.png", PNG),)]
    return browser.post(f"{draft}materials/{line}/", {"act": "upload", "files": sent})


def submit(browser: Client, draft: str) -> Any:
    return browser.post(f"{draft}check/", {"declared": "yes"})


def text(browser: Client, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, (path, answer.status_code, answer.headers.get("Location"))
    return answer.content.decode()


def file_key(page: str) -> str:
    """The key of the first file that a page of a material shows."""
    found = re.search(r'/files/([0-9a-f]{32})/"', page)
    assert found is not None
    return found.group(1)


def _named(name: str, content: bytes) -> BytesIO:
    file = BytesIO(content)
    file.name = name
    return file
