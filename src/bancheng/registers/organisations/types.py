"""What other rooms may hold: regions, profiles, rule keys and answers, days of the calendar."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from bancheng.ground.codes import RegionLevel
from bancheng.ground.law import Refused

EVERYWHERE = "000000000000"
"""The region code that stands for the whole platform in a Target: only a grant without a region covers it."""

NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class OrganWords:
    """An organ as papers name it: who signs, whom to call, and the region whose prefix numbers them."""

    pk: int
    name: str
    short_name: str
    phone: str
    region_id: str


@dataclass(frozen=True, slots=True)
class RegionView:
    """A region as pages show it. `parent` is the code above, "" for a province; `path` the names from the province down."""

    code: str
    name: str
    level: RegionLevel
    parent: str = ""
    served: bool = False
    path: tuple[str, ...] = ()

    @property
    def full_name(self) -> str:
        """河南省南阳市西峡县; the placeholders between a municipality and its districts (市辖区、县) are left out."""
        return "".join(name for name in self.path if name not in PLACEHOLDERS)

    def __str__(self) -> str:
        return self.name


PLACEHOLDERS = frozenset({"市辖区", "县", "省直辖县级行政区划"})


@dataclass(frozen=True, slots=True)
class RegionNode:
    """A region with those below it; what it is listed with (served regions, a tree) decides which ones."""

    region: RegionView
    children: tuple[RegionNode, ...] = ()
    organisations: tuple[OrganisationNode, ...] = ()

    def walk(self) -> Iterator[RegionNode]:
        """This node and all below it, parents first."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class OrganisationNode:
    """An organisation in a tree, with the units below it in the same region."""

    id: int
    name: str
    kind: str
    kind_label: str
    active: bool
    children: tuple[OrganisationNode, ...] = ()


@dataclass(frozen=True, slots=True)
class OrganisationView:
    """An organisation as it was on a day: the name, region and parent it had then."""

    id: int
    name: str
    region: str
    region_name: str
    parent: int | None
    parent_name: str
    valid_from: date
    valid_to: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class ProfileView:
    """How a region presents itself. Without a profile the key is "" and the names are neutral.

    `branding`: organiser 主办, operator 承办, hotline, slogan, demo_mark …; `labels`: local words by key.
    """

    key: str = ""
    name: str = ""
    document: str = ""
    site_name: str = "政务服务"
    script: str = "hans"
    in_force_from: date | None = None
    branding: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    labels: Mapping[str, str] = field(default_factory=lambda: NOTHING)

    def label(self, key: str, default: str = "") -> str:
        """The local word for a key, else the default."""
        return self.labels.get(key, default)


RuleValue = int | bool | str


@dataclass(frozen=True, slots=True)
class RuleKey:
    """One thing a locality may set: its type, unit and default; declared once, in the `keys.py` of the room it governs."""

    key: str
    kind: str
    default: RuleValue
    label: str
    unit: str = ""
    article: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    minimum: int | None = None
    maximum: int | None = None

    @property
    def room(self) -> str:
        return self.key.partition(".")[0]

    def checked(self, value: Any) -> RuleValue:
        """The value if it fits the key; raises `Refused` (rules.value) with what is expected."""
        problem = self._problem(value)
        if problem:
            raise Refused("rules.value", f"“{self.label}”（{self.key}）{problem}")
        answer: RuleValue = value
        return answer

    def shown(self, value: RuleValue) -> str:
        """The value in words: 是, 3 个工作日, the label of a choice."""
        if self.kind == "bool":
            return "是" if value else "否"
        if self.kind == "choice":
            return dict(self.choices).get(str(value), str(value))
        unit = UNITS.get(self.unit, self.unit)
        return f"{value} {unit}" if unit else str(value)

    def _problem(self, value: Any) -> str:
        if self.kind == "bool":
            return "" if isinstance(value, bool) else "只能是“是”或者“否”。"
        if self.kind == "int":
            if isinstance(value, bool) or not isinstance(value, int):
                return "应当是整数。"
            low, high = self.minimum, self.maximum
            if (low is not None and value < low) or (high is not None and value > high):
                return f"应当在 {low if low is not None else '不限'} 到 {high if high is not None else '不限'} 之间。"
            return ""
        if not isinstance(value, str) or not value.strip() or len(value) > LONGEST_TEXT or not value.isprintable():
            return f"请填写文字，不超过 {LONGEST_TEXT} 个字。"
        if self.kind == "choice" and value not in dict(self.choices):
            return f"只能选择：{'、'.join(label for _, label in self.choices)}。"
        return ""


