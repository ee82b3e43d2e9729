"""The citizens' pages, grouped as the site map shows them. The Chinese title is the page's own."""

from __future__ import annotations

from bancheng.doors.frame.pages import page, public, signed_in
from bancheng.doors.frame.reading import reading
from bancheng.doors.portal.accounts import views as accounts
from bancheng.doors.portal.apply.addresses import APPLYING
from bancheng.doors.portal.bundles import views as bundles
from bancheng.doors.portal.bundles.applying.addresses import APPLYING_FOR_BUNDLES
from bancheng.doors.portal.bundles.following.addresses import FOLLOWING_BUNDLES
from bancheng.doors.portal.cases import afterwards, asking, promises, talking, track
from bancheng.doors.portal.cases import views as cases
from bancheng.doors.portal.guides import changes as item_changes
from bancheng.doors.portal.guides import sheets
from bancheng.doors.portal.guides import views as guides
from bancheng.doors.portal.licences import verify
from bancheng.doors.portal.licences import views as licences
from bancheng.doors.portal.lists import commissions, intermediaries
from bancheng.doors.portal.lists import views as lists
from bancheng.doors.portal.payments import views as payments
from bancheng.doors.portal.projects.addresses import PROJECTS
from bancheng.doors.portal.ratings import views as ratings
from bancheng.doors.portal.site import views as site
from bancheng.doors.portal.space import channels, legal, profile, tokens
from bancheng.doors.portal.space import views as space

app_name = "portal"
C, L, R = "portal/cases/", "portal/licences/", "portal/ratings/"
U, B, T = "portal/lists/", "portal/payments/", "portal/bundles/"
G, A, S, M = "portal/guides/", "portal/accounts/", "portal/site/", "portal/space/"

