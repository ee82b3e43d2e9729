"""The whole product for browser tests and pictures: an embedded database with the demo, web server and worker, then gone.

    prepare(directory, "xixia-2018")        migrate, collect static files, load the profiles named
    with website(directory) as site: site.url

Nothing leaves this machine: the server listens on 127.0.0.1, and the browser is told to resolve nothing else.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

BANCHENG = Path(sys.executable).parent / "bancheng"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
]
PATIENCE = 180.0  # seconds until the server must answer; long, because a machine may be slow and busy
STARTS = 3


class NoWebsite(Exception):
    """The product did not start; the message is what it said."""


@dataclass(frozen=True)
class Website:
    url: str
    directory: Path


def browser_path() -> str:
    """The Chromium to use: BANCHENG_BROWSER, or the first one found; "" when there is none."""
    named = os.environ.get("BANCHENG_BROWSER", "")
    return named or next((found for name in BROWSERS if (found := shutil.which(name))), "")


def environment(directory: Path) -> dict[str, str]:
    """What the product runs with when its data are in that directory: nothing of this process's own settings."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("BANCHENG_", "DJANGO_", "PYTEST"))
    }
    return kept | {"BANCHENG_DATA_DIR": str(directory), "BANCHENG_ALLOWED_HOSTS": "127.0.0.1"}


def prepare(directory: Path, *profiles: str) -> None:
    """A database with the demo of these profiles, and the static files, in a directory; nothing when it is already there."""
    done = directory / ".prepared"
    if done.exists():
        return
    directory.mkdir(parents=True, exist_ok=True)
    files = _command(directory, "collectstatic", "--noinput", "-v", "0")
    _finish(_command(directory, "migrate", "-v", "0"))
    _finish(_command(directory, "load-profile", *profiles))
    _finish(files)
    done.touch()


def _command(directory: Path, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [str(BANCHENG), *words],
        env=environment(directory),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def _finish(process: subprocess.Popen[str]) -> None:
    said, _ = process.communicate()
    if process.returncode:
        raise NoWebsite(said[-4000:])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _answers(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/health/")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _launch(directory: Path, port: int) -> subprocess.Popen[bytes]:
    with _log(directory, port).open("wb") as log:
        return subprocess.Popen(
            [str(BANCHENG), "serve", "--port", str(port), "--workers", "1"],
            env=environment(directory),
            stdout=log,
            stderr=subprocess.STDOUT,
        )


def _log(directory: Path, port: int) -> Path:
    return directory / f"serve-{port}.log"


def _wait_until_ready(process: subprocess.Popen[bytes], port: int) -> bool:
    """False when it died instead, as it does when another process took the port."""
    end = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < end:
        if _answers(port):
            return process.poll() is None
        time.sleep(0.1)
    return False


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(60)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextmanager
def website(directory: Path) -> Iterator[Website]:
    """The prepared product, served until the block ends."""
    process: subprocess.Popen[bytes] | None = None
    try:
        for _ in range(STARTS):
            port = _free_port()
            process = _launch(directory, port)
            if _wait_until_ready(process, port):
                break
            _stop(process)
        else:
            raise NoWebsite(_log(directory, port).read_text(errors="replace")[-4000:])
        yield Website(f"http://127.0.0.1:{port}", directory)
    finally:
        if process is not None:
            _stop(process)
