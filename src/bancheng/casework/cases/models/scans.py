"""What somebody signed before a clerk, as it was scanned: the evidence beside the paper that the platform issued."""

from __future__ import annotations

from django.db import models

from bancheng.casework.cases.models.case import NAME, Case


class SignedScan(models.Model):
    """签字件扫描件: one signed sheet of a case; a signature made anew leaves the old one where it is."""

    class Purpose(models.TextChoices):
        TOLERANCE = "tolerance", "容缺受理承诺书"
        COMMITMENT = "commitment", "告知承诺书"
        RETURN = "return", "送达回证"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="scans", help_text="办件")
    purpose = models.CharField(max_length=20, choices=Purpose.choices, help_text="签的是什么")
    paper = models.CharField(max_length=80, help_text="对应的文书文号；提交以前是所签内容的摘要")
    key = models.CharField(max_length=32, unique=True, help_text="文件标识（随机），用于网址")
    digest = models.CharField(max_length=64, help_text="文件内容的 SHA-256")
    name = models.CharField(max_length=NAME, help_text="文件名")
    kind = models.CharField(max_length=8, help_text="文件类型")
    size = models.PositiveBigIntegerField(help_text="字节数")
    pages = models.PositiveIntegerField(null=True, help_text="PDF 页数")
    uploaded_at = models.DateTimeField(help_text="登记时间")
    uploaded_by = models.CharField(max_length=100, help_text="登记人")

    class Meta:
        verbose_name = "签字件扫描件"
        ordering = ("case_id", "id")
        constraints = (models.UniqueConstraint(fields=["case", "paper"], name="signed_scan_once_a_paper"),)
