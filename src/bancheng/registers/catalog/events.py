"""What this room announces, in the transaction of the change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class GuidePublished:
    """A guide version was published; it is in force from the ISO date `effective_from`, today or later."""

    title: ClassVar[str] = "办事指南已发布"

    item: int
    version: int
    number: int
    digest: str
    region: str
    effective_from: str


@dataclass(frozen=True, slots=True)
class GuideWithdrawn:
    """A published version was taken back; `current` is the number now in force, 0 when the item left the public list."""

    title: ClassVar[str] = "办事指南已撤下"

    item: int
    number: int
    current: int
    region: str


@dataclass(frozen=True, slots=True)
class GuideSubmitted:
    """A draft was handed to the reviewers as it stands at this revision."""

    title: ClassVar[str] = "办事指南已送审"

    item: int
    number: int
    revision: int
    region: str


@dataclass(frozen=True, slots=True)
class GuideReturned:
    """A reviewer returned a draft; the reason is in the journal."""

    title: ClassVar[str] = "办事指南已退回修改"

    item: int
    number: int
    revision: int
    region: str


@dataclass(frozen=True, slots=True)
class ItemCancelled:
    """An item was cancelled; from the ISO date `on` it is no longer handled."""

    title: ClassVar[str] = "事项已取消"

    item: int
    region: str
    on: str


@dataclass(frozen=True, slots=True)
class ImportFinished:
    """An import came to its end; `counts` by outcome."""

    title: ClassVar[str] = "事项导入完成"

    run: int
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class ReviewRaised:
    """Items must be looked at again; `source` says why (upstream, basic, suspicion), `key` names what it was."""

    title: ClassVar[str] = "事项需要复核"

    source: str
    key: str
    items: int


@dataclass(frozen=True, slots=True)
class ChangeAnnounced:
    """A change of an item was recorded and announced: take_over, hand_down, cancel or adjust, from the ISO date `on`."""

    title: ClassVar[str] = "事项变更已公告"

    number: str
    kind: str
    item: int
    opened: tuple[int, ...]
    region: str
    on: str


@dataclass(frozen=True, slots=True)
class ChangeWithdrawn:
    """An announced change was taken back before its day."""

    title: ClassVar[str] = "事项变更已撤回"

    number: str
    item: int
    region: str
