"""What every page needs to know before its view runs: who acts, in which region, in which reading mode; and the error handler."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.decorators import sync_only_middleware
from django.utils.functional import SimpleLazyObject

from bancheng.doors.frame import errors
from bancheng.ground.access import ANONYMOUS, AccessDenied
from bancheng.ground.access.limits import TooManyTries
from bancheng.ground.law import Refused
from bancheng.registers.identity import selectors as identity
from bancheng.registers.organisations import selectors as organisations

REGION_COOKIE, MODE_COOKIE, ZOOM_COOKIE, CONTRAST_COOKIE = "region", "mode", "zoom", "contrast"
HEALTH = "/health/"
LARGEST_BODY = 220 * 1024 * 1024
"""Ten files of 20 MB and what goes with them: what is larger is not read at all."""
MODES, ZOOMS, CONTRASTS = {"elder"}, {"2", "3"}, {"high"}


@dataclass(frozen=True, slots=True)
class Reading:
    """How this person reads: elder mode, its step of size, contrast. From cookies, so that the first byte is right."""

    mode: str = ""
    zoom: str = ""
    contrast: str = ""


def _reading(request: HttpRequest) -> Reading:
    def pick(cookie: str, known: set[str]) -> str:
        value = request.COOKIES.get(cookie, "")
        return value if value in known else ""

    return Reading(pick(MODE_COOKIE, MODES), pick(ZOOM_COOKIE, ZOOMS), pick(CONTRAST_COOKIE, CONTRASTS))


def _too_large(request: HttpRequest) -> HttpResponse | None:
    length = str(request.META.get("CONTENT_LENGTH") or 0)
    if not length.isdecimal() or int(length) <= LARGEST_BODY:
        return None
    sentence = "一次上传的文件太多或者太大。每个文件不超过 20 MB，请分几次上传。"
    return errors.told(request, 413, "上传的内容太大", sentence)


@sync_only_middleware
class Frame:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Asked for at once, for rooms below take the actor apart as the dataclass it is; a visitor without a session costs
        # no query. Health answers even where sessions cannot be read.
        machine = request.path.startswith(HEALTH)
        request.actor = ANONYMOUS if machine else identity.actor_of(request.user)  # type: ignore[attr-defined]
        request.region = SimpleLazyObject(  # type: ignore[attr-defined]
            lambda: organisations.region_for(host=request.get_host(), chosen=request.COOKIES.get(REGION_COOKIE, ""))
        )
        request.reading = _reading(request)  # type: ignore[attr-defined]
        response = _too_large(request) or self.get_response(request)
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        if getattr(request, "user", None) is not None and request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The one place where a refusal becomes a page: invisible 404, forbidden 403, refused 422, too often 429."""
        if isinstance(exception, AccessDenied):
            if not exception.visible:
                return errors.not_found(request, exception)
            return errors.told(request, 403, "您不能办理这一项", exception.sentence)
        if isinstance(exception, Refused):
            return errors.told(request, 422, "这一步没有办成", str(exception))
        if isinstance(exception, TooManyTries):
            return errors.told(request, 429, "尝试次数过多", str(exception))
        return None


frame = Frame
