"""Organisations: set up, renamed, moved, retired; their posts. A change of name or place adds a row of history."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from bancheng.ground import law
from bancheng.ground.access import Actor, Subject, Target, demand
from bancheng.ground.codes import CodeError, credit_code
from bancheng.ground.jobs.services import announce
from bancheng.ground.journal.services import append
from bancheng.ground.law import Refused
from bancheng.registers.organisations.events import OrganisationMoved
from bancheng.registers.organisations.models import Organisation, Placement, Post, Region
from bancheng.registers.organisations.services.once import once
from bancheng.registers.organisations.services.wording import fitting

EDIT = "organisations.edit"
CONTACTS = ("short_name", "address", "hours", "phone", "supervise_phone")


def create_organisation(
    *,
    region: Region | str,
    name: str,
    kind: str,
    by: Actor,
    function: str = "",
    owner_type: str = Organisation.OwnerType.ADMINISTRATIVE,
    parent: Organisation | None = None,
    uscc: str = "",
    on: date | None = None,
    reason: str = "新设",
    imported: bool = False,
    **contacts: str,
) -> Organisation:
    """Register an organisation that exists from `on` (today if none is given).

    A credit code that fails its check is refused; one that is `imported` is kept as it came, marked not valid.
    `contacts`: short_name, address, hours, phone, supervise_phone. Raises `Refused`: organisation.name,
    organisation.twice, organisation.kind, organisation.uscc, organisation.parent, region.unknown.
    """
    place = _region(region)
    demand(by, EDIT, Target(region=place.code))
    if kind not in Organisation.Kind.values or owner_type not in Organisation.OwnerType.values:
        raise Refused("organisation.kind", "请选择机构类别和实施主体性质。")
    if on is not None and on > law.today():
        raise Refused("organisation.date", "设立日期不能晚于今天，请到当天登记。")
    _check_parent(parent)
    code, valid = _credit_code(uscc, imported=imported)
    with transaction.atomic():
        full_name = _checked_name(name, place)
        if valid and not imported:
            _check_code(code, place, parent)
        with once("organisation.twice", _twice(full_name, place)):
            row = Organisation.objects.create(
                region=place,
                name=full_name,
                kind=kind,
                function=fitting(Organisation, "function", function),
                owner_type=owner_type,
                parent=parent,
                uscc=code,
                uscc_valid=valid,
                **_contacts(contacts),
            )
        Placement.objects.create(
            organisation=row,
            name=row.name,
            region=place,
            parent=parent,
            valid_from=on or law.today(),
            reason=_reason(reason),
        )
        facts = {"name": row.name, "region": place.code, "kind": kind, "uscc_valid": valid}
        append(_subject(row), "create_organisation", by=by, facts=facts)
    return row


def rename_organisation(*, organisation: Organisation, name: str, on: date, reason: str, by: Actor) -> Organisation:
    """Give a new name from a day on; the old one stays in the history. Raises `Refused`: organisation.name, .twice, .date."""
    return _replace(
        organisation, on=on, reason=reason, by=by, verb="rename_organisation", name=name, region=None, parent=...
    )


def move_organisation(
    *,
    organisation: Organisation,
    region: Region | str,
    parent: Organisation | None,
    on: date,
    reason: str,
    by: Actor,
) -> Organisation:
    """Put an organisation under another region or parent from a day on; where it stood before stays in the history.

    The actor needs the right on both sides. Raises `Refused`: organisation.parent (also a circle), .date, .twice, .same.
    """
    return _replace(
        organisation, on=on, reason=reason, by=by, verb="move_organisation", name="", region=region, parent=parent
    )


def describe_organisation(*, organisation: Organisation, by: Actor, **contacts: str) -> Organisation:
    """Change short name, address, opening hours and telephone numbers (the fields given)."""
    demand(by, EDIT, Target(region=organisation.region_id, organisation=organisation.pk))
    fields = _contacts(contacts)
    with transaction.atomic():
        row = Organisation.objects.select_for_update().get(pk=organisation.pk)
        changed = {name: [getattr(row, name), value] for name, value in fields.items() if getattr(row, name) != value}
        if changed:
            Organisation.objects.filter(pk=row.pk).update(**fields)
            append(_subject(row), "describe_organisation", by=by, facts={"changed": changed})
    row.refresh_from_db()
    return row


def retire_organisation(*, organisation: Organisation, on: date, reason: str, by: Actor) -> Organisation:
    """End an organisation (撤销) on a day not in the future: it takes no new items, its history and its cases stay."""
    demand(by, EDIT, Target(region=organisation.region_id, organisation=organisation.pk))
    with transaction.atomic():
        row = Organisation.objects.select_for_update().get(pk=organisation.pk)
        if not row.active:
            raise Refused("organisation.retired", f"{row.name}已经撤销。")
        if row.children.filter(active=True).exists():
            raise Refused("organisation.children", f"请先调整{row.name}的下级机构。")
        current, why = _current(row, on), _reason(reason)
        Placement.objects.filter(pk=current.pk).update(valid_to=on)
        Organisation.objects.filter(pk=row.pk).update(active=False)
        append(_subject(row), "retire_organisation", by=by, facts={"on": on.isoformat(), "reason": why})
    row.refresh_from_db()
    return row


def create_post(*, organisation: Organisation, code: str, name: str, kind: str, by: Actor) -> Post:
    """Set up a post; `kind` says what it does (window, review, approve, result …). Raises `Refused`: post.empty, post.twice."""
    demand(by, EDIT, Target(region=organisation.region_id, organisation=organisation.pk))
    values = {"code": code, "name": name, "kind": kind}
    fields = {field: fitting(Post, field, text) for field, text in values.items()}
    if not all(fields.values()):
        raise Refused("post.empty", "请填写岗位代码、名称和类别。")
    with transaction.atomic(), once("post.twice", f"岗位代码 {fields['code']} 已经在用，请换一个。"):
        row = Post.objects.create(organisation=organisation, **fields)
        append(
            _subject(organisation), "create_post", by=by, facts={"post": row.code, "name": row.name, "kind": row.kind}
        )
    return row


def _replace(
    organisation: Organisation,
    *,
    on: date,
    reason: str,
    by: Actor,
    verb: str,
    name: str,
    region: Region | str | None,
    parent: Any,
) -> Organisation:
    """End the present placement on `on` and begin the next; what is not given stays. Ids of items and cases do not change."""
    with transaction.atomic():
        row = Organisation.objects.select_for_update().select_related("region").get(pk=organisation.pk)
        place = row.region if region is None else _region(region)
        demand(by, EDIT, Target(region=row.region_id, organisation=row.pk))
        demand(by, EDIT, Target(region=place.code))
        above = row.parent if parent is ... else parent
        new_name = _checked_name(name or row.name, place, row)
        why = _reason(reason)
        _check_parent(above, row)
        if (row.name, row.region_id, row.parent_id) == (new_name, place.code, above.pk if above else None):
            raise Refused("organisation.same", "名称、区划和上级机构都没有变化，不需要调整。")
        current = _current(row, on)
        Placement.objects.filter(pk=current.pk).update(valid_to=on)
        Placement.objects.create(organisation=row, name=new_name, region=place, parent=above, valid_from=on, reason=why)
        facts = {
            "on": on.isoformat(),
            "reason": why,
            "before": [row.name, row.region_id, row.parent_id],
            "after": [new_name, place.code, above.pk if above else None],
        }
        row.name, row.region, row.parent = new_name, place, above
        with once("organisation.twice", _twice(new_name, place)):
            row.save(update_fields=["name", "region", "parent"])
        append(_subject(row), verb, by=by, facts=facts)
        announce(OrganisationMoved(row.pk, place.code, new_name, on))
    return row


def _current(row: Organisation, on: date) -> Placement:
    """The open placement, which must have begun before `on`; a change is entered on its day or later, never ahead."""
    current = Placement.objects.select_for_update().filter(organisation=row, valid_to__isnull=True).first()
    if current is None:
        raise Refused("organisation.retired", f"{row.name}已经撤销，不能再调整。")
    if on <= current.valid_from:
        raise Refused("organisation.date", f"调整日期应当晚于上一次调整的日期 {current.valid_from}。")
    if on > law.today():
        raise Refused("organisation.date", "调整日期不能晚于今天，请到当天办理。")
    return current


def _check_parent(parent: Organisation | None, row: Organisation | None = None) -> None:
    above = parent
    while above is not None:
        if row is not None and above.pk == row.pk:
            raise Refused("organisation.parent", "上级机构不能是它自己或者它的下级机构。")
        above = above.parent
    if parent is not None and not parent.active:
        raise Refused("organisation.parent", f"{parent.name}已经撤销，请另选上级机构。")


def _checked_name(name: str, place: Region, row: Organisation | None = None) -> str:
    text = fitting(Organisation, "name", name)
    if not text:
        raise Refused("organisation.name", "请输入机构全称。")
    others = Organisation.objects.filter(region=place, name=text, active=True)
    if row is not None:
        others = others.exclude(pk=row.pk)
    if others.exists():
        raise Refused("organisation.twice", _twice(text, place))
    return text


def _twice(name: str, place: Region) -> str:
    return f"{place.name}已经有名为“{name}”的机构。"


def _reason(text: str) -> str:
    reason = fitting(Placement, "reason", text)
    if not reason:
        raise Refused("organisation.reason", "请写明调整依据，例如机构改革方案的文号。")
    return reason


def _check_code(code: str, place: Region, parent: Organisation | None) -> None:
    others = Organisation.objects.filter(uscc=code, region=place, active=True)
    if parent is not None:
        others = others.exclude(pk=parent.pk)
    if other := others.first():
        raise Refused("organisation.uscc", f"信用代码 {code} 已经属于{other.name}，请核对。")


def _credit_code(text: str, *, imported: bool) -> tuple[str, bool]:
    if not text.strip():
        return "", False
    try:
        return credit_code(text), True
    except CodeError as error:
        if imported:
            return text.strip()[:40], False
        raise Refused("organisation.uscc", error.sentence) from error


def _contacts(given: dict[str, str]) -> dict[str, str]:
    if strange := set(given) - set(CONTACTS):
        raise TypeError(f"unknown fields: {sorted(strange)}")
    return {name: fitting(Organisation, name, value) for name, value in given.items()}


def _region(region: Region | str) -> Region:
    if isinstance(region, Region):
        return region
    found = Region.objects.filter(code=region).first()
    if found is None:
        raise Refused("region.unknown", f"没有代码为 {region} 的区划，请先登记区划。")
    return found


def _subject(row: Organisation) -> Subject:
    return Subject("organisations.organisation", str(row.pk))
