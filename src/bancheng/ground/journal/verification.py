"""Recompute every chain and every anchor, and tell what does not fit. Constant memory, readable while others write.

Each statement reads heads and entries together, so that it sees one state of the database however long the whole takes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext

from django.db import connection, transaction
from django.db.models import Exists, Max, Min, OuterRef, Q, Sum

from bancheng.ground.access import Subject
from bancheng.ground.crypto import verify as signature_holds
from bancheng.ground.journal import protection
from bancheng.ground.journal.anchoring import PURPOSE, fold, heads_of, signed_words
from bancheng.ground.journal.chain import digest_of
from bancheng.ground.journal.models import Anchor, AnchoredHead, Entry, Stream
from bancheng.ground.journal.types import Fault, FaultKind, Step, Verification

WINDOW = 500  # streams a statement
CHUNK = 2000  # rows held in memory
MANY = 1000  # faults listed; a journal with more is lost as a whole

OnProgress = Callable[[Step], None]


def verify(on_progress: OnProgress | None = None) -> Verification:
    """Read the whole journal and return every fault found (at most 1000 of them). Writes nothing.

    Finds an entry edited, removed (the last ones and whole streams too) or moved, a head or an anchor that does not fit, an
    anchor whose signature is not of this installation's key, and triggers that are missing.
    """
    return _Run(on_progress).result()


def verify_stream(subject: Subject) -> Verification:
    """The same for one subject alone, in three statements: its chain, its head, and what the anchors saw of it."""
    run = _Run(None, total=0)
    stream = Stream.objects.filter(kind=subject.kind, key=subject.key).first()
    if stream is None:
        run.fault(str(subject), 0, FaultKind.STREAM_REMOVED, f"{subject} 没有日志")
        return run.answer()
    chain = _Chain(run, stream)
    for entry in Entry.objects.filter(stream=stream).order_by("number"):
        chain.read(entry)
        run.entries += 1
    run.close(chain)
    for head in _broken_heads(Q(kind=subject.kind, key=subject.key)):
        run.tell_broken(head)
    return run.answer()


class _Run:
    def __init__(self, on_progress: OnProgress | None, *, total: int | None = None) -> None:
        self.on_progress = on_progress
        self.total = Stream.objects.aggregate(all=Sum("length"))["all"] or 0 if total is None else total
        self.entries = self.streams = self.anchors = 0
        self.faults: list[Fault] = []

    def result(self) -> Verification:
        for table in protection.missing():
            self.fault(f"table:{table}", 0, FaultKind.UNPROTECTED, f"数据表 {table} 没有防止改动的触发器")
        self.read_streams()
        self.read_orphans()
        self.read_anchors()
        return self.answer()

    def answer(self) -> Verification:
        return Verification(self.entries, self.streams, self.anchors, tuple(self.faults))

    def fault(self, stream: str, number: int, kind: FaultKind, sentence: str) -> None:
        if len(self.faults) < MANY:
            self.faults.append(Fault(stream, number, kind, sentence))

    def tell(self) -> None:
        if self.on_progress is not None:
            self.on_progress(Step(self.entries, max(self.total, self.entries), len(self.faults)))

    def read_streams(self) -> None:
        ends = Stream.objects.aggregate(first=Min("pk"), last=Max("pk"))
        for first in range(ends["first"] or 1, (ends["last"] or 0) + 1, WINDOW):
            self.read_window(first, first + WINDOW)
            self.tell()

    def read_window(self, first: int, end: int) -> None:
        """The streams with first ≤ id < end, their heads and entries in one statement."""
        chain: _Chain | None = None
        with _streaming():
            rows = (
                Entry.objects.filter(stream__gte=first, stream__lt=end)
                .select_related("stream")
                .order_by("stream_id", "number")
            )
            for entry in rows.iterator(chunk_size=CHUNK):
                if chain is None or chain.stream.pk != entry.stream_id:
                    self.close(chain)
                    chain = _Chain(self, entry.stream)
                chain.read(entry)
                self.entries += 1
                if self.entries % CHUNK == 0:
                    self.tell()
        self.close(chain)
        empty = Stream.objects.filter(pk__gte=first, pk__lt=end).filter(
            ~Exists(Entry.objects.filter(stream=OuterRef("pk")))
        )
        for stream in empty.iterator(chunk_size=CHUNK):
            self.streams += 1
            self.fault(str(stream), 0, FaultKind.REMOVED, f"{stream} 的 {stream.length} 条日志全部被删除")

    def close(self, chain: _Chain | None) -> None:
        if chain is not None:
            self.streams += 1
            chain.close()

    def read_orphans(self) -> None:
        """Entries of a stream whose head is gone: only force on the database leaves them."""
        lost = Entry.objects.filter(~Exists(Stream.objects.filter(pk=OuterRef("stream_id"))))
        for number in lost.values_list("stream_id", flat=True).distinct().order_by()[:MANY]:
            self.fault(f"stream:{number}", 0, FaultKind.STREAM_REMOVED, f"第 {number} 号日志流的流头被删除")

    def read_anchors(self) -> None:
        previous = ""
        for made in Anchor.objects.order_by("pk").iterator(chunk_size=CHUNK):
            self.anchors += 1
            self.read_anchor(made, previous)
            previous = made.root
            self.tell()

    def read_anchor(self, made: Anchor, previous: str) -> None:
        name = f"anchor:{made.day:%Y-%m-%d}"
        if not signature_holds(signed_words(made), made.signature, purpose=PURPOSE):
            self.fault(name, 0, FaultKind.ANCHOR_SIGNATURE, f"{made.day:%Y-%m-%d} 的锚点签名无效")
        if made.previous != previous:
            self.fault(
                name, 0, FaultKind.ANCHOR_ROOT, f"{made.day:%Y-%m-%d} 的锚点与前一锚点不相接，中间有锚点被删除或者改动"
            )
        if fold(made.previous, heads_of(made.day)) != (made.root, made.moved):
            self.fault(name, 0, FaultKind.ANCHOR_ROOT, f"{made.day:%Y-%m-%d} 的锚点与其列出的流头不符")
        for head in _broken_heads(Q(day=made.day)):
            self.tell_broken(head)

    def tell_broken(self, head: AnchoredHead) -> None:
        sentence = f"{head.kind}:{head.key} 第 {head.length} 条与 {head.day:%Y-%m-%d} 的锚点不符，此后被改动或者删除"
        self.fault(f"{head.kind}:{head.key}", head.length, FaultKind.ANCHOR_MISMATCH, sentence)


class _Chain:
    """One stream while it is read, entry by entry."""

    def __init__(self, run: _Run, stream: Stream) -> None:
        self.run, self.stream = run, stream
        self.subject = Subject(stream.kind, stream.key)
        self.number, self.digest = 0, ""

    def read(self, entry: Entry) -> None:
        name = str(self.subject)
        if entry.number != self.number + 1:
            first, last = self.number + 1, entry.number - 1
            missing = f"第 {first} 条" if first == last else f"第 {first} 至 {last} 条"
            self.run.fault(name, first, FaultKind.REMOVED, f"{name} 的{missing}被删除")
        elif entry.previous != self.digest:
            self.run.fault(
                name, entry.number, FaultKind.REORDERED, f"{name} 第 {entry.number} 条与前一条不相接，顺序被改动"
            )
        if digest_of(self.subject, entry) != entry.digest:
            self.run.fault(name, entry.number, FaultKind.EDITED, f"{name} 第 {entry.number} 条的内容被改动")
        self.number, self.digest = entry.number, entry.digest

    def close(self) -> None:
        name, stream = str(self.subject), self.stream
        if self.number < stream.length:
            self.run.fault(
                name, self.number + 1, FaultKind.REMOVED, f"{name} 的最后 {stream.length - self.number} 条被删除"
            )
        elif (self.number, self.digest) != (stream.length, stream.head):
            self.run.fault(name, 0, FaultKind.HEAD, f"{name} 的流头与最后一条日志不符")


def _streaming() -> AbstractContextManager[object]:
    """PostgreSQL's cursor streams only in a transaction; SQLite's always does, and a transaction would stop its writers."""
    return transaction.atomic() if connection.vendor == "postgresql" else nullcontext()


def _broken_heads(which: Q) -> Iterator[AnchoredHead]:
    """Anchored heads (of a day, of a stream) whose entry is no longer there as it was."""
    same = Q(
        stream__kind=OuterRef("kind"), stream__key=OuterRef("key"), number=OuterRef("length"), digest=OuterRef("head")
    )
    return AnchoredHead.objects.filter(which).filter(~Exists(Entry.objects.filter(same))).order_by("pk").iterator(CHUNK)
