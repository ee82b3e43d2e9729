"""A draft: begun, answered, filled in; kept at each step, so that it goes on elsewhere or at a window."""

from __future__ import annotations

from collections.abc import Mapping
from secrets import token_hex

from django.db import transaction

from bancheng.casework.cases import commitments, finding, forms, helping, materials, standing
from bancheng.casework.cases.errors import GONE
from bancheng.casework.cases.materials import document_of
from bancheng.casework.cases.models import Case, Commitment
from bancheng.casework.cases.rules import values
from bancheng.casework.cases.rules.changes import changes_between, same_lines
from bancheng.casework.cases.types import IDENTITY_METHODS, GuideChange, Problem
from bancheng.casework.cases.types.wholes import handed_in
from bancheng.ground.access import AccessDenied, Actor, Target, demand
from bancheng.ground.journal import services as journal
from bancheng.ground.law import Refused, now
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog.types import ElementView, GuideBody, GuideDocument, Pinned
from bancheng.registers.identity import selectors as identity

OFFLINE = "这个事项只能到窗口办理，请按办事指南上的地点和时间前往。"
MOST_DRAFTS = 50


def start(*, item_id: int, by: Actor, channel: str = "portal", answers: Mapping[str, object] | None = None) -> str:
    """Begin an application and return its key: the guide in force is pinned, the applicant is whoever begins.

    Raises AccessDenied for visitors and staff, Refused: cases.item_gone, .window_only, .too_many_drafts.
    """
    person = standing.person_key(by)
    if not person:
        raise AccessDenied("请用个人账号登录后申请。", visible=True, action="own.cases")
    pinned = pinned_for(item_id)
    demand_online(pinned.document)
    if Case.objects.filter(filer=person, state="draft", part_of="").count() >= MOST_DRAFTS:
        raise Refused("cases.too_many_drafts", f"您已有 {MOST_DRAFTS} 份草稿，请先提交或者删除一些。")
    row = new_draft(pinned, channel=channel)
    himself(row, person)
    return _begun(row, by, pinned, answers or {})


def start_at_window(
    *,
    item_id: int,
    person_id: int,
    by: Actor,
    identity_method: str,
    legal_person_id: int | None = None,
    capacity: str = "self",
    principal_id: int | None = None,
) -> str:
    """Begin an application for who stands at the window, and record how the window knows him.

    `person_id` is who stands there. `capacity`: self; representative or operator of `legal_person_id`; agent of the natural
    person `principal_id` or of the legal person. Raises AccessDenied outside the desk's scope, Refused: cases.item_gone,
    cases.identity_method, cases.capacity.
    """
    pinned = pinned_for(item_id)
    region = pinned.document.identity.region_code
    demand(by, standing.TAKE_IN, Target(region=region, organisation=pinned.organisation_id))
    if identity_method not in IDENTITY_METHODS:
        raise Refused("cases.identity_method", "请选择核验身份的方式。")
    row = new_draft(pinned, channel=Case.Channel.WINDOW)
    row.identity_method = identity_method
    put_applicant(row, person_id, capacity=capacity, legal_person=legal_person_id, principal=principal_id)
    return _begun(row, by, pinned, {})


def save_answers(case: str, *, by: Actor, answers: Mapping[str, object]) -> tuple[Problem, ...]:
    """Keep answers to the guide's questions; "" or None takes one back. What does not fit is named and not kept.

    An answer to no question of the guide is refused: cases.not_in_guide (CAT-23).
    """
    with transaction.atomic():
        row, document = _open(case, by, draft_only=True)
        asked = {question.element for question in document.questions}
        _only_of_the_guide(answers, asked)
        exact, problems = weighed(document, answers)
        kept = {code: value for code, value in {**row.answers, **exact}.items() if value not in ("", None)}
        found = catalog.situation(document, {**forms.values(row), **kept})
        faulty = {fault.path: fault.sentence for fault in found.faults if fault.path in answers}
        row.answers = {code: _plain(value) for code, value in found.answered.items()}
        _save(row)
        return (*problems, *(Problem("question", code, sentence) for code, sentence in faulty.items()))


def save_fields(case: str, *, by: Actor, values: Mapping[str, object]) -> tuple[Problem, ...]:
    """Keep values of the form: what is right is kept, what is not comes back as problems. A blank takes a value back.

    A value equal to the prefilled one keeps its source; another one is the applicant's own.
    """
    with transaction.atomic():
        row, document = _open(case, by, draft_only=True)
        kept, problems = filled(row, document, values)
        forms.put(row, kept)
        _save(row)
        return problems


