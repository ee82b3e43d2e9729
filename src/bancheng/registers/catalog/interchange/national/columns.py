"""The columns of the exchange tables: name, type, whether required, meaning; and the codes that some of them take.

Facts of the public exchange schema (C0109); the groups are those of GB/T 39046-2020. A public service (事项类型 20) goes
into the `public` tables, whose few differences stand in `_public`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

_TYPE = re.compile(r"(varchar|int|bigint|datetime)(?:\(([0-9]+)\))?", re.ASCII)
_WHOLE = {"int": 2**31 - 1, "bigint": 2**63 - 1}


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `longest` in signs for a text, the largest value for a number, 0 for a moment."""

    name: str
    kind: str
    longest: int
    required: bool
    meaning: str


def _columns(text: str) -> tuple[Column, ...]:
    return tuple(_column(line) for line in text.strip().splitlines())


def _column(line: str) -> Column:
    name, kind, required, meaning = line.split(" ", 3)
    found = _TYPE.fullmatch(kind)
    if found is None:
        raise ValueError(line)
    longest = int(found[2]) if found[2] else _WHOLE.get(found[1], 0)
    return Column(name, found[1], longest, required == "Y", meaning)


_EVERY = _columns(
    """
id bigint Y 雪花算法生成的ID
cd_batch varchar(32) Y 批次号
cd_operation varchar(2) Y 同步类型
cd_time datetime Y 同步时间
create_org_id bigint Y 创建机构ID
create_time datetime Y 创建时间
create_user_id bigint Y 创建人ID
data_source varchar(3) Y 数据来源
row_guid varchar(50) Y 记录唯一标识
tenant_id bigint Y 租户ID
update_org_id bigint Y 更新机构ID
update_time datetime Y 更新时间
update_user_id bigint Y 更新人ID
version int Y 版本号
"""
)
"""Columns of the exchange itself, in every table."""

_DIRECTORY = _columns(
    """
by_law varchar(256) Y 设定依据
catalog_code varchar(12) Y 基本编码
local_catalog_code varchar(50) - 地方基本编码
plan_cancel_date datetime - 计划取消日期
plan_effective_date datetime - 计划生效日期
task_name varchar(1000) Y 事项名称
task_state varchar(2) Y 事项状态
task_type varchar(2) Y 事项类型
task_version int Y 事项版本
use_level varchar(11) Y 行使层级
"""
)

_BASIC = _columns(
    """
accept_condition varchar(256) Y 受理条件
anticipate_day int Y 法定办结时限
anticipate_explain varchar(256) - 法定办结时限说明
anticipate_type varchar(2) Y 法定办结时限单位
app_is_single_login varchar(2) Y 移动端是否对接单点登录
by_law varchar(256) Y 设定依据
catalog_code varchar(12) Y 基本编码
dept_code varchar(50) Y 实施主体编码
dept_name varchar(200) Y 实施主体
dept_type varchar(2) Y 实施主体性质
entrust_name varchar(100) - 委托部门
fee_basis varchar(256) - 收费依据
handle_flow varchar(256) Y 办理流程
handle_type varchar(5) - 办理形式
is_fee varchar(2) Y 是否收费
is_single_login varchar(2) Y 计算机端是否对接单点登录
limit_scene_num int Y 到办事现场次数
link_addr varchar(256) - 计算机端在线办理跳转地址
link_way varchar(256) Y 咨询方式
local_catalog_code varchar(50) - 地方基本编码
local_task_code varchar(50) - 地方实施编码
mobile_terminal_url varchar(500) - 移动端办理地址
plan_cancel_date datetime - 计划取消日期
plan_effective_date datetime - 计划生效日期
power_source varchar(2) Y 权力来源
project_type varchar(2) Y 办件类型
promise_day int Y 承诺办结时限
promise_explain varchar(256) - 承诺办结时限说明
promise_type int Y 承诺办结时限单位
server_type varchar(32) Y 服务对象
special_procedure varchar(500) Y 特别程序
supervise_way varchar(256) Y 监督投诉方式
task_code varchar(36) Y 实施编码
task_handle_item varchar(50) - 业务办理项编码
task_name varchar(1000) Y 事项名称
task_state varchar(2) Y 事项状态
task_type varchar(2) Y 事项类型
task_version int Y 事项版本
transact_addr varchar(500) Y 办理地点
transact_time varchar(500) Y 办理时间
use_level varchar(11) Y 行使层级
"""
)

