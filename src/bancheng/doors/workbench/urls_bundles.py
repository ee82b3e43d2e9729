"""The pages of the bundle workshop (一件事编排): one page a line, as `urls.py` has them."""

from __future__ import annotations

from bancheng.doors.frame.pages import allowed
from bancheng.doors.workbench import converters  # noqa: F401
from bancheng.doors.workbench.bundles import publishing, reading, views, writing
from bancheng.doors.workbench.pages import page

FORM = "parts/form_page.html"
edit_bundles, publish_bundles = allowed("bundles.edit"), allowed("bundles.publish")

# fmt: off
PAGES = [
    page("bundles/", views.listed, "bundles", title="一件事", access=edit_bundles, template="bundles/list.html"),
    page("bundles/export/<str:form>/", views.export, "bundles-export", title="导出一件事清单", access=edit_bundles),
    page("bundles/create/", views.create, "bundle-create", title="列入一件事", access=edit_bundles, template=FORM),
    page("bundles/<pk:pk>/", views.bundle, "bundle", title="一件事", access=edit_bundles, template="bundles/page.html"),
    page("bundles/<pk:pk>/change/", views.change, "bundle-change", title="修改清单信息", access=edit_bundles, template=FORM),
    page("bundles/<pk:pk>/edit/<slug:key>/", writing.edit, "bundle-edit", title="编排一件事", access=edit_bundles, template="bundles/section.html"),
    page("bundles/<pk:pk>/edit/<slug:key>/preview/", writing.panel, "bundle-panel", title="合并的结果", access=edit_bundles, template="bundles/panel.html"),
    page("bundles/<pk:pk>/preview/", reading.preview, "bundle-preview", title="预览一件事", access=edit_bundles, template="bundles/preview.html"),
    page("bundles/<pk:pk>/compare/", reading.compare, "bundle-compare", title="比较一件事的版本", access=edit_bundles, template="bundles/compare.html"),
    page("bundles/<pk:pk>/documents/<slug:key>/", reading.paper, "bundle-document", title="一件事的文件", access=edit_bundles, template="bundles/document.html"),
    page("bundles/<pk:pk>/renew/", publishing.renew, "bundle-renew", title="准备新版", access=edit_bundles, template=FORM),
    page("bundles/<pk:pk>/publish/", publishing.publish, "bundle-publish", title="发布一件事", access=publish_bundles, template="bundles/publish.html"),
    page("bundles/<pk:pk>/withdraw/", publishing.withdraw, "bundle-withdraw", title="撤下一件事", access=publish_bundles, template=FORM),
]
