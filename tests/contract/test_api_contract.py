"""schemathesis tries to break the API: every answer must be one that the contract declares, whatever is sent.

In process, without network, and the same in every run. The checks are all of schemathesis' own, none left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings

from bancheng.casework.cases.tests.stage import Stage
from bancheng.doors.openapi import guard, tokens
from bancheng.doors.openapi.contract import PREFIX, declared
from bancheng.project.wsgi import application
from bancheng.registers.catalog.models import GuideVersion
from bancheng.registers.catalog.tests import sample
from bancheng.registers.identity import services as identity

EXAMPLES, CASE_EXAMPLES = 25, 8
ABOUT_CASES = "cases|licences"
ADDRESS, SEED = f"{PREFIX}openapi.json", {"seed": 20261122}
CONTRACT = schemathesis.openapi.from_wsgi(ADDRESS, application, config=schemathesis.Config.from_dict(SEED))
# What fits the contract may still be refused by a rule: a value outside the guide, a step out of order, an empty file.
RULED = {"checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", 304, 401, 403, 404, 409, 422]}}}
CASES = schemathesis.openapi.from_wsgi(ADDRESS, application, config=schemathesis.Config.from_dict(SEED | RULED))


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
    """The tokens of those who call, and what there is to call about."""

    citizen: str
    clerk: str
    draft: str
    case: str

    def headers(self, path: str) -> dict[str, str]:
        """With the right token for an operation."""
        return {"Authorization": f"Bearer {self.clerk if '/staff/' in path else self.citizen}"}


@pytest.fixture(autouse=True)
def known(db: None, monkeypatch: pytest.MonkeyPatch) -> Known:
    """Items with guides, one in its second version; a citizen with a draft and a case, and the clerk of its organ.

    No limits, which have their own tests.
    """
    monkeypatch.setattr(guard, "READING", guard.Allowance("api.read", 1_000_000))
    monkeypatch.setattr(guard, "COMPUTING", guard.Allowance("api.compute", 1_000_000))
    monkeypatch.setattr(tokens, "FAILURES", 1_000_000)
    stage = Stage(sample.build_world())
    who, clerk = stage.citizen(), stage.staff("clerk")
    secrets = [identity.create_token(account=one.account, name="测试", by=one)[1] for one in (who, clerk)]
    found = Known(secrets[0], secrets[1], stage.draft(), stage.file().number)
    water = sample.published(stage.world.water, "供水报装", nature="convenience", item_type="20")
    sample.republish(water.item, sample.body(summary="装水表先在这里申请。"))
    return found


tried = settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
tried_with_token = settings(tried, max_examples=CASE_EXAMPLES)


@CONTRACT.exclude(path_regex=ABOUT_CASES).parametrize()
@tried
def test_every_answer_is_one_that_the_contract_declares(case: schemathesis.Case) -> None:
    case.call_and_validate()


@CASES.include(path_regex=ABOUT_CASES).parametrize()
@tried_with_token
def test_every_answer_to_who_has_a_token_is_too(case: schemathesis.Case, known: Known) -> None:
    case.call_and_validate(headers=known.headers(case.path))


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


@CASES.include(path_regex=r"\{case\}").parametrize()
@tried_with_token
def test_every_answer_about_a_case_that_exists_is_too(case: schemathesis.Case, known: Known) -> None:
    """The same for cases: each valid request is turned to a real draft or case of the caller's."""
    if case.meta is not None and case.meta.generation.mode.is_positive:
        drafting = case.path.endswith("/files") or case.method == "PATCH"
        case.path_parameters["case"] = known.draft if drafting else known.case
        answer = case.call(headers=known.headers(case.path))
        assert answer.status_code not in {401, 403} or "/staff/" in case.path
        case.validate_response(answer, headers=known.headers(case.path))


def test_the_contract_under_test_is_the_whole_of_it() -> None:
    parts = CONTRACT.exclude(path_regex=ABOUT_CASES), CASES.include(path_regex=ABOUT_CASES)
    operations = [found.ok() for part in parts for found in part.get_all_operations()]
    under_test = {f"{operation.method.upper()} {operation.path}" for operation in operations}
    assert under_test == {f"{operation.method} {operation.path}" for operation in declared()}
