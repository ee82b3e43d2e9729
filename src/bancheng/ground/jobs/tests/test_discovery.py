from __future__ import annotations

from bancheng.ground.jobs import registry
from bancheng.ground.jobs.registry import find


def test_a_job_is_found_by_its_path_and_an_absent_one_is_not():
    import pytest

    assert find("bancheng.ground.jobs.schedule.tidy").title == "清理已结束的后台任务"
    for path in ("bancheng.ground.jobs.schedule.gone", "bancheng.nowhere.gone", "gone"):
        with pytest.raises(registry.UnknownJob, match="找不到任务函数"):
            find(path)


def test_the_timed_jobs_of_the_ground_floor_are_loaded_with_the_rooms(monkeypatch):
    from django.apps import apps

    monkeypatch.undo()  # the room's own fixture keeps the registry empty
    apps.get_app_config("jobs").ready()
    assert {"journal.anchor", "jobs.tidy"} <= {timed.key for timed in registry.timed()}
