"""A bounded client: a few connections that are kept, each asking again as soon as it was answered."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

CONNECTIONS = 4
WORKERS = 2
THREADS = 4
PATIENCE = 30.0


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
        command += ["--workers", str(WORKERS), "--threads", str(THREADS), "--worker-class", "gthread"]
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


class Connection:
    """One kept connection that asks for one path."""

    def __init__(self, port: int, path: str) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.asked = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n\r\n".encode()
        self.rest = b""

    def ask(self) -> bytes:
        """The body. Raises RuntimeError for any answer but 200 with its length."""
        self.socket.sendall(self.asked)
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
        if b" 200 " not in status or b"content-length" not in fields:
            raise RuntimeError(head.decode(errors="replace"))
        return int(fields[b"content-length"])


def body(port: int, path: str) -> bytes:
    """One answer; waits until the server is there."""
    return Connection(port, path).ask()


def rate(port: int, path: str, *, seconds: float) -> float:
    """Answers a second over all connections."""
    counts: list[int] = []
    until = time.perf_counter() + seconds

    def loop() -> None:
        connection, done = Connection(port, path), 0
        while time.perf_counter() < until:
            connection.ask()
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
