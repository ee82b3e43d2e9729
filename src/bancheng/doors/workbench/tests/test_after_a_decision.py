"""After a decision on the pages of staff: corrected, revoked, exported, sent by courier; envelopes and originals taken in."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from bancheng.casework.cases import services
from bancheng.casework.cases.models import Case, Original, Parcel
from bancheng.casework.cases.types import Gap
from bancheng.doors.workbench.tests.cases_cast import Story
from bancheng.doors.workbench.tests.cast import text
from bancheng.ground.codes import id_number
from bancheng.ground.jobs import drain

pytestmark = pytest.mark.django_db
NUMBER = id_number("11010519491231002X").number
WHY = {"ground": "2", "reason": "证明系伪造", "heard": "11月18日听取了陈述申辩", "no_harm": "on"}
TO = {"name": "王小满", "phone": "13800000001", "address": "河南省南阳市西峡县白羽街道灌河路36号"}


def decided(story: Story, *, delivery: str = "electronic", outcome: str = "granted", place: int = 1) -> str:
    number = story.reviewed(place=place, delivery=delivery)
    services.decide(number, by=story.actor("approver"), outcome=outcome, reason="符合规定的条件和标准。")
    drain()
    return number


def typed(client: Client, url: str, **more: Any) -> dict[str, Any]:
    """The form as it comes, with what somebody types into it."""
    form = client.get(url).context["form"]
    return {field.html_name: field.value() or "" for field in form} | more


def test_a_decision_is_corrected_and_revoked_from_the_page_of_the_case(story: Story) -> None:
    number, client = decided(story), story.browser("approver")
    page = f"/work/cases/{number}/"
    assert "更正决定书" in text(client.get(page)) and "撤销决定" in text(client.get(page))
    wrong = client.post(
        f"{page}correct/", typed(client, f"{page}correct/", wrong="没有这句", right="别的", reason="笔误")
    )
    assert wrong.status_code == 422 and "决定书的理由、依据和救济途径里没有这段原文" in text(wrong)
    given = typed(client, f"{page}correct/", wrong="规定的条件", right="法定的条件", reason="笔误")
    done = text(client.post(f"{page}correct/", given, follow=True))
    assert "已更正" in done and "“规定的条件” → “法定的条件”" in done
    form = client.get(f"{page}revoke/")
    assert "被许可人以欺骗、贿赂等不正当手段取得行政许可的" in text(form)
    for changed, sentence in (
        ({"no_harm": ""}, "请核实后再办理"),
        ({"ground": ""}, "请选择法定情形"),
        ({"heard": " "}, "请填写听取陈述、申辩的情况"),
    ):
        answer = client.post(f"{page}revoke/", typed(client, f"{page}revoke/", **WHY | changed))
        assert answer.status_code == 422 and sentence in text(answer)
    done = text(client.post(f"{page}revoke/", typed(client, f"{page}revoke/", **WHY), follow=True))
    assert "已撤销" in done and "《行政许可法》第六十九条第二款" in done
    assert Case.objects.get(number=number).state == "revoked"
    assert client.get(f"{page}revoke/").status_code == 422


def test_who_does_not_decide_neither_corrects_nor_revokes(story: Story) -> None:
    number = decided(story)
    for role in ("clerk", "reviewer", "result_desk"):
        client = story.browser(role)
        for end in ("correct/", "revoke/"):
            assert client.get(f"/work/cases/{number}/{end}").status_code == 403
            assert client.post(f"/work/cases/{number}/{end}", {"version": 1, **WHY}).status_code in (403, 422)
    assert Case.objects.get(number=number).state == "closed"


@pytest.mark.demand("FLW-06")
def test_a_case_is_saved_as_a_file_with_its_seven_parts(story: Story) -> None:
    number, client = decided(story), story.browser("clerk")
    assert f"/work/cases/{number}/export/json/" in text(client.get(f"/work/cases/{number}/"))
    answer = client.get(f"/work/cases/{number}/export/json/")
    told = json.loads(answer.content)
    parts = ["办件受理", "办件过程", "办件结果", "特别程序", "材料目录", "办件补正", "领取登记"]
    assert [name for name in told if name in parts] == parts and told["领取登记"][0]["送达方式"] == "电子送达"
    assert f"{number}.json" in answer.headers["Content-Disposition"]
    sheet = b"".join(client.get(f"/work/cases/{number}/export/csv/")).decode()  # type: ignore[arg-type]
    assert "办件受理,1,编号" in sheet
    assert client.get(f"/work/cases/{number}/export/xlsx/").status_code == 200
    assert client.get(f"/work/cases/{number}/export/exe/").status_code == 404
    other = story.desk.browser("clerk", number="Wtr1", organisation_id=story.desk.world.water.pk)
    assert other.get(f"/work/cases/{number}/export/json/").status_code == 404


@pytest.mark.demand("APP-23")
def test_the_result_desk_ships_a_result_and_sees_where_it_is(story: Story) -> None:
    number, client = decided(story, delivery="post"), story.browser("result_desk")
    assert number in text(client.get("/work/results/")) and "剩 10 天" in text(client.get("/work/results/"))
    url = f"/work/results/{number}/ship/"
    assert url in text(client.get(f"/work/results/{number}/"))
    bad = client.post(url, typed(client, url, **TO | {"phone": "123", "address": "西峡"}))
    assert bad.status_code == 422 and "手机号码" in text(bad) and not Parcel.objects.exists()
    assert "已交快递下单" in text(client.post(url, typed(client, url, **TO), follow=True))
    assert client.post(url, typed(client, url, **TO)).status_code == 422
    parcel = Parcel.objects.get()
    assert f"/work/parcels/{parcel.key}/cancel/" in text(client.get(f"/work/results/{number}/"))
    drain()
    page = text(client.get(f"/work/results/{number}/"))
    parcel.refresh_from_db()
    assert parcel.tracking in page and "已下单" in page and "灌河路" not in page and "13800000001" not in page
    assert client.get(f"/work/parcels/{parcel.key}/cancel/").status_code == 404
    assert parcel.tracking in text(client.get("/work/parcels/", {"direction": "out", "q": parcel.tracking}))


@pytest.mark.demand("APP-23")
def test_an_inbound_parcel_opens_the_intake_of_its_case(story: Story) -> None:
    number, client = story.file(), story.browser("clerk")
    services.request_supplement(number, by=story.actor("clerk"), gaps=[Gap(1, "门头看不清")])
    sent = {"carrier": "邮政EMS", "tracking": "EA1CN", "contents": "照片一张", "name": "王小满", "phone": "13800000001"}
    lost = client.post("/work/parcels/take/", sent | {"case": "411323202601010000019"})
    assert lost.status_code == 422 and "没有找到这个办件" in text(lost) and not Parcel.objects.exists()
    answer = client.post("/work/parcels/take/", sent | {"case": number})
    assert answer.headers["Location"] == f"/work/intake/{number}/"
    assert "照片" in text(client.get(answer.headers["Location"]))
    assert client.post("/work/parcels/take/", sent).status_code == 422
    nobody = client.post("/work/parcels/take/", sent | {"tracking": "EA2CN"})
    assert nobody.headers["Location"] == "/work/intake/"
    waiting = Parcel.objects.get(tracking="EA2CN")
    page = text(client.get("/work/parcels/"))
    assert "EA2CN" in page and f"/work/parcels/{waiting.key}/attach/" in page and "13800000001" not in page
    answer = client.post(f"/work/parcels/{waiting.key}/attach/", {"case": number})
    assert answer.headers["Location"] == f"/work/intake/{number}/"
    assert client.get(f"/work/parcels/{waiting.key}/attach/").status_code == 404
    for odd in ("\x00", "%", "长" * 300):
        assert client.get("/work/parcels/", {"q": odd, "after": odd, "direction": odd}).status_code == 200
    assert story.browser("reviewer").get("/work/parcels/").status_code == 403
    assert client.post("/work/parcels/take/", {"carrier": ""}).status_code == 422


def test_originals_are_taken_returned_and_asked_about_before_closing(story: Story) -> None:
    number, client = decided(story, delivery="window"), story.browser("clerk")
    url = f"/work/cases/{number}/originals/"
    given = typed(client, url, names="营业执照正本\n身份证", received_from="王小满")
    page = text(client.post(url, given, follow=True))
    assert "原件已登记" in page and "营业执照正本" in page
    assert client.post(url, typed(client, url, names=" ", received_from="1")).status_code == 422
    desk = story.browser("result_desk")
    assert "原件“营业执照正本”还没有退还。" in text(desk.get(f"/work/results/{number}/close/"))
    first = Original.objects.first()
    assert first is not None
    back = f"{url}{first.pk}/return/"
    bad = desk.post(back, typed(desk, back, name="王小满", id_number="123", method="id_card"))
    assert bad.status_code == 422
    done = desk.post(back, typed(desk, back, name="王小满", id_number=NUMBER, method="id_card"), follow=True)
    assert "原件已退还" in text(done) and NUMBER not in text(done)
    assert desk.get(back).status_code == 404
    assert story.browser("approver").post(url, given).status_code == 403
