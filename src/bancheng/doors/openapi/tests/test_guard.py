"""What every operation has in common: the contract is enforced before any work is done."""

from __future__ import annotations

import json

import pytest
from django.test import Client, RequestFactory, override_settings
from django.urls import reverse

from bancheng.doors.openapi import guard
from bancheng.doors.openapi.contract import PREFIX, declared, document
from bancheng.registers.catalog.models import GuideVersion

pytestmark = pytest.mark.django_db
CHECK = f"{PREFIX}guides/check"


def test_the_contract_stands_where_it_says() -> None:
    assert reverse("openapi:items") == f"{PREFIX}items"
    assert document()["openapi"].startswith("3.1")
    assert {operation.path for operation in declared()} == set(document()["paths"])


def test_every_operation_declares_its_refusals() -> None:
    for operation in declared():
        assert {"400", "405", "422", "429"} <= set(operation.statuses), operation.path
        assert all(parameter["description"] for parameter in operation.parameters), operation.path
        assert ("415" in operation.statuses) == operation.has_body
        assert ("404" in operation.statuses) or "<" not in operation.route or operation.name.endswith("vocabulary")


@pytest.mark.parametrize(
    ("query", "path"),
    [("regoin=41", "regoin"), ("size=0", "size"), ("size=5.0", "size"), ("size=٣", "size"), ("after=x", "after"),
     ("audience=dogs", "audience"), ("theme=%00", "theme"), ("region=4", "region"), ("q=" + "食" * 101, "q"),
     ("size=1&size=2", "size")],
)  # fmt: skip
def test_what_the_contract_does_not_know_is_refused_with_its_place(client: Client, query: str, path: str) -> None:
    answer = client.get(f"{PREFIX}items?{query}")
    told = answer.json()
    assert answer.status_code == 422
    assert [part["path"] for part in told["errors"]] == [path]
    assert told["code"] == "request.invalid"
    assert told["errors"][0]["sentence"]


@pytest.mark.parametrize(
    "path", ["items/05", "items/+5", "items/x", "items/0", f"items/{2**63}", "vocabulary/x", "items/by-code/1"]
)
def test_a_path_that_cannot_be_is_refused(client: Client, path: str) -> None:
    assert client.get(PREFIX + path).status_code == 422


def test_a_wrong_method_is_told_the_right_one(client: Client) -> None:
    answer = client.delete(f"{PREFIX}items")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
    assert answer.json()["code"] == "request.method"
    assert client.get(CHECK)["Allow"] == "POST"


def test_an_address_that_is_none_answers_in_the_same_shape(client: Client) -> None:
    answer = client.get("/api/v2/items")
    assert answer.status_code == 404
    assert set(answer.json()) == {"detail", "code", "errors"}


def test_an_unchanged_guide_is_not_sent_again(client: Client, version: GuideVersion) -> None:
    url = f"{PREFIX}items/{version.item_id}"
    first = client.get(url)
    tag = first["ETag"]
    for known in (tag, f'"other", W/{tag}', "*"):
        again = client.get(url, headers={"If-None-Match": known})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
    assert client.get(url, headers={"If-None-Match": '"other"'}).status_code == 200


def test_head_answers_as_get_without_a_body(client: Client) -> None:
    got, head = client.get(f"{PREFIX}regions"), client.head(f"{PREFIX}regions")
    assert (head.status_code, head.content) == (200, b"")
    assert (head["ETag"], head["Content-Length"]) == (got["ETag"], str(len(got.content)))


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [(b"{}", "text/plain", 415), (b"", "application/x-www-form-urlencoded", 415), (b"{", "application/json", 400),
     (b'{"n": NaN}', "application/json", 400), (b'"\\ud800"', "application/json", 400), (b"\xff", "application/json", 400),
     (b"[" * 100_000, "application/json", 400), (b" ", "application/json", 400),
     (b'"' + b"x" * 600_000 + b'"', "application/json", 413), (b"[]", "application/json", 422), (b"null", "application/json", 422)],
)  # fmt: skip
def test_a_body_that_is_none_is_refused(client: Client, body: bytes, kind: str, status: int) -> None:
    answer = client.post(CHECK, body, content_type=kind)
    assert answer.status_code == status
    assert set(answer.json()) == {"detail", "code", "errors"}


@pytest.mark.demand("SEC-18")
def test_who_asks_too_often_is_told_when_to_come_again(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "READING", guard.Allowance("api.read", 3))
    monkeypatch.setattr(guard, "COMPUTING", guard.Allowance("api.compute", 1))
    for _ in range(3):
        assert client.get(f"{PREFIX}regions").status_code == 200
    answer = client.get(f"{PREFIX}regions")
    assert (answer.status_code, answer["Retry-After"], answer.json()["code"]) == (429, "60", "request.too_many")
    assert client.get(f"{PREFIX}regions", REMOTE_ADDR="192.0.2.7").status_code == 200, "another address, another count"
    assert client.get(f"{PREFIX}health").status_code == 200, "whoever watches over the service is never turned away"


def test_the_address_is_the_peer_or_what_the_trusted_proxy_saw() -> None:
    def seen(**meta: str) -> str:
        return guard.address(RequestFactory().get("/", **meta))

    assert seen(REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR="198.51.100.9") == "192.0.2.1"
    assert seen(REMOTE_ADDR="2001:db8:1:2:3::4") == seen(REMOTE_ADDR="2001:db8:1:2:9::9")
    assert seen(REMOTE_ADDR="") == "unknown"
    with override_settings(SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https")):
        forwarded = "203.0.113.5, 198.51.100.9"
        assert seen(REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=forwarded) == "198.51.100.9"
        assert seen(REMOTE_ADDR="192.0.2.1") == "192.0.2.1"


def test_no_other_site_is_invited_and_no_cookie_is_set(client: Client) -> None:
    answer = client.get(f"{PREFIX}regions", headers={"Origin": "https://elsewhere.example"})
    assert "Access-Control-Allow-Origin" not in answer
    assert not answer.cookies


def test_the_page_lists_every_operation_and_leads_to_the_contract(client: Client) -> None:
    page = client.get(PREFIX).content.decode()
    for operation in declared():
        assert operation.path in page
    assert f'href="{PREFIX}openapi.json"' in page
    assert f"查询 {guard.READING.times} 次" in page
    assert json.loads(client.get(f"{PREFIX}openapi.json").content) == json.loads(json.dumps(document()))
    assert client.get("/api/")["Location"] == PREFIX


def test_asking_for_a_guide_takes_few_statements(
    client: Client, version: GuideVersion, django_assert_max_num_queries
) -> None:
    # The count of the address (three with its transaction), then item, versions and document.
    with django_assert_max_num_queries(6):
        client.get(f"{PREFIX}items/{version.item_id}")