def refresh_guide(case: str, *, by: Actor) -> GuideChange | None:
    """Move the draft to the guide in force now; what it was filled with stays where the new guide still asks for it.

    None when nothing changed; what was submitted keeps its guide (CAT-24). Raises Refused cases.item_gone.
    """
    with transaction.atomic():
        row, document = _open(case, by, draft_only=True)
        demand_alone(row)
        pinned = pinned_for(row.item_id)
        if pinned.version_id == row.guide_version_id:
            return None
        change = changes_between(document, pinned.document)
        _carry_over(row, document, pinned)
        journal.append(
            standing.subject_of(row), "refresh_guide", by=by, facts={"from": change.old_version, "to": pinned.number}
        )
        return change


def discard(case: str, *, by: Actor) -> None:
    """Delete a draft with all that was filled in; the journal keeps that it was."""
    with transaction.atomic():
        row, _ = _open(case, by, draft_only=True)
        demand_alone(row)
        journal.append(standing.subject_of(row), "discard", by=by, facts={"item": row.item_name})
        row.delete()


def demand_alone(row: Case) -> None:
    """Raises Refused cases.part for a draft that is handed in, renewed and dropped with the whole that it belongs to."""
    if row.part_of:
        raise Refused("cases.part", "这份申请是一件事的一部分，请在一件事里一起填写和提交。")


def waits_with_whole(row: Case) -> bool:
    """Whether it was handed in with the whole that it belongs to: what was declared stays, through whatever door one comes."""
    return bool(row.part_of) and row.state == "draft" and handed_in(row.key)


def pinned_for(item_id: int) -> Pinned:
    """The guide an application made today stands under. Raises Refused cases.item_gone."""
    pinned = catalog.pin(item_id)
    if pinned is None:
        raise Refused("cases.item_gone", catalog.why_gone(item_id) or GONE)
    return pinned


def demand_online(document: GuideDocument) -> None:
    """Raises Refused cases.window_only for an item that is applied for at a window alone."""
    if not {"pc", "mobile"} & set(document.channels):
        raise Refused("cases.window_only", OFFLINE)


def new_draft(pinned: Pinned, *, channel: str) -> Case:
    """An unsaved draft under this guide."""
    moment, document = now(), pinned.document
    return Case(
        key=token_hex(16),
        item_id=pinned.item_id,
        guide_version_id=pinned.version_id,
        item_name=document.identity.name,
        handling=document.handling,
        organisation_id=pinned.organisation_id,
        region_id=document.identity.region_code,
        channel=channel,
        state="draft",
        created_at=moment,
        saved_at=moment,
    )


def himself(row: Case, person_id: int) -> None:
    """Let the person apply for himself."""
    put_applicant(row, person_id, capacity=Case.Capacity.SELF)


def put_applicant(
    row: Case, filer: int, *, capacity: str, legal_person: int | None = None, principal: int | None = None
) -> None:
    """Say who applies and in what capacity the filer acts. Raises Refused cases.capacity."""
    person = identity.person(principal if principal is not None else filer)
    firm = identity.legal_person(legal_person) if legal_person is not None else None
    wrong = Refused("cases.capacity", "请选择为谁办理：本人、您所在的单位，或者委托您的人。")
    if capacity not in Case.Capacity.values or person is None:
        raise wrong
    if capacity in (Case.Capacity.REPRESENTATIVE, Case.Capacity.OPERATOR) and firm is None:
        raise wrong
    if capacity == Case.Capacity.AGENT and firm is None and principal is None:
        raise wrong
    row.filer_id, row.capacity = filer, capacity
    if firm is not None and capacity != Case.Capacity.SELF:
        row.legal_person_id, row.applicant_id = firm.id, None
        row.applicant_name, row.applicant_masked = firm.name, firm.uscc
    else:
        row.legal_person_id, row.applicant_id = None, person.id
        row.applicant_name, row.applicant_masked = person.name, person.id_masked


def weighed(document: GuideBody, answers: Mapping[str, object]) -> tuple[dict[str, object], tuple[Problem, ...]]:
    """Answers to the guide's own questions as its conditions weigh them, and what is wrong with the others."""
    exact, problems = {}, []
    for question in document.questions:
        if question.element not in answers:
            continue
        try:
            exact[question.element] = values.answer(question, answers[question.element])
        except values.Unusable as fault:
            exact[question.element] = None
            problems.append(Problem("question", question.element, fault.sentence))
    return exact, tuple(problems)


