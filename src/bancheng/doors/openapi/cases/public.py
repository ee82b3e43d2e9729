"""What needs no login: progress by number and code, and whether a licence is genuine. And one's own wallet, which does."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import File, Router, UploadedFile

from bancheng.casework.cases import services
from bancheng.doors.frame.addresses import address
from bancheng.doors.openapi.cases import answers, given, licences
from bancheng.doors.openapi.problems import Unfit, refusals
from bancheng.doors.openapi.tokens import AccessToken, person
from bancheng.registers.licences import selectors

router = Router()
ASKED = refusals(404, 413, 415)


@router.post("track", url_name="track", tags=["cases"], summary="查询进度", response={200: answers.Tracked, **ASKED})
def track(request: HttpRequest, body: given.Tracking) -> Any:
    """凭办件编号和查询码，不需要登录；一小时可以试 5 次，两样有一样不对都返回 404。"""
    found = services.track(body.number, body.code, who=address(request))
    if found is None:
        raise Unfit(404, "cases.not_tracked", "没有查到。请核对办件编号和查询码，两样都在收件凭证上。")
    return found


@router.get(
    "licences",
    url_name="licences",
    tags=["licences"],
    summary="我的证照",
    auth=AccessToken(),
    response={200: list[licences.Card], **refusals(401, 403)},
)
def wallet(request: HttpRequest) -> Any:
    """本人和可以代表的单位的电子证照，本人的在前。"""
    return list(selectors.wallet(person(request)))


@router.post(
    "licences/verify",
    url_name="licence-verify",
    tags=["licences"],
    summary="核验证照",
    response={200: licences.Verified, **ASKED},
)
def verify(request: HttpRequest, body: given.LicenceCode) -> Any:
    """按二维码中的核验码或者电子证照标识；没有这本证照的返回 404。自然人的证照按标识只说明是否有效。"""
    found = selectors.verify(body.code)
    if found is None:
        raise Unfit(404, "licences.unknown", "证照库中没有这本证照，请核对核验码或者电子证照标识。")
    return found


@router.post(
    "licences/verify-file",
    url_name="licence-verify-file",
    tags=["licences"],
    summary="核验证照文件",
    response={200: licences.FileVerdict, **ASKED},
)
def verify_file(request: HttpRequest, file: File[UploadedFile]) -> Any:
    """上传 PDF 原文件：是不是原件，签名之后有没有改动。"""
    return selectors.verify_upload(file)
