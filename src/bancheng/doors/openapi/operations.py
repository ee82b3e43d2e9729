"""The operations: each asks one selector and hands the answer on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import NinjaAPI, Query, Schema
from pydantic import AfterValidator, BeforeValidator, Field

from bancheng import __version__
from bancheng.doors.frame import health as frame_health
from bancheng.doors.openapi import answers, problems
from bancheng.doors.openapi.cases import own, public, staff
from bancheng.doors.openapi.commitments import operations as commitments
from bancheng.doors.openapi.couriers import operations as couriers
from bancheng.doors.openapi.feeds import operations as feeds
from bancheng.doors.openapi.guides import misfits, part
from bancheng.doors.openapi.items import operations as drafts
from bancheng.doors.openapi.lists import operations as public_lists
from bancheng.doors.openapi.payments import operations as payments
from bancheng.doors.openapi.problems import ProblemPart, Unfit, refusals
from bancheng.doors.openapi.projects import operations as projects
from bancheng.doors.openapi.reading import StrictParser, Utf8Renderer, digits
from bancheng.ground.codes import ITEM_TYPES, RegionLevel, region_code
from bancheng.registers.catalog import selectors
from bancheng.registers.catalog.types import GuidePage, SearchQuery
from bancheng.registers.organisations import selectors as organisations
from bancheng.registers.organisations.types import RegionNode, RegionView

api = NinjaAPI(
    title="办成 开放接口",
    version=__version__,
    description="政务服务事项的检索、办事指南、区划和词表，公开，不需要登录；"
    "申请、办件、证照和指南草稿，用访问令牌。出错时统一返回 detail、code、errors。",
    openapi_url=None,
    docs_url=None,
    urls_namespace="openapi-v1",
    parser=StrictParser(),
    renderer=Utf8Renderer(),
)
problems.install(api)
for router in (
    *(own.router, commitments.router, public.router, staff.router, public_lists.router),
    *(feeds.router, drafts.router, payments.router, couriers.router, projects.router),
):
    api.add_router("", router)

REGION = r"^[1-9][0-9](([0-9]{2}){1,2}|[0-9]{7}|[0-9]{10})?$"
ItemId = Annotated[int, Field(ge=1, le=2**63 - 1), BeforeValidator(digits)]
VersionNumber = Annotated[int, Field(ge=1, le=2**31 - 1), BeforeValidator(digits)]
PageSize = Annotated[int, Field(ge=1, le=100), BeforeValidator(digits)]
RegionCode = Annotated[str, Field(pattern=REGION), AfterValidator(region_code)]
ImplementationCode = Annotated[str, Field(pattern=r"^[0-9A-Z]{31}$")]


def code(longest: int, description: str) -> Any:
    """A filter by a code; blank means any."""
    return Field("", pattern=rf"^([a-z0-9][a-z0-9_-]{{0,{longest - 1}}})?$", description=description)


class ItemFilters(Schema):
    """What narrows a search; blank means any."""

    q: str = Field("", max_length=100, description="要找的内容：名称、俗称、拼音、首字母、编码")
    region: str = Field(
        "", pattern=REGION.replace("^", "^(").replace("$", ")?$"), description="区划代码：本地、下级和上级的事项"
    )
    theme: str = code(60, "主题代码，见 vocabulary/theme")
    department: str = Field("", pattern=r"^([0-9]{1,18})?$", description="部门标识，见 facets.department")
    life_event: str = code(60, "人生事件和经营阶段代码，见 vocabulary/life_event")
    group: str = code(60, "特定人群代码，见 vocabulary/group")
    nature: str = code(30, "事项性质代码，见 vocabulary/nature")
    audience: Literal["", "person", "legal"] = Field("", description="服务对象")
    item_type: str = Field("", pattern=r"^([0-9]{2})?$", description="事项类型代码，见 vocabulary/item_type")
    owner_type: Literal["", "administrative", "public_enterprise"] = Field("", description="实施主体性质")
    online: Literal["", "1"] = Field("", description="1：可网上办理")
    after: str = Field(
        "",
        pattern=r"^([0-9](\.-?[0-9]{1,9}){4}\.[0-9]{1,18})?$",
        description="上一页的 next_cursor",
    )
    size: PageSize = Field(20, description="每页条数")


# -- items


@api.get(
    "items", url_name="items", tags=["items"], summary="检索事项", response={200: answers.ItemPage, **refusals(404)}
)
def items(request: HttpRequest, filters: Query[ItemFilters]) -> Any:
    """按关键词和分类检索在用事项，附各分类的数量；用 next_cursor 取下一页。"""
    if filters.region:
        _region(filters.region)
    return selectors.find(SearchQuery(**filters.model_dump()))


@api.get(
    "items/{item_id}",
    url_name="item",
    tags=["items"],
    summary="办事指南",
    response={200: answers.Guide, **refusals(404)},
)
def item(request: HttpRequest, item_id: ItemId) -> Any:
    """事项的现行指南；没有现行版本的，返回最后一版和它的状态。"""
    return _guide(selectors.guide(item_id))


@api.get(
    "items/by-code/{code}",
    url_name="item-by-code",
    tags=["items"],
    summary="按实施编码取办事指南",
    response={200: answers.Guide, **refusals(404)},
)
def item_by_code(request: HttpRequest, code: ImplementationCode) -> Any:
    """与按标识取得的内容相同。"""
    return _guide(selectors.guide(code))


@api.get(
    "items/{item_id}/versions/{number}",
    url_name="item-version",
    tags=["items"],
    summary="办事指南的某一版",
    response={200: answers.Guide, **refusals(404)},
)
def item_version(request: HttpRequest, item_id: ItemId, number: VersionNumber) -> Any:
    """已发布的版本永不改变，撤下后仍可查询。"""
    return _guide(selectors.guide(item_id, version=number))


@api.post(
    "items/{item_id}/situation",
    url_name="item-situation",
    tags=["items"],
    summary="按情形确定材料",
    response={200: answers.SituationAnswer, **refusals(404, 413, 415)},
)
def situation(request: HttpRequest, item_id: ItemId, body: answers.Answers) -> Any:
    """用指南情形问题的回答算出需要的材料和环节。不能使用的回答列在 faults 中，按没有回答处理。"""
    page = selectors.guide(item_id)
    if page is None:
        raise _absent()
    found = selectors.situation(page.document, body.answers)
    known = {question.element for question in page.document.questions} | {one.element for one in page.document.fields}
    strange = [
        ProblemPart(path=name, code="guide.answer_unknown", sentence="这份指南没有这个问题，请改正名称")
        for name in body.answers
        if name not in known
    ]
    made = answers.SituationAnswer.model_validate(found)
    made.faults.extend(strange)
    made.complete = made.complete and not strange
    return made


# -- places and words


@api.get(
    "regions",
    url_name="regions",
    tags=["places"],
    summary="开通服务的地区",
    response={200: list[answers.Region], **refusals()},
)
def regions(request: HttpRequest) -> Any:
    """开通服务的地区和它们的上级，按省份成树；served 为真的可以选用。"""
    return [_node(node) for node in organisations.served_regions()]


@api.get(
    "regions/{code}",
    url_name="region",
    tags=["places"],
    summary="一个地区和它的下一级",
    response={200: answers.Region, **refusals(404)},
)
def region(request: HttpRequest, code: RegionCode) -> Any:
    """地区本身、上级名称和下一级地区。"""
    view = _region(code)
    rows = organisations.subtree(view.code).filter(parent=view.code).order_by("order", "code")
    below = [
        RegionView(row.code, row.name, RegionLevel(row.level), view.code, row.served, (*view.path, row.name))
        for row in rows
    ]
    return _shown(view, [_shown(child, []) for child in below])


Vocabulary = Literal["theme", "life_event", "group", "organ_kind", "nature", "item_type"]


@api.get(
    "vocabulary/{kind}",
    url_name="vocabulary",
    tags=["places"],
    summary="词表",
    response={200: list[answers.Word], **refusals()},
)
def vocabulary(request: HttpRequest, kind: Vocabulary) -> Any:
    """检索和指南中使用的代码和名称。"""
    if kind == "item_type":
        return [answers.Word(code=row.code, label=row.name, audience="") for row in ITEM_TYPES.values()]
    if kind == "nature":
        return [answers.Word(code=row.code, label=row.label, audience="") for row in selectors.natures()]
    return [
        answers.Word(code=word.code, label=word.label, audience=word.audience) for word in selectors.vocabulary(kind)
    ]


@api.get(
    "health",
    url_name="health",
    tags=["service"],
    summary="运行状况",
    response={(200, 503): answers.Health, **refusals()},
)
def health(request: HttpRequest) -> Any:
    """数据库和磁盘是否可用；不可用时返回 503。"""
    return frame_health.ready(request)


# -- a guide before it is published


@api.post(
    "guides/check",
    url_name="guide-check",
    tags=["guides"],
    summary="检查指南",
    response={200: answers.Verdict, **refusals(413, 415)},
)
def guide_check(request: HttpRequest) -> Any:
    """检查一份指南的编写内容，不保存。缺项、类型不对的返回 422；形式完整的返回能否发布和全部问题。"""
    body = StrictParser().parse_text(request.body)
    _, faults = selectors.examine(body)
    if wrong := misfits(body, faults):
        raise Unfit(422, "guide.invalid", "指南内容不完整或形式不对，请按逐项说明改正。", wrong)
    blocking = [fault for fault in faults if fault.blocks]
    return answers.Verdict(publishable=not blocking, faults=[part(fault) for fault in blocking])


# -- from the rooms' types to the answers


def _absent() -> Unfit:
    return Unfit(404, "item.unknown", "没有这个事项，或者还没有发布办事指南。")


def _guide(page: GuidePage | None) -> answers.Guide:
    if page is None:
        raise _absent()
    return answers.Guide.of(page)


def _region(code: str) -> RegionView:
    view = organisations.region(code)
    if view is None:
        raise Unfit(404, "region.unknown", "没有这个区划代码的地区，请对照 regions 改正。")
    return view


def _node(node: RegionNode) -> answers.Region:
    return _shown(node.region, [_node(child) for child in node.children])


def _shown(view: RegionView, children: Iterable[answers.Region]) -> answers.Region:
    return answers.Region(
        code=view.code,
        name=view.name,
        level=view.level,
        parent=view.parent,
        served=view.served,
        path=list(view.path),
        children=list(children),
    )
