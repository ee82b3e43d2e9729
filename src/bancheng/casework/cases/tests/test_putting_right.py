"""当场更正: a wrong value is put right before acceptance with consent, or by the applicant when a notice names it (第三十二条)."""

from __future__ import annotations

from pathlib import Path

import pytest

from bancheng.casework.cases import forms, selectors, services, standing
from bancheng.casework.cases.errors import FormRefused
from bancheng.casework.cases.tests.printed import printed
from bancheng.casework.cases.tests.stage import Stage
from bancheng.casework.cases.types import Gap
from bancheng.ground.access import AccessDenied
from bancheng.ground.jobs import drain
from bancheng.ground.journal import selectors as journal
from bancheng.ground.journal.models import Entry
from bancheng.ground.law import Refused
from bancheng.registers.messages.models import Message

RIGHT = {"person_name": "王小曼"}
STAFFED = {"has_staff": "yes"}


def entry_of(stage: Stage, number: str, verb: str) -> Entry:
    return journal.entries_of(standing.subject_of(stage.row(number))).filter(verb=verb, refused=False).get()


def test_an_obvious_error_is_put_right_with_consent_and_the_journal_keeps_both_values_masked(
    stage: Stage, tmp_path: Path
) -> None:
    number, clerk = stage.file().number, stage.staff("clerk")
    services.correct_form(number, by=clerk, values=RIGHT, consent="present")
    row = stage.row(number)
    assert forms.values(row)["person_name"] == "王小曼" and row.state == "submitted"
    entry = entry_of(stage, number, "correct_form")
    assert entry.facts["fields"][0] | {"name": ""} == {"name": "", "old": "王**", "new": "王**"}
    assert entry.facts["agreed"] == "present" and entry.article == "《行政许可法》第三十二条"
    if entry.facts["paper"]:
        assert "王小曼" in printed(entry.facts["paper"], tmp_path)
    drain()
    assert "经您同意" in Message.objects.get(template__key="cases.form_corrected").body


@pytest.mark.parametrize(
    ("values", "consent", "code"),
    [
        (RIGHT, "", "cases.consent_missing"),
        (RIGHT, "nobody", "cases.consent_missing"),
        ({"person_name": "王小满"}, "present", "cases.nothing_to_correct"),
        ({}, "present", "cases.nothing_to_correct"),
        ({"no_such_element": "x"}, "present", "cases.unlisted_field"),
        ({"person_name": " "}, "present", "cases.form"),
        ({"person_name": "长" * 5000}, "present", "cases.form"),
        ({"has_staff": "也许"}, "present", "cases.form"),
    ],
)
def test_what_is_no_correction_is_refused_and_nothing_changes(
    values: dict[str, object], consent: str, code: str, stage: Stage
) -> None:
    number = stage.file().number
    before = forms.values(stage.row(number))
    with pytest.raises(Refused) as refused:
        services.correct_form(number, by=stage.staff("clerk"), values=values, consent=consent)
    assert refused.value.code == code and forms.values(stage.row(number)) == before


def test_what_a_register_gave_is_not_corrected_here(stage: Stage) -> None:
    number = stage.file().number
    row = stage.row(number)
    kept = forms.entries(row)
    forms.put(row, kept | {"person_name": forms.Entry("王小满", "人口基础信息库")})
    row.save()
    with pytest.raises(Refused) as refused:
        services.correct_form(number, by=stage.staff("clerk"), values=RIGHT, consent="present")
    assert refused.value.code == "cases.from_register" and "人口基础信息库" in refused.value.sentence


def test_only_before_acceptance_and_by_who_takes_in_or_reviews(stage: Stage) -> None:
    number = stage.file().number
    for who in (stage.staff("approver"), stage.staff("result_desk"), stage.citizen()):
        with pytest.raises(AccessDenied):
            services.correct_form(number, by=who, values=RIGHT, consent="present")
    services.correct_form(number, by=stage.staff("reviewer"), values=RIGHT, consent="phone")
    services.accept(number, by=stage.staff("clerk"))
    with pytest.raises(Refused) as refused:
        services.correct_form(number, by=stage.staff("clerk"), values={"person_name": "王小满"}, consent="present")
    assert refused.value.code == "lifecycle.not_open"


