"""Applying, and following one's own cases: for citizens, with a token of their account."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import File, Query, Router, UploadedFile

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.types import Problem as Gap
from bancheng.doors.openapi.cases import answers, given
from bancheng.doors.openapi.cases.papers import PDF_ANSWER, paper_of
from bancheng.doors.openapi.cases.writing import moved, written
from bancheng.doors.openapi.problems import gap_part, refusals
from bancheng.doors.openapi.tokens import AccessToken, person
from bancheng.ground.access import AccessDenied

router = Router(auth=AccessToken(), tags=["cases"])
READ = refusals(401, 403, 404)
WRITE = refusals(401, 403, 404, 409, 413, 415)
REMOVE = refusals(401, 403, 404, 409)
CHANNEL = "api"


@router.get("cases", url_name="cases", summary="我的办件", response={200: answers.Page, **READ})
def cases(request: HttpRequest, filters: Query[given.OwnFilters]) -> Any:
    """本人和可以代表的单位的草稿和办件，新的在前；用 next_cursor 取下一页。"""
    return selectors.own_cases(person(request), **filters.model_dump())


@router.post("cases", summary="开始填写", response={201: answers.Begun, **WRITE})
def start(request: HttpRequest, body: given.Start) -> HttpResponse:
    """为本人建立草稿，依据现行指南。"""
    by = person(request)
    return written(
        request,
        lambda: answers.Begun(key=services.start(item_id=body.item, by=by, channel=CHANNEL, answers=body.answers)),
        status=201,
    )


@router.post("cases/filings", url_name="case-filings", summary="填写并提交", response={201: answers.Filed, **WRITE})
def filings(request: HttpRequest, body: given.Filing) -> HttpResponse:
    """一次完成填写和提交，用于不需要上传材料的事项；有一处不合格就什么也不留下。"""
    by = person(request)
    services.have_numbers_ready()

    def file() -> answers.Filed:
        told = body.model_dump(exclude={"item"})
        return answers.Filed.model_validate(services.file(item_id=body.item, by=by, channel=CHANNEL, **told))

    return written(request, file, status=201)


@router.get("cases/{case}", url_name="case", summary="一个办件", response={200: answers.Own, **READ})
def case(request: HttpRequest, case: given.CaseKey) -> Any:
    """草稿返回 draft；已经提交的返回 case；待补正的两样都有。"""
    by = person(request)
    try:
        found = selectors.own_case(by, case)
    except AccessDenied:
        draft = selectors.draft(by, case)
        return {"state": draft.state, "version": draft.version, "draft": draft, "case": None}
    line = found.line
    again = selectors.draft(by, case) if line.state == "supplement_requested" else None
    return {"state": line.state, "version": line.version, "draft": again, "case": found}


@router.patch("cases/{case}", summary="保存草稿", response={200: answers.Saved, **WRITE})
def save(request: HttpRequest, case: given.CaseKey, body: given.Saving) -> HttpResponse:
    """合格的保存，不合格的列在 problems 中，不保存。指南中没有的问题和字段整个退回。"""
    by = person(request)

    def keep() -> answers.Saved:
        problems: list[Gap] = []
        if body.answers:
            problems += services.save_answers(case, by=by, answers=body.answers)
        if body.values or not body.answers:
            problems += services.save_fields(case, by=by, values=body.values)
        return answers.Saved(version=moved(case).version, problems=[gap_part(one) for one in problems])

    return written(request, keep)


@router.delete("cases/{case}", summary="删除草稿", response={200: answers.Begun, **REMOVE})
def discard(request: HttpRequest, case: given.CaseKey) -> HttpResponse:
    """只能删除没有提交过的草稿。"""
    by = person(request)

    def drop() -> answers.Begun:
        services.discard(case, by=by)
        return answers.Begun(key=case)

    return written(request, drop)


@router.post(
    "cases/{case}/materials/{line}/files",
    url_name="case-files",
    summary="上传材料",
    response={201: answers.File, **WRITE},
)
def add_file(request: HttpRequest, case: given.CaseKey, line: given.Line, file: File[UploadedFile]) -> HttpResponse:
    """每个文件不超过 20 MB、200 页，每份材料不超过 10 个文件。同一个文件再传一次，返回原来的。"""
    by = person(request)
    digest = sha256()
    for block in file.chunks():
        digest.update(block)
    file.seek(0)
    upload = services.receive_upload(case, stream=file, name=file.name or "", by=by)

    def attach() -> answers.File:
        return answers.File.model_validate(services.attach_upload(case, line=line, upload=upload, by=by))

    return written(request, attach, status=201, content=f"{file.name} {digest.hexdigest()}")


@router.delete(
    "cases/{case}/files/{file}", url_name="case-file", summary="撤下材料", response={200: answers.Saved, **REMOVE}
)
def remove_file(request: HttpRequest, case: given.CaseKey, file: given.FileKey) -> HttpResponse:
    """提交之前可以撤下；已经提交的文件不能撤下。"""
    by = person(request)

    def remove() -> answers.Saved:
        services.remove_file(case, file=file, by=by)
        return answers.Saved(version=moved(case).version, problems=[])

    return written(request, remove)


@router.post(
    "cases/{case}/submission", url_name="case-submission", summary="提交申请", response={200: answers.Filed, **WRITE}
)
def submit(request: HttpRequest, case: given.CaseKey, body: given.Declaration) -> HttpResponse:
    """提交后得到统一受理号和查询码。缺少或者不对的逐处列在 errors 中。"""
    by = person(request)
    services.have_numbers_ready()
    return written(
        request,
        lambda: answers.Filed.model_validate(services.submit(case, by=by, declared=body.declared)),
        verb=(case, "submit"),
    )


@router.post(
    "cases/{case}/supplement", url_name="case-supplement", summary="提交补正", response={200: answers.Moved, **WRITE}
)
def supplement(request: HttpRequest, case: given.CaseKey, body: given.Supplemented) -> HttpResponse:
    """先上传告知书要求的材料，再提交；告知书写明要更正的内容，随提交一起给出。"""
    by = person(request)

    def hand_in() -> answers.Moved:
        services.supplement(case, by=by, declared=body.declared, values=body.values)
        return moved(case)

    return written(request, hand_in, verb=(case, "supplement"))


@router.post(
    "cases/{case}/withdrawal", url_name="case-withdrawal", summary="撤回申请", response={200: answers.Moved, **WRITE}
)
def withdraw(request: HttpRequest, case: given.CaseKey, body: given.Withdrawal) -> HttpResponse:
    """受理之前可以撤回。"""
    by = person(request)

    def take_back() -> answers.Moved:
        services.withdraw(case, by=by, reason=body.reason)
        return moved(case)

    return written(request, take_back, verb=(case, "withdraw"))


@router.post("cases/{case}/urge", url_name="case-urge", summary="催办", response={200: answers.Moved, **WRITE})
def urge(request: HttpRequest, case: given.CaseKey, body: given.Urging) -> HttpResponse:
    """每天可以催一次，承办的人会收到消息。"""
    by = person(request)

    def hurry() -> answers.Moved:
        services.urge(case, by=by, words=body.words)
        return moved(case)

    return written(request, hurry, verb=(case, "urge"))


@router.get(
    "cases/{case}/papers/{number}",
    url_name="case-paper",
    summary="文书原件",
    response={200: None, **refusals(401, 403, 404, 409)},
    openapi_extra=PDF_ANSWER,
)
def paper(request: HttpRequest, case: given.CaseKey, number: given.PaperNumber) -> HttpResponse:
    """办件的一份文书（PDF）；正在制作的返回 409，请稍后再取。"""
    return paper_of(person(request), case, number)
