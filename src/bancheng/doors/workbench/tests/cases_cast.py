"""Cases for the tests of the workbench: one item whose guide has every kind of stage, its staff, and applications filed."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from struct import pack
from typing import Any
from zlib import compress, crc32

from django.test import Client

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.types import DELIVERIES, Criterion, StaffCase
from bancheng.doors.workbench.tests.cast import Desk
from bancheng.ground.access import Actor
from bancheng.registers.catalog.models import Element
from bancheng.registers.catalog.tests.sample import BASIS, body, published
from bancheng.registers.identity.tests import cast as people

POINTS = ("主体业态、经营项目填写准确", "布局图与操作流程能防止交叉污染")
STAGES = [
    {"key": "intake", "name": "收件", "kind": "intake", "post": "clerk"},
    {"key": "accept", "name": "受理", "kind": "accept", "post": "clerk", "after": ["intake"]},
    {"key": "review", "name": "材料审查", "kind": "review", "post": "reviewer", "days": 2, "after": ["accept"]},
    {"key": "inspect", "name": "现场核查", "kind": "inspect", "post": "reviewer", "days": 3, "after": ["review"]},
    {"key": "decide", "name": "决定", "kind": "decide", "post": "approver", "days": 1, "after": ["review", "inspect"]},
    {"key": "deliver", "name": "制证送达", "kind": "deliver", "post": "result_desk", "days": 0, "after": ["decide"]},
]
STAGES[2]["criteria"] = list(POINTS)
STAGES[3] |= {"two_persons": True, "criteria": ["场所地址、面积与申请一致"]}
PHOTO = {
    "code": "M0001",
    "name": "经营场所照片",
    "basis": [BASIS],
    "form": "either",
    "originals": 1,
    "copies": 0,
    "signature": "signature",
    "necessity": "optional",
    "criteria": "门头和操作间各一张，看得清全貌",
}


@dataclass
class Story:
    """One item and those who handle it. `browsers` are signed in once and reused."""

    desk: Desk
    item: int

    def file(self, name: str = "王小满", place: int = 1, *, photo: bool = False, delivery: str = "electronic") -> str:
        """An application of one more citizen, who wants the result that way; its number."""
        person = people.person(name, stem=f"41132319900307{place:03d}", phone=f"138{place:08d}")
        by = people.actor(person)
        key = services.start(item_id=self.item, by=by, answers={"shop_kind": "shop"})
        services.save_fields(key, by=by, values={"person_name": name, "delivery_method": delivery})
        if photo:
            services.add_file(key, line=1, stream=BytesIO(picture()), name="门头.png", by=by)
        return services.submit(key, by=by, declared=True).number

    def accepted(self, name: str = "王小满", place: int = 1, **more: Any) -> str:
        number = self.file(name, place, **more)
        services.accept(number, by=self.actor("clerk"))
        return number

    def reviewed(self, name: str = "王小满", place: int = 1, **more: Any) -> str:
        """Every review stage done by reviewers."""
        number = self.accepted(name, place, **more)
        self.agree(number, "review", "Rev1")
        self.agree(number, "inspect", "Rev1")
        self.agree(number, "inspect", "Rev2")
        return number

    def agree(self, number: str, stage: str, who: str) -> bool:
        by = self.actor("reviewer", number=who)
        found = self.staff_case(number, by)
        task = next(task for task in found.tasks if task.stage == stage and task.state == "open")
        texts = next(one.criteria for one in found.document.stages if one.key == stage)
        points = [Criterion(text, True) for text in texts]
        return services.review(number, by=by, task=task.id, outcome="agree", opinion="符合", criteria=points)

    def staff_case(self, number: str, by: Actor | None = None) -> StaffCase:
        return selectors.staff_case(by or self.actor("approver"), number)

    def actor(self, role: str, **more: Any) -> Actor:
        """A member of staff of the market organ; `number` names another one."""
        return people.actor(self.desk.staff(role, **self._scope(more)))

    def browser(self, role: str, **more: Any) -> Client:
        return self.desk.browser(role, **self._scope(more))

    def _scope(self, more: dict[str, Any]) -> dict[str, Any]:
        return {"organisation_id": self.desk.world.market.pk} | more


def build_story(desk: Desk) -> Story:
    ways = [{"value": code, "label": label} for code, label in DELIVERIES.items()]
    Element.objects.create(code="delivery_method", label="结果怎样领取", kind="choice", options=ways)
    asked = {
        "questions": body()["questions"][:1],
        "fields": [{"element": "person_name"}, {"element": "delivery_method"}],
    }
    guide = published(desk.world.market, guide=body(stages=STAGES, materials=[PHOTO], **asked))
    return Story(desk, guide.item_id)


def picture() -> bytes:
    """A small grey picture in PNG."""

    def part(kind: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + kind + data + pack(">I", crc32(kind + data))

    head = pack(">IIBBBBB", 40, 30, 8, 0, 0, 0, 0)
    rows = compress(b"".join(b"\0" + b"\x90" * 40 for _ in range(30)))
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", rows) + part(b"IEND", b"")
