"""Vague and catch-all wording: a table of patterns, and what lawful phrases they must leave alone (CAT-22).

>>> [found.phrase for found in search("其他相关材料", NAME)]
['其他相关材料']
>>> [found.phrase for found in search("公民、法人或者其他组织", TEXT)]
[]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

NAME, TEXT, NOTE, PROSE = "name", "text", "note", "prose"
"""Where words stand: the name of a thing owed, a condition or demand, a remark on these, free words to the citizen."""

OTHER = "(?:其他|其它)"
ABOUT = "(?:有关|相关|相应|必要|所需|需要|规定|要求)"
PAPERS = "(?:材料|资料|文件|证明|证件|证照|手续|凭证|附件|表格|文书|复印件)"
_TERMS = "(?:条件|要求|标准)"
SORT = "(?:证明|佐证|证据|支撑|辅助|附加|有效)"
# 等 that is a grade or an adjective: 平等, 高等, 二等 … and not the end of an enumeration: 合同等, 水平等, 照相等, 核对等.
AND_SO_ON = "(?<![高中初特优均一二三四甲乙丙])(?<!(?<!水)平)(?<!(?<!合)同)(?<!(?<!照)相)(?<!(?<!核)对)等"

CATCH_ALL = (
    rf"{OTHER}的?{ABOUT}?的?(?:应当|需要|须|应)?(?:提交|提供|补充|出具)?的?{SORT}?(?:{PAPERS}|{_TERMS})",
    rf"(?:规定|要求|需要|认为必要)的{OTHER}(?!组织|人员|机关|机构|单位){ABOUT}?(?:{PAPERS}|{_TERMS})?",
    rf"{OTHER}(?:依法)?(?:应当|需要|须)(?:提交|提供|具备|符合|补充)",
    rf"{AND_SO_ON}(?:{ABOUT}|其他|其它)?的?{SORT}?{PAPERS}",
    rf"(?:有关|相关|相应|必要的?|所需的?){SORT}?{PAPERS}(?!《)",
    "认为(?:有?必要|需要)(?:的?材料|提供|提交|补充|出具)",
    "包括但不限于",
)
_ONLY_NAMES = (
    rf"(?:{AND_SO_ON}|(?:以?及|和|与|或者?)?{OTHER})(?=[）)]?$)",
    rf"(?:有关|相关)的?{PAPERS}",
    rf"(?<=规定的){PAPERS}$",
)
_UNCERTAIN = (
    "视(?:具体|实际|办理|审核|审查)?情况",
    "视情(?![况节形])",
    "酌情",
    "原则上",
    "必要时(?:应当|须|需|可以?)?(?:要求)?(?:提供|提交|补充|出具)",
    "(?:按照?|符合|依照)(?:国家)?(?:有关|相关|其他)(?:规定|要求)",
    "(?:要求|条件|材料|标准)另行(?:通知|告知|规定)",
)
# 电视, 巡视, 忽视 … before 情况 are other words.
_SEEN = "(?<![电影巡监忽重轻近远透注探直])"

_PATTERNS = {
    "catch_all": re.compile("|".join(CATCH_ALL)),
    "names": re.compile("|".join((*CATCH_ALL, *_ONLY_NAMES))),
    "uncertain": re.compile(f"{_SEEN}(?:{'|'.join(_UNCERTAIN)})"),
}
_TRIGGERS = ("其他", "其它", "有关", "相关", "相应", "等", "必要", "所需", "规定的", "包括但不限于")
_WAVERING = ("视", "酌情", "原则上", "必要时", "有关", "相关", "另行", "其他")
_ENDS = re.compile("[，。；：！？!?;,\\n]")
# What the applicant is told he need NOT bring is no demand: 不用再交其他材料; nor is a bond named: 与本案有关的材料.
_SPARED = re.compile("不(?:用|需|必|再|得|能|要)|无[需须]|毋[需须]|免(?:交|予|于|提|收|去)|没有|未要求|拒绝")
_BOUND = re.compile("[与同跟和][^，。；]{1,20}$")


@dataclass(frozen=True, slots=True)
class Found:
    """Words to mark, and whether they leave a demand open (catch-all) or only its measure (uncertain)."""

    phrase: str
    catch_all: bool


def search(text: str, where: str) -> Iterator[Found]:
    """The vague words of a text, in its order; `where` is NAME, TEXT or NOTE."""
    if any(word in text for word in _TRIGGERS):
        pattern = _PATTERNS["names" if where == NAME else "catch_all"]
        for match in pattern.finditer(text):
            if where == NAME or not lawful(text, match):
                yield Found(match.group(), catch_all=True)
    if any(word in text for word in _WAVERING):
        for match in _PATTERNS["uncertain"].finditer(text):
            if not _negated(text, match.start()):
                yield Found(match.group(), catch_all=False)


def lawful(text: str, match: re.Match[str]) -> bool:
    """Spared by its own clause, an enumeration of laws, or bound to a thing that is named."""
    if _negated(text, match.start()):
        return True
    phrase, before = match.group(), clause_before(text, match.start())
    if phrase.startswith("等") and text[: match.start()].endswith(("》", "〉", "号")):
        return "文件" in phrase or "规定" in phrase
    return phrase.startswith(("有关", "相关")) and bool(_BOUND.search(before))


def _negated(text: str, start: int) -> bool:
    return bool(_SPARED.search(clause_before(text, start)))


def clause_before(text: str, start: int) -> str:
    """What stands before a place in the same clause; 、 parts an enumeration, not a clause, where a negation leads it."""
    return _ENDS.split(text[max(0, start - 40) : start])[-1]