_EXTEND = _columns(
    """
corp_character_topic_type varchar(100) - 面向法人地方特色主题分类
corp_topic_type varchar(40) - 面向法人事项主题分类
extend_field varchar(2000) - 扩展字段
handle_area varchar(2) - 通办范围
is_entry_center varchar(2) Y 是否进驻政务大厅
is_express varchar(2) Y 是否支持物流快递
is_online varchar(2) Y 是否网办
is_pay_online varchar(2) Y 是否支持网上支付
is_schedule varchar(2) - 是否支持预约办理
is_service_terminals varchar(2) - 是否支持终端办理
limit_explain varchar(256) - 数量限制
limit_scene_explain varchar(1000) - 办理现场办理原因说明
online_handle_depth varchar(20) - 网上办理深度
online_handle_url varchar(256) - 网办地址
other_dept varchar(200) - 联办机构
result_guid varchar(256) - 审批结果样本
result_name varchar(200) - 审批结果名称
result_type varchar(30) Y 审批结果类型
service_type varchar(500) - 中介服务
task_code varchar(36) Y 实施编码
task_guid varchar(50) Y 事项唯一标识
task_handle_item varchar(50) - 业务办理项编码
town_code varchar(18) - 乡镇街道代码
town_name varchar(200) - 乡镇街道名称
user_character_topic_type varchar(100) - 面向自然人地方特色主题分类
user_topic_type varchar(40) - 面向自然人事项主题分类
village_code varchar(18) - 村居社区代码
village_name varchar(200) - 村居社区名称
"""
)

_MATERIAL = _columns(
    """
accept_stand varchar(256) - 受理标准
by_law varchar(256) - 要求提供材料的依据
example_guid varchar(256) - 示例样表
fill_explain varchar(500) - 填报须知
form_guid varchar(256) - 空白表格
is_need varchar(2) Y 材料必要性
material_format varchar(2) - 材料形式
material_name varchar(200) Y 材料名称
material_type varchar(2) - 材料类型
order_num int Y 排序
page_format varchar(200) - 纸质材料规格
page_num int - 纸质材料份数
remark varchar(256) - 备注
source_explain varchar(500) - 来源渠道说明
source_type varchar(2) - 来源渠道
task_code varchar(36) Y 实施编码
task_guid varchar(50) Y 事项唯一标识
task_handle_item varchar(50) - 业务办理项编码
"""
)

_FEE = _columns(
    """
by_law varchar(256) - 收费依据
desc_explain varchar(256) - 允许减免依据
fee_name varchar(200) Y 收费项目名称
fee_stand varchar(256) Y 收费标准
is_desc varchar(2) - 是否允许减免
order_num int Y 排序
remark varchar(1000) - 备注
task_code varchar(36) Y 实施编码
task_guid varchar(50) Y 事项唯一标识
task_handle_item varchar(50) - 业务办理项编码
"""
)

_QUESTIONS = _columns(
    """
answer varchar(256) Y 答案
order_num int Y 排序
question varchar(1000) Y 问题
task_code varchar(36) Y 实施编码
task_guid varchar(50) Y 事项唯一标识
task_handle_item varchar(50) - 业务办理项编码
"""
)


def _public(part: str, columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """A public service owes no source of power, no limit of numbers, and its terms only where it has some."""
    if part == "basic":
        free = {"anticipate_day", "anticipate_type", "promise_day", "promise_type"}
        kept = [one for one in columns if one.name != "power_source"]
        return tuple(
            Column(one.name, one.kind, one.longest, one.required and one.name not in free, one.meaning) for one in kept
        )
    if part == "extend":
        kept = [one for one in columns if one.name != "limit_explain"]
        return tuple(
            Column(one.name, one.kind, 2 if one.name == "result_type" else one.longest, one.required, one.meaning)
            for one in kept
        )
    return columns


_PARTS = {"basic": _BASIC, "extend": _EXTEND, "material": _MATERIAL, "fee_project": _FEE, "questions": _QUESTIONS}
TABLES: Mapping[str, tuple[Column, ...]] = MappingProxyType(
    {"up_task_directory": (*_EVERY, *_DIRECTORY)}
    | {f"up_task_general_{part}": (*_EVERY, *columns) for part, columns in _PARTS.items()}
    | {f"up_task_public_{part}": (*_EVERY, *_public(part, columns)) for part, columns in _PARTS.items()}
)

YES_NO = frozenset({"0", "1"})
CODES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "cd_operation": frozenset("IUD"),
        "task_state": frozenset("123"),
        "dept_type": frozenset("1239"),
        "project_type": frozenset("129"),
        "anticipate_type": frozenset("1234"),
        "promise_type": frozenset("1234"),
        "power_source": frozenset("123456"),
        "handle_area": frozenset("1234"),
        "is_need": frozenset("123"),
        "material_type": frozenset("123"),
        "material_format": frozenset("123"),
        "source_type": frozenset({"10", "20", "99"}),
    }
    | dict.fromkeys(
        (
            *("is_fee", "is_single_login", "app_is_single_login", "is_entry_center", "is_express", "is_online"),
            *("is_pay_online", "is_schedule", "is_service_terminals", "is_desc"),
        ),
        YES_NO,
    )
)
"""The values a column may take; one that is empty and not required takes none."""
