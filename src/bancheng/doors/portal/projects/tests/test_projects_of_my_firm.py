"""A firm registers its project on the portal, sees its approvals, changes and cancels it; nobody else sees any of it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from bancheng.casework.projects import selectors
from bancheng.casework.projects.models import Project
from bancheng.casework.projects.tests.ground import Ground
from bancheng.ground.jobs import drain
from bancheng.registers.catalog.tests.sample import COUNTY, OTHER_COUNTY

CREATE = "/my/projects/new/"


@pytest.fixture
def mine(ground: Ground, client: Client) -> Client:
    client.force_login(ground.stage.person("李厂长", 2).account)
    return client


def typed(ground: Ground, **changes: str) -> dict[str, str]:
    return {
        "uscc": ground.uscc,
        "name": "年产十万台水泵生产线",
        "kind": "file",
        "project_type": "01",
        "department": "04",
        "industry": "C",
        "investment": "12800.5",
        "starts_on": "2027-03-01",
        "summary": "新建厂房两栋",
        "region_1": COUNTY,
        "address_1": "白羽街道工业路 8 号",
    } | changes


def registered(mine: Client, ground: Ground, **changes: str) -> str:
    saved = mine.post(CREATE, typed(ground, **changes))
    assert saved.status_code == 302, saved.content.decode()
    return str(saved.url).rstrip("/").rsplit("/", 1)[-1]


def text(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_a_project_is_saved_handed_in_and_shown_with_its_code(mine: Client, ground: Ground) -> None:
    assert "还没有登记过项目" in text(mine.get("/my/projects/"))
    key = registered(mine, ground)
    assert "提交登记" in text(mine.get(f"/my/projects/{key}/"))
    assert mine.post(f"/my/projects/{key}/submit/").status_code == 302
    drain()
    row = Project.objects.get(key=key)
    page = text(mine.get(f"/my/projects/{key}/"))
    assert row.code in page and "已赋码" in page and "12800.50 万元" in page and "下载项目登记单" in page
    assert row.code in text(mine.get("/my/projects/"))
    paper = mine.get(f"/my/projects/{key}/paper/")
    assert paper.headers["Content-Type"] == "application/pdf" and b"".join(paper.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "请填写项目名称"),
        ({"investment": "很多"}, "总投资请填数字"),
        ({"investment": "-1"}, "总投资应当大于 0"),
        ({"investment": "1e99"}, "总投资"),
        ({"industry": "ZZ"}, ""),
        ({"region_1": ""}, "请选择建设地点 1：区划"),
        ({"region_2": OTHER_COUNTY}, "写明地址"),
        ({"starts_on": "明年"}, "计划开工日期请写成"),
        ({"starts_on": "9999-12-31"}, "核对计划开工日期"),
        ({"uscc": "91410000000000000X"}, ""),
        ({"name": "厂\x00房"}, ""),
    ],
)
def test_what_does_not_fit_comes_back_filled_with_its_sentence(
    mine: Client, ground: Ground, changes: dict[str, str], sentence: str
) -> None:
    answer = mine.post(CREATE, typed(ground, **changes))
    assert answer.status_code == 422 and sentence in text(answer)
    assert "白羽街道工业路 8 号" in answer.content.decode() and Project.objects.count() == 0


def test_a_second_registration_of_the_same_project_is_refused_and_a_namesake_is_asked_about(
    mine: Client, ground: Ground
) -> None:
    first = ground.coded()
    again = registered(mine, ground)
    assert first.code in text(mine.get(f"/my/projects/{again}/")), "warned before it is handed in"
    refused = mine.post(f"/my/projects/{again}/submit/")
    assert refused.status_code == 422 and "不能重复登记" in text(refused)
    elsewhere = registered(mine, ground, region_1=OTHER_COUNTY)
    asked = mine.post(f"/my/projects/{elsewhere}/submit/")
    assert asked.status_code == 422 and "这是另一个项目" in text(asked)
    assert mine.post(f"/my/projects/{elsewhere}/submit/", {"another": "yes"}).status_code == 302
    assert Project.objects.get(key=elsewhere).code not in {None, first.code}


def test_a_change_is_written_with_its_reason_and_a_stale_page_overwrites_nothing(mine: Client, ground: Ground) -> None:
    row = ground.coded()
    address = f"/my/projects/{row.key}/change/"
    assert f'value="{row.revision}"' in mine.get(address).content.decode()
    changed = typed(ground, investment="15000", reason="扩大规模", revision=str(row.revision))
    assert mine.post(address, changed).status_code == 302
    page = text(mine.get(f"/my/projects/{row.key}/"))
    assert "15,000.00 万元" in page and "扩大规模" in page
    stale = mine.post(address, changed | {"investment": "16000"})
    assert stale.status_code == 422 and "又有人保存过" in text(stale)
    assert mine.post(address, typed(ground, project_type="02", reason="改")).status_code == 422
    assert mine.get(f"/my/projects/{row.key}/edit/").status_code == 403


def test_a_project_with_five_places_keeps_them_all_when_it_is_changed(mine: Client, ground: Ground) -> None:
    sites = tuple((COUNTY, f"工业路 {n} 号院内") for n in range(1, 6))
    row = ground.coded(sites=sites)
    page = mine.get(f"/my/projects/{row.key}/change/").content.decode()
    assert all(address in page for _region, address in sites)
    given = typed(ground, reason="更名", name="水泵生产线（改名）")
    for n, (region, address) in enumerate(sites, 1):
        given |= {f"region_{n}": region, f"address_{n}": address}
    assert mine.post(f"/my/projects/{row.key}/change/", given).status_code == 302
    assert row.sites.count() == 5


def test_the_page_shows_what_runs_side_by_side_and_what_may_be_applied_for(mine: Client, ground: Ground) -> None:
    row = ground.coded()
    ground.item("建设工程规划许可证核发", organ=ground.stage.world.market)
    number = ground.filed(row.code or "")
    page = mine.get(f"/my/projects/{row.key}/")
    assert "环境影响报告表审批" in text(page) and "还可以办的事项（1）" in text(page)
    assert page.content.decode().count('<svg class="lane"') == 1
    approval = selectors.project(ground.head, row.key).stages[1].approvals[0]
    assert approval.number == number and f"/space/cases/{approval.case}/" in page.content.decode()


def test_nobody_else_sees_a_project_and_visitors_are_asked_to_sign_in(ground: Ground, client: Client) -> None:
    row = ground.coded()
    assert client.get(f"/my/projects/{row.key}/").status_code == 302
    client.force_login(ground.stage.person("路人甲", 9).account)
    for address in ("", "edit/", "change/", "cancel/", "paper/"):
        assert client.get(f"/my/projects/{row.key}/{address}").status_code == 404
    for address in ("submit/", "discard/", "utilities/", "cancel/"):
        assert client.post(f"/my/projects/{row.key}/{address}", {"reason": "试试"}).status_code == 404
    assert "先登记您代表的单位" in text(client.get(CREATE))
    assert client.get("/my/projects/nothing/").status_code == 404


def test_cancelling_asks_for_a_reason_and_a_draft_is_thrown_away(mine: Client, ground: Ground) -> None:
    row = ground.coded()
    assert mine.post(f"/my/projects/{row.key}/cancel/", {"reason": " "}).status_code == 422
    assert mine.post(f"/my/projects/{row.key}/cancel/", {"reason": "资金没有落实"}).status_code == 302
    assert "资金没有落实" in text(mine.get(f"/my/projects/{row.key}/"))
    draft = registered(mine, ground, name="不再需要的草稿")
    assert "赋码以后才有登记单" in text(mine.get(f"/my/projects/{draft}/paper/", follow=True))
    assert mine.post(f"/my/projects/{draft}/discard/").status_code == 302
    assert not Project.objects.filter(key=draft).exists()
    for address in ("submit/", "discard/", "utilities/"):
        assert mine.get(f"/my/projects/{row.key}/{address}").status_code == 302, "a get changes nothing"
