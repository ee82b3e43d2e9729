"""线上远程协助 (青海省方案第 12 项): invite by code, join, mark, settle, end. No verb here touches a value of the application."""

from __future__ import annotations

import unicodedata
from datetime import timedelta
from secrets import randbelow, token_hex

from django.db import transaction

from bancheng.casework.cases import helping, materials, standing
from bancheng.casework.cases.models import Assistance, AssistHint, Case
from bancheng.casework.cases.rules import values
from bancheng.casework.cases.rules.texts import one_line
from bancheng.casework.cases.services.drafts import _open
from bancheng.ground.access import AccessDenied, Actor, demand, limits
from bancheng.ground.crypto import keyed_hash
from bancheng.ground.journal import services as journal
from bancheng.ground.law import Refused, now
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog.types import GuideDocument

PURPOSE = "cases.assistance"
DIGITS = 8
CODE_LIVES, HELP_LASTS = timedelta(minutes=30), timedelta(hours=2)
INVITATIONS_AN_HOUR, TRIES_AN_HOUR = 10, 10
MOST_HINTS, LONGEST = 50, 200
HOUR = timedelta(hours=1)
WRONG = "邀请码不对或者已经失效，请向申请人核对，或者请他重新生成。"
OVER = "这次远程协助已经结束。需要再协助的，请申请人重新生成邀请码。"


def invite_helper(case: str, *, by: Actor) -> str:
    """A code of 8 digits for one helper, good for 30 minutes; an earlier invitation or help ends. It is shown once.

    For who applies, while there is something to fill in. Raises AccessDenied, TooManyTries, Refused cases.submitted.
    """
    limits.spend("cases.assist_invite", by.key, limit=INVITATIONS_AN_HOUR, window=HOUR)
    with transaction.atomic():
        row, _ = _open(case, by)
        if "applicant" not in standing.roles(by, row):
            raise AccessDenied("邀请协助人由申请人自己办理。", visible=True, action="own.cases")
        if row.state not in helping.FILLED_IN:
            raise Refused("cases.submitted", "这份申请已经提交，不需要远程协助填写了。")
        moment = now()
        Assistance.objects.filter(case=row, ended_at=None).update(ended_at=moment, ended_by=by.name[:100])
        # Codes that were never used and have lapsed give theirs free.
        Assistance.objects.filter(ended_at=None, joined_at=None, expires_at__lte=moment).update(
            ended_at=moment, ended_by="过期"
        )
        code, hashed = _free_code()
        Assistance.objects.create(
            key=token_hex(16), case=row, code_hash=hashed, invited_at=moment, expires_at=moment + CODE_LIVES
        )
        journal.append(standing.subject_of(row), "invite_helper", by=by)
        return code


def join_help(code: str, *, by: Actor) -> str:
    """Take up an invitation: the key of the assistance. For staff with cases.assist, wherever they sit.

    A wrong code reads as one that has lapsed. Raises AccessDenied, TooManyTries, Refused cases.assist_code.
    """
    demand(by, helping.ASSIST)
    limits.spend("cases.assist_join", by.key, limit=TRIES_AN_HOUR, window=HOUR)
    digits = "".join(sign for sign in unicodedata.normalize("NFKC", code[:40]) if not sign.isspace())
    with transaction.atomic():
        rows = Assistance.objects.select_for_update(of=("self",)).select_related("case")
        hashed = keyed_hash(digits, purpose=PURPOSE)
        row = rows.filter(code_hash=hashed, ended_at=None, joined_at=None).first()
        if row is None or helping.state_of(row, row.case) != "invited":
            raise Refused("cases.assist_code", WRONG)
        moment = now()
        row.helper, row.helper_name, row.helper_organisation_id = by.key, by.name[:100], by.organisation
        row.joined_at, row.ends_at = moment, moment + HELP_LASTS
        row.save()
        journal.append(standing.subject_of(row.case), "join_help", by=by)
        return row.key


