"""Is this installation fit to work? One answer for the page, for `bancheng check-config` and for whoever runs it; no secrets in it."""

from __future__ import annotations

import os
import platform
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import django
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from bancheng import __version__
from bancheng.casework.cases import selectors as cases
from bancheng.ground import crypto, law
from bancheng.ground.crypto import CryptoError
from bancheng.ground.files import readable_size, scanning
from bancheng.ground.files.services import waiting_for_scan
from bancheng.ground.jobs import selectors as jobs
from bancheng.profiles import cast
from bancheng.project import environment
from bancheng.registers.exchange import selectors as exchange
from bancheng.registers.licences import selectors as licences
from bancheng.registers.messages import selectors as messages
from bancheng.registers.organisations import selectors as organisations
from bancheng.registers.payments import selectors as payments

OK, WARN, FAIL = "ok", "warn", "fail"
WORDS = {OK: "正常", WARN: "注意", FAIL: "不正常"}
LITTLE_SPACE, VERY_LITTLE_SPACE = 2 * 1024**3, 200 * 1024**2
LONGEST_WAIT = timedelta(minutes=10)
OLDEST_POSTGRESQL = 140000


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was looked at: what, how it is, whether that is well, and what to do if it is not."""

    label: str
    value: str
    state: str = OK
    advice: str = ""

    @property
    def word(self) -> str:
        return WORDS[self.state]


@dataclass(frozen=True, slots=True)
class Part:
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Checkup:
    """All parts; `state` is that of the worst line."""

    parts: tuple[Part, ...]

    @property
    def state(self) -> str:
        found = {line.state for part in self.parts for line in part.lines}
        return next(state for state in (FAIL, WARN, OK) if state in found or state == OK)

    def count(self, state: str) -> int:
        return sum(line.state == state for part in self.parts for line in part.lines)


def checkup() -> Checkup:
    """Look at everything. A part that breaks is itself a failing line; the others are still looked at."""
    looks: tuple[tuple[str, Callable[[], Iterator[Line]]], ...] = (
        ("运行环境", _environment),
        ("数据库", _database),
        ("存储和密钥", _storage),
        ("外部接口", _plugs),
        ("后台任务", _work),
        ("基础数据", _registers),
    )
    return Checkup(tuple(Part(title, tuple(_safely(look))) for title, look in looks))


def _safely(look: Callable[[], Iterator[Line]]) -> Iterator[Line]:
    try:
        yield from look()
    except Exception as error:  # whatever breaks is what the page is for
        yield Line("检查", type(error).__name__, FAIL, "这一项检查没有做完，请看服务日志。")


def _environment() -> Iterator[Line]:
    production = settings.BANCHENG_MODE == "production"
    yield Line("版本", f"办成 {__version__}，Django {django.get_version()}，Python {platform.python_version()}")
    told = "演示数据和演示接口都开着，不要办理真实业务。"
    yield Line("运行方式", "正式" if production else "演示", OK if production else WARN, "" if production else told)
    yield Line(
        "调试",
        "开" if settings.DEBUG else "关",
        WARN if settings.DEBUG else OK,
        "调试会显示内部信息，对外服务前请关掉。" if settings.DEBUG else "",
    )
    yield Line("开放的门", "、".join(settings.BANCHENG_DOORS))
    yield Line("允许的主机名", "、".join(settings.ALLOWED_HOSTS))
    secure = settings.SESSION_COOKIE_SECURE
    yield Line(
        "只用 HTTPS",
        "是" if secure else "否" if production else "否，演示时不要求",
        OK if secure or not production else WARN,
        "对外服务请设置 BANCHENG_HTTPS=1，并用 HTTPS 网址访问。" if production and not secure else "",
    )
    demo = settings.SECRET_KEY.startswith(environment.DEMO_SECRET_PREFIX)
    yield Line(
        "会话密钥",
        "演示密钥" if demo else "已设置",
        WARN if demo else OK,
        "正式运行必须设置 BANCHENG_SECRET_KEY。" if demo else "",
    )
    moved = environment.read().now_file is not None
    yield Line(
        "时间", f"{law.now():%Y-%m-%d %H:%M:%S}", WARN if moved else OK, "时间由文件指定，只用于演示。" if moved else ""
    )


def _database() -> Iterator[Line]:
    vendor = connection.vendor
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT sqlite_version()" if vendor == "sqlite" else "SHOW server_version")
            version = str(cursor.fetchone()[0])
    except DatabaseError as error:
        yield Line("连接", type(error).__name__, FAIL, "连不上数据库，请检查 BANCHENG_DATABASE_URL。")
        return
    production = settings.BANCHENG_MODE == "production"
    advice = "正式运行建议用 PostgreSQL。" if vendor == "sqlite" and production else ""
    yield Line(
        "数据库", f"{'SQLite' if vendor == 'sqlite' else 'PostgreSQL'} {version}", WARN if advice else OK, advice
    )
    executor = MigrationExecutor(connection)
    pending = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    yield Line(
        "表结构",
        f"还有 {pending} 步没有升级" if pending else "是最新的",
        FAIL if pending else OK,
        "请运行 bancheng migrate。" if pending else "",
    )
    if vendor == "sqlite":
        yield from _sqlite()
    else:
        old = getattr(connection, "pg_version", OLDEST_POSTGRESQL) < OLDEST_POSTGRESQL
        yield Line("版本要求", "PostgreSQL 14 以上", FAIL if old else OK, "请升级数据库。" if old else "")


def _sqlite() -> Iterator[Line]:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        mode = str(cursor.fetchone()[0])
    named = str(connection.settings_dict["NAME"])
    memory = "memory" in named or mode == "memory"
    fit = mode == "wal" or memory
    yield Line(
        "写入方式", mode.upper(), OK if fit else WARN, "" if fit else "请让数据库文件放在本机磁盘上，以便使用 WAL。"
    )
    if not memory and Path(named).exists():
        yield Line("数据库大小", readable_size(Path(named).stat().st_size))


def _storage() -> Iterator[Line]:
    folder = Path(settings.BANCHENG_DATA_DIR)
    try:
        with tempfile.NamedTemporaryFile(dir=folder):
            pass
        yield Line("数据目录", "可以写入")
    except OSError as error:
        yield Line("数据目录", type(error).__name__, FAIL, "数据目录不能写入，请检查 BANCHENG_DATA_DIR 的权限。")
    free = shutil.disk_usage(folder).free
    state = FAIL if free < VERY_LITTLE_SPACE else WARN if free < LITTLE_SPACE else OK
    yield Line("磁盘剩余", readable_size(free), state, "" if state == OK else "请清理磁盘或者换到更大的磁盘。")
    try:
        purpose, word = "checkup", "办成"
        sealed = crypto.open_text(crypto.seal(word, purpose=purpose), purpose=purpose) == word
        signed = crypto.verify(word.encode(), crypto.sign(word.encode(), purpose=purpose), purpose=purpose)
    except CryptoError as error:
        yield Line("加密和签名", type(error).__name__, FAIL, "密钥不可用，请从备份恢复数据目录里的密钥。")
        return
    good = sealed and signed
    yield Line(
        "加密和签名",
        "能加密解密、能签名验签" if good else "结果不对",
        OK if good else FAIL,
        "" if good else "请立即停用并检查密钥。",
    )
    yield Line("处理器", f"{os.cpu_count()} 核，{platform.machine()}")


def _plugs() -> Iterator[Line]:
    names = {"sms": "短信", "wechat": "微信", "base_registers": "人口、法人基础信息库", "credit": "省信用信息共享平台"}
    names |= {"courier": "快递", "cashier": "收款平台"}
    rooms = (messages.checks, exchange.checks, payments.checks, cases.checks, cases.courier_checks)
    for health in (one for look in rooms for one in look()):
        kind = "演示" if health.demo else "正式"
        state = health.state if health.state in WORDS else FAIL
        yield Line(names.get(health.plug, health.plug), f"{health.adapter}（{kind}）", state, health.sentence)
    yield _scanner()
    signs = licences.authority()
    kind = "演示" if signs.demo else "正式"
    told = f"{signs.adapter}（{kind}），根证书指纹 {signs.fingerprint[:16]}…，在用印章 {signs.seals} 枚"
    yield Line("签章", told, FAIL if signs.problem else OK, signs.problem)


def _scanner() -> Line:
    try:
        found = scanning.scanner()
        told, trouble, demo = f"{found.label}", found.check(), found.demo
    except scanning.NoSuchScanner as error:
        return Line("查毒", settings.BANCHENG_VIRUS_SCAN, FAIL, str(error))
    waiting = waiting_for_scan()
    value = f"{told}，{waiting} 个文件还没有查" if waiting else told
    if trouble:
        return Line("查毒", value, FAIL, trouble)
    if demo and settings.BANCHENG_MODE == "production":
        return Line("查毒", value, WARN, "演示查毒只认识测试样本，请设置 BANCHENG_VIRUS_SCAN=clamd 和 BANCHENG_CLAMD。")
    return Line("查毒", value, WARN if waiting else OK, "查毒服务恢复后会自动补查。" if waiting else "")


def _work() -> Iterator[Line]:
    counts = jobs.counts()
    failed = counts["failed"]
    yield Line(
        "失败的任务", f"{failed} 个", WARN if failed else OK, "请到后台任务页查明原因，重新执行。" if failed else ""
    )
    oldest = jobs.jobs(state="waiting").filter(run_after__lt=law.now() - LONGEST_WAIT).order_by("run_after").first()
    state, advice = (FAIL, "执行进程好像没有运行，请启动 bancheng worker。") if oldest else (OK, "")
    yield Line("排队的任务", f"{counts['waiting']} 个" + ("，有的已等 10 分钟以上" if oldest else ""), state, advice)
    seen = [line.last_run_at for line in jobs.timetable() if line.last_run_at]
    yield Line("定时任务", f"最近一次 {max(seen):%Y-%m-%d %H:%M}" if seen else "还没有执行过")


def _registers() -> Iterator[Line]:
    if settings.BANCHENG_MODE == "production":
        players = cast.open_accounts()
        advice = "演示密码是公开的，请立即停用这些账号，或者换用没有装过演示数据的数据库。" if players else ""
        yield Line("演示账号", f"{players} 个可以登录" if players else "没有", FAIL if players else OK, advice)
    served = sum(node.region.served for root in organisations.served_regions() for node in root.walk())
    yield Line(
        "开通的地区",
        f"{served} 个",
        OK if served else FAIL,
        "" if served else "请运行 bancheng load-profile 装载方案。",
    )
    known, year = organisations.calendar().known, law.today().year
    yield Line(
        f"{year} 年工作日历",
        "已录入" if year in known else "暂定",
        OK if year in known else FAIL,
        "" if year in known else "期限会算错，请录入放假通知。",
    )
    following = year + 1 in known
    late = law.today().month == 12 and not following
    yield Line(
        f"{year + 1} 年工作日历",
        "已录入" if following else "暂定",
        WARN if late else OK,
        "通知一般在 11 月发布，请尽快录入。" if late else "",
    )
