"""`serve`, as a person starts and stops it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import urllib.request
from contextlib import suppress

import pytest
from tests.faults.conftest import Installation, kill, until


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serve(ground: Installation, port: int) -> subprocess.Popen[str]:
    """Start and wait for the ready message."""
    process = ground.start("-m", "bancheng.project.cli", "serve", "--port", str(port))
    assert process.stdout is not None
    for line in process.stdout:
        if "办成已启动" in line:
            assert f"http://127.0.0.1:{port}/" in line
            return process
    raise AssertionError("serve ended before it was ready")


def get(port: int, path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as answer:
        return str(answer.read().decode())


def children(process: subprocess.Popen[str]) -> set[int]:
    with open(f"/proc/{process.pid}/task/{process.pid}/children") as file:
        return {int(word) for word in file.read().split()}


def alive(pid: int) -> bool:
    """Running; a zombie of the test's own making is dead."""
    with suppress(OSError), open(f"/proc/{pid}/stat") as file:
        return file.read().rpartition(")")[2].split()[0] != "Z"
    return False


def worker_of(process: subprocess.Popen[str]) -> int:
    def look() -> int | None:
        for pid in children(process):
            with suppress(OSError), open(f"/proc/{pid}/cmdline") as file:
                if "worker\0--name" in file.read():
                    return pid
        return None

    return int(until(look, what="the worker is a child of serve"))


@pytest.mark.parametrize("how", [signal.SIGINT, pytest.param(signal.SIGTERM, marks=pytest.mark.faults)])
def test_web_and_worker_start_under_one_command_and_stop_cleanly(ground: Installation, how: signal.Signals) -> None:
    port = free_port()
    process = serve(ground, port)
    get(port, "/ask/?word=hello")
    until(lambda: ground.states() == {"done": 1}, what="the worker does what the web asked for")

    below = children(process)
    assert len(below) == 2
    process.send_signal(how)
    assert process.wait(30) == 0
    until(lambda: not any(alive(pid) for pid in below), what="no child is left")


def test_a_port_in_use_is_refused_with_a_sentence(ground: Installation) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        process = ground.start("-m", "bancheng.project.cli", "serve", "--port", str(port), quiet=True)
        assert process.wait(30) == 1
        done = subprocess.run(
            process.args,
            env=ground.environ,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,  # type: ignore[call-overload]
        )
    assert f"127.0.0.1:{port} 已被占用。请停止占用它的程序，或者用 --port 换一个端口。" in done.stderr


@pytest.mark.faults
def test_a_killed_worker_is_started_again_and_goes_on_at_once(ground: Installation) -> None:
    ground.hold.touch()
    port = free_port()
    process = serve(ground, port)
    ground.ask("slow", "bridge")
    until(ground.book, what="the worker begins")
    os.kill(worker_of(process), signal.SIGKILL)
    ground.hold.unlink()

    # Its lease is a minute; the next worker of the same name does not wait for it.
    until(lambda: ground.states() == {"done": 1}, what="the next worker ends it", patience=40)
    assert [line.split()[0] for line in ground.book()] == ["begin", "begin", "end"]
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0


@pytest.mark.faults
def test_web_and_worker_killed_together_lose_nothing_that_was_answered(ground: Installation) -> None:
    asked: set[str] = set()
    for round_ in range(4):
        port = free_port()
        process = serve(ground, port)
        for number in range(25):
            word = f"{round_}-{number}"
            get(port, f"/ask/?word={word}")
            asked.add(word)
        below = children(process)
        kill(process)
        for pid in below:
            with suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)
        until(lambda: not any(alive(pid) for pid in below), what="all are dead")  # noqa: B023

    ground.worker()
    until(lambda: set(ground.states()) == {"done"}, what="all is done", patience=120)
    ended = {line.split()[1] for line in ground.book() if line.startswith("end")}
    assert ended == asked


@pytest.mark.faults
def test_a_supervisor_that_is_killed_takes_its_children_with_it(ground: Installation) -> None:
    process = serve(ground, free_port())
    below = children(process)
    os.kill(process.pid, signal.SIGKILL)
    process.wait(10)
    until(lambda: not any(alive(pid) for pid in below), what="no child is left behind")
