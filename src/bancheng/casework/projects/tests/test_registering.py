"""A firm registers a project: it is taken in, gets its one code, and departments see it (PRJ-01, PRJ-02)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from bancheng.casework.projects import selectors, services
from bancheng.casework.projects.models import Project
from bancheng.casework.projects.tests.ground import DATA, Ground
from bancheng.casework.projects.types import BoardFilters
from bancheng.ground.access import AccessDenied
from bancheng.ground.codes import ProjectCode
from bancheng.ground.jobs import drain
from bancheng.ground.journal import verify_stream
from bancheng.ground.journal.models import Entry
from bancheng.ground.law import Refused
from bancheng.registers.catalog.tests.sample import OTHER_COUNTY
from bancheng.registers.documents import selectors as documents
from bancheng.registers.messages.models import Message


@pytest.mark.demand("PRJ-01")
def test_a_registered_project_is_accepted_coded_and_visible_to_departments(ground: Ground) -> None:
    key = ground.drafted(kind="ratify")
    clerk = ground.desk("clerk")
    assert services.submit(key, by=ground.head) == ""
    assert selectors.board(clerk, BoardFilters()).rows == (), "departments wait for the code"
    assert [one.key for one in selectors.board(ground.officer(), BoardFilters(part="submitted")).rows] == [key]
    code = services.accept(key, by=ground.officer())
    assert str(ProjectCode.parse(code)) == code
    seen = selectors.board(clerk, BoardFilters()).rows
    assert [(one.code, one.state) for one in seen] == [(code, "registered")]
    page = selectors.project(clerk, code)
    assert page.data == replace(DATA, kind="ratify") and page.registered_by == ground.officer().name
    drain()
    assert Message.objects.filter(template__key="projects.registered").exists()
    assert selectors.project(ground.head, key).paper == f"项目登记{code}"


def test_what_is_only_filed_is_taken_in_at_once(ground: Ground) -> None:
    key = ground.drafted(kind="file")
    code = services.submit(key, by=ground.head)
    assert ProjectCode.parse(code).region == "411323"
    assert services.submit(key, by=ground.head) == code, "a second click gives the same"
    assert selectors.project(ground.head, key).registered_by == "投资项目在线平台"


@pytest.mark.demand("PRJ-02")
def test_the_code_has_a_valid_check_digit_and_a_second_one_is_refused(ground: Ground) -> None:
    row = ground.coded(kind="approve")
    assert row.code is not None and len(row.code) == 24
    wrong = row.code[:-1] + str((int(row.code[-1]) + 1) % 10)
    with pytest.raises(ValueError, match="逐位核对"):
        ProjectCode.parse(wrong)
    with pytest.raises(Refused, match="一个项目只有一个代码") as refused:
        services.accept(row.key, by=ground.officer())
    assert refused.value.code == "projects.coded"
    again = ground.drafted()
    with pytest.raises(Refused, match=row.code):
        services.submit(again, by=ground.head)
    row.refresh_from_db()
    assert Project.objects.filter(code__isnull=False).count() == 1


def test_a_project_of_the_same_name_elsewhere_is_asked_about_first(ground: Ground) -> None:
    row = ground.coded()
    key = ground.drafted(sites=((OTHER_COUNTY, "青屏街道产业大道 1 号"),))
    with pytest.raises(Refused, match="增加建设地点") as refused:
        services.submit(key, by=ground.head)
    assert refused.value.code == "projects.alike"
    assert services.submit(key, by=ground.head, another=True) not in {"", row.code}


def test_the_name_is_compared_without_spaces_and_signs(ground: Ground) -> None:
    ground.coded()
    key = ground.drafted(name="年产 十万台「水泵」生产线")
    with pytest.raises(Refused, match="不能重复登记"):
        services.submit(key, by=ground.head, another=True)


def test_what_is_sent_back_may_be_mended_and_handed_in_again(ground: Ground) -> None:
    key = ground.drafted(kind="ratify")
    services.submit(key, by=ground.head)
    with pytest.raises(Refused, match="退回修改的原因"):
        services.give_back(key, reason=" ", by=ground.officer())
    services.give_back(key, reason="请补充建设规模。", by=ground.officer())
    assert selectors.project(ground.head, key).returned_reason == "请补充建设规模。"
    services.save(key, given=replace(DATA, kind="ratify", summary="厂房 2 栋，1.2 万平方米"), by=ground.head)
    services.submit(key, by=ground.head)
    assert services.accept(key, by=ground.officer())


def test_nobody_registers_for_a_firm_that_is_not_his(ground: Ground) -> None:
    stranger = ground.stage.citizen("路人甲", 9)
    with pytest.raises(AccessDenied):
        services.begin(uscc=ground.uscc, given=DATA, by=stranger)
    key = ground.drafted()
    with pytest.raises(AccessDenied) as denied:
        services.submit(key, by=stranger)
    assert not denied.value.visible


def test_only_the_officer_of_the_region_takes_in(ground: Ground) -> None:
    key = ground.drafted(kind="ratify")
    services.submit(key, by=ground.head)
    with pytest.raises(AccessDenied) as outside:
        services.accept(key, by=ground.officer(ground.elsewhere))
    assert not outside.value.visible
    with pytest.raises(AccessDenied):
        services.accept(key, by=ground.desk("approver"))
    with pytest.raises(AccessDenied) as own:
        services.accept(key, by=ground.head)
    assert own.value.visible


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": "厂"}, "projects.name"),
        ({"kind": "other"}, "projects.kind"),
        ({"project_type": "99"}, "projects.type"),
        ({"department": "4"}, "projects.department"),
        ({"industry": "?"}, "projects.industry"),
        ({"investment": Decimal("0")}, "projects.investment"),
        ({"investment": Decimal("NaN")}, "projects.investment"),
        ({"investment": Decimal("1.234")}, "projects.investment"),
        ({"investment": Decimal("1e30")}, "projects.investment"),
        ({"sites": ()}, "projects.sites"),
        ({"sites": (("999999", "某地某路一号"),)}, "projects.sites"),
        ({"sites": (("abc", "某地某路一号"),)}, "projects.sites"),
        ({"sites": DATA.sites * 2}, "projects.sites"),
        ({"summary": "长" * 2001}, "projects.summary"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(ground: Ground, changes: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        ground.drafted(**changes)
    assert refused.value.code == code and Project.objects.count() == 0


def test_a_page_that_was_open_too_long_overwrites_nothing(ground: Ground) -> None:
    key = ground.drafted()
    opened = selectors.project(ground.head, key).revision
    services.save(key, given=replace(DATA, summary="先保存的"), by=ground.head, revision=opened)
    with pytest.raises(Refused, match="又有人保存过"):
        services.save(key, given=replace(DATA, summary="后保存的"), by=ground.head, revision=opened)
    assert selectors.project(ground.head, key).data.summary == "先保存的"


def test_a_draft_may_be_thrown_away_and_nothing_else(ground: Ground) -> None:
    key = ground.drafted()
    services.discard(key, by=ground.head)
    assert not Project.objects.filter(key=key).exists()
    row = ground.coded()
    with pytest.raises(Refused, match="不能删除草稿"):
        services.discard(row.key, by=ground.head)


def test_the_paper_bears_the_code_and_anybody_may_verify_it(ground: Ground) -> None:
    row = ground.coded()
    drain()
    for reader in (ground.head, ground.desk("clerk")):
        file = selectors.paper_file(reader, row.key)
        assert file.document.title == "投资项目登记单"
    with file.open() as stream:
        seen = documents.verify_file(stream)
    assert seen is not None and ("统一代码", row.code) in seen.facts
    with pytest.raises(AccessDenied):
        selectors.paper_file(ground.stage.citizen("路人甲", 9), row.key)


def test_drafts_of_a_firm_do_not_pile_up(ground: Ground) -> None:
    for n in range(20):
        ground.drafted(name=f"第{n}份草稿")
    with pytest.raises(Refused, match="20 份项目草稿"):
        ground.drafted(name="再来一份草稿")


def test_the_journal_tells_the_whole_story_without_numbers_of_persons(ground: Ground) -> None:
    row = ground.coded(kind="ratify", summary="联系人 13800001234")
    assert "13800001234" not in row.summary
    assert verify_stream(row.subject).whole
    verbs = Entry.objects.filter(stream__key=row.key, stream__kind="projects.project").values_list("verb", flat=True)
    assert list(verbs.order_by("pk")) == ["begin", "submit", "register"]
