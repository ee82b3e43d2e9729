"""What a row says beyond the item itself, as the beginning of a guide: terms, visits, conditions, papers. Pure.

A draft and no more: it is not public, and an editor completes it. What does not fit into one is said in the row's report.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bancheng.ground.codes import compact, half_width
from bancheng.registers.catalog.imports.terms import is_empty, read_term

if TYPE_CHECKING:
    from bancheng.registers.catalog.imports.cleaning import Candidate

FIELDS: Mapping[str, str] = {
    "statutory": "法定办结时限",
    "promised": "承诺办结时限",
    "visits": "到现场次数",
    "requirements": "受理条件",
    "audience": "服务对象",
    "materials": "申请材料",
    "themes": "主题分类",
    "keywords": "常用叫法",
    "basis": "设定依据",
    "summary": "事项简介",
}
CONTACTS: Mapping[str, str] = {"address": "办理地点", "consult": "咨询电话", "supervise": "监督电话"}
NAMES = (*FIELDS, *CONTACTS)
AUDIENCES: Mapping[str, str] = {
    "自然人": "1",
    "个人": "1",
    "企业法人": "2",
    "企业": "2",
    "法人": "2",
    "事业法人": "3",
    "事业单位法人": "3",
    "社会组织法人": "4",
    "社会组织": "4",
    "行政机关": "5",
    "机关": "5",
    "其他组织": "6",
    "非法人企业": "6",
}
LONGEST_TEXT, LONGEST_NAME, MOST_PAPERS = 4000, 200, 100
_ITEMS = re.compile(r"\n+|[；;|｜]|(?<=[^\d\n])(?=\d{1,2}[、.．](?!\d))")
_NUMBERED = re.compile(r"^\s*(?:[(（]?\d{1,3}[)）]?[、.．)）](?!\d)|[①-⑳]|[一二三四五六七八九十]{1,3}、)\s*")
_WORDS = re.compile(r"[、,，;；|\n\s]+")
_LAW = re.compile(r"《[^《》]{2,190}》")


def read_guide(row: Candidate, values: Mapping[str, str]) -> None:
    """Fill `row.body`, `row.papers`, `row.themes` and `row.contacts`; every cell ends in one of them or in a reason."""
    if not any(values.get(name) for name in NAMES):
        return
    empty = [
        label for name, label in (*FIELDS.items(), *CONTACTS.items()) if values.get(name) and is_empty(values[name])
    ]
    if empty:
        row.say("note", "value.none", f"{'、'.join(empty)}写的是“无”一类的字样，按没有内容处理。")
    told = {name: text.strip() for name, text in values.items() if text.strip() and not is_empty(text)}
    for name, read in _READERS.items():
        if name in told:
            read(row, told[name])
    for name, label in CONTACTS.items():
        text = " ".join(told.get(name, "").removeprefix(label).lstrip("：:").split())
        if text:
            row.contacts[name] = text


def _term(name: str) -> Any:
    def read(row: Candidate, text: str) -> None:
        found = read_term(text)
        if found is None:
            return
        row.body[name] = found.limit
        if found.doubt:
            row.say("warned", "term.read", f"{FIELDS[name]}{found.doubt}，请核对。")
        elif compact(text) != _plain(found.limit):
            row.say("repaired", "term.cleaned", f"{FIELDS[name]}“{text[:20]}”已整理为“{_plain(found.limit)}”。")
        if name == "promised":
            row.body["handling"] = "instant" if found.limit["unit"] == "instant" else "promised"

    return read


def _plain(limit: Mapping[str, Any]) -> str:
    units = {"workday": "个工作日", "day": "天", "month": "个月", "year": "年"}
    return f"{limit['n']}{units[limit['unit']]}" if limit.get("n") else "当场办结"


def _visits(row: Candidate, text: str) -> None:
    found = re.fullmatch(r"(?:最多)?(?:跑)?([0-9一二两三])次?", half_width(compact(text)))
    if found is None and not re.search("零|不用|无需|全程网办", text):
        row.say("warned", "visits.unread", f"到现场次数“{text[:20]}”不能读成次数，没有采用，请核对。")
        return
    row.body["visits"] = {"一": 1, "二": 2, "两": 2, "三": 3}.get(found[1], 0) or int(found[1]) if found else 0


def _requirements(row: Candidate, text: str) -> None:
    row.body["requirements"] = [{"text": one, "basis": []} for one in _parts(row, "requirements", text, LONGEST_TEXT)]


def _audience(row: Candidate, text: str) -> None:
    words = [word for word in _WORDS.split(text) if word]
    codes = [AUDIENCES[word] for word in words if word in AUDIENCES]
    strange = [word for word in words if word not in AUDIENCES]
    if "非法人企业" in words:
        row.say("note", "audience.mapped", "服务对象“非法人企业”在国家标准中归入“其他组织”。")
    if strange:
        row.say("warned", "audience.unknown", f"服务对象“{'、'.join(strange)[:60]}”不认识，没有采用，请核对。")
    if codes:
        row.body["audience"] = sorted(set(codes))


def _materials(row: Candidate, text: str) -> None:
    row.papers = list(dict.fromkeys(_parts(row, "materials", text, LONGEST_NAME)))
    if "\n" not in text and len(row.papers) > 1:
        row.say("repaired", "materials.split", f"连在一起的申请材料已分成 {len(row.papers)} 份，请核对。")


def _parts(row: Candidate, name: str, text: str, longest: int) -> list[str]:
    """The items of a list in one cell, without their numbers; what is too long is cut and named."""
    # Lists of a file of JSON come one a line: their items hold what signs they like.
    pieces = text.split("\n") if "\n" in text else _ITEMS.split(text)
    clean = [" ".join(_NUMBERED.sub("", piece).split()) for piece in pieces]
    kept = [piece for piece in clean if piece and not is_empty(piece)]
    for piece in kept:
        if len(piece) > longest:
            row.say("warned", f"{name}.long", f"{FIELDS[name]}“{piece[:20]}…”超过 {longest} 个字，已截断，请补全。")
    if len(kept) > MOST_PAPERS:
        row.say("warned", f"{name}.many", f"{FIELDS[name]}有 {len(kept)} 项，只采用了前 {MOST_PAPERS} 项，请核对。")
    return [piece[:longest] for piece in kept[:MOST_PAPERS]]


def _themes(row: Candidate, text: str) -> None:
    row.themes = [word for word in (text.split("\n") if "\n" in text else _WORDS.split(text)) if word]


def _keywords(row: Candidate, text: str) -> None:
    row.body["keywords"] = list(dict.fromkeys(word[:200] for word in _WORDS.split(text) if word))[:20]


def _basis(row: Candidate, text: str) -> None:
    """One basis a law named in 《》; what stands behind it up to the next is its article or its text."""
    places = [found.span() for found in _LAW.finditer(text)]
    if not places:
        row.body["basis"] = [{"law": text[:200]}]
        if len(text) > 200:
            row.say("warned", "basis.long", "设定依据超过 200 个字并且没有法规名称（《》），已截断，请补全。")
        return
    ends = [start for start, _ in places[1:]] + [len(text)]
    row.body["basis"] = [
        _one_basis(text[start:end], text[end:until]) for (start, end), until in zip(places, ends, strict=True)
    ]
    if places[0][0]:
        row.say("note", "basis.head", f"设定依据中“{text[: places[0][0]][:30]}”在第一个法规名称之前，没有采用。")


def _one_basis(law: str, rest: str) -> dict[str, str]:
    told = rest.strip(" ，,；;。、：:\n")
    article = re.match(r"第[零一二三四五六七八九十百千0-9]{1,8}条(?:第[零一二三四五六七八九十]{1,4}[款项])*", told)
    made = {"law": law}
    if article:
        made["article"] = article[0]
        told = told[article.end() :].strip(" ，,；;。、：:\n")
    if told:
        made["text"] = told[:2000]
    return made


def _summary(row: Candidate, text: str) -> None:
    row.body["summary"] = text[:LONGEST_TEXT]
    if len(text) > LONGEST_TEXT:
        row.say("warned", "summary.long", f"事项简介超过 {LONGEST_TEXT} 个字，已截断，请补全。")


_READERS: Mapping[str, Any] = {
    "statutory": _term("statutory"),
    "promised": _term("promised"),
    "visits": _visits,
    "requirements": _requirements,
    "audience": _audience,
    "materials": _materials,
    "themes": _themes,
    "keywords": _keywords,
    "basis": _basis,
    "summary": _summary,
}
