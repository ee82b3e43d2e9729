from __future__ import annotations

import errno
import hashlib
import io
import os
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from bancheng.ground import files as room
from bancheng.ground.files import (
    EmptyFile,
    FileAltered,
    FileMissing,
    FileRefused,
    FileStore,
    FileTooLarge,
    Kind,
    StoreFull,
)
from bancheng.ground.files.tests.conftest import ALL, SAMPLES, Take

PDF = SAMPLES[Kind.PDF]


def everything(base: Path) -> list[Path]:
    return [path for path in base.rglob("*") if path.is_file()]


def test_a_file_lives_under_its_digest_and_comes_back_unchanged(files: FileStore, take: Take) -> None:
    stored = take(PDF, "营业执照.pdf")
    digest = hashlib.sha256(PDF).hexdigest()
    assert (stored.digest, stored.size, stored.kind) == (digest, len(PDF), Kind.PDF)
    assert (stored.media_type, stored.name) == ("application/pdf", "营业执照.pdf")
    assert everything(files.base) == [files.base / digest[:2] / digest[2:4] / digest]
    with files.open_file(digest) as file:
        assert file.read() == PDF
    assert stat.S_IMODE(files.path(digest).stat().st_mode) == 0o600


def test_the_same_bytes_are_stored_once(files: FileStore, take: Take) -> None:
    first, second = take(PDF, "一.pdf"), take(PDF, "二.pdf")
    assert first.digest == second.digest
    assert second.name == "二.pdf"
    assert len(everything(files.base)) == 1


def test_a_zero_byte_file_is_refused(files: FileStore, take: Take) -> None:
    with pytest.raises(EmptyFile, match="0 字节"):
        take(b"", "空.pdf")
    assert everything(files.base) == []


class Endless(io.RawIOBase):
    """A body that never ends; counts what was read of it."""

    taken = 0

    def read(self, size: int = -1, /) -> bytes:
        self.taken += size
        return b"%PDF-" + b"x" * (size - 5)


def test_a_stream_is_cut_at_the_limit_and_not_read_to_its_end(files: FileStore) -> None:
    body = Endless()
    with pytest.raises(FileTooLarge, match="文件不能超过 1 MB"):
        files.store(body, name="大.pdf", limit_bytes=1024 * 1024, allowed=ALL)
    assert body.taken <= 2 * 1024 * 1024
    assert everything(files.base) == []


def test_a_file_of_exactly_the_limit_is_taken(take: Take) -> None:
    assert take(PDF, "a.pdf", limit_bytes=len(PDF)).size == len(PDF)
    with pytest.raises(FileTooLarge):
        take(PDF, "a.pdf", limit_bytes=len(PDF) - 1)


class Broken(io.RawIOBase):
    def read(self, size: int = -1, /) -> bytes:
        raise ConnectionResetError("the sender went away")


def test_a_broken_upload_leaves_nothing_behind(files: FileStore) -> None:
    with pytest.raises(ConnectionResetError):
        files.store(Broken(), name="a.pdf", limit_bytes=100, allowed=ALL)
    assert everything(files.base) == []


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_disk_without_room_is_told_and_keeps_nothing(
    files: FileStore, take: Take, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(StoreFull, match="空间暂时不足"):
            take(PDF, "一.pdf")
    assert everything(files.base) == []
    assert take(PDF, "一.pdf").size == len(PDF)


def test_another_fault_of_the_disk_is_not_called_full(files: FileStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_descriptor: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OSError, match="Input/output"):
        files.store(io.BytesIO(PDF), name="一.pdf", limit_bytes=len(PDF), allowed=ALL)
    assert everything(files.base) == []


def test_an_altered_file_is_caught_and_mended_by_storing_it_again(files: FileStore, take: Take) -> None:
    digest = take(PDF, "a.pdf").digest
    files.verify(digest)
    path = files.path(digest)
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    with pytest.raises(FileAltered, match="被改动过"):
        files.verify(digest)
    take(PDF, "a.pdf")
    files.verify(digest)


@pytest.mark.parametrize("digest", ["0" * 64, "", "../../etc/passwd", "A" * 64, "0" * 63 + "/", "0" * 64 + "\n"])
def test_what_is_not_stored_or_no_digest_is_missing(files: FileStore, digest: str) -> None:
    with pytest.raises(FileMissing):
        files.open_file(digest)
    with pytest.raises(FileMissing):
        files.verify(digest)


def test_what_a_crash_left_half_received_is_swept(files: FileStore, take: Take) -> None:
    digest = take(PDF, "a.pdf").digest
    old, young = files.base / ".incoming" / "old", files.base / ".incoming" / "young"
    for path, day in ((old, 1), (young, 3)):
        path.write_bytes(b"half")
        os.utime(path, (datetime(2026, 1, day, tzinfo=UTC).timestamp(),) * 2)
    assert files.sweep_incoming(before=datetime(2026, 1, 2, tzinfo=UTC)) == 1
    assert not old.exists()
    assert young.exists()
    assert files.holds(digest)


def test_the_installation_keeps_its_files_in_its_data_directory(settings: Settings, tmp_path: Path) -> None:
    settings.BANCHENG_DATA_DIR = tmp_path
    upload = SimpleUploadedFile("材料.pdf", PDF, content_type="text/html")
    stored = room.store(upload, name=upload.name or "", limit_bytes=1000, allowed=[Kind.PDF])
    assert stored.media_type == "application/pdf"
    room.verify(stored.digest)
    with room.open_file(stored.digest) as file:
        assert file.read() == PDF
    assert (tmp_path / "files" / stored.digest[:2]).is_dir()


def test_every_refusal_is_one_family() -> None:
    refusals = (room.EmptyFile, room.FileTooLarge, room.UnknownContent, room.DisguisedFile, room.KindNotAllowed)
    assert all(issubclass(refusal, FileRefused) for refusal in (*refusals, room.UnsafeContainer, room.BrokenFile))
