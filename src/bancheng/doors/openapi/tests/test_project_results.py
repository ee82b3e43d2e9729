"""A department's own system tells over HTTP what it has approved; its signature is the only key."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from bancheng.casework.projects import selectors
from bancheng.casework.projects.models import Approval, Receipt
from bancheng.casework.projects.tests.conftest import _a_friday, ground
from bancheng.casework.projects.tests.ground import Ground
from bancheng.casework.projects.tests.test_results_from_departments import message

__all__ = ["_a_friday", "ground"]

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/projects/results"


def post(told: Any) -> Any:
    return Client().post(ADDRESS, json.dumps(told), content_type="application/json")


def test_a_signed_result_joins_the_project_once_and_a_forged_one_does_nothing(ground: Ground) -> None:
    row = ground.coded()
    told = message(row.code or "")
    forged = post(told | {"signature": "0" * 64})
    assert (forged.status_code, forged.json()["code"]) == (403, "projects.forged") and Receipt.objects.count() == 0
    answers = [post(told).json() for _ in range(2)]
    assert answers[0] == answers[1] == {"result": "received", "receipt": Receipt.objects.get().number}
    seen = selectors.project(ground.officer(), row.key)
    assert [one.number for stage in seen.stages for one in stage.approvals] == ["HP-2026-007"]


def test_a_result_that_does_not_fit_is_told_why(ground: Ground) -> None:
    row = ground.coded()
    late = post(message(row.code or "", happened_on="2026-12-01"))
    assert (late.status_code, late.json()["code"]) == (422, "projects.message")
    nobody = post(message("2611-411323-04-01-000000"))
    assert (nobody.status_code, nobody.json()["code"]) == (422, "projects.no_project") and Approval.objects.count() == 0


@pytest.mark.parametrize(
    "told", [{}, [], 5, None, {"system": 1}, {"code": "x" * 50}, {"system": "demo-office", "more": 1}]
)
def test_what_is_no_result_is_unfit_and_never_breaks(told: Any, db: None) -> None:
    assert post(told).status_code == 422
