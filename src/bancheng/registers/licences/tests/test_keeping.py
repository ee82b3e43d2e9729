"""The life of a licence after its signature."""

from __future__ import annotations

from datetime import date

import pytest

from bancheng.ground.access import AccessDenied
from bancheng.ground.jobs import Progress
from bancheng.ground.law import Refused
from bancheng.ground.law.lifecycle import check
from bancheng.registers.identity.tests import cast
from bancheng.registers.licences import events, schedule, services
from bancheng.registers.licences.lifecycle import LICENCE
from bancheng.registers.licences.models import Licence
from bancheng.registers.licences.reading import subject_of
from bancheng.registers.licences.services import keeping
from bancheng.registers.licences.tests.sample import CASE

pytestmark = pytest.mark.django_db


def test_every_state_of_the_table_is_reached_left_and_refuses_what_it_must():
    check(LICENCE)


def test_a_licence_is_suspended_and_taken_up_again_with_a_reason(desk):
    row = desk.signed()
    by = cast.actor(desk.county.staff("sp01", "approver"))
    with pytest.raises(Refused, match="请写明原因"):
        services.suspend(licence=row.pk, reason="  ", by=by)
    assert services.suspend(licence=row.pk, reason="停业整改", by=by).state == "suspended"
    with pytest.raises(Refused):
        services.suspend(licence=row.pk, reason="再停", by=by)
    assert services.resume(licence=row.pk, reason="整改完成", by=by).state == "valid"
    assert cast.verbs(subject_of(row)) == ["issue", "sign", "suspend", "resume"]


def test_a_revoked_licence_stays_revoked_and_says_why(desk, monkeypatch):
    told = []
    monkeypatch.setattr(keeping, "announce", told.append)
    row = desk.signed()
    services.revoke(licence=row.pk, reason="依法吊销", by=cast.PLATFORM)
    row.refresh_from_db()
    assert (row.state, row.reason) == ("revoked", "依法吊销") and row.ended_at is not None
    assert told == [events.LicenceEnded(row.pk, "M0007", "revoked", CASE)]
    with pytest.raises(Refused, match="已注销"):
        services.resume(licence=row.pk, reason="恢复", by=cast.PLATFORM)


def test_only_who_may_takes_a_licence_off(desk):
    row = desk.signed()
    clerk = cast.actor(desk.county.staff("ck01", "clerk"))
    elsewhere = cast.actor(desk.county.staff("xm01", "approver", organ=desk.county.elsewhere))
    for actor, visible in ((clerk, True), (elsewhere, False), (cast.actor(desk.owner), False)):
        with pytest.raises(AccessDenied) as refused:
            services.revoke(licence=row.pk, reason="吊销", by=actor)
        assert refused.value.visible is visible


def test_what_ran_out_yesterday_is_written_so_at_night_once(desk, on):
    last = desk.signed(valid_to=date(2026, 12, 31))
    for_ever = desk.issue_card()
    on(date(2026, 12, 31))
    assert schedule.expire.function(Progress()) == 0
    on(date(2027, 1, 1), 0, 10)
    assert schedule.expire.function(Progress()) == 1
    assert schedule.expire.function(Progress()) == 0
    last.refresh_from_db()
    assert last.state == "expired" and cast.verbs(subject_of(last)) == ["issue", "sign", "expire"]
    assert Licence.objects.get(pk=for_ever.id).state == "pending_signature"
