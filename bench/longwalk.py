"""A case that takes every usual detour, by services, beside bare inserts and updates of the same rows in as many transactions.

Filed online, supplemented, passed at the pre-review, tolerated at the window, in a special procedure, three units asked at
once, reviewed, made up, decided, collected at the desk and closed. Its papers are taken as made before the delivery; a
third figure drains the jobs of the whole case, with every paper rendered and signed. What begins and ends transactions
is no statement here, as in the other parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from statistics import median
from uuid import uuid4

from django.db import connection
from stdnum.cn import ric

from bancheng.casework.cases import services
from bancheng.casework.cases.models import Case, CaseTask, Consultation
from bancheng.casework.cases.types import Gap
from bancheng.ground.access import Actor
from bancheng.ground.jobs import drain
from bancheng.ground.jobs.models import Job
from bancheng.ground.law import today
from bancheng.registers.identity import services as identity
from bancheng.registers.identity.models import Account
from bancheng.registers.identity.selectors import actor_of
from bancheng.registers.organisations import selectors as organisations
from bench.county import ANSWERS, BY, REGION, VALUES, County, county, long_item
from bench.footprint import Floor, Step, statements, written
from bench.measure import Turns, seconds
from bench.report import Figure
from bench.walk import papers_are_made

ROUNDS = 9
MOST = 140  # statements
LEAST = 0.3  # of the speed of bare inserts and updates
UNITS = 3
NUMBER = "41132319960506000"
COLLECTING = {"name": VALUES["person_name"], "id_number": NUMBER + ric.calc_check_digit(NUMBER + "0")}
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n"
PDF += b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>endobj\nxref\n0 4\n0000000000 65535 f \n"
PDF += b"0000000009 00000 n \n0000000054 00000 n \n0000000109 00000 n \ntrailer<</Size 4/Root 1 0 R>>\nstartxref\n174\n%%EOF\n"
"""One empty page."""
Verb = tuple[str, Callable[[], object]]
FILLING = ""
"""What the applicant does in his draft between the verbs: fields and uploads, which are neither counted nor timed."""


def run() -> Iterator[Figure]:
    place = county()
    people = _units(place)
    item = long_item(place)
    steps = [(name, written(work)) for name, work in _verbs(place, item, people)]
    counted = [(name, statements(work)) for name, work in _verbs(place, item, people)]
    asked = [(name, n) for name, n in counted if name is not FILLING]
    turns = _turns(place, item, people, steps)
    rows = sum(len(rows) for name, step in steps if name is not FILLING for rows in step.rows.values())
    yield Figure(
        "longwalk",
        f"a case with every detour by services, {len(asked)} verbs",
        f"{1 / turns.ours:.1f}/s",
        f"{1 / turns.floor:.1f}/s: its {rows} rows inserted bare, what each verb changed updated, {len(asked)} transactions",
        turns.ratio,
        LEAST,
    )
    yield _counted(asked)
    while Job.objects.filter(state="waiting").exists() and drain(most=500):
        pass
    for _, work in _verbs(place, item, people):
        work()
    taken = seconds(drain)
    yield Figure("longwalk", "its jobs drained: papers rendered and signed, messages sent", f"{taken:.2f} s", "", None)


def _counted(asked: list[tuple[str, int]]) -> Figure:
    """The statements, judged on PostgreSQL, where each is a journey.

    SQLite makes none and cannot write two tables at once: there an act writes its journal and its jobs by two statements
    each, and its number is printed beside the one that is asked for.
    """
    total = sum(n for _, n in asked)
    most = ", ".join(f"{name} {n}" for name, n in sorted(asked, key=lambda one: -one[1])[:4])
    what = f"its statements, those that begin and end transactions left out (most: {most})"
    if connection.vendor != "postgresql":
        return Figure("longwalk", what, str(total), f"{MOST}", MOST / total, wish=f"{MOST} on PostgreSQL")
    return Figure("longwalk", what, str(total), f"{MOST}", MOST / total, 1.0)


def _turns(place: County, item: int, people: list[Actor], steps: list[tuple[str, Step]]) -> Turns:
    """The verbs of one case, and the same rows written bare, in turns; the filling in of the draft is left out of both."""
    pairs = []
    for _ in range(ROUNDS):
        floor = Floor()
        ours = [(name, seconds(work)) for name, work in _verbs(place, item, people)]
        bare = [(name, seconds(partial(floor.write, step))) for name, step in steps]
        pairs.append(tuple(sum(taken for name, taken in one if name is not FILLING) for one in (ours, bare)))
    mine, least = zip(*pairs, strict=True)
    return Turns(median(mine), median(least), median(b / m for m, b in pairs))


def _units(place: County) -> list[Actor]:
    """Reviewers of three organs of the county other than the one whose case it is."""
    organs = [one for one in organisations.organisations(region=REGION) if one.pk != place.organisation]
    return [_reviewer(organ.pk) for organ in organs[:UNITS]]


def _reviewer(organ: int) -> Actor:
    number = f"bench{organ}"
    if not Account.objects.filter(staff__number=number).exists():
        row = identity.create_staff(number=number, name="测速", organisation_id=organ, password=uuid4().hex, by=BY)
        identity.grant_role(staff=row, role="reviewer", region=REGION, organisation_id=organ, by=BY)
    return actor_of(Account.objects.select_related("staff__organisation").get(staff__number=number))


def _verbs(place: County, item: int, people: list[Actor]) -> Iterator[Verb]:
    """The verbs of one case, one after the other."""
    by, clerk, reviewer, approver = place.citizen, place.clerk, place.reviewer, place.approver
    key = ""

    def draft() -> None:
        nonlocal key
        key = services.start(item_id=item, by=by, answers=ANSWERS)
        services.save_fields(key, by=by, values=VALUES)
        services.add_file(key, line=1, stream=BytesIO(PDF), name="材料.pdf", by=by)

    def upload(line: int, content: bytes, name: str) -> Verb:
        return FILLING, lambda: services.add_file(key, line=line, stream=BytesIO(content), name=name, by=by)

    yield FILLING, draft
    yield "submit", lambda: services.submit(key, by=by, declared=True)
    number = str(Case.objects.values_list("number", flat=True).get(key=key))
    later = organisations.calendar().add_workdays(today(), 5)
    gaps = [Gap(line=1, sentence="请补充签名页")]
    yield "request_supplement", lambda: services.request_supplement(number, by=clerk, gaps=gaps)
    yield upload(1, PDF + b"\n", "签名页.pdf")
    yield "supplement", lambda: services.supplement(number, by=by)
    tolerated = [Gap(line=2, sentence="还没有办好")]
    yield "offer", lambda: services.offer_tolerance(number, by=clerk, lines=tolerated, due_on=later)
    yield "sign", lambda: services.sign_tolerance(number, by=by, name=by.name, confirmed=True)
    yield "pre_review", lambda: services.pre_review(number, by=clerk)
    yield "check_in", lambda: services.check_in(number, by=clerk, method="id_card")
    yield "accept_tolerant", lambda: services.accept_tolerant(number, by=clerk)
    yield (
        "suspend",
        lambda: services.start_procedure(number, by=reviewer, kind="JC", reason="抽样检测", expected_days=3),
    )
    yield "resume", lambda: services.end_procedure(number, by=reviewer, kind="JC", result="合格")
    organs = [one.organisation or 0 for one in people]
    yield "consult", lambda: services.consult(number, by=reviewer, organisations=organs, question="是否同意")
    for one in people:
        asked = Consultation.objects.get(case__key=key, organisation=one.organisation).pk
        yield "answer", lambda: services.answer_consultation(number, by=one, consultation=asked, outcome="agree")  # noqa: B023
    yield upload(2, PDF + b"\n\n", "后补.pdf")
    yield "make_up", lambda: services.make_up(number, by=by)
    task = CaseTask.objects.get(case__key=key, state="open", kind="review").pk
    yield (
        "review",
        lambda: services.review(number, by=reviewer, task=task, outcome="agree", opinion="符合", criteria=()),
    )
    yield "decide", lambda: services.decide(number, by=approver, outcome="granted")
    papers_are_made(number)
    yield "deliver", lambda: services.deliver(number, by=place.desk, method="window")
    yield "collect", lambda: services.collect(number, by=place.desk, method="id_card", **COLLECTING)
    yield "close", lambda: services.close(number, by=place.desk)