FINDING = [
    page("", guides.home, "home", title="办事", access=public(), template=G + "home.html"),
    page("items/", guides.items, "items", title="全部事项", access=public(), template=G + "items.html"),
    page(
        "items/changes/",
        item_changes.listed,
        "item-changes",
        title="事项变更公告",
        access=public(),
        template=G + "changes.html",
    ),
    page(
        "items/changes/<slug:number>/",
        item_changes.change,
        "item-change",
        title="变更公告",
        access=public(),
        template=G + "change.html",
    ),
    page(
        "items/changes/<slug:number>/print/",
        item_changes.change_print,
        "item-change-print",
        title="打印变更公告",
        access=public(),
        template=G + "change_print.html",
    ),
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
        "guide/<int:item_id>/forms/<int:line>/<slug:kind>/",
        sheets.form,
        "guide-form",
        title="空白表格和示范文本",
        access=public(),
    ),
    page(
        "guide/<int:item_id>/promises/<slug:kind>/",
        sheets.promise,
        "guide-promise",
        title="承诺书样张",
        access=public(),
    ),
    page(
        "guide/<int:item_id>/files/<slug:digest>/", sheets.attachment, "guide-file", title="材料附件", access=public()
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
BUNDLES = [
    page("bundles/", bundles.bundles, "bundles", title="一件事专区", access=public(), template=T + "list.html"),
    page("zone/", bundles.zone, "zone", title="企业专区", access=public(), template=T + "zone.html"),
    page("bundles/<slug:key>/", bundles.bundle, "bundle", title="一件事", access=public(), template=T + "bundle.html"),
    page(
        "bundles/<slug:key>/print/",
        bundles.bundle_print,
        "bundle-print",
        title="打印一件事",
        access=public(),
        template=T + "print.html",
    ),
    page(
        "bundles/<slug:key>/questions/",
        bundles.ask,
        "bundle-questions",
        title="适不适合我",
        access=public(),
        template=T + "question.html",
    ),
]
LISTS = [
    page("lists/", lists.index, "lists", title="公开清单", access=public(), template=U + "index.html"),
    page("lists/<slug:code>/", lists.listed, "list", title="清单", access=public(), template=U + "list.html"),
    page(
        "lists/<slug:code>/print/",
        lists.printed,
        "list-print",
        title="打印清单",
        access=public(),
        template=U + "print.html",
    ),
    page("lists/<slug:code>/files/<slug:form>/", lists.file, "list-file", title="下载清单", access=public()),
    page(
        "intermediaries/<slug:code>/",
        intermediaries.service,
        "intermediary",
        title="中介服务",
        access=public(),
        template=U + "service.html",
    ),
    page(
        "commissions/",
        commissions.listed,
        "commissions",
        title="竞争性委托",
        access=public(),
        template=U + "commissions.html",
    ),
    page(
        "commissions/create/",
        commissions.create,
        "commission-create",
        title="发布委托",
        access=signed_in(),
        template=U + "commission_form.html",
    ),
    page(
        "commissions/<slug:number>/",
        commissions.commission,
        "commission",
        title="竞争性委托",
        access=public(),
        template=U + "commission.html",
    ),
    page("commissions/<slug:number>/end/", commissions.end, "commission-end", title="结束委托", access=signed_in()),
    page(
        "applications/<slug:case>/intermediaries/",
        intermediaries.choose,
        "application-intermediaries",
        title="选择中介服务机构",
        access=signed_in(),
        template=U + "choose.html",
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
    page(
        "my/channels/",
        channels.channels,
        "channels",
        title="消息接收方式",
        access=signed_in(),
        template=M + "channels.html",
    ),
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
    page("my/tokens/", tokens.tokens, "tokens", title="接口令牌", access=signed_in(), template=M + "tokens.html"),
    page(
        "my/tokens/<int:token_id>/revoke/",
        tokens.revoke,
        "token-revoke",
        title="停用令牌",
        access=signed_in(),
        template=M + "token_revoke.html",
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
OWN = [
    page("space/cases/", cases.cases, "cases", title="我的办件", access=signed_in(), template=C + "list.html"),
    page("space/cases/<slug:key>/", cases.case, "case", title="办件", access=signed_in(), template=C + "case.html"),
    page(
        "space/cases/<slug:key>/withdraw/",
        cases.withdraw,
        "case-withdraw",
        title="撤回申请",
        access=signed_in(),
        template=C + "withdraw.html",
    ),
    page(
        "space/cases/<slug:key>/withdraw/ask/",
        asking.ask_to_withdraw,
        "case-ask-withdraw",
        title="申请撤回",
        access=signed_in(),
        template=C + "ask_to_withdraw.html",
    ),
    page(
        "space/cases/<slug:key>/promise/",
        promises.sign,
        "case-promise",
        title="容缺受理承诺书",
        access=signed_in(),
        template=C + "promise.html",
    ),
    page(
        "space/cases/<slug:key>/promise/sample/",
        promises.sample,
        "case-promise-sample",
        title="容缺受理承诺书样张",
        access=signed_in(),
    ),
    page(
        "space/cases/<slug:key>/make-up/",
        promises.make_up,
        "case-make-up",
        title="补齐材料",
        access=signed_in(),
        template=C + "make_up.html",
    ),
    page("space/cases/<slug:key>/renew/", afterwards.renew, "case-renew", title="申请延续", access=signed_in()),
    page(
        "space/cases/<slug:key>/talks/",
        talking.talks,
        "case-talks",
        title="留言",
        access=signed_in(),
        template=C + "talks.html",
    ),
    page("space/cases/<slug:key>/urge/", cases.urge, "case-urge", title="催办", access=signed_in()),
    page(
        "space/papers/<str:number>/",
        cases.paper,
        "paper",
        title="文书",
        access=signed_in(),
        template=C + "paper.html",
    ),
    page(
        "space/licences/",
        licences.wallet,
        "licences",
        title="我的证照",
        access=signed_in(),
        template=L + "wallet.html",
    ),
    page(
        "space/licences/<int:licence_id>/",
        licences.licence,
        "licence",
        title="证照",
        access=signed_in(),
        template=L + "licence.html",
    ),
    page(
        "space/licences/<int:licence_id>/show/",
        licences.show,
        "licence-show",
        title="亮证",
        access=signed_in(),
        template=L + "show.html",
    ),
    page("space/licences/<int:licence_id>/file/", licences.file, "licence-file", title="证照文件", access=signed_in()),
    page("track/", track.track, "track", title="查进度", access=public(), template=C + "track.html"),
    page("verify/", verify.verify, "verify", title="证照和文书核验", access=public(), template=L + "verify.html"),
    page(
        "verify/<str:token>/",
        verify.verify_code,
        "verify-code",
        title="核验结果",
        access=public(),
        template=L + "verify.html",
    ),
    page("rate/<str:token>/", ratings.rate, "rate", title="评价", access=public(), template=R + "rate.html"),
]
PAYING = [
    page("my/bills/", payments.bills, "bills", title="我的缴费", access=signed_in(), template=B + "list.html"),
    page("my/bills/<slug:number>/", payments.bill, "bill", title="缴费", access=signed_in(), template=B + "bill.html"),
    page(
        "my/bills/<slug:number>/tickets/<slug:ticket>/",
        payments.ticket,
        "ticket",
        title="电子票据",
        access=signed_in(),
    ),
    page(
        "pay/demo/<slug:order>/",
        payments.demo,
        "demo-cashier",
        title="演示收款台",
        access=signed_in(),
        template=B + "demo.html",
    ),
    page(
        "receipts/check/",
        payments.check,
        "receipt-check",
        title="票据查验",
        access=public(),
        template=B + "check.html",
    ),
    page(
        "paying-online/",
        payments.rollout,
        "paying-online",
        title="网上缴费推进情况",
        access=public(),
        template=B + "rollout.html",
    ),
]
ABOUT = [
    page("regions/", site.regions, "regions", title="切换地区", access=public(), template=S + "regions.html"),
    page("reading/", reading, "reading", title="阅读方式", access=public()),
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
urlpatterns = FINDING + BUNDLES + LISTS + APPLYING + APPLYING_FOR_BUNDLES + ACCOUNT + SPACE + OWN
urlpatterns += FOLLOWING_BUNDLES + PROJECTS + PAYING + ABOUT
