"""Two in the same moment: one draft, one number, each member filed once, and nobody waits for ever for the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest

from bancheng.casework.bundles import selectors, services
from bancheng.casework.bundles.models import BundleCase
from bancheng.casework.bundles.tests.course import states
from bancheng.casework.bundles.tests.running import Running, build_running
from bancheng.casework.cases import numbering
from bancheng.casework.cases import services as cases
from bancheng.casework.cases.models import Case
from bancheng.casework.cases.tests.stage import PDF, build_stage
from bancheng.casework.cases.tests.test_two_at_once import Together, given, refusals
from bancheng.ground.access import Subject
from bancheng.ground.jobs import drain
from bancheng.ground.journal import selectors as journal
from bancheng.ground.journal import verify_stream
from bancheng.registers.catalog.tests.sample import COUNTY

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def running(transactional_db: None) -> Iterator[Running]:
    numbering.forget()
    yield build_running(build_stage())
    numbering.forget()


@pytest.fixture
def together(running: Running, tmp_path: Path) -> Callable[[], Together]:
    """Called when everything is prepared."""
    return lambda: Together(tmp_path / "together.sqlite3")


def verbs(key: str) -> list[str]:
    return list(journal.entries_of(Subject("bundles.case", key)).values_list("verb", flat=True))


def test_begun_in_two_windows_at_once_it_is_one_draft(running: Running, together: Callable[[], Together]) -> None:
    citizen, both = running.stage.citizen(), together()
    told = both(*[lambda: services.begin(region=COUNTY, key="catering", by=citizen)] * 3)
    assert len(set(told)) == 1
    assert both.look(lambda: (BundleCase.objects.count(), Case.objects.count())) == (1, 3)


def test_handed_in_twice_while_a_file_comes_in_it_has_one_number(
    running: Running, together: Callable[[], Together]
) -> None:
    citizen = running.stage.citizen()
    key, both = running.begin(citizen), together()

    def upload() -> None:
        services.add_file(key, code="M0005", stream=BytesIO(PDF + b"2"), name="布局图二.pdf", by=citizen)

    told = both(*[lambda: services.submit(key, by=citizen, declared=True)] * 2, upload)
    late = refusals(told)
    assert {one.code for one in late} <= {"bundles.submitted", "cases.submitted"}
    first, second = (one for one in given(told) if one is not None)
    assert first == second

    def look() -> None:
        assert verbs(key).count("submit") == 1
        assert Case.objects.filter(part_of=key).exclude(number=None).count() == 2
        files = {
            part.case.materials.get(code="M0005").files.count() for part in running.row(key).parts.all() if part.case
        }
        assert len(files) == 1, "in all members, or in none"
        assert not verify_stream(Subject("bundles.case", key)).faults

    both.look(look)


def test_two_clerks_decide_members_at_once_and_two_workers_go_on(
    running: Running, together: Callable[[], Together]
) -> None:
    citizen, clerk = running.stage.citizen(), running.stage.staff("clerk")
    approver, second = running.stage.staff("approver"), running.stage.staff("approver", "钱多")
    key = running.filed(citizen)
    shop, sign = (running.case(key, one).key for one in ("shop", "sign"))
    for case in (shop, sign):
        cases.accept(case, by=clerk)
    drain()
    both = together()

    def decide(case: str, by: object) -> None:
        cases.decide(case, by=by, outcome="granted", reason="")  # type: ignore[arg-type]
        services.advance(key)

    told = both(lambda: decide(shop, approver), lambda: decide(sign, second), *[lambda: services.advance(key)] * 2)
    assert refusals(told) == []

    def look() -> None:
        drain()
        services.advance(key)
        assert states(running, key) == {"shop": "granted", "food": "open", "sign": "granted"}
        assert (running.case(key, "food").number or "").endswith("-02")
        assert (
            journal.entries_of(Subject("cases.case", running.case(key, "food").key)).filter(verb="submit").count() == 1
        )
        assert not verify_stream(Subject("bundles.case", key)).faults
        assert selectors.running_bundle(citizen, key).done == 2

    both.look(look)
