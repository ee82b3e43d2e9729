"""How a guide's facts are said to people: limits, copies, signatures, channels. Sentences of UI; facts stay in the document."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.ground import law
from bancheng.registers.catalog.types import Basis, Limit, Material, Result

UNITS = {
    "workday": gettext_lazy("个工作日"),
    "day": gettext_lazy("天"),
    "month": gettext_lazy("个月"),
    "year": gettext_lazy("年"),
}
OWNERS = {"administrative": "行政机关", "public_enterprise": "公共企事业单位"}
DELIVERIES = {
    "electronic": gettext_lazy("电子版"),
    "window": gettext_lazy("窗口领取"),
    "post": gettext_lazy("邮寄"),
}
WEEKDAYS = "一二三四五六日"


def limit(value: Limit) -> str:
    """“5 个工作日”, “当场办结”, or the words given instead of a number."""
    if value.unit == "instant":
        return _("当场办结")
    if value.n is None:
        return _("法律没有规定期限") if value.unit == "none" else value.note
    return f"{value.n} {UNITS[value.unit]}"


def basis(rows: tuple[Basis, ...]) -> str:
    """《法规》第几条; several joined by a full-width semicolon."""
    return "；".join(f"{row.law}{row.article}" for row in rows)


def copies(material: Material) -> str:
    """“原件 1 份，复印件 2 份”; “不用交” where a platform check replaces the paper."""
    parts = []
    if material.originals:
        parts.append(_("原件 %(n)s 份") % {"n": material.originals})
    if material.copies:
        parts.append(_("复印件 %(n)s 份") % {"n": material.copies})
    return "，".join(parts) or _("0 份（不用交）")


def result(value: Result) -> str:
    """“食品经营许可证（有效期：5 年），电子版、窗口领取”."""
    validity = _("（有效期：%(validity)s）") % {"validity": value.validity.rstrip("。")} if value.validity else ""
    ways = "、".join(str(DELIVERIES[way]) for way in value.delivery)
    return f"{value.name}{validity}，{ways}" if ways else f"{value.name}{validity}"


def long_date(day: date) -> str:
    """2026年12月3日（周四）."""
    return f"{day.year}年{day.month}月{day.day}日（周{WEEKDAYS[day.weekday()]}）"


def day(value: date) -> str:
    """2026年12月3日, where the weekday is of no use."""
    return f"{value.year}年{value.month}月{value.day}日"


def stamp(moment: datetime | None = None) -> str:
    """2026年12月3日 10:24, as a printed paper says when it was made."""
    moment = moment or law.now()
    return f"{moment.year}年{moment.month}月{moment.day}日 {moment:%H:%M}"


def clock_line(moment: datetime | None = None) -> str:
    """10月10日 周四 10:24, as the staff's top bar shows it."""
    moment = moment or law.now()
    return f"{moment.month}月{moment.day}日 周{WEEKDAYS[moment.weekday()]} {moment:%H:%M}"
