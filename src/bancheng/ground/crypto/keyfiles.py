"""Key files: `keys/0001.key`, `0002.key` … of 32 random bytes in base64, mode 0600, written once, never changed.

A file is prepared under another name and then *linked* to its own: link fails if the name is taken, so of two processes
that start at once exactly one creates the key and the other reads it, and no reader ever sees half a file.
"""

from __future__ import annotations

import base64
import binascii
import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from bancheng.ground.crypto.errors import KeysMissing, LookupKeyChanged

KEY_LENGTH = 32
PIN_NAME = "lookup.pin"


def ensure_first(directory: Path) -> None:
    """Create `0001.key` unless a key file is there already."""
    if not _key_paths(directory):
        _write_once(directory / "0001.key", _new_key())


def add_next(directory: Path) -> bytes:
    """Create the next key file and return its key; if another process was faster, that process's key."""
    paths = _key_paths(directory)
    number = int(paths[-1].stem) + 1 if paths else 1
    path = directory / f"{number:04d}.key"
    _write_once(path, _new_key())
    return _read_key(path)


def read_all(directory: Path) -> list[bytes]:
    """The keys of all files, newest first; empty when there is no directory."""
    return [_read_key(path) for path in reversed(_key_paths(directory))]


def pinned_lookup(directory: Path, ids: Sequence[str]) -> str:
    """The look-up key's id: at the first start the oldest of `ids` (newest first), from then on that one and no other.

    Raises LookupKeyChanged when it is no longer among them.
    """
    path = directory / PIN_NAME
    try:
        if not path.exists():
            _write_once(path, ids[-1].encode("ascii") + b"\n")
        pinned = path.read_text(encoding="ascii", errors="replace").strip()
    except OSError as error:
        raise _unusable(path, error) from error
    if pinned not in ids:
        raise LookupKeyChanged(
            f"查找密钥 {pinned} 不在密钥环中，已登记的证件号码将查不到。"
            "请把原来的 BANCHENG_SECRET_KEY 列入旧密钥，或恢复数据目录中的密钥文件"
        )
    return pinned


def _key_paths(directory: Path) -> list[Path]:
    try:
        names = [entry for entry in directory.iterdir() if entry.suffix == ".key" and entry.stem.isdecimal()]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise _unusable(directory, error) from error
    return sorted(names, key=lambda path: int(path.stem))


def _new_key() -> bytes:
    return base64.b64encode(secrets.token_bytes(KEY_LENGTH)) + b"\n"


def _read_key(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            content = file.read(1024)
    except OSError as error:
        raise _unusable(path, error) from error
    if mode & 0o077:
        raise KeysMissing(f"密钥文件 {path} 可被他人读取，请执行 chmod 600 后重新启动")
    try:
        key = base64.b64decode(content.strip(), validate=True)
    except binascii.Error:
        key = b""
    if len(key) != KEY_LENGTH:
        raise KeysMissing(f"密钥文件 {path} 内容不完整，请从备份恢复")
    return key


def _write_once(path: Path, content: bytes) -> None:
    """Create `path` with `content` durably, or leave the one that is there."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink(missing_ok=True)
        _sync_directory(path.parent)
    except OSError as error:
        raise _unusable(path, error) from error


def _sync_directory(directory: Path) -> None:
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _unusable(path: Path, error: OSError) -> KeysMissing:
    return KeysMissing(f"无法读写密钥目录 {path}（{error.strerror}），请检查数据目录的权限")
