"""Template tags that the doors share: icons, the picture of days, full stops, 简/繁."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from bancheng.doors.frame import kept, words
from bancheng.doors.frame.finders import ROOT
from bancheng.ground.codes import traditional

register = template.Library()
STOPS = "。！？；：…”"
BOX = '<path stroke="none" d="M0 0h24v24H0z" fill="none"/>'


@lru_cache(maxsize=512)
def _paths(name: str) -> SafeString:
    """The paths of one Tabler outline icon, from the npm package; a typing error fails loudly in tests."""
    source = (ROOT / "@tabler/icons/icons/outline" / f"{name}.svg").read_text()
    inner = source[source.index(">", source.index("<svg")) + 1 : source.rindex("</svg>")].replace(BOX, "")
    return mark_safe(" ".join(inner.split()))


@register.simple_tag
def icon(name: str) -> SafeString:
    """One outline icon, inline; hidden from screen readers, for the words stand beside it."""
    return format_html('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{}</svg>', _paths(name))


@register.simple_tag(takes_context=True)
def kept_form(context: template.Context) -> SafeString:
    """The hidden field that lets what is typed here survive a login; see `kept`."""
    actor = context["request"].actor
    return format_html('<input type="hidden" name="{}" value="{}">', kept.FIELD, kept.mark(actor))


@register.filter
def cells(count: Any) -> range:
    """As many cells as working days: {% for _ in days|cells %}; at most 90, beyond which words serve better."""
    return range(min(int(count or 0), 90))


@register.filter(expects_localtime=True)
def long_date(day: Any) -> str:
    """2026年12月3日（周四） of a day or a moment; "" of none."""
    return words.long_date(day) if isinstance(day, date) else ""


@register.filter
def full_stop(value: Any) -> Any:
    """The sentence with a full stop at its end: authors of guides leave it out as often as not."""
    text = value.rstrip() if isinstance(value, str) else value
    return f"{text}。" if isinstance(text, str) and text and text[-1] not in STOPS else text


@register.filter
def script(value: Any) -> Any:
    """Content in the script the reader chose; never for names of persons and places (settled 19)."""
    if not isinstance(value, str) or get_language() != "zh-hant":
        return value
    converted = traditional(str(value))
    return mark_safe(converted) if isinstance(value, SafeString) else converted