def test_a_second_correction_makes_the_form_once_more(stage: Stage) -> None:
    number, clerk = stage.file().number, stage.staff("clerk")
    services.correct_form(number, by=clerk, values=RIGHT, consent="present")
    services.correct_form(number, by=clerk, values={"person_name": "王晓曼"}, consent="phone")
    assert forms.values(stage.row(number))["person_name"] == "王晓曼"


def asked(stage: Stage) -> str:
    """An application of which the notice names one field."""
    number = stage.file().number
    services.request_supplement(
        number, by=stage.staff("clerk"), gaps=[Gap(0, "现场有从业人员，请改正", element="has_staff")]
    )
    return number


def test_the_applicant_puts_right_what_the_notice_names(stage: Stage, tmp_path: Path) -> None:
    number, citizen = asked(stage), stage.citizen()
    notice = selectors.own_case(citizen, number).notice
    assert notice is not None and [one[0] for one in notice.elements] == ["has_staff"]
    assert "现场有从业人员" in printed(notice.paper, tmp_path)
    for values in ({}, {"has_staff": "no"}):
        with pytest.raises(FormRefused, match="现场有从业人员"):
            services.supplement(number, by=citizen, values=values)
    services.supplement(number, by=citizen, values=STAFFED)
    row = stage.row(number)
    assert row.state == "submitted" and forms.values(row)["has_staff"] is True
    told = entry_of(stage, number, "supplement").facts["fields"][0]
    assert (told["old"], told["new"]) == ("否", "是")
    assert services.verify_clocks().faults == ()


def test_nothing_else_of_the_form_is_open_during_a_supplement(stage: Stage) -> None:
    number = asked(stage)
    with pytest.raises(Refused) as refused:
        services.supplement(number, by=stage.citizen(), values=RIGHT | STAFFED)
    assert refused.value.code == "cases.unasked_field" and stage.row(number).state == "supplement_requested"


def test_the_window_may_put_the_named_field_right_with_consent_and_hand_it_in(stage: Stage) -> None:
    number, clerk = asked(stage), stage.staff("clerk")
    services.correct_form(number, by=clerk, values=STAFFED, consent="present")
    services.supplement(number, by=clerk)
    assert stage.row(number).state == "submitted"


@pytest.mark.parametrize(
    ("element", "sentence", "code"),
    [("nothing", "改正", "cases.unlisted_field"), ("person_name", " ", "cases.no_gaps")],
)
def test_only_fields_of_the_guide_are_named_and_with_words(
    element: str, sentence: str, code: str, stage: Stage
) -> None:
    number = stage.file().number
    with pytest.raises(Refused) as refused:
        services.request_supplement(number, by=stage.staff("clerk"), gaps=[Gap(0, sentence, element=element)])
    assert refused.value.code == code


def test_the_old_value_is_nowhere_in_the_notice(stage: Stage) -> None:
    number = asked(stage)
    notice = stage.row(number).notices.get()
    assert (
        "false" not in str(notice.items).lower().replace("'new_fact': false", "") and len(notice.items[0]["was"]) == 64
    )
    assert "was" not in entry_of(stage, number, "request_supplement").facts["items"][0]


def test_what_a_register_confirms_is_verified_before_the_applicant_is_asked_to_change_it(stage: Stage) -> None:
    number = stage.file().number
    with pytest.raises(Refused) as refused:
        services.request_supplement(
            number, by=stage.staff("clerk"), gaps=[Gap(0, "与身份证不一致", element="person_name")]
        )
    assert refused.value.code == "cases.verifiable"
