"""Error pages in plain words: what happened, what is kept, what to do. JSON for the API's addresses."""

from __future__ import annotations

import logging
import secrets
import sys

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render

from bancheng.doors.frame import kept

log = logging.getLogger("bancheng.errors")


def _at_work(request: HttpRequest) -> bool:
    return request.path.startswith("/work/")


def told(request: HttpRequest, status: int, title: str, sentence: str, *, code: str = "") -> HttpResponse:
    """One error page; `code` is what a person can quote to the help desk."""
    if request.path.startswith("/api/"):
        return JsonResponse({"detail": sentence or title, "code": code, "errors": []}, status=status)
    context = {"page_title": title, "title": title, "sentence": sentence, "code": code, "status_code": status}
    context["staff"] = _at_work(request)
    return render(request, "frame/error.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return told(request, 400, "请求不完整", "浏览器发来的内容不完整，请返回上一页重试。您填写的内容仍在上一页。")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return told(request, 403, "您不能打开这一页", "这一页需要相应的权限。需要办理的，请联系本单位管理员。")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if _at_work(request):
        return told(
            request, 404, "没有找到这一页", "网址可能输错了，内容已经撤下，或者不在您的范围内。请回工作台查找。"
        )
    return told(request, 404, "没有找到这一页", "网址可能输错了，或者内容已经撤下。您可以回首页搜索，或者拨打 12345。")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Nothing is carried out. What one's own form brought is shown again on its page, to be sent with a new token."""
    if kept.keep(request):
        return HttpResponseRedirect(request.get_full_path())
    return told(
        request,
        403,
        "页面已过期",
        "您在这一页停留较久，或者浏览器没有保存 Cookie。请返回上一页刷新后重新提交，填写的内容仍在上一页。",
    )


def server_error(request: HttpRequest) -> HttpResponse:
    if isinstance(sys.exc_info()[1], OperationalError):
        # The database is locked for too long, or went away: nothing was written, and the same may be tried again.
        log.error("the database did not answer, %s %s", request.method, request.path)
        return told(request, 503, "系统正忙", "这一步没有完成，已经保存的内容不受影响。请过一会儿再试一次。")
    code = secrets.token_hex(4).upper()
    log.error("unexpected error, code %s, %s %s", code, request.method, request.path)
    try:
        return told(
            request,
            500,
            "系统出了问题",
            "这一步没有完成，已经保存的内容不受影响。请稍后再试；仍然不行，请拨打 12345 并报出错误代码。",
            code=code,
        )
    except Exception:  # the last page must come, whatever failed
        log.exception("the error page itself failed")
        return HttpResponse(
            f"系统出了问题，请稍后再试。错误代码 {code}", status=500, content_type="text/plain; charset=utf-8"
        )
