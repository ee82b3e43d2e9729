"""What every long run of the catalogue keeps: who began it, when, and how it ended."""

from __future__ import annotations

from django.db import models


class Run(models.Model):
    """Base of imports, examinations and interchange; each adds its states, its counts and what it is about."""

    error = models.CharField(max_length=500, blank=True, help_text="失败原因")
    started_by = models.CharField(max_length=100, help_text="发起人")
    started_key = models.CharField(max_length=80, blank=True, help_text="发起人标识")
    created_at = models.DateTimeField(help_text="发起时间")
    finished_at = models.DateTimeField(null=True, help_text="结束时间")

    class Meta:
        abstract = True
        ordering = ("-id",)
