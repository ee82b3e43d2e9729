"""Every page of the workbench: address, view, access rule, title. Grouped as the rail is."""

from __future__ import annotations

from datetime import date

from django.urls import register_converter

from bancheng.doors.frame.pages import allowed, platform, public, staff
from bancheng.doors.workbench.accounts import tokens
from bancheng.doors.workbench.accounts import views as accounts
from bancheng.doors.workbench.calendar import views as calendar
from bancheng.doors.workbench.cases import acts as case_acts
from bancheng.doors.workbench.cases import views as cases
from bancheng.doors.workbench.cases.deciding import decide
from bancheng.doors.workbench.catalog import acts as item_acts
from bancheng.doors.workbench.catalog import natures
from bancheng.doors.workbench.catalog import views as catalog
from bancheng.doors.workbench.catalog.guide import materials
from bancheng.doors.workbench.catalog.guide import views as guide
from bancheng.doors.workbench.config import views as config
from bancheng.doors.workbench.desk import duties
from bancheng.doors.workbench.desk import views as desk
from bancheng.doors.workbench.grants import views as grants
from bancheng.doors.workbench.imports import views as imports
from bancheng.doors.workbench.inbox import views as inbox
from bancheng.doors.workbench.intake import acceptance, filing, looking, visitors
from bancheng.doors.workbench.intake import files as case_files
from bancheng.doors.workbench.intake import materials as intake_materials
from bancheng.doors.workbench.jobs import views as jobs
from bancheng.doors.workbench.journal import views as journal
from bancheng.doors.workbench.organisations import acts as organ_acts
from bancheng.doors.workbench.organisations import views as organisations
from bancheng.doors.workbench.pages import page
from bancheng.doors.workbench.people import views as people
from bancheng.doors.workbench.results import views as results
from bancheng.doors.workbench.rules import views as rules
from bancheng.doors.workbench.staff import acts as staff_acts
from bancheng.doors.workbench.staff import views as staff_pages
from bancheng.doors.workbench.supervision import views as supervision
from bancheng.doors.workbench.todo import views as todo


