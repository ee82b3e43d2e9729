"""Reading the dictionaries that a guide is checked against."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bancheng.registers.catalog.models import Element, Facet, MaterialType
from bancheng.registers.catalog.rules import Dictionary
from bancheng.registers.catalog.schema import GuideBody
from bancheng.registers.catalog.types import ElementView


def elements(codes: Iterable[str] | None = None) -> Mapping[str, ElementView]:
    """Data elements by code: those named, or all."""
    rows = Element.objects.all() if codes is None else Element.objects.filter(code__in=set(codes))
    return {row.code: _element(row) for row in rows}


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
    )
