"""Guides as every channel reads them. A document once read is kept: it cannot change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from bancheng.ground import law
from bancheng.registers.catalog.models import GuideVersion, ImplementationItem
from bancheng.registers.catalog.schema import GuideDocument
from bancheng.registers.catalog.types import Exemption, ExemptionProvider, GuidePage, Pinned, VersionLine

State = ImplementationItem.State
OF_AN_ITEM = ("item__state", "item__cancelled_on", "item__organisation")
BATCH = 200
KEPT = 256  # documents a process keeps parsed; about 50 KB each

_providers: dict[str, ExemptionProvider] = {}


def guide(key: int | str, version: int | None = None, person: str = "") -> GuidePage | None:
    """The guide of an item: by its id or by its 31-digit implementation code.

    Without `version`, the one in force; where none is (withdrawn, cancelled) the last that was, with the state that says so.
    None for an item that never had a public guide, and for a version that does not exist. With `person` (the key of an
    account) the exemptions of that person are added beside the document.
    """
    item = _item(key)
    if item is None:
        return None
    lines = _published(item)
    if version is None:
        chosen = next((line for line in lines if line.pk == item.current_id), lines[0] if lines else None)
    else:
        chosen = next((line for line in lines if line.number == version), None)
    if chosen is None:
        return None
    document = _document(chosen.pk, chosen.digest)
    state, label = _state(item, chosen)
    return GuidePage(
        item_id=item.pk,
        document=document,
        digest=chosen.digest,
        version=chosen.number,
        state=state,
        state_label=label,
        published_at=law.in_shanghai(chosen.published_at),  # type: ignore[arg-type]
        is_current=chosen.pk == item.current_id,
        cancelled_on=item.cancelled_on,
        cancelled_reason=item.cancelled_reason,
        versions=tuple(version_line(line) for line in lines),
        exemptions=exemptions(document, person) if person else {},
    )


def guide_document(version_id: int) -> Pinned | None:
    """Any published version by the id a case keeps, whatever became of it since."""
    published = GuideVersion.objects.exclude(state=GuideVersion.State.DRAFT)
    row = published.select_related("item").only("number", "digest", "item__organisation").filter(pk=version_id).first()
    return None if row is None else _pinned(row, row.item)


def document(version_id: int, digest: str) -> GuideDocument:
    """The document of a published version, for who has read its digest beside its id. No query once the process has it."""
    return _document(version_id, digest)


def digests(versions: Iterable[int]) -> Mapping[int, str]:
    """Version → its digest, of many published versions in one statement. See `document`."""
    published = GuideVersion.objects.filter(pk__in=list(versions)).exclude(state=GuideVersion.State.DRAFT)
    return dict(published.order_by().values_list("pk", "digest"))


def digest_beside(field: str) -> Subquery:
    """The digest of the version that a row's field names, to be read in the row's own statement. See `document`."""
    return Subquery(GuideVersion.objects.order_by().filter(pk=OuterRef(field)).values("digest"))


def documents(versions: Iterable[int]) -> Iterator[tuple[int, GuideDocument]]:
    """(version id, document) of many published versions, some hundreds a statement; read for this once and not kept."""
    keys = sorted(set(versions))
    for start in range(0, len(keys), BATCH):
        rows = GuideVersion.objects.filter(pk__in=keys[start : start + BATCH], document__isnull=False).order_by("pk")
        for pk, stored in rows.values_list("pk", "document"):
            yield pk, GuideDocument.model_validate(stored)


def pin(item_id: int, on: date | None = None) -> Pinned | None:
    """The version under which a case filed on a day (today) stands; None when the item cannot be applied for on it.

    One query, and once a process the document.
    """
    if not 0 < item_id < 2**63:
        return None
    day = on or law.today()
    published = GuideVersion.objects.filter(item=item_id, state=GuideVersion.State.PUBLISHED, effective_from__lte=day)
    few = published.select_related("item").only("number", "digest", *OF_AN_ITEM)
    row = few.order_by("-number").first()
    if row is None or row.item.state == State.SUSPENDED:
        return None
    if row.item.cancelled_on is not None and row.item.cancelled_on <= day:
        return None
    return _pinned(row, row.item)


def pins(items: Iterable[int], on: date | None = None) -> Mapping[int, int]:
    """Item → the key of the version under which a case filed on a day (today) stands; items without one are left out."""
    day = on or law.today()
    rows = GuideVersion.objects.filter(
        item__in=list(items), state=GuideVersion.State.PUBLISHED, effective_from__lte=day
    )
    rows = rows.exclude(item__state=State.SUSPENDED).exclude(item__cancelled_on__lte=day)
    return dict(rows.order_by("number").values_list("item", "pk"))


def exemptions(document: GuideDocument, person: str) -> Mapping[str, tuple[Exemption, ...]]:
    """By material code, why this person need not hand it in: what the rooms above registered, added up."""
    found: dict[str, tuple[Exemption, ...]] = {}
    for name in sorted(_providers):
        for exemption in _providers[name](document, person):
            found[exemption.material] = (*found.get(exemption.material, ()), exemption)
    return found


def provide_exemptions(name: str) -> Callable[[ExemptionProvider], ExemptionProvider]:
    """Register, in a room's `providers.py`, what it knows about exemptions; `name` is that room."""

    def register(provider: ExemptionProvider) -> ExemptionProvider:
        _providers[name] = provider
        return provider

    return register


