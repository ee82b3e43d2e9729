"""schemathesis tries to break the API: every answer must be one that the contract declares, whatever is sent.

In process, without network, and the same in every run. The checks are all of schemathesis' own, none left out.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings

from bancheng.doors.openapi import guard
from bancheng.doors.openapi.contract import PREFIX, declared
from bancheng.project.wsgi import application
from bancheng.registers.catalog.models import GuideVersion
from bancheng.registers.catalog.tests import sample

EXAMPLES = 25
CONTRACT = schemathesis.openapi.from_wsgi(
    f"{PREFIX}openapi.json",
    application,
    config=schemathesis.Config.from_dict(
        {
            "seed": 20261122,
            # What fits the contract may still be refused by a rule: a value outside the guide, a step out of order.
            "operations": [
                {
                    "include-path-regex": "cases",
                    "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", 304, 401, 403, 404, 409, 422]}},
                }
            ],
        }
    ),
)


@pytest.fixture(autouse=True)
def _the_connection_of_the_test_is_kept() -> Iterator[None]:
    """As Django's test client does: a request must not close the transaction that the test stands in."""
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


@dataclass(frozen=True)
class Known:
    """Whoever calls, by his token, and what there is to call about."""

    citizen: str
    clerk: str
    draft: str
    case: str

    def headers(self, path: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.clerk if '/staff/' in path else self.citizen}"}


@pytest.fixture
def known(_a_catalogue: None, time_machine: Any) -> Known:
    """A citizen with a draft and a submitted case, and the clerk whose organ has them."""
    stage = build_stage_in(sample.build_world())
    who, clerk = stage.citizen(), stage.staff("clerk")
    secrets = [identity.create_token(account=one.account, name="测试", by=one)[1] for one in (who, clerk)]
    return Known(secrets[0], secrets[1], stage.draft(), stage.file().number)


@pytest.fixture(autouse=True)
def _a_catalogue(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two items with guides, one of them in its second version; and no limit, which has its own test."""
    monkeypatch.setattr(guard, "READING", guard.Allowance("api.read", 1_000_000))
    monkeypatch.setattr(guard, "COMPUTING", guard.Allowance("api.compute", 1_000_000))
    world = sample.build_world()
    sample.published(world.market)
    water = sample.published(world.water, "供水报装", nature="convenience", item_type="20")
    sample.republish(water.item, sample.body(summary="装水表先在这里申请。"))


tried = settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


@CONTRACT.parametrize()
@tried
def test_every_answer_is_one_that_the_contract_declares(case: schemathesis.Case) -> None:
    case.call_and_validate()


@CONTRACT.include(path_regex="item_id").parametrize()
@tried
def test_every_answer_about_an_item_that_exists_is_too(case: schemathesis.Case) -> None:
    """Drawn identifiers rarely exist: here each valid request is turned to a real item, so that its guide is really read."""
    if case.meta is not None and case.meta.generation.mode.is_positive:
        newest = GuideVersion.objects.latest("pk")
        case.path_parameters["item_id"] = newest.item_id
        if "number" in case.path_parameters:
            case.path_parameters["number"] = newest.number
        answer = case.call()
        assert answer.status_code in {200, 304}
        case.validate_response(answer)


def test_the_contract_under_test_is_the_whole_of_it() -> None:
    under_test = {f"{found.ok().method.upper()} {found.ok().path}" for found in CONTRACT.get_all_operations()}
    assert under_test == {f"{operation.method} {operation.path}" for operation in declared()}
