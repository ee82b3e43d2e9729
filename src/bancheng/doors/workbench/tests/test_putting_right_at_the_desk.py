"""当场更正 and 换发 on the pages of staff: one field put right with consent, a field named in the notice, a face changed."""

from __future__ import annotations

from typing import Any

import pytest

from bancheng.casework.cases import forms, services
from bancheng.casework.cases.models import Case
from bancheng.doors.workbench.tests.cases_cast import STAGES, Story
from bancheng.doors.workbench.tests.cast import text
from bancheng.ground.jobs import drain
from bancheng.registers.catalog.models import ImplementationItem
from bancheng.registers.catalog.tests.sample import PLATFORM, body, republish
from bancheng.registers.licences import services as licensing
from bancheng.registers.licences.models import Licence
from bancheng.registers.licences.types import FaceElement, TypeSeed

pytestmark = pytest.mark.django_db


def page_of(number: str, end: str = "") -> str:
    return f"/work/cases/{number}/{end}"


def typed(client: Any, number: str, end: str, **more: Any) -> dict[str, Any]:
    """The form as it comes, with what somebody types into it."""
    form = client.get(page_of(number, end)).context["form"]
    return {field.html_name: field.value() or "" for field in form} | more


def value(number: str, element: str) -> object:
    return forms.values(Case.objects.get(number=number)).get(element)


def test_a_clerk_puts_one_field_right_with_consent(story: Story) -> None:
    number, clerk = story.file(), story.browser("clerk")
    assert page_of(number, "mend/") in text(clerk.get(page_of(number, "accept/")))
    page = page_of(number, "mend/")
    given = typed(clerk, number, "mend/", element="person_name", value="王小曼", consent="present")
    for wrong, sentence in (
        ({"consent": ""}, "申请人怎样同意的"),
        ({"element": ""}, "更正哪一项"),
        ({"element": "nothing"}, "更正哪一项"),
        ({"value": "王小满"}, "与原来的一样"),
        ({"value": ""}, "请填写姓名"),
    ):
        answer = clerk.post(page, given | wrong)
        assert answer.status_code == 422 and sentence in text(answer), wrong
    assert value(number, "person_name") == "王小满"
    done = text(clerk.post(page, given, follow=True))
    assert "已更正，申请人收到消息" in done and value(number, "person_name") == "王小曼"


def test_a_choice_is_put_right_by_its_words(story: Story) -> None:
    number, clerk = story.file(), story.browser("clerk")
    given = typed(clerk, number, "mend/", element="delivery_method", value="窗口领取", consent="phone")
    assert "已更正" in text(clerk.post(page_of(number, "mend/"), given, follow=True))
    assert value(number, "delivery_method") == "window"


def test_only_who_takes_in_or_reviews_opens_the_page_and_only_before_acceptance(story: Story) -> None:
    number = story.file()
    assert story.browser("approver").get(page_of(number, "mend/")).status_code == 403
    services.accept(number, by=story.actor("clerk"))
    assert story.browser("clerk").get(page_of(number, "mend/")).status_code in {403, 422}


def test_the_notice_names_a_field_and_says_what_is_wrong_with_it(story: Story) -> None:
    number, clerk = story.file(), story.browser("clerk")
    page = page_of(number, "supplement/")
    assert "要更正的填写内容" in text(clerk.get(page))
    version = Case.objects.get(number=number).version
    blank = clerk.post(page, {"version": version, "field": ["delivery_method"], "gap-delivery_method": " "})
    assert blank.status_code == 422 and "结果怎样领取" in text(blank)
    sent = {"version": version, "field": ["delivery_method"], "gap-delivery_method": "没有电子件，请改选"}
    assert "没有电子件，请改选" in text(clerk.post(page, sent))
    strange = clerk.post(page, {**sent, "field": ["no_such"], "gap-no_such": "改", "confirm": "yes"})
    assert strange.status_code == 422
    assert clerk.post(page, {**sent, "confirm": "yes"}).status_code == 302
    row = Case.objects.get(number=number)
    assert row.state == "supplement_requested"
    assert row.notices.get().items[0]["element"] == "delivery_method"


def licensed(story: Story) -> str:
    """A closed case that brought a licence."""
    face = (FaceElement("person_name", "经营者", "person_name"), FaceElement("scope", "经营项目", required=False))
    seed = TypeSeed("M0001", "11100000000099999A001", "食品经营许可证", face, "演示机关", 0)
    licensing.take_in_types(seeds=[seed], by=PLATFORM)
    whole = body(stages=STAGES[:2] + [STAGES[4] | {"after": ["accept"]}, STAGES[5]], materials=[])
    fields = [{"element": "person_name"}, {"element": "delivery_method"}]
    whole |= {"questions": body()["questions"][:1], "fields": fields}
    whole |= {"results": [{"name": "食品经营许可证", "kind": "licence", "licence": "M0001"}]}
    republish(ImplementationItem.objects.get(pk=story.item), whole)
    number = story.file()
    services.accept(number, by=story.actor("clerk"))
    services.decide(number, by=story.actor("approver"), outcome="granted")
    drain()
    return number


def test_the_face_of_a_licence_is_changed_and_the_rest_stays(story: Story) -> None:
    number, client = licensed(story), story.browser("approver")
    page = page_of(number, "replace-licence/")
    assert "换发证照" in text(client.get(page_of(number))) and "经营项目" in text(client.get(page))
    given = typed(client, number, "replace-licence/", reason="增加经营项目")
    empty = client.post(page, given)
    assert empty.status_code == 422 and "照面没有变化" in text(empty)
    wrong = client.post(page, given | {"face_1": "热食类食品制售", "change": "123"})
    assert wrong.status_code == 422 and "没有找到" in text(wrong)
    assert "新的证照正在签章" in text(client.post(page, given | {"face_1": "热食类食品制售"}, follow=True))
    drain()
    assert sorted(Licence.objects.values_list("state", flat=True)) == ["replaced", "valid"]
    assert story.browser("clerk").get(page).status_code == 403
