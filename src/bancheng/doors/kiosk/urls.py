"""The screens. No address here asks for a login, and none shows anything of a person."""

from __future__ import annotations

from bancheng.doors.frame.pages import page, public
from bancheng.doors.kiosk.guides import views as guides

app_name = "kiosk"
urlpatterns = [
    page(
        "screen/<int:region>/guides/",
        guides.listed,
        "screen-guides",
        title="办事指南",
        access=public(),
        template="kiosk/guides.html",
    ),
    page(
        "screen/guides/<int:item_id>/",
        guides.guide,
        "screen-guide",
        title="办事指南",
        access=public(),
        template="kiosk/guide.html",
    ),
]
