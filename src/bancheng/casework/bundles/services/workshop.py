"""The bundle workshop: a lead registers, writes, publishes and takes back. One journal entry per act."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from pydantic import ValidationError

from bancheng.casework.bundles import finding, searching
from bancheng.casework.bundles.examining import examined
from bancheng.casework.bundles.models import Bundle, BundleMember, BundleVersion
from bancheng.casework.bundles.schema import BundleBody
from bancheng.casework.bundles.types import BundleRefused, Checked
from bancheng.ground import law
from bancheng.ground.access import Actor, Target, demand
from bancheng.ground.crypto import canonical_sm3
from bancheng.ground.journal import append
from bancheng.ground.law import Refused
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.organisations import selectors as organisations

EDIT, PUBLISH = "bundles.edit", "bundles.publish"
State = BundleVersion.State


def register(
    *,
    region: str,
    key: str,
    name: str,
    audience: str,
    by: Actor,
    lead_id: int | None = None,
    batch: str = "",
    stage: str = "",
    order: int = 100,
    kind: str = "thing",
    demonstration: bool = False,
) -> Bundle:
    """Enter a bundle in the list of a region (12 digits), or change its line; the lead may come later.

    Raises AccessDenied outside the actor's scope, also for who led it until now; Refused: bundles.name, bundles.taken (the
    name, in this region), bundles.lead for an organ that is not there.
    """
    demand(by, EDIT, Target(region=region, organisation=lead_id))
    told = name.strip()
    if not told or len(told) > 100:
        raise Refused("bundles.name", "请填写一件事的名称，最多 100 个字。")
    if lead_id is not None and not organisations.organisations().filter(pk=lead_id).exists():
        raise Refused("bundles.lead", "牵头部门不在组织机构中，请从清单中选择。")
    now = law.now()
    line = {
        "name": told,
        "lead_id": lead_id,
        "audience": audience,
        "batch": batch.strip()[:40],
        "stage": stage,
        "order": order,
        "kind": kind,
        "demonstration": demonstration,
    }
    with transaction.atomic():
        row = Bundle.objects.select_for_update().filter(region_id=region, key=key).first()
        if row is not None:
            demand(by, EDIT, finding.target_of(row))
        if Bundle.objects.filter(region_id=region, name=told).exclude(key=key).exists():
            raise Refused("bundles.taken", "这个地区已经有这个名称的一件事，请换一个名称。")
        if row is None:
            row = Bundle.objects.create(region_id=region, key=key, created_at=now, updated_at=now, **line)
            append(finding.subject_of(row), "register", by=by, facts=line)
            return row
        changed = {field: value for field, value in line.items() if getattr(row, field) != value}
        if not changed:
            return row
        for field, value in changed.items():
            setattr(row, field, value)
        row.updated_at = now
        row.save(update_fields=[*changed, "updated_at"])
        append(finding.subject_of(row), "change", by=by, facts=changed)
        searching.index(row)
        return row


def save_draft(bundle: Bundle, *, body: Mapping[str, Any], by: Actor, revision: int | None = None) -> BundleVersion:
    """Keep the text of a bundle. `revision`: the one that was edited; where another was saved since, nothing is kept.

    Raises Refused: bundles.body with the first sentence of what is wrong, bundles.member for an item that is not in the
    catalogue, bundles.outdated.
    """
    demand(by, EDIT, finding.target_of(bundle))
    read = readable(body)
    _demand_items(read)
    with transaction.atomic():
        row = Bundle.objects.select_for_update().get(pk=bundle.pk)
        draft = BundleVersion.objects.select_for_update().filter(bundle=row, state=State.DRAFT).first()
        if draft is not None and revision is not None and draft.revision != revision:
            raise Refused(
                "bundles.outdated", "您打开以后，这份草稿又有人保存过。请重新打开，再改一次；您填的内容还在页面上。"
            )
        if draft is None:
            last = BundleVersion.objects.filter(bundle=row).aggregate(last=Max("number"))["last"] or 0
            draft = BundleVersion(
                bundle=row, number=last + 1, revision=0, created_at=law.now(), created_by=by.name[:100]
            )
        draft.body = read.model_dump(mode="json", exclude_defaults=True)
        draft.revision += 1
        draft.save()
        _keep_members(row, read)
        digest = canonical_sm3(draft.body)
        append(finding.subject_of(row), "save", by=by, facts={"number": draft.number, "body": digest})
        return draft


def readable(body: Mapping[str, Any]) -> BundleBody:
    """The body, or Refused bundles.body with the sentence of the first thing wrong with it."""
    try:
        return BundleBody.model_validate(dict(body))
    except ValidationError as error:
        first = error.errors()[0]
        if first["type"] == "value_error":
            raise Refused("bundles.body", str(first["msg"]).removeprefix("Value error, ")) from error
        place = " ".join(str(part) for part in first["loc"])
        raise Refused("bundles.body", f"“{place}”的内容不符合要求，请检查后再保存") from error


def check_draft(bundle: Bundle, *, by: Actor) -> tuple[Checked, ...]:
    """The check before publication of the draft, whole. Raises Refused bundles.no_draft."""
    demand(by, EDIT, finding.target_of(bundle))
    return _checked(bundle, finding.draft_of(bundle))


def publish(bundle: Bundle, *, by: Actor, revision: int | None = None) -> BundleVersion:
    """Publish the draft: it holds to the guides of its members in force now (ONE-01, ONE-10).

    Raises BundleRefused with every line of the check that is not met; Refused: bundles.no_draft, bundles.outdated.
    """
    demand(by, PUBLISH, finding.target_of(bundle))
    with transaction.atomic():
        row = Bundle.objects.select_for_update().get(pk=bundle.pk)
        draft = finding.draft_of(row)
        if revision is not None and draft.revision != revision:
            raise Refused("bundles.outdated", "您看过以后，草稿又有人保存过。没有看过的内容不会发布，请重新核对。")
        lacking = tuple(line for line in _checked(row, draft) if not line.met)
        if lacking:
            raise BundleRefused(lacking)
        body = BundleBody.model_validate(draft.body)
        guides, _ = finding.newest_guides(body)
        draft.pinned = {one.key: one.version_id for one in guides}
        draft.digest = canonical_sm3({"body": draft.body, "pinned": draft.pinned})
        draft.state, draft.published_at, draft.published_by = State.PUBLISHED, law.now(), by.name[:100]
        draft.save()
        row.current, row.updated_at = draft, law.now()
        row.save(update_fields=["current", "updated_at"])
        facts = {"number": draft.number, "digest": draft.digest, "lead": row.lead_id, "pinned": draft.pinned}
        append(finding.subject_of(row), "publish", by=by, facts=facts)
        searching.index(row)
        return draft


def withdraw(bundle: Bundle, *, reason: str, by: Actor) -> None:
    """Take the version in force back; the one before it does not come into force again by itself.

    Raises Refused: bundles.reason, bundles.not_published.
    """
    demand(by, PUBLISH, finding.target_of(bundle))
    told = reason.strip()
    if not told or len(told) > 200:
        raise Refused("bundles.reason", "请写明撤下原因，最多 200 个字。")
    with transaction.atomic():
        row = Bundle.objects.select_for_update(of=("self",)).select_related("current").get(pk=bundle.pk)
        current = row.current
        if current is None:
            raise Refused("bundles.not_published", "这件事还没有发布，不能撤下。")
        current.state, current.withdrawn_at, current.withdrawn_reason = State.WITHDRAWN, law.now(), told
        current.save(update_fields=["state", "withdrawn_at", "withdrawn_reason"])
        row.current, row.updated_at = None, law.now()
        row.save(update_fields=["current", "updated_at"])
        append(finding.subject_of(row), "withdraw", by=by, facts={"number": current.number, "reason": told})
        searching.drop(row)


def _checked(row: Bundle, draft: BundleVersion) -> tuple[Checked, ...]:
    return examined(row, BundleBody.model_validate(draft.body))


def _demand_items(body: BundleBody) -> None:
    facts = catalog.item_facts(items=[one.item for one in body.members if one.item < 2**63])
    there = {fact.id for fact in facts}
    if lost := [one.label for one in body.members if one.item not in there]:
        raise Refused("bundles.member", f"成员“{'、'.join(lost)}”的事项不在事项目录中，请重新选择。")


def _keep_members(row: Bundle, body: BundleBody) -> None:
    BundleMember.objects.filter(bundle=row).delete()
    BundleMember.objects.bulk_create(BundleMember(bundle=row, key=one.key, item_id=one.item) for one in body.members)
