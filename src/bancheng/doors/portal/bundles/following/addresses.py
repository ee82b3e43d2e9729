"""The pages of one's own running bundles, as the map of the portal takes them in."""

from __future__ import annotations

from bancheng.doors.frame.pages import page, signed_in
from bancheng.doors.portal.bundles.following import acting, supplementing, views

P, T = "portal/bundles/own/", "portal/apply/"
AT = "my/bundles/<slug:key>/"

FOLLOWING_BUNDLES = [
    page(AT, views.own, "own-bundle", title="一件事办理进度", access=signed_in(), template=P + "own.html"),
    page(
        AT + "supplement/",
        supplementing.supplement,
        "own-bundle-supplement",
        title="一次补正",
        access=signed_in(),
        template=T + "supplement.html",
    ),
    page(
        AT + "supplement/<slug:code>/",
        supplementing.material,
        "own-bundle-material",
        title="补交材料",
        access=signed_in(),
        template=T + "material.html",
    ),
    page(
        AT + "bills/",
        views.bills,
        "own-bundle-bills",
        title="一件事的缴费",
        access=signed_in(),
        template=P + "bills.html",
    ),
    page(AT + "urge/", acting.urge, "own-bundle-urge", title="催办", access=signed_in()),
    page(AT + "refile/", acting.refile, "own-bundle-refile", title="重新申请", access=signed_in()),
    page(
        AT + "withdraw/",
        acting.withdraw,
        "own-bundle-withdraw",
        title="撤回申请",
        access=signed_in(),
        template=P + "withdraw.html",
    ),
    page(
        AT + "drop/<slug:member>/",
        acting.drop,
        "own-bundle-drop",
        title="不办这一项",
        access=signed_in(),
        template=P + "drop.html",
    ),
]
