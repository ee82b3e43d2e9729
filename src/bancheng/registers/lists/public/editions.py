"""Editions: what a list says is compared with what was published, and published anew where it differs."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Coalesce

from bancheng.ground import law
from bancheng.ground.access import Actor, Subject, system, within
from bancheng.ground.crypto import canonical_json, canonical_sm3
from bancheng.ground.journal import append
from bancheng.registers.lists.models import ListContent, ListEdition, ListStanding
from bancheng.registers.lists.packing import packed
from bancheng.registers.lists.public.marks import mark_stale, taken
from bancheng.registers.lists.public.registry import declared, declared_list
from bancheng.registers.lists.types import SUBJECT, PublicList
from bancheng.registers.lists.types.public import Row
from bancheng.registers.organisations import selectors as organisations

log = logging.getLogger("bancheng.lists")

CLOCK = system("清单定时公布")


def republish(code: str, *, region: str, by: Actor) -> ListEdition | None:
    """Publish what a list says in a region, if that is something new, in the caller's transaction; its newest edition.

    For short lists whose keeper sees the edition at once; what grows with the catalogue is marked (`mark_changed`) and
    published by a job. Other served regions above and below are looked at within a minute (`refresh_stale`). None for a
    region without a list of that code.
    """
    listing = declared_list(code)
    if listing is None:
        return None
    mark_stale([code], region=region)
    return _publish(listing, region, by)


def refresh_stale() -> int:
    """Publish the marked lists that changed; returns how many did. May run again at any time.

    A list that fails keeps its mark and does not keep the others from being published; the first failure is raised at the end.
    """
    _spread()
    changed, failures = 0, []
    waiting = ListStanding.objects.exclude(stale_since=None).order_by("stale_since", "pk")
    for code, region in list(waiting.values_list("code", "region_id")):
        try:
            changed += _refresh(code, region)
        except Exception as failure:
            log.exception("list %s of %s was not published", code, region)
            failures.append(failure)
    if failures:
        raise failures[0]
    return changed


def refresh_all() -> int:
    """Look at every list in every served region; returns how many changed."""
    mark_stale([listing.code for listing in declared()], region="")
    return refresh_stale()


def served() -> tuple[str, ...]:
    """The codes of the regions open to the public."""
    trees = organisations.served_regions()
    return tuple(node.region.code for tree in trees for node in tree.walk() if node.region.served)


def content(listing: PublicList, region: str) -> list[dict[str, str]]:
    """The rows as they are stored: every column as a text, and what the row is about."""
    keys = [column.key for column in listing.columns]
    found = []
    for row in listing.rows(region):
        made = {key: str(row.get(key) or "") for key in keys}
        if subject := row.get(SUBJECT):
            made[SUBJECT] = subject
        found.append(made)
    return found


def digest_of(listing: PublicList, region: str, rows: Sequence[Row]) -> str:
    """SM3 over code, region, columns and the rows without their links, sorted by their canonical JSON."""
    plain = [{key: value for key, value in row.items() if key != SUBJECT} for row in rows]
    columns = [[column.key, column.label] for column in listing.columns]
    return canonical_sm3(
        {"code": listing.code, "region": region, "columns": columns, "rows": sorted(plain, key=canonical_json)}
    )


def _spread() -> None:
    """Turn the marks into stale standings of the served regions that they concern, all or none.

    A list that another run is publishing is waited for: its mark came too late for that run.
    """
    with transaction.atomic():
        marks = taken()
        if not marks:
            return
        open_ones = served()
        stale = {
            (code, place)
            for code, region in marks
            for place in open_ones
            if within(place, region) or within(region, place)
        }
        ListStanding.objects.bulk_create(
            (ListStanding(code=code, region_id=place) for code, place in sorted(stale)), ignore_conflicts=True
        )
        rows = ListStanding.objects.filter(code__in={code for code, _place in stale}).order_by("pk")
        # One order for all runs: two that lock the same rows wait for each other and never for good.
        known = [row.pk for row in rows.select_for_update() if (row.code, row.region_id) in stale]
        ListStanding.objects.filter(pk__in=known).update(stale_since=Coalesce("stale_since", Value(law.now())))


def _refresh(code: str, region: str) -> bool:
    listing = declared_list(code)
    if listing is None:  # a list that no room declares any more keeps its editions
        ListStanding.objects.filter(code=code, region=region).update(stale_since=None)
        return False
    with transaction.atomic():
        before = _number(code, region)
        return _publish(listing, region, CLOCK).number != before


def _publish(listing: PublicList, region: str, by: Actor) -> ListEdition:
    with transaction.atomic():
        ListStanding.objects.get_or_create(code=listing.code, region_id=region)
        standing = (
            ListStanding.objects.select_for_update(of=("self",))
            .select_related("edition")
            .get(code=listing.code, region=region)
        )
        rows = content(listing, region)
        digest = digest_of(listing, region, rows)
        edition = standing.edition
        if edition is None or edition.digest != digest:
            edition = standing.edition = _edition(listing, region, rows, digest, edition)
            facts = {"number": edition.number, "digest": digest, "rows": len(rows)}
            append(Subject("lists.public", f"{listing.code}:{region}"), "publish_list", by=by, facts=facts)
        standing.stale_since = None
        standing.save(update_fields=["edition", "stale_since"])
    return edition


def _edition(
    listing: PublicList, region: str, rows: list[dict[str, Any]], digest: str, before: ListEdition | None
) -> ListEdition:
    columns = [{"key": column.key, "label": column.label} for column in listing.columns]
    key, body = packed(columns, rows)
    ListContent.objects.bulk_create([ListContent(digest=key, packed=body)], ignore_conflicts=True)
    return ListEdition.objects.create(
        code=listing.code,
        region_id=region,
        number=before.number + 1 if before else 1,
        day=law.today(),
        published_at=law.now(),
        digest=digest,
        size=len(rows),
        content_id=key,
    )


def _number(code: str, region: str) -> int | None:
    found = ListStanding.objects.filter(code=code, region=region)
    return found.values_list("edition__number", flat=True).first()
