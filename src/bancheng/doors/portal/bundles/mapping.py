"""一步一步来: the steps that the lead wrote, and among them, where the departments work, the members with 和 and 或."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.casework.bundles.types import BundlePage, Choice, Link, Step
from bancheng.doors.portal.bundles import drawing

WHO = {
    "applicant": gettext_lazy("您来做"),
    "window": gettext_lazy("窗口来做"),
    "departments": gettext_lazy("部门来做"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A member in a step, or an answer by which nothing is to be done (no `item_id`)."""

    label: str
    line: str
    tag: str = ""
    conditional: bool = False
    item_id: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One stop on the way. `mark`: a number, 和 or 或; `joint` where it is one of the last two."""

    mark: str
    name: str
    note: str
    caption: str
    parts: tuple[Part, ...] = ()

    @property
    def joint(self) -> bool:
        return not self.mark.isdigit()


def journey(page: BundlePage) -> tuple[Entry, ...]:
    """The whole way in order. What the departments do follows their first step; without such a step it comes last."""
    steps = page.body.steps
    found: list[Entry] = []
    told = False
    for number, step in enumerate(steps, 1):
        found.append(_step(number, step))
        if step.who == "departments" and not told:
            found += _members(page)
            told = True
    return tuple(found if told else [*found, *_members(page)])


def _step(number: int, step: Step) -> Entry:
    return Entry(str(number), step.name, step.note, str(WHO[step.who]))


def _members(page: BundlePage) -> Iterator[Entry]:
    """Layer by layer: what begins at once, with what stands for each other; then what waits for results."""
    active = {link.key: link for link in page.links if link.active}
    open_choices = [one for one in page.choices if any(key in active and active[key].undecided for key in one.members)]
    chosen = {key for choice in open_choices for key in choice.members}
    for layer in sorted({link.layer for link in active.values()}):
        here = [link for link in active.values() if link.layer == layer]
        plain = [link for link in here if link.key not in chosen]
        if plain:
            yield _together(layer, plain, active)
        for choice in open_choices:
            if any(active[key].layer == layer for key in choice.members if key in active):
                yield _either(choice, active)


def _together(layer: int, links: Sequence[Link], active: dict[str, Link]) -> Entry:
    if layer:
        name, note = _("前面的结果出来，接着办"), _("结果由部门之间传递，不用您再交。")
    elif len(links) == 1:
        name, note = _("马上开始"), ""
    else:
        name, note = _("下面 %(n)s 件同时办") % {"n": len(links)}, _("您不用分别去。")
    return Entry(_("和"), name, note, "", tuple(_part(link, active) for link in links))


def _either(choice: Choice, active: dict[str, Link]) -> Entry:
    """A question that is still open, each answer with what it leads to; nothing twice where a branch spans layers."""
    parts: list[Part] = []
    for branch in choice.branches:
        links = [active[key] for key in branch.members if key in active]
        parts += [_part(link, active, answer=branch.label) for link in links]
        if not branch.members:
            parts.append(Part(branch.label, _("这一件不用办"), conditional=True))
    return Entry(_("或"), choice.label, _("看您的回答，只办其中一样。"), "", tuple(parts))


def _part(link: Link, active: dict[str, Link], answer: str = "") -> Part:
    waits = "、".join(active[key].label for key in link.after if key in active)
    words = [link.why] if link.undecided and link.why and not answer else []
    words += [link.organ, drawing.days(link.days)]
    words += [_("等%(names)s的结果") % {"names": waits}] if waits else []
    return Part(
        link.label, " · ".join(words), answer or (_("看情况") if link.undecided else ""), link.undecided, link.item_id
    )
