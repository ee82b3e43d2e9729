"""A message in the inbox: its wording, its facts, its reader."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.management.sql import emit_post_migrate_signal
from django.db import transaction

from bancheng.ground.access import AccessDenied, Subject
from bancheng.registers.identity.tests.cast import XINMI, XIXIA, id_number, person
from bancheng.registers.messages import seeding, selectors, services
from bancheng.registers.messages.models import Message, Outbox, Template
from bancheng.registers.messages.tests.words import NOTICE, QUIET
from bancheng.registers.messages.types import (
    FactsDoNotFit,
    TemplateText,
    UnknownTemplate,
    filled,
    template,
    templates,
)

pytestmark = pytest.mark.django_db
CASE = Subject("cases.case", "411323202611200000017")


def tell(account, thing="食品经营许可证", day="周一", **more):
    return services.notify(account, QUIET.key, thing=thing, day=day, **more)


def test_a_message_says_its_facts_and_what_it_is_about():
    account = person().account
    services.notify(account, NOTICE.key, subject=CASE, thing="营业执照", day=date(2026, 12, 1))
    (message,) = selectors.inbox(account).messages
    assert (message.title, message.body) == ("营业执照办好了", "您的“营业执照”已经办好，请2026年12月1日来取。")
    assert (message.subject, message.read) == (CASE, False)


def test_a_moment_is_said_in_the_time_of_the_house():
    assert filled("{at}", {"at": datetime(2026, 11, 30, 17, 5, tzinfo=UTC)}) == "2026年12月1日 01:05"


@pytest.mark.parametrize("facts", [{}, {"thing": "x"}, {"thing": "x", "day": "y", "more": "z"}])
def test_a_missing_or_an_unknown_fact_is_a_mistake_of_the_program(facts):
    account = person().account
    with pytest.raises(FactsDoNotFit):
        services.notify(account, NOTICE.key, **facts)
    with pytest.raises(UnknownTemplate):
        services.notify(account, "no.such", **facts)
    assert not Message.objects.exists()


def test_a_fact_is_text_and_nothing_else():
    """No markup, no second filling in, no second line in a title, no NUL, no flood, no personal number."""
    account = person().account
    message = tell(account, thing=f"<b>{{day}}</b>\n{id_number()}\x00" + "长" * 5000, day="13800000001")
    assert message.title.startswith("<b>{day}</b> 411***********")
    assert "\n" not in message.title and "\x00" not in message.body and len(message.title) <= 200
    assert id_number() not in message.body and "138****0001" in message.body


def test_a_template_declares_what_it_needs():
    assert NOTICE.facts == {"thing", "day"}
    for wrong in (
        {"key": "nodot", "title": "x", "body": "y"},
        {"key": "tests.brace", "title": "{0}", "body": "y"},
        {"key": "tests.attribute", "title": "{thing.__class__}", "body": "y"},
        {"key": "tests.channel", "title": "x", "body": "y", "channels": ("pigeon",)},
        {"key": NOTICE.key, "title": "anders", "body": "y"},
    ):
        with pytest.raises(ValueError):
            template(**wrong)


def test_every_declared_template_is_worded_well():
    """Full-width punctuation, and no fact left over when all are given."""
    for one in templates():
        text = filled(one.title + one.body, dict.fromkeys(one.facts, "某"))
        assert not set("{},;?!") & set(text), one.key


def test_templates_are_rows_after_migrating_and_a_new_wording_is_a_new_version(monkeypatch):
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
    assert {one.key for one in templates()} <= set(Template.objects.values_list("key", flat=True))
    first = seeding.current(QUIET.key)
    monkeypatch.setitem(
        seeding.declared_template.__globals__["_declared"], QUIET.key, TemplateText(QUIET.key, "新", "新")
    )
    second = seeding.current(QUIET.key)
    assert (first.version, second.version, seeding.current(QUIET.key).pk) == (1, 2, second.pk)
    monkeypatch.undo()
    assert seeding.current(QUIET.key).pk == first.pk  # an older process still running does not make a third


def test_a_message_of_a_change_that_is_rolled_back_was_never_sent():
    account = person().account
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        services.notify(account, NOTICE.key, thing="x", day="y")
        raise ZeroDivisionError
    assert not Message.objects.exists() and not Outbox.objects.exists()


def test_a_message_is_read_by_its_reader_only():
    one, other = person().account, person("李秀英", stem="41292719540108002", phone="13900000002").account
    message = tell(one)
    assert selectors.message(other, message.pk) is None
    for stranger, key in ((other, message.pk), (one, 10**30), (one, message.pk + 1)):
        with pytest.raises(AccessDenied) as denied:
            services.mark_read(message=key, account=stranger)
        assert not denied.value.visible
    assert selectors.unread_count(one) == 1
    services.mark_read(message=message.pk, account=one)
    read_at = Message.objects.get().read_at
    services.mark_read(message=message.pk, account=one)
    assert Message.objects.get().read_at == read_at
    assert selectors.message(one, message.pk).read


def test_all_are_marked_read_at_once_and_those_of_others_stay():
    one, other = person().account, person("李秀英", stem="41292719540108002", phone="13900000002").account
    for account in (one, one, other):
        tell(account)
    assert services.mark_all_read(account=one) == 2
    assert (selectors.unread_count(one), selectors.unread_count(other)) == (0, 1)


def test_the_inbox_pages_newest_first(django_assert_num_queries):
    account = person().account
    for number in range(5):
        tell(account, thing=f"第{number}件")
    seen, after = [], None
    while True:
        with django_assert_num_queries(1):
            page = selectors.inbox(account, after=after, size=2)
        seen += [message.title for message in page.messages]
        after = page.next_after
        if after is None:
            break
    assert seen == [f"第{number}件" for number in (4, 3, 2, 1, 0)]
    services.mark_read(message=Message.objects.earliest("pk").pk, account=account)
    assert len(selectors.inbox(account, unread=True).messages) == 4


def test_a_role_is_told_within_its_place(county, django_assert_num_queries):
    here, there = county.staff("here", "clerk"), county.staff("there", "clerk", organ=county.elsewhere)
    county.staff("other", "reviewer")
    with django_assert_num_queries(5):  # who, template, insert, and the savepoint of this test's transaction
        assert services.notify_role("clerk", QUIET.key, region=XIXIA, thing="x", day="y") == 1
    assert services.notify_role("clerk", QUIET.key, thing="x", day="y") == 2
    assert (
        services.notify_role("clerk", QUIET.key, region=XINMI, organisation=county.bureau.pk, thing="x", day="y") == 1
    )
    assert (selectors.unread_count(here.account), selectors.unread_count(there.account)) == (2, 2)


def test_who_holds_two_of_the_roles_is_told_once(county):
    county.staff("both", "clerk", "reviewer")
    assert services.notify_role(("clerk", "reviewer"), QUIET.key, thing="x", day="y") == 1


def test_told_once_means_once_while_unread(county):
    staff = county.staff("xx", "clerk")

    def tell_once():
        return services.notify_role("clerk", QUIET.key, subject=CASE, once=True, thing="x", day="y")

    assert (tell_once(), tell_once()) == (1, 0)
    services.mark_all_read(account=staff.account)
    assert tell_once() == 1
