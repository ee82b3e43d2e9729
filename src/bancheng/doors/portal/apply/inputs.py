"""One field of a form as one control: what kind, which keyboard, what is said beside it. The service judges the value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.casework.cases.types import FieldView, SectionView

MOST_RADIOS = 8
"""More options than this become a list to pick from."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a kind of element is typed: the control, HTML's type and inputmode, the width (class), a hint."""

    widget: str = "line"
    type: str = "text"
    mode: str = ""
    width: str = ""
    hint: str | Promise = ""
    capitals: bool = False


LOOKS: Mapping[str, Look] = {
    "text": Look(),
    "longtext": Look(widget="text"),
    "address": Look(hint=gettext_lazy("写到街道门牌号")),
    "region": Look(hint=gettext_lazy("写到县（市、区），例如：河南省南阳市西峡县")),
    "id_number": Look(width="w-18", hint=gettext_lazy("18 位，末位是 X 的也可以输小写"), capitals=True),
    "uscc": Look(width="w-18", hint=gettext_lazy("18 位，在营业执照上"), capitals=True),
    "phone": Look(type="tel", mode="tel", width="w-11"),
    "email": Look(type="email", mode="email"),
    "date": Look(mode="numeric", width="w-11", hint=gettext_lazy("例如 2026-12-31，也可以写成 20261231")),
    "int": Look(mode="numeric", width="w-8"),
    "decimal": Look(mode="decimal", width="w-8"),
    "money": Look(mode="decimal", width="w-11"),
    "area": Look(mode="decimal", width="w-8"),
    "bool": Look(widget="radios"),
    "choice": Look(widget="radios"),
}
UNITS = {"money": gettext_lazy("元"), "area": gettext_lazy("平方米")}
# What browsers may fill in by themselves: only what is about the person who types (WCAG 2.2, 1.3.5).
AUTOCOMPLETE = {
    "person_name": "name",
    "person_phone": "tel",
    "person_email": "email",
    "birth_date": "bday",
    "residence_address": "street-address",
    "contact_address": "street-address",
}
YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    hint: str
    id: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Input:
    """One control, ready to show. `value` is what was typed last, right or wrong."""

    view: FieldView
    look: Look
    widget: str
    id: str
    name: str
    value: str
    choices: tuple[Choice, ...]
    hint: str
    unit: str
    autocomplete: str
    fault: str
    serves: tuple[str, ...] = ()
    """What it is needed for, where it is for more than one item."""

    @property
    def target(self) -> str:
        """Where a link to this field leads: the first thing that takes the focus."""
        return self.choices[0].id if self.widget == "radios" and self.choices else self.id

    @property
    def described_by(self) -> str:
        """The ids of what is said beside the control, for screen readers."""
        said = (("hint", self.hint), ("serves", self.serves), ("source", self.view.source), ("fault", self.fault))
        return " ".join(f"{self.id}-{part}" for part, text in said if text)


def inputs(
    section: SectionView,
    *,
    typed: Mapping[str, str],
    faults: Mapping[str, str],
    own: bool,
    serves: Mapping[str, tuple[str, ...]] | None = None,
) -> tuple[Input, ...]:
    """The controls of one section. `own`: the person fills in the form about himself, so that his browser may help.

    `serves`: by element, what a field is needed for.
    """
    known = serves or {}
    return tuple(_input(view, typed, faults, own, known.get(view.element.code, ())) for view in section.fields)


def _input(
    view: FieldView, typed: Mapping[str, str], faults: Mapping[str, str], own: bool, serves: tuple[str, ...]
) -> Input:
    code, kind = view.element.code, view.element.kind
    look = LOOKS.get(kind, LOOKS["text"])
    value = typed.get(code, as_typed(view.value))
    options = _options(view)
    widget = "select" if kind == "choice" and len(options) > MOST_RADIOS else look.widget
    return Input(
        view=view,
        look=look,
        widget=widget,
        id=f"f-{code}",
        name=code,
        value=value,
        choices=tuple(
            Choice(one, label, hint, f"f-{code}-{number}", one == value)
            for number, (one, label, hint) in enumerate(options, 1)
        ),
        hint=view.field.hint or view.element.hint or str(look.hint),
        unit=str(view.element.unit or UNITS.get(kind, "")),
        autocomplete=AUTOCOMPLETE.get(code, "off") if own else "off",
        fault=faults.get(code, ""),
        serves=serves,
    )


def as_typed(value: object) -> str:
    """A stored value as the control holds it."""
    if isinstance(value, bool):
        return YES if value else NO
    return "" if value is None else str(value)


def _options(view: FieldView) -> tuple[tuple[str, str, str], ...]:
    if view.element.kind == "bool":
        return _with_none(view, ((YES, _("是"), ""), (NO, _("否"), "")))
    if view.element.kind != "choice":
        return ()
    own = tuple((one.value, one.label, one.hint) for one in view.field.options)
    return _with_none(view, own or tuple((value, label, "") for value, label in view.element.options))


def _with_none(view: FieldView, options: tuple[tuple[str, str, str], ...]) -> tuple[tuple[str, str, str], ...]:
    """What may be left open can be taken back too; a radio button once pressed cannot."""
    return options if view.required else (*options, ("", _("不填"), ""))
