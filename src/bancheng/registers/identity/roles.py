"""The roles of staff and what each may do. A role is granted dated, within a region subtree and, if said, one organisation.

Groups separate what 新密市管理办法 art. 6 separates: business (市政务服务中心), technology (市大数据局), towns; and departments,
supervision and the platform's own administration beside them.
"""

from __future__ import annotations

from bancheng.registers.identity.types import Role

GROUPS = {
    "business": "政务服务管理",
    "technology": "大数据管理",
    "town": "乡镇（街道）",
    "department": "部门",
    "supervision": "监察",
    "system": "平台管理",
}

_DESK = ("desk.view", "messages.view", "organisations.view", "calendar.view", "duties.view")

ROLES = {
    role.key: role
    for role in (
        Role(
            "administrator",
            "系统管理员",
            "system",
            (
                *_DESK,
                "organisations.edit",
                "calendar.edit",
                "rules.view",
                "rules.edit",
                "staff.view",
                "staff.edit",
                "roles.grant",
                "jobs.view",
                "jobs.retry",
                "config.view",
                "catalog.view",
                "catalog.import",
                "natures.edit",
                "duties.close",
            ),
        ),
        Role(
            "security_officer",
            "安全审计员",
            "system",
            (*_DESK, "journal.view", "journal.verify", "config.view", "staff.view"),
        ),
        Role(
            "service_officer",
            "政务服务中心工作人员",
            "business",
            (
                *_DESK,
                "catalog.view",
                "catalog.edit",
                "catalog.publish",
                "catalog.import",
                "natures.edit",
                "rules.view",
                "staff.view",
                "calendar.edit",
                "duties.close",
            ),
        ),
        Role(
            "data_officer",
            "大数据局技术人员",
            "technology",
            (*_DESK, "jobs.view", "jobs.retry", "config.view", "journal.verify", "journal.view", "rules.view"),
        ),
        Role("town_officer", "乡镇（街道）工作人员", "town", (*_DESK, "catalog.view")),
        Role("catalog_editor", "部门事项管理员", "department", (*_DESK, "catalog.view", "catalog.edit")),
        Role("catalog_reviewer", "事项审核员", "business", (*_DESK, "catalog.view", "catalog.publish")),
        Role("clerk", "窗口人员", "department", (*_DESK, "catalog.view", "people.unmask")),
        Role("reviewer", "审查人员", "department", (*_DESK, "catalog.view")),
        Role("approver", "审批人员", "department", (*_DESK, "catalog.view")),
        Role("result_desk", "出件人员", "department", (*_DESK, "catalog.view")),
        Role(
            "supervisor",
            "电子监察员",
            "supervision",
            (*_DESK, "catalog.view", "journal.view", "journal.verify", "staff.view"),
        ),
    )
}

ACTIONS = {
    "desk.view": "打开工作台",
    "messages.view": "查看消息",
    "organisations.view": "查看区划和机构",
    "organisations.edit": "维护区划和机构",
    "calendar.view": "查看工作日历",
    "calendar.edit": "维护工作日历",
    "rules.view": "查看规则版本",
    "rules.edit": "新增规则版本",
    "staff.view": "查看人员",
    "staff.edit": "维护人员",
    "roles.grant": "授予和收回角色",
    "people.unmask": "查看完整身份号码",
    "catalog.view": "查看事项目录",
    "catalog.edit": "编辑事项",
    "catalog.publish": "发布事项",
    "catalog.import": "导入事项",
    "natures.edit": "维护事项性质",
    "duties.view": "查看限期任务",
    "duties.close": "办结限期任务",
    "jobs.view": "查看后台任务",
    "jobs.retry": "重试、取消后台任务",
    "journal.view": "查看操作日志",
    "journal.verify": "校验操作日志",
    "config.view": "查看配置检查",
}
"""Every action with its Chinese label, in the order of the matrix page; a test holds the roles to it."""
