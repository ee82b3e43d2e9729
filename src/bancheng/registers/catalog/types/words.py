"""The words for the codes of a guide: GB/T 39046-2020 A.4, and the labels of the values in `schema`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType


def _words(**words: str) -> Mapping[str, str]:
    return MappingProxyType(words)


AUDIENCES = MappingProxyType(
    {"1": "自然人", "2": "企业法人", "3": "事业法人", "4": "社会组织法人", "5": "行政机关", "6": "其他组织"}
)
CHANNELS = _words(window="窗口办理", pc="网上办理", mobile="手机办理", terminal="自助终端办理", post="邮寄办理")
HANDLING = _words(instant="即办件", promised="承诺件")
SCOPES = _words(local="本地办理", county="全县通办", city="全市通办", province="全省通办", nation="跨省通办")
FORMS = _words(paper="纸质", electronic="电子", either="纸质或电子")
SIGNATURES = _words(none="不要求", signature="签名", seal="盖章", both="签名并盖章")
SOURCES = _words(applicant="申请人自备", government="政府部门核发", other="其他")
NECESSITIES = _words(required="必要", optional="非必要", tolerable="可容缺后补")
COMMITMENT_KINDS = _words(proof="证明事项", licence="涉企经营许可事项")
COMMITMENT_CONTENTS = _words(
    content="承诺的内容",
    requirements="要求",
    liability="违反承诺的法律责任",
    form="承诺的形式",
    supervision="监管措施",
)
"""The five contents of 告知承诺, in the order in which they are told."""
COMMITMENT_SIGNS = _words(
    controllable="风险可控",
    correctable="纠错成本低",
    supervisable="能够通过事中事后监管有效防范风险",
)
RISKS = _words(high="较高", medium="一般", low="较低")
RESULT_KINDS = _words(licence="证照", approval="批文", record="记录", payment="发放待遇", other="其他")
POSTS = _words(clerk="受理岗", reviewer="审查岗", approver="审批岗", result_desk="出件岗", expert="专家")
FACET_KINDS = _words(
    theme="主题",
    department="部门",
    life_event="人生事件和经营阶段",
    group="特定人群",
    nature="事项性质",
    audience="服务对象",
    item_type="事项类型",
    owner_type="实施主体性质",
    online="网上办理",
)
"""The kinds by which lists and search are narrowed, in the order of display; each is a field of SearchQuery."""
UNIFORM_ELEMENTS = _words(
    requirements="受理条件",
    audience="服务对象",
    stages="办理流程",
    materials="申请材料",
    statutory="法定办结时限",
    results="办理结果",
)
"""The six elements that a province keeps uniform (青海 15), in the order of its document: part of a guide → its name."""
CHANGE_KINDS = _words(take_over="承接", hand_down="下放", cancel="取消", adjust="调整")
UPSTREAM_LISTS = _words(licences="行政许可事项清单", powers="权责清单")
REVIEW_OUTCOMES = _words(kept="无须调整", changed="已调整", cancelled="已取消事项")
