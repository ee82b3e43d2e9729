"""Which conditions may be lacking at first (次要条件) is said in the guide editor, and stands there again."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from bancheng.doors.workbench.tests.cast import Desk, text
from bancheng.doors.workbench.tests.forms_shown import shown
from bancheng.registers.catalog import services
from bancheng.registers.catalog.models import GuideVersion
from bancheng.registers.catalog.tests.sample import PLATFORM, body, make_item

pytestmark = pytest.mark.django_db


def stored(item: Any) -> list[dict[str, Any]]:
    draft = GuideVersion.objects.get(item=item, state="draft")
    return list(draft.body["requirements"])


def test_a_condition_is_marked_secondary_and_unmarked_again(desk: Desk) -> None:
    client, item = desk.browser("catalog_editor"), make_item(desk.world.market)
    services.save_draft(item=item, body=body(), revision=0, by=PLATFORM)
    url = reverse("workbench:guide-edit", args=[item.pk, "requirements"])
    sent = shown(client.get(url))
    assert not any("secondary" in name for name in sent) and "次要条件" in text(client.get(url))
    plain = stored(item)
    assert client.post(url, {**sent, "rows-0-secondary": "on"}).status_code == 302
    assert stored(item)[0] == {**plain[0], "secondary": True}
    sent = shown(client.get(url))
    assert sent["rows-0-secondary"] == ["on"]
    del sent["rows-0-secondary"]
    assert client.post(url, sent).status_code == 302
    assert stored(item) == plain
