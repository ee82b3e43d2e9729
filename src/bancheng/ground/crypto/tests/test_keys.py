from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from bancheng.ground.crypto import (
    KeysMissing,
    LookupKeyChanged,
    RootKey,
    UnknownKey,
    WeakSecret,
    get_provider,
    install,
    keyed_hash,
    open_ring,
    open_text,
    rotate,
    seal,
    set_provider,
)
from bancheng.ground.crypto import keys as keys_module

SECRET = "s" * 50
OTHER = "t" * 50


def test_the_first_start_without_a_secret_creates_a_key_only_its_owner_can_read(tmp_path: Path) -> None:
    first = open_ring(data_dir=tmp_path, secret=None)
    path = tmp_path / "keys" / "0001.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert open_ring(data_dir=tmp_path, secret=None).ids() == first.ids()
    assert sorted(entry.name for entry in path.parent.iterdir()) == ["0001.key", "lookup.pin"]


def test_two_installations_do_not_share_a_key(tmp_path: Path) -> None:
    here, there = (open_ring(data_dir=tmp_path / name, secret=None).current() for name in ("here", "there"))
    assert here != there


def test_processes_that_start_at_once_agree_on_one_key(tmp_path: Path) -> None:
    program = (
        "import sys, pathlib; from bancheng.ground.crypto import open_ring; sys.stdin.readline(); "
        "print(open_ring(data_dir=pathlib.Path(sys.argv[1]), secret=None).current())"
    )
    source = str(Path(keys_module.__file__).parents[3])
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(tmp_path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={"PYTHONPATH": source},
        )
        for _ in range(4)
    ]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    assert len({process.communicate(timeout=60)[0] for process in processes}) == 1
    assert [path.name for path in (tmp_path / "keys").glob("*.key")] == ["0001.key"]


def test_a_secret_makes_the_same_keys_on_every_host_and_leaves_no_key_file(tmp_path: Path) -> None:
    here = open_ring(data_dir=tmp_path / "here", secret=SECRET)
    there = open_ring(data_dir=tmp_path / "there", secret=SECRET)
    assert here.ids() == there.ids()
    assert here.derive(here.current(), use="seal", purpose="a") == there.derive(
        there.current(), use="seal", purpose="a"
    )
    assert not list((tmp_path / "here" / "keys").glob("*.key"))


def test_keys_differ_by_use_purpose_and_secret(tmp_path: Path) -> None:
    ring = open_ring(data_dir=tmp_path, secret=SECRET, old_secrets=[OTHER])
    current, older = ring.ids()
    made = [
        ring.derive(current, use="seal", purpose="a"),
        ring.derive(current, use="seal", purpose="b"),
        ring.derive(current, use="lookup", purpose="a"),
        ring.derive(older, use="seal", purpose="a"),
    ]
    assert len(set(made)) == 4


def test_a_short_secret_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WeakSecret, match="32 个字符"):
        open_ring(data_dir=tmp_path, secret="short")


def test_a_secret_does_not_show_in_a_traceback() -> None:
    assert SECRET not in repr(RootKey(SECRET.encode()))


def test_rotating_key_files_keeps_the_old_ones_and_the_lookup_key(tmp_path: Path) -> None:
    before = open_ring(data_dir=tmp_path, secret=None)
    added = rotate(data_dir=tmp_path)
    after = open_ring(data_dir=tmp_path, secret=None)
    assert after.ids() == (added, before.current())
    assert after.current() == added
    assert after.lookup() == before.lookup()


def test_a_running_process_opens_what_another_sealed_after_a_rotation(tmp_path: Path) -> None:
    running = open_ring(data_dir=tmp_path, secret=None)
    added = rotate(data_dir=tmp_path)
    try:
        set_provider(open_ring(data_dir=tmp_path, secret=None))
        token = seal("内容", purpose="test")
        set_provider(running)
        assert open_text(token, purpose="test") == "内容"
        assert running.current() != added
    finally:
        set_provider(None)


def test_moving_from_key_files_to_a_secret_keeps_everything_readable(tmp_path: Path) -> None:
    try:
        set_provider(open_ring(data_dir=tmp_path, secret=None))
        token, found = seal("内容", purpose="test"), keyed_hash("值", purpose="test")
        set_provider(open_ring(data_dir=tmp_path, secret=SECRET))
        assert open_text(token, purpose="test") == "内容"
        assert keyed_hash("值", purpose="test") == found
        assert get_provider().current() == RootKey(SECRET.encode()).id
    finally:
        set_provider(None)


def test_starting_without_the_lookup_key_is_refused(tmp_path: Path) -> None:
    open_ring(data_dir=tmp_path, secret=SECRET)
    with pytest.raises(LookupKeyChanged, match="列入旧密钥"):
        open_ring(data_dir=tmp_path, secret=OTHER)
    ring = open_ring(data_dir=tmp_path, secret=OTHER, old_secrets=[SECRET])
    assert ring.lookup() == RootKey(SECRET.encode()).id


def test_a_key_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    open_ring(data_dir=tmp_path, secret=None)
    (tmp_path / "keys" / "0001.key").chmod(0o644)
    with pytest.raises(KeysMissing, match="chmod 600"):
        open_ring(data_dir=tmp_path, secret=None)


@pytest.mark.parametrize("content", [b"", b"AAAA", b"not base64 at all!", b"A" * 2000])
def test_a_broken_key_file_is_named(tmp_path: Path, content: bytes) -> None:
    open_ring(data_dir=tmp_path, secret=None)
    (tmp_path / "keys" / "0001.key").write_bytes(content)
    with pytest.raises(KeysMissing, match="0001.key 内容不完整"):
        open_ring(data_dir=tmp_path, secret=None)


def test_a_data_directory_that_cannot_be_used_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("a file where the directory should be")
    with pytest.raises(KeysMissing, match="请检查数据目录的权限"):
        open_ring(data_dir=tmp_path, secret=None)


def test_an_unknown_key_is_named() -> None:
    ring = keys_module.KeyRing([RootKey(SECRET.encode())])
    with pytest.raises(UnknownKey, match="k000000000000"):
        ring.derive("k000000000000", use="seal", purpose="a")


def test_installing_touches_nothing_until_a_key_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys_module, "_recipe", None)
    monkeypatch.setattr(keys_module, "_provider", None)
    with pytest.raises(KeysMissing, match="尚未配置密钥"):
        get_provider()
    install(data_dir=tmp_path, secret=None)
    assert not list(tmp_path.iterdir())
    assert get_provider() is get_provider()
    assert (tmp_path / "keys" / "0001.key").exists()
