"""The body of a 一件事: what its lead writes. Everything else on its page is made from the guides of its members.

A bundle names members (items of several departments), which of them feeds which, how two members that say different things of
one element or paper are reconciled, and what the plan promises; the law of each member stays in the member's own guide.
"""

from __future__ import annotations

from datetime import date
from graphlib import CycleError, TopologicalSorter
from typing import Annotated, Literal

from pydantic import Field, model_validator

from bancheng.registers.catalog.schema import Basis, Code, Condition, Doc, Question, ShortText, Text

MaterialCode = Annotated[str, Field(pattern=r"^M\d{4}$")]
OnRefusal = Literal["wait", "stop", "go_on"]


class Member(Doc):
    """成员事项. `item` is the item in the catalogue; `label` is its short name in the graph (营业执照).

    `when`: the answers to the bundle's own questions under which it takes part; empty means always. `why` says so in words
    for the citizen (您要悬挂店招时).
    """

    key: Code
    item: Annotated[int, Field(ge=1)]
    label: Annotated[str, Field(min_length=1, max_length=30)]
    when: Condition = ""
    why: Annotated[str, Field(max_length=200)] = ""

    @model_validator(mode="after")
    def _told(self) -> Member:
        if self.when and not self.why:
            raise ValueError(f"“{self.label}”只在部分情形办理，请写明什么情形下办理")
        return self


class Feed(Doc):
    """前置关系: the result of `before` is what `after` waits for.

    `material`: the paper of `after` that this result is, so that nobody hands it in; `elements`: fields of `after` that are
    read from this result. `refusal`: what becomes of `after` when `before` is refused: it waits until the refused member is
    filed again and granted (the default), stops with it, or goes on without its result.
    """

    before: Code
    after: Code
    material: Annotated[str, Field(pattern=r"^(M\d{4})?$")] = ""
    elements: tuple[Code, ...] = ()
    refusal: OnRefusal = "wait"

    @model_validator(mode="after")
    def _another(self) -> Feed:
        if self.before == self.after:
            raise ValueError("一个成员事项不能以自己的结果为前置")
        return self


class Resolution(Doc):
    """How the lead reconciles what members say differently of one element or paper. `member`: whose rule holds for all."""

    kind: Literal["question", "field", "material"]
    code: Annotated[str, Field(min_length=1, max_length=60)]
    attribute: Annotated[str, Field(min_length=1, max_length=40)]
    member: Code
    reason: ShortText


class Step(Doc):
    """A step of the journey as the citizen sees it (第一步 …): who does it, and at which members' cases."""

    name: ShortText
    who: Literal["applicant", "window", "departments"]
    note: Annotated[str, Field(max_length=300)] = ""


class Milestone(Doc):
    """工作计划 of the bundle: a dated node with what is to be there by then (ONE-11)."""

    on: date
    goal: ShortText


class Plan(Doc):
    """实施方案, the first of the four documents: goal, measures, who does what (ONE-10, ONE-11)."""

    goal: Annotated[str, Field(max_length=2000)] = ""
    measures: Annotated[str, Field(max_length=4000)] = ""
    division: Annotated[str, Field(max_length=4000)] = ""
    milestones: tuple[Milestone, ...] = ()

    @property
    def written(self) -> bool:
        return bool(self.goal and self.measures and self.division and self.milestones)


class BundleBody(Doc):
    """What the lead of a bundle writes. Members stand in the order in which the page names them."""

    summary: Text
    audience: Annotated[tuple[Literal["1", "2", "3", "4", "5", "6"], ...], Field(min_length=1)]
    basis: tuple[Basis, ...] = ()
    members: Annotated[tuple[Member, ...], Field(min_length=2, max_length=99)]
    feeds: tuple[Feed, ...] = ()
    questions: tuple[Question, ...] = ()
    """情形引导 of the bundle itself: which members take part. Questions of members are merged and not repeated here."""
    unfit: Condition = ""
    """Who cannot go this way, as an answer to the questions; told on the exit page with `unfit_note`."""
    unfit_note: Annotated[str, Field(max_length=500)] = ""
    resolutions: tuple[Resolution, ...] = ()
    visits: Annotated[int, Field(ge=0, le=9)] = 0
    visit_reason: Annotated[str, Field(max_length=500)] = ""
    inspect_together: bool = False
    """联合踏勘: members that inspect the place come together, once."""
    steps: tuple[Step, ...] = ()
    plan: Plan = Plan()
    keywords: tuple[ShortText, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> BundleBody:
        keys = [member.key for member in self.members]
        if len(set(keys)) != len(keys):
            raise ValueError("成员事项的标识有重复，请改为不同的标识")
        items = [member.item for member in self.members]
        if len(set(items)) != len(items):
            raise ValueError("同一个事项只能作为一个成员，请删去重复的成员")
        unknown = {name for feed in self.feeds for name in (feed.before, feed.after)} - set(keys)
        if unknown:
            raise ValueError(f"前置关系中有不是成员的标识：{'、'.join(sorted(unknown))}")
        if len({(feed.before, feed.after, feed.material) for feed in self.feeds}) != len(self.feeds):
            raise ValueError("前置关系有重复，请删去重复的一条")
        in_order(self)
        if self.unfit and not self.unfit_note:
            raise ValueError("不适用一件事的情形，请写明申请人应当怎样办")
        if self.visits and not self.visit_reason:
            raise ValueError("需要到现场的，请写明必须到现场的原因")
        return self

    def member(self, key: str) -> Member:
        """KeyError where there is none of that key."""
        return next((one for one in self.members if one.key == key), None) or _missing(key)

    @property
    def order(self) -> tuple[str, ...]:
        """The keys of the members, each after those whose results it waits for; else in the order of the body."""
        return in_order(self)


def in_order(body: BundleBody) -> tuple[str, ...]:
    """ValueError for a circle, which names its members."""
    graph: dict[str, set[str]] = {member.key: set() for member in body.members}
    for feed in body.feeds:
        graph[feed.after].add(feed.before)
    place = {member.key: index for index, member in enumerate(body.members)}
    sorter = TopologicalSorter(graph)
    try:
        sorter.prepare()
    except CycleError as error:
        labels = {member.key: member.label for member in body.members}
        circle = " → ".join(labels[key] for key in reversed(error.args[1]))
        raise ValueError(f"前置关系成环：{circle}，请删去其中一条") from error
    found: list[str] = []
    ready: list[str] = []
    while sorter.is_active():
        ready = sorted([*ready, *sorter.get_ready()], key=place.__getitem__)
        found.append(ready.pop(0))
        sorter.done(found[-1])
    return tuple(found)


def _missing(key: str) -> Member:
    raise KeyError(key)
