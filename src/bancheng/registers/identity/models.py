"""Natural and legal persons, staff, accounts, roles, posts held, one-time codes."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.db.models import Q


class NaturalPerson(models.Model):
    """自然人: the ID number is the sole identifier; stored encrypted, looked up by keyed hash, shown masked."""

    class Assurance(models.IntegerChoices):
        NONE = 0, "未核验"
        BASIC = 1, "手机号核验"
        REAL_NAME = 2, "实名核验"
        FACE = 3, "实人核验"

    name = models.CharField(max_length=50, help_text="姓名")
    id_number = models.BinaryField(help_text="公民身份号码（加密）")
    id_lookup = models.CharField(max_length=64, unique=True, help_text="公民身份号码的带密钥散列")
    id_masked = models.CharField(max_length=18, help_text="公民身份号码（脱敏）")
    phone = models.BinaryField(null=True, help_text="手机号码（加密）")
    phone_lookup = models.CharField(max_length=64, blank=True, db_index=True, help_text="手机号码的带密钥散列")
    phone_masked = models.CharField(max_length=20, blank=True, help_text="手机号码（脱敏）")
    assurance = models.PositiveSmallIntegerField(
        choices=Assurance.choices, default=Assurance.NONE, help_text="实名等级"
    )
    created_at = models.DateTimeField(help_text="登记时间")

    class Meta:
        verbose_name = "自然人"
        constraints = (models.CheckConstraint(condition=Q(assurance__lte=3), name="person_assurance_known"),)

    def __str__(self) -> str:
        return self.name


class LegalPerson(models.Model):
    """法人和其他组织, by its credit code, with its legal representative."""

    uscc = models.CharField(max_length=18, unique=True, help_text="统一社会信用代码")
    name = models.CharField(max_length=120, help_text="名称")
    kind = models.CharField(max_length=2, default="2", help_text="服务对象代码：2 企业 3 事业 4 社会组织 6 其他")
    representative = models.ForeignKey(
        NaturalPerson, null=True, on_delete=models.PROTECT, related_name="represents", help_text="法定代表人（负责人）"
    )
    created_at = models.DateTimeField(help_text="登记时间")

    class Meta:
        verbose_name = "法人"

    def __str__(self) -> str:
        return self.name


class Operator(models.Model):
    """法人经办人: acts for a legal person in his own name, from and until a day; an authority taken back ends the day before."""

    legal_person = models.ForeignKey(LegalPerson, on_delete=models.PROTECT, related_name="operators", help_text="法人")
    person = models.ForeignKey(NaturalPerson, on_delete=models.PROTECT, related_name="operates", help_text="经办人")
    valid_from = models.DateField(help_text="授权起始日")
    valid_to = models.DateField(null=True, help_text="授权截止日（含）")
    granted_by = models.CharField(max_length=100, help_text="授权人")

    class Meta:
        verbose_name = "法人经办人"
        constraints = (models.UniqueConstraint(fields=["legal_person", "person", "valid_from"], name="operator_once"),)


class Staff(models.Model):
    """工作人员 of one organisation."""

    number = models.CharField(max_length=40, unique=True, help_text="工号")
    name = models.CharField(max_length=50, help_text="姓名")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="staff", help_text="所在单位"
    )
    title = models.CharField(max_length=60, blank=True, help_text="职务")
    active = models.BooleanField(default=True, help_text="是否在岗")

    class Meta:
        verbose_name = "工作人员"
        ordering = ("organisation_id", "number")

    def __str__(self) -> str:
        return self.name


class Account(AbstractBaseUser):
    """登录账号: of one natural person or of one member of staff, exactly one account each."""

    login = models.CharField(max_length=80, unique=True, help_text="登录名：工作人员为小写的工号，个人为身份号码的散列")
    person = models.OneToOneField(
        NaturalPerson, null=True, on_delete=models.PROTECT, related_name="account", help_text="自然人"
    )
    staff = models.OneToOneField(
        Staff, null=True, on_delete=models.PROTECT, related_name="account", help_text="工作人员"
    )
    is_active = models.BooleanField(default=True, help_text="是否可用")
    must_change_password = models.BooleanField(default=False, help_text="下次登录须改密码")
    created_at = models.DateTimeField(help_text="创建时间")

    USERNAME_FIELD = "login"

    class Meta:
        verbose_name = "账号"
        constraints = (
            models.CheckConstraint(
                condition=Q(person__isnull=False, staff__isnull=True) | Q(person__isnull=True, staff__isnull=False),
                name="account_of_one",
            ),
        )


class RoleGrant(models.Model):
    """A dated role of a member of staff within a region subtree and, if given, one organisation.

    One taken back ends the day before, so that it is gone at once; `valid_to` may then lie before `valid_from`.
    """

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="role_grants", help_text="工作人员")
    role = models.CharField(max_length=40, help_text="角色代码")
    region = models.ForeignKey(
        "organisations.Region",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="范围：区划（含下级）；空为全平台",
    )
    organisation = models.ForeignKey(
        "organisations.Organisation",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="范围：只限某机构",
    )
    valid_from = models.DateField(help_text="起始日")
    valid_to = models.DateField(null=True, help_text="截止日（含）")
    granted_by = models.CharField(max_length=100, help_text="授予人")

    class Meta:
        verbose_name = "角色授予"
        indexes = (models.Index(fields=["staff", "role"], name="role_by_staff"),)


class PostHolding(models.Model):
    """Who holds a post as A or B (A、B 角), from and until a day."""

    post = models.ForeignKey("organisations.Post", on_delete=models.PROTECT, related_name="holdings", help_text="岗位")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="holdings", help_text="工作人员")
    ab = models.CharField(max_length=1, choices=(("A", "A 角"), ("B", "B 角")), default="A", help_text="A 角或 B 角")
    valid_from = models.DateField(help_text="起始日")
    valid_to = models.DateField(null=True, help_text="截止日（含）")

    class Meta:
        verbose_name = "任岗"
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")), name="holding_in_order"
            ),
            models.CheckConstraint(condition=Q(ab__in=["A", "B"]), name="holding_a_or_b"),
            models.UniqueConstraint(
                fields=["post", "ab"], condition=Q(valid_to__isnull=True), name="post_one_holder_each"
            ),
        )


class Leave(models.Model):
    """请假: during it B holds the post; no case moves."""

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="leaves", help_text="工作人员")
    starts = models.DateField(help_text="起始日")
    ends = models.DateField(help_text="截止日（含）")
    reason = models.CharField(max_length=100, blank=True, help_text="事由")

    class Meta:
        verbose_name = "请假"
        constraints = (models.CheckConstraint(condition=Q(ends__gte=models.F("starts")), name="leave_in_order"),)


class PostPower(models.Model):
    """首席代表的授权: one of the five powers that a department grants the post of its chief representative, dated (settled 12).

    Whoever holds the post has them; one taken back is gone at once and stays as history.
    """

    class Power(models.TextChoices):
        ACCEPT = "accept", "受理"
        REVIEW = "review", "审查"
        DECIDE = "decide", "决定"
        ISSUE = "issue", "颁发"
        DELIVER = "deliver", "送达"

    post = models.ForeignKey("organisations.Post", on_delete=models.PROTECT, related_name="powers", help_text="岗位")
    power = models.CharField(max_length=10, choices=Power.choices, help_text="权限：受理、审查、决定、颁发、送达")
    basis = models.CharField(max_length=200, help_text="授权依据")
    valid_from = models.DateField(help_text="起始日")
    valid_to = models.DateField(null=True, help_text="截止日（含）；空为长期")
    granted_by = models.CharField(max_length=100, help_text="授权人")
    revoked_at = models.DateTimeField(null=True, help_text="收回时间")

    class Meta:
        verbose_name = "首席代表授权"
        ordering = ("post_id", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")), name="power_in_order"
            ),
            models.CheckConstraint(
                condition=Q(power__in=["accept", "review", "decide", "issue", "deliver"]), name="power_known"
            ),
            models.UniqueConstraint(
                fields=["post", "power"],
                condition=Q(valid_to__isnull=True, revoked_at__isnull=True),
                name="power_once_without_end",
            ),
        )
        indexes = (models.Index(fields=["post", "power"], condition=Q(revoked_at=None), name="power_of_post"),)


class OneTimeCode(models.Model):
    """一次性验证码: only its keyed hash is kept; five tries, ten minutes, used once."""

    purpose = models.CharField(max_length=30, help_text="用途：注册、重置密码")
    target_lookup = models.CharField(max_length=64, db_index=True, help_text="接收对象的带密钥散列")
    code_hash = models.CharField(max_length=64, help_text="验证码的带密钥散列")
    expires_at = models.DateTimeField(help_text="失效时间")
    tries = models.PositiveSmallIntegerField(default=0, help_text="已试次数")
    used_at = models.DateTimeField(null=True, help_text="使用时间")
    created_at = models.DateTimeField(help_text="生成时间")

    class Meta:
        verbose_name = "一次性验证码"
        indexes = (models.Index(fields=["expires_at"], name="code_expiry"),)


class ApiToken(models.Model):
    """访问令牌: lets a program act for an account through the API; only its keyed hash is kept."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="tokens", help_text="账号")
    name = models.CharField(max_length=60, help_text="名称：用在哪里")
    secret_hash = models.CharField(max_length=64, unique=True, help_text="令牌的带密钥散列")
    prefix = models.CharField(max_length=16, help_text="令牌开头几位，用于辨认")
    created_at = models.DateTimeField(help_text="创建时间")
    expires_at = models.DateTimeField(help_text="失效时间")
    last_used_at = models.DateTimeField(null=True, help_text="最近使用时间（精确到小时）")
    revoked_at = models.DateTimeField(null=True, help_text="停用时间")

    class Meta:
        verbose_name = "访问令牌"
        constraints = (
            models.CheckConstraint(condition=Q(expires_at__gt=models.F("created_at")), name="token_ends_after_start"),
        )


class KeptFilter(models.Model):
    """常用筛选: what a person narrows one list by, kept under a name; it stands over the list as a tab."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="kept_filters", help_text="账号")
    list = models.CharField(max_length=30, help_text="列表：items、todo 等")
    title = models.CharField(max_length=20, help_text="名称")
    query = models.CharField(max_length=1000, help_text="筛选条件，即列表地址里问号以后的部分")
    place = models.PositiveSmallIntegerField(help_text="排列顺序，小的在前")
    first = models.BooleanField(default=False, help_text="打开列表时先看它")

    class Meta:
        verbose_name = "常用筛选"
        ordering = ("account_id", "list", "place", "id")
        constraints = (
            models.UniqueConstraint(fields=["account", "list", "title"], name="kept_filter_once"),
            models.UniqueConstraint(fields=["account", "list"], condition=Q(first=True), name="kept_filter_one_first"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(query=""), name="kept_filter_says_something"),
        )
