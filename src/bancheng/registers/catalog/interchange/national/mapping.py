"""From an item and the document in force to rows of the exchange tables. What cannot be said truly is said as a reason.

Codes are those of GB/T 39046-2020 annex A and of the public C0109 schema. What our documents do not hold is derived:
权力来源 from how the item came to its organ (下放 2, otherwise 法定本级行使 1), numbers of rows from their GUID, 数据来源 from the
first digits of the region, 租户 from the region.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from bancheng.ground import law
from bancheng.registers.catalog.interchange.national.columns import TABLES
from bancheng.registers.catalog.models import GuideVersion, ImplementationItem
from bancheng.registers.catalog.rules import in_order
from bancheng.registers.catalog.schema import Basis, GuideDocument, Limit, LimitUnit

NAMESPACE = uuid.UUID("6f1d3c52-7c55-5d0e-9a55-0b6c1a2f39aa")
PUBLIC_SERVICE = "20"
STATES = {"published": "1", "suspended": "2", "cancelled": "3"}
OWNERS = {"public_enterprise": "9"}
LAWFUL_KINDS = {"institution": "2", "service_centre": "2", "public_enterprise": "9", "other": "9"}
AUDIENCES = {"1": "1", "2": "2", "3": "3", "4": "4", "5": "6", "6": "9"}
WAYS = {"window": "1", "pc": "2", "mobile": "2", "post": "3"}
SCOPES = {"nation": "2", "province": "3", "city": "4"}
UNITS = {LimitUnit.WORKDAY: "1", LimitUnit.DAY: "2", LimitUnit.MONTH: "3", LimitUnit.YEAR: "4"}
RESULTS = {"licence": "10", "approval": "20"}
MATERIAL_KINDS = {"certificate": "1", "proof": "1", "form": "2"}
FORMS = {"paper": "1", "electronic": "2", "either": "3"}
NECESSITIES = {"required": "1", "optional": "2", "tolerable": "3"}
SOURCES = {"applicant": "10", "government": "20", "other": "99"}
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Exchange:
    """The run: its batch, its moment, the account that asked for it, and where the public pages are."""

    batch: str
    moment: datetime
    account: int
    site: str


@dataclass(slots=True)
class Rows:
    """The rows of one item by table; `reasons` why it cannot go out, `shortened` which texts did not fit."""

    tables: dict[str, list[Row]] = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)
    shortened: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Item:
    """What the rows of one item are made of."""

    row: ImplementationItem
    version: GuideVersion
    document: GuideDocument
    first_at: datetime
    handed_down: bool
    exchange: Exchange

    @property
    def kind(self) -> str:
        return "public" if self.row.item_type == PUBLIC_SERVICE else "general"

    @property
    def operation(self) -> str:
        return "I" if self.version.number == 1 and self.row.state == "published" else "U"


def rows_of(item: Item) -> Rows:
    """Every row of one item. A text longer than its column is cut at the end of a sentence and named."""
    made = Rows(reasons=list(_reasons(item)))
    if made.reasons:
        return made
    parts = {
        "basic": [_basic(item)],
        "extend": [_extend(item)],
        "material": list(_materials(item)),
        "fee_project": list(_fees(item)),
        "questions": list(_questions(item)),
    }
    for part, rows in parts.items():
        table = f"up_task_{item.kind}_{part}"
        for number, row in enumerate(rows, start=1):
            whole = _technical(item, table, number) | row
            made.tables.setdefault(table, []).append(fitted(table, whole, made.shortened))
    return made


def directory_row(item: Item, levels: Iterable[str], shortened: list[str]) -> Row:
    """The row of the basic item that an exported item stands on; `levels` at which it is exercised."""
    basic, table = item.row.basic, "up_task_directory"
    assert basic is not None
    row = _technical(item, table, 1, key=basic.code) | {
        "by_law": _basis([Basis.model_validate(one) for one in basic.basis] or item.document.basis),
        "catalog_code": basic.code,
        "task_name": basic.name,
        "task_state": "3" if basic.state == basic.State.CANCELLED else "1",
        "plan_cancel_date": _day(basic.cancelled_on),
        "task_type": basic.item_type,
        "task_version": 1,
        "use_level": ",".join(sorted(set(levels))),
    }
    return fitted(table, row, shortened)


def fitted(table: str, row: Row, shortened: list[str]) -> Row:
    """The row with every column of its table, empty ones too; texts that are too long are cut."""
    made: Row = {}
    for column in TABLES[table]:
        value = row.get(column.name, "")
        if column.kind == "varchar" and len(str(value)) > column.longest:
            value = _cut(str(value), column.longest)
            shortened.append(f"{table}.{column.name}（{column.meaning}）")
        made[column.name] = value
    return made


def _reasons(item: Item) -> Iterable[str]:
    identity = item.document.identity
    if not identity.basic_code:
        yield "没有 12 位基本编码（待赋码），请先赋码再发布"
    if not identity.implementation_code:
        yield "没有 31 位实施编码：请核对实施主体的统一社会信用代码"
    if not identity.consult:
        yield "没有咨询方式：请补充机构的咨询电话，重新发布"
    if not identity.supervise:
        yield "没有监督投诉方式：请补充机构的监督电话，重新发布"
    if "window" in item.document.channels and not identity.places:
        yield "没有办理地点和办理时间：请补充机构的地址和对外服务时间，重新发布"
    for label, limit in (("法定办结时限", item.document.statutory), ("承诺办结时限", item.document.promised)):
        if limit.unit == LimitUnit.FREE and item.kind == "general":
            yield f"{label}只有文字“{limit.note[:30]}”，没有天数"


def _technical(item: Item, table: str, number: int, key: str = "") -> Row:
    guid = uuid.uuid5(NAMESPACE, f"{table}/{key or item.document.identity.implementation_code}/{number}").hex
    organ, exchange = item.row.organisation_id, item.exchange
    return {
        "id": int.from_bytes(hashlib.sha256(guid.encode()).digest()[:8]) >> 1,
        "row_guid": guid,
        "cd_batch": exchange.batch,
        "cd_operation": item.operation,
        "cd_time": _moment(exchange.moment),
        "create_org_id": organ,
        "create_time": _moment(item.first_at),
        "create_user_id": exchange.account,
        "data_source": item.row.region_id[:2],
        "tenant_id": int(item.row.region_id),
        "update_org_id": organ,
        "update_time": _moment(item.version.published_at or item.first_at),
        "update_user_id": exchange.account,
        "version": item.version.number,
    }


def _basic(item: Item) -> Row:
    document, identity, row = item.document, item.document.identity, item.row
    return _where(item) | {
        "accept_condition": "；".join(one.text for one in document.requirements),
        **_term("anticipate", document.statutory),
        **_term("promise", document.promised),
        "app_is_single_login": _yes("mobile" in document.channels),
        "is_single_login": _yes("pc" in document.channels),
        "by_law": _basis(document.basis),
        "catalog_code": identity.basic_code,
        "dept_code": identity.organ_code,
        "dept_name": identity.organ,
        "dept_type": LAWFUL_KINDS.get(row.organisation.kind) or OWNERS.get(identity.owner_type, "1"),
        "fee_basis": "；".join(_basis(fee.basis) for fee in document.fees.items),
        "handle_flow": "→".join(stage.name for stage in in_order(document.stages) if not stage.internal),
        "handle_type": ",".join(dict.fromkeys(WAYS[one] for one in sorted(document.channels, key=list(WAYS).index))),
        "is_fee": _yes(document.fees.charged),
        "limit_scene_num": document.visits,
        "local_task_code": identity.local_code,
        "plan_effective_date": _day(document.effective_from),
        "plan_cancel_date": _day(row.cancelled_on),
        "power_source": "2" if item.handed_down else "1",
        "project_type": "1" if document.handling == "instant" else "2",
        "server_type": ",".join(AUDIENCES[one] for one in document.audience),
        "special_procedure": "；".join(one.name for one in document.special_procedures) or "无",
        "task_code": identity.implementation_code,
        "task_name": identity.name,
        "task_state": STATES[row.state],
        "task_type": identity.item_type,
        "task_version": item.version.number,
        "use_level": identity.use_level,
    }


def _where(item: Item) -> Row:
    """Where and how one reaches the organ: at its places, online, by telephone."""
    document, identity = item.document, item.document.identity
    online = {"pc", "mobile"} & set(document.channels)
    address = f"{item.exchange.site}/apply/{item.row.pk}/"
    return {
        "link_addr": address if online else "",
        "link_way": identity.consult,
        "mobile_terminal_url": address if "mobile" in document.channels else "",
        "supervise_way": identity.supervise,
        "transact_addr": "；".join(f"{one.name}：{one.address}" for one in identity.places) or "网上办理，不设线下窗口",
        "transact_time": "；".join(dict.fromkeys(one.hours for one in identity.places)) or "网上全天",
    }


def _extend(item: Item) -> Row:
    document = item.document
    online = {"pc", "mobile"} & set(document.channels)
    posted = "post" in document.channels or any("post" in one.delivery for one in document.results)
    personal, legal = "1" in document.audience, bool(set(document.audience) - {"1"})
    topics = ",".join(document.themes)
    return _of_item(item) | {
        "handle_area": SCOPES.get(document.scope, ""),
        "is_entry_center": _yes("window" in document.channels),
        "is_express": _yes(posted),
        "is_online": _yes(bool(online)),
        "is_pay_online": "0",
        "limit_explain": document.quantity_limit,
        "limit_scene_explain": document.visit_reason,
        "online_handle_url": f"{item.exchange.site}/apply/{item.row.pk}/" if online else "",
        "result_name": "；".join(one.name for one in document.results),
        "result_type": RESULTS.get(document.results[0].kind, "40"),
        "service_type": "；".join((*document.intermediary, *(one.service for one in document.intermediaries))),
        "user_topic_type": topics if personal else "",
        "corp_topic_type": topics if legal else "",
    }


def _materials(item: Item) -> Iterable[Row]:
    for number, one in enumerate(item.document.materials, start=1):
        files: Mapping[str, str] = {given.kind: given.file for given in one.attachments}
        yield _of_item(item) | {
            "accept_stand": one.criteria,
            "by_law": _basis(one.basis),
            "example_guid": files.get("sample", ""),
            "form_guid": files.get("blank", ""),
            "fill_explain": one.notes,
            "is_need": NECESSITIES[one.necessity],
            "material_format": FORMS[one.form],
            "material_name": one.name,
            "material_type": MATERIAL_KINDS.get(one.kind, "3"),
            "order_num": number,
            "page_format": one.specification,
            "page_num": one.originals + one.copies,
            "remark": one.exempt_note,
            "source_explain": one.source_note,
            "source_type": SOURCES[one.source],
        }


def _fees(item: Item) -> Iterable[Row]:
    for number, fee in enumerate(item.document.fees.items, start=1):
        yield _of_item(item) | {
            "by_law": _basis(fee.basis),
            "desc_explain": fee.relief,
            "fee_name": fee.name,
            "fee_stand": fee.standard,
            "is_desc": _yes(bool(fee.relief)),
            "order_num": number,
        }


def _questions(item: Item) -> Iterable[Row]:
    for number, one in enumerate(item.document.faq, start=1):
        yield _of_item(item) | {"question": one.q, "answer": one.a, "order_num": number}


def _of_item(item: Item) -> Row:
    code = item.document.identity.implementation_code
    guid = uuid.uuid5(NAMESPACE, f"up_task_{item.kind}_basic/{code}/1").hex
    return {"task_code": code, "task_guid": guid}


def _term(name: str, limit: Limit) -> Row:
    """Days and unit; done at once, and no term by law, are 0 working days, told in words."""
    told = "当场办结" if limit.unit == LimitUnit.INSTANT else limit.note
    unit = UNITS.get(LimitUnit(limit.unit), "1")
    return {f"{name}_day": limit.n or 0, f"{name}_type": unit, f"{name}_explain": told}


def _basis(rows: Iterable[Basis]) -> str:
    return "；".join(f"{one.law}{one.article}" for one in rows)


def _cut(text: str, longest: int) -> str:
    """As many whole clauses as fit, at least half of the room used; an ellipsis says that there is more."""
    head = text[: longest - 1]
    ends = (max(head.rfind(sign) for sign in signs) for signs in ("；。", "，、"))
    end = next((end for end in ends if end > longest // 2), len(head))
    return head[:end] + "…"


def _yes(answer: bool) -> str:
    return "1" if answer else "0"


def _day(day: date | None) -> str:
    return _moment(datetime.combine(day, time(), law.SHANGHAI)) if day else ""


def _moment(moment: datetime) -> str:
    return law.in_shanghai(moment).strftime("%Y-%m-%d %H:%M:%S")
