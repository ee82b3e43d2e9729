"""Drafts of guides for the systems of a department: read, write, examine, hand to the reviewers. Nothing here publishes.

The caller is a member of staff by his token, and reaches the items of his organs alone. A draft is written only over the
state that was read: If-Match carries the ETag of that reading (RFC 9110, 13.1.1; 428 without it, RFC 6585).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import BeforeValidator, Field

from bancheng.doors.openapi.cases.writing import written
from bancheng.doors.openapi.guides import misfits
from bancheng.doors.openapi.items import answers
from bancheng.doors.openapi.problems import ProblemPart, Unfit, refusals
from bancheng.doors.openapi.reading import TAG_PATTERN, StrictParser, digits
from bancheng.doors.openapi.tokens import AccessToken, staff
from bancheng.ground.access import Actor
from bancheng.ground.crypto import CanonicalFault, canonical_json
from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.types import DraftConflict, DraftView, StaffFilters

router = Router(auth=AccessToken(), tags=["drafts"])
ItemId = Annotated[int, Field(ge=1, le=2**63 - 1), BeforeValidator(digits)]
READ = refusals(401, 403, 404)
ACT: dict[Any, Any] = refusals(401, 403, 404, 409, 412, 413, 415, 428)
TAG = re.compile(TAG_PATTERN, re.ASCII)
STALE = "草稿在您读取之后有变化，请重新读取，在新的内容上修改后再保存。"


class OwnQuery(Schema):
    """What narrows the items; blank means any."""

    q: str = Field("", max_length=100, pattern=r"^[^\x00]*$", description="名称、主项名称或者编码")
    draft: Literal["", "0", "1"] = Field("", description="1：有草稿；0：没有")
    after: str = Field("", pattern=r"^([0-9]{1,18})?$", description="上一页的 next_cursor")
    size: Annotated[int, Field(ge=1, le=200), BeforeValidator(digits)] = Field(50, description="每页条数")


class Note(Schema, extra="forbid", strict=True):
    """What the author tells the reviewers."""

    note: Annotated[str, Field(max_length=500, pattern=r"^[^\x00]*$")] = Field("", description="送审说明")


@router.get("staff/items", url_name="staff-items", summary="范围内的事项", response={200: answers.OwnItems, **READ})
def items(request: HttpRequest, query: Query[OwnQuery]) -> Any:
    """职责范围内的事项，先登记的在前；用 next_cursor 取下一页。"""
    page = selectors.staff_items(staff(request), StaffFilters(**query.model_dump()))
    found = [answers.OwnItem.of(one) for one in page.items]
    return answers.OwnItems(results=found, total=page.total, next_cursor=page.next_cursor)


@router.get(
    "staff/items/{item_id}/draft",
    url_name="staff-draft",
    summary="读取草稿",
    response={200: answers.GuideDraft, **READ},
)
def draft(request: HttpRequest, item_id: ItemId) -> HttpResponse:
    """事项的草稿；没有草稿的，是现行指南的副本。ETag 用于保存时的 If-Match。"""
    view = selectors.draft(staff(request), item_id)
    answer = HttpResponse(answers.GuideDraft.of(view).model_dump_json(), content_type="application/json; charset=utf-8")
    answer["ETag"] = tag_of(view)
    return answer


@router.put("staff/items/{item_id}/draft", summary="保存草稿", response={200: answers.SavedGuideDraft, **ACT})
def replace(request: HttpRequest, item_id: ItemId) -> HttpResponse:
    """用整份内容代替草稿，与 guides/check 的格式相同。形式不对的返回 422；不合规则的保存下来，在 findings 中逐处说明。"""
    body = _body(request)

    def made(view: DraftView) -> dict[str, Any]:
        _refuse_misfits(body)
        return body

    return _saved(request, item_id, made)


@router.patch("staff/items/{item_id}/draft", summary="修改草稿的一部分", response={200: answers.SavedGuideDraft, **ACT})
def change(request: HttpRequest, item_id: ItemId) -> HttpResponse:
    """按 RFC 7396 合并：给出的部分换成新的，null 为删去，没有给出的不变。"""
    patch = _body(request)

    def made(view: DraftView) -> dict[str, Any]:
        body = merged(view.body, patch)
        _refuse_misfits(body, within=patch.keys())
        return body

    return _saved(request, item_id, made)


@router.get(
    "staff/items/{item_id}/draft/findings",
    url_name="staff-draft-findings",
    summary="质检草稿",
    response={200: answers.Findings, **READ},
)
def findings(request: HttpRequest, item_id: ItemId) -> Any:
    """草稿现在的全部问题，附依据和改法；publishable 为真的可以送审。也返回送审的进展和退回原因。"""
    view = selectors.draft(staff(request), item_id)
    return answers.Findings(
        **_told(view),
        submission=answers.Submission.of(view.submission) if view.submission else None,
    )


@router.post(
    "staff/items/{item_id}/draft/submission",
    url_name="staff-draft-submission",
    summary="送审",
    response={200: answers.Submitted, **ACT},
)
def submit(request: HttpRequest, item_id: ItemId, body: Note) -> HttpResponse:
    """把草稿交给审核人员。审核和发布在工作台办理，接口不能发布。"""
    by, tag = staff(request), _tag(request)

    def act() -> answers.Submitted:
        view = _unchanged(tag, item_id, by)
        row = selectors.implementation(by, item_id)
        told = services.submit_draft(item=row, revision=view.revision, note=body.note, by=by)
        return answers.Submitted(number=view.number, revision=view.revision, etag=tag_of(view), reviewers=told)

    return _tagged(written(request, act))


@router.delete(
    "staff/items/{item_id}/draft/submission",
    summary="撤回送审",
    response={200: answers.Recalled, **refusals(401, 403, 404, 409)},
)
def recall(request: HttpRequest, item_id: ItemId) -> HttpResponse:
    """撤回还没有审核的草稿。"""
    by = staff(request)

    def act() -> answers.Recalled:
        services.recall_draft(item=selectors.implementation(by, item_id), by=by)
        view = selectors.draft(by, item_id)
        return answers.Recalled(number=view.number, revision=view.revision, etag=tag_of(view))

    return _tagged(written(request, act))


def tag_of(view: DraftView) -> str:
    """The strong validator of a draft: which revision of which version, and what it says."""
    digest = sha256(canonical_json(view.body)).hexdigest()[:24]
    return f'"{view.number}-{view.revision}-{digest}"'


def merged(body: Mapping[str, Any], patch: Mapping[str, Any]) -> dict[str, Any]:
    """JSON merge patch (RFC 7396): objects are merged, everything else is replaced, null removes."""
    made = dict(body)
    for name, value in patch.items():
        if value is None:
            made.pop(name, None)
        elif isinstance(value, dict):
            held = made.get(name)
            made[name] = merged(held if isinstance(held, dict) else {}, value)
        else:
            made[name] = value
    return made


def _saved(request: HttpRequest, item_id: int, made: Callable[[DraftView], dict[str, Any]]) -> HttpResponse:
    by, tag = staff(request), _tag(request)

    def act() -> answers.SavedGuideDraft:
        view = _unchanged(tag, item_id, by)
        row = selectors.implementation(by, item_id)
        try:
            services.save_draft(item=row, body=made(view), revision=view.revision, by=by, keep_incomplete=True)
        except DraftConflict as error:
            raise Unfit(412, "request.precondition", STALE) from error
        told = _told(selectors.draft(by, item_id))
        return answers.SavedGuideDraft(**told)

    return _tagged(written(request, act))


def _tag(request: HttpRequest) -> str:
    """What the caller has read. Without it 428; `*` and weak tags are none of ours: 422. Raises Unfit."""
    tag = request.headers.get("If-Match")
    if not tag:
        raise Unfit(428, "request.unconditional", "请先读取草稿，保存时在 If-Match 中带上读到的 ETag。")
    if not TAG.fullmatch(tag):
        part = ProblemPart(path="If-Match", code="request.tag", sentence="原样填写读取草稿时得到的 ETag，带引号")
        raise Unfit(422, "request.invalid", "请求中有不能使用的内容，请按逐项说明改正。", [part])
    return tag


def _unchanged(tag: str, item_id: int, by: Actor) -> DraftView:
    """The draft, if it is still the one that the caller has read. Raises Unfit 412."""
    view = selectors.draft(by, item_id)
    if tag != tag_of(view):
        raise Unfit(412, "request.precondition", STALE)
    return view


def _told(view: DraftView) -> dict[str, Any]:
    return {
        "number": view.number,
        "revision": view.revision,
        "etag": tag_of(view),
        "publishable": view.saved and not any(fault.blocks for fault in view.faults),
        "findings": [answers.Finding.of(fault) for fault in view.faults],
    }


def _tagged(answer: HttpResponse) -> HttpResponse:
    """A draft that was written is told with its new ETag, the first time and again."""
    answer["ETag"] = json.loads(answer.content)["etag"]
    return answer


def _body(request: HttpRequest) -> dict[str, Any]:
    """The JSON object that was sent. Raises HttpError 400, Unfit 422."""
    body = StrictParser().parse_text(request.body)
    if not isinstance(body, dict):
        raise Unfit(422, "guide.body", "指南内容应当是一个对象。")
    return body


def _refuse_misfits(body: dict[str, Any], *, within: Any = None) -> None:
    """Faults of form are the sender's, wherever they stand; in a patch only those of the parts that it names."""
    try:
        canonical_json(body)
    except CanonicalFault as error:
        raise Unfit(422, "guide.body", f"{error}。") from error
    _, faults = selectors.examine(body)
    parts = misfits(body, faults)
    if within is not None:
        parts = tuple(one for one in parts if one.path.partition(".")[0] in within)
    if parts:
        raise Unfit(422, "guide.invalid", "指南内容不完整或形式不对，请按逐项说明改正。", parts)
