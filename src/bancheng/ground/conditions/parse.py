"""Read a condition: the part of CEL that a guide needs, nothing that could loop.

    condition = either [ "?" condition ":" condition ]
    either    = both { "||" both }
    both      = relation { "&&" relation }
    relation  = sum [ ("==" | "!=" | "<" | "<=" | ">" | ">=" | "in") sum ]
    sum       = product { ("+" | "-") product }
    product   = unary { "*" unary }
    unary     = { "!" | "-" } postfix
    postfix   = primary { "." ("contains" | "startsWith" | "endsWith") "(" sum ")" }
    primary   = number | text | "true" | "false" | name | "size" "(" sum ")" | "[" literals "]" | "(" condition ")"

Every source accepted here is CEL (cel-spec, "Syntax"); the package's own parser is not asked about a stranger's text
because its messages are not for clerks and its limits are not ours.
"""

from __future__ import annotations

from decimal import Decimal

from bancheng.ground.conditions.errors import SyntaxFault, TooComplex, TypeMismatch
from bancheng.ground.conditions.schema import RESERVED
from bancheng.ground.conditions.tokens import Sort, Token, tokens
from bancheng.ground.conditions.tree import (
    Choose,
    Compare,
    Either,
    Every,
    Listing,
    Literal,
    Minus,
    Name,
    Node,
    Not,
    Product,
    Size,
    Sum,
    TextTest,
)

MAX_LENGTH = 4000
MAX_TOKENS = 800
MAX_DEPTH = 20
# A number that scaled to millionths still fits CEL's 64-bit integers (see `render`).
MAX_NUMBER = 10**12
MAX_PLACES = 6

_RELATIONS = ("==", "!=", "<", "<=", ">", ">=", "in")
_TEXT_TESTS = ("contains", "startsWith", "endsWith")


def parse(source: str) -> Node | None:
    """The tree of a condition; None for an empty source.

    Raises SyntaxFault, TooComplex, TypeMismatch (a number too large or too fine).
    """
    if len(source) > MAX_LENGTH:
        raise TooComplex(f"条件不能超过 {MAX_LENGTH} 个字符，请拆成几个条件")
    found = tokens(source)
    if len(found) > MAX_TOKENS:
        raise TooComplex("条件太长，请拆成几个条件", found[MAX_TOKENS].at)
    if found[0].sort is Sort.END:
        return None
    return _Reader(found).whole()


