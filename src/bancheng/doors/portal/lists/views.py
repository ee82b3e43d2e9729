"""The index of public lists, one list, its print view, its files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from unicodedata import east_asian_width

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse

from bancheng.doors.frame import words
from bancheng.doors.frame.tables import Table, download
from bancheng.doors.portal.lists.addresses import address, linked, list_query
from bancheng.ground.files import content_disposition
from bancheng.registers.lists import selectors
from bancheng.registers.lists.types import SUBJECT, Column, ListPage, ListQuery

EVERYTHING = 2**31
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
SHORT, TINY = 20, 10
"""Columns of type (a Chinese sign takes two) up to which a value keeps to one line: on a wide screen, and everywhere."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A value under its column, as it is read."""

    column: Column
    text: str

    @property
    def shape(self) -> str:
        """The class its cell is set in."""
        width = sum(2 if east_asian_width(sign) in "WF" else 1 for sign in self.text)
        if width <= SHORT:
            return "short tiny" if width <= TINY else "short"
        return "wide" if self.column.wide else ""


def index(request: HttpRequest) -> dict[str, Any]:
    region = region_of(request)
    return {"nav": "lists", "lines": selectors.public_lists(region) if region else (), "region_code": region}


def listed(request: HttpRequest, code: str) -> dict[str, Any]:
    query, page = _page(request, code)
    narrowed = bool(query.q or query.chosen)
    proper = {column.key for column in page.columns if column.proper}
    return {
        "nav": "lists",
        "page_title": page.of.title,
        "page": page,
        "query": query,
        "lines": _lines(page),
        "facets": tuple((key, page.of.label(key), key in proper, found) for key, found in page.facets.items() if found),
        "narrowed": narrowed,
        "editions": selectors.list_editions(code, page.region, size=20),
        "next_url": address(query, after=page.next_cursor) if page.next_cursor else "",
        "first_url": (address(query) or request.path) if query.after else "",
        "clear_url": address(ListQuery(version=query.version)) or request.path,
        "files": tuple((form, _file(code, form, query)) for form in ("xlsx", "csv", "json")),
        "print_url": reverse("portal:list-print", args=[code]) + address(query),
    }


def printed(request: HttpRequest, code: str) -> dict[str, Any]:
    query, page = _page(request, code, size=EVERYTHING)
    link = request.build_absolute_uri(reverse("portal:list", args=[code]))
    title = {"page_title": page.of.title, "page": page, "lines": _lines(page), "link": link, "query": query}
    return title | {"printed": words.stamp(), "back": reverse("portal:list", args=[code]) + address(query)}


def file(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """The whole list, narrowed as the page was: XLSX and CSV for people, JSON with what its hash is computed of."""
    _query, page = _page(request, code, size=EVERYTHING)
    if form == "json":
        answer = JsonResponse(_document(page), json_dumps_params={"ensure_ascii": False})
        name = f"{page.of.title}-{page.region_name}.json"
        answer.headers["Content-Disposition"] = content_disposition(name)
        return answer
    edition = page.edition
    foot = f"第 {edition.number} 版，{edition.day} 公布，校验 {edition.short_hash}" if edition else ""
    heads = tuple(column.label for column in page.columns)
    rows: Iterator[tuple[str, ...]] = (tuple(row.get(one.key, "") for one in page.columns) for row in page.rows)
    return download(Table(page.of.title, heads, _with_foot(rows, foot, len(heads))), form)


def _document(page: ListPage) -> dict[str, Any]:
    edition = page.edition
    return {
        "code": page.of.code,
        "title": page.of.title,
        "region": page.region,
        "region_name": page.region_name,
        "version": edition.number if edition else None,
        "published_on": edition.day.isoformat() if edition else None,
        "digest": edition.digest if edition else "",
        "columns": [{"key": column.key, "label": column.label} for column in page.columns],
        "total": page.total,
        "rows": [{key: value for key, value in row.items() if key != SUBJECT} for row in page.rows],
    }


def _with_foot(rows: Iterator[tuple[str, ...]], foot: str, width: int) -> Iterator[tuple[str, ...]]:
    yield from rows
    if foot:
        yield (foot, *[""] * (width - 1))


def _lines(page: ListPage) -> tuple[tuple[str, tuple[Cell, ...]], ...]:
    """Each row as the address of what it is about, and its cells."""
    return tuple(
        (linked(dict(row)), tuple(Cell(column, _spoken(row.get(column.key, ""))) for column in page.columns))
        for row in page.rows
    )


def _spoken(text: str) -> str:
    """A day as people write it; files and addresses keep 2026-12-03."""
    try:
        return words.day(date.fromisoformat(text)) if DAY.fullmatch(text) else text
    except ValueError:
        return text


def _page(request: HttpRequest, code: str, *, size: int = 50) -> tuple[ListQuery, ListPage]:
    declared = selectors.declared_list(code)
    region = region_of(request)
    if declared is None or not region:
        raise Http404
    query = list_query(request.GET, declared.facets, size=size)
    page = selectors.list_page(code, region, query)
    if page is None:
        raise Http404
    return query, page


def _file(code: str, form: str, query: ListQuery) -> str:
    return reverse("portal:list-file", args=[code, form]) + address(query)


def region_of(request: HttpRequest) -> str:
    """The code of the region of the page; "" where no region is open."""
    region = request.region  # type: ignore[attr-defined]
    return region.code if region else ""
