"""An application through a bundle: begun, given its applicant, moved to a newer version, dropped."""

from __future__ import annotations

from collections.abc import Mapping
from secrets import token_hex

from django.db import IntegrityError, transaction

from bancheng.casework.bundles import running
from bancheng.casework.bundles.models import Bundle, BundleCase
from bancheng.casework.bundles.selectors.listing import upwards
from bancheng.casework.bundles.services.filling import save_answers, save_fields
from bancheng.casework.bundles.services.membering import begin_missing, drop_draft
from bancheng.casework.cases import services as cases
from bancheng.casework.cases.types import IDENTITY_METHODS
from bancheng.ground.access import AccessDenied, Actor, demand
from bancheng.ground.journal import append
from bancheng.ground.law import Refused, now
from bancheng.registers.identity import selectors as identity

MOST_RUNNING = 20
GONE = "这件事现在不能办理：它已经撤下，或者还没有发布。请看一件事专区里现有的事项。"


def begin(
    *,
    region: str,
    key: str,
    by: Actor,
    answers: Mapping[str, object] | None = None,
    values: Mapping[str, object] | None = None,
    project_code: str = "",
    again: bool = False,
) -> str:
    """Begin for oneself and return the key of the application; an open draft of the same bundle is gone on with.

    `values` (by element) fill the form where it asks for them. `again`: although another one of the same bundle is running.
    Raises AccessDenied for visitors and staff, Refused: bundles.gone, bundles.running, bundles.too_many.
    """
    person = running.person_key(by)
    if not person:
        raise AccessDenied("请用个人账号登录后申请。", visible=True, action="own.cases")
    bundle = offered(region, key)
    _demand_not_running(bundle, person, again=again)
    row = _draft(bundle, by, filer=person, channel="portal", trial=False, project_code=project_code)
    if answers:
        save_answers(row.key, by=by, answers=answers, known_only=True)
    if values:
        save_fields(row.key, by=by, values=values, known_only=True)
    return row.key


def begin_at_window(
    *,
    bundle_id: int,
    person_id: int,
    by: Actor,
    identity_method: str,
    legal_person_id: int | None = None,
    trial: bool = False,
) -> str:
    """Begin for who stands at the window of 高效办成一件事; with `trial` an official walks through with his own identity (走流程).

    A draft that he began himself is gone on with, for whom he says now: what he filled in stays.
    Raises AccessDenied outside the window's scope, Refused: bundles.gone, bundles.identity_method, bundles.applicant.
    """
    bundle = Bundle.objects.select_related("current", "lead", "region").filter(pk=bundle_id).first()
    if bundle is None or bundle.current is None or bundle.lead_id is None:
        raise Refused("bundles.gone", GONE)
    demand(by, running.STEER if trial else running.TAKE_IN, running.place_of(bundle))
    if identity_method not in IDENTITY_METHODS:
        raise Refused("bundles.identity_method", "请选择核验身份的方式。")
    if identity.person(person_id) is None:
        raise Refused("bundles.applicant", "没有找到这个人，请先在窗口登记。")
    row = _draft(
        bundle,
        by,
        filer=person_id,
        channel="window",
        trial=trial,
        identity_method=identity_method,
        legal_person=legal_person_id,
    )
    if (row.identity_method, row.legal_person_id) != (identity_method, legal_person_id):
        _gone_on_with(row.key, by=by, identity_method=identity_method, legal_person=legal_person_id)
    return row.key


def set_applicant(key: str, *, by: Actor, capacity: str, uscc: str = "") -> None:
    """Say for whom: oneself, or a firm that one may act for. Every part changes with it.

    Raises AccessDenied, Refused: bundles.submitted, and as `cases.set_applicant` does.
    """
    with transaction.atomic():
        row, parts = running.demand_sight(by, key, lock=True)
        demand_draft(row)
        running.demand_filler(by, row)
        if capacity not in {"self", "representative", "operator"}:
            raise Refused("bundles.capacity", "请选择本人办理，或者您的单位。代他人办理的，请到窗口办理。")
        given = cases.applicant_of(capacity, uscc, by)
        _put(row, row.filer_id, capacity, given["legal_person"])
        row.save()
        acting = running.with_rights(by, row, parts, "cases.take_in")
        for part in parts:
            if part.case is not None:
                cases.set_applicant_of_part(part.case.key, by=acting, capacity=capacity, uscc=uscc)
        facts = {"capacity": capacity, "legal_person": row.legal_person_id}
        append(running.subject_of(row), "set_applicant", by=by, facts=facts)


def refresh(key: str, *, by: Actor) -> None:
    """Move a draft to the version of the bundle in force now; what was filled in stays where it is still asked for."""
    with transaction.atomic():
        row, parts = running.demand_sight(by, key, lock=True)
        demand_draft(row)
        running.demand_filler(by, row)
        newest = row.bundle.current
        if newest is None:
            raise Refused("bundles.gone", GONE)
        if newest.pk == row.version_id:
            return
        before = row.version.number
        row.version = newest
        row.save(update_fields=["version"])
        loaded = running.load(row)
        wanted = {one.key: one.version_id for one in loaded.made.members}
        stale = [one for one in parts if one.case and wanted.get(one.key) != one.case.guide_version_id]
        kept = [one for one in parts if one not in stale]
        old = [one.case.key for one in parts if one.case]
        begin_missing(loaded, kept, by=by, siblings=old, replacing=stale)
        append(running.subject_of(row), "refresh", by=by, facts={"from": before, "to": newest.number})


