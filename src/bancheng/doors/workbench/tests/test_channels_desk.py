"""The page of channels: who is behind, a key shown once, lines to download."""

from __future__ import annotations

import pytest
from django.test import Client

from bancheng.doors.workbench.tests.cast import Desk, text
from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.models import Channel
from bancheng.registers.catalog.tests.sample import COUNTY, PLATFORM, body, published, republish
from bancheng.registers.catalog.types import ChannelSeed

PAGE = "/work/channels/wechat/"


@pytest.fixture
def wechat(desk: Desk) -> Channel:
    services.take_in_channels(seeds=[ChannelSeed("portal", "政府门户网站", "own")], by=PLATFORM)
    return services.add_channel(code="wechat", label="部门微信公众号", region=COUNTY, by=PLATFORM)


@pytest.fixture
def officer(desk: Desk) -> Client:
    return desk.browser("service_officer")


def fetch(channel: Channel) -> None:
    services.note_fetch(channel=channel, entries=selectors.feed(channel).entries)


def test_the_list_says_which_channel_is_behind_and_leads_to_its_items(desk: Desk, wechat: Channel, officer: Client):
    version = published(desk.world.market)
    fetch(wechat)
    assert "不一致" not in text(officer.get("/work/channels/"))
    republish(version.item, body(summary="改过。"))
    shown = text(officer.get("/work/channels/"))
    assert "有 1 个渠道和现行版本不一致" in shown and f'href="{PAGE}?state=behind"' in shown
    lines = text(officer.get(PAGE, {"state": "behind"}))
    assert "第 2 版" in lines and "第 1 版" in lines and version.digest[:12] in lines
    assert "没有这样的事项" in text(officer.get(PAGE, {"state": "never"}))
    assert "食品经营许可" not in text(officer.get(PAGE, {"q": "别的"}))


def test_a_key_is_shown_once_and_a_second_asks_for_the_first_to_be_taken_back(wechat: Channel, officer: Client):
    shown = officer.post(PAGE, {"act": "key"})
    secret = shown.context["secret"]
    assert secret in text(shown) and selectors.channel_of_key(secret) == wechat
    assert secret not in text(officer.get(PAGE))
    again = officer.post(PAGE, {"act": "key"}, follow=True)
    assert "请先收回" in text(again) and selectors.channel_of_key(secret) == wechat
    assert "确认收回" in text(officer.post(PAGE + "revoke/"))
    officer.post(PAGE + "revoke/", {"confirm": "yes"})
    assert selectors.channel_of_key(secret) is None


def test_a_channel_is_entered_switched_off_and_on(desk: Desk, wechat: Channel, officer: Client):
    given = {"label": "南阳政务服务网", "code": "city", "region": COUNTY}
    assert officer.post("/work/channels/add/", given)["Location"] == "/work/channels/city/"
    twice = officer.post("/work/channels/add/", given)
    assert twice.status_code == 422 and "已经有代码为 city 的渠道" in text(twice)
    assert officer.post("/work/channels/add/", given | {"code": "Stadt", "region": "x"}).status_code == 422
    officer.post("/work/channels/city/switch/", {"confirm": "yes"})
    assert not Channel.objects.get(code="city").active
    officer.post("/work/channels/city/switch/")
    assert Channel.objects.get(code="city").active


def test_the_lines_are_exported_as_they_are_filtered(desk: Desk, wechat: Channel, officer: Client):
    published(desk.world.market, "=1+1 许可")
    csv = b"".join(officer.get(PAGE + "export/csv/").streaming_content).decode("utf-8-sig")
    assert csv.splitlines()[1].startswith("部门微信公众号,'=1+1 许可,西峡县市场监督管理局,西峡县,没取过,1,")
    empty = b"".join(officer.get(PAGE + "export/csv/", {"state": "step"}).streaming_content).decode()
    assert len(empty.splitlines()) == 1
    assert officer.get(PAGE + "export/xlsx/").status_code == 200
    assert officer.get(PAGE + "export/exe/").status_code == 404


def test_another_county_sees_no_channel_of_this_one_and_an_editor_cannot_issue_keys(
    desk: Desk, wechat: Channel, officer: Client
):
    stranger = desk.browser("service_officer", number="Other", organ=desk.world.elsewhere, region="410183000000")
    assert "部门微信公众号" not in text(stranger.get("/work/channels/"))
    for address in (PAGE, PAGE + "export/csv/", PAGE + "revoke/", PAGE + "switch/"):
        assert stranger.get(address).status_code == 404
    editor = desk.browser("catalog_editor")
    assert "发放密钥" not in text(editor.get(PAGE))
    assert editor.post(PAGE, {"act": "key"}).status_code == 403
    assert editor.get("/work/channels/add/").status_code == 403


@pytest.mark.parametrize(
    "query", [{"after": "x"}, {"after": "9" * 40}, {"state": "'"}, {"q": "\x00"}, {"q": "%" * 500}]
)
def test_an_address_that_makes_no_sense_breaks_nothing(wechat: Channel, officer: Client, query: dict[str, str]):
    assert officer.get(PAGE, query).status_code == 200
    assert officer.get(PAGE + "export/csv/", query).status_code == 200
