"""One case is rated once, by those whose case it is, and never by staff."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, connections, transaction

from bancheng.frontline.ratings import selectors, services
from bancheng.frontline.ratings.models import Invitation, Rating
from bancheng.frontline.ratings.tests.sample import clerk, closed_case, somebody_else
from bancheng.ground.access import ANONYMOUS, AccessDenied, Actor, Subject, system
from bancheng.ground.journal import selectors as journal
from bancheng.ground.law import Refused
from bancheng.registers.identity.tests.cast import actor, id_number

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)


def code_of(refused) -> str:
    return refused.value.code


def test_the_applicant_rates_from_his_own_cases_and_sees_what_he_said(closed):
    invited = closed.invited()
    view = services.rate(
        case=invited.case, grade=5, indicators=["517", "510", "510"], words=" 很快\r\n谢谢 ", by=closed.him
    )
    assert (view.state, view.state_label, view.rated_at is not None) == ("rated", "已评价", True)
    assert (view.rating.grade_label, view.rating.words) == ("非常满意", "很快\n谢谢")
    assert [one.code for one in view.rating.indicators] == ["510", "517"]
    row = Rating.objects.get()
    assert (row.channel, row.by, row.indicators) == ("portal", closed.him.key, ["510", "517"])
    assert selectors.invitation_of_case(invited.number, closed.him).rating == view.rating


def test_the_link_rates_without_a_login_and_tells_nobody_else_what_was_said(closed):
    invited = closed.invited()
    view = services.rate(token=invited.token, grade=4, words="还可以", by=ANONYMOUS)
    assert (view.state, view.rating) == ("rated", None)
    assert selectors.invitation(invited.token).rating is None
    assert selectors.invitation_of_tracked(invited.number).rating is None
    assert Rating.objects.values_list("channel", "by").get() == ("link", "")
    assert selectors.invitation_of_case(invited.case, closed.him).rating.words == "还可以"


@pytest.mark.parametrize("second", ["link", "portal"])
def test_a_second_rating_is_refused_and_the_first_stands(closed, second):
    invited = closed.invited()
    services.rate(token=invited.token, grade=2, by=ANONYMOUS)
    with pytest.raises(Refused) as refused:
        if second == "link":
            services.rate(token=invited.token, grade=5, by=ANONYMOUS)
        else:
            services.rate(case=invited.case, grade=5, by=closed.him)
    assert code_of(refused) == "ratings.twice"
    assert Rating.objects.get().grade == 2


def test_the_database_itself_holds_one_rating_a_case_and_a_known_grade(closed):
    invited = closed.invited()
    services.rate(token=invited.token, grade=3, by=ANONYMOUS)
    row = Rating.objects.get()
    other = Invitation.objects.get(token=closed.invited().token)
    for changes in (
        {"invitation": row.invitation},
        {"invitation": other, "grade": 6},
        {"invitation": other, "anonymous": True, "by": "person:1"},
    ):
        facts = {"grade": 3, "channel": "link", "rated_at": row.rated_at}
        with pytest.raises(IntegrityError), transaction.atomic():
            Rating.objects.create(**(facts | changes))


def test_staff_machines_and_the_platform_never_rate(closed):
    invited = closed.invited()
    staff = actor(clerk(closed.organ, "clerk", "supervisor"))
    for who in (staff, Actor(kind="machine", key="machine:1", name="接口"), system("测试")):
        for named in ({"token": invited.token}, {"case": invited.case}):
            with pytest.raises(AccessDenied) as denied:
                services.rate(**named, grade=5, by=who)
            assert denied.value.visible
    assert selectors.invitation_of_case(invited.case, staff) is None
    assert not Rating.objects.exists()


def test_another_persons_case_reads_like_one_that_is_not_there(closed):
    invited, other = closed.invited(), actor(somebody_else())
    for named in (
        {"case": invited.case},
        {"case": "f" * 32},
        {"case": "1' OR"},
        {"token": "x\x00"},
        {"token": "A" * 32},
    ):
        with pytest.raises(AccessDenied) as denied:
            services.rate(**named, grade=5, by=other)
        assert not denied.value.visible
    with pytest.raises(AccessDenied):
        services.rate(case=invited.case, grade=5, by=ANONYMOUS)
    assert selectors.invitation_of_case(invited.case, other) is None
    assert selectors.invitation("\x00") is None
    assert selectors.invitation_of_tracked("4113232026") is None


def test_who_wishes_to_be_anonymous_is_kept_nowhere(closed):
    invited = closed.invited()
    services.rate(case=invited.case, grade=1, indicators=["115"], anonymous=True, by=closed.him)
    row = Rating.objects.get()
    entry = journal.entries_of(Subject("ratings.invitation", str(row.invitation_id))).get(verb="rate")
    assert (row.by, entry.actor_kind, entry.actor_key) == ("", "anonymous", "")
    assert entry.facts == {"grade": 1, "indicators": ["115"], "anonymous": True, "channel": "portal"}


def test_a_holder_of_the_link_who_is_not_the_applicant_is_not_named_as_rater(closed):
    invited = closed.invited()
    services.rate(token=invited.token, grade=5, channel="window", by=actor(somebody_else()))
    assert Rating.objects.values_list("channel", "by").get() == ("window", "")


def test_after_the_last_day_it_is_too_late(closed, on):
    on(DAY)
    in_time, late = closed.invited(), closed.invited()
    on(DAY + timedelta(days=30), 23)
    services.rate(token=in_time.token, grade=5, by=ANONYMOUS)
    on(DAY + timedelta(days=31), 0)
    with pytest.raises(Refused) as refused:
        services.rate(token=late.token, grade=5, by=ANONYMOUS)
    assert code_of(refused) == "ratings.expired"
    assert "2026 年 12 月 20 日" in refused.value.sentence


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"grade": 0}, "ratings.grade"),
        ({"grade": 6}, "ratings.grade"),
        ({"grade": -1}, "ratings.grade"),
        ({"indicators": ["115"]}, "ratings.indicator"),
        ({"indicators": ["999"]}, "ratings.indicator"),
        ({"indicators": ["\x00"]}, "ratings.indicator"),
        ({"words": "好" * 501}, "ratings.words"),
    ],
)
def test_what_no_form_would_send_is_refused(closed, changes, code):
    invited = closed.invited()
    with pytest.raises(Refused) as refused:
        services.rate(**({"token": invited.token, "grade": 5, "by": ANONYMOUS} | changes))
    assert code_of(refused) == code
    assert selectors.invitation(invited.token).open


def test_five_hundred_characters_fit_and_personal_numbers_in_them_are_masked(closed):
    number = id_number()
    services.rate(token=closed.invited().token, grade=5, words="好" * 500, by=ANONYMOUS)
    services.rate(token=closed.invited().token, grade=5, words=f"我是{number}\x00，13812345678", by=ANONYMOUS)
    long, said = Rating.objects.order_by("pk").values_list("words", flat=True)
    assert len(long) == 500
    assert number not in said
    assert "138****5678" in said


def test_a_rating_comes_by_one_way_only(closed):
    invited = closed.invited()
    for named in ({}, {"token": invited.token, "case": invited.case}, {"token": invited.token, "channel": "phone"}):
        with pytest.raises(ValueError):
            services.rate(**named, grade=5, by=closed.him)


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_leave_one_rating(tmp_path):
    invited = closed_case().invited()
    join, start, ends = _shared(tmp_path / "together.sqlite3"), Barrier(2), []

    def click(grade: int) -> None:
        try:
            join()
            start.wait(timeout=60)
            services.rate(token=invited.token, grade=grade, by=ANONYMOUS)
            ends.append(f"rated {Rating.objects.count()}")
        except Refused as refused:
            ends.append(refused.code)
        finally:
            connections.close_all()

    threads = [Thread(target=click, args=(grade,)) for grade in (5, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert sorted(ends) == ["rated 1", "ratings.twice"]


def _shared(place: Path) -> Callable[[], None]:
    """How a thread reaches the test's rows: SQLite's database in memory has no queue for two writers, a file has."""
    if connection.vendor != "sqlite":
        return lambda: None
    with sqlite3.connect(place) as file:
        connection.connection.backup(file)
    settings = {**connection.settings_dict, "NAME": str(place)}
    return lambda: setattr(connections["default"], "settings_dict", settings)