def discard(key: str, *, by: Actor) -> None:
    """Delete a draft with the drafts of its members; the journal keeps that it was."""
    row, _ = running.demand_sight(by, key)
    running.demand_filler(by, row)
    _delete(key, by, reason="删除草稿")


def _delete(key: str, by: Actor, *, reason: str) -> None:
    """Nothing where it is gone already. Raises Refused bundles.submitted."""
    with transaction.atomic():
        row = running.find(key, lock=True)
        if row is None:
            return
        demand_draft(row)
        for part in running.parts_of(row):
            drop_draft(part, by=by, reason=reason)
        append(running.subject_of(row), "discard", by=by, facts={"bundle": row.bundle_id, "reason": reason})
        row.delete()


def offered(region: str, key: str) -> Bundle:
    """The bundle of that key that holds in a region. Raises Refused bundles.gone."""
    found = (
        Bundle.objects.select_related("current", "lead", "region")
        .filter(key=key, region_id__in=upwards(region), current__isnull=False, lead__isnull=False)
        .order_by("-region_id")
        .first()
    )
    if found is None:
        raise Refused("bundles.gone", GONE)
    return found


def demand_draft(row: BundleCase) -> None:
    """Raises Refused bundles.submitted."""
    if row.state != BundleCase.State.DRAFT:
        raise Refused("bundles.submitted", "这件事已经提交，填写的内容不能再改。需要改动的，请联系受理窗口。")


def _demand_not_running(bundle: Bundle, person: int, *, again: bool) -> None:
    rows = BundleCase.objects.filter(filer=person, trial=False, state=BundleCase.State.RUNNING)
    if rows.count() >= MOST_RUNNING:
        raise Refused("bundles.too_many", f"您有 {MOST_RUNNING} 件事正在办理，请等其中一些办结后再申请。")
    twin = None if again else rows.filter(bundle=bundle).order_by("-pk").first()
    if twin is not None:
        sentence = f"您已经有一件“{bundle.name}”正在办理（{twin.number}）。要另外再办一件的，请确认后继续。"
        raise Refused("bundles.running", sentence)


def _draft(
    bundle: Bundle,
    by: Actor,
    *,
    filer: int,
    channel: str,
    trial: bool,
    project_code: str = "",
    identity_method: str = "",
    legal_person: int | None = None,
) -> BundleCase:
    """The open draft of this bundle and person, or a new one with its first parts."""
    known = BundleCase.objects.filter(bundle=bundle, filer=filer, trial=trial, state="draft").first()
    if known is not None:
        if by.kind != "person" or running.is_applicant(by, known):
            return known
        # Begun for a firm for which he may no longer act: it is not his, and must not keep him from beginning his own.
        _delete(known.key, by, reason="办理人不再代表这家单位")
    assert bundle.current is not None and bundle.lead_id is not None
    moment = now()
    row = BundleCase(
        key=token_hex(16),
        bundle=bundle,
        version=bundle.current,
        name=bundle.name,
        region_id=bundle.region_id,
        lead_id=bundle.lead_id,
        channel=channel,
        identity_method=identity_method,
        trial=trial,
        project_code=project_code,
        created_at=moment,
        saved_at=moment,
    )
    _put(row, filer, "self" if legal_person is None else "operator", legal_person)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            facts = {"bundle": bundle.pk, "version": bundle.current.number, "channel": channel, "trial": trial}
            append(running.subject_of(row), "begin", by=by, facts=facts)
            begin_missing(running.load(row), [], by=by)
    except IntegrityError:
        # Two presses of the same button: the second goes on with what the first began.
        return BundleCase.objects.get(bundle=bundle, filer=filer, trial=trial, state="draft")
    return row


def _gone_on_with(key: str, *, by: Actor, identity_method: str, legal_person: int | None) -> None:
    """What was said at the window of an older draft: how he was identified, and for whom it is."""
    with transaction.atomic():
        row, parts = running.demand_sight(by, key, lock=True)
        demand_draft(row)
        row.identity_method = identity_method
        if other := row.legal_person_id != legal_person:
            _put(row, row.filer_id, "self" if legal_person is None else "operator", legal_person)
        row.save()
        if not other:
            return
        acting = running.with_rights(by, row, parts, "cases.take_in")
        uscc = row.applicant_masked if legal_person is not None else ""
        for part in parts:
            if part.case is not None:
                cases.set_applicant_of_part(
                    part.case.key,
                    by=acting,
                    capacity=row.capacity,
                    uscc=uscc,
                    identity_method=identity_method,
                )
        facts = {"capacity": row.capacity, "legal_person": legal_person}
        append(running.subject_of(row), "set_applicant", by=by, facts=facts)


def _put(row: BundleCase, filer: int, capacity: str, legal_person: int | None) -> None:
    person, firm = identity.person(filer), identity.legal_person(legal_person) if legal_person is not None else None
    assert person is not None, "who files is known"
    row.filer_id, row.capacity = filer, capacity
    if firm is not None:
        row.legal_person_id, row.applicant_id = firm.id, None
        row.applicant_name, row.applicant_masked = firm.name, firm.uscc
    else:
        row.legal_person_id, row.applicant_id = None, person.id
        row.applicant_name, row.applicant_masked = person.name, person.id_masked
