"""The citizens' pages, grouped as the site map shows them. The Chinese title is the page's own."""

from __future__ import annotations

from bancheng.doors.frame.pages import page, public, signed_in
from bancheng.doors.portal.accounts import views as accounts
from bancheng.doors.portal.guides import views as guides
from bancheng.doors.portal.site import views as site
from bancheng.doors.portal.space import legal, profile
from bancheng.doors.portal.space import views as space

app_name = "portal"
G, A, S, M = "portal/guides/", "portal/accounts/", "portal/site/", "portal/space/"

FINDING = [
    page("", guides.home, "home", title="办事", access=public(), template=G + "home.html"),
    page("items/", guides.items, "items", title="全部事项", access=public(), template=G + "items.html"),
    page(
        "find/<slug:kind>/",
        guides.directory,
        "directory",
        title="找事项",
        access=public(),
        template=G + "directory.html",
    ),
    page("guide/<int:item_id>/", guides.guide, "guide", title="办事指南", access=public(), template=G + "guide.html"),
    page(
        "guide/<int:item_id>/print/",
        guides.guide_print,
        "guide-print",
        title="打印办事指南",
        access=public(),
        template=G + "guide_print.html",
    ),
    page(
        "guide/<int:item_id>/materials/",
        guides.ask,
        "situation",
        title="看我要交什么",
        access=public(),
        template=G + "situation.html",
    ),
]
ACCOUNT = [
    page("login/", accounts.sign_in, "login", title="登录", access=public(), template=A + "login.html"),
    page("logout/", accounts.sign_out, "logout", title="退出", access=public()),
    page("register/", accounts.register, "register", title="注册", access=public(), template=A + "register.html"),
    page("reset/", accounts.reset, "reset", title="重新设置密码", access=public(), template=A + "reset.html"),
    page(
        "demo/phone/", accounts.demo_phone, "demo-phone", title="演示手机", access=public(), template=A + "phone.html"
    ),
]
SPACE = [
    page("my/", space.inbox, "space", title="我的消息", access=signed_in(), template=M + "inbox.html"),
    page("my/messages/read/", space.read_all, "read-all", title="全部标为已读", access=signed_in()),
    page(
        "my/messages/<int:message_id>/",
        space.message,
        "message",
        title="消息",
        access=signed_in(),
        template=M + "message.html",
    ),
    page("my/profile/", profile.profile, "profile", title="我的资料", access=signed_in(), template=M + "profile.html"),
    page(
        "my/password/", profile.password, "password", title="修改密码", access=signed_in(), template=M + "password.html"
    ),
    page(
        "my/organisations/",
        legal.legal_persons,
        "legal-persons",
        title="我代表的单位",
        access=signed_in(),
        template=M + "legal_persons.html",
    ),
    page(
        "my/organisations/<str:uscc>/",
        legal.legal_person,
        "legal-person",
        title="经办人",
        access=signed_in(),
        template=M + "legal_person.html",
    ),
    page("my/organisations/<str:uscc>/end/", legal.end, "operator-end", title="取消经办人", access=signed_in()),
]
ABOUT = [
    page("regions/", site.regions, "regions", title="切换地区", access=public(), template=S + "regions.html"),
    page("reading/", site.reading, "reading", title="阅读方式", access=public()),
    page("help/", site.text("help"), "help", title="帮助", access=public(), template=S + "help.html"),
    page(
        "accessibility/",
        site.text("accessibility"),
        "accessibility",
        title="无障碍声明",
        access=public(),
        template=S + "accessibility.html",
    ),
    page("privacy/", site.text("privacy"), "privacy", title="隐私说明", access=public(), template=S + "privacy.html"),
    page("sitemap/", site.sitemap, "sitemap", title="网站地图", access=public(), template=S + "sitemap.html"),
]
urlpatterns = FINDING + ACCOUNT + SPACE + ABOUT
