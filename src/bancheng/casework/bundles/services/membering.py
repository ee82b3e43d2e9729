"""The cases of the members behind an application: begun for those that take part, dropped with those that no longer do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bancheng.casework.bundles.models import BundleCase, BundlePart
from bancheng.casework.bundles.running import Loaded
from bancheng.casework.cases import services as cases
from bancheng.ground.access import Actor
from bancheng.ground.law import Refused

State = BundlePart.State


def whole_of(row: BundleCase) -> cases.Whole:
    """What every member's case has from the application."""
    return cases.Whole(
        key=row.key,
        filer=row.filer_id,
        capacity=row.capacity,
        legal_person=row.legal_person_id,
        channel=row.channel,
        identity_method=row.identity_method,
        trial=row.trial,
    )


def begin_missing(
    loaded: Loaded,
    parts: Sequence[BundlePart],
    *,
    by: Actor,
    siblings: Sequence[str] = (),
    replacing: Iterable[BundlePart] = (),
) -> list[BundlePart]:
    """Parts for the members that the answers switch on, with what their siblings hold of the same.

    Those switched off stand aside (`dropped`) with what was filled in, and are there again when an answer switches them on;
    submission drops them. Members about which a question is still open wait for its answer. `siblings`: cases to take over
    from, those of `parts` by default; `replacing`: parts that are dropped after the new ones have taken over from them.
    """
    merged = loaded.merged
    undecided = {one.key for one in merged.undecided}
    wanted = [one.key for one in merged.active if one.key not in undecided]
    known, replaced = {one.key: one for one in parts}, list(replacing)
    others = list(siblings) or [one.case.key for one in parts if one.case is not None and one.state == State.HELD]
    # A member has one latest attempt; the case of the one that is replaced is read before it goes.
    BundlePart.objects.filter(pk__in=[one.pk for one in replaced]).delete()
    for one in parts:
        if one.state == State.HELD and one.key not in wanted and one.key not in undecided:
            _put(one, State.DROPPED, "按新的答案不需要")
    made = []
    for key in wanted:
        aside = known.get(key)
        if aside is None:
            made.append(begin_one(loaded, key, by=by, siblings=others, attempt=1))
        elif aside.state == State.DROPPED and aside.case is not None:
            _put(aside, State.HELD, "")
            cases.like_siblings(aside.case.key, others, by=by, answers=loaded.row.answers)
    for one in replaced:
        if one.case is not None:
            cases.drop_part(one.case.key, by=by, reason="换成新版本的办事指南")
    return [*(one for one in parts if one.state == State.HELD), *made]


def _put(part: BundlePart, state: str, note: str) -> None:
    part.state, part.note = state, note
    part.save(update_fields=["state", "note"])


def begin_one(loaded: Loaded, key: str, *, by: Actor, siblings: Sequence[str], attempt: int) -> BundlePart:
    """A draft of one member, with what its siblings hold of the same."""
    guide = loaded.guide(key)
    made = cases.begin_part(version=guide.version_id, whole=whole_of(loaded.row), by=by)
    if siblings:
        cases.like_siblings(made, siblings, by=by, answers=loaded.row.answers)
    case = cases.part_row(made)
    return BundlePart.objects.create(
        bundle_case=loaded.row,
        key=key,
        suffix=loaded.suffix(key),
        attempt=attempt,
        case_id=case.id,
        organisation_id=case.organisation,
        state=State.HELD,
    )


def begin_again(loaded: Loaded, part: BundlePart, *, by: Actor) -> BundlePart:
    """A further attempt of a member that was refused: the same suffix, filled with what the refused one held (settled 6)."""
    if part.case is None:
        raise Refused("bundles.not_refused", "这一项没有提交过，不需要重新申请。")
    BundlePart.objects.filter(pk=part.pk).update(current=False)
    return begin_one(loaded, part.key, by=by, siblings=[part.case.key], attempt=part.attempt + 1)


def drop_draft(part: BundlePart, *, by: Actor, reason: str) -> None:
    """Delete a part that was never filed, with its draft."""
    case = part.case
    part.delete()
    if case is not None:
        cases.drop_part(case.key, by=by, reason=reason)
