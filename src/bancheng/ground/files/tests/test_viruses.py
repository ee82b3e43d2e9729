"""Strangers' files are scanned: what is infected is refused, what nobody could scan is refused or marked and scanned later."""

from __future__ import annotations

import io
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from bancheng.ground.files import FileQuarantined, Health, InfectedFile, Kind, NotScanned, StoredFile, services
from bancheng.ground.files.scanning import NoSuchScanner, ScannerDown, scanner
from bancheng.ground.files.scanning.clamd import ClamdScanner
from bancheng.ground.files.scanning.demo import SIGNATURE, DemoScanner
from bancheng.ground.files.tests.conftest import SAMPLES

PDF = SAMPLES[Kind.PDF]
INFECTED = PDF + SIGNATURE
OWN = "bancheng.ground.files.tests.test_viruses:Moody"


class Moody:
    """A scanner that answers or not, as a test wants it."""

    key, label, demo = "moody", "测试", False
    up = True
    too_much = b"%more than it takes"

    def scan(self, file: BinaryIO) -> str:
        if not Moody.up:
            raise ScannerDown("没有回应")
        if file.read().endswith(Moody.too_much):
            raise ScannerDown("INSTREAM size limit exceeded. ERROR")
        file.seek(0)
        return DemoScanner().scan(file)

    def check(self) -> str:
        return "" if Moody.up else "没有回应"


@pytest.fixture(autouse=True)
def _store(tmp_path: Path, settings: Any) -> Iterator[None]:
    settings.BANCHENG_DATA_DIR = tmp_path
    settings.BANCHENG_VIRUS_SCAN = OWN
    settings.BANCHENG_VIRUS_SCAN_DOWN = "refuse"
    Moody.up = True
    yield
    Moody.up = True


def take(content: bytes = PDF, **more: Any) -> StoredFile:
    return services.store(io.BytesIO(content), name="材料.pdf", limit_bytes=2**20, allowed={Kind.PDF}, **more)


