"""四份文件: plan, form, guide and flow of a bundle, all made the same way from one version (青海省实施方案, 统一模板).

A document is a head and parts; a part is a text, a list or a table. The guide states the six elements in their order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from bancheng.casework.bundles.types import DOCUMENTS, ELEMENTS, BundlePage, MemberGuide
from bancheng.doors.workbench.bundles.explaining import Explained, explained
from bancheng.doors.workbench.bundles.rows import REFUSALS, WHO
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog.types import Basis


@dataclass(frozen=True, slots=True)
class Part:
    """One part under its heading: paragraphs, a list, or a table (`heads` with `rows`). `number`: 一、二、三."""

    number: str
    title: str
    paragraphs: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def empty(self) -> bool:
        return not (self.paragraphs or self.items or self.rows)


@dataclass(frozen=True, slots=True)
class Document:
    """One of the four. `head`: what all of them begin with (name, lead, partners …)."""

    key: str
    title: str
    head: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]


_NUMBERS = "一二三四五六七八九十"


def document(key: str, page: BundlePage) -> Document:
    """One of DOCUMENTS of a version. KeyError for another key."""
    made = {"plan": _plan, "form": _form, "guide": _guide, "flow": _flow}[key](page)
    return Document(key, f"{page.name}{DOCUMENTS[key]}", _head(page), tuple(_numbered(made)))


def _numbered(parts: Iterable[Part]) -> Iterable[Part]:
    for place, part in enumerate(parts):
        yield Part(_NUMBERS[place], part.title, part.paragraphs, part.items, part.heads, part.rows)


def _part(
    title: str,
    *paragraphs: str,
    items: Iterable[str] = (),
    heads: Sequence[str] = (),
    rows: Iterable[Sequence[object]] = (),
) -> Part:
    told = tuple(text for text in paragraphs if text)
    return Part("", title, told, tuple(items), tuple(heads), tuple(tuple(map(str, row)) for row in rows))


def _head(page: BundlePage) -> tuple[tuple[str, str], ...]:
    partners = "、".join(organ for organ in page.organs if organ != page.lead)
    return (
        (_("一件事"), page.name),
        (_("牵头部门"), page.lead or _("还没有明确")),
        (_("联办部门"), partners or "—"),
        (_("成员事项"), "、".join(one.label for one in page.body.members)),
        (_("批次"), page.batch or "—"),
    )


def _plan(page: BundlePage) -> list[Part]:
    plan, found = page.body.plan, explained(page)
    return [
        _part(_("目标"), *plan.goal.splitlines()),
        _part(_("测算的成效"), heads=(_("内容"), _("分开办"), _("合起来办"), _("减少")), rows=_counted(found)),
        _part(_("措施"), *plan.measures.splitlines()),
        _part(_("职责分工"), *plan.division.splitlines()),
        _part(
            _("时间节点"),
            heads=(_("完成日期"), _("要做到什么")),
            rows=((one.on.isoformat(), one.goal) for one in plan.milestones),
        ),
        _part(_("文件依据"), items=map(_basis, page.body.basis)),
    ]


def _form(page: BundlePage) -> list[Part]:
    found = explained(page)
    rows = (
        (place, one.name, _("必填") if one.required else _("选填"), one.members)
        for place, one in enumerate(found.asked, 1)
    )
    return [
        _part(
            _("先回答的问题"),
            heads=(_("问题"), _("可选的答案")),
            rows=(
                (
                    one.question.label,
                    "、".join(option.label for option in one.question.options) or one.question.unit or _("是或者否"),
                )
                for one in page.merged.questions
            ),
        ),
        _part(_("填写一张表"), heads=(_("序号"), _("填写项"), _("要求"), _("用于")), rows=rows),
        _part(
            _("不用填写、由办理结果带出的"),
            items=(
                _("%(name)s：由“%(source)s”的结果带出") % {"name": one.name, "source": one.source}
                for one in found.fields
                if one.source
            ),
        ),
        _part(_("申请人声明"), _("以上内容真实、准确。一次声明适用于全部成员事项。")),
    ]


def _guide(page: BundlePage) -> list[Part]:
    """The summary, then the six elements."""
    members, found = page.merged.active, explained(page)
    made = {
        "basis": _part(
            ELEMENTS["basis"],
            items=_once([*page.body.basis, *(one for each in members for one in each.document.basis)]),
        ),
        "requirements": _part(ELEMENTS["requirements"], items=_requirements(members)),
        "materials": _part(
            ELEMENTS["materials"],
            heads=(_("材料"), _("怎样提供"), _("用于"), _("由谁产生")),
            rows=((one.name, one.way_label, one.members, one.source or "—") for one in found.papers),
        ),
        "limit": _part(
            ELEMENTS["limit"],
            _("全部办完 %(n)s 个工作日；分开办要 %(m)s 个工作日。")
            % {"n": page.savings.days.together, "m": page.savings.days.apart},
            heads=(_("成员事项"), _("实施机关"), _("承诺时限"), _("第几个工作日办完")),
            rows=(
                (link.label, link.organ, _limit(members, link.key), link.done or _("当场"))
                for link in page.links
                if link.active
            ),
        ),
        "fees": _fees(found),
        "results": _part(
            ELEMENTS["results"],
            heads=(_("成员事项"), _("结果")),
            rows=((one.member.label, "、".join(result.name for result in one.document.results)) for one in members),
        ),
    }
    who = _part(_("谁可以办"), page.body.summary, page.body.unfit_note and _("不适用的：%s") % page.body.unfit_note)
    return [who, *(made[key] for key in ELEMENTS)]


def _flow(page: BundlePage) -> list[Part]:
    labels = {one.key: one.label for one in page.body.members}
    visits = page.body.visits
    steps = (f"{one.name}（{WHO[one.who]}）{'：' + one.note if one.note else ''}" for one in page.body.steps)
    return [
        _part(_("步骤"), items=steps),
        _part(
            _("并联办理"),
            heads=(_("成员事项"), _("实施机关"), _("什么时候开始"), _("第几个工作日办完"), _("什么情形才办")),
            rows=(
                (
                    link.label,
                    link.organ,
                    _starts(link.after, labels),
                    link.done or _("当场"),
                    link.why or _("都办"),
                )
                for link in page.links
            ),
        ),
        _part(
            _("前一个没有通过时"),
            heads=(_("前一个"), _("后一个"), _("后一个怎么办")),
            rows=((labels[one.before], labels[one.after], REFUSALS[one.refusal]) for one in page.body.feeds),
        ),
        _part(
            _("到现场"),
            _("申请人到现场 %(n)s 次：%(why)s") % {"n": visits, "why": page.body.visit_reason}
            if visits
            else _("申请人不用到现场。"),
            _("要现场核查的部门一起来，只来一次（联合踏勘）。") if page.body.inspect_together else "",
        ),
    ]


def _counted(found: Explained) -> Iterable[Sequence[object]]:
    return ((one.label, f"{one.apart} {one.unit}", f"{one.together} {one.unit}", one.spared) for one in found.counts)


def _fees(found: Explained) -> Part:
    free = [f"{one.label}：{one.statement}" for one in found.fees.free]
    rows = ((one.label, one.organ, one.name, one.standard, one.basis) for one in found.fees.fees)
    heads = (_("成员事项"), _("执收单位"), _("收费项目"), _("标准"), _("依据"))
    return _part(ELEMENTS["fees"], found.fees.sentence, items=free, heads=heads, rows=rows)


def _requirements(members: Sequence[MemberGuide]) -> Iterable[str]:
    """Each condition once, with the members that ask it."""
    asked: dict[str, list[str]] = {}
    for one in members:
        for condition in one.document.requirements:
            asked.setdefault(condition.text, []).append(one.member.label)
    return (f"{text}（{'、'.join(labels)}）" for text, labels in asked.items())


def _once(basis: Iterable[Basis]) -> Iterable[str]:
    return dict.fromkeys(map(_basis, basis))


def _basis(one: Basis) -> str:
    return f"{one.law}{one.article}"


def _limit(members: Sequence[MemberGuide], key: str) -> str:
    return next((catalog.limit_text(one.document.promised) for one in members if one.key == key), "")


def _starts(after: Sequence[str], labels: Mapping[str, str]) -> str:
    waits = "、".join(labels[key] for key in after)
    return _("%s有了结果以后") % waits if waits else _("一开始")
