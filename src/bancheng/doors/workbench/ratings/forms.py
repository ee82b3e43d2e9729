"""What the ratings are narrowed by."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from bancheng.doors.workbench.lists import FilterForm, choice_field, search_field

YEAR = 365
PERIODS = (("30", _("近 30 天")), ("90", _("近 90 天")))


class RatingFilters(FilterForm):
    """Region, department, item, period; only what has 差评."""

    region = choice_field(_("地区"), ())
    organisation = choice_field(_("单位"), ())
    q = search_field(_("事项"), _("事项名称"))
    days = choice_field(_("时间"), PERIODS, everything=_("近一年"))
    bad = choice_field(_("情况"), (("1", _("有差评")),))

    @property
    def period(self) -> int:
        """How many days back; a year as in the self-check unless a shorter one is chosen."""
        return int(self.value("days") or YEAR)
