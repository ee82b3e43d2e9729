"""Channels outside fetch over HTTP: with their own key, page by page, and nothing twice for nothing."""

from __future__ import annotations

import pytest

from bancheng.casework.cases.tests.stage import Stage
from bancheng.doors.openapi.tests.calling import API, Caller, caller
from bancheng.registers.catalog import services
from bancheng.registers.catalog.models import Channel, ChannelFetch
from bancheng.registers.catalog.tests.sample import COUNTY, PLATFORM, published

FEED = "feeds/wechat/guides"


@pytest.fixture
def wechat(stage: Stage) -> Channel:
    return services.add_channel(code="wechat", label="部门微信公众号", region=COUNTY, by=PLATFORM)


@pytest.fixture
def site(wechat: Channel) -> Caller:
    return Caller(services.issue_channel_key(channel=wechat, by=PLATFORM))


def test_a_channel_fetches_with_its_key_and_what_it_got_is_kept(stage: Stage, wechat: Channel, site: Caller) -> None:
    version = published(stage.world.market, "热食许可")
    answer = site.get(FEED)
    assert answer.status_code == 200 and answer["Cache-Control"] == "private, no-cache"
    entry = next(one for one in answer.json()["entries"] if one["item_id"] == version.item_id)
    assert entry["digest"] == version.digest and entry["document"] == version.document
    kept = ChannelFetch.objects.get(channel=wechat, item=version.item)
    assert (kept.number, kept.digest) == (1, version.digest)


def test_an_unchanged_feed_is_answered_with_304(stage: Stage, site: Caller) -> None:
    published(stage.world.market, "热食许可")
    tag = site.get(FEED)["ETag"]
    again = site.http.get(API + FEED, headers={**site._headers(""), "If-None-Match": tag})
    assert again.status_code == 304 and not again.content


def test_pages_follow_each_other(stage: Stage, site: Caller) -> None:
    for n in range(3):
        published(stage.world.market, f"事项{n}")
    got, since, more = [], "", True
    while more:
        page = site.get(FEED, since=since, size=1).json()
        got += [entry["name"] for entry in page["entries"]]
        since, more = page["next"], page["more"]
    assert got[-3:] == ["事项0", "事项1", "事项2"] and len(got) == len(set(got))


def test_a_look_by_staff_or_a_head_does_not_count_as_fetched(stage: Stage, wechat: Channel, site: Caller) -> None:
    published(stage.world.market, "热食许可")
    clerk = caller(stage, stage.staff("clerk"))
    assert clerk.get(FEED).status_code == 200
    assert site.http.head(API + FEED, headers=site._headers("")).status_code == 200
    assert not ChannelFetch.objects.exists()
    assert caller(stage, stage.citizen()).get(FEED).status_code == 403


def test_no_other_key_opens_a_feed(stage: Stage, wechat: Channel, site: Caller) -> None:
    other = services.add_channel(code="province", label="河南政务服务网", region="", by=PLATFORM)
    key = services.issue_channel_key(channel=other, by=PLATFORM)
    assert Caller(key).get(FEED).status_code == 404
    assert Caller(key).get("staff/cases").status_code == 401
    for secret in ("", "bcfeed_" + "0" * 64, "错", "bancheng_x"):
        refused = Caller(secret).http.get(API + FEED, headers={"Authorization": f"Bearer {secret}"})
        assert refused.status_code == 401 and refused["WWW-Authenticate"] == "Bearer"
    services.switch_channel(channel=wechat, active=False, by=PLATFORM)
    assert site.get(FEED).status_code == 401
    assert caller(stage, stage.staff("clerk")).get(FEED).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        {"since": "x"},
        {"since": "1"},
        {"size": "0"},
        {"size": "51"},
        {"size": "a"},
        {"after": "1"},
        {"since": "9" * 17 + ".1"},
    ],
)
def test_a_question_that_makes_no_sense_is_refused_or_answered_never_broken(
    site: Caller, query: dict[str, str]
) -> None:
    answer = site.get(FEED, **query)
    assert answer.status_code in {200, 422}
    assert answer.status_code == 422 or set(query) == {"since"}


def test_a_channel_code_that_is_none_is_refused(site: Caller) -> None:
    assert site.get("feeds/none/guides").status_code == 404
    assert site.get("feeds/微信/guides").status_code in {404, 422}
