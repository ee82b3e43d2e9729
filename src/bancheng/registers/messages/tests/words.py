"""Templates that exist for tests only."""

from __future__ import annotations

from bancheng.registers.messages.types import SMS, template

NOTICE = template("tests.notice", title="{thing}办好了", body="您的“{thing}”已经办好，请{day}来取。", channels=(SMS,))
QUIET = template("tests.quiet", title="{thing}", body="{thing}，{day}")
