"""Loading profiles: regions, then each profile in one transaction with its demo catalogue and cast. Safe to repeat."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from django.conf import settings
from django.db import transaction

from bancheng.ground.access import Actor, system
from bancheng.profiles import cast, cast_licences, fee_codes, kept_lists
from bancheng.profiles.bundles_loader import load_bundles
from bancheng.profiles.catalogue_loader import LoadedCatalogue, load_catalogue
from bancheng.profiles.catalogue_reading import read_content
from bancheng.profiles.channels import read_channels
from bancheng.profiles.cross_targets import read_targets
from bancheng.profiles.licence_types import read_types
from bancheng.profiles.loader_reading import HERE, ProfileError, read_profile, read_regions
from bancheng.profiles.project_stages import load_stages
from bancheng.registers.catalog import services as catalog
from bancheng.registers.licences import services as licences
from bancheng.registers.lists import services as lists
from bancheng.registers.organisations import services

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What one profile added; zeros when it was there already. Outside demo mode `catalogue` is None."""

    key: str
    name: str
    rules: int
    organisations: int
    catalogue: LoadedCatalogue | None
    people: int


def names() -> tuple[str, ...]:
    """The profiles that ship with the program, in the order they are loaded."""
    return ("xixia-2018", "xinmi-2021", "qinghai-2024", "chongqing-2020", "shanxi-2017")


def load(wanted: Iterable[str], *, say: Say = lambda _: None) -> tuple[Loaded, ...]:
    """Load profiles by name, or all of them with `all`. `say` is told each step. Raises `ProfileError` for an unknown name."""
    asked = tuple(wanted)
    chosen = names() if "all" in asked else asked
    if unknown := [name for name in chosen if name not in names()]:
        raise ProfileError(f"没有名为“{unknown[0]}”的方案。可以装载：{'、'.join(names())}，或者 all。")
    by = system("装载方案")
    services.take_in_regions(regions=read_regions(), by=by)
    licences.take_in_types(seeds=read_types(), by=by)
    kept_lists.load_standards(by)
    return tuple(load_profile(name, by=by, say=say) for name in chosen)


def load_profile(name: str, *, by: Actor, say: Say = lambda _: None) -> Loaded:
    """One profile whole, in one transaction; its regions must be there. What exists is left as it is."""
    demo = settings.BANCHENG_MODE == "demo"
    seed = read_profile(HERE / f"{name}.yaml")
    if not demo:
        # Organisations, guides and people of the files are there to show; a city enters or imports its own. Rules and the
        # dictionaries of the catalogue are for every installation.
        seed = replace(seed, organisations=(), rosters=())
    catalogue = None
    people = 0
    with transaction.atomic():
        taken = services.take_in_profile(seed=seed, by=by)
        catalog.take_in_channels(seeds=read_channels(seed.key), by=by)
        say(f"{seed.name}：规则 {taken.rules} 条，机构 {taken.organisations} 个")
        if demo:
            # A guide may only ask for what is on the lists: they come first, and name materials of the dictionary.
            catalog.take_in_dictionaries(seed=read_content().dictionaries, by=by)
            say(f"{seed.name}：证明、中介服务、标准清单 {kept_lists.load_lists(name, by)} 条")
            catalogue = load_catalogue(name, by, progress=lambda note: say(f"{seed.name}：{note}"))
            say(f"{seed.name}：{catalogue}")
            bundles = load_bundles(name, by, progress=lambda note: say(f"{seed.name}：{note}"))
            say(f"{seed.name}：{bundles}")
            say(f"{seed.name}：项目审批阶段事项 {load_stages(name, by)} 个")
            for region, seeds in read_targets(seed.key):
                lists.take_in_targets(region=region, seeds=seeds, by=by)
            lists.catch_up()
            say(f"{seed.name}：收费项目编码 {fee_codes.load(name, by=by)} 个")
            people = cast.load(name, by=by)
            say(f"{seed.name}：演示人员 {people} 名")
            held = cast_licences.load(name, by=by)
            say(f"{seed.name}：演示证照 {held} 本")
        else:
            catalog.take_in_dictionaries(seed=read_content().dictionaries, by=by)
    return Loaded(seed.key, seed.name, taken.rules, taken.organisations, catalogue, people)
