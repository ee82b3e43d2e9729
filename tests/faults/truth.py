"""What must hold of an installation after any fault: each case in one true state, nothing twice, nothing lost.

All is read behind the product's back, but for its own provers.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from tests.faults.conftest import Installation

from bancheng.casework.cases.lifecycle import CASE

WHOLE = (
    *("submit", "request_supplement", "supplement", "offer_tolerance", "sign_tolerance", "pre_review", "check_in"),
    *("accept_tolerant", "charge", "suspend", "resume", "consult", "answer_consultation", "answer_consultation"),
    *("make_up", "review", "decide", "deliver", "collect", "close"),
)
"""The journal of a whole case of `longwork`."""
PAPERS = (
    "receipt",
    "supplement_notice",
    "tolerance",
    "acceptance_notice",
    "procedure_notice",
    "decision",
    "collection",
)
TWO_UNITS = ("cases.consulted", "cases.consultation_answered")
"""Messages of which a case sends two: each unit that is asked has its own, and each of their answers."""


def steps_of(ground: Installation) -> dict[str, list[str]]:
    """The verbs in the journal of each case, in order; refusals are left out."""
    found: dict[str, list[str]] = defaultdict(list)
    rows = ground.rows(
        "SELECT s.key, e.verb FROM journal_entry e JOIN journal_stream s ON s.id = e.stream_id"
        " WHERE s.kind = 'cases.case' AND NOT e.refused ORDER BY s.id, e.number"
    )
    for key, verb in rows:
        found[key].append(verb)
    return found


def proven(ground: Installation) -> None:
    """Chains and clocks prove themselves, and every case stands where its journal has led it."""
    assert "没有发现改动" in ground.bancheng("verify-journal", "--quiet")
    assert "时限与日志一致" in ground.bancheng("verify-clocks", "--quiet")
    steps = steps_of(ground)
    stored = {
        key: (state, version) for key, state, version in ground.rows("SELECT key, state, version FROM cases_case")
    }
    assert {key: _led_to(steps.get(key, [])) for key in stored} == stored
    assert set(steps) <= set(stored)


def _led_to(verbs: list[str]) -> tuple[str, int]:
    """State and version of a case that has gone through these verbs; one filed at once was never a draft."""
    state, version = CASE.initial, 0 if verbs[:1] == ["submit"] else 1
    known = set(CASE.verbs)
    for verb in verbs:
        if verb in known:
            to = CASE.find(verb, state).to
            state, version = (state, version) if to is None else (to, version + 1)
    return state, version


def nothing_twice(ground: Installation) -> None:
    """One number for one thing; numbers without gaps where the law of the series wants none; each told once."""
    papers = ground.rows("SELECT number, kind, subject_key FROM documents_document")
    assert _doubled([(kind, key) for _, kind, key in papers]) == {}
    numbers = [re.fullmatch(r"(.+〔\d+〕)第(\d+)号", number) for number, _, _ in papers]
    given: dict[str, list[int]] = defaultdict(list)
    for found in filter(None, numbers):
        given[found[1]].append(int(found[2]))
    series = ground.rows("SELECT prefix, word, year, last FROM documents_numberseries")
    assert {name: sorted(taken) for name, taken in given.items()} == {
        f"{prefix}{word}〔{year}〕": list(range(1, last + 1)) for prefix, word, year, last in series
    }
    assert ground.rows("SELECT number FROM cases_case WHERE number <> '' GROUP BY number HAVING count(*) > 1") == []
    told = ground.rows(
        "SELECT t.key, m.subject_key, count(*) FROM inbox_message m JOIN inbox_template t ON t.id = m.template_id"
        " WHERE m.subject_kind = 'cases.case' GROUP BY t.key, m.subject_key"
    )
    assert [(name, case) for name, case, n in told if n > (2 if name in TWO_UNITS else 1)] == []


def money_right(ground: Installation, *, bills: int) -> None:
    """So many bills, each paid once; what the cashier has is what the bills say, and what the tickets prove."""
    rows = ground.rows
    assert rows("SELECT state, count(*) FROM payments_bill GROUP BY state") == [("paid", bills)]
    owed = rows("SELECT sum(amount_fen) FROM payments_bill")
    assert owed == rows("SELECT sum(amount_fen) FROM payments_attempt WHERE settles")
    assert owed == rows("SELECT sum(amount_fen) FROM payments_demoorder WHERE state = 'paid' AND refund = ''")
    assert owed == rows("SELECT sum(amount_fen) FROM payments_ticket")
    assert rows("SELECT count(*) FROM payments_ticket") == [(bills,)]
    given = rows("SELECT substr(key, 1, 1), sum(last) FROM payments_series GROUP BY substr(key, 1, 1)")
    assert {letter: int(last) for letter, last in given} == {"J": bills, "P": bills}


def all_made(ground: Installation, cases: list[str]) -> None:
    """Every paper of the whole cases is there and made, one licence each, and no job was given up."""
    rows = ground.rows("SELECT subject_key, kind, state FROM documents_document WHERE subject_kind = 'cases.case'")
    expected = {(key, f"cases.{kind}", "ready") for key in cases for kind in PAPERS}
    assert {row for row in rows if row[0] in cases} == expected
    assert ground.rows("SELECT task, error FROM jobs_job WHERE state IN ('failed', 'cancelled')") == []
    valid = ground.rows("SELECT subject_key FROM licences_licence WHERE state = 'valid'")
    assert sorted(key for (key,) in valid if key in cases) == sorted(cases)


def _doubled(found: list[tuple[str, ...]]) -> dict[tuple[str, ...], int]:
    return {one: n for one, n in Counter(found).items() if n > 1}
