"""Guides that make a bundle worth merging, a lead who writes it, and what his browser sends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import reverse

from bancheng.casework.bundles import services
from bancheng.casework.bundles.models import Bundle, BundleVersion
from bancheng.doors.workbench.tests.cast import Desk
from bancheng.doors.workbench.tests.forms_shown import shown
from bancheng.registers.catalog.tests.sample import BASIS, COUNTY, PLATFORM, body, published

PLAN = {
    "goal": "开店只跑一次",
    "measures": "一张表、一套材料",
    "division": "市场监管局牵头，自来水公司配合",
    "milestones": [{"on": "2026-12-31", "goal": "全部上线"}],
}
STEPS = [{"name": "在线填写", "who": "applicant"}, {"name": "并联办理", "who": "departments"}]
LICENCE = {
    "code": "M0002",
    "name": "营业执照",
    "basis": [BASIS],
    "form": "either",
    "originals": 1,
    "copies": 0,
    "signature": "none",
    "signature_note": "由登记机关盖章",
    "kind": "certificate",
}


@dataclass
class Workshop:
    """A county with three items in use: registration, which issues the licence that the food permit asks for, and water."""

    desk: Desk
    client: Client
    shop: int
    food: int
    water: int

    def listed(self, key: str = "catering", name: str = "开办餐饮店", **more: Any) -> Bundle:
        """A line of the list, led by the market organ unless said otherwise."""
        given = {
            "region": COUNTY,
            "audience": "legal",
            "stage": "open",
            "lead_id": self.desk.world.market.pk,
            "by": PLATFORM,
        }
        return services.register(key=key, name=name, **given | more)

    def text(self, **changes: Any) -> dict[str, Any]:
        """A text without faults, changed at its top."""
        return {
            "summary": "开餐饮店要办的事一次办好。",
            "audience": ["2"],
            "members": [
                {"key": "shop", "item": self.shop, "label": "营业执照"},
                {"key": "food", "item": self.food, "label": "食品许可"},
            ],
            "feeds": [{"before": "shop", "after": "food", "material": "M0002"}],
            "plan": PLAN,
            "steps": STEPS,
        } | changes

    def drafted(self, bundle: Bundle | None = None, **changes: Any) -> Bundle:
        """A bundle with a draft."""
        row = bundle or self.listed()
        services.save_draft(row, body=self.text(**changes), by=PLATFORM)
        return row

    def in_force(self, **changes: Any) -> Bundle:
        """A published bundle."""
        row = self.drafted(**changes)
        services.publish(row, by=PLATFORM)
        row.refresh_from_db()
        return row

    def shown(self, row: Bundle, section: str) -> dict[str, list[str]]:
        """What a browser sends when a section is saved as it is shown."""
        return shown(self.client.get(address(row, section)))

    def sent(self, row: Bundle, section: str, **changes: Any) -> Any:
        """The answer to a section saved with these controls changed."""
        return self.client.post(address(row, section), self.shown(row, section) | changes)


def address(row: Bundle, section: str) -> str:
    return reverse("workbench:bundle-edit", args=[row.pk, section])


def draft_of(row: Bundle) -> BundleVersion:
    return BundleVersion.objects.get(bundle=row, state="draft")


def build_workshop(desk: Desk, client: Client) -> Workshop:
    world = desk.world
    registering = body(
        summary="登记以后领取营业执照。",
        promised={"unit": "workday", "n": 2},
        questions=[],
        fields=[{"element": "person_name"}],
        materials=[],
        results=[{"name": "营业执照", "kind": "licence", "licence": "M0002"}],
        keywords=[],
    )
    permit = body(materials=[*body()["materials"], LICENCE])
    return Workshop(
        desk,
        client,
        shop=published(world.market, "个体工商户设立登记", guide=registering).item_id,
        food=published(world.market, "食品经营许可", guide=permit).item_id,
        water=published(world.water, "供水报装", guide=body(), item_type="20", nature="convenience").item_id,
    )
