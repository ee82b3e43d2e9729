"""A bounded client: a few connections that are kept, each asking again as soon as it was answered."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

CONNECTIONS = 4
WORKERS = 2
THREADS = 4
PATIENCE = 120.0
NOTHING: Mapping[str, str] = {}
Ask = Callable[[], bytes]
"""Makes one request, as it goes over the wire."""


@contextmanager
def served(application: str) -> Iterator[int]:
    """The application under gunicorn on a loopback port, as `bancheng serve` runs it; stopped at the end."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        descriptor = listener.fileno()
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            application,
            "--bind",
            f"fd://{descriptor}",
            "--log-level",
            "warning",
        ]
        command += [
            "--workers",
            str(WORKERS),
            "--threads",
            str(THREADS),
            "--worker-class",
            "gthread",
            "--no-control-socket",
        ]
        process = subprocess.Popen(command, pass_fds=[descriptor], stdout=subprocess.DEVNULL)
        try:
            yield listener.getsockname()[1]
        finally:
            process.terminate()
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def request(path: str, *, method: str = "GET", headers: Mapping[str, str] = NOTHING, body: bytes = b"") -> bytes:
    """A request as it goes over the wire."""
    told = {"Host": "localhost", "Accept": "text/html"} | dict(headers)
    if body:
        told |= {"Content-Length": str(len(body))}
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in told.items())]
    return "\r\n".join([*lines, "", ""]).encode() + body


class Connection:
    """One kept connection."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.rest = b""

    def send(self, asked: bytes) -> bytes:
        """The body of the answer. Raises RuntimeError for any but 200 or 201 with its length."""
        self.socket.sendall(asked)
        while b"\r\n\r\n" not in self.rest:
            self.rest += self._more()
        head, self.rest = self.rest.split(b"\r\n\r\n", 1)
        length = self._length(head)
        pieces = [self.rest]
        got = len(self.rest)
        while got < length:
            pieces.append(self._more())
            got += len(pieces[-1])
        whole = b"".join(pieces)
        self.rest = whole[length:]
        return whole[:length]

    def _more(self) -> bytes:
        data = self.socket.recv(65536)
        if not data:
            raise RuntimeError("the server closed the connection")
        return data

    @staticmethod
    def _length(head: bytes) -> int:
        status, *lines = head.split(b"\r\n")
        fields = dict(line.lower().split(b": ", 1) for line in lines if b": " in line)
        if not (b" 200 " in status or b" 201 " in status) or b"content-length" not in fields:
            raise RuntimeError(head.decode(errors="replace"))
        return int(fields[b"content-length"])


def body(port: int, path: str) -> bytes:
    """One answer; waits until the server is there."""
    return Connection(port).send(request(path))


def rate(port: int, asked: str | Ask, *, seconds: float) -> float:
    """Answers a second over all connections, to one path or to whatever `asked` makes each time."""
    counts: list[int] = []
    fixed = request(asked) if isinstance(asked, str) else b""
    until = time.perf_counter() + seconds

    def loop() -> None:
        connection, done = Connection(port), 0
        while time.perf_counter() < until:
            connection.send(fixed or asked())  # type: ignore[operator]
            done += 1
        counts.append(done)

    threads = [threading.Thread(target=loop) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(counts) < CONNECTIONS:
        raise RuntimeError("a connection broke off")
    return sum(counts) / seconds


def latencies(port: int, asked: Ask, *, times: int) -> list[float]:
    """Seconds of so many answers on one connection, one after the other."""
    connection, found = Connection(port), []
    for _ in range(times):
        one, started = asked(), time.perf_counter()
        connection.send(one)
        found.append(time.perf_counter() - started)
    return found
