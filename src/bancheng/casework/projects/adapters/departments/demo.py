"""The demo office system of a department: signs what it tells with a keyed hash of our own. No network; refuses in production."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from secrets import compare_digest
from typing import Any

from django.conf import settings

from bancheng.casework.projects.adapters.departments import Forged, Hop, Result, register
from bancheng.ground.crypto import CanonicalFault, canonical_json, keyed_hash

PURPOSE = "projects.departments"
REFUSED = "演示部门系统不能用于正式运行，请接入部门自己的系统。"
FIELDS = frozenset(
    {
        *("message", "code", "external", "item_name", "organ", "region"),
        *("outcome", "happened_on", "document", "stage", "route"),
    }
)


class DemoOffice:
    """The office system of the demonstration (部门业务系统)."""

    key = "demo-office"
    label = "演示部门业务系统"
    demo = True

    def parse(self, payload: Mapping[str, Any]) -> Result:
        told = {name: value for name, value in payload.items() if name not in {"signature", "system"}}
        try:
            right = compare_digest(str(payload.get("signature", "")).encode(), _sign(told).encode())
            if self.check() or not right or told.keys() != FIELDS:
                raise Forged
            return Result(
                message=told["message"],
                code=told["code"],
                external=told["external"],
                item_name=told["item_name"],
                organ=told["organ"],
                region=told["region"],
                outcome=told["outcome"],
                happened_on=date.fromisoformat(told["happened_on"]),
                document=told["document"],
                stage=told["stage"],
                route=tuple(_hop(one) for one in told["route"]),
            )
        except (CanonicalFault, UnicodeError, TypeError, ValueError, KeyError) as error:
            raise Forged from error

    def check(self) -> str:
        """The demonstration's system serves the demonstration only."""
        return "" if settings.BANCHENG_MODE == "demo" else REFUSED

    def signed(self, **told: Any) -> dict[str, Any]:
        """A message as the system would send it, signed: all of FIELDS; `route` a list of {node, at}."""
        whole = {"document": "", "stage": "", "route": [], **told}
        return whole | {"system": self.key, "signature": _sign(whole)}


def _hop(told: Mapping[str, str]) -> Hop:
    at = datetime.fromisoformat(told["at"])
    if at.tzinfo is None:
        raise Forged
    return Hop(told["node"], at)


def _sign(told: Mapping[str, Any]) -> str:
    return keyed_hash(canonical_json(dict(told)).decode(), purpose=PURPOSE)


register(DemoOffice())
