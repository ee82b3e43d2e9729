"""Editions: what a list says is compared with what was published, and published anew where it differs."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from bancheng.ground import law
from bancheng.ground.access import Actor, Subject, system, within
from bancheng.ground.crypto import canonical_json, canonical_sm3
from bancheng.ground.journal import append
from bancheng.registers.lists.models import ListEdition, ListStanding
from bancheng.registers.lists.public.registry import declared, declared_list
from bancheng.registers.lists.types import SUBJECT, PublicList
from bancheng.registers.lists.types.public import Row
from bancheng.registers.organisations import selectors as organisations

log = logging.getLogger("bancheng.lists")

CLOCK = system("清单定时公布")


def republish(code: str, *, region: str, by: Actor) -> ListEdition | None:
    """Publish what a list says in a region, if that is something new, in the caller's transaction; its newest edition.

    Other served regions above and below are looked at within a minute (`refresh_stale`). None for a region without a list
    of that code.
    """
    listing = declared_list(code)
    if listing is None:
        return None
    mark_stale([code], region=region)
    return _publish(listing, region, by)


def mark_stale(codes: Iterable[str], *, region: str) -> int:
    """Say that lists may have changed in the served regions at, above and below a region; returns how many were marked."""
    now, marked = law.now(), 0
    places = [code for code in served() if within(code, region) or within(region, code)]
    with transaction.atomic():
        for code in codes:
            for place in places:
                standing, _made = ListStanding.objects.get_or_create(code=code, region_id=place)
                if standing.stale_since is None:
                    marked += ListStanding.objects.filter(pk=standing.pk, stale_since=None).update(stale_since=now)
    return marked


def refresh_stale() -> int:
    """Publish the marked lists that changed; returns how many did. May run again at any time.

    A list that fails keeps its mark and does not keep the others from being published; the first failure is raised at the end.
    """
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
    for region in served():
        mark_stale([listing.code for listing in declared()], region=region)
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
    return ListEdition.objects.create(
        code=listing.code,
        region_id=region,
        number=before.number + 1 if before else 1,
        day=law.today(),
        published_at=law.now(),
        digest=digest,
        columns=[{"key": column.key, "label": column.label} for column in listing.columns],
        rows=rows,
    )


def _number(code: str, region: str) -> int | None:
    found = ListStanding.objects.filter(code=code, region=region)
    return found.values_list("edition__number", flat=True).first()
