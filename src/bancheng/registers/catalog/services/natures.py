"""事项性质: two are built in, an administrator adds further ones (CAT-09)."""

from __future__ import annotations

import re

from django.db import transaction

from bancheng.ground.access import Actor
from bancheng.ground.journal import append
from bancheng.ground.law import Refused
from bancheng.registers.catalog.authority import NATURES, demand_everywhere, nature_subject
from bancheng.registers.catalog.models import ImplementationItem, Nature
from bancheng.registers.catalog.typed import line


def add_nature(*, label: str, by: Actor, code: str = "", order: int = 100) -> Nature:
    """Add a nature; without a code it gets the next free `nature_n`. Raises `Refused`: nature.label, nature.code, nature.twice."""
    demand_everywhere(by, NATURES)
    text = _label(label)
    with transaction.atomic():
        key = code.strip() or _next_code()
        if not re.fullmatch(r"[a-z][a-z0-9_]{1,29}", key):
            raise Refused("nature.code", "性质代码由小写字母、数字和下划线组成，以字母开头，最多 30 个字符。")
        if Nature.objects.filter(code=key).exists():
            raise Refused("nature.twice", f"性质代码 {key} 已经在用，请换一个。")
        _refuse_same_label(text)
        nature = Nature.objects.create(code=key, label=text, order=order)
        append(nature_subject(nature), "add_nature", by=by, facts={"label": text})
    return nature


def edit_nature(*, code: str, by: Actor, label: str | None = None, order: int | None = None) -> Nature:
    """Change the label or the order. Guides already published keep the label they were published with."""
    demand_everywhere(by, NATURES)
    with transaction.atomic():
        nature = _locked(code)
        before = {"label": nature.label, "order": nature.order}
        if label is not None and _label(label) != nature.label:
            nature.label = _label(label)
            _refuse_same_label(nature.label, nature)
        nature.order = nature.order if order is None else order
        after = {"label": nature.label, "order": nature.order}
        if before != after:
            nature.save(update_fields=["label", "order"])
            append(nature_subject(nature), "edit_nature", by=by, facts={"before": before, "after": after})
    return nature


def remove_nature(*, code: str, by: Actor) -> None:
    """Remove a nature that no item carries. Raises `Refused`: nature.built_in, nature.in_use."""
    demand_everywhere(by, NATURES)
    with transaction.atomic():
        nature = _locked(code)
        if nature.built_in:
            raise Refused("nature.built_in", f"“{nature.label}”是内置的事项性质，不能删除。")
        items = ImplementationItem.objects.filter(nature=nature).count()
        if items:
            raise Refused("nature.in_use", f"还有 {items} 个事项属于“{nature.label}”，请先改为其他性质。")
        append(nature_subject(nature), "remove_nature", by=by, facts={"label": nature.label})
        nature.delete()


def _label(label: str) -> str:
    return line(label, longest=40, code="nature.label", sentence="请输入性质名称，最多 40 个字。")


def _refuse_same_label(label: str, nature: Nature | None = None) -> None:
    others = Nature.objects.filter(label=label)
    if (others if nature is None else others.exclude(pk=nature.pk)).exists():
        raise Refused("nature.twice", f"已经有名为“{label}”的事项性质。")


def _next_code() -> str:
    taken = set(Nature.objects.filter(code__startswith="nature_").values_list("code", flat=True))
    return next(f"nature_{n}" for n in range(1, len(taken) + 2) if f"nature_{n}" not in taken)


def _locked(code: str) -> Nature:
    nature = Nature.objects.select_for_update().filter(code=code).first()
    if nature is None:
        raise Refused("nature.unknown", "没有这种事项性质，请刷新页面后再试。")
    return nature
