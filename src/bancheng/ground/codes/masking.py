"""What a person sees of a number that is not his to see (《个人信息保护法》第六条：最小范围).

ID numbers keep the first three and the last four characters, mobile numbers three and four, names the first character,
addresses the county or town, bank cards the last four digits. Credit codes are public and are never masked.
`scrub` does the same inside free text, for logs and journals.
"""

from __future__ import annotations

import re

from stdnum.cn import ric, uscc

from .text import half_width

STAR = "*"


def mask_id_number(number: str) -> str:
    """411323199001011234 → 411***********1234"""
    return _keep(number, 3, 4)


def mask_mobile(number: str) -> str:
    """13812345678 → 138****5678"""
    return _keep(number, 3, 4)


def mask_bank_card(number: str) -> str:
    """6222021234567890123 → ***************0123"""
    return _keep(number, 0, 4)


def mask_name(name: str) -> str:
    """张三 → 张*, 王小满 → 王**, 阿依古丽·买买提 → 阿**: the length of a longer name is hidden too."""
    return name[:1] + STAR * min(len(name) - 1, 2) if len(name) > 1 else STAR * len(name)


# Names of roads, houses and shops must not pass for the name of a district: 阳光小区, 大润发超市, 市场路.
NAME = r"[^\d\s路街巷号村栋楼]"
ADDRESS_HEAD = re.compile(
    rf"(?:{NAME}{{2,8}}?(?:省|自治区))?"
    rf"(?:[^\d\s路街巷号村栋楼县区]{{1,10}}?(?:(?<!超)市(?!场)|自治州|地区|盟))?"
    rf"(?:{NAME}{{1,10}}?(?:(?<![小社园校])区|县|(?<!超)市(?!场)|旗))?"
    rf"(?:{NAME}{{1,10}}?(?:街道|镇|乡|苏木))?"
)


def mask_address(address: str) -> str:
    """南阳市西峡县白羽街道灌河路12号 → 南阳市西峡县白羽街道****; nothing is kept of an address without a region."""
    found = ADDRESS_HEAD.match(address[:60])
    return (found.group() if found else "") + STAR * 4 if address else ""


# Digits of both widths; a space or dash may stand between the groups: 411323 19900101 1234, 138-1234-5678.
# An old number of 15 digits counts only with a possible day inside: business registration numbers have 15 digits too.
D = "[0-9０-９]"
GAP = "[ -]?"
PRIVATE = re.compile(
    rf"(?<![0-9０-９A-Za-z])(?:"
    rf"(?P<id>[1-9１-９]{D}{{5}}{GAP}{D}{{8}}{GAP}{D}{{3}}[0-9０-９XxＸｘ])"
    rf"|(?P<old>[1-8１-８]{D}{{7}}(?:[0０][1-9１-９]|[1１][0-2０-２])(?:[0-2０-２]{D}|[3３][01０１]){D}{{3}})"
    rf"|(?:\+?(?:00)?86{GAP})?(?P<mobile>[1１][3-9３-９]{D}{GAP}{D}{{4}}{GAP}{D}{{4}})"
    rf")(?![0-9０-９A-Za-z])"
)


def scrub(text: str) -> str:
    """Free text with every ID number and mobile number in it masked. Numbers of cases and valid credit codes stay."""
    return PRIVATE.sub(_scrubbed, text)


def _scrubbed(found: re.Match[str]) -> str:
    number = found.group(found.lastgroup or 0)
    plain = re.sub(r"[ \-]", "", half_width(number)).upper()
    # A credit code of digits only looks like an ID number; it is public, unless it could be both.
    if found.lastgroup == "id" and uscc.is_valid(plain) and plain[-1] != ric.calc_check_digit(plain):
        return found.group()
    return found.group().replace(number, _keep(plain, 3, 4))


def _keep(number: str, head: int, tail: int) -> str:
    if len(number) <= head + tail:
        return STAR * len(number)
    return number[:head] + STAR * (len(number) - head - tail) + number[len(number) - tail :]
