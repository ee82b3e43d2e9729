"""The pages that lead to a guide: home, results with facets, directories."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.doors.portal.bundles.found import beside
from bancheng.doors.portal.bundles.listing import first_ones
from bancheng.doors.portal.guides.forms import FILTERS, address
from bancheng.registers.catalog import selectors
from bancheng.registers.catalog.types import FACET_KINDS, FacetCount, SearchHit, SearchPage, SearchQuery, ThingPage

DIRECTORIES = {
    "theme": gettext_lazy("按主题找"),
    "department": gettext_lazy("按部门找"),
    "life_event": gettext_lazy("按人生阶段找"),
    "group": gettext_lazy("按办事人群找"),
}
WAYS = tuple(DIRECTORIES.items())
SHOWN_FACETS = ("audience", "theme", "department", "item_type", "nature", "owner_type", "online", "life_event", "group")
PARTS = (
    (gettext_lazy("个人办事"), {"person"}),
    (gettext_lazy("法人办事"), {"legal"}),
    (gettext_lazy("个人和法人都能办"), {"both"}),
    ("", {""}),
)
LONGEST_FACET = 12
HOT = 12
PLAIN_ICON = "file-text"


@dataclass(frozen=True, slots=True)
class FacetLink:
    label: str
    n: int | None
    url: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class FacetGroup:
    kind: str
    label: str
    links: tuple[FacetLink, ...]
    open: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    label: str
    url_without: str


@dataclass(frozen=True, slots=True)
class Meant:
    """A query to ask back with: “您要找的是不是 …”."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Results:
    """One page of results with the addresses of every way on."""

    title: str
    sentence: str
    page: SearchPage
    groups: tuple[FacetGroup, ...]
    chosen: tuple[Chosen, ...]
    next_url: str
    first_url: str
    clear_url: str
    wider_url: str
    """The same words without the conditions chosen; empty where none is chosen."""
    meant: tuple[Meant, ...]
    bundles: ThingPage
    """Bundles that hold the same words, before the items."""
    in_vain: bool
    """Whether nothing holds what was typed, without any condition that may be why; further pages do not ask again."""


def _group(kind: str, counts: tuple[FacetCount, ...], query: SearchQuery) -> FacetGroup:
    links = tuple(
        FacetLink(count.label, count.n, address(query, **{kind: "" if count.chosen else count.code}), count.chosen)
        for count in counts[:LONGEST_FACET]
    )
    return FacetGroup(kind, FACET_KINDS[kind], links, any(link.chosen for link in links))


def _sentence(page: SearchPage, query: SearchQuery, bundles: ThingPage) -> str:
    if not bundles.hits:
        return _of_items(page, query)
    told = _("接近的一件事有 %(n)s 件。") if bundles.near else _("找到 %(n)s 件一件事。")
    of_items = _("事项：%(told)s") % {"told": _of_items(page, query)} if page.total else ""
    return told % {"n": len(bundles.hits)} + of_items


def _of_items(page: SearchPage, query: SearchQuery) -> str:
    total = f"{page.total:,}" if page.exact else _("%(n)s 以上") % {"n": f"{page.total:,}"}
    if page.total == 0:
        return _("没有找到。")
    if page.relaxed and page.meant:
        return _("没有找到“%(q)s”，下面是打对字以后的 %(n)s 项。") % {"q": query.q, "n": total}
    if page.relaxed:
        return _("没有完全符合的，下面 %(n)s 项比较接近。") % {"n": total}
    return _("共 %(n)s 项。") % {"n": total}


def _held(bundles: ThingPage) -> bool:
    return bool(bundles.hits) and not bundles.near


def _missed(page: SearchPage) -> bool:
    return page.relaxed or not page.results


def _narrowed(query: SearchQuery) -> bool:
    return any(getattr(query, name) for name in FILTERS)


def results_page(query: SearchQuery) -> Results:
    """Search and lists are one page. ≤ 6 queries, and four for a look among bundles."""
    page = selectors.find(query)
    bundles = beside(query, page)
    groups = tuple(_group(kind, page.facets[kind], query) for kind in SHOWN_FACETS if page.facets.get(kind))
    chosen = tuple(
        Chosen(count.label, address(query, **{kind: ""}))
        for kind in FILTERS
        for count in page.facets.get(kind, ())
        if count.chosen
    )
    title = _("“%(q)s”的搜索结果") % {"q": query.q} if query.q else _("全部事项")
    return Results(
        title=title,
        sentence=_sentence(page, query, bundles),
        page=page,
        groups=groups,
        chosen=chosen,
        next_url=address(query, after=page.next_cursor) if page.next_cursor else "",
        first_url=address(query) if query.after else "",
        clear_url="?",
        wider_url=address(query, **dict.fromkeys(FILTERS, "")) if _narrowed(query) else "",
        meant=tuple(Meant(one, address(query, q=one)) for one in page.meant),
        bundles=bundles,
        in_vain=bool(query.q and _missed(page) and not (_held(bundles) or _narrowed(query) or query.after)),
    )


@dataclass(frozen=True, slots=True)
class HotLine:
    """A much-wanted item with what people first ask: online or how often to come, and how long."""

    hit: SearchHit
    icon: str
    meta: str


@dataclass(frozen=True, slots=True)
class Directory:
    """The words of one classification; for persons and for legal persons apart where the words are."""

    kind: str
    label: str
    parts: tuple[tuple[str, tuple[FacetCount, ...]], ...]


def home_page(region: str, audience: str) -> dict[str, Any]:
    """What the home page shows: the most wanted items for this audience, and how many there are in all."""
    hot = selectors.hot(region=region, audience=audience, size=HOT)
    return {
        "hot": tuple(HotLine(hit, hit.icon or PLAIN_ICON, meta(hit)) for hit in hot),
        "hot_words": selectors.hot_words(),
        "themes": _for(audience, selectors.facet_words("theme", region=region, audience=audience)),
        "total": selectors.published_total(region=region),
        "directories": DIRECTORIES,
        **first_ones(region, audience),
    }


def _for(audience: str, words: Iterable[FacetCount]) -> tuple[FacetCount, ...]:
    """Those of the words that are meant for this audience, or for both."""
    meant = {word.code: word.audience for word in selectors.vocabulary("theme")}
    return tuple(word for word in words if meant.get(word.code) in {audience, "both", "", None})


def directory(kind: str, region: str) -> Directory:
    """All words of one classification with their counts."""
    counts = selectors.facet_words(kind, region=region)
    meant = {word.code: word.audience for word in selectors.vocabulary(kind)}
    parts = tuple(
        (str(label), tuple(count for count in counts if meant.get(count.code, "") in audiences))
        for label, audiences in PARTS
    )
    return Directory(kind, str(DIRECTORIES[kind]), tuple((label, words) for label, words in parts if words))


def meta(hit: SearchHit) -> str:
    """“网上办 · 5 个工作日”, under a title."""
    way = _("网上办") if hit.online else _("到场 %(n)s 次") % {"n": hit.visits or 1}
    return f"{way} · {hit.promised}"
