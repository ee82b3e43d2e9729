"""Why a change is refused by the examination: for which organ, at which place of the guide, on what basis, how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from bancheng.doors.workbench.catalog.guide.sections import section_of
from bancheng.doors.workbench.catalog.guide.surround import OF_THE_ITEM, link
from bancheng.doors.workbench.requests import StaffRequest
from bancheng.ground.access import Target, may
from bancheng.registers.catalog.types import Fault, GuideRefused, HandingRefused, Hindrance


@dataclass(frozen=True, slots=True)
class Found:
    """One finding with the name of its place, and the address where this person can mend it ("" where he may not)."""

    fault: Fault
    place: str
    url: str


@dataclass(frozen=True, slots=True)
class Hindered:
    """The findings that hold for some organs, under their names."""

    title: str
    found: tuple[Found, ...]


def hindered(request: StaffRequest, item: Any, refused: GuideRefused) -> tuple[Hindered, ...]:
    """What stands in the way, by the organs that it concerns; the guide is mended where it is written, at the item itself."""
    target = Target(region=item.region_id, organisation=item.organisation_id)
    mends = may(request.actor, "catalog.edit", target).allowed
    if isinstance(refused, HandingRefused):
        groups = refused.hindrances
    else:
        groups = (Hindrance((item.organisation.name,), refused.faults),)
    return tuple(
        Hindered(
            _title(one),
            tuple(Found(fault, place(fault), link(item.pk, fault) if mends else "") for fault in one.faults),
        )
        for one in groups
    )


def place(fault: Fault) -> str:
    """Where a fault stands: the section of the editor, and the row in it."""
    section, names = section_of(fault), fault.path.split(".")
    if names[0] == OF_THE_ITEM:
        return _("事项信息")
    if section is None:
        return _("指南")
    row = next((name for name in names[1:] if name.isdigit()), "")
    if not row:
        return str(section.label)
    return _("%(section)s，第 %(n)s 项") % {"section": section.label, "n": int(row) + 1}


def _title(one: Hindrance) -> str:
    told = {"organs": "、".join(one.organs), "n": len(one.faults)}
    return _("%(organs)s不能照这份指南办理，有 %(n)s 处要先改好") % told
