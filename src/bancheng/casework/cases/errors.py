"""Refusals of this room that carry more than a sentence."""

from __future__ import annotations

from collections.abc import Iterable

from bancheng.casework.cases.types import Problem
from bancheng.ground.law import Refused, 行政许可法

GONE = "这个事项现在不能申请（暂停、取消或者还没有施行），请回到办事指南查看。"


class FormRefused(Refused):
    """Something on the form or among the materials keeps it from going on; `problems` name each place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        first = self.problems[0].sentence if self.problems else "请检查填写的内容。"
        more = f"（共 {len(self.problems)} 处需要修改）" if len(self.problems) > 1 else ""
        super().__init__("cases.form", f"{first}{more}", 行政许可法("第三十一条"))
