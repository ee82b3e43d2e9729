"""Words that people type into a case, as they can be kept. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bancheng.ground.codes import scrub
from bancheng.ground.law import Refused


def storable(text: str) -> str:
    """The text without NUL and lone surrogates, which no database and no journal can hold."""
    return "".join(one for one in text if one != "\x00" and not "\ud800" <= one <= "\udfff")


def one_line(text: str, longest: int) -> str:
    """A sentence for the trace, personal numbers masked. Raises Refused cases.too_long: nothing is cut off unseen."""
    return _short(scrub(" ".join(storable(text).split())), longest)


def signs(text: str, longest: int) -> str:
    """A number that somebody else gave (of a parcel), in capitals and without blanks. Nothing in it is masked: eleven digits
    may look like a mobile number, and two parcels must not read the same. Raises Refused cases.too_long.
    """
    return _short("".join(storable(text).split()).upper(), longest)


def paragraphs(text: str, longest: int) -> str:
    """The same with its lines kept."""
    return _short(scrub(storable(text).replace("\r\n", "\n").strip()), longest)


def within(text: str) -> str:
    """A sentence somebody typed, to stand inside another one: without the stop at its end."""
    return text.strip().rstrip("。；;.")


def listed(items: Iterable[Mapping[str, str]]) -> str:
    """What is to be supplemented in one line: name and gap of each, 补正 as a message and the trace say it."""
    return "；".join(f"{item['name']}：{within(item['gap'])}" for item in items)


def _short(text: str, longest: int) -> str:
    if len(text) > longest:
        raise Refused("cases.too_long", f"最多 {longest} 个字，您写了 {len(text)} 个字，请缩短。")
    return text
