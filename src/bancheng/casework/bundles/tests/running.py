"""A published bundle of three items on the small county of cases: registration feeds the food permit, the sign stands alone."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from bancheng.casework.bundles import selectors, services
from bancheng.casework.bundles.models import Bundle, BundleCase, BundlePart
from bancheng.casework.cases import services as cases
from bancheng.casework.cases.models import Case
from bancheng.casework.cases.tests.stage import PDF, PLAN, STAGES, Stage, material
from bancheng.ground.access import Actor
from bancheng.ground.jobs import drain
from bancheng.registers.catalog.tests.sample import COUNTY, PLATFORM
from bancheng.registers.licences import services as licensing
from bancheng.registers.licences.types import FaceElement, TypeSeed

SHORT = [STAGES[0], STAGES[1], {**STAGES[4], "after": ["accept"]}, STAGES[5]]
"""Taken in, accepted, decided, delivered: no review."""
REGISTRATION = material("M0002", "营业执照", signature="none", signature_note="由登记机关盖章", kind="certificate")
STEPS = [{"name": "在线填写", "who": "applicant"}, {"name": "并联办理", "who": "departments"}]
WORK = {
    "goal": "开店只跑一次",
    "measures": "一张表、一套材料",
    "division": "市场监管局牵头",
    "milestones": [{"on": "2026-12-31", "goal": "全部上线"}],
}


@dataclass
class Running:
    """The stage with the bundle on it."""

    stage: Stage
    bundle: Bundle
    items: dict[str, int]

    def begin(self, by: Actor | None = None, **more: Any) -> str:
        """A draft with everything filled in once."""
        who = by or self.stage.citizen()
        key = services.begin(region=COUNTY, key="catering", by=who, **more)
        services.save_answers(key, by=who, answers={"shop_kind": "shop"})
        assert services.save_fields(key, by=who, values={"person_name": who.name, "has_staff": "no"}) == ()
        if selectors.draft(who, key).material("M0005").view.missing:
            services.add_file(key, code="M0005", stream=BytesIO(PDF), name="布局图.pdf", by=who)
        return key

    def filed(self, by: Actor | None = None) -> str:
        who = by or self.stage.citizen()
        key = self.begin(who)
        services.submit(key, by=who, declared=True)
        return key

    def part(self, key: str, member: str) -> BundlePart:
        return BundlePart.objects.select_related("case").get(bundle_case__key=key, key=member, current=True)

    def case(self, key: str, member: str) -> Case:
        found = self.part(key, member).case
        assert found is not None
        return found

    def row(self, key: str) -> BundleCase:
        return BundleCase.objects.get(key=key)

    def decide(self, key: str, member: str, outcome: str = "granted", reason: str = "") -> None:
        """Accept where nobody has, and decide; what follows is done by the jobs."""
        case = self.case(key, member)
        if case.state == "submitted":
            cases.accept(case.key, by=self.stage.staff("clerk"))
        said = reason or ("" if outcome == "granted" else "出口不符合规定。")
        cases.decide(case.key, by=self.stage.staff("approver"), outcome=outcome, reason=said)
        drain()


def build_running(stage: Stage, **changes: Any) -> Running:
    """开办餐饮店 in small: `changes` are of the bundle's body."""
    face = (FaceElement("person_name", "经营者", "person_name"),)
    licensing.take_in_types(
        seeds=[
            TypeSeed("M0002", "11100000000014372A002", "营业执照", face, "国家市场监督管理总局", 0),
            TypeSeed("M0001", "11100000000014372A001", "食品经营许可证", face, "国家市场监督管理总局", 60),
        ],
        by=PLATFORM,
    )
    plain = {"questions": [], "stages": SHORT, "fields": [{"element": "person_name"}, {"element": "has_staff"}]}
    licence = {"kind": "licence", "delivery": ["electronic"]}
    items = {
        "shop": stage.item(
            "个体工商户设立登记",
            **plain | {"materials": [PLAN], "promised": {"unit": "workday", "n": 2}},
            results=[{"name": "营业执照", "licence": "M0002", **licence}],
        ),
        "food": stage.item(
            "食品经营许可",
            stages=SHORT,
            materials=[PLAN, REGISTRATION],
            promised={"unit": "workday", "n": 5},
            results=[{"name": "食品经营许可证", "licence": "M0001", **licence}],
        ),
        "sign": stage.item("店招设置", **plain | {"materials": [PLAN], "promised": {"unit": "workday", "n": 3}}),
    }
    bundle = services.register(
        region=COUNTY,
        key="catering",
        name="开办餐饮店",
        audience="legal",
        stage="open",
        lead_id=stage.world.market.pk,
        by=PLATFORM,
    )
    body = {
        "summary": "开餐饮店要办的事一次办好。",
        "audience": ["1", "2"],
        "members": [
            {"key": "shop", "item": items["shop"], "label": "营业执照"},
            {"key": "food", "item": items["food"], "label": "食品许可"},
            {"key": "sign", "item": items["sign"], "label": "店招"},
        ],
        "feeds": [{"before": "shop", "after": "food", "material": "M0002"}],
        "plan": WORK,
        "steps": STEPS,
    }
    services.save_draft(bundle, body=body | changes, by=PLATFORM)
    services.publish(bundle, by=PLATFORM)
    bundle.refresh_from_db()
    return Running(stage, bundle, items)
