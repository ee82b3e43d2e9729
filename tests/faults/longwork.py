"""python -m tests.faults.longwork PLACE COUNT: whole cases with every detour, one after the other, by one citizen and the staff.

Reads `longcounty.json` in the data directory. Writes to `done.txt` a line `case verb` for each verb that was answered with
success, after its answer. What ended in a lost connection is looked up when the database is there again: done (and never
said so), or done anew. With a file `pause` in the directory it stops inside a transaction, behind a verb, and says so.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import django

PATIENCE = 180.0  # seconds for a database that is away, or for a paper to be made
UPLOADING = {"supplement", "make_up"}
"""What an upload comes before, which is counted in a transaction of its own."""
Step = tuple[str, Callable[[], object]]


class Walk:
    """One case: what is asked for it, and by whom."""

    def __init__(self, told: dict[str, Any], place: int, people: dict[str, Any]) -> None:
        from bancheng.casework.cases.tests.stage import PDF

        self.told, self.mine, self.people, self.pdf = told, told["citizens"][place], people, PDF
        self.key = self.bill = ""

    def steps(self) -> Iterator[Step]:
        from bancheng.casework.cases import services

        by, staff, key = self.people["citizen"], self.people, self.key
        yield "submit", lambda: services.submit(key, by=by, declared=True)
        yield "request_supplement", lambda: services.request_supplement(key, by=staff["clerk"], gaps=self._gap(1))
        yield "supplement", self._supplement
        yield "offer_tolerance", self._offer
        yield "sign_tolerance", lambda: services.sign_tolerance(key, by=by, name=by.name, confirmed=True)
        yield "pre_review", lambda: services.pre_review(key, by=staff["clerk"])
        yield "check_in", lambda: services.check_in(key, by=staff["clerk"], method="id_card")
        yield "accept_tolerant", lambda: services.accept_tolerant(key, by=staff["clerk"])
        yield "charge", self._charge
        yield "suspend", self._suspend
        yield "resume", lambda: services.end_procedure(key, by=staff["reviewer"], kind="JC", result="合格")
        yield "consult", self._consult
        for place in range(len(self.told["units"])):
            yield "answer_consultation", lambda: self._answer(place)  # noqa: B023
        yield "make_up", self._make_up
        yield "review", self._review
        yield "decide", lambda: services.decide(key, by=staff["approver"], outcome="granted")
        self.wait_for("delivered")
        yield "collect", self._collect
        yield "close", lambda: services.close(key, by=staff["result_desk"])

    def start(self) -> None:
        """A draft that is filled in; one that was begun and lost stays a draft."""
        from bancheng.casework.cases import services

        by = self.people["citizen"]
        self.key = services.start(item_id=self.told["item"], by=by, answers={"shop_kind": "shop"})
        values = {"person_name": by.name, "has_staff": "no", "delivery_method": "window"}
        assert services.save_fields(self.key, by=by, values=values) == ()
        self._add(1, b"")

    def pay(self) -> None:
        """The cashier takes the money, then tells; told again when nobody knows whether it arrived."""
        from bancheng.registers.payments import services
        from bancheng.registers.payments.adapters.cashier import cashier
        from bancheng.registers.payments.adapters.cashier.demo import notice
        from bancheng.registers.payments.models import Attempt, Bill, DemoOrder

        bill = Bill.objects.get(subject_key=self.key)
        if bill.state == "paid":
            return
        if not bill.attempts.exists():
            services.start_payment(number=bill.number, channel="wechat", by=self.people["citizen"])
        attempt = Attempt.objects.filter(bill=bill).earliest("pk")
        if not DemoOrder.objects.filter(order=attempt.order).exists():
            # Begun here, never heard of there: begun once more, the first is closed.
            services.start_payment(number=bill.number, channel="alipay", by=self.people["citizen"])
            attempt = Attempt.objects.filter(bill=bill).latest("pk")
        cashier().act(attempt.order, "lost")  # type: ignore[attr-defined]
        told = notice(DemoOrder.objects.get(order=attempt.order))
        assert services.take_callback(payload=told).verdict in {"taken", "duplicate"}

    def wait_for(self, state: str) -> None:
        from bancheng.casework.cases.models import Case

        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if insisting(lambda: Case.objects.values_list("state", flat=True).get(key=self.key)) == state:
                return
            time.sleep(0.1)
        raise AssertionError(f"{self.key} is not {state}")

    def written(self, verb: str) -> int:
        """How often the verb stands in the journal of the case."""
        from bancheng.ground.access import Subject
        from bancheng.ground.journal import selectors as journal

        return int(journal.entries_of(Subject("cases.case", self.key)).filter(verb=verb, refused=False).count())

    def _gap(self, line: int) -> list[Any]:
        from bancheng.casework.cases.types import Gap

        return [Gap(line=line, sentence="请补充签名页")]

    def _add(self, line: int, more: bytes) -> None:
        from bancheng.casework.cases import services

        services.add_file(
            self.key, line=line, stream=BytesIO(self.pdf + more), name="材料.pdf", by=self.people["citizen"]
        )

    def _supplement(self) -> None:
        from bancheng.casework.cases import services

        self._add(1, b"\n")
        services.supplement(self.key, by=self.people["citizen"])

    def _offer(self) -> None:
        from bancheng.casework.cases import services
        from bancheng.ground.law import today
        from bancheng.registers.organisations import selectors as organisations

        due = organisations.calendar().add_workdays(today(), 3)
        services.offer_tolerance(self.key, by=self.people["clerk"], lines=self._gap(2), due_on=due)

    def _charge(self) -> None:
        from bancheng.casework.cases.services import charging
        from bancheng.registers.payments.types import Charge

        charging.charge(self.key, charges=[Charge(self.told["fee"])], by=self.people["clerk"])

    def _suspend(self) -> None:
        from bancheng.casework.cases import services

        given = {"kind": "JC", "reason": "抽样检测", "expected_days": 3}
        services.start_procedure(self.key, by=self.people["reviewer"], **given)

    def _consult(self) -> None:
        from bancheng.casework.cases import services

        services.consult(self.key, by=self.people["reviewer"], organisations=self.told["units"], question="是否同意？")

    def _answer(self, place: int) -> None:
        from bancheng.casework.cases import services
        from bancheng.casework.cases.models import Consultation

        asked = Consultation.objects.get(case__key=self.key, organisation=self.told["units"][place]).pk
        by = self.people[f"unit{place}"]
        services.answer_consultation(self.key, by=by, consultation=asked, outcome="agree")

    def _make_up(self) -> None:
        from bancheng.casework.cases import services

        self._add(2, b"\n\n")
        services.make_up(self.key, by=self.people["citizen"])

    def _review(self) -> None:
        from bancheng.casework.cases import services
        from bancheng.casework.cases.models import CaseTask
        from bancheng.casework.cases.tests.stage import ONE, TWO
        from bancheng.casework.cases.types import Criterion

        task = CaseTask.objects.get(case__key=self.key, state="open", kind="review").pk
        ticked = [Criterion(text, met=True) for text in (ONE, TWO)]
        by = self.people["reviewer"]
        services.review(self.key, by=by, task=task, outcome="agree", opinion="符合", criteria=ticked)

    def _collect(self) -> None:
        from bancheng.casework.cases import services

        who = {"name": self.mine["name"], "id_number": self.mine["id_number"], "method": "id_card"}
        services.collect(self.key, by=self.people["result_desk"], **who)


def insisting(work: Callable[[], Any], done: Callable[[], bool] = lambda: False) -> Any:
    """Do it, again and again while the database is away; `done` says whether what broke off was done nevertheless."""
    from django.db import InterfaceError, OperationalError, connections

    end, broken = time.monotonic() + PATIENCE, False
    while True:
        try:
            if broken and done():
                return None
            return work()
        except (OperationalError, InterfaceError):
            if time.monotonic() > end:
                raise
            broken = True
            connections.close_all()
            time.sleep(0.05)


def whole(walk: Walk) -> None:
    """One case from the draft to its end."""
    insisting(walk.start)
    for verb, work in walk.steps():
        before = insisting(lambda: walk.written(verb))  # noqa: B023
        answered: list[bool] = []
        insisting(
            lambda: answered.append(carried_out(verb, work) is None),  # noqa: B023
            lambda: walk.written(verb) > before,  # noqa: B023
        )
        if answered:
            note(f"{walk.key} {verb}")
        if verb == "charge":
            insisting(walk.pay)
            note(f"{walk.key} pay")
    note(f"{walk.key} end")


def carried_out(verb: str, work: Callable[[], object]) -> None:
    """The verb; held open inside its transaction for as long as a test wants it so."""
    from django.db import transaction

    hold = directory() / "pause"
    if verb in UPLOADING or not hold.exists():
        work()
        return
    with transaction.atomic():
        work()
        note("inside", "inside.txt")
        while hold.exists():
            time.sleep(0.02)


def directory() -> Path:
    return Path(os.environ["BANCHENG_DATA_DIR"])


def note(line: str, name: str = "done.txt") -> None:
    # One write to a file opened for appending: lines of two processes never mix.
    handle = os.open(directory() / name, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.write(handle, f"{line}\n".encode())
    os.close(handle)


def main(place: str, count: str) -> None:
    django.setup()
    from bancheng.registers.identity.models import Account
    from bancheng.registers.identity.selectors import actor_of

    told = json.loads((directory() / "longcounty.json").read_text())
    rows = Account.objects.select_related("person", "staff__organisation")
    keys = told["people"] | {"citizen": told["citizens"][int(place)]["account"]}
    people = {role: insisting(lambda: actor_of(rows.get(pk=key))) for role, key in keys.items()}  # noqa: B023
    for _ in range(int(count)):
        whole(Walk(told, int(place), people))


if __name__ == "__main__":
    main(*sys.argv[1:])
