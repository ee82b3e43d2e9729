"""How a paper is numbered: 西市监受理〔2026〕第12号 (GB/T 9704-2012, 7.2.5: organ, year in full, number without leading zero)."""

from __future__ import annotations

from collections.abc import Iterator

CUSTOMARY = {
    "人民政府": "政",
    "市场监督管理": "市监",
    "市场监管": "市监",
    "人力资源和社会保障": "人社",
    "卫生健康": "卫健",
    "住房和城乡建设": "住建",
    "公安": "公",
    "民政": "民",
    "交通运输": "交",
    "教育": "教",
    "医疗保障": "医保",
    "文化广电和旅游": "文旅",
    "农业农村": "农",
    "发展和改革": "发改",
    "城市管理": "城管",
    "自然资源": "自然资",
    "水利": "水",
    "生态环境": "环",
    "应急管理": "应急",
    "司法": "司",
    "政务服务": "政务",
    "行政审批": "审批",
    "行政审批服务": "审批",
}
"""What organs of these functions commonly call themselves in their numbers; an organ without one goes by its short name."""

TAILS = ("委员会", "管理部", "中心", "大队", "局", "委", "厅", "办公室", "办")
LEVELS = (
    "维吾尔自治区",
    "壮族自治区",
    "回族自治区",
    "自治区",
    "自治州",
    "自治县",
    "地区",
    "行委",
    "街道",
    "省",
    "市",
    "县",
    "区",
    "旗",
    "盟",
    "镇",
    "乡",
)
LONGEST_PREFIX = 60


def number(prefix: str, word: str, year: int, sequence: int) -> str:
    """西市监, 受理, 2026, 12 → 西市监受理〔2026〕第12号"""
    return f"{prefix}{word}〔{year}〕第{sequence}号"


def organ_words(name: str, short_name: str, region: str) -> str:
    """The organ without its place and without 局, 委: 西峡县市场监督管理局 → 市监, 西峡县档案局 → 档案."""
    bare = (short_name or name).removeprefix(region) or short_name or name
    if bare in CUSTOMARY:
        return CUSTOMARY[bare]
    tail = next((tail for tail in TAILS if bare.endswith(tail) and bare != tail), "")
    stem = bare.removesuffix(tail)
    return CUSTOMARY.get(stem, stem)


def prefixes(name: str, short_name: str, path: tuple[str, ...], organisation: int) -> Iterator[str]:
    """The prefixes an organ may take, the shortest first: 西市监, 西峡市监, 南阳西峡市监, …; the last one is its alone.

    `path`: the names of its regions from the province down. Two counties may share a first character, and even a name.
    """
    organ = organ_words(name, short_name, path[-1] if path else "")
    places = [place_word(place) for place in path]
    if places:
        yield f"{places[-1][:1]}{organ}"[:LONGEST_PREFIX]
    for start in range(len(places) - 1, -1, -1):
        yield ("".join(places[start:]) + organ)[:LONGEST_PREFIX]
    yield f"{organ[: LONGEST_PREFIX - 20]}{organisation}号"


def place_word(name: str) -> str:
    """西峡县 → 西峡, 郑州市 → 郑州; a name of two characters stays whole (矿区)."""
    for level in LEVELS:
        if name.endswith(level) and len(name) - len(level) >= 2:
            return name.removesuffix(level)
    return name
