"""A change marks the lists that it touches in its own transaction; editions follow by a job, and nothing is lost on the way."""

from __future__ import annotations

import pytest
from django.db import transaction

from bancheng.ground.jobs import drain
from bancheng.ground.jobs.models import Job
from bancheng.registers.catalog.tests.sample import COUNTY, OTHER_COUNTY, PLATFORM, World
from bancheng.registers.lists import selectors, services
from bancheng.registers.lists.models import ListEdition, ListMark, ListStanding
from bancheng.registers.lists.public import Column, marks, public_list
from bancheng.registers.lists.tests.once_world import TWO_TRIPS, editor, item


def negative(world: World, name: str) -> int:
    """An item of the market organ that has just been put on the negative list."""
    key = item(world.market, name, **TWO_TRIPS)
    services.confirm_mode(
        item=key, online=False, one_trip=False, reason="要踏勘", plan="并入联合踏勘", by=editor(world)
    )
    return key


def published(region: str = COUNTY) -> tuple[int | None, list[str]]:
    """The number of the newest edition of the negative list, and what it says."""
    page = selectors.list_page("negative", region)
    assert page is not None
    return (page.edition.number if page.edition else None), [row["name"] for row in page.rows]


@pytest.fixture
def settled(world: World) -> World:
    """Every list has its first edition, and no job waits."""
    services.refresh_all()
    drain()
    assert not ListMark.objects.exists()
    return world


def jobs() -> int:
    return Job.objects.filter(title="变动后公布清单", state="waiting").count()


def test_the_edition_follows_the_change_by_a_job(settled: World) -> None:
    assert published() == (1, [])
    negative(settled, "人防审批")
    assert published() == (1, []), "who confirms does not wait for the list"
    drain()
    assert published() == (2, ["人防审批"])
    assert not ListMark.objects.exists()


def test_many_changes_in_a_row_make_one_edition_and_one_job(settled: World) -> None:
    names = [f"人防审批{number}" for number in range(4)]
    for name in names:
        negative(settled, name)
    assert jobs() == 1
    drain()
    assert published() == (2, names)


def test_a_change_that_was_undone_marks_nothing(settled: World) -> None:
    drain()
    ListMark.objects.all().delete()
    with pytest.raises(LookupError), transaction.atomic():
        marks.mark_changed(["negative"], region=COUNTY)
        raise LookupError
    assert not ListMark.objects.exists() and jobs() == 0


def test_a_change_whose_job_was_lost_shows_at_the_next_look(settled: World) -> None:
    negative(settled, "人防审批")
    Job.objects.all().delete()
    assert services.refresh_stale()
    assert published() == (2, ["人防审批"])


@pytest.mark.usefixtures("own_lists")
def test_a_run_that_was_killed_is_done_anew_and_publishes_once(world: World) -> None:
    """The marks are taken, then the power fails: what was not published yet still waits."""
    killed = [True]

    def rows(region: str) -> list[dict[str, str]]:
        if killed.pop() if killed else False:
            raise KeyboardInterrupt
        return [{"name": region}]

    public_list(code="killed", title="清单", intro="说明", columns=(Column("name", "名称"),))(rows)
    marks.mark_stale(["killed"], region="")
    with pytest.raises(KeyboardInterrupt):
        services.refresh_stale()
    assert not ListMark.objects.exists()
    assert ListStanding.objects.filter(code="killed").exclude(stale_since=None).count() == 2
    assert services.refresh_stale() == 2
    assert services.refresh_stale() == 0
    numbers = ListEdition.objects.filter(code="killed").values_list("region_id", "number").order_by("region_id")
    assert list(numbers) == sorted([(COUNTY, 1), (OTHER_COUNTY, 1)])


@pytest.mark.usefixtures("own_lists")
def test_a_change_made_while_the_list_is_published_is_not_lost(world: World) -> None:
    """The run has read the rows already: the mark that comes now belongs to the next run."""
    stands = [{"name": "甲"}]

    def rows(region: str) -> list[dict[str, str]]:
        read = list(stands)
        if len(stands) == 1:
            stands.append({"name": "乙"})
            marks.mark_stale(["moving"], region=COUNTY)
        return read

    public_list(code="moving", title="清单", intro="说明", columns=(Column("name", "名称"),))(rows)
    services.republish("moving", region=COUNTY, by=PLATFORM)
    services.refresh_stale()
    services.refresh_stale()
    page = selectors.list_page("moving", COUNTY)
    assert page is not None and [row["name"] for row in page.rows] == ["甲", "乙"]


def test_a_mark_reaches_the_served_regions_above_and_below_only(settled: World) -> None:
    before = ListEdition.objects.filter(region=OTHER_COUNTY).count()
    marks.mark_stale(["negative"], region=OTHER_COUNTY)
    services.refresh_stale()
    assert ListEdition.objects.filter(region=OTHER_COUNTY).count() == before, "nothing changed there"
    negative(settled, "人防审批")
    services.refresh_stale()
    assert published() == (2, ["人防审批"]) and published(OTHER_COUNTY) == (1, [])


@pytest.mark.parametrize("items", [1, 12])
def test_confirming_costs_the_same_however_long_the_list_is(
    settled: World, django_assert_max_num_queries, items: int
) -> None:
    keys = [item(settled.market, f"人防审批{number}", **TWO_TRIPS) for number in range(items)]
    for key in keys:
        with django_assert_max_num_queries(30) as captured:
            services.confirm_mode(item=key, online=False, one_trip=False, reason="踏", plan="并", by=editor(settled))
        assert not any('FROM "lists_listedition"' in one["sql"] for one in captured)
