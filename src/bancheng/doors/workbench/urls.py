"""Every page of the workbench: address, view, access rule, title. Grouped as the rail is."""

from __future__ import annotations

from datetime import date

from django.urls import register_converter

from bancheng.doors.frame.pages import allowed, platform, public, staff
from bancheng.doors.workbench.accounts import views as accounts
from bancheng.doors.workbench.calendar import views as calendar
from bancheng.doors.workbench.catalog import acts as item_acts
from bancheng.doors.workbench.catalog import natures
from bancheng.doors.workbench.catalog import views as catalog
from bancheng.doors.workbench.catalog.guide import materials
from bancheng.doors.workbench.catalog.guide import views as guide
from bancheng.doors.workbench.config import views as config
from bancheng.doors.workbench.desk import duties
from bancheng.doors.workbench.desk import views as desk
from bancheng.doors.workbench.imports import views as imports
from bancheng.doors.workbench.inbox import views as inbox
from bancheng.doors.workbench.jobs import views as jobs
from bancheng.doors.workbench.journal import views as journal
from bancheng.doors.workbench.organisations import acts as organ_acts
from bancheng.doors.workbench.organisations import views as organisations
from bancheng.doors.workbench.pages import page
from bancheng.doors.workbench.people import views as people
from bancheng.doors.workbench.rules import views as rules
from bancheng.doors.workbench.staff import acts as staff_acts
from bancheng.doors.workbench.staff import views as staff_pages


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
natures_desk, unmask = allowed("natures.edit"), allowed("people.unmask")

# One page a line, so that the list reads as a map.
# fmt: off
urlpatterns = [
    # 登录
    page("login/", accounts.sign_in, "login", title="工作人员登录", access=public(), template="accounts/login.html"),
    page("logout/", accounts.sign_out, "logout", title="退出", access=public()),
    page("password/", accounts.password, "password", title="修改密码", access=staff(), template=FORM),
    page("keys/", accounts.keys, "keys", title="快捷键", access=staff(), template="accounts/keys.html"),
    # 我的工作台
    page("", desk.desk, "desk", title="我的工作台", access=staff(), template="desk/desk.html"),
    page("duties/<pk:pk>/", duties.duty, "duty", title="限期任务", access=allowed("duties.view"), template="desk/duty.html"),
    page("duties/<pk:pk>/close/", duties.close, "duty-close", title="办结限期任务", access=allowed("duties.close"), template=FORM),
    page("inbox/", inbox.inbox, "inbox", title="消息", access=staff(), template="inbox/list.html"),
    page("inbox/<pk:pk>/", inbox.message, "message", title="消息", access=staff(), template="inbox/message.html"),
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
