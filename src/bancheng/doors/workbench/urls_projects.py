"""The pages of investment projects. A part of `urls`."""

from __future__ import annotations

from bancheng.doors.frame.pages import allowed
from bancheng.doors.workbench import converters  # noqa: F401
from bancheng.doors.workbench.pages import page
from bancheng.doors.workbench.projects import acts, views

FORM = "parts/form_page.html"
see, coordinate, answer = allowed("projects.view"), allowed("projects.coordinate"), allowed("projects.answer")

# fmt: off
PAGES = [
    page("projects/", views.listed, "projects", title="投资项目", access=see, template="projects/list.html"),
    page("projects/export/<str:form>/", views.export, "projects-export", title="导出投资项目", access=see),
    page("projects/problems/", views.problems, "project-problems", title="项目问题", access=see, template="projects/problems.html"),
    page("projects/problems/<slug:key>/", views.problem, "project-problem", title="项目问题", access=see, template="projects/problem.html"),
    page("projects/problems/<slug:key>/close/", acts.close, "project-problem-close", title="销号", access=coordinate, template=FORM),
    page("projects/problems/<slug:key>/<slug:node>/", acts.answer, "project-problem-answer", title="登记节点", access=answer, template=FORM),
    page("projects/<slug:key>/", views.project, "project", title="投资项目", access=see, template="projects/project.html"),
    page("projects/<slug:key>/paper/", views.paper, "project-paper", title="项目登记单", access=see),
    page("projects/<slug:key>/accept/", acts.accept, "project-accept", title="受理并赋码", access=coordinate, template=FORM),
    page("projects/<slug:key>/give-back/", acts.give_back, "project-give-back", title="退回修改", access=coordinate, template=FORM),
    page("projects/<slug:key>/cancel/", acts.cancel, "project-cancel", title="撤销项目", access=coordinate, template=FORM),
    page("projects/<slug:key>/problem/", acts.open_problem, "project-open-problem", title="交办项目问题", access=coordinate, template=FORM),
    page("projects/<slug:key>/approvals/<pk:approval>/urge/", acts.urge, "project-urge", title="催办", access=coordinate, template=FORM),
    page("projects/<slug:key>/approvals/<pk:approval>/stage/", acts.stage, "project-stage", title="调整审批阶段", access=coordinate, template=FORM),
]
# fmt: on
