"""The words for the codes of a case, in one place for every door."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType


def _words(**words: str) -> Mapping[str, str]:
    return MappingProxyType(words)


CHANNELS = _words(portal="网上", window="窗口", api="接口")
CAPACITIES = _words(
    self="本人办理", representative="法定代表人（负责人）办理", operator="单位经办人办理", agent="受委托代办"
)
OUTCOMES = _words(granted="准予", refused="不予")
GIVEN = MappingProxyType(
    {
        "": "未提交",
        "uploaded": "已上传",
        "paper": "窗口收取纸质",
        "licence": "电子证照免交",
        "shared": "数据共享免交",
        "exempt": "免予提交",
        "generated": "在线填写生成",
        "committed": "告知承诺代替",
    }
)
VERIFIED = "不需要提交（已核验，不再索要）"
CHECKS = MappingProxyType({"": "未核验", "ok": "合格", "bad": "不合格", "exempt": "免交"})
COMMITMENT_RESULTS = _words(fulfilled="已履行", breached="未履行", skipped="未抽中")
CHECK_PARTS = _words(approving="审批部门", supervising="监管部门", enforcing="执法部门")
WORDS_OF_CHECKS = _words(open="待核查", late="逾期未核查", fulfilled="已履行", breached="未履行")
CREDIT_ABOUT = _words(commitment="作出承诺", outcome="履行情况")
CREDIT_STATES = _words(waiting="待报送", sent="已报送", failed="报送失败")
POSTS = _words(
    clerk="受理岗", reviewer="审查岗", approver="审批岗", result_desk="出件岗", expert="专家", chief="首席代表"
)
OPINIONS = _words(agree="同意", disagree="不同意")
DELIVERIES = _words(electronic="电子送达", window="窗口领取", post="邮寄送达")
SIGNED_HOW = _words(online="网上签署", window="窗口当面签署")
LIGHTS = _words(normal="正常", warning="预警", overdue="逾期", none="不计时")
IDENTITY_METHODS = _words(
    id_card="核对居民身份证原件",
    id_reader="身份证阅读器",
    e_id="电子身份证照",
    passport="核对护照等其他证件",
    mandate="核对受托人身份证和授权委托书",
)
"""How a window knows whom it serves; recorded with each case it takes in."""
