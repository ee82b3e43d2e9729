"""The writers of the search: entries with their folded words, terms, facets and the card that a list shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction

from bancheng.registers.catalog.models import GuideVersion, ImplementationItem, SearchEntry, SearchFacet
from bancheng.registers.catalog.rules import limit_text
from bancheng.registers.catalog.schema import Limit
from bancheng.registers.catalog.search.fold import fold, pinyin
from bancheng.registers.catalog.search.signs import signs_of
from bancheng.registers.catalog.search.terms import index_terms, initials_of
from bancheng.registers.catalog.search.weighing import weighed
from bancheng.registers.catalog.types import SearchDocument

ITEM = "item"
_WRITTEN = (
    *("title", "summary", "region_code", "audience", "lighter", "signs"),
    *("title_text", "text", "syllables", "initials", "terms", "card"),
)


def index_items(listed: Sequence[tuple[ImplementationItem, GuideVersion]]) -> int:
    """Put the published documents of items into the search; what stood there for them is replaced."""
    return index_entries(kind=ITEM, documents=[_of_item(item, version) for item, version in listed])


def unlist_items(items: Iterable[int]) -> None:
    """Take items out of the search."""
    unlist_entries(kind=ITEM, keys=[str(pk) for pk in items])


def index_entries(*, kind: str, documents: Sequence[SearchDocument]) -> int:
    """Put findable things of a kind into the search (rooms above contribute their own kinds); returns how many."""
    if not documents:
        return 0
    with transaction.atomic():
        SearchEntry.objects.bulk_create(
            [_entry(kind, document) for document in documents],
            update_conflicts=True,
            unique_fields=["key", "kind"],
            update_fields=list(_WRITTEN),
            batch_size=200,
        )
        keys = [document.key for document in documents]
        ids = dict(SearchEntry.objects.filter(kind=kind, key__in=keys).values_list("key", "pk"))
        SearchFacet.objects.filter(entry__in=ids.values()).delete()
        SearchFacet.objects.bulk_create(
            [
                SearchFacet(entry_id=ids[document.key], kind=facet, code=code)
                for document in documents
                for facet, code in dict.fromkeys(document.facets)
            ],
            batch_size=500,
        )
    return len(documents)


def unlist_entries(*, kind: str, keys: Sequence[str]) -> None:
    """Take things of a kind out of the search."""
    if keys:
        SearchEntry.objects.filter(kind=kind, key__in=keys).delete()


def _entry(kind: str, document: SearchDocument) -> SearchEntry:
    title = fold(document.title)
    text = " ".join(dict.fromkeys(filter(None, [title, *map(fold, document.words), fold(document.summary)])))
    syllables = pinyin(title)
    return SearchEntry(
        kind=kind,
        key=document.key,
        title=document.title,
        summary=document.summary[:300],
        region_code=document.region_code,
        audience=document.audience,
        lighter=-document.weight,
        signs=signs_of(document.facets),
        title_text=title,
        text=text,
        syllables="|" + "|".join(syllables) + "|",
        initials=initials_of(syllables),
        terms=index_terms(text, syllables),
        card=dict(document.card),
    )


def _of_item(item: ImplementationItem, version: GuideVersion) -> SearchDocument:
    document: Mapping[str, Any] = version.document or {}
    identity = document["identity"]
    person, legal = "1" in document["audience"], bool({*document["audience"]} - {"1"})
    online = bool({"pc", "mobile"} & {*document["channels"]})
    facets = [("department", str(item.organisation_id)), ("nature", identity["nature"])]
    facets += [("item_type", identity["item_type"]), ("owner_type", identity["owner_type"])]
    facets += [("audience", name) for name, given in (("person", person), ("legal", legal)) if given]
    facets += [("online", "1")] if online else []
    for kind, part in (("theme", "themes"), ("life_event", "life_events"), ("group", "groups")):
        facets += [(kind, code) for code in document[part]]
    return SearchDocument(
        key=str(item.pk),
        title=identity["name"],
        summary=document["summary"],
        region_code=identity["region_code"],
        audience="both" if person and legal else "person" if person else "legal",
        weight=weighed(item.weight, item.volume),
        words=_words(item, document),
        facets=tuple(facets),
        card={"item_id": item.pk, "icon": item.icon} | _card(version, document, online=online),
    )


def _words(item: ImplementationItem, document: Mapping[str, Any]) -> tuple[str, ...]:
    identity = document["identity"]
    codes = (identity["basic_code"], identity["implementation_code"], identity["local_code"])
    results = [result["name"] for result in document["results"]]
    return (item.main_item, *document["keywords"], identity["organ"], *results, *codes)


def _card(version: GuideVersion, document: Mapping[str, Any], *, online: bool) -> dict[str, Any]:
    identity = document["identity"]
    return {
        "organ": identity["organ"],
        "region_name": identity["region_name"],
        "item_type": identity["item_type"],
        "nature_label": identity["nature_label"],
        "handling": document["handling"],
        "promised": limit_text(Limit.model_validate(document["promised"])),
        "statutory": limit_text(Limit.model_validate(document["statutory"])),
        "visits": document["visits"],
        "online": online,
        "charged": document["fees"]["charged"],
        "code": identity["basic_code"],
        "implementation_code": identity["implementation_code"],
        "version": version.number,
    }
