"""What goes out about the drafts of guides."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from bancheng.registers.catalog.types import DraftView, Fault, StaffItem, SubmissionView


class OwnItem(Schema):
    """An item of the caller's organs. `version` is the number of the guide in force, null without one."""

    id: int
    name: str
    code: str = Field(description="31 位实施编码，空为待赋码")
    local_code: str
    basic_code: str
    item_type: str
    organ: str
    region_code: str
    state: str
    state_label: str
    version: int | None
    has_draft: bool
    updated_at: datetime

    @classmethod
    def of(cls, item: StaffItem) -> OwnItem:
        return cls.model_validate(item)


class OwnItems(Schema):
    """One page; `next_cursor` is empty on the last."""

    results: list[OwnItem]
    total: int
    next_cursor: str


class GuideDraft(Schema):
    """What an author begins from: the stored draft (`saved`), else a copy of the guide in force, else nothing."""

    item_id: int
    number: int = Field(description="发布后是第几版")
    revision: int = Field(description="第几次保存，0 为还没有草稿")
    saved: bool
    locked: list[str] = Field(description="取自基本目录、不由本事项编写的部分")
    body: dict[str, Any]

    @classmethod
    def of(cls, view: DraftView) -> GuideDraft:
        return cls(
            item_id=view.item.id,
            number=view.number,
            revision=view.revision,
            saved=view.saved,
            locked=list(view.locked),
            body=view.body,
        )


class Finding(Schema):
    """One finding of the examination: where, by which rule, on what article, and how it is put right."""

    path: str
    code: str
    sentence: str
    severity: Literal["block", "warn"] = Field(description="block：不能发布；warn：提醒")
    article: str
    mend: str

    @classmethod
    def of(cls, fault: Fault) -> Finding:
        return cls.model_validate(fault)


class Submission(Schema):
    """The submission that waits for a reviewer, or the one returned."""

    state: Literal["waiting", "returned"]
    state_label: str
    revision: int
    note: str
    submitted_at: datetime
    submitted_by: str
    answered_at: datetime | None
    answered_by: str
    answer: str = Field(description="退回原因")

    @classmethod
    def of(cls, view: SubmissionView) -> Submission:
        return cls.model_validate(view)


class Findings(Schema):
    """The examination of a draft as it stands, and how far its review is."""

    number: int
    revision: int
    etag: str
    publishable: bool
    findings: list[Finding]
    submission: Submission | None


class SavedGuideDraft(Schema):
    """A draft that was saved; `etag` is for the next If-Match."""

    number: int
    revision: int
    etag: str
    publishable: bool
    findings: list[Finding]


class Submitted(Schema):
    """A draft that waits for its reviewers. It is they who publish, on the workbench."""

    number: int
    revision: int
    etag: str
    reviewers: int = Field(description="收到通知的审核人员数")


class Recalled(Schema):
    """A draft that is its author's again."""

    number: int
    revision: int
    etag: str
