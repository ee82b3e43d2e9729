"""The pages of an application through a bundle, as the map of the portal takes them in."""

from __future__ import annotations

from bancheng.doors.frame.pages import page, public, signed_in
from bancheng.doors.portal.apply import applicant, questions, sections
from bancheng.doors.portal.bundles.applying import course, finish, papers, start
from bancheng.doors.portal.bundles.applying.drafts import on_whole

P, T = "portal/bundles/apply/", "portal/apply/"
AT = "bundles/apply/<slug:key>/"

APPLYING_FOR_BUNDLES = [
    page("bundles/<slug:key>/start/", start.start, "bundle-start", title="开始办理一件事", access=public()),
    page(
        AT,
        on_whole(course.application, fit=False),
        "bundle-application",
        title="一件事申请进度",
        access=signed_in(),
        template=P + "application.html",
    ),
    page(
        AT + "question/<int:number>/",
        on_whole(questions.asked, fit=False),
        "bundle-application-question",
        title="回答问题",
        access=signed_in(),
        template=T + "question.html",
    ),
    page(
        AT + "applicant/",
        on_whole(applicant.whom),
        "bundle-application-applicant",
        title="为谁办理",
        access=signed_in(),
        template=T + "applicant.html",
    ),
    page(
        AT + "form/<int:number>/",
        on_whole(sections.form),
        "bundle-application-form",
        title="填表",
        access=signed_in(),
        template=T + "section.html",
    ),
    page(
        AT + "materials/",
        on_whole(papers.materials),
        "bundle-application-materials",
        title="交材料",
        access=signed_in(),
        template=T + "materials.html",
    ),
    page(
        AT + "materials/<slug:code>/",
        on_whole(papers.material),
        "bundle-application-material",
        title="上传材料",
        access=signed_in(),
        template=T + "material.html",
    ),
    page(
        AT + "check/",
        on_whole(finish.check),
        "bundle-application-check",
        title="核对后提交",
        access=signed_in(),
        template=P + "check.html",
    ),
    page(
        AT + "done/",
        finish.done,
        "bundle-application-done",
        title="提交成功",
        access=signed_in(),
        template=P + "done.html",
    ),
    page(
        AT + "change/",
        on_whole(course.change, settled=False),
        "bundle-application-guide-change",
        title="这件事有新版本",
        access=signed_in(),
        template=P + "change.html",
    ),
    page(
        AT + "discard/",
        on_whole(course.discard, settled=False),
        "bundle-application-discard",
        title="删除草稿",
        access=signed_in(),
        template=T + "discard.html",
    ),
]
