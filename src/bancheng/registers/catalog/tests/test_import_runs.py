"""A run of an import: under the name of who asked, in batches, stopped, failed, started again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bancheng.ground import law
from bancheng.ground.jobs import cancel, drain, retry
from bancheng.ground.journal.models import Entry
from bancheng.ground.law import Refused
from bancheng.registers.catalog import services
from bancheng.registers.catalog.models import ImplementationItem, ImportRun
from bancheng.registers.catalog.services import importing
from bancheng.registers.catalog.tests.importing import as_csv, row, told, upload
from bancheng.registers.catalog.tests.sample import COUNTY, OTHER_COUNTY, PLATFORM, World, staff

pytestmark = pytest.mark.usefixtures("files_apart")


def test_the_worker_takes_a_file_in_under_the_name_of_who_asked(world: World, django_capture_on_commit_callbacks):
    officer = staff("catalog.import", name="周敏")
    run = upload(as_csv(row(), row(name="新密的事项", local_code="2", region=OTHER_COUNTY)), by=officer, region=COUNTY)
    job = services.start_import(run=run, by=officer)
    with pytest.raises(Refused, match="已经开始"):
        services.start_import(run=run, by=officer)
    drain()
    run.refresh_from_db()
    job.refresh_from_db()
    assert (run.state, run.done, job.state) == ("done", 2, "done")
    assert told(run) == [("taken", set()), ("refused", {"scope"})]
    verbs = Entry.objects.filter(stream__kind="catalog.import").order_by("id").values_list("verb", "actor_name")
    assert list(verbs) == [(verb, "周敏") for verb in ("upload_import", "start_import", "import_batch", "import_done")]


def test_a_run_that_broke_off_goes_on_with_the_next_batch(world: World, monkeypatch):
    monkeypatch.setattr("bancheng.registers.catalog.imports.running.BATCH", 2)
    run = upload(as_csv(*[row(name=f"事项{n}", local_code=str(n), basic_code="") for n in range(5)]))

    class Stops:
        batches = 0

        def total(self, number: int) -> None:
            assert number == 5

        def advance(self, number: int = 1, step: str | None = None) -> None:
            self.batches += number

        @property
        def cancelled(self) -> bool:
            if self.batches >= 2:
                raise SystemExit("the worker was killed")
            return False

    with pytest.raises(SystemExit):
        services.run_import(run=run, by=PLATFORM, teller=Stops())
    run.refresh_from_db()
    assert (run.state, run.done) == ("running", 2)
    from bancheng.ground.jobs import Progress
    from bancheng.registers.catalog.authority import IMPORT, carried
    from bancheng.registers.catalog.services.importing import import_items

    import_items(Progress(), run=run.pk, actor=carried(PLATFORM, IMPORT))
    run.refresh_from_db()
    assert (run.state, run.done, run.counts) == ("done", 5, {"taken": 5})
    assert ImplementationItem.objects.count() == 5


def test_a_run_whose_command_was_killed_may_be_taken_up_after_a_quarter_of_an_hour(
    world: World, time_machine, monkeypatch
):
    def killed(*args: Any, **more: Any) -> None:
        raise SystemExit("no more power")

    run = upload(as_csv(row()))
    with monkeypatch.context() as broken, pytest.raises(SystemExit):
        broken.setattr(importing, "run_through", killed)
        services.run_import(run=run, by=PLATFORM)
    with pytest.raises(Refused, match="已经开始"):
        services.start_import(run=run, by=PLATFORM)
    time_machine.move_to(law.now() + timedelta(minutes=16))
    services.start_import(run=run, by=PLATFORM)
    drain()
    run.refresh_from_db()
    assert (run.state, run.done) == ("done", 1)


def test_an_import_whose_job_failed_for_good_is_shown_as_failed(world: World, time_machine_at):
    run = upload(as_csv(row()))
    services.start_import(run=run, by=PLATFORM)
    ImportRun.objects.filter(pk=run.pk).update(file_digest="0" * 64)
    for days in range(6):
        time_machine_at(law.today() + timedelta(days=days))
        drain()
    run.refresh_from_db()
    assert (run.state, run.done) == ("failed", 0) and run.error


def test_an_import_cancelled_while_it_waited_is_closed_and_may_be_started_again(world: World):
    run = upload(as_csv(row()))
    cancel(services.start_import(run=run, by=PLATFORM).pk, PLATFORM)
    drain()
    run.refresh_from_db()
    assert run.state == "failed" and "取消" in run.error and run.finished_at is not None
    services.start_import(run=run, by=PLATFORM)
    drain()
    run.refresh_from_db()
    assert (run.state, run.done, run.error) == ("done", 1, "")


def test_an_import_started_again_at_once_is_not_closed_by_the_late_news_of_its_cancelled_job(world: World):
    run = upload(as_csv(row()))
    cancel(services.start_import(run=run, by=PLATFORM).pk, PLATFORM)
    services.start_import(run=run, by=PLATFORM)
    drain()
    run.refresh_from_db()
    assert run.state == "done"


@pytest.mark.parametrize("by_its_job", [True, False])
def test_an_import_that_failed_for_good_goes_on_when_it_is_started_again(world: World, monkeypatch, by_its_job: bool):
    def broken(*args: Any, **more: Any) -> None:
        raise Refused("import.broken", "文件读不出来。")

    run = upload(as_csv(row()))
    with monkeypatch.context() as broken_for_now:
        broken_for_now.setattr(importing, "run_through", broken)
        job = services.start_import(run=run, by=PLATFORM)
        drain()
    run.refresh_from_db()
    assert (run.state, run.error) == ("failed", "文件读不出来。")
    if by_its_job:
        retry(job.pk, PLATFORM)
    else:
        services.start_import(run=run, by=PLATFORM)
    drain()
    run.refresh_from_db()
    assert (run.state, run.done, run.error) == ("done", 1, "")


def test_a_second_job_for_the_same_run_gives_way(world: World):
    run = upload(as_csv(row()))
    first = services.start_import(run=run, by=PLATFORM)
    cancel(first.pk, PLATFORM)
    second = services.start_import(run=run, by=PLATFORM)
    retry(first.pk, PLATFORM)
    drain()
    run.refresh_from_db()
    first.refresh_from_db()
    second.refresh_from_db()
    assert {first.state, second.state} == {"done", "failed"}
    assert (run.state, run.done, run.rows.count()) == ("done", 1, 1)
