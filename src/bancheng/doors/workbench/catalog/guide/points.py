"""操作规程: the review points of a guide as rows of its own section."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from bancheng.doors.workbench.catalog.guide.fields import LinesField, one
from bancheng.doors.workbench.catalog.guide.picking import Around
from bancheng.doors.workbench.catalog.guide.rows import RowForm
from bancheng.doors.workbench.catalog.guide.when import WhenField
from bancheng.doors.workbench.forms import text_field

POINT_KINDS = {"yes_no": _("判断符合或不符合"), "value": _("填数值，按上下限判断")}
NUMBERS = frozenset({"int", "decimal", "money", "area"})


class PointRow(RowForm):
    """审查要点: what is looked at in a stage, what can come of it, and by which provision (操作规程)."""

    text = text_field(
        _("看什么"), longest=500, rows=2, help_text=_("一条只看一件事，写得两个人看同一份材料得出同样的结果")
    )
    stage = one(_("在哪个环节"), {}, empty=_("请选择"))
    kind = one(_("怎样判断"), POINT_KINDS, initial="yes_no")
    least = text_field(_("下限"), longest=20, required=False, help_text=_("填数值的才写，含本数"))
    most = text_field(_("上限"), longest=20, required=False, help_text=_("填数值的才写，含本数"))
    unit = text_field(_("单位"), longest=20, required=False, help_text=_("例如：平方米、万元、人"))
    basis = LinesField(_("依据"), required=True)
    element = one(
        _("取哪个表单项"), {}, empty=_("审查时填写"), help_text=_("填数值的：系统取申请人填的数，先算出是否符合")
    )
    material = one(
        _("看哪份材料"), {}, empty=_("不限"), help_text=_("判断是否的：材料已由登记机关核验的，系统先判为符合")
    )
    holds = WhenField(
        _("系统怎样判断"), help_text=_("判断是否的：表单内容成立就先判为符合，审查人员可以改，改了要写理由")
    )
    when = WhenField(_("什么情形才看"))

    def furnish(self, around: Around, place: int) -> None:
        super().furnish(around, place)
        self._offer("stage", dict(around.stages))
        self._offer("element", _of_the_form(around))
        self._offer("material", _of_the_list(around))

    def _offer(self, name: str, known: Mapping[str, str]) -> None:
        """What the guide has, and what is written now though the guide no longer has it."""
        field: Any = self.fields[name]
        kept = str(self.initial.get(name, ""))
        strange = [(kept, kept)] if kept and kept not in known else []
        field.choices = [field.choices[0], *known.items(), *strange]


def _of_the_form(around: Around) -> Mapping[str, str]:
    """The fields of the guide that hold a number, by code."""
    rows = [row for row in around.body.get("fields") or () if isinstance(row, Mapping)]
    codes = [str(row.get("element", "")) for row in rows]
    known = around.elements
    return {code: known[code].label for code in codes if code in known and known[code].kind in NUMBERS}


def _of_the_list(around: Around) -> Mapping[str, str]:
    """The materials of the guide, by code."""
    rows = [row for row in around.body.get("materials") or () if isinstance(row, Mapping)]
    return {str(row["code"]): str(row.get("name") or row["code"]) for row in rows if row.get("code")}
