"""基本目录: one code for one matter in a province, minted in order, never used again (CAT-02; GB/T 39046)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from bancheng.ground import law
from bancheng.ground.access import Actor
from bancheng.ground.codes import ITEM_TYPES, BasicCode, CodeError
from bancheng.ground.journal import append
from bancheng.ground.law import Refused
from bancheng.registers.catalog.authority import EDIT, basic_subject, demand_for_province, item_subject
from bancheng.registers.catalog.composing import compose_code
from bancheng.registers.catalog.inheritance.locking import bases, stored
from bancheng.registers.catalog.inheritance.revival import refuse_revived_item, refuse_revived_matter
from bancheng.registers.catalog.models import BasicItem, CodeSeries, ImplementationItem
from bancheng.registers.catalog.typed import line


def mint_basic_code(*, province: str, item_type: str, by: Actor) -> str:
    """The next free code of a province (two digits, never 00) and a type. A number once given never comes again.

    The row of the series stays locked until the caller's transaction ends. Raises `Refused`: code.province, code.type,
    code.exhausted.
    """
    demand_for_province(by, EDIT, province)
    return mint_codes(province, item_type, 1)[0]


def create_basic_item(
    *,
    name: str,
    item_type: str,
    by: Actor,
    province: str = "",
    code: str = "",
    main_item: str = "",
    basis: Sequence[Any] = (),
) -> BasicItem:
    """Enter a matter in the basic catalogue, under a given code or under a new one of the province.

    A given national code (00…) is taken as it is. `basis`: mappings of law, article, text; empty while it is not settled.
    Raises `Refused`: basic.name, basic.basis, basic.twice (also for a cancelled code), basic.revived (a cancelled matter
    under its own name), basic.type, code.….
    """
    given = _parsed(code) if code else None
    demand_for_province(by, EDIT, given.province if given else province)
    text = _name(name)
    main = line(main_item, longest=200, code="basic.main_item", sentence="主项名称最多 200 个字。", blank=True)
    lawful = bases(list(basis))
    if given and given.type != item_type:
        raise Refused("basic.type", f"编码 {given} 的事项类型是 {given.type}，与所选的 {item_type} 不一致，请核对。")
    with transaction.atomic():
        key = str(given) if given else mint_codes(province, item_type, 1)[0]
        taken = BasicItem.objects.filter(code=key).first()
        if taken is not None:
            told = (
                f"已于 {taken.cancelled_on} 取消，不再使用" if taken.state == BasicItem.State.CANCELLED else "已经在用"
            )
            raise Refused("basic.twice", f"编码 {key}（{taken.name}）{told}，一个编码只能对应一个事项。")
        refuse_revived_matter(text, item_type, key[:2], lawful)
        basic = BasicItem.objects.create(code=key, name=text, main_item=main, item_type=item_type, basis=stored(lawful))
        facts = {"name": text, "item_type": item_type, "basis": basic.basis}
        append(basic_subject(basic), "create_basic_item", by=by, facts=facts)
    return basic


def assign_codes(*, items: Iterable[int], by: Actor) -> int:
    """赋码: give each item that has no basic code one of its province, in one transaction; returns how many got one.

    Items of one name and type in one province are the same matter and share the code (同一事项、同一标准、同一编码), so that
    an item never gets the code of a matter with another name. Raises `Refused`: basic.revived, item.revived, item.twice.
    """
    given = 0
    with transaction.atomic():
        rows = ImplementationItem.objects.select_for_update(of=("self",)).select_related("organisation")
        for item in rows.filter(pk__in=list(items), basic=None).order_by("pk"):
            province = item.region_id[:2]
            demand_for_province(by, EDIT, province)
            same = BasicItem.objects.filter(
                code__startswith=f"{province}{item.item_type}", name=item.name, state=BasicItem.State.ACTIVE
            ).order_by("code")
            item.basic = same.first() or create_basic_item(
                name=item.name, item_type=item.item_type, province=province, main_item=item.main_item, by=by
            )
            item.code = compose_code(item)
            refuse_revived_item(item)
            _refuse_second(item)
            item.updated_at = law.now()
            item.save(update_fields=["basic", "code", "updated_at"])
            append(item_subject(item), "assign_code", by=by, facts={"basic_code": item.basic.code})
            given += 1
    return given


def cancel_basic_item(*, basic: BasicItem, on: date, reason: str, by: Actor) -> BasicItem:
    """Take a matter out of the basic catalogue once no region offers it; its code is never given again.

    Raises `Refused`: basic.reason, basic.cancelled, basic.offered.
    """
    demand_for_province(by, EDIT, basic.code[:2])
    sentence = "请写明取消依据，例如国务院决定的文号，最多 200 个字，不能有控制字符。"
    told = line(reason, longest=200, code="basic.reason", sentence=sentence)
    with transaction.atomic():
        row = BasicItem.objects.select_for_update().get(pk=basic.pk)
        if row.state == BasicItem.State.CANCELLED:
            raise Refused("basic.cancelled", f"“{row.name}”已于 {row.cancelled_on} 取消。")
        offered = row.implementations.exclude(state=ImplementationItem.State.CANCELLED).count()
        if offered:
            raise Refused("basic.offered", f"还有 {offered} 个地方实施“{row.name}”，请先取消这些实施事项。")
        row.state, row.cancelled_on = BasicItem.State.CANCELLED, on
        row.save(update_fields=["state", "cancelled_on"])
        append(basic_subject(row), "cancel_basic_item", by=by, facts={"on": on.isoformat(), "reason": told})
    return row


def mint_codes(province: str, item_type: str, wanted: int) -> list[str]:
    """The next free codes of a series, in order; for services that have checked who asks. Raises `Refused`."""
    if item_type not in ITEM_TYPES:
        raise Refused("code.type", "请选择事项类型。")
    codes: list[str] = []
    with transaction.atomic():
        series, _ = CodeSeries.objects.select_for_update().get_or_create(province=province, item_type=item_type)
        # Codes that came from elsewhere (imports) are stepped over, main number by main number.
        beyond = BasicItem.objects.filter(code__startswith=f"{province}{item_type}", code__gte=_first(series))
        mains = {code[4:9] for code in beyond.values_list("code", flat=True)}
        while len(codes) < wanted:
            series.last += 1
            try:
                code = BasicCode.mint(province, item_type, series.last)
            except CodeError as error:
                raise Refused(error.code, error.sentence) from error
            if code.main not in mains:
                codes.append(str(code))
        series.save(update_fields=["last"])
    return codes


def _first(series: CodeSeries) -> str:
    return f"{series.province}{series.item_type}{series.last + 1:05d}000"


def _parsed(code: str) -> BasicCode:
    try:
        return BasicCode.parse(code)
    except CodeError as error:
        raise Refused(error.code, error.sentence) from error


def _name(name: str) -> str:
    return line(name, longest=200, code="basic.name", sentence="请输入事项名称，最多 200 个字。")


def _refuse_second(item: ImplementationItem) -> None:
    """One organ offers one matter once."""
    if item.code and ImplementationItem.objects.filter(code=item.code).exclude(pk=item.pk).exists():
        raise Refused("item.twice", f"{item.organisation.name}已经有编码相同的事项“{item.name}”，请合并后再赋码。")
