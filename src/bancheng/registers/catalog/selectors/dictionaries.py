"""The dictionaries: data elements, kinds of paper, words of classification, natures, synonyms."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Count, QuerySet

from bancheng.registers.catalog.dictionaries import elements, elements_named
from bancheng.registers.catalog.models import Facet, MaterialType, Nature, Synonym
from bancheng.registers.catalog.schema import GuideBody
from bancheng.registers.catalog.typed import filter_text
from bancheng.registers.catalog.types import ElementView, NatureView, VocabularyWord


def elements_of(body: GuideBody) -> Mapping[str, ElementView]:
    """The data elements that a guide's questions and form name."""
    return elements(elements_named(body))


def material_types(q: str = "") -> QuerySet[MaterialType]:
    """Kinds of paper whose name or code holds `q`."""
    word = filter_text(q)
    found = MaterialType.objects.filter(name__contains=word) | MaterialType.objects.filter(code=word.upper())
    return found if word else MaterialType.objects.all()


def vocabulary(kind: str) -> tuple[VocabularyWord, ...]:
    """The words of one kind (theme, life_event, group, organ_kind), in order."""
    rows = Facet.objects.filter(kind=kind).order_by("order", "pk")
    return tuple(VocabularyWord(row.kind, row.code, row.label, row.audience) for row in rows)


def hot_words() -> tuple[str, ...]:
    """The words offered under the search on the home page."""
    return tuple(word.label for word in vocabulary("hot_word"))


def natures() -> tuple[NatureView, ...]:
    """事项性质 in order, with how many items carry each."""
    rows = Nature.objects.annotate(used=Count("items")).order_by("order", "code")
    return tuple(NatureView(row.code, row.label, row.built_in, row.order, row.used) for row in rows)


def synonyms(q: str = "") -> QuerySet[Synonym]:
    """What people type and what the catalogue says, latest first; with `q`, where either holds it."""
    word = filter_text(q, 40)
    rows = Synonym.objects.order_by("-pk")
    if not word:
        return rows
    # The meanings are a list: neither database searches in it alike, and the table is small enough to read.
    held = [row.pk for row in rows if word in row.term or any(word in meaning for meaning in row.means)]
    return rows.filter(pk__in=held)


def synonym(pk: int) -> Synonym | None:
    """One term of the table."""
    return Synonym.objects.filter(pk=pk).first() if 0 < pk < 2**63 else None
