"""A courier tells over HTTP where a parcel is; its signature is the only key, and the signature of the recipient delivers."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from bancheng.casework.cases import services
from bancheng.casework.cases.adapters.courier import courier
from bancheng.casework.cases.models import Parcel, ParcelScan
from bancheng.casework.cases.tests.conftest import _a_friday, move, stage
from bancheng.casework.cases.tests.stage import Stage
from bancheng.casework.cases.tests.test_parcels import SUNDAY, TO, by_post
from bancheng.ground.jobs import drain

__all__ = ["_a_friday", "move", "stage"]

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/couriers/callbacks"


def post(told: Any) -> Any:
    return Client().post(ADDRESS, json.dumps(told), content_type="application/json")


@pytest.mark.demand("APP-23")
def test_a_signed_notice_of_the_signature_delivers_and_a_forged_one_does_nothing(stage: Stage, move: Any) -> None:
    number = by_post(stage)
    services.ship(number, by=stage.staff("result_desk"), **TO)
    drain()
    move(SUNDAY)
    told = courier().callback(Parcel.objects.get().tracking)  # type: ignore[attr-defined]
    answer = post(told | {"signature": "0" * 64})
    assert (answer.status_code, answer.json()["code"]) == (403, "couriers.forged")
    assert stage.row(number).state == "decided"
    for _ in range(2):
        answer = post(told)
        assert (answer.status_code, answer.json()) == (200, {"result": "received"})
    assert stage.row(number).state == "closed" and ParcelScan.objects.filter(state="signed").count() == 1


@pytest.mark.parametrize(
    "told", [{}, [], 5, None, {"tracking": 1}, {"tracking": "x" * 50}, {"tracking": "DEMO1", "more": 1}]
)
def test_what_is_no_notice_is_unfit_and_never_breaks(told: Any, db: None) -> None:
    assert post(told).status_code == 422
