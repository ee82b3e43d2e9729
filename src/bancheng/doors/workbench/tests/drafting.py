"""A guide being written: its editor's addresses, the draft as it is stored, and a manager's browser before it."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from bancheng.doors.workbench.tests.cast import Desk
from bancheng.registers.catalog import services
from bancheng.registers.catalog.models import GuideVersion
from bancheng.registers.catalog.tests.sample import PLATFORM, body, make_item


def url(item: Any, section: str) -> str:
    return reverse("workbench:guide-edit", args=[item.pk, section])


def stored(item: Any) -> dict[str, Any]:
    return dict(GuideVersion.objects.get(item=item, state="draft").body)


def written(desk: Desk, **changes: Any) -> tuple[Client, Any]:
    """A manager's browser, and an item whose draft is the sample with changes."""
    item = make_item(desk.world.market)
    services.save_draft(item=item, body=body(**changes), revision=0, by=PLATFORM, keep_incomplete=True)
    return desk.browser("service_officer"), item