def filled(
    row: Case,
    document: GuideDocument,
    given: Mapping[str, object],
    *,
    elements: Mapping[str, ElementView] | None = None,
) -> tuple[dict[str, forms.Entry], tuple[Problem, ...]]:
    """The form with these values put in, and what is wrong with the others."""
    by_element = {one.element: one for one in document.fields}
    _only_of_the_guide(given, by_element.keys() | {question.element for question in document.questions})
    elements = elements or catalog.elements_of(document)
    kept, problems = dict(forms.entries(row)), []
    for code, value in given.items():
        field = by_element.get(code)
        if field is None:
            continue
        try:
            clean = values.read(field, elements[code], value)
        except values.Unusable as fault:
            problems.append(Problem("field", code, fault.sentence))
            continue
        before = kept.pop(code, None)
        if clean is not None:
            kept[code] = before if before is not None and before.value == clean else forms.Entry(clean)
    return kept, tuple(problems)


def _begun(row: Case, by: Actor, pinned: Pinned, answers: Mapping[str, object]) -> str:
    if answers:
        row.answers = {
            code: _plain(value)
            for code, value in catalog.situation(pinned.document, weighed(pinned.document, answers)[0]).answered.items()
        }
    with transaction.atomic():
        row.save(force_insert=True)
        facts = {"item": row.item_id, "guide": pinned.number, "channel": row.channel, "capacity": row.capacity}
        journal.append(standing.subject_of(row), "start", by=by, facts=facts)
    return row.key


def _open(case: str, by: Actor, *, draft_only: bool = False) -> tuple[Case, GuideDocument]:
    """The draft (or the file to which something is still to come), locked, for who may fill it in."""
    row = standing.demand_sight(by, finding.locked(case))
    if standing.roles(by, row).isdisjoint({"applicant", "clerk"}):
        raise AccessDenied("这份申请不由您填写。", visible=True, action=standing.TAKE_IN)
    awaited = row.state == "supplement_requested" or materials.open_tolerance(row) is not None
    if (row.state != "draft" and (draft_only or not awaited)) or waits_with_whole(row):
        raise Refused("cases.submitted", "这份申请已经提交，填写的内容不能再改。需要改动的，请联系受理窗口。")
    helping.demand_no_helper(row, by)
    return row, document_of(row)


def _only_of_the_guide(given: Mapping[str, object], known: object) -> None:
    strange = sorted(code for code in given if code not in known)  # type: ignore[operator]
    if strange:
        raise Refused("cases.not_in_guide", f"办事指南中没有“{'、'.join(strange)[:100]}”这一项，不能填写。")


def _carry_over(row: Case, document: GuideDocument, pinned: Pinned) -> None:
    """Answers, values and materials under the new guide; a material keeps its files by its code."""
    new = pinned.document
    fields = {one.element for one in new.fields}
    asked = {question.element for question in new.questions}
    row.guide_version_id, row.handling, row.item_name = pinned.version_id, new.handling, new.identity.name
    row.organisation_id, row.region_id = pinned.organisation_id, new.identity.region_code
    forms.put(row, {code: entry for code, entry in forms.entries(row).items() if code in fields})
    kept = {code: value for code, value in row.answers.items() if code in asked}
    row.answers = {code: _plain(value) for code, value in catalog.situation(new, kept).answered.items()}
    if row.committed and commitments.template_of(new) is None:
        row.committed = False
        Commitment.objects.filter(case=row).delete()
    _save(row)
    _move_materials(row, document, new)


def _move_materials(row: Case, old: GuideDocument, new: GuideDocument) -> None:
    """Each row to the place of its material in the new guide; the new guide says anew what it spares the applicant."""
    places, moving = same_lines(old, new), []
    for one in row.materials.prefetch_related("files").order_by("line"):
        if one.line not in places:
            one.delete()
            continue
        material = new.materials[places[one.line] - 1]
        one.name = material.name
        if materials.spared_by_guide(one) and not materials.spares(material):
            materials.take_back(one, material)
        moving.append((one, places[one.line]))
    # Two steps: places may change hands.
    for offset in (len(old.materials) + len(new.materials) + 1, 0):
        for one, place in moving:
            one.line = place + offset
            one.save()


def _save(row: Case) -> None:
    row.saved_at = now()
    row.save()


def _plain(value: object) -> object:
    """An answer as JSON keeps it."""
    return value if isinstance(value, bool | int | str) else str(value)
