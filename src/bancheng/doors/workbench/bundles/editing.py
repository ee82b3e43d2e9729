"""One section of a bundle as forms: with what stands in its text, with what was sent, or with rows moved but not saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from functools import cached_property
from typing import Any

from django.forms import BaseFormSet, formset_factory
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.casework.bundles import services
from bancheng.casework.bundles.schema import BundleBody
from bancheng.doors.workbench.bundles.sections import ASKED, FEEDS, FIRST, FIXED, RULES
from bancheng.doors.workbench.bundles.team import Team, named_items
from bancheng.doors.workbench.catalog.guide.rows import RowForm
from bancheng.doors.workbench.catalog.guide.sections import Section, table_of
from bancheng.doors.workbench.catalog.guide.when import WhenField
from bancheng.ground.law import Refused

MOST_ROWS = 120
MOST_MEMBERS, LEAST_MEMBERS = 99, 2


class Table(BaseFormSet):  # type: ignore[type-arg]
    """The rows of a section; each is told its place and what it may choose from."""

    around: Team
    default_error_messages = {"missing_management_form": gettext_lazy("页面没有传完整，请重新打开这一节再改")}

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {"around": self.around, "place": index or 0}


class Editing:
    """One section. `data`: what was sent, to be checked; `shown`: rows and values as typed, to be shown unchecked.

    `stored`: the text that the section is a part of; None while none is saved.
    """

    def __init__(
        self,
        section: Section,
        body: Mapping[str, Any],
        data: QueryDict | None = None,
        *,
        stored: BundleBody | None,
        region: str,
        shown: Sequence[Mapping[str, Any]] | None = None,
        typed: Mapping[str, Any] | None = None,
    ) -> None:
        self.section, self.before = section, body
        rows = list(shown) if shown is not None else table_of(body, section.table)
        sent = [{"item": value} for name, value in data.items() if name.endswith("-item")] if data is not None else rows
        self.around = Team(body, region, stored, named_items(sent) if section.key == FIRST else frozenset())
        self.shown = self._conflicts(rows) if section.key == RULES and data is None else rows
        initial = typed if typed is not None else section.form.read(dict(body)) if section.form else {}
        self.form = section.form(data, initial=initial) if section.form else None
        self.rows = self._table(data)
        self._furnish()

    def _conflicts(self, rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        """A row for each conflict of the guides, with what was decided of it."""
        decided = {".".join(str(row.get(name)) for name in ("kind", "code", "attribute")): row for row in rows}
        return [
            {"kind": one.kind, "code": one.code, "attribute": one.attribute, **decided.get(key, {})}
            for key, one in self.around.conflicts.items()
        ]

    def _table(self, data: QueryDict | None) -> Table:
        assert self.section.row is not None
        kind = type("RowsOf", (Table,), {"around": self.around})
        extra = 0 if self.section.key in FIXED else 1
        made: Any = formset_factory(
            self.section.row, formset=kind, extra=extra, max_num=MOST_ROWS, absolute_max=MOST_ROWS + 1
        )
        table: Table = made(data, initial=[dict(row) for row in self.shown], prefix="rows")
        return table

    def _furnish(self) -> None:
        """A condition of the section's own form asks about the questions of the bundle, as its rows' do."""
        for field in self.form.fields.values() if self.form is not None else ():
            if isinstance(field, WhenField):
                field.widget.terms = self.around.terms

    @property
    def forms(self) -> list[Any]:
        """The form of the section and its rows."""
        return [*([self.form] if self.form is not None else []), *self.rows.forms]

    @property
    def blank(self) -> bool:
        """Whether a blank row stands last."""
        return self.section.key not in FIXED

    @property
    def faults(self) -> int:
        return sum(len(errors) for form in self.forms if form.is_bound for errors in form.errors.values())

    @property
    def others(self) -> list[str]:
        """What is wrong with the rows as a whole."""
        return [str(error) for error in self.rows.non_form_errors()] if self.rows.is_bound else []

    def is_valid(self) -> bool:
        """Whether each part can be read. Of members also how many there are and that none stands twice."""
        valid = all(part.is_valid() for part in (self.form, self.rows) if part is not None)
        if valid and self.section.key == FIRST:
            self._count_members()
            valid = all(form.is_valid() for form in self.forms)
        return valid

    def _count_members(self) -> None:
        seen: dict[int, int] = {}
        for place, row in enumerate(self.written, 1):
            item = row.cleaned_data["item"]
            if item in seen:
                row.add_error(None, _("和第 %(n)s 个成员是同一个事项，请删去一个") % {"n": seen[item]})
            seen.setdefault(item, place)
        count = len(self.written)
        if count < LEAST_MEMBERS and self.form is not None:
            self.form.add_error(None, _("一件事至少有两个成员事项，请在下面查找并加入"))
        if count > MOST_MEMBERS:
            self.written[-1].add_error(None, _("一件事最多 99 个成员事项，请删去多出的"))

    @cached_property
    def written(self) -> list[RowForm]:
        """The rows to keep; one that was left or made blank is none."""
        return [form for form in self.rows.forms if form.is_valid() and form.cleaned_data and form.write()]

    def body(self) -> dict[str, Any]:
        """The whole text with this section written anew."""
        body = deepcopy(dict(self.before))
        if self.form is not None:
            body |= self.form.write()
        rows = [form.write() for form in self.written]
        place, names = body, self.section.table.split(".")
        for name in names[:-1]:
            place = place.setdefault(name, {})
        place[names[-1]] = keyed(rows) if self.section.key == FIRST else rows
        return kept_to(body) if self.section.key == FIRST else body

    def tell(self, refusal: Refused) -> None:
        """Put what the service refuses beside the row that brought it about, where one did."""
        row = self._blamed() if self.section.key in {FEEDS, ASKED} else None
        target = row if row is not None else self.form if self.form is not None else next(iter(self.rows.forms), None)
        if target is not None:
            target.add_error(None, str(refusal))

    def _blamed(self) -> RowForm | None:
        """The first row with which the rows before it cannot stand."""
        body = self.body()
        rows = table_of(body, self.section.table)
        for place, row in enumerate(self.written, 1):
            try:
                services.readable(body | {self.section.table: rows[:place]})
            except Refused:
                return row
        return None


def keyed(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Members, each with a key of its own: feeds and cases hold to it, so that one that is there is never given anew."""
    taken = {str(row["key"]) for row in rows if row.get("key")}
    made = []
    for place, row in enumerate(rows, 1):
        key = row.get("key") or next(name for n in range(place, place + 1000) if (name := f"m{n}") not in taken)
        taken.add(str(key))
        made.append({**row, "key": key})
    return made


def kept_to(body: dict[str, Any]) -> dict[str, Any]:
    """The text without feeds and rules of members that are no longer in it."""
    keys = {row["key"] for row in body["members"]}
    body["feeds"] = [row for row in table_of(body, "feeds") if {row["before"], row["after"]} <= keys]
    body["resolutions"] = [row for row in table_of(body, "resolutions") if row["member"] in keys]
    return body
