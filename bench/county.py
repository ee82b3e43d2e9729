"""Where the parts about cases happen: one item of a county's market organ, and who applies, takes in, reviews and decides.

The item asks three fields and a question, and names three materials that need no upload, so that it can be filed by one call.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from bancheng.casework.cases import services
from bancheng.casework.cases.types import Filed
from bancheng.ground.access import Actor, system
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog import services as cataloguing
from bancheng.registers.catalog.models import ImplementationItem
from bancheng.registers.identity import services as identity
from bancheng.registers.identity.models import Account
from bancheng.registers.identity.selectors import actor_of

NAME, LONG_NAME = "测速用即办事项（县级）", "测速用承诺事项（县级）"
BY = system("测速")
BASIS = {"law": "《中华人民共和国行政许可法》", "article": "第三十四条"}
ANSWERS = {"handled_by_agent": False}
VALUES = {"person_name": "王小满", "business_area": "56.5", "delivery_method": "electronic"}
STAGES = [
    {"key": "accept", "name": "受理", "kind": "accept", "post": "clerk"},
    {"key": "decide", "name": "决定", "kind": "decide", "post": "approver", "after": ["accept"]},
]
REGION = "411323000000"
LONG_STAGES = [
    {**STAGES[0], "days": 0},
    {"key": "review", "name": "审查", "kind": "review", "post": "reviewer", "days": 5, "after": ["accept"]},
    {**STAGES[1], "days": 1, "after": ["review"]},
    {"key": "deliver", "name": "送达", "kind": "deliver", "post": "result_desk", "days": 0, "after": ["decide"]},
]


@dataclass(frozen=True)
class County:
    """The item and the people."""

    item: int
    citizen: Actor
    clerk: Actor
    reviewer: Actor
    approver: Actor
    desk: Actor

    @property
    def organisation(self) -> int:
        """The market organ, in which all of the staff work."""
        return self.clerk.organisation or 0

    def file(self) -> Filed:
        return services.file(item_id=self.item, by=self.citizen, answers=ANSWERS, values=VALUES, declared=True)

    def token(self, of: Actor) -> str:
        """An access token of the API."""
        assert of.account is not None
        return identity.create_token(account=of.account, name="测速", by=of)[1]


def county() -> County:
    """The county of the demo, with the item made when it is not there yet."""
    staff = {name: _staff(f"xixia{name}") for name in ("clerk", "reviewer", "approver")}
    staff["desk"] = _staff("xixiaresult")
    found = ImplementationItem.objects.filter(name=NAME).first()
    item = found.pk if found is not None else _publish(NAME, _guide(), staff["clerk"].organisation or 0)
    citizen = Account.objects.select_related("person").filter(person__name=VALUES["person_name"]).earliest("pk")
    return County(item, actor_of(citizen), **staff)


def _staff(login: str) -> Actor:
    return actor_of(Account.objects.select_related("staff__organisation").get(login=login))


def long_item(place: County) -> int:
    """An item with a term: a paper owed, one that may come later, two stages of review, the result handed over a desk."""
    if (found := ImplementationItem.objects.filter(name=LONG_NAME).first()) is not None:
        return int(found.pk)
    guide = _guide()
    first, second, _ = guide["materials"]
    terms = {"promised": {"unit": "workday", "n": 15}, "statutory": {"unit": "workday", "n": 20}}
    papers = [first | {"necessity": "required"}, second | {"necessity": "tolerable"}]
    more = {
        "handling": "promised",
        "visits": 1,
        "visit_reason": "当面核对原件",
        "visit_basis": [BASIS],
        "stages": LONG_STAGES,
        "materials": papers,
    }
    return _publish(LONG_NAME, guide | terms | more, place.organisation)


def published_like(name: str, organisation: int) -> int:
    """Another item that asks the same as the county's; made when it is not there yet."""
    found = ImplementationItem.objects.filter(name=name).first()
    return int(found.pk) if found is not None else _publish(name, _guide(), organisation)


@transaction.atomic
def _publish(name: str, guide: dict[str, Any], organisation: int) -> int:
    basic = cataloguing.create_basic_item(name=name, item_type="07", province="41", by=BY)
    item = cataloguing.create_item(
        name=name, item_type="07", nature="power", organisation=organisation, basic=basic, by=BY
    )
    cataloguing.save_draft(item=item, body=guide, revision=0, by=BY)
    cataloguing.publish(item=item, by=BY)
    assert catalog.pin(item.pk) is not None
    return int(item.pk)


def _guide() -> dict[str, Any]:
    materials = [
        {
            "code": code,
            "name": name,
            "basis": [BASIS],
            "form": "either",
            "originals": 0,
            "copies": 1,
            "signature": "none",
            "signature_note": "不需要",
            "necessity": "optional",
        }
        for code, name in _papers()
    ]
    return {
        "summary": "测速用。",
        "handling": "instant",
        "audience": ["1"],
        "basis": [BASIS],
        "requirements": [{"text": "有固定的经营场所", "basis": [BASIS]}],
        "statutory": {"unit": "none", "note": "法律没有规定"},
        "promised": {"unit": "instant"},
        "visits": 0,
        "channels": ["window", "pc"],
        "questions": [{"element": "handled_by_agent", "label": "是否委托他人办理", "kind": "bool"}],
        "fields": [{"element": name} for name in VALUES],
        "materials": materials,
        "stages": STAGES,
        "fees": {"charged": False, "statement": "不收费"},
        "results": [{"name": "备案凭证", "kind": "record"}],
        "remedies": "对决定不服的，可以自知道决定之日起六十日内申请行政复议，或者六个月内提起行政诉讼。",
    }


def _papers() -> list[tuple[str, str]]:
    from bancheng.registers.catalog.models import MaterialType

    return list(MaterialType.objects.order_by("code").values_list("code", "name")[:3])
