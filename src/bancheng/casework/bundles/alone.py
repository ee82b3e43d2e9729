"""One member's draft by itself while its whole runs: a further attempt, one that was added, one that still lacks something."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bancheng.casework.bundles import running
from bancheng.casework.bundles.applied import MemberDraft
from bancheng.casework.bundles.models import BundleCase, BundlePart
from bancheng.casework.bundles.running import Loaded
from bancheng.casework.cases.types import DraftView, Problem, SectionView


def alone(
    row: BundleCase, loaded: Loaded, here: Mapping[str, BundlePart], part: BundlePart, view: DraftView
) -> MemberDraft:
    """No query. The version of the guide is the bundle's: that a newer one is in force changes nothing here."""
    elements, papers = running.fed(loaded, here, part.key)
    brought = {str(one.line) for one in view.materials if one.code in papers and one.missing}
    materials = tuple(
        replace(one, spared=True, missing=False, reason=f"由“{loaded.label(papers[one.code])}”这一步产生，不用交")
        if one.code in papers and one.missing
        else one
        for one in view.materials
    )
    kept = tuple(_without(one, elements) for one in view.sections)
    left = tuple(one for one in view.problems if not _brought(one, elements, brought))
    shown = replace(view, sections=tuple(one for one in kept if one.fields), materials=materials, problems=left)
    return MemberDraft(
        key=row.key,
        whole=str(row.state),
        name=row.name,
        member=part.key,
        label=loaded.label(part.key),
        ready=part.ready or part.state != BundlePart.State.HELD,
        draft=replace(shown, change=None),
    )


def _without(section: SectionView, elements: frozenset[str]) -> SectionView:
    fields = tuple(one for one in section.fields if one.element.code not in elements or one.value not in (None, ""))
    return replace(section, fields=fields, complete=not any(one.fault for one in fields))


def _brought(problem: Problem, elements: frozenset[str], lines: set[str]) -> bool:
    return (problem.part == "field" and problem.key in elements) or (
        problem.part == "material" and problem.key in lines
    )
