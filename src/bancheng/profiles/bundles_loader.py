"""The bundles that ship with the program laid over a profile: one file each, for every county it serves. Safe to repeat."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bancheng.casework.bundles import services
from bancheng.casework.bundles.seeds import BundleSeed, PlannedMember
from bancheng.casework.bundles.selectors import upwards
from bancheng.casework.bundles.stages import stage
from bancheng.ground.access import Actor
from bancheng.profiles.bundle_plans import load_plans
from bancheng.profiles.catalogue_loader import SOURCE, served_by
from bancheng.profiles.catalogue_reading import ContentError
from bancheng.registers.catalog import selectors as catalog

FOLDER = Path(__file__).parent / "bundles"
NEEDED = ("key", "name", "kind", "audience", "lead", "order", "source")
OFFERED = (*NEEDED, "batch", "stage", "demonstration", "publish", "planned", "body")
# Read as YAML 1.2 reads them: the key `on` of a milestone is a word, not "true".
_WORDS = frozenset("oOyYnN")
KINDS, AUDIENCES = ("thing", "package"), ("person", "legal")


class _Loader(yaml.CSafeLoader):
    """Only true and false are truth values."""

    yaml_implicit_resolvers = {
        sign: [] if sign in _WORDS else resolvers
        for sign, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    }


@dataclass(frozen=True, slots=True)
class BundleContent:
    """All that the files say, in the order of the list. `problems` are files that are no bundle (yet)."""

    seeds: tuple[BundleSeed, ...]
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LoadedBundles:
    """What one profile got: lines of the list that it lacked, and how many bundles were published."""

    lines: int
    published: int
    plans: int
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"一件事清单 {self.lines} 条，发布 {self.published} 件，工作方案 {self.plans} 份"


def load_bundles(
    profile: str, by: Actor, *, progress: Callable[[str], None] | None = None, folder: Path = FOLDER
) -> LoadedBundles:
    """Give the served regions of a profile the bundles they lack; its catalogue must be there. In the caller's transaction.

    A second load changes nothing. `progress` is told in Chinese what was left out or not published, and why.
    """
    say = progress or (lambda _: None)
    content = read_bundles(folder)
    seeds = content.seeds
    lines = published = 0
    fresh: list[str] = []
    notes = list(content.problems)
    for region in served_by(profile):
        taken = services.take_in_bundles(seeds=seeds, region=region, items=items_of(region, seeds), by=by)
        lines, published = lines + taken.lines, published + taken.published
        notes += taken.notes
        fresh += [region] if taken.lines else []
    for note in notes:
        say(note)
    return LoadedBundles(lines, published, load_plans(fresh, by=by), tuple(notes))


def items_of(region: str, seeds: tuple[BundleSeed, ...]) -> Mapping[str, int]:
    """Guide → the item that was made of it in a region (12 digits), else in the nearest one above."""
    wanted = {guide for seed in seeds for guide in seed.guides}
    found: dict[str, int] = {}
    for code in upwards(region):
        found |= {guide: item for item, guide in catalog.items_of_source(SOURCE, wanted, [code]).items()}
    return found


@lru_cache(maxsize=4)
def read_bundles(folder: Path = FOLDER) -> BundleContent:
    """The bundles of a folder, once a process; a problem names the file and what to correct in it."""
    seeds: dict[str, BundleSeed] = {}
    problems: list[str] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            seed = _seed(path)
            if seed.key in seeds:
                raise ContentError(f"{path.name}：标识 {seed.key} 已经用过，请改为不同的标识。")
        except ContentError as error:
            problems.append(str(error))
        else:
            seeds[seed.key] = seed
    return BundleContent(tuple(sorted(seeds.values(), key=lambda one: (one.order, one.key))), tuple(problems))


def _seed(path: Path) -> BundleSeed:
    row = _mapping(path)
    if missing := [key for key in NEEDED if row.get(key) in (None, "")]:
        raise ContentError(f"{path.name}：缺少 {'、'.join(missing)}。")
    if strange := set(row) - set(OFFERED):
        raise ContentError(f"{path.name}：不认识 {'、'.join(sorted(strange))}。")
    if row["kind"] not in KINDS or row["audience"] not in AUDIENCES:
        raise ContentError(f"{path.name}：kind 应为 {'、'.join(KINDS)}，audience 应为 {'、'.join(AUDIENCES)}。")
    if row.get("stage") and stage(row["stage"]) is None:
        raise ContentError(f"{path.name}：没有代码为 {row['stage']} 的阶段。")
    if row.get("body") and not all(member.get("guide") for member in row["body"].get("members", ())):
        raise ContentError(f"{path.name}：每个成员都要写明 guide。")
    planned = tuple(PlannedMember(one["name"], one.get("organ", "")) for one in row.get("planned", ()))
    given: dict[str, Any] = dict(row) | {"planned": planned}
    return BundleSeed(**given)


def _mapping(path: Path) -> Mapping[str, Any]:
    try:
        document = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ContentError(f"{path.name}：不能读成 YAML，请检查缩进和引号。{error}") from error
    if not isinstance(document, Mapping):
        raise ContentError(f"{path.name}：文件应当由“键: 值”组成。")
    return document
