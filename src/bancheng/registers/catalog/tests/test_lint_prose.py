"""Papers left open in free words to the citizen are found; what tells of the organ's own papers is left alone (CAT-22)."""

from __future__ import annotations

from typing import Any

import pytest

from bancheng.registers.catalog.lint.engine import lint_body
from bancheng.registers.catalog.lint.prose import search
from bancheng.registers.catalog.lint.raw import lint_raw
from bancheng.registers.catalog.tests.sample import BASIS, body
from bancheng.registers.catalog.types import Fault, GuideBody

OPEN = [
    ("您开饭馆，携带身份证、营业执照等其他材料到窗口办理。", "等其他材料"),
    ("办理时请提交申请书和其他有关材料。", "其他有关材料"),
    ("备齐身份证、户口簿等，到窗口办理。", "户口簿等"),
    ("请提交身份证、户口簿等。", "户口簿等"),
    ("凭身份证、社保卡等即可办理。", "社保卡等"),
    ("带身份证等到办事大厅办理。", "带身份证等"),
    ("需要身份证、结婚证等材料。", "等材料"),
    ("开饭店要准备申请书、健康证明等相关材料。", "等相关材料"),
    ("提交职业技能等级证书、身份证等，当场领证。", "身份证等"),
    ("提交医院出具的诊断证明等材料。", "等材料"),
    ("申请表、合同等其他资料一并递交。", "等其他资料"),
    ("按规定提供所需材料。", "所需材料"),
    ("还要交的：其他相关材料。", "其他相关材料"),
    ("须符合规定并提交法律、法规规定的其他材料", "规定的其他材料"),
]
NAMED = [
    "提交后请等待短信通知，不用到现场。",
    "残疾等级一级、二级需要长期照护的，可以申请护理补贴。",
    "提交职业技能等级证书，核对后当场办结。",
    "各类市场主体平等享受，凭身份证办理。",
    "具有高等学校毕业证书或者同等学力的，提交毕业证书。",
    "初等教育学校的学生，由学校统一提供学籍信息。",
    "按等额本息还款的，凭借款合同提取。",
    "就医购药结算、领待遇身份核验等。",
    "办理供热开户、过户等手续。",
    "需要开具无犯罪记录等证明的，向公安派出所申请。",
    "凭身份证领取结婚证等证件。",
    "中心提供档案查询、出具证明等服务。",
    "支持残疾人、老年人等持证人上门办理。",
    "为您提供政策解读等资料。",
    "带身份证即可，其他材料由我们向有关部门核验。",
    "不用提交身份证、户口簿等材料。",
    "无需带身份证、户口簿等。",
    "不需要提供收入证明等材料，书面承诺即可。",
    "除身份证外，不得要求提交其他材料。",
    "您提交的相关材料保存三年。",
    "请保管好缴费凭证、票据等。",
    "批准书不等于可以开诊，取得执业许可证后再开业。",
    "交齐以后等通知。",
    "对决定不服的，可以申请行政复议，并提交行政复议申请书。",
    "低保、特困等困难群众凭低保证免费办理。",
    "外卖骑手、网约车司机等新就业形态人员可以参保。",
    "与垃圾场、旱厕、污水池等的距离，25米以内的请注明。",
    "超过一年未开业等情形的，注销许可证。",
]


@pytest.mark.parametrize(("text", "phrase"), OPEN)
def test_papers_left_open_are_found_with_the_very_words(text: str, phrase: str):
    found = list(search(text))
    assert [one.phrase for one in found] == [phrase] and found[0].catch_all


@pytest.mark.parametrize("text", NAMED)
def test_what_is_named_spared_or_issued_is_left_alone(text: str):
    assert list(search(text)) == []


VAGUE = "请携带身份证等其他材料"
CHOICES = [{"value": "a", "label": "甲"}, {"value": "b", "label": VAGUE}]
PLACES: dict[str, dict[str, Any]] = {
    "summary": {"summary": VAGUE},
    "remedies": {"remedies": VAGUE},
    "quantity_limit": {"quantity_limit": VAGUE},
    "visit_reason": {"visits": 1, "visit_reason": VAGUE, "visit_basis": [BASIS]},
    "statutory.note": {"statutory": {"unit": "none", "note": VAGUE}},
    "promised.note": {"promised": {"unit": "workday", "n": 15, "note": VAGUE}},
    "fees.statement": {"fees": {"charged": False, "statement": VAGUE}},
    "fees.items.0.standard": {
        "fees": {"charged": True, "items": [{"name": "工本费", "standard": VAGUE, "basis": [BASIS]}]}
    },
    "cross.prior": {"cross": {"prior": VAGUE}},
    "special_procedures.0.note": {"special_procedures": [{"kind": "XC", "name": "现场勘察", "note": VAGUE}]},
    "questions.0.why": {"questions": [{"element": "has_staff", "label": "雇人吗", "kind": "bool", "why": VAGUE}]},
    "questions.0.options.1.label": {
        "questions": [{"element": "shop_kind", "label": "什么店", "kind": "choice", "options": CHOICES}]
    },
    "fields.0.hint": {"fields": [{"element": "person_name", "hint": VAGUE}]},
    "results.0.validity": {"results": [{"name": "许可证", "kind": "licence", "validity": VAGUE}]},
    "faq.0.a": {"faq": [{"q": "要带其他相关材料吗？", "a": VAGUE}]},
    "notes.0": {"notes": [VAGUE]},
}


def _vague(faults: Any) -> list[Fault]:
    return [fault for fault in faults if fault.code == "lint.vague"]


@pytest.mark.demand("CAT-22")
@pytest.mark.parametrize("path", PLACES)
def test_every_text_that_citizens_read_is_examined_and_what_is_asked_in_it_blocks(path: str):
    changes = PLACES[path]
    (typed,) = _vague(lint_body(GuideBody.model_validate(body(**changes))))
    (raw,) = _vague(lint_raw(body(**changes)))
    assert (typed.path, typed.phrase, typed.blocks) == (path, "等其他材料", True)
    assert raw == typed and typed.article == "《行政许可法》第三十条" and typed.mend


@pytest.mark.parametrize("broken", [None, 7, "text", [None, 7, "x", ["y"]], {"options": 3, "note": ["z"]}])
@pytest.mark.parametrize("part", ["summary", "fees", "cross", "questions", "fields", "notes", "faq", "statutory"])
def test_a_body_that_is_not_well_formed_is_read_as_far_as_it_can_be(part: str, broken: Any):
    assert _vague(lint_raw(body(**{part: broken}) | {"remedies": VAGUE}))[-1].path == "remedies"


def test_a_guide_without_open_words_stays_without_findings():
    assert _vague(lint_body(GuideBody.model_validate(body()))) == []
