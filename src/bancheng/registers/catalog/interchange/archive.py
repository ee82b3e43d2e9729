"""The ZIP of an archive: JSON Lines by part, attachments by digest, and the manifest that proves them."""

from __future__ import annotations

import hashlib
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import IO

from pydantic import ValidationError

from bancheng import __version__
from bancheng.ground import law
from bancheng.ground.law import Refused
from bancheng.registers.catalog.interchange.lines import PARTS, Line, Manifest, PartFacts

MANIFEST = "manifest.json"
FILES = "attachments/"
MOST_ENTRIES = 50_000
LARGEST_UNFOLDED = 4 * 1024**3  # bytes
LARGEST_MANIFEST = 16 * 1024**2  # bytes
LONGEST_LINE = 4 * 1024**2  # bytes; a guide and its document have at most 500,000 each
_BLOCK = 256 * 1024
_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")
_SAME_DAY = (1980, 1, 1, 0, 0, 0)
"""The same catalogue gives the same parts: the hour stands in the manifest only."""


class Writer:
    """Writes one archive; parts in the order of PARTS, then attachments, then `close`."""

    def __init__(self, file: IO[bytes], *, region: str = "") -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, allowZip64=True)
        self._region = region
        self.parts: dict[str, PartFacts] = {}
        self.attachments: dict[str, int] = {}
        self.missing: list[str] = []

    def part(self, name: str, lines: Iterable[Line], tell: Callable[[], None] = lambda: None) -> None:
        """One part, line by line; `tell` is called after each."""
        digest, count = hashlib.sha256(), 0
        with self._zip.open(_entry(f"{name}.jsonl"), "w", force_zip64=True) as out:
            for line in lines:
                written = (line.model_dump_json(exclude_defaults=True) + "\n").encode()
                digest.update(written)
                out.write(written)
                count += 1
                tell()
        self.parts[name] = PartFacts(lines=count, sha256=digest.hexdigest())

    def attachment(self, digest: str, stream: IO[bytes]) -> None:
        size = 0
        with self._zip.open(_entry(f"{FILES}{digest}"), "w", force_zip64=True) as out:
            while block := stream.read(_BLOCK):
                size += len(block)
                out.write(block)
        self.attachments[digest] = size

    def close(self) -> Manifest:
        """Write the manifest and end the archive."""
        manifest = Manifest(
            format="bancheng-catalogue",
            form=1,
            region=self._region,
            made_at=law.now(),
            program=f"bancheng {__version__}",
            parts=self.parts,
            attachments=self.attachments,
            missing=sorted(self.missing),
        )
        self._zip.writestr(_entry(MANIFEST), manifest.model_dump_json(indent=1))
        self._zip.close()
        return manifest


def _entry(name: str) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name, _SAME_DAY)
    made.compress_type = zipfile.ZIP_DEFLATED
    return made


class Reader:
    """Reads one archive that was checked as it was opened. Raises `Refused`: archive.….

    Whatever the bytes are, no more than LARGEST_UNFOLDED is unfolded and no line longer than LONGEST_LINE is held.
    """

    def __init__(self, file: IO[bytes]) -> None:
        try:
            self._zip = zipfile.ZipFile(file)
            self._names = _checked_names(self._zip)
            self.manifest = self._manifest()
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            NotImplementedError,
            RuntimeError,
            ValueError,
        ) as error:
            raise Refused("archive.broken", "这个文件不是目录档案，或者已经损坏，请重新导出后上传。") from error

    def verify(self, tell: Callable[[int], None] = lambda _: None) -> None:
        """Read every part and attachment once and hold it against the manifest; `tell` is given the lines of each part."""
        for name, facts in self.manifest.parts.items():
            digest, lines = hashlib.sha256(), 0
            for raw in self._raw(name):
                digest.update(raw)
                lines += 1
            if (digest.hexdigest(), lines) != (facts.sha256, facts.lines):
                raise Refused("archive.altered", f"档案中 {name}.jsonl 的内容和清单中的摘要不一致，请重新导出后上传。")
            tell(lines)
        for wanted in self.manifest.attachments:
            digest = hashlib.sha256()
            for block in self._blocks(f"{FILES}{wanted}"):
                digest.update(block)
            if digest.hexdigest() != wanted:
                raise Refused("archive.altered", f"档案中的附件 {wanted[:12]} 和摘要不一致，请重新导出后上传。")

    def lines(self, part: str) -> Iterator[tuple[int, Line | None, str]]:
        """(number, line, "") of a part, or (number, None, why) for a line that says something else than its part may."""
        model = PARTS[part]
        if part not in self.manifest.parts:
            return
        for number, raw in enumerate(self._raw(part), start=1):
            if _NUL.search(raw):
                yield number, None, "有数据库不收的控制字符"
                continue
            try:
                yield number, model.model_validate_json(raw), ""
            except ValidationError as error:
                first = error.errors(include_url=False, include_input=False)[0]
                yield number, None, f"{'.'.join(map(str, first['loc']))}：{first['type']}"

    def attachment(self, digest: str) -> IO[bytes]:
        return self._zip.open(f"{FILES}{digest}")

    def _raw(self, part: str) -> Iterator[bytes]:
        try:
            with self._zip.open(f"{part}.jsonl") as stream:
                while raw := stream.readline(LONGEST_LINE + 1):
                    if len(raw) > LONGEST_LINE:
                        raise Refused(
                            "archive.line", f"档案中 {part}.jsonl 有超过 {LONGEST_LINE >> 20} MB 的行，不能导入。"
                        )
                    yield raw
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
            raise Refused("archive.broken", f"档案中的 {part}.jsonl 已经损坏，请重新导出后上传。") from error

    def _blocks(self, name: str) -> Iterator[bytes]:
        try:
            with self._zip.open(name) as stream:
                while block := stream.read(_BLOCK):
                    yield block
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
            raise Refused("archive.broken", "档案中的附件已经损坏，请重新导出后上传。") from error

    def _manifest(self) -> Manifest:
        if MANIFEST not in self._names:
            raise Refused(
                "archive.manifest", "这个文件里没有目录档案的清单（manifest.json），请上传从“导出目录档案”得到的文件。"
            )
        with self._zip.open(MANIFEST) as stream:
            raw = stream.read(LARGEST_MANIFEST + 1)
        try:
            manifest = Manifest.model_validate_json(raw[:LARGEST_MANIFEST])
        except ValidationError as error:
            raise Refused("archive.manifest", "目录档案的清单不能识别，可能来自别的程序或者更新的版本。") from error
        told = {f"{name}.jsonl" for name in manifest.parts} | {f"{FILES}{name}" for name in manifest.attachments}
        if not set(manifest.parts) <= PARTS.keys() or told | {MANIFEST} != self._names:
            raise Refused("archive.manifest", "档案里的文件和清单不一致，请重新导出后上传。")
        return manifest


def _checked_names(package: zipfile.ZipFile) -> set[str]:
    entries = package.infolist()
    names = {entry.filename for entry in entries}
    unfolded = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or unfolded > LARGEST_UNFOLDED:
        raise Refused("archive.size", f"档案展开后超过 {LARGEST_UNFOLDED >> 30} GB 或者文件过多，请按地区分开导出。")
    if len(names) != len(entries) or any(entry.flag_bits & 0x1 for entry in entries):
        raise Refused("archive.broken", "档案里有同名的或者加了密码的文件，不能导入。")
    return names
