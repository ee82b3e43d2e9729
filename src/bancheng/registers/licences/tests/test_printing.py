"""Paper copies are counted, limited and journaled."""

from __future__ import annotations

from datetime import date

import pytest

from bancheng.ground.access import AccessDenied
from bancheng.ground.law import Refused
from bancheng.registers.identity.tests import cast
from bancheng.registers.licences import selectors, services
from bancheng.registers.licences.models import PrintTask
from bancheng.registers.licences.reading import subject_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def task(desk) -> int:
    return PrintTask.objects.get(licence=desk.signed()).pk


def test_each_copy_is_counted_up_to_the_limit_and_no_further(desk, task):
    by = cast.actor(desk.desk)
    assert [services.print_copy(task=task, by=by).copies for _ in range(2)] == [1, 2]
    with pytest.raises(Refused, match="达到上限") as refused:
        services.print_copy(task=task, by=by)
    assert refused.value.code == "licences.print_limit"
    row = PrintTask.objects.select_related("licence").get()
    assert (row.copies, row.state, row.printed_by) == (2, "printed", by.name)
    assert cast.verbs(subject_of(row.licence)) == ["issue", "sign", "print", "print"]


def test_a_licence_that_is_not_signed_or_no_longer_valid_is_not_printed(desk, task):
    by = cast.actor(desk.desk)
    waiting = desk.issue()
    with pytest.raises(Refused, match="不能打印"):
        services.print_copy(task=PrintTask.objects.get(licence=waiting.id).pk, by=by)
    services.revoke(licence=PrintTask.objects.get(pk=task).licence_id, reason="吊销", by=cast.PLATFORM)
    with pytest.raises(Refused, match="不能打印"):
        services.print_copy(task=task, by=by)


def test_what_holds_from_tomorrow_may_be_printed_today(desk):
    row = desk.signed(valid_from=date(2026, 11, 21))
    assert services.print_copy(task=row.print_task.pk, by=cast.actor(desk.desk)).copies == 1


def test_only_the_result_desk_of_the_organ_prints(desk, task):
    clerk = cast.actor(desk.county.staff("ck01", "clerk"))
    elsewhere = cast.actor(desk.county.staff("xm01", "result_desk", organ=desk.county.elsewhere))
    for actor, visible in ((clerk, True), (elsewhere, False), (cast.actor(desk.owner), False)):
        with pytest.raises(AccessDenied) as refused:
            services.print_copy(task=task, by=actor)
        assert refused.value.visible is visible
    with pytest.raises(AccessDenied):
        services.print_copy(task=999_999, by=cast.actor(desk.desk))


def test_the_desk_sees_what_waits_within_its_scope(desk, task, django_assert_max_num_queries):
    by = cast.actor(desk.desk)
    with django_assert_max_num_queries(1):
        (seen,) = selectors.print_tasks(by)
    assert seen.ready and seen.number == "JY24113230000010" and seen.limit == 2
    assert selectors.print_tasks(by, q="0000010") and not selectors.print_tasks(by, q="没有\x00")
    services.print_copy(task=task, by=by)
    assert selectors.print_tasks(by) == () and len(selectors.print_tasks(by, state="printed")) == 1
    elsewhere = cast.actor(desk.county.staff("xm01", "result_desk", organ=desk.county.elsewhere))
    assert selectors.print_tasks(elsewhere, state="") == ()
    with pytest.raises(AccessDenied):
        selectors.print_task(elsewhere, task)


def test_a_lost_copy_is_reissued_once_with_its_reason_and_the_licence_stays_the_same(desk, task):
    by = cast.actor(desk.desk)
    with pytest.raises(Refused) as early:
        services.reissue(task=task, reason="遗失", by=by)
    assert early.value.code == "licences.copies_left"
    services.print_copy(task=task, by=by)
    services.print_copy(task=task, by=by)
    with pytest.raises(Refused) as unsaid:
        services.reissue(task=task, reason=" ", by=by)
    assert unsaid.value.code == "licences.reason"
    before = PrintTask.objects.select_related("licence").get(pk=task).licence.identifier
    assert services.reissue(task=task, reason="遗失，已登报声明", by=by).limit == 3
    assert services.print_copy(task=task, by=by).copies == 3
    row = PrintTask.objects.select_related("licence").get(pk=task)
    assert row.licence.identifier == before
    assert cast.verbs(subject_of(row.licence))[-2:] == ["reissue", "print"]
    with pytest.raises(AccessDenied):
        services.reissue(task=task, reason="遗失", by=cast.actor(desk.county.staff("ck01", "clerk")))
    services.revoke(licence=row.licence_id, reason="吊销", by=cast.PLATFORM)
    with pytest.raises(Refused) as ended:
        services.reissue(task=task, reason="遗失", by=by)
    assert ended.value.code == "licences.not_ready"
