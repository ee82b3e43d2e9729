"""schemathesis tries to break the API: every answer must be one that the contract declares, whatever is sent.

In process, without network, and the same in every run. The checks are all of schemathesis' own, none left out.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, settings
from pytest_django.plugin import DjangoDbBlocker

from bancheng.casework.cases.tests.stage import Stage
from bancheng.doors.openapi import guard, tokens
from bancheng.doors.openapi.contract import PREFIX, declared
from bancheng.doors.openapi.tests.calling import Caller
from bancheng.project.wsgi import application
from bancheng.registers.catalog.models import GuideVersion
from bancheng.registers.catalog.tests import sample
from bancheng.registers.identity import services as identity

# Besides the forty or so of each operation that schemathesis derives from the contract.
EXAMPLES, CASE_EXAMPLES = (2, 2) if os.environ.get("BANCHENG_TEST_DATABASE_URL") else (10, 5)
ABOUT_CASES = "cases|licences|staff/items"
ADDRESS, SEED = f"{PREFIX}openapi.json", {"seed": 20261122}
CONTRACT = schemathesis.openapi.from_wsgi(ADDRESS, application, config=schemathesis.Config.from_dict(SEED))
# What fits the contract may still be refused by a rule: a value outside the guide, a step out of order, an empty file.
# A write without the If-Match of what was read is 428 (RFC 6585), which schemathesis does not think of.
RULED = {
    "checks": {
        "positive_data_acceptance": {"expected-statuses": ["2xx", 304, 401, 403, 404, 409, 412, 422]},
        "missing_required_header": {"expected-statuses": [400, 401, 403, 406, 415, 422, 428]},
    }
}
CASES = schemathesis.openapi.from_wsgi(ADDRESS, application, config=schemathesis.Config.from_dict(SEED | RULED))
# A whole guide has hundreds of places: to break each of them in turn would take a third of the time of all operations.
DRAWN = {"phases": {"coverage": {"enabled": False}}}
GUIDES = schemathesis.openapi.from_wsgi(
    ADDRESS, application, config=schemathesis.Config.from_dict(SEED | RULED | DRAWN)
)
WHOLE_GUIDES = "guides/check|/draft$"
# For what is turned to something that exists: nonsense was tried before, and would be again for nothing.
VALID = {"generation": {"mode": "positive"}}
GOOD = schemathesis.openapi.from_wsgi(ADDRESS, application, config=schemathesis.Config.from_dict(SEED | VALID))
GOOD_CASES = schemathesis.openapi.from_wsgi(
    ADDRESS, application, config=schemathesis.Config.from_dict(SEED | RULED | VALID)
)


def keep_the_connection() -> None:
    """Until somebody says otherwise, as Django's test client does after each request of its own."""
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)


@pytest.fixture(autouse=True)
def _the_connection_of_the_test_is_kept() -> Iterator[None]:
    """As Django's test client does: a request must not close the transaction that the test stands in."""
    keep_the_connection()
    yield
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


@dataclass(frozen=True)
class Known:
    """The tokens of those who call, and what there is to call about."""

    citizen: str
    clerk: str
    editor: str
    draft: str
    case: str

    def headers(self, path: str) -> dict[str, str]:
        """With the right token for an operation."""
        staff = self.editor if "/staff/items" in path else self.clerk
        return {"Authorization": f"Bearer {staff if '/staff/' in path else self.citizen}"}


