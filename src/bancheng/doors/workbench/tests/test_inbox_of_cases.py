"""待办: what is due first stands on top, each post sees its own, and nothing of another organ."""

from __future__ import annotations

from io import BytesIO

import pytest
import python_calamine

from bancheng.doors.workbench.tests.cases_cast import Story
from bancheng.doors.workbench.tests.cast import text

pytestmark = pytest.mark.django_db
TODO = "/work/todo/"


def numbers(answer) -> list[str]:
    return [row.case.number for row, _left in answer.context["rows"]]


def test_what_is_due_first_stands_on_top(story: Story, time_machine) -> None:
    late = story.file("王小满", 1)
    time_machine.move_to("2026-11-24 09:00+08:00")
    fresh = story.file("李秀英", 2)
    assert numbers(story.browser("clerk").get(TODO)) == [late, fresh]


def test_each_post_has_its_own_work(story: Story) -> None:
    waiting, accepted = story.file("王小满", 1), story.accepted("李秀英", 2)
    assert numbers(story.browser("clerk").get(TODO)) == [waiting]
    assert numbers(story.browser("reviewer").get(TODO)) == [accepted]
    assert numbers(story.browser("approver").get(TODO)) == []
    assert set(numbers(story.browser("approver").get(TODO, {"view": "all"}))) == {waiting, accepted}


def test_the_light_is_told_in_words_and_has_its_own_tab(story: Story, time_machine) -> None:
    number = story.file()
    time_machine.move_to("2026-12-01 09:00+08:00")
    page = story.browser("clerk").get(TODO, {"view": "overdue"})
    assert numbers(page) == [number]
    assert "逾期" in text(page) and "超 2 天" in text(page)
    assert numbers(story.browser("clerk").get(TODO, {"view": "warning"})) == []


def test_words_item_and_post_narrow_the_list(story: Story) -> None:
    first, second = story.file("王小满", 1), story.file("李秀英", 2)
    clerk = story.browser("clerk")
    assert numbers(clerk.get(TODO, {"q": "李秀"})) == [second]
    assert numbers(clerk.get(TODO, {"q": first})) == [first]
    assert len(numbers(clerk.get(TODO, {"item": story.item}))) == 2
    assert numbers(clerk.get(TODO, {"item": 999999})) == numbers(clerk.get(TODO))
    assert numbers(clerk.get(TODO, {"post": "reviewer"})) == []


def test_what_i_did_is_kept_under_its_own_tab(story: Story) -> None:
    number = story.accepted()
    story.agree(number, "review", "Rev1")
    mine = story.browser("reviewer", number="Rev1").get(TODO, {"view": "done"})
    assert numbers(mine) == [number]
    assert numbers(story.browser("reviewer", number="Rev2").get(TODO, {"view": "done"})) == []


def test_the_work_of_another_organ_is_not_seen(story: Story) -> None:
    story.file()
    other = story.browser("clerk", number="Water", organisation_id=story.desk.world.water.pk)
    assert numbers(other.get(TODO)) == [] and numbers(other.get(TODO, {"view": "all"})) == []


def test_the_inbox_is_exported_as_it_is_narrowed(story: Story) -> None:
    first, second = story.file("王小满", 1), story.file("李秀英", 2)
    clerk = story.browser("clerk")
    csv = b"".join(clerk.get(TODO + "export/csv/").streaming_content).decode()
    assert first in csv and second in csv and "受理" in csv
    answer = clerk.get(TODO + "export/xlsx/", {"q": "王小满"})
    book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(b"".join(answer.streaming_content)))
    assert [row[0] for row in book.get_sheet_by_index(0).to_python()] == ["编号", first]


def test_a_long_inbox_goes_on_by_key(story: Story) -> None:
    made = {story.file("王明", place) for place in range(1, 53)}
    clerk = story.browser("clerk")
    first = clerk.get(TODO)
    second = clerk.get(TODO + first.context["next_url"])
    assert len(numbers(first)) == 50 and len(numbers(second)) == 2
    assert set(numbers(first)) | set(numbers(second)) == made


def test_the_desk_shows_the_most_urgent_work(story: Story, time_machine) -> None:
    late = story.file("王小满", 1)
    time_machine.move_to("2026-11-24 09:00+08:00")
    for place in range(2, 8):
        story.file("李明", place)
    shown = story.browser("clerk").get("/work/").context["tasks"]
    assert len(shown) == 5 and shown[0][0].case.number == late
    assert "今天到期" not in shown[0][1] and shown[0][1].startswith("剩")


def test_who_handles_no_cases_has_no_inbox(story: Story) -> None:
    for page in (TODO, "/work/cases/", "/work/supervision/", "/work/grants/"):
        assert story.desk.browser("catalog_editor").get(page).status_code == 403
