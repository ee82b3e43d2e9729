"""Every rule stands beside the words of the statute it comes from."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from bancheng.ground.law import (
    Statute,
    UnknownArticle,
    article_number,
    个人信息保护法,
    优化营商环境条例,
    在线政务服务规定,
    行政许可法,
)

LAWS = Path(__file__).parents[2].parent / "shared" / "data" / "laws"
STATUTES = (行政许可法, 在线政务服务规定, 个人信息保护法, 优化营商环境条例)
CITED = {
    行政许可法.short: (*range(29, 51), 12, 13, 26, 53, 57, 58, 69, 70, 82),
    在线政务服务规定.short: range(7, 13),
    个人信息保护法.short: (6, 28, 29, 51),
    优化营商环境条例.short: (36,),
}


@pytest.mark.parametrize("statute", STATUTES, ids=lambda statute: statute.short)
def test_the_articles_that_the_project_cites_are_there(statute: Statute) -> None:
    for number in CITED[statute.short]:
        article = statute(number)
        assert (article.number, article.law) == (article_number(number), statute.short)
        assert len(article.text) > 15


def test_an_article_is_called_by_its_name_or_its_number() -> None:
    article = 行政许可法("第四十二条")
    assert article is 行政许可法(42)
    assert str(article) == "《行政许可法》第四十二条"
    assert article.version == date(2019, 4, 23)
    assert article.says("二十日内") and not article.says("三十日内")


@pytest.mark.parametrize("number", ["第八十四条", "四十二", "", 99])
def test_an_unknown_article_is_an_error_at_once(number: str | int) -> None:
    with pytest.raises(UnknownArticle, match="2019-04-23"):
        行政许可法(number)


@pytest.mark.parametrize(
    ("number", "name"),
    [(1, "第一条"), (10, "第十条"), (12, "第十二条"), (20, "第二十条"), (83, "第八十三条"), (100, "第一百条")]
    + [(105, "第一百零五条"), (112, "第一百一十二条"), (203, "第二百零三条"), (1000, None), (0, None)],
)
def test_numbers_are_written_as_statutes_write_them(number: int, name: str | None) -> None:
    if name is None:
        with pytest.raises(ValueError, match="条文序号"):
            article_number(number)
    else:
        assert article_number(number) == name


def _published(file: Path) -> dict[str, list[str]]:
    articles: dict[str, list[str]] = {}
    current: list[str] = []
    for line in file.read_text(encoding="utf-8").split("<!-- INFO END -->")[1].splitlines():
        if line.startswith("#"):
            current = []
        elif begin := re.match(r"(第[零一二三四五六七八九十百]+条)\s+(.+)", line):
            current = articles[begin[1]] = [begin[2].strip()]
        elif line.strip():
            current.append(line.strip())
    return articles


@pytest.mark.parametrize("statute", STATUTES, ids=lambda statute: statute.short)
def test_the_texts_are_those_of_the_statute_word_for_word(statute: Statute) -> None:
    file = LAWS / f"{statute.short}({statute.version}).md"
    if not file.exists():
        pytest.skip("the full text of the statute is not at hand")
    published = _published(file)
    assert {number: article.text.split("\n") for number, article in statute.articles.items()} == {
        number: published[number] for number in statute.articles
    }
