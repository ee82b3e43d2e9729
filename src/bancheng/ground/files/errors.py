"""Why a file is not taken, or cannot be given back.

FileRefused            the sentence is for the person who sends the file
├── EmptyFile          zero bytes
├── FileTooLarge       more bytes than the limit
├── UnknownContent     not a kind of file that this platform takes
├── DisguisedFile      the content is not what the name says
├── KindNotAllowed     a good file, but not asked for here
├── UnsafeContainer    a package that unfolds too far, is encrypted, or carries macros
├── BrokenFile         begins like its kind and does not go on so
├── InfectedFile       a virus was found in it
├── NotScanned         the virus scanner does not answer, and nothing is taken without it
└── StoreFull          a good file, but the disk has no room for it
FileMissing            nothing is stored under that digest
└── FileQuarantined    a virus was found in it after it was stored
FileAltered            what is stored under that digest no longer has it
"""

from __future__ import annotations


class FileRefused(Exception):
    """The file is not taken; the sentence says in Chinese what to do."""


class EmptyFile(FileRefused):
    """Zero bytes."""


class FileTooLarge(FileRefused):
    """More bytes than the limit; `limit_bytes`."""

    def __init__(self, limit_bytes: int) -> None:
        super().__init__(f"文件不能超过 {readable_size(limit_bytes)}，请压缩或拆分后重新上传")
        self.limit_bytes = limit_bytes


class UnknownContent(FileRefused):
    """Not a kind of file that this platform takes."""


class DisguisedFile(FileRefused):
    """The content is not what the name says."""


class KindNotAllowed(FileRefused):
    """A good file, but not asked for here."""


class UnsafeContainer(FileRefused):
    """Unfolds too far, is encrypted, or carries macros."""


class BrokenFile(FileRefused):
    """Begins like its kind and does not go on so."""


class InfectedFile(FileRefused):
    """A virus was found; `found` is what the scanner calls it."""

    def __init__(self, found: str) -> None:
        super().__init__(f"这个文件查出病毒（{found}），不能上传，请在自己的电脑上查杀后，换一个干净的文件重新上传")
        self.found = found


class NotScanned(FileRefused):
    """The virus scanner does not answer; nothing of the file is kept."""

    def __init__(self) -> None:
        super().__init__("平台的查毒服务暂时不可用，这个文件没有收下，请过一会儿重新上传")


class StoreFull(FileRefused):
    """The disk has no room; nothing of the file is kept."""

    def __init__(self) -> None:
        super().__init__("平台存放文件的空间暂时不足，这个文件没有存上，请过一会儿重新上传")


class FileMissing(Exception):
    """Nothing is stored under `digest`."""

    def __init__(self, digest: str, sentence: str = "没有找到这个文件，请联系管理员从备份恢复") -> None:
        super().__init__(sentence)
        self.digest = digest


class FileQuarantined(FileMissing):
    """A virus was found in the file stored under `digest`: nobody gets it any more."""

    def __init__(self, digest: str) -> None:
        super().__init__(digest, "这个文件后来查出病毒，已经隔离，不能打开，请重新提交一份干净的文件")


class FileAltered(Exception):
    """What is stored under `digest` no longer has it."""

    def __init__(self, digest: str) -> None:
        super().__init__("这个文件存入后被改动过，不能使用，请联系管理员从备份恢复")
        self.digest = digest


def readable_size(size: int) -> str:
    """`10 MB`, `512 KB`, `30 字节` in the largest unit that fits, with at most one decimal."""
    for unit, factor in (("GB", 1024**3), ("MB", 1024**2), ("KB", 1024)):
        if size >= factor:
            return f"{size / factor:.1f}".removesuffix(".0") + f" {unit}"
    return f"{size} 字节"
