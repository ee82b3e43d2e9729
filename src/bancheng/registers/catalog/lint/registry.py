"""Rules of rooms above: they register a provider, which reads once what its check needs for a set of regions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bancheng.registers.catalog.lint.findings import label_of
from bancheng.registers.catalog.types import LintCheck, LintProvider

_providers: dict[str, LintProvider] = {}
_labels: dict[str, str] = {}


def provide_lint(name: str, *, rules: Mapping[str, str] | None = None) -> Callable[[LintProvider], LintProvider]:
    """Register, in a room's `providers.py`, what it finds wrong with guides; `name` is unique, such as `lists.proofs`.

        @provide_lint("lists.proofs", rules={"lists.proof_unlisted": "清单外的证明"})
        def unlisted_proofs(regions: Sequence[str]) -> LintCheck:
            known = read_once(regions)
            return lambda subject: (…)

    `rules`: what each code of its findings is called. The check is pure and yields `Fault` with code, article and mend; a
    path that begins with `item.` is about the item and never keeps a draft from being saved.
    """

    def register(provider: LintProvider) -> LintProvider:
        _providers[name] = provider
        _labels.update(rules or {})
        return provider

    return register


def provided(regions: Sequence[str]) -> list[LintCheck]:
    """The checks of all providers for the items of these regions, in the order of their names."""
    return [_providers[name](regions) for name in sorted(_providers)]


def rule_label(code: str) -> str:
    """What a rule is called, of this room or of one above."""
    return _labels.get(code) or label_of(code)
