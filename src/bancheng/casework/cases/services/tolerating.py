"""容缺受理 (新密市政务服务管理办法第三十六条): told at once, signed, accepted with what lacks, made up, or lapsed into a draft refusal.

Offering and signing move nothing: the acceptance clock goes on until `accept_tolerant`, and from then on the case is as
any other, but that nothing is granted before what was promised has come.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from bancheng.casework.cases import children, composing, kinds, materials, papers, paperwork, reading, standing
from bancheng.casework.cases.errors import FormRefused
from bancheng.casework.cases.events import ToleranceLapsed, ToleranceMadeUp, ToleranceOffered, ToleranceSigned
from bancheng.casework.cases.keys import TOLERANCE_CONSEQUENCE
from bancheng.casework.cases.lifecycle import WORKED_ON
from bancheng.casework.cases.materials import CONDITION, document_of
from bancheng.casework.cases.models import Case, CaseMaterial, DraftDecision, SignedScan, Tolerance
from bancheng.casework.cases.rules import promises
from bancheng.casework.cases.rules.clocks import end_of, terms_of
from bancheng.casework.cases.rules.texts import one_line, storable
from bancheng.casework.cases.services import mandates, scanning
from bancheng.casework.cases.services.acceptance import CLOCKWORK, _accepted
from bancheng.casework.cases.services.doing import Act, Told, acting, effect, event_of, perform
from bancheng.casework.cases.services.materials_in import Upload
from bancheng.casework.cases.types import IDENTITY_METHODS, SIGNED_HOW, Gap, Problem
from bancheng.ground.access import AccessDenied, Actor, system
from bancheng.ground.jobs import announce
from bancheng.ground.journal import services as journal
from bancheng.ground.law import Refused, now, today
from bancheng.registers.catalog.types import GuideDocument
from bancheng.registers.duties import services as duties
from bancheng.registers.organisations import selectors as organisations

KEEPER = system("容缺受理")
LONGEST = 500
OTHER_WORDS = "承诺书的内容在您阅读以后有了变化，没有签署。请看过现在的内容，再重新签署。"
BEFORE = ("submitted", "pre_reviewed")
Check = CaseMaterial.Check


def offer_tolerance(
    case: str,
    *,
    by: Actor,
    lines: Sequence[Gap],
    due_on: date,
    conditions: Sequence[Gap] = (),
    consequence: str | None = None,
) -> None:
    """Tell the applicant at once what may come later, by when, and what follows if it does not (APP-13, APP-15).

    `lines`: materials that the guide lets come later; `conditions`: secondary conditions, by their place in the guide's
    list from 1; `consequence`: the profile's own words unless given. Other words void a signature; the very same, sent twice,
    change nothing.

    Raises AccessDenied, Refused: cases.no_tolerance (not now), cases.no_gaps, cases.main_material, cases.main_condition,
    cases.materials_unfit, cases.main_missing, cases.not_told_at_once, cases.tolerance_due, cases.no_consequence.
    """
    with acting(case, by) as row:
        if "clerk" not in standing.roles(by, row):
            raise AccessDenied("容缺受理由受理岗告知。", visible=True, action=standing.TAKE_IN)
        if row.state not in BEFORE:
            raise Refused("cases.no_tolerance", "只有还没有受理的申请可以容缺受理，请刷新页面查看。")
        document = document_of(row)
        children.keep(row, "materials", "tolerance")
        rows = materials.rows_of(row)
        items = _items(document, rows, lines, conditions)
        _demand_whole(rows.values(), document, {gap.line for gap in lines})
        _demand_in_time(row, document, due_on)
        follows = _consequence(row, consequence)
        # Before the new one, which takes its place beside the case.
        known = materials.promise_of(row)
        made = Tolerance(case=row, items=items, due_on=due_on, due_at=end_of(due_on), consequence=follows)
        if known is not None and _says_already(row, known, made):
            return
        if known is not None:
            known.delete()
        made.offered_at, made.offered_by = now(), by.name[:100]
        made.save()
        facts = {"items": items, "due_on": due_on, "consequence": follows}
        journal.append(standing.subject_of(row), "offer_tolerance", by=by, facts=facts)
        announce(event_of(ToleranceOffered, row, at=now(), by=by, due=due_on))


def sign_tolerance(
    case: str,
    *,
    by: Actor,
    name: str,
    confirmed: bool,
    method: str = "",
    scan: Upload | None = None,
    words: str | None = None,
) -> str:
    """The written commitment (APP-14): by the applicant online, or before a clerk who knows him by `method`.

    What is kept is the SM3 of the very words, the paper that says them and, of a window, the `scan` of what was signed
    (`receive_upload`). `words`: the digest of the words that the signer had before him (`ToleranceView.words`), None where no
    page showed them. An agent signs only by a mandate that the window has seen. Returns the number of the 容缺受理承诺书.
    Raises AccessDenied, Refused: cases.no_tolerance, cases.signed, cases.moved_on (other words), cases.not_confirmed,
    cases.signer, cases.no_mandate, cases.method, cases.scan_missing, cases.scan_kind.
    """
    with acting(case, by) as row:
        roles = standing.roles(by, row)
        if roles.isdisjoint({"applicant", "clerk"}):
            raise AccessDenied("承诺书由申请人签署，或者由受理岗当面登记。", visible=True, action=standing.TAKE_IN)
        promise = Tolerance.objects.filter(case=row).first()
        if promise is None or row.state not in BEFORE:
            raise Refused("cases.no_tolerance", "现在没有需要签署的容缺受理承诺书，请刷新页面查看。")
        if promise.signed_at is not None:
            raise Refused("cases.signed", "承诺书已经签署，不需要再签。")
        stands = reading.words_of(row, promise)
        if words is not None and words != stands:
            raise Refused("cases.moved_on", OTHER_WORDS)
        if not confirmed:
            raise Refused("cases.not_confirmed", "请勾选“已经知悉并承诺按期补齐”。")
        online = "applicant" in roles
        _demand_signer(row, by, name, online=online)
        if not online and method not in IDENTITY_METHODS:
            raise Refused("cases.method", "请选择怎样核验签署人的身份。")
        mandates.demand(row, by, name, method=method)
        signed = None if online else scanning.demand_scan(scan)
        promise.signed_at, promise.signed_by = now(), " ".join(storable(name).split())[:100]
        promise.signed_how = "online" if online else "window"
        promise.digest = stands
        promise.paper = paperwork.issue(_paper(row, promise, method), row, by=by).number
        promise.save()
        facts = {"paper": promise.paper, "digest": promise.digest, "how": promise.signed_how, "method": method}
        if signed is not None:
            scanning.keep_scan(row, signed, purpose=SignedScan.Purpose.TOLERANCE, paper=promise.paper, by=by)
            facts["scan"] = signed.stored.digest
        journal.append(standing.subject_of(row), "sign_tolerance", by=by, facts=facts)
        announce(event_of(ToleranceSigned, row, at=now(), by=by))
        return promise.paper


def accept_tolerant(case: str, *, by: Actor, expected: int | None = None, note: str = "") -> str:
    """Accept with what lacks: the same clocks as any acceptance, from today. Returns the number of the 受理通知书.

    Raises Refused: cases.tolerance_unsigned, cases.tolerance_due, and what `offer_tolerance` refuses of the materials.
    """
    return str(perform(case, "accept_tolerant", by=by, expected=expected, note=note))


def make_up(case: str, *, by: Actor, words: str = "") -> None:
    """Hand in what was promised; `words`: how a secondary condition was met.

    Late is better than never: the draft refusal then stays until the approver decides. Raises FormRefused with what is
    still missing, Refused cases.nothing_owed.
    """
    perform(case, "make_up", by=by, words=words)


def lapse(key: int) -> bool:
    """One promise whose last day ended: a draft refusal with its reason waits for a human (APP-17). False: not any more."""
    with transaction.atomic():
        case = Case.objects.select_for_update(of=("self",)).filter(tolerance=key, state__in=WORKED_ON).first()
        promise = running().filter(pk=key, due_at__lte=now()).first()
        if case is None or promise is None:
            return False
        reason = promises.reason([item["name"] for item in promise.items], promise.due_on)
        DraftDecision.objects.update_or_create(
            case=case,
            defaults={"outcome": "refused", "reason": reason, "made_at": now(), "settled_at": None, "settled_by": ""},
        )
        promise.lapsed_at = now()
        _end_duty(promise, "期限届满没有补齐，已经生成拟不予决定，等待审批。")
        promise.save(update_fields=["lapsed_at", "duty"])
        facts = {"due_on": promise.due_on, "outcome": "refused", "reason": reason}
        journal.append(standing.subject_of(case), "lapse_tolerance", by=CLOCKWORK, facts=facts)
        announce(event_of(ToleranceLapsed, case, at=now(), by=CLOCKWORK, due=promise.due_on))
        return True


def release(key: int) -> None:
    """Nothing is owed any more by a case that has ended otherwise: its duty ends with it."""
    with transaction.atomic():
        promise = Tolerance.objects.select_for_update().get(pk=key)
        _end_duty(promise, "办件已经办完，不再需要补齐。")
        promise.save(update_fields=["duty"])


def settle_draft(case: Case, *, by: Actor) -> bool | None:
    """A human decided: the draft is behind us. Whether he issued what it proposed; None where there was none."""
    kept = children.kept(case, "draft_decision")
    draft = getattr(case, "draft_decision", None) if kept else DraftDecision.objects.filter(case=case).first()
    if draft is None or draft.settled_at is not None:
        return None
    draft.settled_at, draft.settled_by = now(), by.name[:100]
    draft.save(update_fields=["settled_at", "settled_by"])
    return draft.outcome == case.outcome


def running() -> QuerySet[Tolerance]:
    """Promises of accepted cases that are neither made up nor lapsed."""
    return Tolerance.objects.filter(accepted_at__isnull=False, made_up_at=None, lapsed_at=None)


@effect("accept_tolerant")
def _accept_tolerant(act: Act, *, note: str) -> Told:
    case, document = act.case, document_of(act.case)
    children.keep(case, "materials", "tolerance", "tasks")
    promise = materials.promise_of(case)
    if promise is None or promise.signed_at is None:
        raise Refused("cases.tolerance_unsigned", "申请人还没有签署容缺受理承诺书，不能容缺受理。")
    rows = list(case.materials.all())
    _demand_whole(rows, document, {item["line"] for item in promise.items})
    _demand_in_time(case, document, promise.due_on)
    case.tolerated, promise.accepted_at = True, act.at
    told = _accepted(act, on=act.today, note=note, tolerance=promise, rows=rows)
    act.then.append(lambda: _open_duty(case, promise))
    more = {"items": promise.items, "make_up_by": promise.due_on, "consequence": promise.consequence}
    return Told({**told.facts, **more}, told.events, told.result, told.article)


@effect("make_up")
def _make_up(act: Act, *, words: str) -> Told:
    case = act.case
    children.keep(case, "materials", "tolerance")
    promise = materials.open_tolerance(case)
    if promise is None:
        raise Refused("cases.nothing_owed", "这个办件没有等待补齐的容缺材料。")
    said, rows = one_line(words, LONGEST), materials.rows_of(case)
    wrong = [problem for item in promise.items if (problem := _still_owed(item, rows, promise, said))]
    if wrong:
        raise FormRefused(wrong)
    lines = [item["line"] for item in promise.items if item["line"] != CONDITION]
    checked = [line for line in lines if rows[line].check_result != Check.PENDING or rows[line].check_note]
    if checked:
        case.materials.filter(line__in=checked).update(check_result=Check.PENDING, check_note="")
    promise.made_up_at = act.at
    _end_duty(promise, "已经补齐。")
    promise.save(update_fields=["made_up_at", "duty"])
    late = promise.lapsed_at is not None
    brought = [{"line": line, "files": [one.digest for one in materials.files_of(rows[line])]} for line in lines]
    facts = {"materials": brought, "note": said, "late": late}
    return Told(facts, (act.event(ToleranceMadeUp, late=late),))


def _still_owed(
    item: Mapping[str, Any], rows: Mapping[int, CaseMaterial], promise: Tolerance, said: str
) -> Problem | None:
    if item["line"] == CONDITION:
        return None if said else Problem("material", "0", f"请写明“{item['name']}”是怎样达到的")
    if materials.renewed(rows[item["line"]], promise.offered_at, item):
        return None
    return Problem("material", str(item["line"]), f"请补交“{item['name']}”：{item['gap']}")


def _says_already(row: Case, known: Tolerance, made: Tolerance) -> bool:
    """Whether these very words were told before; of what came since, the clerk has seen more, and that is kept."""
    if reading.words_of(row, known) != reading.words_of(row, made):
        return False
    known.items = made.items
    known.save(update_fields=["items"])
    return True


def _items(
    document: GuideDocument, rows: Mapping[int, CaseMaterial], lines: Sequence[Gap], conditions: Sequence[Gap]
) -> list[dict[str, Any]]:
    items = [_material(document, rows, gap) for gap in lines] + [_condition(document, gap) for gap in conditions]
    if not items or any(not item["gap"] for item in items):
        raise Refused("cases.no_gaps", "请至少选择一份可以容缺的材料，并逐项写明要补什么。")
    if len({(item["line"], item["name"]) for item in items}) < len(items):
        raise Refused("cases.no_gaps", "同一份材料请只写一次。")
    return items


def _material(document: GuideDocument, rows: Mapping[int, CaseMaterial], gap: Gap) -> dict[str, Any]:
    row = rows.get(gap.line)
    if row is None:
        raise Refused("cases.unlisted_material", "只能要求补齐办事指南清单中的材料。")
    if not materials.tolerable(document, row):
        raise Refused("cases.main_material", f"“{row.name}”是主要申请材料，不能容缺，请一次性告知补正。")
    if not materials.lacking(document, row) and row.check_result != Check.BAD:
        raise Refused("cases.not_lacking", f"“{row.name}”已经提交，不需要补齐；不合格的，请先核验为“不合格”。")
    seen = max((one.pk for one in row.files.all()), default=0)
    words = one_line(gap.sentence, LONGEST)
    return {"line": row.line, "code": row.code, "name": row.name, "gap": words, "seen": seen}


def _condition(document: GuideDocument, gap: Gap) -> dict[str, Any]:
    known = dict(enumerate(document.requirements, start=1))
    one = known.get(gap.line)
    if one is None:
        raise Refused("cases.unlisted_condition", "只能选择办事指南列出的条件。")
    if not one.secondary:
        raise Refused("cases.main_condition", f"“{one.text}”是基本条件，不具备的不能容缺受理。")
    return {"line": CONDITION, "code": "", "name": one.text, "gap": one_line(gap.sentence, LONGEST), "seen": 0}


def _demand_whole(rows: Collection[CaseMaterial], document: GuideDocument, told: Collection[int]) -> None:
    """All main materials are there and fit, and everything that lacks was told at once."""
    _refuse(
        "cases.materials_unfit",
        "核验不合格，又不在容缺的范围内，请一次性告知补正",
        (one.name for one in rows if one.check_result == Check.BAD and one.line not in told),
    )
    _refuse(
        "cases.main_missing",
        "是主要申请材料，还没有提交，不能容缺受理",
        (one.name for one in rows if one.required and one.given == "" and one.check_result != Check.EXEMPT),
    )
    _refuse(
        "cases.not_told_at_once",
        "也还没有提交：需要补齐的内容应当一次告知",
        (one.name for one in rows if materials.lacking(document, one) and one.line not in told),
    )


def _refuse(code: str, sentence: str, names: Any) -> None:
    if found := list(names):
        raise Refused(code, f"“{'、'.join(found)}”{sentence}。")


def _demand_in_time(row: Case, document: GuideDocument, due_on: date) -> None:
    """From the next working day to the promised day as it is if the case is accepted today (A09)."""
    promised, statutory = terms_of(document)
    both = organisations.clocks(row.region_id, accepted=today(), promised=promised, statutory=statutory)
    first, last = organisations.calendar().add_workdays(today(), 1), both.promised.due(today())
    if first > last:
        raise Refused("cases.tolerance_due", "这个事项当天办结，没有容缺的时间，请一次性告知补正。")
    if not first <= due_on <= last:
        raise Refused(
            "cases.tolerance_due",
            f"补齐期限应当在 {first:%Y-%m-%d} 到 {last:%Y-%m-%d}（承诺办结日）之间，请改正后再告知申请人。",
        )


def _consequence(row: Case, given: str | None) -> str:
    said = given if given is not None else str(organisations.rule(TOLERANCE_CONSEQUENCE.key, row.region_id))
    if not (follows := one_line(said, LONGEST)):
        raise Refused("cases.no_consequence", "请写明逾期没有补齐的怎样处理。")
    return follows


def _demand_signer(row: Case, by: Actor, name: str, *, online: bool) -> None:
    typed = "".join(storable(name).split())
    if typed and (typed == by.name if online else typed in {row.applicant_name, row.filer.name if row.filer else ""}):
        return
    whose = "您本人的姓名" if online else "申请人或者办理人的姓名"
    raise Refused("cases.signer", f"请输入{whose}，与身份证件一致。")


def _paper(row: Case, promise: Tolerance, method: str) -> papers.TolerancePaper:
    assert promise.signed_at is not None
    how = SIGNED_HOW[promise.signed_how]
    told = composing.to_come(promise) | {"told_at": promise.offered_at}
    return papers.TolerancePaper(
        **told,
        signed_by=promise.signed_by,
        signed_at=promise.signed_at,
        signed_how=f"{how}（{IDENTITY_METHODS[method]}）" if method in IDENTITY_METHODS else how,
        digest=promise.digest,
        **paperwork.head(row),
    )


def _open_duty(case: Case, promise: Tolerance) -> None:
    duty = duties.open_duty(
        kind=kinds.TOLERANCE.key,
        title=f"补齐容缺材料：{case.number} {case.item_name}",
        due_on=promise.due_on,
        subject=standing.subject_of(case),
        organisation_id=case.organisation_id,
        basis="容缺受理承诺书 " + promise.paper,
        by=KEEPER,
    )
    promise.duty = duty.pk
    promise.save(update_fields=["accepted_at", "duty"])


def _end_duty(promise: Tolerance, result: str) -> None:
    """The duty ends; one that an administrator has ended before is left as it is."""
    if promise.duty is not None:
        with suppress(Refused):
            duties.close_duty(duty=promise.duty, result=result, by=KEEPER)
        promise.duty = None
