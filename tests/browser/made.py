"""A program: cases in every standing, made by services in the database of a running product; prints where their pages are.

    BANCHENG_DATA_DIR=… python -m tests.browser.made        JSON: name → address

Who has to look at many pages does not want to click his way to each of them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable

import django

django.setup()

from tests.journeys.scene import Scene, granted  # noqa: E402
from tests.journeys.walker import situations  # noqa: E402

from bancheng.casework.cases import selectors, services  # noqa: E402
from bancheng.casework.cases.models import Case, CaseMaterial, CommitmentCheck  # noqa: E402
from bancheng.casework.cases.services import charging  # noqa: E402
from bancheng.casework.cases.types import Gap  # noqa: E402
from bancheng.ground.law import today  # noqa: E402
from bancheng.registers.identity.models import LegalPerson  # noqa: E402
from bancheng.registers.organisations import selectors as organisations  # noqa: E402
from bancheng.registers.payments import services as payments  # noqa: E402
from bancheng.registers.payments.models import Bill  # noqa: E402
from bancheng.registers.payments.types import Charge  # noqa: E402

SCENE = Scene("xixia", "411323000000")
FOOD, CARD, AGENCY = "食品经营许可（新办）", "居民身份证首次申领、换领、补领", "劳务派遣经营许可"
FIRM = "演示劳务公司"


class Made:
    """The people, and the shop for which most is applied for."""

    def __init__(self) -> None:
        self.chen, self.wang = SCENE.citizen("陈建国"), SCENE.citizen("王小满")
        self.clerk, self.window = SCENE.desk("clerk"), SCENE.desk("window")
        self.reviewer, self.approver = SCENE.desk("reviewer"), SCENE.desk("approver")
        self.shop = str(LegalPerson.objects.get(name__contains="陈师傅面馆").uscc)
        self.food = SCENE.found(FOOD)
        self.answers = next(situations(SCENE.guide(self.food), 1))

    def filed(self, leaving: str = "") -> str:
        return SCENE.filed(self.food, self.chen, self.shop, leaving=leaving, **self.answers)

    def accepted(self) -> str:
        number = self.filed()
        services.accept(number, by=self.clerk)
        return number

    def reviewed(self) -> str:
        number = self.accepted()
        SCENE.reviewed(number, self.reviewer, SCENE.desk("examiner"))
        return number

    def talked(self) -> str:
        number = self.filed()
        services.talk(number, by=self.chen, text="请问还要多久？")
        services.note(number, by=self.clerk, text="已电话核对。")
        services.talk(number, by=self.clerk, text="本周五前答复您。")
        services.talk(number, by=self.chen, text="好的，消防手续要不要先办？")
        return number

    def supplemented(self) -> str:
        number = self.filed()
        uploaded = CaseMaterial.objects.filter(case__number=number, files__isnull=False).values_list("line", flat=True)
        gaps = [Gap(line=line, sentence="请标明各功能区的面积") for line in sorted(set(uploaded))[:2]]
        services.request_supplement(number, by=self.clerk, gaps=gaps)
        return number

    def tolerated(self) -> str:
        number = self.filed("tolerable")
        lacking = next(one.line for one in selectors.staff_case(self.clerk, number).materials if one.lacking)
        until = organisations.calendar().add_workdays(today(), 4)
        services.offer_tolerance(number, by=self.clerk, lines=[Gap(line=lacking, sentence="还没有办好")], due_on=until)
        return number

    def consulted(self) -> str:
        number = self.accepted()
        asked = [self.window.organisation or 0, SCENE.desk("representative").organisation or 0]
        services.consult(number, by=self.reviewer, organisations=asked, question="是否位于禁设区域")
        return number

    def suspended(self) -> str:
        number = self.accepted()
        services.start_procedure(number, by=self.reviewer, kind="JC", reason="抽样检测", expected_days=3)
        return number

    def withdrawing(self) -> str:
        number = self.accepted()
        services.ask_to_withdraw(number, by=self.chen, reason="不打算开店了")
        return number

    def decided(self) -> str:
        number = self.reviewed()
        granted(number, self.approver)
        return number

    def refused(self) -> str:
        number = self.reviewed()
        services.decide(number, by=self.approver, outcome="refused", reason="经营场所与污染源距离不足。")
        return number

    def paid(self) -> str:
        """A bill that is paid; its number."""
        answers = {"id_card_request": "reissue", "applicant_is_minor": False}
        person = int(self.wang.key.removeprefix("person:"))
        key = services.start_at_window(
            item_id=SCENE.found(CARD), person_id=person, by=self.window, identity_method="id_reader"
        )
        assert services.save_answers(key, by=self.window, answers=answers) == ()
        services.prefill(key, by=self.window)
        SCENE.completed(key, self.window, **answers)
        number = services.submit(key, by=self.window, declared=True).number
        services.accept(number, by=self.window)
        charging.charge(number, charges=[Charge(charging.fees_of(number, by=self.window)[-1].name)], by=self.window)
        bill = Bill.objects.latest("pk")
        payments.start_payment(number=bill.number, channel="wechat", by=self.wang)
        payments.demonstrate(order=bill.attempts.get().order, course="pay", by=self.wang)
        return str(bill.number)

    def helped(self) -> str:
        """A draft that somebody looks at from afar; the key of the help."""
        key = services.start(item_id=self.food, by=self.wang)
        help_ = services.join_help(services.invite_helper(key, by=self.wang), by=self.window)
        services.give_hint(help_, part="material", place="1", sentence="四个角都拍进去", by=self.window)
        return help_

    def committed(self) -> str:
        """A promise of high risk, which is always checked; the key of its check."""
        item, firm = SCENE.found(AGENCY), SCENE.firm(self.chen, FIRM)
        key = services.start(item_id=item, by=self.chen)
        services.set_applicant(key, by=self.chen, capacity="representative", uscc=firm)
        answers = next(situations(SCENE.guide(item), 1))
        assert services.save_answers(key, by=self.chen, answers=answers) == ()
        services.prefill(key, by=self.chen)
        services.sign_commitment(key, by=self.chen, name=self.chen.name, confirmed=True)
        SCENE.completed(key, self.chen, **answers)
        number = services.submit(key, by=self.chen, declared=True).number
        services.accept(number, by=self.window)
        SCENE.reviewed(number, SCENE.desk("examiner"), SCENE.desk("examiner2"))
        granted(number, SCENE.desk("chief"))
        return str(CommitmentCheck.objects.filter(commitment__case__number=number).earliest("pk").pk)


CASES = ("filed", "talked", "supplemented", "tolerated", "accepted", "consulted", "suspended", "withdrawing")
DONE = ("reviewed", "decided", "refused")


def make() -> dict[str, str]:
    """The addresses, by what is shown: of a case its number, and its key as `<name>_key`."""
    made, found = Made(), {}
    for name in (*CASES, *DONE):
        step: Callable[[], str] = getattr(made, name)
        found[name] = step()
        found[f"{name}_key"] = str(Case.objects.values_list("key", flat=True).get(number=found[name]))
    return found | {"bill": made.paid(), "help": made.helped(), "check": made.committed()}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(make()))
