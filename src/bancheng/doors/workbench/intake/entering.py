"""Entering whom a window serves: a person, a firm, a principal; found by number, made when nobody has it yet."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from bancheng.casework.cases.types import IDENTITY_METHODS
from bancheng.doors.workbench.forms import telling
from bancheng.doors.workbench.intake.forms import VisitorForm
from bancheng.doors.workbench.intake.visits import Visit
from bancheng.ground.access import Actor
from bancheng.registers.identity import selectors, services

BY_MANDATE = "mandate"


def entered_person(by: Actor, form: VisitorForm) -> int | None:
    """The key of the person, who is entered now if he is new; None with the sentence on the form."""
    said = form.cleaned_data
    known = selectors.find_person_by_id_number(said["id_number"])
    if known is None and not said["name"]:
        form.add_error("name", _("没有登记过这个身份号码。请对照证件填写姓名，再填手机号码。"))
        return None
    with telling(form, "name"):
        person = services.enter_person(
            name=said["name"] or (known.name if known else ""),
            id_number=said["id_number"],
            phone=said["phone"],
            method=IDENTITY_METHODS[said["method"]],
            by=by,
        )
        return person.id
    return None


def in_capacity(by: Actor, here: Visit, said: dict[str, Any]) -> Visit:
    """The visit in another capacity. Raises Refused for a firm or a principal that does not fit its number."""
    capacity = said["capacity"]
    if capacity == "self":
        return Visit(here.person, here.method)
    firm = entered_firm(by, said) if said["uscc"] else None
    principal = None
    if capacity == "agent" and firm is None:
        principal = services.enter_person(
            name=said["principal_name"],
            id_number=said["principal_id_number"],
            phone=said["principal_phone"],
            method=IDENTITY_METHODS[BY_MANDATE],
            seen=False,
            by=by,
        ).id
    return Visit(here.person, here.method, capacity, firm, principal)


def entered_firm(by: Actor, said: dict[str, Any]) -> int:
    """The key of the firm with this credit code, entered now if it is new. Raises Refused without its name."""
    known = selectors.find_legal_person(said["uscc"])
    if known is not None and not said["firm_name"]:
        return known.id
    name, kind = said["firm_name"], said["firm_kind"] or "6"
    return services.enter_legal_person(uscc=said["uscc"], name=name, kind=kind, by=by).id
