"""From a guide's document to what its page shows: four facts, materials, the picture of days, steps.

The page for citizens and the preview beside the editor are made of the same pieces; a preview has `None` for what is not
written yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from bancheng.doors.frame import words
from bancheng.registers.catalog import types
from bancheng.registers.catalog.types import GuideDocument, GuidePage, Limit, Material, Stage

LONGEST_BAR = 60
NOT_YET = "—"


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    big: str
    small: str = ""


@dataclass(frozen=True, slots=True)
class MaterialLine:
    """One numbered line: what it is, how to give it, and whether it is spared or may come later."""

    number: int
    material: Material
    copies: str
    form: str
    signature: str
    basis: str
    source: str
    necessity: str
    notes: str
    spared: bool
    later: bool
    conditional: bool
    exempt: tuple[str, ...] = ()
    """Why this very person need not hand it in: sentences of the rooms above, beside the document."""


@dataclass(frozen=True, slots=True)
class DayPicture:
    """法定 beside 承诺, one cell a working day; empty where the two cannot be counted in the same unit."""

    sentence: str
    statutory_cells: range
    promised_used: range
    promised_saved: range
    statutory_text: str
    promised_text: str


@dataclass(frozen=True, slots=True)
class GuideView:
    document: GuideDocument
    facts: tuple[Fact, ...]
    materials: tuple[MaterialLine, ...]
    """What to hand in first, what is spared last."""
    summary_line: str
    days: DayPicture | None
    statutory: str
    promised: str
    statutory_basis: str
    basis: str
    audience: str
    channels: str
    scope: str
    special: tuple[str, ...]
    results: tuple[str, ...]
    steps: tuple[Stage, ...]
    """The stages that the applicant is told of; the internal ones are the office's own (CAT-45)."""
    questions: int
    """How many are asked; 0 where that depends on the answers."""
    online: bool


def line(number: int, material: Material, exempt: tuple[str, ...] = ()) -> MaterialLine:
    """One material as a numbered line; spared by the guide itself, or for this person by what is known of him."""
    return MaterialLine(
        number=number,
        material=material,
        copies=words.copies(material),
        form=types.FORMS[material.form],
        signature=types.SIGNATURES[material.signature],
        basis=words.basis(material.basis),
        source=types.SOURCES[material.source],
        necessity=types.NECESSITIES[material.necessity],
        notes=material.notes.strip().rstrip("。"),
        spared=material.exempt in {"licence", "sharing"} or bool(exempt),
        later=material.necessity == "tolerable",
        conditional=bool(material.when),
        exempt=exempt,
    )


def _big_limit(promised: Limit | None) -> Fact:
    label = _("要多久")
    if promised is None:
        return Fact(label, NOT_YET)
    if promised.unit == "instant":
        return Fact(label, _("当场办好"))
    if promised.n is None:
        return Fact(label, _("见说明"), promised.note[:30])
    return Fact(label, str(promised.n), str(words.UNITS[promised.unit]))


def _visits(visits: int | None) -> Fact:
    return Fact(_("跑几次"), NOT_YET) if visits is None else Fact(_("跑几次"), str(visits), _("次"))


def _fee(charged: bool | None) -> Fact:
    return Fact(_("收多少钱"), NOT_YET if charged is None else _("要收费") if charged else _("不收费"))


def facts_of(
    *, promised: Limit | None, visits: int | None, charged: bool | None, lines: Sequence[MaterialLine] | None
) -> tuple[Fact, ...]:
    """The four facts in large figures: how long, how many visits, what it costs, how many papers."""
    papers = Fact(_("您要交"), NOT_YET) if lines is None else Fact(_("您要交"), hand_in(lines), _("份材料"))
    return _big_limit(promised), _visits(visits), _fee(charged), papers


def in_order(lines: Sequence[MaterialLine]) -> tuple[MaterialLine, ...]:
    """What to hand in first, what is spared last; within each as the author has them."""
    return tuple(sorted(lines, key=lambda entry: entry.spared))


def picture(statutory: Limit | None, promised: Limit | None, *, includes_special: bool = False) -> DayPicture | None:
    """法定 beside 承诺; None where either is missing or the two cannot be drawn in working days."""
    if statutory is None or promised is None:
        return None
    if statutory.unit != "workday" or statutory.n is None or statutory.n > LONGEST_BAR:
        return None
    used = 0 if promised.unit == "instant" else promised.n if promised.unit == "workday" else None
    if used is None or used > LONGEST_BAR:
        return None
    facts = {"statutory": statutory.n, "promised": used}
    if used == 0:
        sentence = _("法律给 %(statutory)s 个工作日，我们承诺当场办好。") % facts
    else:
        sentence = (
            _("法律给 %(statutory)s 个工作日，我们承诺 %(promised)s 个工作日内办完。从受理那天的下一个工作日算起。")
            % facts
        )
    if includes_special:
        sentence += _("听证、检验、检测、评审等特别程序也在承诺时限内办完。")
    return DayPicture(
        sentence,
        range(statutory.n),
        range(used),
        range(statutory.n - used),
        _("%(n)s 天") % {"n": statutory.n},
        _("当场") if used == 0 else _("%(n)s 天") % {"n": used},
    )


def _special(document: GuideDocument) -> tuple[str, ...]:
    lines = []
    for procedure in document.special_procedures:
        days = f"，{procedure.n} {words.UNITS[procedure.unit]}" if procedure.n else ""
        lines.append(f"{procedure.name}{days}。{procedure.note}".strip())
    return tuple(lines)


def summary(lines: Sequence[MaterialLine]) -> str:
    """“共 6 份，其中 2 份不用交……；1 份可以晚点交。”"""
    spared = sum(line.spared for line in lines)
    later = sum(line.later for line in lines if not line.spared)
    text = _("共 %(all)s 份") % {"all": len(lines)}
    if spared:
        text += _("，其中 %(n)s 份不用交，我们从电子证照和数据共享里核对") % {"n": spared}
    if later:
        text += _("；%(n)s 份可以晚点交") % {"n": later}
    return text + "。"


def hand_in(lines: Sequence[MaterialLine]) -> str:
    """How many papers: “3”, or “3–6” where some are asked in some situations only. What is spared does not count."""
    give = [line for line in lines if not line.spared]
    always = sum(not line.conditional for line in give)
    return str(always) if always == len(give) else f"{always}–{len(give)}"


def present(page: GuidePage) -> GuideView:
    """The view of one guide. Pure but for the reader's language."""
    document, own = page.document, page.exemptions
    lines = [
        line(number, material, tuple(one.sentence for one in own.get(material.code, ())))
        for number, material in enumerate(document.materials, 1)
    ]
    return GuideView(
        document=document,
        facts=facts_of(promised=document.promised, visits=document.visits, charged=document.fees.charged, lines=lines),
        materials=in_order(lines),
        summary_line=summary(lines),
        days=picture(document.statutory, document.promised, includes_special=document.promise_includes_special),
        statutory=words.limit(document.statutory),
        promised=words.limit(document.promised),
        statutory_basis=words.basis(document.statutory.basis),
        basis=words.basis(document.basis),
        audience="、".join(types.AUDIENCES[code] for code in document.audience),
        channels="、".join(types.CHANNELS[code] for code in document.channels),
        scope=types.SCOPES[document.scope],
        special=_special(document),
        results=tuple(words.result(result) for result in document.results),
        steps=tuple(stage for stage in document.stages if not stage.internal),
        questions=0 if any(question.when for question in document.questions) else len(document.questions),
        online=bool({"pc", "mobile"} & set(document.channels)),
    )