LONGEST_TEXT = 500
KINDS = ("int", "bool", "text", "choice")
UNITS = {"workday": "个工作日", "day": "日", "minute": "分钟", "month": "个月", "times": "次", "percent": "%"}

_declared: dict[str, RuleKey] = {}


def declare(
    key: str,
    *,
    kind: str,
    default: RuleValue,
    label: str,
    unit: str = "",
    article: str = "",
    choices: tuple[tuple[str, str], ...] = (),
    minimum: int | None = None,
    maximum: int | None = None,
) -> RuleKey:
    """Declare a rule key, `room.name`. A second, different declaration of a key is a mistake of the program."""
    if kind not in KINDS or "." not in key:
        raise ValueError(f"rule key {key!r}: kind must be one of {KINDS} and the key `room.name`")
    made = RuleKey(key, kind, default, label, unit, article, choices, minimum, maximum)
    made.checked(default)
    if _declared.setdefault(key, made) != made:
        raise ValueError(f"rule key {key!r} is declared twice")
    return made


def rule_keys() -> tuple[RuleKey, ...]:
    """All declared keys, sorted."""
    return tuple(_declared[key] for key in sorted(_declared))


def rule_key(key: str) -> RuleKey:
    """The declaration of a key; raises `UnknownRule`."""
    try:
        return _declared[key]
    except KeyError:
        raise UnknownRule(key) from None


class UnknownRule(LookupError):
    """A key that no room declares."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key
        self.sentence = f"没有“{key}”这个规则键，请对照规则目录改正。"

    def __str__(self) -> str:
        return self.sentence


@dataclass(frozen=True, slots=True)
class RuleAnswer:
    """What a rule says for a region on a day. `region` is where the version stands ("" = everywhere); a default has no date."""

    key: RuleKey
    value: RuleValue
    valid_from: date | None = None
    region: str = ""
    basis: str = ""

    @property
    def is_default(self) -> bool:
        return self.valid_from is None

    @property
    def shown(self) -> str:
        return self.key.shown(self.value)


@dataclass(frozen=True, slots=True)
class RuleVersionView:
    """One version for the list at the desk; `state`: past, current or future on the day asked."""

    id: int
    key: RuleKey
    region: str
    region_name: str
    valid_from: date
    value: RuleValue
    basis: str
    profile: str
    entered_by: str
    state: str

    @property
    def shown(self) -> str:
        return self.key.shown(self.value)


@dataclass(frozen=True, slots=True)
class CalendarFact:
    """A day as the notice names it: `kind` is holiday (放假) or workday (上班)."""

    day: date
    kind: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class DayView:
    """One day of the year view. `kind`: workday, weekend, holiday, makeup."""

    day: date
    kind: str
    name: str = ""
    is_today: bool = False

    @property
    def worked(self) -> bool:
        return self.kind in ("workday", "makeup")


@dataclass(frozen=True, slots=True)
class MonthView:
    """A month in weeks of seven cells from Monday; None fills the days of other months."""

    number: int
    weeks: tuple[tuple[DayView | None, ...], ...]
    workdays: int


@dataclass(frozen=True, slots=True)
class YearView:
    """A year of the working calendar; provisional until the State Council's notice is entered."""

    year: int
    official: bool
    notice: str
    entered_by: str
    months: tuple[MonthView, ...]

    @property
    def provisional(self) -> bool:
        return not self.official

    @property
    def workdays(self) -> int:
        return sum(month.workdays for month in self.months)
