"""The important stages of the two whole life cycles (企业和个人两个全生命周期重要阶段, 青海省实施方案一). Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of one life line. `audience`: person or legal; `order` counts within its line, from 1."""

    key: str
    audience: str
    name: str
    order: int


_LINES = {
    "person": (
        ("birth", "出生"),
        ("school", "入学"),
        ("work", "就业"),
        ("marriage", "婚育"),
        ("home", "置业安居"),
        ("health", "就医助困"),
        ("retire", "退休养老"),
        ("after", "身后"),
    ),
    "legal": (
        ("open", "开办准入"),
        ("build", "建设投产"),
        ("operate", "经营发展"),
        ("finance", "融资上市"),
        ("credit", "信用"),
        ("exit", "注销退出"),
    ),
}

STAGES: tuple[Stage, ...] = tuple(
    Stage(key, audience, name, place)
    for audience, line in _LINES.items()
    for place, (key, name) in enumerate(line, start=1)
)
"""Both lines, each in the order of a life."""

_BY_KEY = {one.key: one for one in STAGES}


def stage(key: str) -> Stage | None:
    """The stage of a code; None for "" and for a code that is none."""
    return _BY_KEY.get(key)


def line(audience: str) -> tuple[Stage, ...]:
    """The stages of one life line, in order; none for an audience that has no line."""
    return tuple(one for one in STAGES if one.audience == audience)


def placed(kind: str, audience: str, key: str) -> bool:
    """Whether a bundle sits on a stage of its own life line; a package (一类事) may stand beside both."""
    found = stage(key)
    return found.audience == audience if found else kind == "package" and not key
