"""What is typed at the calendar desk: one day, a year's notice line by line, a term to be counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.doors.workbench.forms import StaffForm, date_field, text_field
from bancheng.registers.organisations.types import CalendarFact

LONGEST_TERM = 400
LONGEST_HOLIDAY = 31
KINDS = {"holiday": gettext_lazy("放假"), "workday": gettext_lazy("上班"), "weekend": gettext_lazy("周末照常休息")}
WORDS = {
    "放假": "holiday",
    "休": "holiday",
    "休息": "holiday",
    "上班": "workday",
    "调休上班": "workday",
    "班": "workday",
    "补班": "workday",
}
FESTIVALS = {
    "元旦": ("元旦",),
    "春节": ("春节",),
    "清明节": ("清明",),
    "劳动节": ("劳动", "五一"),
    "端午节": ("端午",),
    "中秋节": ("中秋",),
    "国庆节": ("国庆",),
}
"""The festivals on which everyone has a holiday (全国年节及纪念日放假办法 article 2), and what they are called in notices."""
DAY = re.compile(r"(?:(\d{4})\s*[-/.年]\s*)?(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[（(][^）)]*[）)])?")
SHORT_END = re.compile(r"(\d{1,2})\s*日?(?:[（(][^）)]*[）)])?(?=\s)")
TO = re.compile(r"\s*(?:至|到|—+|–|~|～)\s*")


class DayForm(StaffForm):
    """Correct one day; the reason goes into the journal."""

    kind = forms.ChoiceField(label=gettext_lazy("这一天"), choices=list(KINDS.items()), widget=forms.RadioSelect)
    name = text_field(
        gettext_lazy("节日名称"), longest=40, required=False, help_text=gettext_lazy("放假的，写明是哪个节日")
    )
    reason = text_field(gettext_lazy("更正原因"), help_text=gettext_lazy("例如：国办发明电〔2026〕7号调整"))


class NoticeForm(StaffForm):
    """A year's notice, one day or one span of days a line."""

    notice = text_field(
        gettext_lazy("通知名称和文号"),
        help_text=gettext_lazy("例如：国务院办公厅关于2027年部分节假日安排的通知（国办发明电〔2026〕7号）"),
    )
    days = forms.CharField(
        label=gettext_lazy("放假和调休的日子"),
        max_length=20_000,
        help_text=gettext_lazy(
            "每行一天或一段：日期 放假或上班 节日名称。例如“2027-02-06 至 2027-02-12 放假 春节”“2027-02-20 上班”"
        ),
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year = year

    def clean_days(self) -> tuple[CalendarFact, ...]:
        facts, problems = read_days(self.cleaned_data["days"], self.year)
        if problems:
            raise forms.ValidationError(problems)
        return facts


class TermForm(StaffForm):
    """Count working days from a day on."""

    start = date_field(gettext_lazy("收到（受理）那天"), help_text=gettext_lazy("这一天不算，从下一个工作日数起"))
    n = forms.IntegerField(label=gettext_lazy("几个工作日"), min_value=0, max_value=LONGEST_TERM)


def read_days(text: str, year: int) -> tuple[tuple[CalendarFact, ...], list[str]]:
    """The days named by the lines, and a sentence for every line that cannot be read or names a day again."""
    facts: list[CalendarFact] = []
    problems: list[str] = []
    first_seen: dict[date, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            found = list(_read_line(line.strip() + " ", year))
        except ValueError as error:
            problems.append(_("第 %(n)s 行：%(told)s") % {"n": number, "told": error})
            continue
        for fact in found:
            if fact.day in first_seen:
                told = {"n": number, "day": f"{fact.day:%Y-%m-%d}", "first": first_seen[fact.day]}
                problems.append(_("第 %(n)s 行：%(day)s 在第 %(first)s 行已经录入，请只保留一次") % told)
            first_seen.setdefault(fact.day, number)
        facts += found
    return tuple(facts), problems


def missing_festivals(facts: tuple[CalendarFact, ...]) -> tuple[str, ...]:
    """The festivals of every year for which no holiday is named: most often a line was forgotten."""
    named = " ".join(fact.name for fact in facts if fact.kind == "holiday")
    return tuple(festival for festival, words in FESTIVALS.items() if not any(word in named for word in words))


def _read_line(line: str, year: int) -> Iterator[CalendarFact]:
    match = DAY.match(line)
    if match is None:
        raise ValueError(_("请以日期开头，例如 %(year)s-10-01") % {"year": year})
    first = last = _day(match.group(1) or str(year), match.group(2), match.group(3))
    rest = line[match.end() :]
    if (to := TO.match(rest)) and to.group().strip():
        rest = rest[to.end() :]
        last, rest = _end_of(first, rest)
    words = rest.split(maxsplit=1)
    kind = WORDS.get(words[0].strip("，、；")) if words else None
    if kind is None:
        raise ValueError(_("请在日期后面写“放假”或者“上班”"))
    name = words[1].strip() if len(words) > 1 else ""
    days = (last - first).days
    if not 0 <= days < LONGEST_HOLIDAY:
        raise ValueError(_("结束日期应在开始日期之后，一段最多 %(n)s 天") % {"n": LONGEST_HOLIDAY})
    for step in range(days + 1):
        yield CalendarFact(first + timedelta(days=step), kind, name)


def _end_of(first: date, rest: str) -> tuple[date, str]:
    if match := DAY.match(rest):
        return _day(match.group(1) or str(first.year), match.group(2), match.group(3)), rest[match.end() :]
    if match := SHORT_END.match(rest):
        return _day(str(first.year), str(first.month), match.group(1)), rest[match.end() :]
    raise ValueError(_("请写明这一段的结束日期"))


def _day(year: str, month: str, day: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        told = {"day": f"{year}-{month}-{day}"}
        raise ValueError(_("没有 %(day)s 这一天") % told) from None