def kept(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_an_infected_file_is_refused_with_what_was_found_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(InfectedFile) as refused:
        take(INFECTED)
    assert "EICAR-Test-File" in str(refused.value) and "重新上传" in str(refused.value)
    assert kept(tmp_path) == []


def test_the_test_signature_is_found_where_two_blocks_meet() -> None:
    for before in (64 * 1024 - 10, 64 * 1024 - len(SIGNATURE), 64 * 1024):
        assert DemoScanner().scan(io.BytesIO(b"a" * before + SIGNATURE + b"b" * 100)) == "EICAR-Test-File"
    assert DemoScanner().scan(io.BytesIO(b"a" * 200_000)) == ""


def test_without_a_scanner_nothing_is_taken_where_the_setting_says_so(tmp_path: Path) -> None:
    Moody.up = False
    with pytest.raises(NotScanned):
        take()
    assert kept(tmp_path) == []


def test_a_paper_of_the_platform_itself_waits_for_no_scanner() -> None:
    Moody.up = False
    assert services.health(take(made_here=True).digest) is Health.CLEAN


def test_what_nobody_could_scan_is_marked_and_scanned_when_the_scanner_is_back(settings: Any) -> None:
    settings.BANCHENG_VIRUS_SCAN_DOWN = "keep"
    Moody.up = False
    clean, infected = take().digest, take(INFECTED).digest
    assert {services.health(clean), services.health(infected)} == {Health.UNSCANNED}
    assert services.rescan() == services.Rescan(waiting=2)
    services.open_file(clean).close()
    Moody.up = True
    assert services.rescan() == services.Rescan(clean=1, infected=1)
    assert services.rescan() == services.Rescan()
    assert services.health(clean) is Health.CLEAN
    services.open_file(clean).close()
    assert services.health(infected) is Health.INFECTED
    with pytest.raises(FileQuarantined):
        services.open_file(infected)
    services.verify(infected)


def test_the_same_file_sent_again_while_the_scanner_works_is_no_longer_marked(settings: Any) -> None:
    settings.BANCHENG_VIRUS_SCAN_DOWN = "keep"
    Moody.up = False
    digest = take().digest
    Moody.up = True
    assert take().digest == digest and services.health(digest) is Health.CLEAN


def test_a_quarantined_file_sent_again_is_refused_though_the_scanner_is_down(settings: Any) -> None:
    settings.BANCHENG_VIRUS_SCAN_DOWN = "keep"
    Moody.up = False
    digest = take(INFECTED).digest
    Moody.up = True
    services.rescan()
    Moody.up = False
    with pytest.raises(InfectedFile, match="EICAR-Test-File"):
        take(INFECTED)
    assert services.health(digest) is Health.INFECTED


def test_one_file_that_cannot_be_scanned_keeps_no_other_waiting(settings: Any) -> None:
    settings.BANCHENG_VIRUS_SCAN_DOWN = "keep"
    Moody.up = False
    large, good = take(PDF + Moody.too_much).digest, take().digest
    Moody.up = True
    assert services.rescan(limit=1) == services.Rescan(waiting=2)
    assert services.rescan(limit=1) == services.Rescan(clean=1, waiting=1)
    assert (services.health(large), services.health(good)) == (Health.UNSCANNED, Health.CLEAN)


def test_a_scanner_that_is_not_there_is_named(settings: Any) -> None:
    settings.BANCHENG_VIRUS_SCAN = "nothing.there:AtAll"
    with pytest.raises(NoSuchScanner) as told:
        scanner()
    assert "BANCHENG_VIRUS_SCAN" in str(told.value)
    with pytest.raises(NotScanned):
        take()


# -- clamd


@pytest.fixture
def daemon(tmp_path: Path, settings: Any) -> Iterator[Callable[[bytes], list[bytes]]]:
    """A daemon on a socket that hears one stream and says what the test wants; the list holds what it heard."""
    where = str(tmp_path / "clamd.ctl")
    settings.BANCHENG_CLAMD = f"unix:{where}"
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    server.bind(where)
    server.listen(1)
    server.settimeout(10)
    threads: list[threading.Thread] = []

    def answer(said: bytes) -> list[bytes]:
        heard: list[bytes] = []
        threads.append(threading.Thread(target=_serve, args=(server, said, heard)))
        threads[-1].start()
        return heard

    yield answer
    server.close()
    for thread in threads:
        thread.join(timeout=10)


def _serve(server: socket.socket, said: bytes, heard: list[bytes]) -> None:
    line, _ = server.accept()
    with line, line.makefile("rb") as stream:
        command = b""
        while not command.endswith(b"\0"):
            command += stream.read(1)
        heard.append(command)
        if command == b"zINSTREAM\0":
            while size := struct.unpack("!I", stream.read(4))[0]:
                heard.append(stream.read(size))
        line.sendall(said)


def test_clamd_is_sent_the_whole_file_in_pieces_and_believed(daemon: Callable[[bytes], list[bytes]]) -> None:
    content = b"x" * 150_000
    heard = daemon(b"stream: OK\0")
    assert ClamdScanner().scan(io.BytesIO(content)) == ""
    assert heard[0] == b"zINSTREAM\0" and b"".join(heard[1:]) == content and len(heard) == 4


def test_clamd_names_what_it_found(daemon: Callable[[bytes], list[bytes]]) -> None:
    daemon(b"stream: Win.Test.EICAR_HDB-1 FOUND\0")
    assert ClamdScanner().scan(io.BytesIO(PDF)) == "Win.Test.EICAR_HDB-1"


@pytest.mark.parametrize("said", [b"INSTREAM size limit exceeded. ERROR\0", b"", b"UNKNOWN COMMAND\0"])
def test_an_answer_that_is_no_verdict_is_not_clean(daemon: Callable[[bytes], list[bytes]], said: bytes) -> None:
    daemon(said)
    with pytest.raises(ScannerDown):
        ClamdScanner().scan(io.BytesIO(PDF))


def test_a_ping_tells_whether_clamd_is_there(daemon: Callable[[bytes], list[bytes]], settings: Any) -> None:
    heard = daemon(b"PONG\0")
    assert ClamdScanner().check() == "" and heard == [b"zPING\0"]
    settings.BANCHENG_CLAMD += ".gone"
    assert "没有回应" in ClamdScanner().check()
    settings.BANCHENG_CLAMD = ""
    assert "BANCHENG_CLAMD" in ClamdScanner().check()
