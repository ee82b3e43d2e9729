"""The one form and the one set of materials: what is filled in once reaches every member that asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from django.db import transaction

from bancheng.casework.bundles import running
from bancheng.casework.bundles.models import BundleCase, BundlePart
from bancheng.casework.bundles.running import Loaded
from bancheng.casework.bundles.services.membering import begin_missing
from bancheng.casework.bundles.switching import as_guide
from bancheng.casework.cases import services as cases
from bancheng.casework.cases.types import Problem
from bancheng.ground.access import Actor
from bancheng.ground.files.storage import Readable
from bancheng.ground.law import Refused, now
from bancheng.registers.catalog.types import Question

State = BundlePart.State
TAKE_IN = "cases.take_in"
NOT_OF_THE_SET = "这件事的材料清单里没有这份材料，不需要提交。"


def save_answers(
    key: str, *, by: Actor, answers: Mapping[str, object], known_only: bool = False
) -> tuple[Problem, ...]:
    """Keep answers to the bundle's questions and its members'; "" takes one back. Members are switched on and off by them.

    What does not fit is named and not kept. An answer to no question is refused (bundles.not_asked), or with `known_only`
    passed over.
    """
    with transaction.atomic():
        row, parts = _open(key, by)
        loaded = running.load(row)
        asked = _questions(loaded)
        if known_only:
            answers = {code: value for code, value in answers.items() if code in asked}
        _demand_known(answers, asked)
        whole = as_guide(loaded.body.model_copy(update={"questions": tuple(asked.values())}))
        exact, problems = cases.weighed(whole, answers)
        kept = {code: value for code, value in {**row.answers, **exact}.items() if value not in ("", None)}
        row.answers = {code: _plain(value) for code, value in kept.items()}
        again, faults = _fitting(row, set(answers))
        _saved(row)
        begin_missing(again, parts, by=by)
        _write(again, by, row.answers, gone=set(answers) - set(row.answers))
        return (*problems, *faults)


def _fitting(row: BundleCase, given: set[str]) -> tuple[Loaded, tuple[Problem, ...]]:
    """The whole under its answers without those just given that their question cannot take; these as problems."""
    loaded = running.load(row)
    told = {fault.path: fault.sentence for found in loaded.merged.situations.values() for fault in found.faults}
    asked = {one.question.element for one in loaded.merged.questions}
    wrong = given & asked & set(row.answers) - set(loaded.merged.answered)
    if not wrong:
        return loaded, ()
    row.answers = {code: value for code, value in row.answers.items() if code not in wrong}
    return running.load(row), tuple(
        Problem("question", one, told.get(one, "请选择列出的一项")) for one in sorted(wrong)
    )


def save_fields(key: str, *, by: Actor, values: Mapping[str, object], known_only: bool = False) -> tuple[Problem, ...]:
    """Keep values of the one form in every member that asks for them; a blank takes one back.

    What is right is kept, what is not comes back as problems, each once. An element of no member is refused
    (bundles.not_asked), or with `known_only` passed over.
    """
    with transaction.atomic():
        row, parts = _open(key, by)
        loaded = running.load(row)
        known = {one.element for guide in loaded.made.members for one in guide.document.fields}
        if known_only:
            values = {code: value for code, value in values.items() if code in known}
        _demand_known(values, known)
        found: dict[tuple[str, str], Problem] = {}
        actor = running.with_rights(by, row, parts, TAKE_IN)
        for case, codes in _asking(loaded, parts, values):
            wanted = {code: values[code] for code in codes}
            for problem in cases.save_fields(case, by=actor, values=wanted):
                found.setdefault((problem.part, problem.key), problem)
        _saved(row)
        return tuple(found.values())


def prefill(key: str, *, by: Actor) -> tuple[str, ...]:
    """Fill from registers, licences and earlier cases what is empty; what one member learned the others are not asked for.

    Returns the labels of registers that did not answer. Outside of any transaction.
    """
    row, parts = running.demand_sight(by, key)
    if row.state != BundleCase.State.DRAFT:
        return ()
    running.demand_filler(by, row)
    actor = running.with_rights(by, row, parts, TAKE_IN)
    down: set[str] = set()
    done: list[str] = []
    for part in parts:
        if part.case is None or part.state == State.DROPPED:
            continue
        if done:
            cases.like_siblings(part.case.key, done, by=actor)
        down |= set(cases.prefill(part.case.key, by=actor))
        done.append(part.case.key)
    for case in done[:-1]:
        # What a later member learned is news to the earlier ones.
        cases.like_siblings(case, done, by=actor)
    return tuple(sorted(down))


def add_file(key: str, *, code: str, stream: Readable, name: str, by: Actor) -> None:
    """Take in one file for a paper of the set and attach it to each member that asks for that paper.

    Raises as `cases.add_file`, Refused bundles.unlisted_material.
    """
    row, parts = running.demand_sight(by, key)
    running.demand_filler(by, row)
    actor, lines = running.with_rights(by, row, parts, TAKE_IN), _lines(running.load(row), parts, code)
    upload = cases.receive_upload(lines[0][0], stream=stream, name=name, by=actor)
    # Under the lock of the whole, like everything that touches several of its members: they are locked in one order.
    _on_lines(
        key, code, by, lambda case, line, by: cases.attach_upload(case, line=line, upload=upload, by=by), aside=True
    )


def remove_file(key: str, *, code: str, digest: str, by: Actor) -> None:
    """Take a file back from every member that it was attached to."""

    def remove(case: str, line: int, actor: Actor) -> None:
        for one in cases.files_on(case, line):
            if one.digest == digest:
                cases.remove_file(case, file=one.key, by=actor)

    _on_lines(key, code, by, remove, aside=True)


def use_licence(key: str, *, code: str, licence: str, by: Actor) -> None:
    """Let the applicant's own e-licence stand for the paper in every member. Raises Refused cases.no_licence."""
    _on_lines(key, code, by, lambda case, line, actor: cases.use_licence(case, line=line, licence=licence, by=actor))


