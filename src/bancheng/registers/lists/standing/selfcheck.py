"""The self-check of a department over nine aspects: each line is computed from rows, none is typed (CAT-46)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.db.models import Q

from bancheng.ground.access import AccessDenied, Actor
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog.types import ItemFacts
from bancheng.registers.duties import selectors as duties
from bancheng.registers.identity import selectors as identity
from bancheng.registers.lists.authority import VIEW
from bancheng.registers.lists.standing.rules import OF_GUIDES, RULES
from bancheng.registers.lists.types.standing import ASPECTS, AspectAnswer, AspectLine, AspectProvider, SelfCheck
from bancheng.registers.organisations import selectors as organisations

EXAMPLES = 5
MOST = 5000

_providers: dict[str, dict[str, AspectProvider]] = {}


def provide_aspect(aspect: str, name: str) -> Callable[[AspectProvider], AspectProvider]:
    """Register, in a room's `providers.py`, what it knows of an aspect (a key of ASPECTS); `name` is that room."""
    if aspect not in ASPECTS:
        raise ValueError(f"no aspect {aspect!r}")

    def register(provider: AspectProvider) -> AspectProvider:
        _providers.setdefault(aspect, {})[name] = provider
        return provider

    return register


def self_check(actor: Actor, organisation: int) -> SelfCheck:
    """The nine lines of a department in the actor's scope. Raises AccessDenied: not visible."""
    organ = organisations.organisations_within(actor, VIEW).filter(pk=organisation).first()
    if organ is None:
        raise AccessDenied("没有找到这个机构，或者它不在您的管理范围内。", visible=False, action=VIEW)
    items = catalog.item_facts(where=Q(organisation=organisation) & ~Q(state="cancelled"), size=MOST)
    own = {
        "presence": _presence(items),
        "names": _names(items),
        "people": _people(organisation),
        "supervision": _duties(organisation),
        **_of_guides([one.version_id for one in items if one.version_id is not None]),
    }
    lines = [
        AspectLine(key, name, RULES[key], _joined([own[key]] if key in own else [], key, organisation))
        for key, name in ASPECTS.items()
    ]
    return SelfCheck(organisation, organ.name, tuple(lines))


def _joined(own: list[AspectAnswer], key: str, organisation: int) -> AspectAnswer:
    """What this room and those above say of an aspect, added up."""
    provided = _providers.get(key, {})
    answers = [*own, *(provided[name](organisation) for name in sorted(provided))]
    if not answers:
        return AspectAnswer(0, 0, "还没有数据")
    return AspectAnswer(
        sum(one.right for one in answers),
        sum(one.total for one in answers),
        "；".join(one.sentence for one in answers),
        tuple(words for one in answers for words in one.wrong)[:EXAMPLES],
    )


def _presence(items: Sequence[ItemFacts]) -> AspectAnswer:
    wrong = [one.name for one in items if one.state != "published" and not one.off_platform]
    return _counted(len(items), wrong, "个事项已上平台或有法定例外")


def _names(items: Sequence[ItemFacts]) -> AspectAnswer:
    wrong = [one.name for one in items if one.name != one.basic_name]
    return _counted(len(items), wrong, "个事项的名称与基本目录一致")


def _of_guides(versions: Sequence[int]) -> dict[str, AspectAnswer]:
    """The aspects that guides show; each guide is read once and not held."""
    wrong: dict[str, list[str]] = {key: [] for key in OF_GUIDES}
    total = 0
    for _, guide in catalog.documents(versions):
        total += 1
        for key, (right, _words) in OF_GUIDES.items():
            if not right(guide):
                wrong[key].append(guide.identity.name)
    return {key: _counted(total, wrong[key], words) for key, (_right, words) in OF_GUIDES.items()}


def _people(organisation: int) -> AspectAnswer:
    posts = {post.pk: post.name for post in organisations.posts(organisation)}
    held = identity.holders(posts)
    wrong = [name for pk, name in posts.items() if all(one.on_leave for one in held.get(pk, ()))]
    return _counted(len(posts), wrong, "个岗位今天有人")


def _duties(organisation: int) -> AspectAnswer:
    n, wrong = duties.overdue_of(organisation)
    if not n:
        return AspectAnswer(1, 1, "没有未完成的限期任务")
    return _counted(n, wrong, "项限期任务没有逾期")


def _counted(total: int, wrong: Sequence[str], words: str) -> AspectAnswer:
    right = total - len(wrong)
    return AspectAnswer(right, total, f"{right}/{total} {words}", tuple(wrong[:EXAMPLES]))
