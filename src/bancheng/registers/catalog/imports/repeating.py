"""Which rows of a file say what an earlier one has said. Pure."""

from __future__ import annotations

from hashlib import blake2b

from bancheng.registers.catalog.imports.cleaning import Candidate


class Seen:
    """The rows that came before, each as a digest and one number: two hundred thousand fit into some forty megabytes."""

    def __init__(self) -> None:
        self._first: dict[bytes, int] = {}

    def refuse_repeated(self, row: Candidate) -> None:
        """Refuse the row where it has the local code, or without one the content, of an earlier row."""
        content = row.content
        key = (row.region, row.local_code) if row.local_code else content
        said = int.from_bytes(_digest(content)[:8])
        earlier = self._first.setdefault(_digest(key), row.line << 64 | said)
        line = earlier >> 64
        if line == row.line:
            return
        if earlier & (1 << 64) - 1 == said:
            row.say("refused", "row.repeated", f"与第 {line} 行重复，已按第 {line} 行导入。")
        else:
            row.say("refused", "row.conflict", f"与第 {line} 行的地方编码相同、内容不同，请核对后只保留一行。")


def _digest(words: tuple[str, ...]) -> bytes:
    return blake2b("\x1f".join(words).encode(errors="surrogatepass"), digest_size=16).digest()
