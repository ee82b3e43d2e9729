"""How every write of this door is done: in one transaction, once for its key, and a refusal leaves its trace."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from hashlib import sha256

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Schema

from bancheng.casework.cases import selectors
from bancheng.doors.frame.refusals import traced
from bancheng.doors.openapi.cases import answers
from bancheng.doors.openapi.reading import KEY_HEADER
from bancheng.ground.access import Actor
from bancheng.ground.access.replays import Kept, once


def written(
    request: HttpRequest,
    act: Callable[[], Schema],
    *,
    status: int = 200,
    verb: tuple[str, str] | None = None,
    content: str = "",
) -> HttpResponse:
    """Do `act` and answer with what it returns, or answer as the first time.

    `verb`: (case, verb) of the life cycle, whose refusals are traced. `content`: what stands for the body of a form with a
    file, whose bytes differ each time it is sent. Raises what `act` raises, OtherRequest.
    """
    actor: Actor = request.actor  # type: ignore[attr-defined]
    key = request.headers.get(KEY_HEADER, "")

    def done() -> Kept:
        return Kept(status, act().model_dump_json().encode())

    with traced(*verb, by=actor) if verb else nullcontext():
        if key:
            kept = once(who=str(actor.account), key=key, request=_said(request, content), act=done)
        else:
            with transaction.atomic():
                kept = done()
    answer = HttpResponse(kept.body, status=kept.status, content_type="application/json; charset=utf-8")
    if kept.again:
        answer["Idempotent-Replayed"] = "true"
    return answer


def moved(case: str, paper: str = "") -> answers.Moved:
    """Where the case stands after a step, within the transaction of the step."""
    found = selectors.mark(case)
    assert found is not None, "a step was taken on it"
    return answers.Moved(
        number=found.number, state=found.state, state_label=found.state_label, version=found.version, paper=paper
    )


def _said(request: HttpRequest, content: str) -> str:
    """The request in one word: method, path and what was sent."""
    sent = content or sha256(request.body).hexdigest()
    return f"{request.method} {request.path} {sent}"
