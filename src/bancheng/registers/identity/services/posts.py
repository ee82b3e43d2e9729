"""Posts held as A or B, and leaves during which B stands in."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q

from bancheng.ground.access import AccessDenied, Actor, demand
from bancheng.ground.jobs import announce
from bancheng.ground.journal import services as journal
from bancheng.ground.law import Refused, today
from bancheng.registers.identity.events import LeaveCut, LeaveSet
from bancheng.registers.identity.models import Leave, PostHolding, Staff
from bancheng.registers.identity.services.found import row_of
from bancheng.registers.identity.services.staff import EDIT, subject_of, target_of
from bancheng.registers.organisations import selectors as organisations

OTHER = {"A": "B", "B": "A"}


def hold_post(*, post_id: int, staff: Staff | int, ab: str, by: Actor, since: date | None = None) -> PostHolding:
    """Put a member of staff on a post of his organisation as A or B from a day on; one holder of each at a time.

    On the day of a hand-over the newcomer holds it. Raises AccessDenied, Refused: identity.ab, identity.post_held,
    identity.post_both, identity.post_closed.
    """
    row = row_of(Staff, staff, "organisation")
    demand(by, EDIT, target_of(row))
    if ab not in OTHER:
        raise Refused("identity.ab", "请选择 A 角或 B 角。")
    start = since or today()
    held = Refused("identity.post_held", f"这个岗位已有 {ab} 角，请先办理离岗。")
    try:
        with transaction.atomic():
            # The post, not its holders: of rows that do not exist yet none can be locked, and two would be put there at once.
            organisations.posts_of_kind("", active=None).select_for_update(no_key=True).filter(pk=post_id).first()
            _check_post(post_id, row)
            later = PostHolding.objects.filter(post=post_id)
            later = later.filter(Q(valid_to=None) | Q(valid_to__gt=start))
            if later.filter(ab=ab).exists():
                raise held
            if later.filter(ab=OTHER[ab], staff=row).exists():
                raise Refused("identity.post_both", "同一个人不能同时是一个岗位的 A 角和 B 角。")
            made = PostHolding.objects.create(post_id=post_id, staff=row, ab=ab, valid_from=start)
            journal.append(subject_of(row), "hold_post", by=by, facts={"post": post_id, "ab": ab, "from": start})
    except IntegrityError as error:
        raise held from error
    return made


def release_post(*, holding: PostHolding | int, by: Actor, on: date | None = None) -> None:
    """End a holding; its last day is `on` (today). Raises AccessDenied, Refused: identity.post_dates, .post_released."""
    row = row_of(PostHolding, holding, "staff__organisation")
    demand(by, EDIT, target_of(row.staff))
    last = on or today()
    with transaction.atomic():
        locked = PostHolding.objects.select_for_update().get(pk=row.pk)
        if locked.valid_to is not None and locked.valid_to < today():
            raise Refused("identity.post_released", "已经办理过离岗。")
        if last < locked.valid_from:
            raise Refused("identity.post_dates", "离岗日不能早于到岗日。")
        PostHolding.objects.filter(pk=row.pk).update(valid_to=last)
        row.valid_to = last
        journal.append(subject_of(row.staff), "release_post", by=by, facts={"post": row.post_id, "to": last})


def set_leave(*, staff: Staff | int, starts: date, ends: date, by: Actor, reason: str = "") -> Leave:
    """A leave, entered by himself or his manager: during it the B holder of each post stands in, and is told (LeaveSet).

    Raises AccessDenied, Refused: identity.leave_dates, identity.leave_overlap.
    """
    row = row_of(Staff, staff, "organisation")
    _demand_own_or_manager(row, by)
    if ends < starts:
        raise Refused("identity.leave_dates", "请假结束日不能早于开始日。")
    with transaction.atomic():
        Staff.objects.select_for_update().get(pk=row.pk)
        if Leave.objects.filter(staff=row, starts__lte=ends, ends__gte=starts).exists():
            raise Refused("identity.leave_overlap", "这段时间已经登记过请假。")
        made = Leave.objects.create(staff=row, starts=starts, ends=ends, reason=reason.strip()[:100])
        journal.append(subject_of(row), "set_leave", by=by, facts={"from": starts, "to": ends})
        announce(LeaveSet(made.pk, row.pk, starts, ends))
    return made


def end_leave(*, leave: Leave | int, by: Actor) -> None:
    """Come back early: today is worked again; a leave that has not begun is taken off. What is past stays as it was.

    Raises AccessDenied, Refused (identity.leave_ended).
    """
    row = row_of(Leave, leave, "staff__organisation")
    _demand_own_or_manager(row.staff, by)
    day = today()
    with transaction.atomic():
        locked = Leave.objects.select_for_update().filter(pk=row.pk).first()
        if locked is None or locked.ends < day:
            raise Refused("identity.leave_ended", "这次请假已经结束，不需要销假。")
        if locked.starts >= day:
            locked.delete()
        else:
            Leave.objects.filter(pk=locked.pk).update(ends=day - timedelta(days=1))
        back_on = max(day, locked.starts)
        facts = {"from": locked.starts, "to": locked.ends, "back_on": back_on}
        journal.append(subject_of(row.staff), "end_leave", by=by, facts=facts)
        announce(LeaveCut(row.pk, row.staff_id, locked.starts, locked.ends, back_on))


def _demand_own_or_manager(staff: Staff, by: Actor) -> None:
    if by.key != f"staff:{staff.number}":
        demand(by, EDIT, target_of(staff))


def _check_post(post_id: int, staff: Staff) -> None:
    """The post is one of his own organisation, and in use."""
    post = organisations.posts(staff.organisation_id, active=None).filter(pk=post_id).first()
    if post is None:
        raise AccessDenied("没有找到这个岗位，请从本单位的岗位中选择。", visible=False, action=EDIT)
    if not post.active:
        raise Refused("identity.post_closed", "这个岗位已经停用，请另选岗位。")
