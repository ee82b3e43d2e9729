"""ClamAV by its daemon: the command INSTREAM over a socket (clamd(8)), so that no path is shared with it.

`BANCHENG_CLAMD` says where it listens: `unix:/run/clamav/clamd.ctl`, or `host:port`.
"""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from django.conf import settings

from bancheng.ground.files.scanning import ScannerDown

TIMEOUT = 20.0
_BLOCK = 64 * 1024
_LONGEST_ANSWER = 4096
_NAME_LONGEST = 80


class ClamdScanner:
    """One connection a file; every trouble of the network or the daemon is ScannerDown."""

    key = "clamd"
    label = "ClamAV（clamd）"
    demo = False

    def scan(self, file: BinaryIO) -> str:
        """The name of the signature that matched. Raises ScannerDown within about 20 seconds of silence."""
        file.seek(0)
        with _connected() as line:
            line.sendall(b"zINSTREAM\0")
            try:
                while block := file.read(_BLOCK):
                    line.sendall(struct.pack("!I", len(block)) + block)
                line.sendall(struct.pack("!I", 0))
            except (BrokenPipeError, ConnectionResetError):
                # It stops listening at its own limit of size, and says so: the answer is there to be read.
                pass
            return _verdict(_answer(line))

    def check(self) -> str:
        """Whether it answers a ping."""
        try:
            with _connected() as line:
                line.sendall(b"zPING\0")
                return "" if _answer(line) == "PONG" else "查毒服务的回答不对，请检查 clamd。"
        except ScannerDown as down:
            return str(down)


@contextmanager
def _connected() -> Iterator[socket.socket]:
    try:
        with _socket() as line:
            yield line
    except OSError as error:
        raise ScannerDown(f"查毒服务没有回应（{type(error).__name__}），请检查 clamd 和 BANCHENG_CLAMD。") from error


def _socket() -> socket.socket:
    where = str(settings.BANCHENG_CLAMD)
    if where.startswith("unix:"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(TIMEOUT)
        try:
            line.connect(where.removeprefix("unix:"))
        except OSError:
            line.close()
            raise
        return line
    host, _, port = where.rpartition(":")
    if not host or not port.isdecimal():
        raise ScannerDown("BANCHENG_CLAMD 没有设置，请写成 unix:/路径 或者 主机:端口。")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=TIMEOUT)


def _answer(line: socket.socket) -> str:
    """The answer up to its NUL, without the name of the stream."""
    heard = b""
    while not heard.endswith(b"\0") and len(heard) < _LONGEST_ANSWER:
        more = line.recv(_LONGEST_ANSWER)
        if not more:
            break
        heard += more
    return heard.rstrip(b"\0").decode("utf-8", "replace").removeprefix("stream: ").strip()


def _verdict(said: str) -> str:
    if said == "OK":
        return ""
    if said.endswith(" FOUND"):
        return said.removesuffix(" FOUND")[:_NAME_LONGEST]
    # "INSTREAM size limit exceeded. ERROR" among them: what was not looked at whole is not clean.
    raise ScannerDown("查毒服务没有给出结论，请检查 clamd 的日志和 StreamMaxLength。")
