"""The pages of work plans and walk-throughs: one page a line, as `urls.py` has them."""

from __future__ import annotations

from bancheng.doors.frame.pages import allowed
from bancheng.doors.workbench import converters  # noqa: F401
from bancheng.doors.workbench.pages import page
from bancheng.doors.workbench.plans import views, walks

FORM = "parts/form_page.html"
# Who owes a node comes to its plan from his desk; the ledgers are for who handles bundles.
see, see_ledgers = allowed("duties.view"), allowed("bundles.view")
edit_plans, strike_out = allowed("bundles.edit"), allowed("duties.close")

# fmt: off
PAGES = [
    # 一件事工作方案、走流程体验
    page("plans/", views.listed, "plans", title="一件事工作方案", access=see_ledgers, template="plans/list.html"),
    page("plans/export/<str:form>/", views.export, "plans-export", title="导出工作方案台账", access=see_ledgers),
    page("plans/nodes/<pk:pk>/close/", views.close, "plan-close", title="办结时间节点", access=strike_out, template=FORM),
    page("plans/walks/", walks.listed, "walks", title="走流程问题台账", access=see_ledgers, template="plans/walks.html"),
    page("plans/walks/export/<str:form>/", walks.export, "walks-export", title="导出走流程问题台账", access=see_ledgers),
    page("plans/walks/problems/<pk:pk>/close/", walks.settle, "walk-settle", title="办结走流程问题", access=strike_out, template=FORM),
    page("plans/walks/<slug:key>/", walks.walk, "walk", title="走流程体验", access=see_ledgers, template="plans/walk.html"),
    page("plans/walks/<slug:key>/report/", walks.report, "walk-report", title="登记走流程问题", access=see_ledgers, template=FORM),
    page("plans/<slug:key>/", views.plan, "plan", title="工作方案", access=see, template="plans/plan.html"),
    page("plans/<slug:key>/register/", views.register, "plan-register", title="登记工作方案", access=edit_plans, template=FORM),
]
# fmt: on
