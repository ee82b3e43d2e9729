"""What somebody typed, kept over a login: neither a session that ended nor a token that went stale loses it.

Every form of a signed-in person may carry a mark (`{% kept_form %}`): whose form it is, signed. Where such a form arrives
and cannot be taken (the session is over, or another window renewed the token), its values are sealed into the session of
this browser for half an hour, bound to that person and that address. Nothing is carried out: once the same person opens
the same page again, `take` hands the values back to be looked at and sent anew. Anybody else's login finds nothing.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from datetime import datetime, timedelta

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, QueryDict

from bancheng.ground.access import Actor
from bancheng.ground.crypto import CryptoError, keyed_hash, open_text, seal
from bancheng.ground.law import now

FIELD = "form-of"
LASTS = timedelta(minutes=30)
LONGEST = 200_000
_KEY, _PURPOSE = "kept", "frame.kept"
_LEFT_OUT = {FIELD, "csrfmiddlewaretoken"}


def mark(actor: Actor) -> str:
    """What a form carries to say whose it is; "" for visitors, whose forms are not kept."""
    return _signer().sign(_owner(actor)) if actor.account else ""


def keep(request: HttpRequest) -> bool:
    """Keep what this request brought, if it brought a form of ours; whether it did. Files cannot be kept."""
    owner = _signed(request.POST.get(FIELD, "")) if request.method == "POST" else ""
    if not owner:
        return False
    values = json.dumps({name: request.POST.getlist(name) for name in request.POST if name not in _LEFT_OUT})
    if len(values) > LONGEST:
        return False
    sealed = seal(values, purpose=_PURPOSE, bound_to=_binding(owner, request.path))
    request.session[_KEY] = {
        "path": request.path,
        "until": (now() + LASTS).isoformat(),
        "values": b64encode(sealed).decode(),
    }
    return True


def waits(request: HttpRequest) -> bool:
    """Whether something is kept in this browser, for whomever; so that a login page can say so."""
    return _KEY in request.session


def take(request: HttpRequest) -> QueryDict | None:
    """What this person had typed on this page, once; None where nothing was kept, or for somebody or somewhere else."""
    held = request.session.get(_KEY)
    if not held:
        return None
    late = now() > datetime.fromisoformat(held["until"])
    if held["path"] != request.path and not late:
        return None
    del request.session[_KEY]
    return None if late else _opened(request, held["values"])


def _opened(request: HttpRequest, sealed: str) -> QueryDict | None:
    owner = _owner(request.actor)  # type: ignore[attr-defined]
    try:
        text = open_text(b64decode(sealed), purpose=_PURPOSE, bound_to=_binding(owner, request.path))
    except CryptoError:
        return None
    found = QueryDict(mutable=True)
    for name, values in json.loads(text).items():
        found.setlist(name, values)
    return found


def _signer() -> Signer:
    return Signer(salt=_PURPOSE)


def _signed(text: str) -> str:
    try:
        return _signer().unsign(text) if text else ""
    except BadSignature:
        return ""


def _owner(actor: Actor) -> str:
    return keyed_hash(actor.key, purpose=_PURPOSE)[:32]


def _binding(owner: str, path: str) -> str:
    return f"{owner} {path}"
