"""The request as the frame's middleware hands it to a view of the workbench."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from bancheng.ground.access import Actor


class StaffRequest(HttpRequest):
    """A request with its actor; only for annotations."""

    actor: Actor
    htmx: Any


Answer = HttpResponse | dict[str, Any]
"""What a view gives: a response, or the context of its page."""
