"""What a process keeps of pages it has shown: the same version under the same answers in the same script reads the same."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from bancheng.casework.bundles.types import BundlePage, Link
from bancheng.doors.portal.bundles.presentation import BundleView, present

KEPT = 128
"""Pages; the long ones have some fifty kilobytes of text."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """All that the view and the long parts of a page are made of, and the page to make them from."""

    source: Hashable
    links: tuple[Link, ...]
    lead: str
    kind: str
    language: str
    page: BundlePage = field(compare=False)


def view_of(page: BundlePage) -> BundleView:
    """The view of a published page."""
    return _view(_shown(page))


def long_parts(page: BundlePage) -> SafeString:
    """Everything below its facts and its questions, rendered: the way, the picture, papers, terms, fees, law."""
    return _parts(_shown(page))


def _shown(page: BundlePage) -> _Shown:
    return _Shown(page.source, page.links, page.lead_organ, page.kind, get_language() or "", page)


@lru_cache(maxsize=KEPT)
def _view(shown: _Shown) -> BundleView:
    return present(shown.page)


@lru_cache(maxsize=KEPT)
def _parts(shown: _Shown) -> SafeString:
    return render_to_string("portal/bundles/parts.html", {"page": shown.page, "view": _view(shown)})
