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


class Replay(models.Model):
    """What a write over the API was answered, for a day: sent again with its key, it is answered alike and not done again."""

    key = models.CharField(max_length=64, primary_key=True, help_text="账号和幂等键的加密散列")
    fingerprint = models.CharField(max_length=64, help_text="请求内容的加密散列：同一个键只能用于同一个请求")
    status = models.PositiveSmallIntegerField(help_text="回答的状态码")
    body = models.BinaryField(help_text="回答的内容（加密的 JSON）")
    created_at = models.DateTimeField(help_text="办理时间")

    class Meta:
        verbose_name = "请求回放"
        indexes = (models.Index(fields=["created_at"], name="replay_created"),)