class _Reader:
    def __init__(self, found: list[Token]) -> None:
        self.found = found
        self.index = 0
        self.depth = 0

    def whole(self) -> Node:
        node = self.condition()
        if self.here.sort is not Sort.END:
            raise self.unexpected()
        return node

    @property
    def here(self) -> Token:
        return self.found[self.index]

    def take(self, *signs: str) -> Token | None:
        """The token here if it is one of these signs or words, else None."""
        token = self.here
        if token.sort in (Sort.SIGN, Sort.NAME) and token.text in signs:
            self.index += 1
            return token
        return None

    def expect(self, sign: str) -> Token:
        token = self.take(sign)
        if token is None:
            raise SyntaxFault(f"这里应当是“{sign}”，请检查括号和标点是否成对", self.here.at)
        return token

    def unexpected(self) -> SyntaxFault:
        token = self.here
        if token.sort is Sort.END:
            return SyntaxFault("条件没有写完，请补全", token.at)
        if token.text in _RELATIONS:
            return SyntaxFault("不能连写两个比较，请用“&&”连接", token.at)
        if token.text in ("/", "%"):
            return SyntaxFault(f"条件里不能用“{token.text}”，请把除法改写成另一边的乘法", token.at)
        return SyntaxFault(f"这里不应当是“{token.text}”，请检查是否缺少运算符", token.at)

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise TooComplex(f"括号嵌套不能超过 {MAX_DEPTH} 层，请拆成几个条件", self.here.at)

    def argument(self) -> Node:
        self.deeper()
        self.expect("(")
        node = self.sum()
        self.expect(")")
        self.depth -= 1
        return node

    def condition(self) -> Node:
        self.deeper()
        node = self.either()
        if mark := self.take("?"):
            yes = self.condition()
            self.expect(":")
            node = Choose(mark.at, node, yes, self.condition())
        self.depth -= 1
        return node

    def either(self) -> Node:
        parts = [self.both()]
        while self.take("||"):
            parts.append(self.both())
        return parts[0] if len(parts) == 1 else Either(parts[0].at, tuple(parts))

    def both(self) -> Node:
        parts = [self.relation()]
        while self.take("&&"):
            parts.append(self.relation())
        return parts[0] if len(parts) == 1 else Every(parts[0].at, tuple(parts))

    def relation(self) -> Node:
        left = self.sum()
        operator = self.take(*_RELATIONS)
        return left if operator is None else Compare(operator.at, operator.text, left, self.sum())

    def sum(self) -> Node:
        first = self.product()
        terms = [(True, first)]
        while sign := self.take("+", "-"):
            terms.append((sign.text == "+", self.product()))
        return first if len(terms) == 1 else Sum(first.at, tuple(terms))

    def product(self) -> Node:
        factors = [self.unary()]
        while self.take("*"):
            factors.append(self.unary())
        return factors[0] if len(factors) == 1 else Product(factors[0].at, tuple(factors))

    def unary(self) -> Node:
        signs: list[Token] = []
        while sign := self.take("!", "-"):
            signs.append(sign)
        if len(signs) > MAX_DEPTH:
            raise TooComplex("连写的“!”或“-”太多，请删去", signs[0].at)
        node = self.postfix()
        for sign in reversed(signs):
            if sign.text == "!":
                node = Not(sign.at, node)
            elif (
                isinstance(node, Literal) and isinstance(node.value, int | Decimal) and not isinstance(node.value, bool)
            ):
                node = Literal(sign.at, -node.value)
            else:
                node = Minus(sign.at, node)
        return node

    def postfix(self) -> Node:
        node = self.primary()
        while dot := self.take("."):
            test = self.here
            if self.take(*_TEXT_TESTS) is None:
                raise SyntaxFault("点号后面只能是 contains、startsWith 或 endsWith", dot.at)
            if isinstance(node, TextTest):
                raise SyntaxFault("不能连写两个判断，请用“&&”连接", dot.at)
            node = TextTest(test.at, test.text, node, self.argument())
        return node

    def primary(self) -> Node:
        token = self.here
        if self.take("("):
            node = self.condition()
            self.expect(")")
            return node
        if self.take("["):
            return Listing(token.at, self.literals())
        if token.sort is Sort.NAME:
            return self.word()
        literal = self.literal()
        if literal is None:
            raise self.unexpected()
        return literal

    def word(self) -> Node:
        token = self.here
        if token.text in ("true", "false"):
            self.index += 1
            return Literal(token.at, token.text == "true")
        if self.take("size"):
            return Size(token.at, self.argument())
        if token.text in RESERVED:
            raise SyntaxFault(f"“{token.text}”是保留字，不能用在这里", token.at)
        self.index += 1
        if self.here.text == "(" and self.here.sort is Sort.SIGN:
            raise SyntaxFault(f"没有“{token.text}”这个函数", token.at)
        return Name(token.at, token.text)

    def literals(self) -> tuple[Literal, ...]:
        items: list[Literal] = []
        while True:
            minus = self.take("-")
            item = self.literal()
            if item is None or (minus and isinstance(item.value, str)):
                raise SyntaxFault("方括号里请写数字或带引号的文字，用逗号隔开", self.here.at)
            if minus and not isinstance(item.value, str):
                item = Literal(minus.at, -item.value)
            items.append(item)
            if self.take(","):
                continue
            self.expect("]")
            return tuple(items)

    def literal(self) -> Literal | None:
        token = self.here
        if token.sort is Sort.TEXT:
            self.index += 1
            return Literal(token.at, token.text)
        if token.sort is Sort.NUMBER:
            self.index += 1
            return Literal(token.at, _number(token))
        return None


def _number(token: Token) -> int | Decimal:
    whole, _, places = token.text.partition(".")
    # Compared by length first: converting thousands of digits takes quadratic time.
    if len(whole.lstrip("0")) > 13 or int(whole) > MAX_NUMBER:
        raise TypeMismatch("数字太大，最大是一万亿", token.at)
    if len(places) > MAX_PLACES:
        raise TypeMismatch(f"小数最多写 {MAX_PLACES} 位", token.at)
    return Decimal(token.text) if places else int(whole)