def version_line(row: GuideVersion) -> VersionLine:
    """One line of a guide's history."""
    if row.effective_from is None or row.published_at is None:
        raise ValueError("a draft has no place in the history")
    return VersionLine(
        number=row.number,
        state=row.state,
        state_label=row.get_state_display(),
        effective_from=row.effective_from,
        published_at=law.in_shanghai(row.published_at),
        published_by=row.published_by,
        digest=row.digest,
        withdrawn_reason=row.withdrawn_reason,
    )


def _item(key: int | str) -> ImplementationItem | None:
    rows = ImplementationItem.objects.all()
    if isinstance(key, int):
        return rows.filter(pk=key).first() if 0 < key < 2**63 else None
    return rows.filter(code=key).first() if len(key) == 31 and key.isascii() and key.isalnum() else None


def _published(item: ImplementationItem) -> list[GuideVersion]:
    rows = GuideVersion.objects.filter(item=item).exclude(state=GuideVersion.State.DRAFT)
    return list(_light(rows).order_by("-number"))


def _light(rows: QuerySet[GuideVersion]) -> QuerySet[GuideVersion]:
    """Without the two large columns; the document is read once a process."""
    return rows.defer("body", "document")


def _pinned(row: GuideVersion, item: ImplementationItem) -> Pinned:
    document = _document(row.pk, row.digest)
    return Pinned(row.pk, row.item_id, row.number, row.digest, document, item.organisation_id)


@lru_cache(maxsize=KEPT)
def _document(version_id: int, digest: str) -> GuideDocument:
    """The digest is part of the key: it belongs to one content, whatever a test database does with ids."""
    stored: Any = GuideVersion.objects.values_list("document", flat=True).get(pk=version_id)
    return GuideDocument.model_validate(stored)


def _state(item: ImplementationItem, row: GuideVersion) -> tuple[str, str]:
    if item.cancelled_on is not None and item.cancelled_on <= law.today():
        return "cancelled", "已取消"
    if row.state == GuideVersion.State.WITHDRAWN:
        return "withdrawn", "已撤下"
    if item.state == State.SUSPENDED:
        return "suspended", "暂停办理"
    if row.pk == item.current_id:
        return "published", "现行有效"
    if row.effective_from is not None and row.effective_from > law.today():
        return "scheduled", f"自 {row.effective_from} 起施行"
    return "superseded", "已有新版本"
