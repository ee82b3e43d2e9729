from __future__ import annotations

from bancheng.doors.frame import health
from bancheng.doors.frame.pages import page, public

app_name = "health"
urlpatterns = [
    page("", health.live, "live", title="存活检查", access=public()),
    page("ready/", health.ready, "ready", title="就绪检查", access=public()),
]
