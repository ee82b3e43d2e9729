"""An item under one of eleven words that rests on what was cancelled is held until a reviewer has looked at it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bancheng.ground import law
from bancheng.ground.access import AccessDenied
from bancheng.ground.journal.models import Entry
from bancheng.ground.law import Refused
from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.lint.past import past
from bancheng.registers.catalog.lint.revival import WORDS, Past, grounds, word_of
from bancheng.registers.catalog.models import ImplementationItem, ItemReview
from bancheng.registers.catalog.schema import Basis
from bancheng.registers.catalog.tests.sample import BASIS, COUNTY, PLATFORM, World, body, make_item, published, staff
from bancheng.registers.catalog.types import GuideRefused

EDITOR = staff("catalog.*", name="周敏")
REVIEWER = staff("catalog.view", "catalog.publish", name="赵工")
OTHER = {"law": "《中华人民共和国消防法》", "article": "第十五条"}


@pytest.fixture
def cancelled(world: World) -> ImplementationItem:
    """食品广告审批, cancelled today."""
    item = published(world.market, "食品广告审批").item
    return services.cancel_item(item=item, on=law.today(), reason="国发〔2026〕1号", by=PLATFORM)


def written(world: World, name: str = "食品广告备案", *, organ: Any = None, **changes: Any) -> ImplementationItem:
    """An item with a draft that an editor has saved."""
    item = make_item(organ or world.market, name)
    services.save_draft(item=item, body=body(**changes), revision=0, by=EDITOR if organ is None else PLATFORM)
    return item


@pytest.mark.demand("CAT-26")
def test_a_filing_with_the_basis_of_a_cancelled_item_is_held_for_review_with_the_reason(
    world: World, cancelled: ImplementationItem
):
    item = written(world)
    review = ItemReview.objects.get(item=item, source="suspicion")
    assert "名称含“备案”" in review.reason and "食品广告审批" in review.reason and "第三十五条" in review.reason
    with pytest.raises(GuideRefused, match="疑似以备案变相恢复已取消事项，已转复核"):
        services.publish(item=item, by=PLATFORM)
    page = selectors.guide(cancelled.pk)
    assert page is not None and not page.can_be_applied_for
    assert (page.state, page.cancelled_on) == ("cancelled", law.today()), "applying for it answers with the day"


def test_an_item_of_a_matter_with_such_a_basis_is_held_from_its_first_day(world: World, cancelled: ImplementationItem):
    matter = services.create_basic_item(name="食品广告备案", item_type="01", province="41", basis=[BASIS], by=PLATFORM)
    item = make_item(world.market, "食品广告备案", basic=matter)
    assert "食品广告审批" in ItemReview.objects.get(item=item).reason


@pytest.mark.demand("CAT-26")
def test_what_a_reviewer_keeps_with_a_reason_is_published_and_the_release_is_in_the_journal(
    world: World, cancelled: ImplementationItem
):
    item = written(world)
    review = ItemReview.objects.get(item=item)
    services.close_review(review=review, outcome="kept", remark="法律另设的事后备案，不是审批", by=REVIEWER)
    entry = Entry.objects.get(stream__kind="catalog.item", stream__key=str(item.pk), verb="close_review")
    assert entry.facts["outcome"] == "kept" and entry.actor_name == "赵工"
    told = [fault for fault in selectors.draft(PLATFORM, item.pk).faults if fault.code == "lint.revival"]
    assert len(told) == 1 and not told[0].blocks and "已复核放行" in told[0].sentence
    assert services.publish(item=item, by=PLATFORM).number == 1
    assert ItemReview.objects.filter(item=item).count() == 1, "it is not asked again"


def test_neither_an_editor_nor_the_author_releases_his_own_draft(world: World, cancelled: ImplementationItem):
    item = written(world)
    review = ItemReview.objects.get(item=item)
    with pytest.raises(AccessDenied):
        services.close_review(review=review, outcome="kept", remark="没问题", by=staff("catalog.edit"))
    with pytest.raises(Refused, match="由其他审核人员复核"):
        services.close_review(review=review, outcome="kept", remark="没问题", by=EDITOR)
    with pytest.raises(Refused, match="复核情况"):
        services.close_review(review=review, outcome="kept", remark=" ", by=REVIEWER)
    with pytest.raises(GuideRefused):
        services.publish(item=item, by=PLATFORM)


def test_who_entered_named_or_ever_wrote_it_does_not_release_it_though_another_saved_last(
    world: World, cancelled: ImplementationItem
):
    judge = {"outcome": "kept", "remark": "没问题"}
    clerk, namer = staff("catalog.*", name="登记人"), staff("catalog.*", name="改名人")
    item = services.create_item(
        name="食品广告审核", item_type="01", nature="power", organisation=world.market.pk, by=clerk
    )
    services.edit_item(item=item, name="食品广告备案", by=namer)
    services.save_draft(item=item, body=body(), revision=0, by=EDITOR)
    services.save_draft(item=item, body=body(summary="换人又存了一次"), revision=1, by=PLATFORM)
    review = ItemReview.objects.get(item=item)
    for own in (clerk, namer, EDITOR):
        with pytest.raises(Refused) as refused:
            services.close_review(review=review, by=own, **judge)
        assert refused.value.code == "review.own"
    services.close_review(review=review, by=REVIEWER, **judge)


def test_what_nobody_has_written_yet_is_not_released(world: World, cancelled: ImplementationItem):
    matter = services.create_basic_item(name="食品广告备案", item_type="01", province="41", basis=[BASIS], by=PLATFORM)
    review = ItemReview.objects.get(item=make_item(world.market, "食品广告备案", basic=matter))
    with pytest.raises(Refused) as refused:
        services.close_review(review=review, outcome="kept", remark="没问题", by=REVIEWER)
    assert refused.value.code == "review.no_guide"


def test_what_is_found_to_be_no_licence_any_more_stays_held_until_it_is_changed(
    world: World, cancelled: ImplementationItem
):
    item = written(world)
    services.close_review(review=ItemReview.objects.get(item=item), outcome="changed", remark="改依据", by=REVIEWER)
    with pytest.raises(GuideRefused, match="变相恢复"):
        services.publish(item=item, by=PLATFORM)
    assert ItemReview.objects.filter(item=item, closed_at=None).count() == 1, "and is put before a reviewer again"
    services.save_draft(item=item, body=body(basis=[OTHER]), revision=1, by=EDITOR)
    assert services.publish(item=item, by=PLATFORM).number == 1


@pytest.mark.parametrize("word", WORDS)
def test_each_of_the_eleven_words_is_known(word: str):
    assert word_of(f"食品广告{word}") == word
    assert word_of("食品广告审批") == ""


def test_other_names_other_bases_and_other_regions_are_not_suspected(world: World, cancelled: ImplementationItem):
    assert services.publish(item=written(world, "食品广告审查"), by=PLATFORM)
    assert services.publish(item=written(world, "消防备案", basis=[OTHER]), by=PLATFORM)
    assert services.publish(item=written(world, "食品广告登记", organ=world.elsewhere), by=PLATFORM)
    assert not ItemReview.objects.exists()


def test_what_was_offered_before_the_cancelling_revives_nothing(world: World, time_machine_at: Any):
    standing = published(world.market, "食品经营登记").item
    time_machine_at(law.today() + timedelta(days=2))
    gone = published(world.market, "食品广告审批").item
    services.cancel_item(item=gone, on=law.today(), reason="国发〔2026〕1号", by=PLATFORM)
    services.save_draft(item=standing, body=body(summary="改了"), revision=0, by=PLATFORM)
    assert services.publish(item=standing, by=PLATFORM).number == 2


def test_a_matter_cancelled_for_the_whole_province_is_remembered_in_every_county(world: World):
    gone = published(world.market, "食品广告审批").item
    services.cancel_item(item=gone, on=law.today(), reason="国发〔2026〕1号", by=PLATFORM)
    services.take_effect()
    gone.refresh_from_db()
    services.cancel_basic_item(basic=gone.basic, on=law.today(), reason="国发〔2026〕1号", by=PLATFORM)
    item = written(world, organ=world.elsewhere)
    assert ItemReview.objects.get(item=item).key == f"basic:{gone.basic.code}"


def test_a_suspicion_that_arises_after_the_draft_was_saved_is_raised_by_the_refused_publication(world: World):
    item = written(world)
    assert not ItemReview.objects.exists()
    gone = published(world.market, "食品广告审批").item
    services.cancel_item(item=gone, on=law.today(), reason="国发〔2026〕1号", by=PLATFORM)
    with pytest.raises(GuideRefused, match="变相恢复"):
        services.publish(item=item, by=PLATFORM)
    assert ItemReview.objects.filter(item=item, source="suspicion").count() == 1


def test_for_one_item_no_more_is_read_than_concerns_it(
    world: World, cancelled: ImplementationItem, django_assert_num_queries: Any
):
    plain, filing = make_item(world.market, "食品经营许可"), written(world)
    with django_assert_num_queries(0):
        assert past((COUNTY,), item=plain) == Past()
    for number in range(3):
        published(world.elsewhere, f"小作坊登记{number}")
    services.close_review(review=ItemReview.objects.get(item=filing), outcome="kept", remark="另设", by=REVIEWER)
    whole, own = past((COUNTY,)), past((COUNTY,), item=filing)
    assert len(whole.began) == 3 and own.began == {}
    assert own.released == whole.released and own.cancelled == whole.cancelled


def test_an_article_is_the_same_however_its_number_is_written():
    written_one_way = grounds(
        [Basis(law="《中华人民共和国食品安全法》（2021年修正）", article="第35条第一款、第三十六条")]
    )
    assert written_one_way == grounds([Basis(**BASIS), Basis(law="食品安全法", article="第三十六条")])
    assert grounds([Basis(law="《办法》", article="第一百零二条")]) == {("办法", "第一百零二条")}
