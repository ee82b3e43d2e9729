from __future__ import annotations

from django.db import models


class RateBucket(models.Model):
    """How often something was tried within a window; shared by all processes, keyed by a keyed hash, never by a plain name."""

    key = models.CharField(max_length=64, primary_key=True, help_text="限次对象的加密散列")
    count = models.PositiveIntegerField(default=0, help_text="窗口内已用次数")
    window_started = models.DateTimeField(help_text="窗口开始时间")

    class Meta:
        verbose_name = "限次计数"
        indexes = (models.Index(fields=["window_started"], name="rate_window"),)
