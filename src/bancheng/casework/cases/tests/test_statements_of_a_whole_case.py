"""How many statements a whole case with every usual detour may cost: pinned, so that no verb begins to ask twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bancheng.casework.cases import services, standing
from bancheng.casework.cases.models import Case, CaseTask, Consultation
from bancheng.casework.cases.services.finishing import DISPATCH
from bancheng.casework.cases.tests.stage import PDF, PLAN, STAGES, Stage, material
from bancheng.casework.cases.tests.test_consulting_units import officer, unit
from bancheng.casework.cases.types import Criterion, Gap
from bancheng.ground.journal import verify_stream
from bancheng.ground.journal.selectors import entries_of
from bancheng.registers.documents.models import Document
from bancheng.registers.identity.tests.cast import id_number
from bancheng.registers.organisations.services import touch

MOST = 140 if connection.vendor == "postgresql" else 177
"""SQLite writes a journal and its head, a job and its place in the queue by two statements, PostgreSQL by one."""
APART = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
LATER = material("M0002", "营业执照", necessity="tolerable", originals=0, copies=1)
SHORT = [{**one, "after": ["review"]} if one["key"] == "decide" else one for one in STAGES if one["key"] != "inspect"]


class Walk:
    """A case on its way, with what each verb asked of the database."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.citizen = stage.citizen()
        self.clerk, self.reviewer, self.approver = (stage.staff(one) for one in ("clerk", "reviewer", "approver"))
        self.desk = stage.staff("result_desk")
        self.units = [officer(stage, place) for place in range(3)]
        one_trip = {"visits": 1, "visit_reason": "当面核对原件", "visit_basis": [PLAN["basis"][0]]}
        item = stage.item(
            "绕行事项", materials=[{**PLAN, "originals": 0, "copies": 1}, LATER], stages=SHORT, **one_trip
        )
        self.key = stage.draft(item)
        self.asked: list[tuple[str, int]] = []
        self.number = ""

    def does(self, name: str, verb: Callable[[], object]) -> None:
        with CaptureQueriesContext(connection) as asked:
            verb()
        told = [one["sql"] for one in asked.captured_queries]
        self.asked.append((name, sum(not sql.startswith(APART) for sql in told)))

    def brings(self, line: int, mark: bytes) -> None:
        services.add_file(self.key, line=line, stream=BytesIO(PDF + mark), name="材料.pdf", by=self.citizen)

    def until_accepted(self) -> None:
        self.does("submit", lambda: services.submit(self.key, by=self.citizen, declared=True))
        number = self.number = str(Case.objects.values_list("number", flat=True).get(key=self.key))
        gaps, later = [Gap(1, "请补充签名页")], [Gap(2, "还没有办好")]
        due = date(2026, 11, 25)
        self.does("request", lambda: services.request_supplement(number, by=self.clerk, gaps=gaps))
        self.brings(1, b"%signed")
        self.does("supplement", lambda: services.supplement(number, by=self.citizen))
        self.does("offer", lambda: services.offer_tolerance(number, by=self.clerk, lines=later, due_on=due))
        signed = {"name": self.citizen.name, "confirmed": True}
        self.does("sign", lambda: services.sign_tolerance(number, by=self.citizen, **signed))
        self.does("pre_review", lambda: services.pre_review(number, by=self.clerk))
        self.does("check_in", lambda: services.check_in(number, by=self.clerk, method="id_card"))
        self.does("accept", lambda: services.accept_tolerant(number, by=self.clerk))

    def until_reviewed(self) -> None:
        number, by = self.number, self.reviewer
        told = {"kind": "JC", "reason": "抽样检测", "expected_days": 3}
        self.does("suspend", lambda: services.start_procedure(number, by=by, **told))
        self.does("resume", lambda: services.end_procedure(number, by=by, kind="JC", result="合格"))
        organs = [unit(self.stage, place).pk for place in range(3)]
        self.does("consult", lambda: services.consult(number, by=by, organisations=organs, question="是否同意"))
        for one in self.units:
            asked = Consultation.objects.get(case__number=number, organisation=one.organisation).pk
            given = {"by": one, "consultation": asked, "outcome": "agree"}
            self.does("answer", lambda: services.answer_consultation(number, **given))  # noqa: B023
        self.brings(2, b"%late")
        self.does("make_up", lambda: services.make_up(number, by=self.citizen))
        task = CaseTask.objects.get(case__number=number, state="open", kind="review").pk
        points = [Criterion(text, met=True) for one in SHORT for text in one.get("criteria", ())]
        judged = {"task": task, "outcome": "agree", "opinion": "符合", "criteria": points}
        self.does("review", lambda: services.review(number, by=by, **judged))

    def until_closed(self) -> None:
        number = self.number
        self.does("decide", lambda: services.decide(number, by=self.approver, outcome="granted"))
        # The papers are the worker's.
        Document.objects.update(state="ready", digest="0" * 64, size=1, ready_at=timezone.now())
        self.does("deliver", lambda: services.deliver(number, by=self.desk, method="window"))
        who = {"name": "王小满", "id_number": id_number("41132319900202001"), "method": "id_card"}
        self.does("collect", lambda: services.collect(number, by=self.desk, **who))
        self.does("close", lambda: services.close(number, by=DISPATCH))


def test_a_case_with_every_detour_costs_no_more_statements_than_were_asked_for(stage: Stage) -> None:
    for part in ("rules", "places", "calendar", "catalog.elements"):
        touch(part)  # as on any installation whose profiles were loaded
    first = Walk(stage)
    for verbs_of in (first.until_accepted, first.until_reviewed, first.until_closed):
        verbs_of()  # what is read for the first time is no figure of a running server
    walk = Walk(stage)
    for verbs_of in (walk.until_accepted, walk.until_reviewed, walk.until_closed):
        verbs_of()
    row = stage.row(walk.number)
    assert row.state == "closed"
    told = list(entries_of(standing.subject_of(row)).values_list("verb", flat=True))
    verbs = [
        "submit",
        "request_supplement",
        "add_file",
        "supplement",
        "offer_tolerance",
        "sign_tolerance",
        "pre_review",
    ]
    verbs += ["check_in", "accept_tolerant", "suspend", "resume", "consult", *(["answer_consultation"] * 3), "add_file"]
    verbs += ["make_up", "review", "decide", "deliver", "collect", "close"]
    assert told[told.index("submit") :] == verbs
    assert verify_stream(standing.subject_of(row)).whole
    assert sum(n for _, n in walk.asked) <= MOST, dict(walk.asked)
