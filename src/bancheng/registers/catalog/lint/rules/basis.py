"""How laws are cited, and laws that are no longer in force."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bancheng.registers.catalog.lint.findings import BASIS_FORM, REPEALED
from bancheng.registers.catalog.lint.rules.bases import every_basis, names_law
from bancheng.registers.catalog.types import Fault, LintSubject

_ARTICLE = re.compile(
    "(?:第[一二三四五六七八九十百千零〇两\\d]+(?:编|分编|章|节|条|款|项|目|号|部分)|附|全文|总则|修正案)"
)
_OPEN, _CLOSE = "《", "》"

_CIVIL_CODE = ("2021-01-01", "《中华人民共和国民法典》")
_REGISTRATION = ("2022-03-01", "《中华人民共和国市场主体登记管理条例》")
DEAD: dict[str, tuple[str, str]] = {
    **dict.fromkeys(
        ("婚姻法", "继承法", "收养法", "担保法", "合同法", "物权法", "侵权责任法", "民法通则", "民法总则"), _CIVIL_CODE
    ),
    **dict.fromkeys(
        ("公司登记管理条例", "企业法人登记管理条例", "合伙企业登记管理办法", "农民专业合作社登记管理条例"),
        _REGISTRATION,
    ),
    "企业法人法定代表人登记管理规定": _REGISTRATION,
}
"""Laws repealed: by short name, the day and what took their place (民法典 art. 1260; 市场主体登记管理条例 art. 55)."""


def forms_of_basis(subject: LintSubject) -> Iterator[Fault]:
    """Warnings: a title without 《》, an article that is none, a law repealed."""
    seen: set[tuple[str, str]] = set()
    for path, basis in every_basis(subject.body):
        law, article = basis.law, basis.article
        if (law, article) in seen:
            continue
        seen.add((law, article))
        if names_law(law) and (_OPEN not in law or law.count(_OPEN) != law.count(_CLOSE)):
            sentence = f"依据“{law}”没有写成《法规全称》，请补上书名号"
            yield BASIS_FORM.at(f"{path}.law", sentence, phrase=law)
        if article and not _ARTICLE.search(article):
            sentence = f"“{law}”的条款“{article}”看不出是哪一条，请写成“第×条”"
            yield BASIS_FORM.at(f"{path}.article", sentence, phrase=article)
        if dead := DEAD.get(short(law)):
            day, instead = dead
            yield REPEALED.at(f"{path}.law", f"“{law}”已于 {day} 废止，请改引{instead}", phrase=law)


def short(law: str) -> str:
    """《中华人民共和国婚姻法》（2001年修正） → 婚姻法"""
    begin, end = law.find(_OPEN), law.find(_CLOSE)
    title = law[begin + 1 : end] if 0 <= begin < end else law.strip()
    return title.removeprefix("中华人民共和国")
