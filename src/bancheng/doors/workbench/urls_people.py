"""The pages of people at work: what waits for whom, by what right it is done, who answers for it. A part of `urls`."""

from __future__ import annotations

from bancheng.doors.frame.pages import allowed
from bancheng.doors.workbench import converters  # noqa: F401
from bancheng.doors.workbench.grants import powers, routes
from bancheng.doors.workbench.grants import views as grants
from bancheng.doors.workbench.inquiries import acts as inquiry_acts
from bancheng.doors.workbench.inquiries import views as inquiries
from bancheng.doors.workbench.pages import page
from bancheng.doors.workbench.responsibility import views as responsibility
from bancheng.doors.workbench.todo import many
from bancheng.doors.workbench.todo import views as todo

FORM = "parts/form_page.html"

see_cases, grant_decisions, grant_powers = allowed("cases.view"), allowed("cases.grant"), allowed("powers.grant")
see_inquiries, answer_inquiries = allowed("inquiries.view"), allowed("inquiries.answer")

# fmt: off
PAGES = [
    # 待办
    page("todo/", todo.listed, "todo", title="待办", access=see_cases, template="todo/list.html"),
    page("todo/many/", many.confirm, "todo-many", title="成批办理", access=see_cases, template="todo/many.html"),
    page("todo/reports/", many.reports, "todo-reports", title="成批办理记录", access=see_cases, template="todo/reports.html"),
    page("todo/reports/<pk:pk>/", many.report, "todo-report", title="成批办理记录", access=see_cases, template="todo/report.html"),
    page("todo/export/<str:form>/", todo.export, "todo-export", title="导出待办", access=see_cases),
    # 授权: 窗口当场决定、决定去向、首席代表
    page("grants/", grants.listed, "grants", title="当场决定授权", access=grant_decisions, template="grants/list.html"),
    page("grants/give/", grants.give, "grant-give", title="授权当场决定", access=grant_decisions, template=FORM),
    page("grants/<pk:pk>/revoke/", grants.revoke, "grant-revoke", title="收回授权", access=grant_decisions, template=FORM),
    page("grants/routes/", routes.listed, "routes", title="决定去向", access=grant_decisions, template="grants/routes.html"),
    page("grants/routes/set/", routes.choose, "route-set", title="设定决定去向", access=grant_decisions, template=FORM),
    page("grants/routes/<pk:pk>/end/", routes.end, "route-end", title="收回决定去向", access=grant_decisions, template=FORM),
    page("grants/powers/", powers.listed, "powers", title="首席代表授权", access=grant_powers, template="grants/powers.html"),
    page("grants/powers/give/", powers.give, "power-give", title="授权首席代表", access=grant_powers, template=FORM),
    page("grants/powers/<pk:pk>/revoke/", powers.revoke, "power-revoke", title="收回授权", access=grant_powers, template=FORM),
    # 首问负责
    page("inquiries/", inquiries.listed, "inquiries", title="首问负责", access=see_inquiries, template="inquiries/list.html"),
    page("inquiries/export/<str:form>/", inquiries.export, "inquiries-export", title="导出首问咨询", access=see_inquiries),
    page("inquiries/open/", inquiry_acts.open_, "inquiry-open", title="登记咨询", access=answer_inquiries, template=FORM),
    page("inquiries/<pk:pk>/", inquiries.inquiry, "inquiry", title="首问咨询", access=see_inquiries, template="inquiries/inquiry.html"),
    page("inquiries/<pk:pk>/answer/", inquiry_acts.answer, "inquiry-answer", title="登记答复", access=answer_inquiries, template=FORM),
    page("inquiries/<pk:pk>/transfer/", inquiry_acts.transfer, "inquiry-transfer", title="转交", access=answer_inquiries, template=FORM),
    page("inquiries/<pk:pk>/take/", inquiry_acts.take, "inquiry-take", title="接收转交", access=answer_inquiries, template=FORM),
    page("inquiries/<pk:pk>/decline/", inquiry_acts.decline, "inquiry-decline", title="退回转交", access=answer_inquiries, template=FORM),
    page("inquiries/<pk:pk>/take-back/", inquiry_acts.take_back, "inquiry-take-back", title="收回转交", access=answer_inquiries, template=FORM),
    page("inquiries/<pk:pk>/close/", inquiry_acts.close, "inquiry-close", title="办结咨询", access=answer_inquiries, template=FORM),
    # 办件责任
    page("responsibility/", responsibility.traced, "responsibility", title="办件责任", access=see_cases, template="responsibility/list.html"),
    page("responsibility/export/<str:form>/", responsibility.export, "responsibility-export", title="导出办件责任", access=see_cases),
]
# fmt: on
