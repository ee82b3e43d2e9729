"""What people will see of a guide, drawn small beside the editor: from a body that may not be finished."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from pydantic import ValidationError

from bancheng.doors.frame import words
from bancheng.registers.catalog.types import Limit

LONGEST_BAR = 60
NOT_YET = "—"


@dataclass(frozen=True, slots=True)
class PreviewMaterial:
    name: str
    note: str
    kind: str = "ok"


@dataclass(frozen=True, slots=True)
class Preview:
    """The page in small: title, summary, four facts, the picture of days, materials."""

    name: str
    summary: str
    facts: tuple[tuple[str, str], ...]
    statutory: range
    used: range
    saved: range
    materials: tuple[PreviewMaterial, ...]


def preview(name: str, body: Mapping[str, Any]) -> Preview:
    """A preview of whatever there is; what cannot be read is shown as not yet written."""
    statutory, promised = _limit(body.get("statutory")), _limit(body.get("promised"))
    fees = body.get("fees") or {}
    materials = [one for one in body.get("materials") or () if isinstance(one, Mapping)]
    spared = sum(one.get("exempt") in {"licence", "sharing"} for one in materials)
    give = _("%(n)s 份材料") % {"n": len(materials) - spared} + (_("，%(n)s 份免交") % {"n": spared} if spared else "")
    facts = (
        (_("要多久"), words.limit(promised) if promised else NOT_YET),
        (_("跑几次"), _("%(n)s 次") % {"n": body["visits"]} if "visits" in body else NOT_YET),
        (_("收多少钱"), (_("要收费") if fees.get("charged") else _("不收费")) if fees else NOT_YET),
        (_("您要交"), give if "materials" in body else NOT_YET),
    )
    cells = (
        statutory.n if statutory and statutory.unit == "workday" and statutory.n and statutory.n <= LONGEST_BAR else 0
    )
    used = _used(promised, cells)
    return Preview(
        name=name,
        summary=str(body.get("summary", "")),
        facts=facts,
        statutory=range(cells),
        used=range(used),
        saved=range(max(cells - used, 0)),
        materials=tuple(_material(one) for one in materials),
    )


def _used(promised: Limit | None, cells: int) -> int:
    if promised is None or not cells or promised.unit != "workday":
        return 0
    return min(promised.n or 0, LONGEST_BAR)


def _limit(value: Any) -> Limit | None:
    try:
        return Limit.model_validate(value) if isinstance(value, Mapping) else None
    except ValidationError:
        return None


def _material(one: Mapping[str, Any]) -> PreviewMaterial:
    exempt = {"licence": _("免交，核对电子证照"), "sharing": _("免交，核对共享数据"), "commitment": _("可以承诺代替")}
    name, spared = str(one.get("name", "")), exempt.get(str(one.get("exempt", "")), "")
    if spared:
        return PreviewMaterial(name, spared)
    if one.get("necessity") == "tolerable":
        return PreviewMaterial(name, _("可以晚点交"), "brand")
    return PreviewMaterial(name, _("部分情形") if one.get("when") else "", "plain")
