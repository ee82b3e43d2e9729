"""The rules of this room: stars, their dated targets, the weights of candidates, what public lists stand on."""

from __future__ import annotations

from bancheng.ground.law import 优化营商环境条例, 在线政务服务规定
from bancheng.registers.organisations.types import RuleKey, declare

STAR_ARTICLE = "西峡县实施方案三（三）5"
RANK_ARTICLE = "西峡县实施方案三（一）"
CROSS_ARTICLE = "重庆市工作方案二（四）"

STAR_INFORMATION = declare(
    "lists.star_information", kind="int", default=1, minimum=0, maximum=5, label="只公开办事指南的星级"
)
STAR_FORMS = declare("lists.star_forms", kind="int", default=2, minimum=0, maximum=5, label="可以下载空白表格的星级")
STAR_PRE_REVIEW = declare(
    "lists.star_pre_review", kind="int", default=2, minimum=0, maximum=5, label="网上申请后还要多次到现场的星级"
)
STAR_ELECTRONIC = declare(
    "lists.star_electronic",
    kind="int",
    default=4,
    minimum=4,
    maximum=5,
    label="全程网上办理且结果电子送达的星级",
    article=STAR_ARTICLE,
)

TARGET_ONLINE = declare(
    "lists.target_online",
    kind="int",
    unit="percent",
    default=0,
    minimum=0,
    maximum=100,
    label="网上办理率目标（自生效之日起应当达到）",
    article=STAR_ARTICLE,
)
TARGET_THREE_STARS = declare(
    "lists.target_three_stars",
    kind="int",
    unit="percent",
    default=0,
    minimum=0,
    maximum=100,
    label="三星级以上比例目标（自生效之日起应当达到）",
    article=STAR_ARTICLE,
)
TARGET_FOUR_STARS = declare(
    "lists.target_four_stars",
    kind="int",
    unit="percent",
    default=0,
    minimum=0,
    maximum=100,
    label="四星级以上比例目标（自生效之日起应当达到）",
    article=STAR_ARTICLE,
)


def _weight(name: str, default: int, label: str, article: str) -> None:
    declare(f"lists.{name}", kind="int", default=default, minimum=0, maximum=100, label=label, article=article)


_weight("candidate_volume", 40, "候选排序权重：办件量", RANK_ARTICLE)
_weight("candidate_attention", 30, "候选排序权重：关注度", RANK_ARTICLE)
_weight("candidate_breadth", 30, "候选排序权重：涉及面", RANK_ARTICLE)
_weight("cross_complaints", 25, "跨省通办候选权重：反映最强烈", CROSS_ARTICLE)
_weight("cross_wishes", 25, "跨省通办候选权重：最渴望解决", CROSS_ARTICLE)
_weight("cross_frequency", 25, "跨省通办候选权重：办事频率", CROSS_ARTICLE)
_weight("cross_volume", 25, "跨省通办候选权重：办件量", CROSS_ARTICLE)

PROOF_DAYS = declare(
    "lists.proof_days",
    kind="int",
    unit="workday",
    default=7,
    minimum=1,
    maximum=60,
    label="证明事项取消或者新增后更新清单的期限",
    article="《新密市管理办法》第二十三条",
)


def _basis(name: str, label: str, article: str) -> RuleKey:
    """What a public list stands on: a general law, unless the plan or measures of the locality name the list themselves."""
    return declare(f"lists.basis_{name}", kind="text", default=article, label=f"公开清单的依据：{label}")


BASIS_ONCE = _basis("once", "“一次办妥”事项清单", str(优化营商环境条例("第三十六条")))
BASIS_NEGATIVE = _basis("negative", "“一次办妥”负面清单", str(优化营商环境条例("第三十六条")))
BASIS_FOUR_ENDS = _basis("four_ends", "四端协同事项清单", str(优化营商环境条例("第三十七条")))
BASIS_STARS = _basis("stars", "网办星级清单", str(在线政务服务规定("第二条")))
BASIS_CROSS = _basis("cross_province", "“跨省通办”事项清单", "国办发〔2020〕35号")
