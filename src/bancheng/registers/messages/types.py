"""What other rooms may hold of messages: templates they declare, messages as pages show them, the health of plugs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bancheng.ground.access import Subject
from bancheng.ground.codes import scrub
from bancheng.ground.law import in_shanghai

SMS, WECHAT = "sms", "wechat"
CHANNELS = (SMS, WECHAT)
CHANNEL_LABELS = {SMS: "短信", WECHAT: "微信"}
FACT = re.compile(r"\{([a-z_]+)\}")
FACT_LONGEST = 300


class UnknownTemplate(LookupError):
    """No room declares a message template of this key."""


class FactsDoNotFit(TypeError):
    """The facts handed over are not those the template names: a mistake of the program."""


@dataclass(frozen=True, slots=True)
class TemplateText:
    """A message template as its room declares it: `{fact}` stands for a fact, `channels` are those besides the inbox.

    What is told by any channel outside is told by each that its reader has subscribed to.
    """

    key: str
    title: str
    body: str
    channels: tuple[str, ...] = ()

    @property
    def facts(self) -> frozenset[str]:
        """The names of the facts it needs."""
        return frozenset(FACT.findall(self.title + self.body))


_declared: dict[str, TemplateText] = {}


def template(key: str, *, title: str, body: str, channels: tuple[str, ...] = ()) -> TemplateText:
    """Declare a message template, `room.what`; each room does so in its `templates.py`.

    A second, different declaration, an unknown channel or a brace that names no fact is a mistake of the program (ValueError).
    """
    made = TemplateText(key, title, body, channels)
    if "." not in key or set(channels) - set(CHANNELS) or set("{}") & set(FACT.sub("", title + body)):
        raise ValueError(
            f"message template {key!r}: the key is `room.what`, braces name facts, channels are {CHANNELS}"
        )
    if _declared.setdefault(key, made) != made:
        raise ValueError(f"message template {key!r} is declared twice")
    return made


def templates() -> tuple[TemplateText, ...]:
    """All declared templates, by key."""
    return tuple(_declared[key] for key in sorted(_declared))


def declared_template(key: str) -> TemplateText:
    """The declaration of a key; raises UnknownTemplate."""
    try:
        return _declared[key]
    except KeyError:
        raise UnknownTemplate(f"no room declares a message template {key!r}") from None


def filled(text: str, facts: Mapping[str, Any]) -> str:
    """The text with its facts, each taken as plain text, its personal numbers masked; nothing in a fact is a template.

    Raises FactsDoNotFit for a fact that is missing.
    """

    def fact(found: re.Match[str]) -> str:
        if found.group(1) not in facts:
            raise FactsDoNotFit(f"the fact {found.group(1)!r} is missing")
        return _said(facts[found.group(1)])

    return FACT.sub(fact, text)


def _said(fact: Any) -> str:
    if isinstance(fact, datetime):
        here = in_shanghai(fact)
        return f"{_said(here.date())} {here:%H:%M}"
    if isinstance(fact, date):
        return f"{fact.year}年{fact.month}月{fact.day}日"
    text = scrub(str(fact).replace("\x00", "\ufffd"))
    return text if len(text) <= FACT_LONGEST else text[: FACT_LONGEST - 1] + "…"


@dataclass(frozen=True, slots=True)
class MessageView:
    """A message as its reader sees it: plain text, and the thing it is about, if any."""

    id: int
    title: str
    body: str
    subject: Subject | None
    created_at: datetime
    read: bool


@dataclass(frozen=True, slots=True)
class InboxPage:
    """A page of an inbox, newest first; `next_after` None at the end."""

    messages: tuple[MessageView, ...]
    next_after: int | None = None


@dataclass(frozen=True, slots=True)
class SubscriptionView:
    """One way to be told besides the inbox. `ready`: there is an address for it (a phone, a bound WeChat)."""

    channel: str
    label: str
    wanted: bool
    ready: bool
    address_masked: str = ""


@dataclass(frozen=True, slots=True)
class DemoText:
    """A text message on the phone of the demonstration."""

    phone_masked: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OutboxView:
    """A message on its way by a channel: how often it was tried, and what went wrong last."""

    id: int
    title: str
    channel: str
    address_masked: str
    state: str
    state_label: str
    tries: int
    error: str
    created_at: datetime
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class PlugHealth:
    """What the configuration check says of a plug. `state`: ok, warn or fail; `demo`: nothing leaves the machine."""

    plug: str
    adapter: str
    demo: bool
    state: str
    sentence: str
