"""Jobs, events and timed jobs that exist for the tests of this room only; they note what they did in `done`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from bancheng.ground import law
from bancheng.ground.access import Subject
from bancheng.ground.jobs import GiveUp, Progress, job

done: list[Any] = []


@job(title="加一加")
def add(progress: Progress, *, a: int, b: int) -> dict[str, int]:
    progress.total(2)
    progress.advance(2, step="相加")
    done.append((a, b))
    return {"sum": a + b}


@job(title="总是失败", max_attempts=3)
def broken(progress: Progress, *, word: str = "") -> None:
    done.append("broken")
    progress.advance(1, step="刚开始")
    raise RuntimeError(f"办不成 {word}")


@job(title="引用号码", max_attempts=1)
def quoting(_progress: Progress, *, where: str) -> None:
    # Put together here: an argument could hold no ID number.
    raise ValueError(where.replace("#", "411323199003070012"))


@job(title="失败一次", max_attempts=3)
def broken_once(_progress: Progress) -> str:
    done.append("once")
    if len(done) == 1:
        raise ConnectionError("网络不通")
    return "好了"


@job(title="不必再试")
def hopeless(_progress: Progress, *, how: str) -> None:
    done.append(how)
    if how == "refused":
        raise law.Refused("x.y", "请先填写名称。")
    raise GiveUp("文件已被删除，请重新上传。")


@job(title="很长", long=True)
def lengthy(progress: Progress) -> str:
    progress.total(100)
    progress.advance(10)
    return "停了" if progress.cancelled else "做完了"


@job(title="返回存不下的东西", max_attempts=1)
def unkeepable(_progress: Progress) -> object:
    return object()


@dataclass(frozen=True, slots=True)
class ShopOpened:
    title: ClassVar[str] = "店铺开业"

    subject: Subject
    on: date
    capital: Decimal
    tags: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ShopClosed:
    shop: int


@dataclass
class NotFrozen:
    shop: int


def greet(event: ShopOpened) -> None:
    done.append(("greet", event))


def count(event: ShopOpened) -> None:
    done.append(("count", event))


def stumble(_event: ShopOpened) -> None:
    raise RuntimeError("绊倒了")


def tell(event: object) -> None:
    done.append(event)


def stumble_telling(event: object) -> None:
    done.append(event)
    raise RuntimeError("电话也打不通")


def nightly(_progress: Progress) -> None:
    done.append("nightly")


def often(_progress: Progress) -> None:
    done.append("often")