def give_hint(assistance: str, *, part: str, place: str, sentence: str, by: Actor) -> None:
    """Mark a question, a field or a material with a sentence; a second one at the same place replaces the first.

    Raises AccessDenied (not his), Refused: cases.assist_over, .hint_missing, .hint_place, .hints_full, cases.too_long.
    """
    with transaction.atomic():
        row = _helped(assistance, by)
        said = one_line(sentence, LONGEST)
        if not said:
            raise Refused("cases.hint_missing", "请写一句提示，告诉申请人怎样改。")
        label = _label(row.case, part, place)
        known = row.hints.filter(part=part, place=place)
        if not known.exists() and row.hints.count() >= MOST_HINTS:
            raise Refused("cases.hints_full", f"一次协助最多标注 {MOST_HINTS} 处，请先请申请人改好前面的。")
        AssistHint.objects.update_or_create(
            assistance=row,
            part=part,
            place=place,
            defaults={"label": label[:200], "sentence": said, "at": now(), "settled_at": None},
        )
        # The words stay out: they may tell what the form holds.
        journal.append(standing.subject_of(row.case), "give_hint", by=by, facts={"name": label[:200]})


def take_hint_back(assistance: str, *, hint: int, by: Actor) -> None:
    """Remove one's own mark. Raises AccessDenied, Refused cases.assist_over."""
    with transaction.atomic():
        _helped(assistance, by).hints.filter(pk=hint).delete()


def settle_hint(case: str, *, hint: int, by: Actor, settled: bool = True) -> None:
    """The applicant has dealt with a mark, or (`settled` False) not yet after all; said twice, it stays as it was said.

    Raises AccessDenied, Refused cases.submitted.
    """
    with transaction.atomic():
        row, _ = _open(case, by)
        one = AssistHint.objects.filter(pk=hint, assistance__case=row).select_for_update().first()
        if one is None or "applicant" not in standing.roles(by, row):
            raise AccessDenied("没有找到这条提示。", visible=False, action=standing.VIEW)
        one.settled_at = (one.settled_at or now()) if settled else None
        one.save(update_fields=["settled_at"])


def end_help(assistance: str, *, by: Actor) -> None:
    """End it, by the applicant or the helper; what has ended stays so. Raises AccessDenied, invisible, for anybody else."""
    with transaction.atomic():
        rows = Assistance.objects.select_for_update(of=("self",)).select_related("case")
        row = rows.filter(key=assistance[:32]).first()
        if row is None or not (row.helper == by.key or standing.is_applicant(by, row.case)):
            raise AccessDenied("没有找到这次远程协助。", visible=False, action=helping.ASSIST)
        if row.ended_at is None:
            row.ended_at, row.ended_by = now(), by.name[:100]
            row.save(update_fields=["ended_at", "ended_by"])
            journal.append(standing.subject_of(row.case), "end_help", by=by)


def _helped(assistance: str, by: Actor) -> Assistance:
    """His own assistance, locked and going on."""
    rows = Assistance.objects.select_for_update(of=("self",)).select_related("case__guide_version")
    row = rows.filter(key=assistance[:32], helper=by.key).first() if by.kind == "staff" else None
    if row is None:
        raise AccessDenied("没有找到这次远程协助。", visible=False, action=helping.ASSIST)
    if helping.state_of(row, row.case) != "joined":
        raise Refused("cases.assist_over", OVER)
    return row


def _free_code() -> tuple[str, str]:
    while True:
        code = f"{randbelow(10**DIGITS):0{DIGITS}d}"
        hashed = keyed_hash(code, purpose=PURPOSE)
        if not Assistance.objects.filter(code_hash=hashed, ended_at=None, joined_at=None).exists():
            return code, hashed


def _label(case: Case, part: str, place: str) -> str:
    """What stands at this place of the draft as it is now. Raises Refused cases.hint_place."""
    document = materials.document_of(case)
    found = _labels(case, document).get((part, place))
    if found is None:
        raise Refused("cases.hint_place", "申请里现在没有这一项，请刷新页面后再标注。")
    return found


def _labels(case: Case, document: GuideDocument) -> dict[tuple[str, str], str]:
    elements = catalog.elements_of(document)
    situation = materials.situation_of(document, case, elements)
    found = {("question", one.element): one.label for one in situation.questions}
    found |= {("field", one.element): values.label_of(one, elements[one.element]) for one in situation.fields}
    return found | {("material", str(one.line)): one.material.name for one in materials.owed(document, situation)}