class Day:
    """A day in an address: 2026-12-03."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


class Key:
    """A whole number that a database can hold."""

    regex = r"[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(Day, "day")
register_converter(Key, "pk")

app_name = "workbench"
FORM = "parts/form_page.html"

see_items, edit_items = allowed("catalog.view"), allowed("catalog.edit")
publish_items, import_items = allowed("catalog.publish"), allowed("catalog.import")
see_organs, edit_organs = allowed("organisations.view"), allowed("organisations.edit")
see_staff, edit_staff, grant_roles = allowed("staff.view"), allowed("staff.edit"), allowed("roles.grant")
see_calendar, edit_calendar = allowed("calendar.view"), platform("calendar.edit")
see_rules, edit_rules = allowed("rules.view"), allowed("rules.edit")
see_jobs, run_jobs = platform("jobs.view"), platform("jobs.retry")
see_journal, verify_journal = platform("journal.view"), platform("journal.verify")
see_cases, supervise, grant_decisions = allowed("cases.view"), allowed("cases.supervise"), allowed("cases.grant")
take_in, hand_out = allowed("cases.take_in"), allowed("cases.deliver")
natures_desk, unmask = allowed("natures.edit"), allowed("people.unmask")

# One page a line, so that the list reads as a map.
# fmt: off
urlpatterns = [
    # 登录
    page("login/", accounts.sign_in, "login", title="工作人员登录", access=public(), template="accounts/login.html"),
    page("logout/", accounts.sign_out, "logout", title="退出", access=public()),
    page("password/", accounts.password, "password", title="修改密码", access=staff(), template=FORM),
    page("keys/", accounts.keys, "keys", title="快捷键", access=staff(), template="accounts/keys.html"),
    page("tokens/", tokens.tokens, "tokens", title="接口令牌", access=allowed("api.use"), template="accounts/tokens.html"),
    page("tokens/<pk:pk>/revoke/", tokens.revoke, "token-revoke", title="停用令牌", access=allowed("api.use"), template=FORM),
    # 我的工作台
    page("", desk.desk, "desk", title="我的工作台", access=staff(), template="desk/desk.html"),
    page("duties/<pk:pk>/", duties.duty, "duty", title="限期任务", access=allowed("duties.view"), template="desk/duty.html"),
    page("duties/<pk:pk>/close/", duties.close, "duty-close", title="办结限期任务", access=allowed("duties.close"), template=FORM),
    page("inbox/", inbox.inbox, "inbox", title="消息", access=staff(), template="inbox/list.html"),
    page("inbox/<pk:pk>/", inbox.message, "message", title="消息", access=staff(), template="inbox/message.html"),
    # 待办和办件
    page("todo/", todo.listed, "todo", title="待办", access=see_cases, template="todo/list.html"),
    page("todo/export/<str:form>/", todo.export, "todo-export", title="导出待办", access=see_cases),
    page("cases/", cases.listed, "cases", title="办件", access=see_cases, template="cases/list.html"),
    page("cases/export/<str:form>/", cases.export, "cases-export", title="导出办件", access=see_cases),
    page("cases/<slug:case>/", cases.case, "case", title="办件", access=see_cases, template="cases/case.html"),
    page("cases/<slug:case>/review/", case_acts.review, "case_review", title="审查", access=see_cases, template="cases/review.html"),
    page("cases/<slug:case>/send-back/", case_acts.send_back, "case_send_back", title="退回前一环节", access=see_cases, template=FORM),
    page("cases/<slug:case>/decide/", decide, "case_decide", title="作出决定", access=see_cases, template="cases/decide.html"),
    page("cases/<slug:case>/deliver/", case_acts.deliver, "case_deliver", title="送达", access=see_cases, template=FORM),
    page("cases/<slug:case>/close/", case_acts.close, "case_close", title="办结", access=see_cases, template=FORM),
    page("cases/<slug:case>/urge/", case_acts.urge, "case_urge", title="催办", access=see_cases, template=FORM),
    # 受理、文书和文件
    page("cases/<slug:case>/accept/", acceptance.accept, "case_accept", title="受理", access=take_in, template="intake/desk.html"),
    page("cases/<slug:case>/supplement/", acceptance.supplement, "case_supplement", title="一次性告知", access=take_in, template="intake/gaps.html"),
    page("cases/<slug:case>/not-accept/", acceptance.not_accept, "case_not_accept", title="不予受理", access=take_in, template="intake/refuse.html"),
    page("cases/<slug:case>/materials/<pk:line>/check/", looking.material, "case_material", title="核验材料", access=take_in, template="intake/material.html"),
    page("cases/<slug:case>/papers/", acceptance.papers, "case_papers", title="文书", access=see_cases, template="intake/papers.html"),
    page("cases/<slug:case>/files/<slug:file>/", case_files.case_file, "case_file", title="材料文件", access=see_cases),
    page("papers/<str:number>/", case_files.paper, "paper", title="文书", access=see_cases),
    # 综合受理
    page("intake/", visitors.who, "intake", title="综合受理", access=take_in, template="intake/who.html"),
    page("intake/at/<str:handle>/", visitors.visit, "intake-visit", title="综合受理", access=take_in, template="intake/visit.html"),
    page("intake/at/<str:handle>/for/", visitors.acting_for, "intake-for", title="换办理身份", access=take_in, template="intake/visit.html"),
    page("intake/at/<str:handle>/start/", visitors.start, "intake-start", title="开始办理", access=take_in, template=FORM),
    page("intake/<slug:case>/", filing.file, "intake-file", title="综合受理", access=take_in, template="intake/file.html"),
    page("intake/<slug:case>/submit/", filing.submit, "intake-submit", title="收件", access=take_in, template="intake/file.html"),
    page("intake/<slug:case>/applicant/", filing.applicant, "intake-applicant", title="换办理身份", access=take_in, template=FORM),
    page("intake/<slug:case>/refresh/", filing.refresh, "intake-refresh", title="按现行指南更新", access=take_in),
    page("intake/<slug:case>/discard/", filing.discard, "intake-discard", title="删除草稿", access=take_in, template=FORM),
    page("intake/<slug:case>/materials/<pk:line>/", intake_materials.act, "intake-material", title="收材料", access=take_in),
    # 统一出件
    page("results/", results.listed, "results", title="统一出件", access=hand_out, template="results/list.html"),
    page("results/<slug:case>/", results.result, "result", title="出件", access=hand_out, template="results/result.html"),
    page("results/<slug:case>/deliver/", results.deliver, "result-deliver", title="送达", access=hand_out, template="results/result.html"),
    page("results/<slug:case>/print/", results.print_licence, "result-print", title="打印证照", access=hand_out),
    page("results/<slug:case>/collect/", results.collect, "result-collect", title="领取登记", access=hand_out, template="results/result.html"),
    page("results/<slug:case>/close/", results.close, "result-close", title="办结", access=hand_out, template=FORM),
    # 当场决定授权
    page("grants/", grants.listed, "grants", title="当场决定授权", access=grant_decisions, template="grants/list.html"),
    page("grants/give/", grants.give, "grant-give", title="授权当场决定", access=grant_decisions, template=FORM),
    page("grants/<pk:pk>/revoke/", grants.revoke, "grant-revoke", title="收回授权", access=grant_decisions, template=FORM),
    # 电子监察
    page("supervision/", supervision.overview, "supervision", title="监察总览", access=supervise, template="supervision/overview.html"),
    page("supervision/export/<str:form>/", supervision.export, "supervision-export", title="导出在办办件", access=supervise),
    page("supervision/findings/", supervision.findings, "findings", title="监察发现", access=allowed("supervision.view"), template="supervision/findings.html"),
    page("supervision/findings/export/<str:form>/", supervision.findings_export, "findings-export", title="导出监察发现", access=allowed("supervision.view")),
    page("supervision/cases/<slug:case>/", supervision.case, "supervised_case", title="全过程日志", access=supervise, template="supervision/case.html"),
    # 事项目录
    page("items/", catalog.items, "items", title="事项目录", access=see_items, template="catalog/list.html"),
    page("items/export/<str:form>/", catalog.export, "items-export", title="导出事项目录", access=see_items),
    page("items/create/", item_acts.create, "item-create", title="登记事项", access=edit_items, template=FORM),
    page("items/assign/", item_acts.assign, "items-assign", title="批量赋码", access=edit_items, template=FORM),
    page("items/<pk:pk>/", catalog.item, "item", title="事项", access=see_items, template="catalog/item.html"),
    page("items/<pk:pk>/change/", item_acts.change, "item-change", title="修改事项", access=edit_items, template=FORM),
    page("items/<pk:pk>/suspend/", item_acts.suspend, "item-suspend", title="暂停事项", access=publish_items, template=FORM),
    page("items/<pk:pk>/cancel/", item_acts.cancel, "item-cancel", title="取消事项", access=publish_items, template=FORM),
    page("items/<pk:pk>/publish/", item_acts.publish, "item-publish", title="发布指南", access=publish_items, template="catalog/publish.html"),
    page("items/<pk:pk>/versions/<pk:number>/", catalog.version, "version", title="指南版本", access=see_items, template="catalog/version.html"),
    page("items/<pk:pk>/versions/<pk:number>/withdraw/", item_acts.withdraw, "version-withdraw", title="撤下指南", access=publish_items, template=FORM),
    page("items/<pk:pk>/guide/json/", guide.whole, "guide-json", title="编辑指南（高级）", access=edit_items, template="catalog/json.html"),
    page("items/<pk:pk>/guide/compare/", guide.compare, "guide-compare", title="比较两版", access=see_items, template="catalog/compare.html"),
    page("items/<pk:pk>/guide/drop/", guide.drop, "guide-drop", title="放弃草稿", access=edit_items, template=FORM),
    page("items/<pk:pk>/guide/materials/add/", materials.material, "material-add", title="加一份材料", access=edit_items, template="catalog/material.html"),
    page("items/<pk:pk>/guide/materials/<pk:index>/", materials.material, "material", title="修改材料", access=edit_items, template="catalog/material.html"),
    page("items/<pk:pk>/guide/materials/<pk:index>/act/", materials.act, "material-act", title="移动或删去材料", access=edit_items, template=FORM),
    page("items/<pk:pk>/guide/<slug:key>/", guide.edit, "guide-edit", title="编辑指南", access=edit_items, template="catalog/section.html"),
    page("natures/", natures.listed, "natures", title="事项性质", access=natures_desk, template="catalog/natures.html"),
    page("natures/<slug:code>/", natures.change, "nature-change", title="修改事项性质", access=natures_desk, template=FORM),
    page("natures/<slug:code>/remove/", natures.remove, "nature-remove", title="删除事项性质", access=natures_desk, template=FORM),
    # 事项导入
    page("imports/", imports.listed, "imports", title="事项导入", access=import_items, template="imports/list.html"),
    page("imports/<pk:pk>/", imports.run, "import", title="事项导入", access=import_items, template="imports/run.html"),
    page("imports/<pk:pk>/report/<str:form>/", imports.download, "import-report", title="下载导入结果", access=import_items),
    # 区划和机构
    page("organisations/", organisations.tree, "organisations", title="区划和机构", access=see_organs, template="organisations/tree.html"),
    page("organisations/export/<str:form>/", organisations.export, "organisations-export", title="导出机构", access=see_organs),
    page("organisations/regions/create/", organ_acts.region, "region-create", title="登记区划", access=edit_organs, template=FORM),
    page("organisations/create/<str:region>/", organ_acts.create, "organisation-create", title="登记机构", access=edit_organs, template=FORM),
    page("organisations/<pk:pk>/", organisations.organisation, "organisation", title="机构", access=see_organs, template="organisations/organisation.html"),
    page("organisations/<pk:pk>/rename/", organ_acts.rename, "organisation-rename", title="机构改名", access=edit_organs, template=FORM),
    page("organisations/<pk:pk>/move/", organ_acts.move, "organisation-move", title="调整隶属", access=edit_organs, template=FORM),
    page("organisations/<pk:pk>/describe/", organ_acts.describe, "organisation-describe", title="机构联系信息", access=edit_organs, template=FORM),
    page("organisations/<pk:pk>/retire/", organ_acts.retire, "organisation-retire", title="撤销机构", access=edit_organs, template=FORM),
    page("organisations/<pk:pk>/posts/create/", organ_acts.post, "post-create", title="设立岗位", access=edit_organs, template=FORM),
    # 人员和角色
    page("staff/", staff_pages.people, "staff", title="人员和角色", access=see_staff, template="staff/list.html"),
    page("staff/export/<str:form>/", staff_pages.export, "staff-export", title="导出人员", access=see_staff),
    page("staff/roles/", staff_pages.matrix, "roles", title="谁能做什么", access=see_staff, template="staff/matrix.html"),
    page("staff/create/", staff_acts.create, "staff-create", title="登记人员", access=edit_staff, template=FORM),
    page("staff/<pk:pk>/", staff_pages.person, "staff-page", title="人员", access=see_staff, template="staff/person.html"),
    page("staff/<pk:pk>/grant/", staff_acts.grant, "grant", title="授予角色", access=grant_roles, template=FORM),
    page("staff/<pk:pk>/roles/<pk:grant>/revoke/", staff_acts.revoke, "revoke", title="收回角色", access=grant_roles, template=FORM),
    page("staff/<pk:pk>/active/", staff_acts.active, "staff-active", title="停用或恢复账号", access=edit_staff, template=FORM),
    page("staff/<pk:pk>/password/", staff_acts.password, "staff-password", title="重新设置密码", access=edit_staff, template=FORM),
    page("staff/<pk:pk>/posts/hold/", staff_acts.hold, "hold", title="安排岗位", access=edit_staff, template=FORM),
    page("staff/<pk:pk>/posts/<pk:holding>/release/", staff_acts.release, "release", title="离岗", access=edit_staff, template=FORM),
    page("staff/<pk:pk>/leave/", staff_acts.leave, "leave", title="登记请假", access=see_staff, template=FORM),
    page("staff/<pk:pk>/leave/<pk:leave>/end/", staff_acts.end_leave, "leave-end", title="销假", access=see_staff, template=FORM),
    page("people/", people.find, "people", title="查看身份号码", access=unmask, template="people/find.html"),
    page("people/unmask/", people.unmask, "unmask", title="查看身份号码", access=unmask, template="people/find.html"),
    # 工作日历
    page("calendar/", calendar.year_page, "calendar", title="工作日历", access=see_calendar, template="calendar/year.html"),
    page("calendar/<pk:year>/", calendar.year_page, "calendar-year", title="工作日历", access=see_calendar, template="calendar/year.html"),
    page("calendar/<pk:year>/notice/", calendar.notice, "calendar-notice", title="录入放假通知", access=edit_calendar, template=FORM),
    page("calendar/days/<day:day>/", calendar.day, "calendar-day", title="更正一天", access=edit_calendar, template=FORM),
    # 规则版本
    page("rules/", rules.table, "rules", title="规则版本", access=see_rules, template="rules/table.html"),
    page("rules/<str:key>/", rules.history, "rule", title="规则", access=see_rules, template="rules/history.html"),
    page("rules/<str:key>/add/", rules.add, "rule-add", title="加一个版本", access=edit_rules, template=FORM),
    # 后台任务
    page("jobs/", jobs.listed, "jobs", title="后台任务", access=see_jobs, template="jobs/list.html"),
    page("jobs/schedules/", jobs.schedules, "schedules", title="定时任务", access=see_jobs, template="jobs/schedules.html"),
    page("jobs/schedules/<str:key>/", jobs.schedule, "schedule", title="定时任务", access=run_jobs),
    page("jobs/<pk:pk>/", jobs.job, "job", title="后台任务", access=staff(), template="jobs/job.html"),
    page("jobs/<pk:pk>/retry/", jobs.retry, "job-retry", title="重新执行", access=run_jobs, template=FORM),
    page("jobs/<pk:pk>/cancel/", jobs.cancel, "job-cancel", title="取消任务", access=staff(), template=FORM),
    # 操作日志
    page("journal/", journal.entries, "journal", title="操作日志", access=see_journal, template="journal/list.html"),
    page("journal/export/<str:form>/", journal.export, "journal-export", title="导出操作日志", access=see_journal),
    page("journal/verify/", journal.verification, "verify", title="校验操作日志", access=verify_journal, template="journal/verify.html"),
    page("journal/verify/<pk:pk>/", journal.verification_run, "verification", title="日志校验结果", access=verify_journal, template="journal/verification.html"),
    page("journal/anchors/", journal.anchors, "anchors", title="每日签名", access=see_journal, template="journal/anchors.html"),
    page("journal/entries/<pk:pk>/", journal.entry, "entry", title="日志", access=see_journal, template="journal/entry.html"),
    # 配置检查
    page("config/", config.config, "config", title="配置检查", access=allowed("config.view"), template="config/config.html"),
]
# fmt: on
