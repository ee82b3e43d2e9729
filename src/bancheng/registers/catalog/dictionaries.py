"""Reading the dictionaries that a guide is checked against."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models.signals import post_delete, post_save

from bancheng.registers.catalog.models import Element, Facet, MaterialType
from bancheng.registers.catalog.rules import Dictionary
from bancheng.registers.catalog.schema import GuideBody
from bancheng.registers.catalog.types import ElementView
from bancheng.registers.organisations import selectors as organisations
from bancheng.registers.organisations import services as organisations_services

ELEMENTS = "catalog.elements"


def elements(codes: Iterable[str] | None = None) -> Mapping[str, ElementView]:
    """Data elements by code: those named, or all. Each process keeps the table, as it keeps the rules and the regions."""
    known = organisations.kept(ELEMENTS, _elements)
    return known if codes is None else {code: known[code] for code in codes if code in known}


def elements_changed(**_: object) -> None:
    """Say to every process that data elements were written; a signal says it, and beside bulk writes whoever wrote."""
    organisations_services.touch(ELEMENTS)


def watch_elements() -> None:
    """Connect the signals, once, when the app is ready."""
    for signal in (post_save, post_delete):
        signal.connect(elements_changed, sender=Element, dispatch_uid=f"{ELEMENTS}-{id(signal)}")


def _elements() -> Mapping[str, ElementView]:
    return {row.code: _element(row) for row in Element.objects.order_by("code")}


def elements_named(body: GuideBody) -> list[str]:
    """The codes of the data elements that a guide's questions and form name."""
    return [question.element for question in body.questions] + [item.element for item in body.fields]


def dictionary(bodies: Iterable[GuideBody] | None = None) -> Dictionary:
    """What guides may name: all of it, or what these bodies name, to check one guide without reading everything."""
    if bodies is None:
        return Dictionary(
            elements=elements(),
            materials=frozenset(MaterialType.objects.values_list("code", flat=True)),
            words=frozenset(Facet.objects.values_list("kind", "code")),
        )
    named = list(bodies)
    codes = {code for body in named for code in elements_named(body)}
    papers = {material.code for body in named for material in body.materials}
    papers |= {result.licence for body in named for result in body.results if result.licence}
    words = {code for body in named for code in (*body.themes, *body.life_events, *body.groups)}
    return Dictionary(
        elements=elements(codes),
        materials=frozenset(MaterialType.objects.filter(code__in=papers).values_list("code", flat=True)),
        words=frozenset(Facet.objects.filter(code__in=words).values_list("kind", "code")),
    )


def _element(row: Element) -> ElementView:
    return ElementView(
        code=row.code,
        label=row.label,
        kind=row.kind,
        unit=row.unit,
        max_length=row.max_length,
        options=tuple((option["value"], option["label"]) for option in row.options),
        standard=row.standard,
        sensitive=row.sensitive,
        hint=row.hint,
        region=row.region_id or "",
    )
