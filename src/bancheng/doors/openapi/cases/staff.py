"""Inboxes, cases in scope and every step of handling them: for staff whose post may use the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.types import Criterion, Filters, Gap
from bancheng.doors.openapi.cases import answers, given, staff_answers
from bancheng.doors.openapi.cases.papers import PDF_ANSWER, paper_of
from bancheng.doors.openapi.cases.writing import moved, written
from bancheng.doors.openapi.problems import refusals
from bancheng.doors.openapi.tokens import AccessToken, staff

router = Router(auth=AccessToken(), tags=["staff"])
READ = refusals(401, 403, 404)
STEP: dict[Any, Any] = {200: answers.Moved, **refusals(401, 403, 404, 409, 413, 415)}


@router.get("staff/inbox", url_name="staff-inbox", summary="待办", response={200: staff_answers.Inbox, **READ})
def inbox(request: HttpRequest, filters: Query[given.InboxFilters]) -> Any:
    """等待办理的环节，先到期的在前；用 next_cursor 取下一页。"""
    told = filters.model_dump()
    told |= {"mine": filters.mine == "1", "item": int(filters.item) if filters.item else None}
    return selectors.inbox(staff(request), **told)


@router.get("staff/cases", url_name="staff-cases", summary="范围内的办件", response={200: answers.Page, **READ})
def cases(request: HttpRequest, filters: Query[given.CaseFilters]) -> Any:
    """职责范围内已经提交的办件，新的在前；看时限的，快到期的在前。"""
    told = filters.model_dump(exclude={"after", "size"})
    told |= {name: int(told[name]) if told[name] else None for name in ("organisation", "item")}
    told["open_only"] = filters.open_only == "1"
    return selectors.staff_cases(staff(request), Filters(**told), after=filters.after, size=filters.size)


@router.get(
    "staff/cases/{case}",
    url_name="staff-case",
    summary="范围内的一个办件",
    response={200: staff_answers.StaffView, **READ},
)
def case(request: HttpRequest, case: given.CaseKey) -> Any:
    """办件的全部内容，和现在可以办理的步骤（verbs）。"""
    return selectors.staff_case(staff(request), case)


@router.get(
    "staff/cases/{case}/papers/{number}",
    url_name="staff-paper",
    summary="办件的文书原件",
    response={200: None, **refusals(401, 403, 404, 409)},
    openapi_extra=PDF_ANSWER,
)
def paper(request: HttpRequest, case: given.CaseKey, number: given.PaperNumber) -> HttpResponse:
    """办件的一份文书（PDF）；正在制作的返回 409，请稍后再取。"""
    return paper_of(staff(request), case, number)


@router.post("staff/cases/{case}/acceptance", url_name="staff-acceptance", summary="受理", response=STEP)
def accept(request: HttpRequest, case: given.CaseKey, body: given.Acceptance) -> HttpResponse:
    """办理时限从今天起算。承诺件返回受理通知书的文号。"""
    by = staff(request)
    return _step(request, case, "accept", lambda: services.accept(case, by=by, expected=body.version, note=body.note))


@router.post(
    "staff/cases/{case}/supplement-request", url_name="staff-supplement", summary="一次性告知补正", response=STEP
)
def request_supplement(request: HttpRequest, case: given.CaseKey, body: given.SupplementRequest) -> HttpResponse:
    """只能要求补正指南清单中的材料、更正指南表单中的内容；要求清单以外的，返回 422 并留下记录。"""
    by = staff(request)
    gaps = [Gap(one.line, one.sentence, one.new_fact, one.element) for one in body.gaps]
    return _step(
        request,
        case,
        "request_supplement",
        lambda: services.request_supplement(case, by=by, gaps=gaps, expected=body.version),
    )


@router.post("staff/cases/{case}/non-acceptance", url_name="staff-non-acceptance", summary="不予受理", response=STEP)
def not_accept(request: HttpRequest, case: given.CaseKey, body: given.NonAcceptance) -> HttpResponse:
    """写明理由；属于其他机关的，写明向哪个机关申请。"""
    by, told = staff(request), body.model_dump(exclude={"version"})
    return _step(request, case, "not_accept", lambda: services.not_accept(case, by=by, expected=body.version, **told))


@router.post("staff/cases/{case}/materials/{line}/check", url_name="staff-check", summary="核验材料", response=STEP)
def check(request: HttpRequest, case: given.CaseKey, line: given.Line, body: given.MaterialCheck) -> HttpResponse:
    """登记一份材料合格、不合格或者免交。核验不改变办件的版本号。"""
    by = staff(request)
    return _step(
        request,
        case,
        "check_material",
        lambda: services.check_material(case, line=line, result=body.result, note=body.note, by=by),
    )


@router.post(
    "staff/cases/{case}/reviews",
    url_name="staff-reviews",
    summary="审查意见",
    response={**STEP, 200: answers.Reviewed},
)
def review(request: HttpRequest, case: given.CaseKey, body: given.Review) -> HttpResponse:
    """办理一个环节；须两人办理的，第一人提出意见后 finished 为 false。"""
    by = staff(request)

    def give() -> answers.Reviewed:
        finished = services.review(
            case,
            by=by,
            task=body.task,
            outcome=body.outcome,
            opinion=body.opinion,
            criteria=[Criterion(one.text, one.met, one.note, one.value) for one in body.criteria],
            deviation=body.deviation,
            expected=body.version,
        )
        return answers.Reviewed(**moved(case).model_dump(), finished=finished)

    return written(request, give, verb=(case, "review"))


@router.post("staff/cases/{case}/returns", url_name="staff-returns", summary="退回前一环节", response=STEP)
def send_back(request: HttpRequest, case: given.CaseKey, body: given.Return) -> HttpResponse:
    """退回到已经办完的环节，它和后面的环节重新办理。"""
    by, told = staff(request), body.model_dump(exclude={"version"})
    return _step(request, case, "send_back", lambda: services.send_back(case, by=by, expected=body.version, **told))


@router.post("staff/cases/{case}/decision", url_name="staff-decision", summary="作出决定", response=STEP)
def decide(request: HttpRequest, case: given.CaseKey, body: given.DecisionGiven) -> HttpResponse:
    """准予或者不予；返回决定书的文号。决定的内容和日期不能再改。"""
    by, told = staff(request), body.model_dump(exclude={"version"})
    return _step(request, case, "decide", lambda: services.decide(case, by=by, expected=body.version, **told))


@router.post("staff/cases/{case}/delivery", url_name="staff-delivery", summary="送达", response=STEP)
def deliver(request: HttpRequest, case: given.CaseKey, body: given.Delivery) -> HttpResponse:
    """决定书和证照制成后送达；电子送达的由平台自动办理。"""
    by = staff(request)
    return _step(
        request, case, "deliver", lambda: services.deliver(case, by=by, method=body.method, expected=body.version)
    )


@router.post("staff/cases/{case}/collection", url_name="staff-collection", summary="登记领取", response=STEP)
def collect(request: HttpRequest, case: given.CaseKey, body: given.Collection) -> HttpResponse:
    """登记谁领取了纸质结果和怎样核验身份；返回领取登记表的文号。"""
    by, told = staff(request), body.model_dump(exclude={"version"})
    return _step(request, case, "collect", lambda: services.collect(case, by=by, expected=body.version, **told))


@router.post("staff/cases/{case}/closing", url_name="staff-closing", summary="办结", response=STEP)
def close(request: HttpRequest, case: given.CaseKey, body: given.Closing) -> HttpResponse:
    """没有登记领取就办结的，会有标记。"""
    by = staff(request)
    return _step(request, case, "close", lambda: services.close(case, by=by, expected=body.version))


def _step(request: HttpRequest, case: str, verb: str, act: Callable[[], str | None]) -> HttpResponse:
    """One step, answered with where the case stands then and the paper that came of it."""

    def taken() -> answers.Moved:
        paper = act()
        return moved(case, paper or "")

    return written(request, taken, verb=(case, verb))