@pytest.fixture(scope="module")
def known(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Known]:
    """What `build_known` makes: once for all tests here, each of which rolls back what it changes."""
    whole = transaction.atomic()
    whole._from_testcase = True  # as Django marks its own, so that a verb which must be outermost takes it for none
    with django_db_blocker.unblock(), whole:
        yield build_known()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _no_limits(known: Known, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """They have tests of their own."""
    monkeypatch.setattr(guard, "READING", guard.Allowance("api.read", 1_000_000))
    monkeypatch.setattr(guard, "COMPUTING", guard.Allowance("api.compute", 1_000_000))
    monkeypatch.setattr(tokens, "FAILURES", 1_000_000)


def build_known() -> Known:
    """Items with guides, one in its second version; a citizen with a draft and a case, and the staff of its organ."""
    stage = Stage(sample.build_world())
    callers = stage.citizen(), stage.staff("clerk"), stage.staff("catalog_editor")
    secrets = [identity.create_token(account=one.account, name="测试", by=one)[1] for one in callers]
    found = Known(*secrets, stage.draft(), stage.file().number)
    water = sample.published(stage.world.water, "供水报装", nature="convenience", item_type="20")
    sample.republish(water.item, sample.body(summary="装水表先在这里申请。"))
    return found


tried = settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
tried_with_token = settings(tried, max_examples=CASE_EXAMPLES)


@CONTRACT.exclude(path_regex=f"{ABOUT_CASES}|{WHOLE_GUIDES}").parametrize()
@tried
def test_every_answer_is_one_that_the_contract_declares(case: schemathesis.Case) -> None:
    case.call_and_validate()


@CASES.include(path_regex=ABOUT_CASES).exclude(path_regex=WHOLE_GUIDES).parametrize()
@tried_with_token
def test_every_answer_to_who_has_a_token_is_too(case: schemathesis.Case, known: Known) -> None:
    case.call_and_validate(headers=known.headers(case.path))


@GUIDES.include(path_regex=WHOLE_GUIDES).parametrize()
@tried
def test_every_answer_to_a_whole_guide_is_too(case: schemathesis.Case, known: Known) -> None:
    case.call_and_validate(headers=known.headers(case.path))


@GOOD.include(path_regex="v1/items/.item_id").parametrize()
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


@GOOD_CASES.include(path_regex=r"\{case\}").parametrize()
@tried_with_token
def test_every_answer_about_a_case_that_exists_is_too(case: schemathesis.Case, known: Known) -> None:
    """The same for cases: each valid request is turned to a real draft or case of the caller's."""
    if case.meta is not None and case.meta.generation.mode.is_positive:
        drafting = case.path.endswith("/files") or case.method == "PATCH"
        case.path_parameters["case"] = known.draft if drafting else known.case
        answer = case.call(headers=known.headers(case.path))
        assert answer.status_code not in {401, 403} or "/staff/" in case.path
        case.validate_response(answer, headers=known.headers(case.path))


@GOOD_CASES.include(path_regex=r"staff/items/.item_id").parametrize()
@tried_with_token
def test_every_answer_about_a_draft_that_was_read_is_too(case: schemathesis.Case, known: Known) -> None:
    """The same for drafts: each valid write is of a real item, and carries the ETag of what was read."""
    if case.meta is not None and case.meta.generation.mode.is_positive:
        item = GuideVersion.objects.filter(item__organisation__name__contains="市场").latest("pk").item_id
        read = Caller(known.editor).get(f"staff/items/{item}/draft")
        keep_the_connection()
        assert read.status_code == 200
        case.path_parameters["item_id"] = item
        headers = known.headers(case.path) | (
            {"If-Match": read["ETag"]} if case.method in {"PUT", "PATCH", "POST"} else {}
        )
        answer = case.call(headers=headers)
        assert answer.status_code not in {401, 403, 404, 412, 428}
        case.validate_response(answer, headers=headers)


def test_the_contract_under_test_is_the_whole_of_it() -> None:
    parts = (
        CONTRACT.exclude(path_regex=f"{ABOUT_CASES}|{WHOLE_GUIDES}"),
        CASES.include(path_regex=ABOUT_CASES).exclude(path_regex=WHOLE_GUIDES),
        GUIDES.include(path_regex=WHOLE_GUIDES),
    )
    operations = [found.ok() for part in parts for found in part.get_all_operations()]
    under_test = {f"{operation.method.upper()} {operation.path}" for operation in operations}
    assert under_test == {f"{operation.method} {operation.path}" for operation in declared()}
