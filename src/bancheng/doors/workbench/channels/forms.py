from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bancheng.doors.workbench.forms import StaffForm, text_field
from bancheng.doors.workbench.lists import FilterForm, search_field
from bancheng.doors.workbench.regions import county_choices, in_scope
from bancheng.ground.access import EVERYWHERE, Actor, Target, may


class LineFilters(FilterForm):
    q = search_field(_("查找"), _("事项、部门或者实施编码"))


class ChannelForm(StaffForm):
    """A channel outside that is to fetch guides."""

    label = text_field(_("渠道名称"), longest=60, help_text=_("例如“部门微信公众号”“河南政务服务网”"))
    code = text_field(_("渠道代码"), longest=40, help_text=_("出现在接口地址中，小写字母开头，例如 xixia-wechat"))
    region = forms.ChoiceField(label=_("取哪里的指南"), required=False, help_text=_("取这个地区和下级地区的指南"))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        within = [(code, name) for code, name in in_scope(actor, "channels.edit", county_choices())]
        if may(actor, "channels.edit", Target(region=EVERYWHERE)).allowed:
            within.insert(0, ("", str(_("全部地区"))))
        self.fields["region"].choices = within  # type: ignore[attr-defined]
