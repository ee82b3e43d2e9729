"""Feeds for channels outside: what changed is handed out once more, what each was handed is known."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bancheng.ground import law
from bancheng.ground.access import AccessDenied
from bancheng.ground.crypto import canonical_sm3
from bancheng.ground.journal.models import Entry
from bancheng.ground.law import Refused
from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.models import Channel, ChannelFetch
from bancheng.registers.catalog.tests.sample import (
    COUNTY,
    OTHER_COUNTY,
    PLATFORM,
    World,
    body,
    make_item,
    published,
    republish,
    staff,
)
from bancheng.registers.catalog.types import ChannelSeed, FeedPage

TODAY = date(2026, 11, 20)


@pytest.fixture
def wechat(world: World, time_machine_at) -> Channel:
    time_machine_at(TODAY)
    return services.add_channel(code="wechat", label="部门微信公众号", region=COUNTY, by=PLATFORM)


def fetched(channel: Channel, since: str = "", size: int = 20) -> FeedPage:
    """As the door does it: read, and keep what was handed out."""
    page = selectors.feed(channel, since=since, size=size)
    services.note_fetch(channel=channel, entries=page.entries)
    return page


def counts(channel: Channel) -> dict[str, int]:
    one = next(one for one in selectors.standings(PLATFORM) if one.channel.code == channel.code)
    return {state: n for state, n in one.counts.items() if n}


def test_a_feed_gives_the_guides_of_its_region_with_documents_that_prove_themselves(world: World, wechat: Channel):
    ours = published(world.market)
    town = published(world.town, "乡村建设规划许可")
    published(world.elsewhere)
    make_item(world.market, "还没有指南的事项")
    page = fetched(wechat)
    assert [(entry.item_id, entry.state, entry.version) for entry in page.entries] == [
        (ours.item_id, "published", 1),
        (town.item_id, "published", 1),
    ]
    assert not page.more
    for entry in page.entries:
        assert canonical_sm3(entry.document) == entry.digest and entry.short_hash == entry.digest[:12]


def test_who_comes_back_gets_only_what_changed_since(world: World, wechat: Channel, time_machine_at):
    first = published(world.market)
    published(world.market, "食品生产许可")
    time_machine_at(TODAY + timedelta(days=1))
    since = fetched(wechat).next
    assert fetched(wechat, since).entries == ()
    again = republish(first.item, body(summary="改过一句话。"))
    (entry,) = fetched(wechat, since).entries
    assert (entry.item_id, entry.version, entry.digest) == (first.item_id, 2, again.digest)


def test_what_changed_a_moment_ago_is_given_once_more_so_that_a_late_transaction_is_not_missed(
    world: World, wechat: Channel, time_machine_at
):
    published(world.market)
    page = fetched(wechat)
    assert page.next == "" and fetched(wechat, page.next).entries == page.entries
    time_machine_at(TODAY + timedelta(days=1))
    settled = fetched(wechat).next
    assert settled and fetched(wechat, settled) == FeedPage((), settled, False)


def test_a_backlog_is_paged_without_loss(world: World, wechat: Channel):
    wanted = [published(world.market, f"事项{n}").item_id for n in range(5)]
    got, since = [], ""
    while True:
        page = fetched(wechat, since, size=2)
        got += [entry.item_id for entry in page.entries]
        if not page.more:
            break
        since = page.next
    assert got == wanted


def test_what_left_the_public_list_is_told_without_a_document(world: World, wechat: Channel, time_machine_at):
    gone, resting, ended = (published(world.market, name) for name in ("甲", "乙", "丙"))
    fetched(wechat)
    services.withdraw(version=gone, reason="有误", by=PLATFORM)
    services.suspend_item(item=resting.item, reason="系统升级", by=PLATFORM)
    services.cancel_item(item=ended.item, on=law.today(), reason="国发〔2026〕1号", by=PLATFORM)
    assert counts(wechat) == {"stale": 3}
    told = {entry.item_id: (entry.state, entry.version, entry.document) for entry in fetched(wechat).entries}
    assert told == {
        gone.item_id: ("withdrawn", 0, None),
        resting.item_id: ("suspended", 0, None),
        ended.item_id: ("cancelled", 0, None),
    }
    assert counts(wechat) == {}
    services.resume_item(item=resting.item, reason="升级完成", by=PLATFORM)
    assert counts(wechat) == {"never": 1}


def test_a_version_that_comes_into_force_at_night_is_handed_out_from_that_day(
    world: World, wechat: Channel, time_machine_at
):
    first = published(world.market)
    republish(first.item, body(summary="明天起这样办。"), effective_from=TODAY + timedelta(days=3))
    time_machine_at(TODAY + timedelta(days=2))
    since = fetched(wechat).next
    assert counts(wechat) == {"step": 1}
    time_machine_at(TODAY + timedelta(days=3))
    services.take_effect()
    assert counts(wechat) == {"behind": 1}
    (entry,) = fetched(wechat, since).entries
    assert entry.version == 2 and counts(wechat) == {"step": 1}


def test_each_channel_is_compared_with_what_is_in_force(world: World, wechat: Channel):
    site = services.add_channel(code="province", label="河南政务服务网", region="", by=PLATFORM)
    guides = [published(world.market, name) for name in ("甲", "乙")]
    published(world.elsewhere, "丙")
    fetched(wechat)
    republish(guides[0].item, body(summary="改过。"))
    assert counts(wechat) == {"behind": 1, "step": 1}
    assert counts(site) == {"never": 3}
    (line,) = selectors.channel_lines(PLATFORM, wechat, state="behind").lines
    assert (line.name, line.number, line.fetched, line.state) == ("甲", 2, 1, "behind")
    county = staff("catalog.view")
    lines = selectors.channel_lines(county, site).lines
    assert {one.name for one in lines} == {"甲", "乙"} and {one.state for one in lines} == {"never"}


def test_own_pages_render_the_document_in_force_and_are_always_in_step(world: World, wechat: Channel):
    services.take_in_channels(seeds=[ChannelSeed("portal", "政府门户网站", "own")], by=PLATFORM)
    published(world.market)
    portal = Channel.objects.get(code="portal")
    assert counts(portal) == {"step": 1}
    assert selectors.channel_lines(PLATFORM, portal).lines[0].fetched == 1
    for act in (services.issue_channel_key, services.revoke_channel_key):
        with pytest.raises(Refused, match="本平台"):
            act(channel=portal, by=PLATFORM)


def test_nothing_is_written_for_what_a_channel_holds_already(
    world: World, wechat: Channel, django_assert_num_queries, time_machine_at
):
    published(world.market)
    page = selectors.feed(wechat)
    assert services.note_fetch(channel=wechat, entries=page.entries) == 1
    wechat.refresh_from_db()
    with django_assert_num_queries(1):
        assert services.note_fetch(channel=wechat, entries=page.entries) == 0
    assert ChannelFetch.objects.count() == 1


def test_a_key_opens_its_channel_until_it_is_renewed_taken_back_or_the_channel_switched_off(wechat: Channel):
    first = services.issue_channel_key(channel=wechat, by=PLATFORM)
    assert selectors.channel_of_key(first) == wechat
    second = services.issue_channel_key(channel=wechat, by=PLATFORM)
    assert selectors.channel_of_key(first) is None and selectors.channel_of_key(second) == wechat
    services.switch_channel(channel=wechat, active=False, by=PLATFORM)
    assert selectors.channel_of_key(second) is None and selectors.feed_channel("wechat") is None
    services.switch_channel(channel=wechat, active=True, by=PLATFORM)
    services.revoke_channel_key(channel=wechat, by=PLATFORM)
    assert selectors.channel_of_key(second) is None
    with pytest.raises(Refused, match="没有密钥"):
        services.revoke_channel_key(channel=wechat, by=PLATFORM)
    told = str(list(Entry.objects.filter(stream__kind="catalog.channel").values_list("facts", flat=True)))
    assert first not in told and second not in told


@pytest.mark.parametrize("key", ["", "bcfeed_", "bcfeed_" + "0" * 64, "bancheng_" + "0" * 64, "渠道密钥", "x" * 5000])
def test_other_texts_open_no_channel(wechat: Channel, key: str):
    services.issue_channel_key(channel=wechat, by=PLATFORM)
    assert selectors.channel_of_key(key) is None


def test_who_may_not_manage_channels_of_a_region_is_refused(wechat: Channel):
    for actor in (staff("catalog.view"), staff("channels.edit", region=OTHER_COUNTY)):
        with pytest.raises(AccessDenied):
            services.issue_channel_key(channel=wechat, by=actor)
    with pytest.raises(AccessDenied):
        services.add_channel(code="all", label="全部", region="", by=staff("channels.edit"))
    assert services.issue_channel_key(channel=wechat, by=staff("channels.edit"))
    stranger = staff("catalog.view", region=OTHER_COUNTY)
    assert selectors.channels(stranger) == ()
    with pytest.raises(AccessDenied) as denied:
        selectors.channel_row(stranger, "wechat")
    assert not denied.value.visible


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"code": "微信"}, "channel.code"),
        ({"code": ""}, "channel.code"),
        ({"code": "wechat"}, "channel.twice"),
        ({"label": " "}, "channel.label"),
        ({"label": "长" * 61}, "channel.label"),
        ({"region": "990000000000"}, "channel.region"),
    ],
)
def test_a_channel_that_cannot_be_entered_is_refused(wechat: Channel, changes: dict[str, str], code: str):
    with pytest.raises(Refused) as refused:
        services.add_channel(**({"code": "site", "label": "网站", "region": COUNTY} | changes), by=PLATFORM)
    assert refused.value.code == code


@pytest.mark.parametrize("since", ["1", "a.b", "1.2.3", "-1.2", "1" * 30 + ".1", "１.１"])
def test_a_cursor_that_no_page_gave_is_refused(wechat: Channel, since: str):
    with pytest.raises(Refused, match="next"):
        selectors.feed(wechat, since=since)
