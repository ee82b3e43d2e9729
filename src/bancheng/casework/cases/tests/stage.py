"""A small county with one market organ, its staff, citizens and items, for the tests of cases. Nobody real."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.models import Case
from bancheng.casework.cases.types import Criterion, Filed, StaffCase
from bancheng.ground.access import Actor
from bancheng.ground.jobs import drain
from bancheng.ground.law import SHANGHAI
from bancheng.registers.catalog.tests.sample import BASIS, COUNTY, PLATFORM, World, body, build_world, published
from bancheng.registers.identity import services as identity
from bancheng.registers.identity.models import Account, NaturalPerson, Staff
from bancheng.registers.identity.selectors import actor_of
from bancheng.registers.identity.tests.cast import id_number
from bancheng.registers.licences import services as licensing
from bancheng.registers.licences.types import FaceElement, TypeSeed

PASSWORD = "Correct-Horse-9"
LICENCE = "M0001"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n"
PDF += b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>endobj\nxref\n0 4\n0000000000 65535 f \n"
PDF += b"0000000009 00000 n \n0000000054 00000 n \n0000000109 00000 n \ntrailer<</Size 4/Root 1 0 R>>\nstartxref\n174\n%%EOF\n"
ONE, TWO = "布局图与操作流程能防止交叉污染", "食品安全管理人员已配备"
STAGES = [
    {"key": "intake", "name": "收件", "kind": "intake", "post": "clerk"},
    {"key": "accept", "name": "受理", "kind": "accept", "post": "clerk", "after": ["intake"]},
    {
        "key": "review",
        "name": "材料审查",
        "kind": "review",
        "post": "reviewer",
        "days": 2,
        "after": ["accept"],
        "criteria": [ONE, TWO],
    },
    {
        "key": "inspect",
        "name": "现场核查",
        "kind": "inspect",
        "post": "reviewer",
        "days": 3,
        "after": ["review"],
        "two_persons": True,
    },
    {"key": "decide", "name": "决定", "kind": "decide", "post": "approver", "days": 1, "after": ["review", "inspect"]},
    {"key": "deliver", "name": "制证送达", "kind": "deliver", "post": "result_desk", "days": 0, "after": ["decide"]},
]
INSTANT_STAGES = [STAGES[0], STAGES[1], {**STAGES[4], "days": 0, "after": ["accept"]}, STAGES[5]]


def material(code: str, name: str, **more: Any) -> dict[str, Any]:
    """One paper of a guide."""
    return {
        "code": code,
        "name": name,
        "basis": [BASIS],
        "form": "either",
        "originals": 1,
        "copies": 0,
        "signature": "signature",
        **more,
    }


PLAN = material("M0005", "经营场所布局图", criteria="标明各功能区")


def at(day: date, hour: int = 9) -> datetime:
    """That hour of a day in Shanghai."""
    return datetime.combine(day, time(hour), SHANGHAI)


@dataclass
class Stage:
    """The county, its items by name, its people by role."""

    world: World
    made: dict[str, Any] = field(default_factory=dict)

    def item(self, name: str = "食品经营许可", *, organ: Any = None, **changes: Any) -> int:
        """An item in force: review, inspection by two, decision; one upload owed. `changes` are of the guide's body."""
        if name not in self.made:
            guide = body(**{"stages": STAGES, "materials": [PLAN], "questions": body()["questions"][:1]} | changes)
            self.made[name] = published(organ or self.world.market, name, guide=guide).item_id
        return int(self.made[name])

    def instant(self) -> int:
        """An item done on the spot, without any paper to hand in."""
        return self.item(
            "第二类医疗器械经营备案",
            handling="instant",
            promised={"unit": "instant"},
            statutory={"unit": "none", "note": "法律没有规定"},
            stages=INSTANT_STAGES,
            materials=[{**PLAN, "necessity": "optional"}],
        )

    def licensed(self) -> int:
        """An item whose result is an e-licence."""
        if "licence" not in self.made:
            face = (
                FaceElement("person_name", "经营者", "person_name"),
                FaceElement("shop_kind", "主体业态"),
                FaceElement("scope", "经营项目", required=False),
            )
            seed = TypeSeed(LICENCE, "11100000000014372A001", "食品经营许可证", face, "国家市场监督管理总局", 60)
            licensing.take_in_types(seeds=[seed], by=PLATFORM)
            self.made["licence"] = True
        result = {"name": "食品经营许可证", "kind": "licence", "licence": LICENCE}
        return self.item("食品经营许可（发证）", results=[result])

    def person(self, name: str = "王小满", place: int = 1) -> NaturalPerson:
        """A citizen with an account; `place` tells people apart."""
        if ("person", place) not in self.made:
            number = id_number(f"4113231990{place // 28 % 12 + 1:02d}{place % 28 + 1:02d}{place:03d}")
            account = identity.register_person(
                name=name, id_number=number, phone=f"138{place:08d}", password=PASSWORD, code=None
            )
            self.made["person", place] = account.person
        return self.made["person", place]  # type: ignore[no-any-return]

    def citizen(self, name: str = "王小满", place: int = 1) -> Actor:
        """The same as an actor."""
        return self.actor(self.person(name, place))

    def staff(self, role: str, who: str = "", *, organ: Any = None, **scope: Any) -> Actor:
        """A member of staff of the market organ with one role there, unless `scope` says otherwise."""
        name = who or {"clerk": "周敏", "reviewer": "赵建平", "approver": "孙立新"}.get(role, "唐玉兰")
        if (role, name) not in self.made:
            place = organ or self.world.market
            row = identity.create_staff(
                number=f"{role[:3]}{len(self.made)}",
                name=name,
                organisation_id=place.pk,
                password=PASSWORD,
                by=PLATFORM,
            )
            given = {"region": place.region_id, "organisation_id": place.pk} | scope
            identity.grant_role(staff=row, role=role, by=PLATFORM, **given)
            self.made[role, name] = row
        return self.actor(self.made[role, name])

    def actor(self, of: NaturalPerson | Staff) -> Actor:
        """As he acts today, read anew."""
        rows = Account.objects.select_related("person", "staff__organisation")
        return actor_of(rows.get(pk=of.account.pk))  # type: ignore[union-attr]

    # -- the walk of a case

    def draft(self, item: int | None = None, by: Actor | None = None) -> str:
        """A draft with everything filled in and uploaded."""
        who = by or self.citizen()
        key = services.start(item_id=item or self.item(), by=who, answers={"shop_kind": "shop"})
        assert services.save_fields(key, by=who, values={"person_name": who.name, "has_staff": "no"}) == ()
        for line in selectors.draft(who, key).materials:
            if line.missing:
                services.add_file(key, line=line.line, stream=BytesIO(PDF), name="布局图.pdf", by=who)
        return key

    def file(self, item: int | None = None, by: Actor | None = None) -> Filed:
        who = by or self.citizen()
        return services.submit(self.draft(item, who), by=who, declared=True)

    def accepted(self, item: int | None = None, by: Actor | None = None) -> str:
        number = self.file(item, by).number
        services.accept(number, by=self.staff("clerk"))
        return number

    def agree(self, number: str, stage: str, who: str = "赵建平", *, outcome: str = "agree") -> bool:
        by = self.staff("reviewer", who)
        found = self.seen(number, by)
        task = next(task for task in found.tasks if task.stage == stage and task.state == "open")
        points = next(one.criteria for one in found.document.stages if one.key == stage)
        ticked = [Criterion(text, met=outcome == "agree") for text in points]
        return services.review(number, by=by, task=task.id, outcome=outcome, opinion="已核对", criteria=ticked)

    def reviewed(self, item: int | None = None, by: Actor | None = None) -> str:
        number = self.accepted(item, by)
        self.agree(number, "review")
        self.agree(number, "inspect")
        self.agree(number, "inspect", "何永生")
        return number

    def decided(self, item: int | None = None, outcome: str = "granted", by: Actor | None = None) -> str:
        number = self.reviewed(item, by)
        reason = "" if outcome == "granted" else "经营场所与污染源距离不足。"
        services.decide(number, by=self.staff("approver"), outcome=outcome, reason=reason)
        return number

    def closed(self, item: int | None = None, by: Actor | None = None) -> str:
        number = self.decided(item, by=by)
        drain()
        return number

    def seen(self, number: str, by: Actor | None = None) -> StaffCase:
        return selectors.staff_case(by or self.staff("approver"), number)

    def row(self, number: str) -> Case:
        return Case.objects.get(number=number)


def build_stage() -> Stage:
    return Stage(build_world())


__all__ = ["COUNTY", "PDF", "PLAN", "STAGES", "Stage", "at", "build_stage", "material"]
