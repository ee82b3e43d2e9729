"""What was handed in, line by line, with its files."""

from __future__ import annotations

from django.db import models

from bancheng.casework.cases.models.case import NAME, Case


class CaseMaterial(models.Model):
    """申请材料: one line of the pinned guide for one case; `line` is its place in the guide's list, from 1."""

    class Given(models.TextChoices):
        MISSING = "", "未提交"
        UPLOADED = "uploaded", "已上传"
        PAPER = "paper", "窗口收取纸质"
        LICENCE = "licence", "电子证照免交"
        SHARED = "shared", "数据共享免交"
        EXEMPT = "exempt", "免予提交"
        GENERATED = "generated", "在线填写生成"
        COMMITTED = "committed", "告知承诺代替"

    class Check(models.TextChoices):
        PENDING = "", "未核验"
        OK = "ok", "合格"
        BAD = "bad", "不合格"
        EXEMPT = "exempt", "免交"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="materials", help_text="办件")
    line = models.PositiveSmallIntegerField(help_text="在指南材料清单中的序号，从 1 起")
    code = models.CharField(max_length=5, help_text="材料代码")
    name = models.CharField(max_length=NAME, help_text="材料名称")
    required = models.BooleanField(default=True, help_text="按情形是否必须提交")
    given = models.CharField(
        max_length=10, blank=True, choices=Given.choices, default=Given.MISSING, help_text="怎样提交"
    )
    source = models.CharField(max_length=100, blank=True, help_text="免交时核对的来源")
    reason = models.CharField(max_length=300, blank=True, help_text="免交的理由")
    obtained_at = models.DateTimeField(null=True, help_text="核对或收取的时间")
    originals_received = models.PositiveSmallIntegerField(null=True, help_text="窗口收到的原件份数；不是纸质的为空")
    copies_received = models.PositiveSmallIntegerField(null=True, help_text="窗口收到的复印件份数；不是纸质的为空")
    licence = models.CharField(max_length=120, blank=True, help_text="关联的电子证照标识")
    check_result = models.CharField(
        max_length=8, blank=True, choices=Check.choices, default=Check.PENDING, help_text="核验结果"
    )
    check_note = models.CharField(max_length=500, blank=True, help_text="核验说明")
    checked_by = models.CharField(max_length=100, blank=True, help_text="核验人")
    checked_at = models.DateTimeField(null=True, help_text="核验时间")

    class Meta:
        verbose_name = "申请材料"
        ordering = ("case_id", "line")
        constraints = (models.UniqueConstraint(fields=["case", "line"], name="material_line_once"),)


class MaterialFile(models.Model):
    """One uploaded file of a material; taken back, it keeps its row."""

    material = models.ForeignKey(CaseMaterial, on_delete=models.CASCADE, related_name="files", help_text="申请材料")
    key = models.CharField(max_length=32, unique=True, help_text="文件标识（随机），用于网址")
    digest = models.CharField(max_length=64, help_text="文件内容的 SHA-256")
    name = models.CharField(max_length=NAME, help_text="文件名")
    kind = models.CharField(max_length=8, help_text="文件类型")
    size = models.PositiveBigIntegerField(help_text="字节数")
    pages = models.PositiveIntegerField(null=True, help_text="PDF 页数")
    reused_from = models.CharField(max_length=26, blank=True, help_text="沿用自哪个办件")
    uploaded_at = models.DateTimeField(help_text="上传时间")
    uploaded_by = models.CharField(max_length=100, help_text="上传人")
    removed_at = models.DateTimeField(null=True, help_text="撤下时间")

    class Meta:
        verbose_name = "材料文件"
        ordering = ("material_id", "id")
