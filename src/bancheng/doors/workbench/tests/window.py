"""A county's window for the tests: an item with a guide in force, a citizen who comes, and the desks that see his case."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.test import Client

from bancheng.casework.cases.models import Case
from bancheng.doors.workbench.tests.cast import Desk, text
from bancheng.registers.catalog.models import GuideVersion
from bancheng.registers.catalog.tests.sample import BASIS, body, published
from bancheng.registers.identity.tests import cast as citizens

ID_NUMBER = citizens.id_number()
OTHER_ID = citizens.id_number("41132319850612002")
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cf50"
    "0f0003860180a4a5d9000000000049454e44ae426082"
)
HANDLE = re.compile(r"/work/intake/at/([^/]+)/")


def paper(code: str, name: str, **more: Any) -> dict[str, Any]:
    """One material of a guide, owed by everybody."""
    base = {"basis": [BASIS], "form": "either", "originals": 1, "copies": 0, "signature": "signature"}
    return {"code": code, "name": name, **base, **more}


def food_guide(**changes: Any) -> dict[str, Any]:
    """A question, two fields, two papers; issued without a licence, so that nothing else is needed to decide."""
    more: dict[str, Any] = {
        "materials": [
            paper("M0001", "食品经营许可申请书", kind="form", criteria="签名完整，内容与登记的一致"),
            paper("M0002", "营业执照", kind="certificate"),
        ],
        "results": [{"name": "准予通知书", "kind": "approval"}],
        "stages": [
            {"key": "accept", "name": "受理", "kind": "accept", "post": "clerk"},
            {"key": "decide", "name": "决定", "kind": "decide", "post": "approver", "after": ["accept"]},
            {"key": "deliver", "name": "出件", "kind": "deliver", "post": "result_desk", "after": ["decide"]},
        ],
    }
    return body(**(more | changes))


@dataclass
class Window:
    """The market organ's window with one item, and who sits there."""

    desk: Desk
    guide: GuideVersion
    clerk: Client

    @property
    def item(self) -> int:
        return int(self.guide.item_id)

    def comes(self, client: Client | None = None, **typed: str) -> str:
        """A person's number is typed; the handle of the visit."""
        sent = {"id_number": ID_NUMBER, "method": "id_card", "name": "王小满", "phone": "13800000001", **typed}
        answer = (client or self.clerk).post("/work/intake/", sent)
        assert answer.status_code == 302, text(answer)
        found = HANDLE.search(answer.headers["Location"])
        assert found
        return found.group(1)

    def begun(self, handle: str = "", **more: str) -> str:
        """The key of a file just begun for him."""
        handle = handle or self.comes()
        answer = self.clerk.post(f"/work/intake/at/{handle}/start/", {"item": self.item, **more})
        assert answer.status_code == 302, text(answer)
        return answer.headers["Location"].rstrip("/").rsplit("/", 1)[-1]

    def hand_in(self, key: str) -> None:
        """Both papers are taken as originals."""
        for line in (1, 2):
            answer = self.clerk.post(f"/work/intake/{key}/materials/{line}/", {"act": "paper"})
            assert answer.status_code == 302

    def typed(self, **more: str) -> dict[str, str]:
        """The page as it is sent: answers and fields."""
        return {"a.shop_kind": "shop", "f.person_name": "王小满", "f.has_staff": "false", **more}

    def received(self, **more: str) -> Case:
        """A case that was received and waits for acceptance."""
        key = self.begun()
        self.hand_in(key)
        sent = self.typed(declared="yes", **more)
        answer = self.clerk.post(f"/work/intake/{key}/submit/", sent)
        assert answer.status_code == 302, text(answer)
        return Case.objects.get(key=key)


def build_window(desk: Desk) -> Window:
    market = desk.world.market
    return Window(desk, published(market, guide=food_guide()), desk.browser("clerk", organisation_id=market.pk))
