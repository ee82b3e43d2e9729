"""Two officers take the same project in at the same moment: one code; and the same firm hands the same project in twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from bancheng.casework.cases.tests.test_two_at_once import Together
from bancheng.casework.projects import services
from bancheng.casework.projects.models import Project
from bancheng.casework.projects.tests.ground import Ground, build_ground
from bancheng.ground.journal.models import Entry
from bancheng.ground.law import Refused

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ground(transactional_db: None) -> Ground:
    return build_ground()


def test_a_second_code_is_refused_also_to_who_asks_at_the_same_moment(ground: Ground, tmp_path: Path) -> None:
    key, officer = ground.drafted(kind="ratify"), ground.officer()
    services.submit(key, by=ground.head)
    together = Together(tmp_path / "at-once.sqlite3")
    answers = together(*[lambda: services.accept(key, by=officer)] * 3)
    refused = [one for one in answers if isinstance(one, Refused)]
    assert len(refused) == 2 and {one.code for one in refused} == {"projects.coded"}
    given = next(one for one in answers if isinstance(one, str))
    assert together.look(lambda: Project.objects.get(key=key).code) == given
    written = Entry.objects.filter(stream__kind="projects.project", verb="register", refused=False)
    assert together.look(written.count) == 1


def test_the_same_project_handed_in_twice_at_the_same_moment_gets_one_code(ground: Ground, tmp_path: Path) -> None:
    first, second, head = ground.drafted(), ground.drafted(), ground.head
    together = Together(tmp_path / "at-once.sqlite3")
    answers = together(lambda: services.submit(first, by=head), lambda: services.submit(second, by=head))
    codes = [one for one in answers if isinstance(one, str)]
    assert len(codes) == 1 and [one.code for one in answers if isinstance(one, Refused)] == ["projects.twice"]
    assert together.look(lambda: Project.objects.filter(code__isnull=False).count()) == 1
