"""A guide with a 告知承诺书, the organs that check afterwards, and the walk of a case by commitment. Nobody real."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.adapters.credit import Bar, CreditDown, Report
from bancheng.casework.cases.models import Commitment
from bancheng.casework.cases.tests.stage import INSTANT_STAGES, PDF, Stage, material
from bancheng.ground.access import Actor
from bancheng.registers.catalog.tests.sample import COUNTY, PLATFORM
from bancheng.registers.organisations import services as organisations

CONTENTS = {
    "content": "承诺从业人员都有有效的健康证明。",
    "requirements": "接触直接入口食品的人员每年体检合格。",
    "liability": "承诺不实的，撤销决定，两年内不再适用告知承诺，并依法处罚。",
    "form": "申请人书面签署，可以网上签署。",
    "supervision": "办成后六十日内，审批、监管、执法部门按风险核查。",
}
HEALTH = material("M0005", "从业人员健康证明", exempt="commitment", exempt_note="可以书面承诺代替")
DRAWING = material("M0002", "经营场所布局图")


def template(**changes: Any) -> dict[str, Any]:
    """A 告知承诺书 that may be published."""
    return {
        "kind": "licence",
        **CONTENTS,
        "risk": "high",
        "controllable": True,
        "correctable": True,
        "supervisable": True,
        "supervising": ["market_regulation"],
        "enforcing": ["city_management"],
        **changes,
    }


def enforcer(stage: Stage) -> Any:
    """The organ that enforces: another than the one that approves."""
    if "enforcer" not in stage.made:
        stage.made["enforcer"] = organisations.create_organisation(
            region=COUNTY,
            name="西峡县城市管理局",
            kind="department",
            function="city_management",
            imported=True,
            by=PLATFORM,
        )
    return stage.made["enforcer"]


def committed_item(stage: Stage, risk: str = "high", **changes: Any) -> int:
    """An instant item by commitment: one paper to upload, one proof that may be vouched for."""
    enforcer(stage)
    usual = {
        "materials": [DRAWING, HEALTH],
        "commitment": template(risk=risk),
        "handling": "instant",
        "promised": {"unit": "instant"},
        "statutory": {"unit": "none", "note": "法律没有规定"},
        "stages": INSTANT_STAGES,
    }
    return stage.item(f"承诺事项（{risk}）", **(usual | changes))


def draft(stage: Stage, item: int, by: Actor | None = None) -> str:
    """A draft with everything but the proof."""
    who = by or stage.citizen()
    key = services.start(item_id=item, by=who, answers={"shop_kind": "shop"})
    services.save_fields(key, by=who, values={"person_name": who.name, "has_staff": "no"})
    services.add_file(key, line=1, stream=BytesIO(PDF), name="布局图.pdf", by=who)
    return key


def signed(stage: Stage, item: int, by: Actor | None = None) -> str:
    """The same, signed."""
    who = by or stage.citizen()
    key = draft(stage, item, who)
    services.sign_commitment(key, by=who, name=who.name, confirmed=True)
    return key


def granted(stage: Stage, risk: str = "high", by: Actor | None = None) -> Commitment:
    """A case by commitment, granted."""
    who = by or stage.citizen()
    number = services.submit(signed(stage, committed_item(stage, risk), who), by=who, declared=True).number
    services.accept(number, by=stage.staff("clerk"))
    services.decide(number, by=stage.staff("approver"), outcome="granted")
    return Commitment.objects.get(case__number=number)


def missing(stage: Stage, key: str) -> list[int]:
    """The lines that a draft still owes."""
    return [one.line for one in selectors.draft(stage.citizen(), key).materials if one.missing]


class Platform:
    """A credit platform that keeps what it is told; `down`: it does not answer; `bars`: identifiers with a bad record."""

    key, label, demo = "tests", "测试信用平台", False

    def __init__(self) -> None:
        self.taken: list[Report] = []
        self.bars: dict[str, str] = {}
        self.down = ""

    def report(self, report: Report) -> str:
        if self.down:
            raise CreditDown(self.down)
        self.taken.append(report)
        return f"XY{len(self.taken):04d}"

    def bar_of(self, kind: str, identifier: str, *, timeout: float) -> Bar | None:
        if self.down:
            raise CreditDown(self.down)
        return Bar(self.bars[identifier]) if identifier in self.bars else None

    def check(self) -> str:
        return self.down
