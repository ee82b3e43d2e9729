"""The pages of running bundles (一件事办件) and of their window: one page a line, as `urls.py` has them."""

from __future__ import annotations

from bancheng.doors.frame.pages import allowed, staff
from bancheng.doors.workbench import converters  # noqa: F401
from bancheng.doors.workbench.bundle_cases import acts, answering, completing, entering, filling, views
from bancheng.doors.workbench.pages import page

FORM = "parts/form_page.html"
see, steer, take_in = allowed("bundles.view"), allowed("bundles.steer"), allowed("bundles.take_in")
hand_out = allowed("cases.deliver")

# fmt: off
PAGES = [
    # 一件事办件
    page("bundle-cases/", views.listed, "bundle-cases", title="一件事办件", access=see, template="bundle_cases/list.html"),
    page("bundle-cases/export/<str:form>/", views.export, "bundle-cases-export", title="导出一件事办件", access=see),
    page("bundle-cases/<slug:key>/", views.bundle_case, "bundle-case", title="一件事办件", access=see, template="bundle_cases/page.html"),
    page("bundle-cases/<slug:key>/receipt/", filling.receipt, "bundle-receipt", title="一件事收件凭证", access=see, template="bundle_cases/receipt.html"),
    page("bundle-cases/<slug:key>/accept/", acts.accept, "bundle-accept", title="统一受理", access=take_in, template=FORM),
    page("bundle-cases/<slug:key>/notice/", acts.notice, "bundle-notice", title="一次告知补正", access=take_in, template="bundle_cases/notice.html"),
    page("bundle-cases/<slug:key>/supplement/", answering.supplement, "bundle-supplement", title="窗口补交", access=see, template="bundle_cases/supplement.html"),
    page("bundle-cases/<slug:key>/supplement/<slug:code>/", answering.remove, "bundle-supplement-remove", title="撤下补交的文件", access=see),
    page("bundle-cases/<slug:key>/visits/call/", acts.call_visit, "bundle-visit-call", title="召集联合踏勘", access=steer, template=FORM),
    page("bundle-cases/<slug:key>/visits/<pk:visit>/record/", acts.record_visit, "bundle-visit-record", title="记录联合踏勘", access=steer, template=FORM),
    page("bundle-cases/<slug:key>/members/add/", acts.add, "bundle-add", title="增加成员", access=steer, template=FORM),
    page("bundle-cases/<slug:key>/members/<slug:member>/urge/", acts.urge, "bundle-urge", title="催办成员", access=steer, template=FORM),
    page("bundle-cases/<slug:key>/members/<slug:member>/drop/", acts.drop, "bundle-drop", title="去掉成员", access=steer, template=FORM),
    page("bundle-cases/<slug:key>/members/<slug:member>/refile/", completing.refile, "bundle-refile", title="重新申请成员", access=see, template=FORM),
    page("bundle-cases/<slug:key>/members/<slug:member>/complete/", completing.complete, "bundle-complete", title="补充成员", access=see, template="bundle_cases/complete.html"),
    page("bundle-cases/<slug:key>/members/<slug:member>/complete/remove/", completing.remove, "bundle-complete-remove", title="撤下文件", access=see),
    page("bundle-cases/<slug:key>/hand-over/", acts.hand_over, "bundle-hand-over", title="统一发证", access=hand_out, template="bundle_cases/hand_over.html"),
    page("bundle-cases/<slug:key>/sheet/", acts.sheet, "bundle-sheet", title="一件事结果发放清单", access=see, template="bundle_cases/sheet.html"),
    # “高效办成一件事”窗口
    page("bundle-intake/", entering.entry, "bundle-intake", title="高效办成一件事窗口", access=staff(), template="bundle_cases/entry.html"),
    page("bundle-intake/<slug:key>/", filling.file, "bundle-intake-file", title="一件事收件", access=see, template="bundle_cases/file.html"),
    page("bundle-intake/<slug:key>/submit/", filling.submit, "bundle-intake-submit", title="一件事收件", access=see, template="bundle_cases/file.html"),
    page("bundle-intake/<slug:key>/refresh/", filling.refresh, "bundle-intake-refresh", title="按现行版本更新", access=see),
    page("bundle-intake/<slug:key>/discard/", filling.discard, "bundle-intake-discard", title="删除草稿", access=see, template=FORM),
    page("bundle-intake/<slug:key>/materials/<slug:code>/", filling.material, "bundle-intake-material", title="收材料", access=see),
]
# fmt: on
