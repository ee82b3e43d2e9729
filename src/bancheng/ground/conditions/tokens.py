"""Cut the source of a condition into tokens."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from unicodedata import category

from bancheng.ground.conditions.errors import SyntaxFault


class Sort(Enum):
    NAME = auto()
    NUMBER = auto()
    TEXT = auto()
    SIGN = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """`text` is what stands in the source; for TEXT the string that it means."""

    sort: Sort
    text: str
    at: int


_PATTERN = re.compile(
    r"""(?P<space>[ \t\r\n]+|//[^\n]*)
      | (?P<number>[0-9]+(?:\.[0-9]+)?)
      | (?P<name>[A-Za-z_][A-Za-z0-9_]*)
      | (?P<sign>&&|\|\||==|!=|<=|>=|[<>!+\-*/%?:().,\[\]])
      | (?P<text>"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')""",
    re.VERBOSE | re.ASCII,
)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ESCAPES = {"\\": "\\", '"': '"', "'": "'"}
_FULL_WIDTH = dict(zip("（）［］，．。＝！＜＞＆｜＋－＊：？“”‘’＂", '()[],..=!<>&|+-*:?""\'\'"', strict=True))


def tokens(source: str) -> list[Token]:
    """All tokens, an END at the end. Raises SyntaxFault."""
    found: list[Token] = []
    at = 0
    while at < len(source):
        match = _PATTERN.match(source, at)
        if match is None:
            raise _stray(source, at)
        if match.lastgroup == "name" and match.end() < len(source) and source[match.end()] in "\"'":
            raise SyntaxFault(f"文字前不能有“{match.group()}”，请直接写引号", at)
        if match.lastgroup == "number" and re.match(r"[A-Za-z_]|\.", source[match.end() : match.end() + 1], re.ASCII):
            raise SyntaxFault("数字只能由数字和一个小数点组成，请改写", at)
        token = _token(match)
        if token is not None:
            found.append(token)
        at = match.end()
    found.append(Token(Sort.END, "", len(source)))
    return found


def _token(match: re.Match[str]) -> Token | None:
    text, at = match.group(), match.start()
    match match.lastgroup:
        case "space":
            return None
        case "number":
            return Token(Sort.NUMBER, text, at)
        case "name":
            return Token(Sort.NAME, text, at)
        case "sign":
            return Token(Sort.SIGN, text, at)
        case _:
            return Token(Sort.TEXT, _string(text[1:-1], at), at)


def _string(body: str, at: int) -> str:
    def meaning(match: re.Match[str]) -> str:
        if match[1] not in _ESCAPES:
            raise SyntaxFault("文字里的反斜杠后只能跟反斜杠或引号，请改写", at)
        return _ESCAPES[match[1]]

    text = _ESCAPE.sub(meaning, body)
    if any(map(_is_hidden, text)):
        raise SyntaxFault("文字里有不可见的字符，请删去后重新输入", at)
    return text


def _is_hidden(character: str) -> bool:
    # Not `isprintable`: it refuses the full-width space and every character younger than this Python's Unicode.
    return category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")


def _stray(source: str, at: int) -> SyntaxFault:
    character = source[at]
    if character in _FULL_WIDTH:
        return SyntaxFault(f"这里用了全角符号“{character}”，请改成半角的“{_FULL_WIDTH[character]}”", at)
    if character in "\"'":
        return SyntaxFault("引号没有成对，请在文字后面补上引号", at)
    if character == "=":
        return SyntaxFault("判断相等请写两个等号“==”", at)
    if character in "&|":
        return SyntaxFault(f"请写成两个符号“{character * 2}”", at)
    if _is_hidden(character):
        return SyntaxFault("这里有不可见的字符，请删去", at)
    return SyntaxFault(f"不认识“{character}”，文字请加引号，要素请用它的代码", at)
