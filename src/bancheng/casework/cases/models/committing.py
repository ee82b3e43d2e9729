"""告知承诺: what an applicant vouches for instead of proving it, who checks it afterwards, and what is shared of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from bancheng.casework.cases.models.case import Case


class Commitment(models.Model):
    """告知承诺: five contents signed as told, in place of a proof; afterwards checked by risk (APP-19…22).

    A row stands from the choice on; nothing is signed while `digest` is empty. `drawn` is decided with the decision, from
    the case's number alone (`rules.commitments`), so that nobody can choose whom to look at.
    """

    class Result(models.TextChoices):
        OPEN = "", "未核查"
        NOT_DRAWN = "skipped", "未抽中"
        FULFILLED = "fulfilled", "已履行"
        BREACHED = "breached", "未履行"

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="commitment", help_text="办件")
    lines = models.JSONField(default=list, help_text="由承诺替代的材料：line、code、name")
    contents = models.JSONField(default=dict, help_text="五项内容：content、requirements、liability、form、supervision")
    digest = models.CharField(max_length=64, blank=True, help_text="所签承诺书的 SM3 摘要")
    paper = models.CharField(max_length=80, blank=True, help_text="告知承诺书文号，提交申请时编号")
    signed_at = models.DateTimeField(null=True, help_text="签署时间")
    signed_by = models.CharField(max_length=100, blank=True, help_text="签署人")
    signed_how = models.CharField(max_length=20, blank=True, help_text="怎样签署：online、window")
    method = models.CharField(max_length=40, blank=True, help_text="窗口核验签署人身份的方式")
    risk = models.CharField(
        max_length=6, choices=(("high", "较高"), ("medium", "一般"), ("low", "较低")), help_text="风险等级"
    )
    rate = models.PositiveSmallIntegerField(null=True, help_text="作出决定时的核查比例（百分之）")
    draw = models.PositiveSmallIntegerField(null=True, help_text="抽取的号码，0 到 9999，由办件编号算出")
    drawn = models.BooleanField(default=False, help_text="是否抽中，需要事后核查")
    due_on = models.DateField(null=True, help_text="事后核查的最后一天")
    result = models.CharField(
        max_length=10, blank=True, choices=Result.choices, default=Result.OPEN, help_text="核查结果"
    )
    result_note = models.CharField(max_length=500, blank=True, help_text="核查说明")
    evidence = models.TextField(blank=True, help_text="未履行承诺的证据")
    checked_at = models.DateTimeField(null=True, help_text="核查时间")
    checked_by = models.CharField(max_length=80, blank=True, help_text="核查人标识")
    checked_name = models.CharField(max_length=100, blank=True, help_text="核查人姓名")
    barred_until = models.DateField(null=True, help_text="未履行的，到这一天（含）不再适用告知承诺")

    class Meta:
        verbose_name = "告知承诺"
        constraints = (
            models.CheckConstraint(condition=Q(signed_at=None) | ~Q(digest=""), name="commitment_signed_has_digest"),
            models.CheckConstraint(
                condition=~Q(result__in=["fulfilled", "breached"]) | Q(checked_at__isnull=False, drawn=True),
                name="commitment_outcome_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(result="breached") | (~Q(evidence="") & Q(barred_until__isnull=False)),
                name="commitment_breach_has_evidence",
            ),
        )
        indexes = (
            models.Index(fields=["barred_until"], condition=Q(result="breached"), name="commitment_breaches"),
            models.Index(fields=["due_on"], condition=Q(drawn=True, result=""), name="commitment_to_check"),
        )


class CommitmentCheck(models.Model):
    """事后核查: one organ that shares the check of a commitment, with its own dated duty (审批、监管、执法协同, APP-21)."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="checks", help_text="告知承诺")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", help_text="参加核查的单位"
    )
    region = models.ForeignKey(
        "organisations.Region", on_delete=models.PROTECT, related_name="+", help_text="单位所在区划"
    )
    parts = models.JSONField(help_text="以什么身份参加：approving、supervising、enforcing")
    duty = models.BigIntegerField(null=True, help_text="限期任务")

    class Meta:
        verbose_name = "承诺事后核查"
        constraints = (models.UniqueConstraint(fields=["commitment", "organisation"], name="commitment_check_once"),)


class CreditRecord(models.Model):
    """信用记录报送: one outbound record of a commitment and one of its outcome, acknowledged by the credit platform (APP-22)."""

    class About(models.TextChoices):
        COMMITMENT = "commitment", "作出承诺"
        OUTCOME = "outcome", "履行情况"

    class State(models.TextChoices):
        WAITING = "waiting", "待报送"
        SENT = "sent", "已报送"
        FAILED = "failed", "报送失败"

    commitment = models.ForeignKey(
        Commitment, on_delete=models.PROTECT, related_name="credit_records", help_text="告知承诺"
    )
    about = models.CharField(max_length=10, choices=About.choices, help_text="报送什么")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING, help_text="状态")
    tries = models.PositiveSmallIntegerField(default=0, help_text="已试次数")
    error = models.CharField(max_length=300, blank=True, help_text="最近一次的错误")
    receipt = models.CharField(max_length=80, blank=True, help_text="信用平台的回执编号")
    created_at = models.DateTimeField(help_text="生成时间")
    sent_at = models.DateTimeField(null=True, help_text="收到回执的时间")

    class Meta:
        verbose_name = "信用记录报送"
        constraints = (
            models.UniqueConstraint(fields=["commitment", "about"], name="credit_record_once"),
            models.CheckConstraint(
                condition=~Q(state="sent") | (Q(sent_at__isnull=False) & ~Q(receipt="")), name="credit_sent_has_receipt"
            ),
        )
        indexes = (models.Index(fields=["state", "-id"], name="credit_record_by_state"),)


class DemoCredit(models.Model):
    """演示信用平台: what the demo adapter has acknowledged, by a keyed hash of whom it is about; nobody's number."""

    reference = models.CharField(max_length=80, unique=True, help_text="报送编号")
    subject_hash = models.CharField(max_length=64, db_index=True, help_text="主体标识的密钥散列")
    breached = models.BooleanField(help_text="是否未履行承诺")
    barred_until = models.DateField(null=True, help_text="未履行的，不再适用告知承诺到哪一天（含）")
    received_at = models.DateTimeField(help_text="收到时间")

    class Meta:
        verbose_name = "演示信用记录"
