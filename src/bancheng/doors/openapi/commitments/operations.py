"""告知承诺: what an item offers (public), signing and dropping in one's own draft, what became of it (applicant and staff).

An applicant signs for himself only. Before a clerk a sheet is signed by hand, and its scan is kept: that has no operation.
"""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BeforeValidator, Field

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.types import CommitmentView
from bancheng.doors.openapi.cases import given
from bancheng.doors.openapi.cases.writing import written
from bancheng.doors.openapi.commitments import answers
from bancheng.doors.openapi.problems import Unfit, refusals
from bancheng.doors.openapi.reading import digits
from bancheng.doors.openapi.tokens import AccessToken, person, staff
from bancheng.ground.access import AccessDenied, Actor
from bancheng.ground.law import Refused, today
from bancheng.registers.catalog import selectors as catalog

router = Router(tags=["commitments"])
ItemId = Annotated[int, Field(ge=1, le=2**63 - 1), BeforeValidator(digits)]
READ = refusals(401, 403, 404)


@router.get(
    "items/{item_id}/commitments",
    url_name="item-commitments",
    summary="事项的告知承诺书",
    response={200: list[answers.CommitmentOffer], **refusals(404)},
)
def offered(request: HttpRequest, item_id: ItemId) -> Any:
    """现行指南提供的告知承诺书样本和它能代替的材料；不实行告知承诺的返回空数组。"""
    page = catalog.guide(item_id)
    if page is None:
        raise Unfit(404, "item.unknown", "没有这个事项，请核对标识。")
    return answers.offers(page.document) if page.state == "published" else []


@router.get(
    "cases/{case}/commitment",
    url_name="case-commitment",
    summary="办件的告知承诺",
    auth=AccessToken(),
    response={200: answers.CaseCommitment, **READ},
)
def read(request: HttpRequest, case: given.CaseKey) -> Any:
    """本人草稿可以签署的承诺书，或者已经提交的承诺和核查情况（duty）。没有告知承诺的返回 404。"""
    return _told(_own(person(request), case))


@router.post(
    "cases/{case}/commitment",
    summary="签署告知承诺书",
    auth=AccessToken(),
    response={200: answers.CommitmentSigned, **refusals(401, 403, 404, 409, 413, 415)},
)
def sign(request: HttpRequest, case: given.CaseKey, body: answers.CommitmentSignature) -> HttpResponse:
    """由申请人在草稿中签署；读到的全文（words）与现在不同的返回 409，先重新读取。再签一次，前一次作废。"""
    by = person(request)
    bar, silent = "", None
    try:
        bar = services.credit_bar(case, by=by)
    except Refused as refused:
        # Who was answered before is answered alike, also while the credit platform is silent.
        silent = refused

    def act() -> answers.CommitmentSigned:
        if silent is not None:
            raise silent
        digest = services.sign_commitment(case, by=by, bar=bar, **body.model_dump())
        return answers.CommitmentSigned(digest=digest, materials=list(_own(by, case).lines))

    return written(request, act)


@router.delete(
    "cases/{case}/commitment",
    summary="取消告知承诺",
    auth=AccessToken(),
    response={200: answers.CommitmentDropped, **refusals(401, 403, 404, 409)},
)
def drop(request: HttpRequest, case: given.CaseKey) -> HttpResponse:
    """提交以前可以取消，改为提交材料；没有选择的，什么也不变。"""
    by = person(request)

    def act() -> answers.CommitmentDropped:
        services.drop_commitment(case, by=by)
        return answers.CommitmentDropped()

    return written(request, act)


@router.get(
    "staff/cases/{case}/commitment",
    url_name="staff-commitment",
    summary="范围内办件的告知承诺",
    auth=AccessToken(),
    response={200: answers.CaseCommitment, **READ},
)
def read_by_staff(request: HttpRequest, case: given.CaseKey) -> Any:
    """承诺的内容、签署和核查情况（duty）。没有告知承诺的返回 404。"""
    return _told(_there(selectors.staff_case(staff(request), case).commitment))


def _own(by: Actor, case: str) -> CommitmentView:
    try:
        found = selectors.own_case(by, case).commitment
    except AccessDenied:
        found = selectors.draft_commitment(by, case)
    return _there(found)


def _there(found: CommitmentView | None) -> CommitmentView:
    if found is None:
        raise Unfit(404, "cases.no_commitment", "这个事项或者这件办件没有告知承诺。")
    return found


def _told(found: CommitmentView) -> answers.CaseCommitment:
    return answers.commitment(found, today=today())
