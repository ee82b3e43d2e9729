"""Papers left open in free words to the citizen: the summary, an answer, a hint, the note of a fee (CAT-22).

Free words also tell what an organ issues, keeps or looks up itself. So vague words are a fault there only where the applicant
is asked for papers, or is told of 其他材料 that nobody names.

>>> [found.phrase for found in search("您携带身份证等其他材料到窗口办理。")]
['等其他材料']
>>> [found.phrase for found in search("办理开户、过户等手续，凭身份证领取结婚证等证件。")]
[]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bancheng.registers.catalog.lint.words import ABOUT, AND_SO_ON, CATCH_ALL, OTHER, SORT, Found, clause_before
from bancheng.registers.catalog.lint.words import lawful as spared

# 为您提供 is what one is given; 凭证, 持有, 支持 and 补充保险 are other words; 需要开具 … tells what one comes for.
_ASKS = (
    "(?<!为您)(?<!向您)(?<!给您)(?<!免费)提供|提交|递交|报送|交验|交齐|补交|补充(?!养|医|保|协)|上传|出示|携带|自带|随带|带[上好齐着]"
    "|(?:^|(?<=[您请应须要再还，。；：])|(?<![无毋不])需)带(?![领动头])|备齐|备好|准备|凭(?![借空证据单条])|(?<![支主维保坚扶])持(?![有续股证])"
    "|(?<![无毋不必])(?:需要?|须)(?![开办取领申查打补换变重求])"
)
_GIVES = (
    "(?:领取?|取得|获得|核发|发给|颁发|出具|开具|办理|办|打印|查询|下载|签订|送达|寄送|制作|收到|审核|审查|核对|核验|查验)"
    "(?!的|人|机关|单位)"
)
_THERE = "到[^，。；]{0,12}(?:窗口|大厅|现场|中心|局|所|站|处)"
# 提交身份证、户口簿等。 An enumeration of papers that ends with 等 and names no more.
_TRAILING = f"(?<=[证书表簿本单函票卡照片章口件同议告据料]){AND_SO_ON}(?=[，。；！：、）)\\n]|$|即可|就[行可]|{_THERE})"
_LAST = re.compile("[^，。；：！？!?;、和及与或\\n等]*$")
_WORDS = re.compile("|".join((_TRAILING, *CATCH_ALL)))
_TURNS = re.compile(f"(?P<asks>{_ASKS})|{_GIVES}")
_REST = re.compile(f"{OTHER}的?{ABOUT}?的?{SORT}?(?:材料|资料)")
_SENT = re.compile("(?:提交|上传|提供|递交|报送|填写)的$")
# 其他材料由我们核验: what follows says that it is not asked for.
_LOOKED_UP = re.compile("(?:都|均|全部|一律)?(?:由[^，。；]{0,15}(?:核|查|调|共享|获取|内部)|通过|不|无[需须]|免)")
LONGEST_NAME = 12
_TRIGGERS = re.compile("等|其他|其它|有关|相关|相应|必要|所需|规定的|包括但不限于")


def search(text: str) -> Iterator[Found]:
    """The words of a text that leave open which papers the applicant owes, in its order."""
    if not _TRIGGERS.search(text):
        return
    for match in _WORDS.finditer(text):
        if not spared(text, match) and _owed(text, match):
            last = _LAST.search(text, max(0, match.start() - LONGEST_NAME), match.start())
            named = last.group() if last and match.group() == "等" else ""
            yield Found(named + match.group(), catch_all=True)


def _owed(text: str, match: re.Match[str]) -> bool:
    phrase, before = match.group(), clause_before(text, match.start())
    if _LOOKED_UP.match(text, match.end()) or (phrase.startswith(("有关", "相关")) and _SENT.search(before)):
        return False
    turns = list(_TURNS.finditer(before + phrase))
    if turns:
        return turns[-1]["asks"] is not None
    return bool(_REST.search(phrase))
