"""The powers of a chief representative: granted by his department to his post, within their days; never by himself."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q

from bancheng.ground.access import AccessDenied, Actor, Subject, Target, demand
from bancheng.ground.journal import services as journal
from bancheng.ground.law import Refused, now, today
from bancheng.registers.identity.models import PostHolding, PostPower
from bancheng.registers.identity.selectors.dated import in_force
from bancheng.registers.identity.selectors.powers import GRANT
from bancheng.registers.identity.selectors.seats import CHIEF
from bancheng.registers.organisations import selectors as organisations

LONGEST = 200


def grant_powers(
    *, post_id: int, powers: Collection[str], basis: str, valid_from: date, valid_to: date | None, by: Actor
) -> tuple[int, ...]:
    """Grant some of the five powers to the post of a chief representative; returns their keys (FLW-12).

    Raises AccessDenied (no such post, or not his to grant), Refused: identity.power_post, .power_none, .power_basis,
    .power_dates, .power_own, .power_twice.
    """
    post = organisations.posts_of_kind("").filter(pk=post_id).select_related("organisation").first()
    if post is None:
        raise AccessDenied("没有找到这个岗位。", visible=False, action=GRANT)
    demand(by, GRANT, Target(region=post.organisation.region_id, organisation=post.organisation_id))
    chosen = [power for power in PostPower.Power.values if power in powers]
    said = " ".join(basis.replace("\x00", "").split())[:LONGEST]
    _check(post.kind, chosen, powers, said, valid_from, valid_to)
    if PostHolding.objects.filter(in_force(), post=post, staff__number=by.key.removeprefix("staff:")).exists():
        raise Refused("identity.power_own", "不能给自己任岗的岗位授权，请由本部门其他有权的人员授权。")
    twice = Refused("identity.power_twice", "这个岗位在这段时间已经有其中的权限。要改期限，请先收回原来的。")
    try:
        with transaction.atomic():
            # The post, not its powers: of rows that do not exist yet none can be locked, and two would grant at once.
            organisations.posts_of_kind("", active=None).select_for_update(no_key=True).get(pk=post.pk)
            later = PostPower.objects.filter(post=post, power__in=chosen, revoked_at=None)
            later = later.filter(Q(valid_to=None) | Q(valid_to__gte=valid_from))
            if later.filter(Q() if valid_to is None else Q(valid_from__lte=valid_to)).exists():
                raise twice
            made = [
                PostPower.objects.create(
                    post=post,
                    power=power,
                    basis=said,
                    valid_from=valid_from,
                    valid_to=valid_to,
                    granted_by=by.name[:100],
                )
                for power in chosen
            ]
            facts = {"powers": chosen, "basis": said, "from": valid_from, "to": valid_to}
            journal.append(_subject(post.pk), "grant_powers", by=by, facts=facts)
    except IntegrityError as error:
        raise twice from error
    return tuple(row.pk for row in made)


def revoke_power(*, power_id: int, by: Actor) -> None:
    """Take a power back at once; what was done by it stands. Raises AccessDenied, Refused identity.power_gone."""
    with transaction.atomic():
        row = PostPower.objects.select_for_update(of=("self",)).select_related("post__organisation")
        found = row.filter(pk=power_id).first()
        if found is None:
            raise AccessDenied("没有找到这项授权。", visible=False, action=GRANT)
        organ = found.post.organisation
        demand(by, GRANT, Target(region=organ.region_id, organisation=organ.pk))
        if found.revoked_at is not None:
            raise Refused("identity.power_gone", "这项授权已经收回。")
        found.revoked_at = now()
        found.save(update_fields=["revoked_at"])
        journal.append(_subject(found.post_id), "revoke_power", by=by, facts={"power": found.power})


def _check(
    kind: str, chosen: Collection[str], asked: Collection[str], basis: str, start: date, end: date | None
) -> None:
    if kind != CHIEF:
        raise Refused("identity.power_post", "只能授权给类别为“首席代表”的岗位。")
    if not chosen or len(chosen) < len(set(asked)):
        raise Refused("identity.power_none", "请从受理、审查、决定、颁发、送达中选择授予的权限。")
    if not basis:
        raise Refused("identity.power_basis", "请写明授权依据，例如授权书的名称和文号。")
    if end is not None and (end < start or end < today()):
        raise Refused("identity.power_dates", "截止日不能早于起始日，也不能早于今天。")


def _subject(post: int) -> Subject:
    return Subject("identity.post", str(post))
