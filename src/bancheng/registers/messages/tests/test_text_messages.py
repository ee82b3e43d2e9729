"""Text messages: out of the outbox by a job, with retries; one-time codes straight to the plug."""

from __future__ import annotations

from datetime import date

import pytest
from django.core import checks as django_checks

from bancheng.ground.access import AccessDenied, system
from bancheng.ground.jobs import Progress, drain, retry
from bancheng.ground.jobs import selectors as jobs
from bancheng.ground.jobs.models import Job
from bancheng.registers.identity import services as identity
from bancheng.registers.identity.tests.cast import id_number, person
from bancheng.registers.identity.tests.secrecy import places_of
from bancheng.registers.messages import selectors, services
from bancheng.registers.messages.adapters import sms
from bancheng.registers.messages.models import DemoSms, Outbox
from bancheng.registers.messages.tests.words import NOTICE

PHONE = "13800000001"
DAY = date(2026, 11, 20)


class Carrier:
    """An adapter that takes messages or, told so, does not."""

    key, label, demo = "tests", "测试通道", False

    def __init__(self) -> None:
        self.sent: list[tuple[str, str, str]] = []
        self.error: Exception | None = None

    def send(self, message: sms.Sms) -> None:
        if self.error is not None:
            raise self.error
        self.sent.append((message.phone, message.text, message.template))

    def check(self) -> str:
        return "欠费，请充值" if self.error else ""


@pytest.fixture
def carrier(settings, monkeypatch):
    made = Carrier()
    sms._made.cache_clear()
    monkeypatch.setitem(sms._registered, "tests", lambda: made)
    settings.BANCHENG_SMS = "tests"
    yield made
    sms._made.cache_clear()


def tell(account):
    return services.notify(account, NOTICE.key, thing="营业执照", day="周一")


@pytest.mark.django_db
def test_a_template_with_the_channel_goes_by_text_message_too(carrier):
    tell(person().account)
    (row,) = selectors.outbox()
    assert (row.state, row.address_masked, row.tries) == ("waiting", "138****0001", 0)
    drain()
    assert carrier.sent == [(PHONE, "您的“营业执照”已经办好，请周一来取。", "tests.notice")]
    (row,) = selectors.outbox()
    assert (row.state, row.tries, row.error, row.sent_at is None) == ("sent", 1, "", False)


@pytest.mark.django_db
def test_a_job_that_runs_twice_sends_once(carrier):
    tell(person().account)
    drain()
    (job,) = jobs.jobs(task="bancheng.registers.messages.services.outgoing.deliver")
    services.deliver(Progress(), **job.arguments)
    assert len(carrier.sent) == 1


@pytest.mark.django_db
def test_staff_have_no_phone_here_and_get_the_message_only(carrier, county):
    tell(county.staff("xx").account)
    assert selectors.outbox() == ()


@pytest.mark.django_db(transaction=True)
def test_what_could_not_be_sent_is_tried_again_and_then_shown_as_failed(carrier, on):
    on(DAY, 9)
    carrier.error = ConnectionError(f"no route to {PHONE} for {id_number()}")
    tell(person().account)
    drain()
    (row,) = selectors.outbox()
    assert (row.state, row.tries, row.error) == ("waiting", 1, "ConnectionError")
    for hour in range(11, 18, 2):  # later than any pause between two attempts
        on(DAY, hour)
        drain()
    (row,) = selectors.outbox(state="failed")
    assert row.tries == 5
    assert selectors.outbox_counts() == {"waiting": 0, "sent": 0, "failed": 1}
    (job,) = jobs.jobs(state="failed")
    assert PHONE not in job.error and id_number() not in job.error


@pytest.mark.django_db(transaction=True)
def test_a_failed_one_is_sent_when_its_job_is_run_again(carrier):
    carrier.error = sms.SmsRefused("号码已停机")
    tell(person().account)
    drain()
    (job,) = jobs.jobs(state="failed")
    assert (selectors.outbox()[0].state, selectors.outbox()[0].error, job.sentence) == (
        "failed",
        "号码已停机",
        "号码已停机",
    )
    carrier.error = None
    retry(job.pk, system("测试"))
    drain()
    assert selectors.outbox()[0].state == "sent"


@pytest.mark.django_db
def test_a_one_time_code_goes_straight_to_the_plug_and_stands_nowhere_else(carrier):
    services.send_code(PHONE, "481726", purpose="register", minutes=10)
    assert carrier.sent == [
        (
            PHONE,
            "验证码 481726，用于注册账号，10 分钟内有效。任何人向您索要验证码，都不要告诉。",
            "identity.code_register",
        )
    ]
    assert places_of("481726") == []
    assert not Job.objects.exists() and not Outbox.objects.exists()


@pytest.mark.django_db
def test_identity_sends_its_codes_through_this_room(on):
    on(DAY)
    identity.request_code(purpose=identity.Purpose.REGISTER, phone=PHONE)
    (text,) = selectors.demo_phone()
    code = text.text.removeprefix("验证码 ")[:6]
    account = identity.register_person(
        name="王小满", id_number=id_number(), phone=PHONE, password="Correct-Horse-9", code=code
    )
    assert (text.phone_masked, account.person.name) == ("138****0001", "王小满")


@pytest.mark.django_db
def test_the_demo_phone_forgets_after_ten_minutes_and_keeps_texts_encrypted(on):
    on(DAY, 9, 0)
    services.send_code(PHONE, "481726", purpose="reset", minutes=10)
    assert b"481726" not in bytes(DemoSms.objects.get().text)
    on(DAY, 9, 9)
    assert len(selectors.demo_phone()) == 1
    on(DAY, 9, 10)
    assert selectors.demo_phone() == ()
    assert services.sweep() == 1


@pytest.mark.django_db
def test_in_production_the_demo_adapter_is_refused(settings):
    assert [(one.state, one.demo) for one in selectors.checks() if one.plug == "sms"] == [("ok", True)]
    settings.BANCHENG_MODE = "production"
    with pytest.raises(sms.SmsFailed):
        services.send_code(PHONE, "481726", purpose="reset", minutes=10)
    assert not DemoSms.objects.exists()
    with pytest.raises(AccessDenied) as denied:
        selectors.demo_phone()
    assert not denied.value.visible
    health = next(one for one in selectors.checks() if one.plug == "sms")
    assert (health.state, health.plug) == ("fail", "sms") and "BANCHENG_SMS" in health.sentence
    found = django_checks.run_checks(tags=["bancheng"], include_deployment_checks=True)
    assert "inbox.E001" in [one.id for one in found]


def test_a_real_adapter_is_named_by_the_settings(settings, carrier):
    assert [one.state for one in selectors.checks() if one.plug == "sms"] == ["ok"]
    carrier.error = sms.SmsFailed("x")
    assert [(one.state, one.sentence) for one in selectors.checks() if one.plug == "sms"] == [("fail", "欠费，请充值")]
    settings.BANCHENG_SMS = f"{__name__}:Carrier"
    assert [one.adapter for one in selectors.checks() if one.plug == "sms"] == ["测试通道"]
    for wrong in ("nobody", "bancheng.nowhere:Carrier", f"{__name__}:Nobody"):
        settings.BANCHENG_SMS = wrong
        health = next(one for one in selectors.checks() if one.plug == "sms")
        assert health.state == "fail" and wrong in health.sentence
