"""May this actor do this? Values and one pure function; counted tries are in `limits`."""

from bancheng.ground.access.rules import AccessDenied, Answer, demand, may, region_stem, ways, within
from bancheng.ground.access.types import ANONYMOUS, EVERYWHERE, Actor, Grant, Subject, Target, Via, system

__all__ = [
    "ANONYMOUS",
    "EVERYWHERE",
    "AccessDenied",
    "Actor",
    "Answer",
    "Grant",
    "Subject",
    "Target",
    "Via",
    "demand",
    "may",
    "region_stem",
    "system",
    "ways",
    "within",
]
