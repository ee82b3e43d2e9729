"""The four locked elements (重庆 2020 二(二)): name, code, legal basis, type are those of the basic item at every level.

Inherit on reading, refuse on writing: whoever reads a draft sees the basis of the matter, and nothing else can be stored.
A matter whose basis nobody has set yet (empty) locks name, code and type only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter, ValidationError

from bancheng.ground.law import Refused
from bancheng.registers.catalog.models import BasicItem, ImplementationItem
from bancheng.registers.catalog.schema import Basis, GuideBody
from bancheng.registers.catalog.types import Fault

_BASES: TypeAdapter[tuple[Basis, ...]] = TypeAdapter(tuple[Basis, ...])
MOST_BASES = 30
PART = "basis"


def bases(rows: Any) -> tuple[Basis, ...]:
    """Stored or sent bases as they are typed. Raises `Refused` basic.basis for what is none."""
    try:
        typed = _BASES.validate_python(rows if isinstance(rows, list | tuple) else [rows])
    except ValidationError as error:
        raise Refused("basic.basis", "设定依据请逐条写明法规名称，名称最多 200 个字，条款最多 100 个字。") from error
    if len(typed) > MOST_BASES:
        raise Refused("basic.basis", f"设定依据最多 {MOST_BASES} 条。")
    return typed


def stored(rows: Iterable[Basis]) -> list[dict[str, Any]]:
    """Bases as the database keeps them."""
    return [row.model_dump(mode="json", exclude_defaults=True) for row in rows]


def same(one: Any, other: Any) -> bool:
    """Whether two lists of bases say the same, in whatever order and however spaced (an editor types them in lines); what is
    no list of bases is like nothing.
    """
    try:
        return _said(one) == _said(other)
    except ValidationError:
        return False


def _said(rows: Any) -> set[tuple[str, ...]]:
    words = ((row.law, row.article, row.text) for row in _BASES.validate_python(rows))
    return {tuple("".join(word.replace("|", "｜").split()) for word in row) for row in words}


def inherited(body: Mapping[str, Any], basic: BasicItem | None) -> dict[str, Any]:
    """A body as it is read: its basis is that of the matter."""
    return dict(body) if basic is None or not basic.basis else {**body, PART: basic.basis}


def typed_inherited(body: GuideBody, basic: BasicItem | None) -> GuideBody:
    """The same for a typed body."""
    return body if basic is None or not basic.basis else body.model_copy(update={PART: bases(basic.basis)})


def basis_faults(body: Mapping[str, Any], basic: BasicItem | None) -> tuple[Fault, ...]:
    """guide.locked where a body that was sent gives another basis than its matter; none at all is not another."""
    sent = body.get(PART)
    if basic is None or not basic.basis or not sent or same(sent, basic.basis):
        return ()
    told = "；".join(f"{row.law}{row.article}" for row in bases(basic.basis))[:300]
    sentence = f"设定依据由基本目录统一（{told}），本级不能修改；有不同意见的，请报省级目录主管部门调整基本目录"
    return (Fault(PART, "guide.locked", sentence),)


def refuse_unlike(item: ImplementationItem, changed: Sequence[str] = ("name", "item_type")) -> None:
    """Raises `Refused` item.locked where a coded item bears another name or type than its matter.

    `changed`: what is being written. An item that came in with another name (imports keep what they are given) may stay a
    draft under it, but is changed or published only under the name of the matter.
    """
    basic = item.basic
    if basic is None:
        return
    if "name" in changed and item.name != basic.name:
        sentence = (
            f"事项名称由基本目录统一为“{basic.name}”（编码 {basic.code}），本级不能改用“{item.name}”（四级四同）。"
        )
        raise Refused("item.locked", sentence)
    if "item_type" in changed and item.item_type != basic.item_type:
        raise Refused("item.type", "事项类型与基本目录中的类型不一致，请改为一致（四级四同）。")


def refuse_recoding(before: BasicItem | None, after: BasicItem | None, *, authority: bool) -> None:
    """Raises `Refused` item.locked where an item that has a code would lose it or get another; the authority may do so."""
    if before is not None and before != after and not authority:
        raise Refused(
            "item.locked", f"基本编码 {before.code} 由省级目录主管部门赋予，本级不能更改或者取消（四级四同）。"
        )
