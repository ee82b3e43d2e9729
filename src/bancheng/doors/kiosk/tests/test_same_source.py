"""One document, every channel: portal, paper, hall screen, API and the feeds outside name the same version and hash."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from bancheng.profiles.channels import read_channels
from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.models import Channel
from bancheng.registers.catalog.tests.sample import COUNTY, PLATFORM, World, body, published, republish


@dataclass(frozen=True)
class Shown:
    """What each page and feed says about one item."""

    pages: dict[str, str]
    feeds: dict[str, Any]
    api: dict[str, Any]


@pytest.fixture
def keys(world: World) -> dict[str, str]:
    """The channels of 西峡, each outside one with its key."""
    services.take_in_channels(seeds=read_channels("xixia-2018"), by=PLATFORM)
    feeds = Channel.objects.filter(kind="feed")
    return {one.code: services.issue_channel_key(channel=one, by=PLATFORM) for one in feeds}


def look(item: int, keys: dict[str, str]) -> Shown:
    client = Client()
    pages = {
        name: client.get(address).content.decode()
        for name, address in {
            "portal": f"/guide/{item}/",
            "print": f"/guide/{item}/print/",
            "screens": f"/screen/{COUNTY}/guides/",
            "screen": f"/screen/guides/{item}/",
        }.items()
    }
    feeds = {}
    for channel, key in keys.items():
        answer = client.get(f"/api/v1/feeds/{channel}/guides", headers={"Authorization": f"Bearer {key}"})
        feeds[channel] = next(entry for entry in answer.json()["entries"] if entry["item_id"] == item)
    return Shown(pages, feeds, client.get(f"/api/v1/items/{item}").json())


def assert_same(shown: Shown, number: int, digest: str) -> None:
    assert len(shown.feeds) == 3
    for name, page in shown.pages.items():
        assert digest[:12] in page and f"第 {number} 版" in page, name
    for name, told in {**shown.feeds, "api": shown.api}.items():
        assert (told["version"], told["digest"], told["short_hash"]) == (number, digest, digest[:12]), name
        assert told["document"] == shown.api["document"], name


@pytest.mark.demand("PUB-01")
def test_a_guide_changed_once_is_the_same_version_and_hash_in_every_channel(world: World, keys: dict[str, str]):
    first = published(world.market)
    assert_same(look(first.item_id, keys), 1, first.digest)
    second = republish(first.item, body(summary="改过一处：门头照片不用交了。"))
    shown = look(first.item_id, keys)
    assert_same(shown, 2, second.digest)
    assert not any(first.digest[:12] in page for page in shown.pages.values())
    assert all(one.in_step for one in selectors.standings(PLATFORM))


@pytest.mark.demand("PUB-12")
def test_what_is_printed_at_the_window_bears_the_version_of_the_web(world: World, keys: dict[str, str]):
    version = published(world.market)
    republish(version.item, body(summary="第二版。"))
    shown = look(version.item_id, keys)
    digest = shown.api["digest"]
    for page in (shown.pages["portal"], shown.pages["print"]):
        assert "第 2 版" in page and digest[:12] in page
    for material in shown.api["document"]["materials"]:
        assert material["name"] in shown.pages["print"] and material["name"] in shown.pages["portal"]
