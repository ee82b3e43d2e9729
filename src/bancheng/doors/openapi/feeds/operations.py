"""同源发布: channels outside fetch the guides of their region; what each was handed is kept (PUB-01)."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import BeforeValidator, Field

from bancheng.doors.openapi.feeds import answers
from bancheng.doors.openapi.problems import Unfit, refusals
from bancheng.doors.openapi.reading import digits
from bancheng.doors.openapi.tokens import AccessToken, staff
from bancheng.ground.access import Actor
from bancheng.registers.catalog import selectors, services

SINCE = r"^([0-9]{1,17}\.[0-9]{1,18})?$"
ChannelCode = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{1,39}$")]


class FeedQuery(Schema):
    """Where to go on, and how many guides a page."""

    since: str = Field("", pattern=SINCE, description="上一次返回的 next；空为从头取")
    size: Annotated[int, Field(ge=1, le=50), BeforeValidator(digits)] = Field(20, description="每页条数")


class FeedToken(AccessToken):
    """The key of a channel, or the access token of a member of staff who looks at what a channel gets."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor:
        channel = selectors.channel_of_key(token)
        if channel is None:
            return super().authenticate(request, token)
        request.channel = channel  # type: ignore[attr-defined]
        return Actor("machine", f"channel:{channel.code}", channel.label)


router = Router(auth=FeedToken(), tags=["feeds"])


@router.get(
    "feeds/{channel}/guides",
    url_name="feed-guides",
    summary="渠道取用办事指南",
    response={200: answers.Feed, **refusals(401, 403, 404)},
)
def guides(request: HttpRequest, channel: ChannelCode, query: Query[FeedQuery]) -> Any:
    """渠道用自己的密钥取本地区办事指南，按变动先后；已撤下、暂停、取消的只给状态。取到哪一版会记录下来，供同源核对。"""
    caller = getattr(request, "channel", None)
    if caller is None:
        staff(request)
    found = selectors.feed_channel(channel) if caller is None else caller
    if found is None or found.code != channel:
        raise Unfit(404, "channel.unknown", "没有这个渠道，或者密钥不是这个渠道的。")
    page = selectors.feed(found, since=query.since, size=query.size)
    # Staff who look on do not stand for the channel, and a HEAD hands nothing out.
    if caller is not None and request.META["REQUEST_METHOD"] == "GET":
        services.note_fetch(channel=found, entries=page.entries)
    return page
