"""样张: the file of a paper that nobody has issued, for reading before one signs: marked across the page, no number, no QR."""

from __future__ import annotations

from bancheng.ground.codes import traditional
from bancheng.registers.documents import contents
from bancheng.registers.documents.glyphs import printable
from bancheng.registers.documents.rendering import render_pdf
from bancheng.registers.documents.types import Paper
from bancheng.registers.organisations import selectors as organisations

MARK = "样张"


def specimen(paper: Paper, *, organ: str, region: str) -> bytes:
    """The PDF/A-2a + PDF/UA-1 of a paper as it would be issued by an organ of a region; the paper need not be declared.

    Nothing is kept, numbered or sealed. Raises NotRendered.
    """
    script = organisations.profile_of(region).script
    title, mark = (_said(words, script) for words in (type(paper).title, MARK))
    frame = {"organ": printable(organ), "number": "", "watermark": mark}
    data = contents.for_template(paper, script=script)
    told = f"{title}（{mark}）"
    return render_pdf(type(paper).template, data, title=told, author=organ, script=script, frame=frame)


def _said(words: str, script: str) -> str:
    return traditional(words) if script == contents.HANT else words
