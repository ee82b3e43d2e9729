"""电子监察: all open cases of the region near due first, the organs side by side, and the trace of one case, proven."""

from __future__ import annotations

import pytest

from bancheng.casework.cases import selectors, services
from bancheng.doors.workbench.tests.cases_cast import Story
from bancheng.doors.workbench.tests.cast import text

pytestmark = pytest.mark.django_db
PAGE = "/work/supervision/"


def test_every_open_case_stands_on_the_first_page_near_due_first(story: Story, time_machine) -> None:
    first = story.file("王小满", 1)
    time_machine.move_to("2026-11-24 09:00+08:00")
    second = story.file("李秀英", 2)
    page = story.desk.browser("supervisor").get(PAGE)
    assert [row.number for row, _left in page.context["rows"]] == [first, second]
    assert page.context["overview"].open == 2 and "西峡县市场监督管理局" in text(page)


def test_an_overdue_case_is_counted_with_its_organ(story: Story, time_machine) -> None:
    number = story.file()
    time_machine.move_to("2026-12-01 09:00+08:00")
    page = story.desk.browser("supervisor").get(PAGE, {"light": "overdue"})
    assert [row.number for row, _left in page.context["rows"]] == [number]
    (organ, pieces), *_more = page.context["organs"]
    assert organ.overdue == 1 and [piece.kind for piece in pieces] == ["overdue"]


def test_the_supervisor_of_another_county_sees_nothing_of_it(story: Story) -> None:
    number = story.file()
    other = story.desk.browser("supervisor", number="Xinmi", region="410183000000")
    assert not other.get(PAGE).context["rows"]
    assert other.get(f"{PAGE}cases/{number}/").status_code == 404
    assert story.browser("clerk").get(PAGE).status_code == 403


@pytest.mark.demand("FLW-21")
def test_applicant_and_supervisor_read_the_same_steps_and_times(story: Story) -> None:
    from bancheng.registers.identity.models import NaturalPerson
    from bancheng.registers.identity.tests import cast as people

    number = story.reviewed()
    services.decide(number, by=story.actor("approver"), outcome="refused", reason="场所与住宅混用")
    own = selectors.own_case(people.actor(NaturalPerson.objects.get(name="王小满")), number)
    page = story.desk.browser("supervisor").get(f"{PAGE}cases/{number}/")
    shown = page.context["steps"]
    assert [(step.label, step.at) for step in reversed(shown)] == [(step.label, step.at) for step in own.steps]
    assert all(f"{step.label}</h3>" in text(page) for step in own.steps)


@pytest.mark.demand("FLW-20")
def test_the_trace_names_who_did_what_when_refused_tries_too_and_its_chain_is_verified(story: Story) -> None:
    number = story.accepted()
    reviewer = story.browser("reviewer")
    form = reviewer.get(f"/work/cases/{number}/review/").context["form"]
    careless = {"version": form["version"].value(), "task": form["task"].value(), "outcome": "agree", "opinion": "同意"}
    reviewer.post(f"/work/cases/{number}/review/", {**careless, "met_0": "yes", "met_1": "no"})
    answer = story.desk.browser("supervisor").get(f"{PAGE}cases/{number}/")
    page, trace = text(answer), answer.context["trace"]
    assert trace.intact and "notice--ok" in page
    assert [line.verb for line in trace.lines if not line.refused][:2] == ["start", "submit"]
    assert [line.verb for line in trace.lines if line.refused] == ["review"] and "被拒绝" in page
    assert all(line.digest[:12] in page and line.actor for line in trace.lines)


def test_a_changed_entry_is_told_at_once(story: Story) -> None:
    from bancheng.ground.access import Subject
    from bancheng.ground.journal import protection
    from bancheng.ground.journal import selectors as journal

    number = story.accepted()
    key = story.staff_case(number).line.key
    with protection.lifted():
        journal.entries_of(Subject("cases.case", key)).filter(verb="accept").update(actor_name="别人")
    page = text(story.desk.browser("supervisor").get(f"{PAGE}cases/{number}/"))
    assert "notice--bad" in page


def test_open_cases_and_findings_are_exported(story: Story) -> None:
    number = story.file()
    supervisor = story.desk.browser("supervisor")
    csv = b"".join(supervisor.get(PAGE + "export/csv/").streaming_content).decode()
    assert number in csv
    assert b"".join(supervisor.get(PAGE + "findings/export/xlsx/").streaming_content)
    assert supervisor.get(PAGE + "export/exe/").status_code == 404
