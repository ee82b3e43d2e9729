"""Taking in a set of bundles: lines that a region lacks, and their texts, published where every member has its guide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from bancheng.casework.bundles import finding
from bancheng.casework.bundles.models import Bundle, BundleVersion
from bancheng.casework.bundles.seeds import NAMED, BundleSeed, BundlesTakenIn
from bancheng.casework.bundles.services.workshop import publish, readable, register, save_draft
from bancheng.casework.bundles.types import BundleRefused
from bancheng.ground.access import Actor
from bancheng.ground.journal import append
from bancheng.ground.law import Refused
from bancheng.registers.organisations import selectors as organisations


def take_in_bundles(*, seeds: Sequence[BundleSeed], region: str, items: Mapping[str, int], by: Actor) -> BundlesTakenIn:
    """Give a region (12 digits) the bundles of a set that it lacks, in one transaction. `items`: guide → item of the region.

    A line once taken in is not touched again, whatever was made of it; one that has no version yet, or only a draft that is
    still the text of its seed, is published as soon as every member has its guide. Raises AccessDenied.
    """
    lines = published = 0
    notes: list[str] = []
    with transaction.atomic():
        known = {row.key: row for row in Bundle.objects.filter(region_id=region).select_related("lead")}
        names = {row.name for row in known.values()}
        for seed in seeds:
            row = known.get(seed.key)
            if row is None and seed.name in names:
                notes.append(f"“{seed.name}”已经用另一个标识列入清单，没有再列")
                continue
            if row is None:
                row = _entered(seed, region, by)
                lines += 1
            if seed.body is None or not _untouched(row):
                continue
            try:
                published += _written(row, seed.body, seed, items, by)
            except (Refused, BundleRefused) as refused:
                notes.append(f"“{seed.name}”没有发布：{refused}")
    return BundlesTakenIn(lines, published, tuple(notes))


def _entered(seed: BundleSeed, region: str, by: Actor) -> Bundle:
    organ = organisations.organisation_for(region, seed.lead) if seed.lead else None
    row = register(
        region=region,
        key=seed.key,
        name=seed.name,
        audience=seed.audience,
        lead_id=organ.pk if organ else None,
        batch=seed.batch,
        stage=seed.stage,
        order=seed.order,
        kind=seed.kind,
        demonstration=seed.demonstration,
        by=by,
    )
    if seed.planned:
        named = [{"name": one.name, "organ": one.organ} for one in seed.planned]
        append(finding.subject_of(row), NAMED, by=by, facts={"members": named, "source": seed.source})
    return row


def _untouched(row: Bundle) -> bool:
    """Whether it was never in force: what was, and was taken back, nobody publishes again but its lead."""
    return not BundleVersion.objects.filter(bundle=row).exclude(state=BundleVersion.State.DRAFT).exists()


def _written(row: Bundle, body: Mapping[str, Any], seed: BundleSeed, items: Mapping[str, int], by: Actor) -> bool:
    """Write the text and publish it; False where it is not to be published, or where somebody has changed the draft.

    Raises Refused for a member without a guide, BundleRefused for what the check finds; the draft is kept then.
    """
    if missing := [guide for guide in seed.guides if guide not in items]:
        raise Refused("bundles.no_guide", f"成员事项在本地没有办事指南（{'、'.join(missing)}），只列入清单")
    text = readable(_placed(body, items)).model_dump(mode="json", exclude_defaults=True)
    draft = BundleVersion.objects.filter(bundle=row).only("body").first()
    if draft is None:
        save_draft(row, body=text, by=by)
    elif draft.body != text:
        return False
    if not seed.publish:
        return False
    with transaction.atomic():
        publish(row, by=by)
    return True


def _placed(body: Mapping[str, Any], items: Mapping[str, int]) -> dict[str, Any]:
    """The text with the items of a region in place of the guides."""
    members = [
        {key: value for key, value in member.items() if key != "guide"} | {"item": items[member["guide"]]}
        for member in body["members"]
    ]
    return {**body, "members": members}
