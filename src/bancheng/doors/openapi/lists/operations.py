"""Public lists: their index, and the rows of one."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import AfterValidator, BeforeValidator, Field

from bancheng.casework.cases import services
from bancheng.doors.openapi.cases import given
from bancheng.doors.openapi.cases.writing import written
from bancheng.doors.openapi.lists import answers
from bancheng.doors.openapi.problems import Unfit, refusals
from bancheng.doors.openapi.reading import digits
from bancheng.doors.openapi.tokens import AccessToken
from bancheng.ground.codes import region_code
from bancheng.registers.lists import selectors
from bancheng.registers.lists.types import SUBJECT, ListPage, ListQuery
from bancheng.registers.organisations import selectors as organisations

router = Router()

REGION = r"^[1-9][0-9](([0-9]{2}){1,2}|[0-9]{7}|[0-9]{10})?$"
RegionCode = Annotated[str, Field(pattern=REGION, description="区划代码"), AfterValidator(region_code)]
ListCode = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
ServiceCode = Annotated[str, Field(pattern=r"^ZJ[0-9]{4}$")]
Size = Annotated[int, Field(ge=1, le=500), BeforeValidator(digits)]
Number = Annotated[int, Field(ge=0, le=2**31 - 1), BeforeValidator(digits)]


class Place(Schema):
    """The region whose lists are asked for."""

    region: RegionCode


class Wanted(Place):
    """What narrows the rows."""

    q: str = Field("", max_length=100, description="要找的内容")
    version: Number = Field(0, description="版本号，0 为现行版本")
    after: str = Field("", pattern=r"^([0-9a-f]{16}[0-9]{1,9})?$", description="上一页的 next_cursor")
    size: Size = Field(100, description="每页行数")


@router.get(
    "lists",
    url_name="lists",
    tags=["lists"],
    summary="公开清单",
    response={200: list[answers.ListLine], **refusals(404)},
)
def lists(request: HttpRequest, place: Query[Place]) -> Any:
    """一个地区公布的全部清单，附现行版本号、公布日期和校验值。"""
    return list(selectors.public_lists(_region(place.region)))


@router.get(
    "lists/{code}",
    url_name="list",
    tags=["lists"],
    summary="一份公开清单",
    response={200: answers.ListRows, **refusals(404)},
)
def list_rows(request: HttpRequest, code: ListCode, wanted: Query[Wanted]) -> Any:
    """清单的现行内容或者以前的一版，用 next_cursor 取下一页。"""
    query = ListQuery(q=wanted.q, after=wanted.after, size=wanted.size, version=wanted.version or None)
    page = selectors.list_page(code, _region(wanted.region), query)
    if page is None:
        raise Unfit(404, "list.unknown", "没有这份清单或者这一版，请对照 lists 改正。")
    return _rows(page)


def _region(code: str) -> str:
    found = organisations.region(code)
    if found is None:
        raise Unfit(404, "region.unknown", "没有这个区划代码的地区，请对照 regions 改正。")
    return found.code


def _rows(page: ListPage) -> dict[str, Any]:
    return {
        "code": page.of.code,
        "title": page.of.title,
        "region": page.region,
        "region_name": page.region_name,
        "edition": page.edition,
        "current": page.current,
        "columns": list(page.columns),
        "total": page.total,
        "matched": page.matched,
        "rows": [{key: value for key, value in row.items() if key != SUBJECT} for row in page.rows],
        "next_cursor": page.next_cursor,
    }


@router.put(
    "cases/{case}/intermediaries/{service}",
    url_name="case-intermediary",
    tags=["cases"],
    summary="选择中介服务机构",
    auth=AccessToken(),
    response={200: answers.Chosen, **refusals(401, 403, 404, 409, 413, 415)},
)
def choose(request: HttpRequest, case: given.CaseKey, service: ServiceCode, body: answers.Choosing) -> HttpResponse:
    """申请人为自己的草稿选择在册机构，或者写明另找的机构。工作人员不得指定，一律返回 403。"""
    by = request.actor  # type: ignore[attr-defined]

    def act() -> answers.Chosen:
        services.choose_intermediary(case, service=service, firm=body.firm, name=body.name, by=by)
        return answers.Chosen(service=service, firm=body.firm, name=body.name)

    return written(request, act)
