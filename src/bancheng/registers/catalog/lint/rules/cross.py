"""跨省通办、全省通办: seven rule elements and three business elements, so that every place handles alike (CAT-04)."""

from __future__ import annotations

from collections.abc import Iterator

from bancheng.registers.catalog.lint.findings import CROSS
from bancheng.registers.catalog.schema import CrossProvince, GuideBody, LimitUnit
from bancheng.registers.catalog.types import SCOPES, Fault, LintSubject

WIDE = frozenset({"province", "nation"})
ACROSS_PROVINCES = "nation"


def cross_province(subject: LintSubject) -> Iterator[Fault]:
    """Each missing element by its name. The section 跨省通办 is owed across provinces; within one it may be left out whole."""
    body = subject.body
    if body.scope not in WIDE:
        return
    scope = SCOPES[body.scope]
    for path, element, missing in (*_rule_elements(body), *_of_the_section(body.cross)):
        if missing:
            spared = body.scope != ACROSS_PROVINCES and body.cross is None and path.startswith("cross")
            severity = "warn" if spared else ""
            yield CROSS.at(path, f"“{scope}”事项缺少“{element}”，请补写", phrase=element, severity=severity)


def _rule_elements(body: GuideBody) -> Iterator[tuple[str, str, bool]]:
    """规则要素; the seventh, 受理模式, stands in the section. What the schema owes is asked again: it may be loosened."""
    yield "requirements", "申请条件", not body.requirements
    yield "channels", "申报方式", not body.channels
    yield "stages", "审核程序", not body.stages
    yield "promised", "办理时限", body.promised.unit == LimitUnit.NONE
    for index, result in enumerate(body.results):
        yield f"results.{index}.delivery", "发证方式", not result.delivery
    yield "fees", "收费标准", not (body.fees.items or body.fees.statement)


def _of_the_section(cross: CrossProvince | None) -> Iterator[tuple[str, str, bool]]:
    """受理模式, then the business elements 业务分类, 办理层级, 前置环节 (“无” where there is none)."""
    written = cross or CrossProvince()
    yield "cross.acceptance", "受理模式", not written.acceptance
    yield "cross.category", "业务分类", not written.category
    yield "cross.level", "办理层级", not written.level
    yield "cross.prior", "前置环节", not written.prior
