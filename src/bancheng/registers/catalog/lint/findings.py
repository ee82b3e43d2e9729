"""The rules by code: what each is called, under which article it stands, how what it finds is put right.

They hold in every region, so that each cites what is law everywhere; a plan of one locality is cited nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bancheng.ground.law import Article, 优化营商环境条例, 在线政务服务规定, 行政许可法
from bancheng.registers.catalog.types import Fault

LONGEST_PHRASE = 60


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the examination. `severity`: what a finding of it does unless the rule says otherwise for one place."""

    code: str
    label: str
    article: str
    mend: str
    severity: str = "block"

    def at(self, path: str, sentence: str, *, phrase: str = "", severity: str = "", mend: str = "") -> Fault:
        """A finding of this rule at a place of the guide."""
        return Fault(
            path,
            self.code,
            sentence,
            severity=severity or self.severity,
            article=self.article,
            mend=mend or self.mend,
            phrase=phrase[:LONGEST_PHRASE],
        )


def _rule(code: str, label: str, article: Article | str, mend: str, severity: str = "block") -> Rule:
    return Rule(f"lint.{code}", label, str(article), mend, severity)


VAGUE = _rule(
    "vague",
    "模糊条款、兜底条款",
    行政许可法("第三十条"),
    "把要交的材料、要符合的条件逐项写出名称；写不出名称的，删去这一句",
)
UNCERTAIN = _rule(
    "uncertain",
    "裁量没有标准",
    优化营商环境条例("第三十五条"),
    "写明在什么情形下、按什么标准办；没有标准的，删去这一句",
    "warn",
)
MATERIAL_BASIS = _rule(
    "material_basis",
    "材料没有法定依据",
    优化营商环境条例("第三十五条"),
    "写明要求这份材料的法律、法规、规章和条款；找不到依据的，取消这份材料",
)
MATERIAL_WHOLE = _rule(
    "material_attributes",
    "材料要素不全",
    行政许可法("第三十条"),
    "写明原件和复印件份数；不要求签名盖章的，写明理由",
)
PAPER_ONLY = _rule(
    "paper_only",
    "只收纸质没有写明理由",
    优化营商环境条例("第三十七条"),
    "写明只能交纸质的理由（法律、法规的规定，交回实物，当面签名）；没有的，把材料形式改为“纸质或电子”",
)
WINDOW = _rule(
    "window",
    "大厅事项不收窗口申请",
    优化营商环境条例("第三十七条"),
    "在“办理形式”中加上“窗口”：申请人自主选择办理渠道，可以引导网上办理，不得限定",
)
STAMP = _rule(
    "stamp_basis",
    "盖章环节没有法定依据",
    优化营商环境条例("第三十五条"),
    "写明要求签名盖章的法律、法规、规章；没有依据的，改为“不要求”",
)
TERM = _rule(
    "promise",
    "承诺时限不短于法定时限",
    行政许可法("第四十二条"),
    "把承诺时限改到短于法定时限，单位与法定时限一致",
)
PRESENCE = _rule(
    "visit_basis",
    "要求到现场没有法定依据",
    优化营商环境条例("第三十五条"),
    "写明规定必须到现场的法律、法规和条款；没有的，把到现场次数改为 0",
)
FEES = _rule(
    "fees",
    "收费没有写清",
    行政许可法("第五十八条"),
    "不收费的写“不收费”；收费的逐项写明标准，写不出的写明公布标准的文件",
)
CROSS = _rule(
    "cross_province",
    "跨省通办要素缺失",
    "国办发〔2020〕35号",
    "补写所缺的要素，使各地按同一标准办理",
)
OFF_PLATFORM = _rule(
    "off_platform",
    "不上平台没有例外理由",
    在线政务服务规定("第四条"),
    "开通网上或手机办理；法律、法规另有规定，涉及国家秘密或者场地有特殊要求的，在事项信息中登记例外",
)
DATA_NEED = _rule(
    "data_need",
    "共享数据需求没有申明",
    在线政务服务规定("第七条"),
    "在“数据需求”中写明共享的资源、提供单位和用途",
    "warn",
)
BASIS_FORM = _rule(
    "basis_form",
    "依据写法不规范",
    "GB/T 39046—2020",
    "法规写全称并加《》，条款写“第×条”",
    "warn",
)
COMMITMENT = _rule(
    "commitment",
    "告知承诺书要素不全",
    优化营商环境条例("第四十四条"),
    "补齐承诺的内容、要求、违反承诺的法律责任、承诺形式和监管措施，并确认三项适用条件；不适用的，删去告知承诺",
)
POINT_BASIS = _rule(
    "point_basis",
    "审查要点没有依据",
    行政许可法("第三十四条"),
    "写明依据哪一部法律、法规、规章或者标准的哪一条审查；没有依据的，删去这一条",
)
POINT_OPEN = _rule(
    "point_open",
    "审查要点没有客观标准",
    优化营商环境条例("第三十五条"),
    "写明看什么、以什么为准；能用数的写成数值并写明上下限",
    "warn",
)
REPEALED = _rule(
    "repealed",
    "依据已经废止",
    优化营商环境条例("第三十五条"),
    "改引现行有效的法律、法规和条款",
    "warn",
)
REVIVAL = _rule(
    "revival",
    "疑似变相恢复已取消事项",
    优化营商环境条例("第三十九条"),
    "核对依据：确属变相恢复的不得设立；不是的，由审核人员在复核中写明理由后放行",
)

RULES: Mapping[str, Rule] = {
    rule.code: rule
    for rule in (
        *(VAGUE, UNCERTAIN, MATERIAL_BASIS, MATERIAL_WHOLE, PAPER_ONLY, STAMP, TERM, PRESENCE, FEES, CROSS),
        *(WINDOW, OFF_PLATFORM, DATA_NEED, BASIS_FORM, COMMITMENT, POINT_BASIS, POINT_OPEN, REPEALED, REVIVAL),
    )
}
"""The catalogue's own rules in the order of showing; rooms above bring theirs with their findings."""
GUIDE_FORM = "指南要素不全或者写法不对"


def label_of(code: str) -> str:
    """What a rule is called; what only the schema or a dictionary found has one name for all."""
    if code in RULES:
        return RULES[code].label
    return GUIDE_FORM if code.startswith("guide.") else code
