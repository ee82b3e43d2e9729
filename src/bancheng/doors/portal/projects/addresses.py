"""The pages of projects."""

from __future__ import annotations

from bancheng.doors.frame.pages import page, signed_in
from bancheng.doors.portal.projects import views

P = "portal/projects/"

# fmt: off
PROJECTS = [
    page("my/projects/", views.listed, "projects", title="投资项目", access=signed_in(), template=P + "list.html"),
    page("my/projects/new/", views.create, "project-new", title="登记投资项目", access=signed_in(), template=P + "new.html"),
    page("my/projects/<slug:key>/", views.project, "project", title="投资项目", access=signed_in(), template=P + "project.html"),
    page("my/projects/<slug:key>/edit/", views.edit, "project-edit", title="修改项目信息", access=signed_in(), template=P + "edit.html"),
    page("my/projects/<slug:key>/change/", views.change, "project-change", title="项目信息变更", access=signed_in(), template=P + "edit.html"),
    page("my/projects/<slug:key>/submit/", views.submit, "project-submit", title="提交登记", access=signed_in(), template=P + "project.html"),
    page("my/projects/<slug:key>/discard/", views.discard, "project-discard", title="删除草稿", access=signed_in()),
    page("my/projects/<slug:key>/cancel/", views.cancel, "project-cancel", title="撤销项目", access=signed_in(), template=P + "cancel.html"),
    page("my/projects/<slug:key>/paper/", views.paper, "project-paper", title="项目登记单", access=signed_in()),
    page("my/projects/<slug:key>/utilities/", views.utilities, "project-utilities", title="水电气网联合报装", access=signed_in()),
]
# fmt: on