def reuse_file(key: str, *, code: str, file: str, by: Actor) -> None:
    """Use in every member a file that the applicant handed in before. Raises Refused cases.no_file."""
    _on_lines(key, code, by, lambda case, line, actor: cases.reuse_file(case, line=line, file=file, by=actor))


def receive_paper(key: str, *, code: str, by: Actor) -> None:
    """The window took the paper, once for all members that ask for it."""
    _on_lines(key, code, by, lambda case, line, actor: cases.receive_paper(case, line=line, by=actor))


def undo_material(key: str, *, code: str, by: Actor) -> None:
    """Take back an e-licence or a paper registered for this paper of the set."""
    _on_lines(key, code, by, lambda case, line, actor: cases.undo_material(case, line=line, by=actor))


def _on_lines(key: str, code: str, by: Actor, do: Callable[[str, int, Actor], object], *, aside: bool = False) -> None:
    with transaction.atomic():
        row, parts = _open(key, by)
        actor, loaded = running.with_rights(by, row, parts, TAKE_IN), running.load(row)
        for case, line in (*_lines(loaded, parts, code), *(_lines_aside(loaded, parts, code) if aside else ())):
            do(case, line, actor)
        _saved(row)


def _open(key: str, by: Actor) -> tuple[BundleCase, list[BundlePart]]:
    row, parts = running.demand_sight(by, key, lock=True)
    if row.state != BundleCase.State.DRAFT:
        raise Refused("bundles.submitted", "这件事已经提交，填写的内容不能再改。需要改动的，请联系受理窗口。")
    running.demand_filler(by, row)
    return row, parts


def _questions(loaded: Loaded) -> dict[str, Question]:
    """Every question of the bundle and of its members, whichever takes part now, as the merge words it."""
    found = {one.question.element: one.question for one in loaded.merged.questions}
    for question in loaded.body.questions:
        # Those that an answer given along with them opens.
        found.setdefault(question.element, question)
    for guide in loaded.made.members:
        for question in guide.document.questions:
            found.setdefault(question.element, question)
    return found


def _write(loaded: Loaded, by: Actor, answers: Mapping[str, object], gone: set[str]) -> None:
    """Answers reach members that ask the question, and those that have it as a field of their form."""
    told = {**answers, **dict.fromkeys(gone, "")}
    fresh = running.parts_of(loaded.row)
    actor = running.with_rights(by, loaded.row, fresh, TAKE_IN)
    for part in fresh:
        if part.case is None:
            continue
        document = loaded.guide(part.key).document
        asked = {one.element for one in document.questions}
        filled = {one.element for one in document.fields}
        if here := {code: value for code, value in told.items() if code in asked}:
            cases.save_answers(part.case.key, by=actor, answers=here)
        if here := {code: value for code, value in told.items() if code in filled}:
            cases.save_fields(part.case.key, by=actor, values=here)


def _asking(loaded: Loaded, parts: Iterable[BundlePart], codes: Iterable[str]) -> Iterable[tuple[str, tuple[str, ...]]]:
    """The members' cases with those of the elements that their forms ask for."""
    wanted = tuple(codes)
    for part in parts:
        fields = {one.element for one in loaded.guide(part.key).document.fields}
        if part.case is not None and (here := tuple(code for code in wanted if code in fields)):
            yield part.case.key, here


def _lines(loaded: Loaded, parts: Iterable[BundlePart], code: str) -> list[tuple[str, int]]:
    """The members' cases with their line of this paper, where it comes from outside. Raises Refused bundles.unlisted_material."""
    rows = list(parts)
    now_here = running.current(rows)
    found = []
    for part in rows:
        if part.case is None or not part.current:
            continue
        _, papers = running.fed(loaded, now_here, part.key)
        situation = loaded.merged.situations.get(part.key)
        if situation is None or code in papers:
            continue
        for number, line in enumerate(situation.materials, start=1):
            if line.material.code == code and line.applies is not False:
                found.append((part.case.key, number))
                break
    if not found:
        raise Refused("bundles.unlisted_material", NOT_OF_THE_SET)
    return found


def _lines_aside(loaded: Loaded, parts: Iterable[BundlePart], code: str) -> Iterable[tuple[str, int]]:
    """The same paper of members that the answers have switched off: what is there again later must be the same file."""
    for part in parts:
        if part.case is not None and part.state == State.DROPPED:
            papers = [one.code for one in loaded.guide(part.key).document.materials]
            if code in papers:
                yield part.case.key, papers.index(code) + 1


def _demand_known(given: Mapping[str, object], known: Iterable[str]) -> None:
    strange = sorted(set(given) - set(known))
    if strange:
        raise Refused("bundles.not_asked", f"这件事没有问“{'、'.join(strange)[:100]}”，不能填写。")


def _saved(row: BundleCase) -> None:
    row.saved_at = now()
    row.save(update_fields=["answers", "saved_at"])


def _plain(value: object) -> object:
    """An answer as JSON keeps it."""
    return value if isinstance(value, bool | int | str) else str(value)
