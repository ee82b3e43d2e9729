"""The verbs of the library: enter a standard, publish a version, say who follows which."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction

from bancheng.ground import law
from bancheng.ground.access import EVERYWHERE, AccessDenied, Actor, Subject, Target, demand, within
from bancheng.ground.journal import append
from bancheng.ground.law import Refused
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.lists.authority import STANDARDS
from bancheng.registers.lists.models import Standard, StandardUse, StandardVersion
from bancheng.registers.lists.public.marks import mark_stale
from bancheng.registers.lists.public.places import publish_at
from bancheng.registers.lists.standards.published import CODE
from bancheng.registers.lists.typed import sentence
from bancheng.registers.lists.types.standards import StandardSeed
from bancheng.registers.organisations import selectors as organisations

GONE = "没有找到这项标准。"


def enter_standard(*, code: str, name: str, family: str, issuer: str, by: Actor, region: str = "") -> Standard:
    """Enter a standard, of a region (and all below) or of the whole platform.

    Raises AccessDenied, Refused: standards.code, .name, .family, .issuer, .twice.
    """
    demand(by, STANDARDS, Target(region=region or EVERYWHERE))
    number = sentence(code, code="standards.code", ask="请填写标准代号，最多 60 个字。", longest=60)
    told = sentence(name, code="standards.name", ask="请填写标准名称，最多 200 个字。", longest=200)
    whose = sentence(issuer, code="standards.issuer", ask="请填写发布单位，最多 200 个字。", longest=200)
    if family not in Standard.Family.values:
        raise Refused("standards.family", "请选择标准类别。")
    with transaction.atomic():
        try:
            with transaction.atomic():
                row = Standard.objects.create(
                    code=number, name=told, family=family, issuer=whose, region_id=region or None
                )
        except IntegrityError as error:
            raise Refused("standards.twice", f"标准 {number} 已经登记。") from error
        append(_subject(row), "enter_standard", by=by, facts={"code": number, "name": told, "family": family})
        _published(row, by)
    return row


def publish_version(
    *, standard: int, label: str, effective_from: date, by: Actor, changes: str = "", text: str = ""
) -> StandardVersion:
    """The next version of a standard. Who follows an earlier one stays there, and is listed as behind from its day on.

    Raises AccessDenied, Refused: standards.label, .changes, .text, .order.
    """
    told = sentence(label, code="standards.label", ask="请填写版本标识，例如 2018 年版。", longest=60)
    difference = sentence(changes, code="standards.changes", ask="主要变化最多 1000 个字。", longest=1000, blank=True)
    source = sentence(text, code="standards.text", ask="文本出处最多 300 个字。", longest=300, blank=True)
    with transaction.atomic():
        row = _locked(standard)
        demand(by, STANDARDS, Target(_subject(row), region=row.region_id or EVERYWHERE))
        last = row.versions.order_by("-number").first()
        if last is not None and effective_from < last.effective_from:
            raise Refused("standards.order", f"实施日期不能早于上一版的 {last.effective_from}。")
        made = StandardVersion.objects.create(
            standard=row,
            number=last.number + 1 if last else 1,
            label=told,
            effective_from=effective_from,
            changes=difference,
            text=source,
            published_at=law.now(),
            published_by=by.name[:100],
        )
        facts = {"number": made.number, "label": told, "effective_from": effective_from}
        append(_subject(row), "publish_version", by=by, facts=facts)
        _published(row, by)
    return made


def follow(
    *,
    version: int,
    organisation: int,
    by: Actor,
    item: int | None = None,
    process: str = "",
    since: date | None = None,
) -> StandardUse:
    """Say that an item, the hall of an organisation, or one of its processes follows this version; it replaces another one.

    Raises AccessDenied, Refused: standards.version, .process, .since, .not_here.
    """
    given = StandardVersion.objects.select_related("standard").filter(pk=version).first()
    if given is None:
        raise Refused("standards.version", "请选择标准的版本。")
    told = sentence(process, code="standards.process", ask="流程名称最多 100 个字。", longest=100, blank=True)
    day = since or law.today()
    if day > law.today():
        raise Refused("standards.since", "执行日期不能晚于今天。")
    region, organ = _place(item, organisation)
    demand(by, STANDARDS, Target(region=region, organisation=organ))
    whole = given.standard
    if whole.region_id and not within(region, whole.region_id):
        raise Refused("standards.not_here", "这项标准不适用于这个地区。")
    with transaction.atomic():
        key = {"item_id": item} if item is not None else {"item": None, "organisation_id": organ, "process": told}
        row, made = StandardUse.objects.select_for_update().get_or_create(
            standard=whole,
            **key,
            defaults={"version": given, "organisation_id": organ, "since": day, "recorded_by": by.name[:100]},
        )
        before = None if made else row.version_id
        if not made:
            row.version, row.since, row.recorded_by = given, day, by.name[:100]
            row.save(update_fields=["version", "since", "recorded_by"])
        facts = {"version": given.number, "before": before, "organisation": organ, "item": item, "process": told}
        append(_subject(whole), "follow_standard", by=by, facts=facts)
    return row


def stop_following(*, use: int, by: Actor) -> None:
    """Say that it is followed no more. Raises AccessDenied."""
    with transaction.atomic():
        rows = StandardUse.objects.select_for_update(of=("self",)).select_related("organisation", "standard", "item")
        row = rows.filter(pk=use).first() if 0 < use < 2**63 else None
        if row is None:
            raise AccessDenied(GONE, visible=False, action=STANDARDS)
        region = row.item.region_id if row.item else row.organisation.region_id
        demand(by, STANDARDS, Target(_subject(row.standard), region=region, organisation=row.organisation_id))
        facts = {"organisation": row.organisation_id, "item": row.item_id, "process": row.process}
        row.delete()
        append(_subject(row.standard), "stop_following", by=by, facts=facts)


def take_in_standards(*, seeds: Sequence[StandardSeed], by: Actor) -> int:
    """Enter the standards of a content file that are missing, with their versions; returns how many."""
    present = set(Standard.objects.values_list("code", flat=True))
    added = 0
    with transaction.atomic():
        for seed in seeds:
            if seed.code in present:
                continue
            row = enter_standard(code=seed.code, name=seed.name, family=seed.family, issuer=seed.issuer, by=by)
            for label, day, changes in seed.versions:
                publish_version(
                    standard=row.pk,
                    label=label,
                    effective_from=date.fromisoformat(day),
                    changes=changes,
                    text=seed.text,
                    by=by,
                )
            added += 1
    return added


def take_in_followers(*, seeds: Sequence[StandardSeed], region: str, by: Actor) -> int:
    """Let the halls of a region that follow nothing yet follow the newest versions, as a content file says; returns how many."""
    made = 0
    for seed in seeds:
        standard = Standard.objects.filter(code=seed.code).first()
        version = standard.versions.order_by("-number").first() if standard else None
        for function in seed.followed_by:
            organ = organisations.organisation_for(region, function)
            if version is None or organ is None or organ.region_id != region:
                continue
            uses = StandardUse.objects.filter(standard=standard, organisation=organ, item=None, process="")
            if not uses.exists():
                follow(version=version.pk, organisation=organ.pk, by=by)
                made += 1
    return made


def _place(item: int | None, organisation: int) -> tuple[str, int]:
    """Region and organ of what follows. Raises AccessDenied, not visible, for what does not exist."""
    if item is not None:
        found = catalog.item_facts(items=[item]) if 0 < item < 2**63 else ()
        if found:
            return found[0].region_code, found[0].organisation_id
    else:
        known = organisations.organisations() if 0 < organisation < 2**63 else organisations.organisations().none()
        organ = known.filter(pk=organisation).first()
        if organ is not None:
            return organ.region_id, organ.pk
    raise AccessDenied("没有找到这个事项或者机构。", visible=False, action=STANDARDS)


def _locked(standard: int) -> Standard:
    row = Standard.objects.select_for_update().filter(pk=standard).first() if 0 < standard < 2**63 else None
    if row is None:
        raise AccessDenied(GONE, visible=False, action=STANDARDS)
    return row


def _published(row: Standard, by: Actor) -> None:
    """The public list of the region at once; a standard of all regions shows within a minute in each."""
    if row.region_id:
        publish_at(CODE, region=row.region_id, by=by)
    else:
        mark_stale([CODE], region="")


def _subject(row: Standard) -> Subject:
    return Subject("lists.standard", row.code)
