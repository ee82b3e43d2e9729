"""What other rooms may hold of papers: the base of their own papers, views, and what they lend to the rendering."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, BinaryIO, ClassVar, TypeVar

from bancheng.ground.access import Subject
from bancheng.ground.files import services as files

PACKAGE = Path(__file__).resolve().parents[2]
"""Every template lies below it; in a template `/registers/documents/papers/parts.typ` is counted from here."""


@dataclass(frozen=True, slots=True)
class InScript:
    """The mark of a field whose words follow the script of the profile."""


Words = Annotated[str, InScript()]
"""A field of fixed sentences, shown in the profile's script; a plain `str` (a name, a place) is never converted."""


@dataclass(frozen=True, slots=True)
class Paper:
    """The base of a paper. The issuing room subclasses it, frozen, and declares the class:

        @declare
        @dataclass(frozen=True, slots=True)
        class AcceptanceNotice(Paper):
            kind: ClassVar[str] = "cases.acceptance_notice"
            title: ClassVar[str] = "受理通知书"
            word: ClassVar[str] = "受理"
            template: ClassVar[Path] = Path(__file__).parent / "papers" / "acceptance_notice.typ"
            applicant: str
            reason: Words
            due_on: date

    Fields: str, `Words`, int, bool, Decimal, date, aware datetime, enums, tuples of these or of frozen dataclasses, None.
    `word`: the word of the number (受理 in 西市监受理〔2026〕第12号); empty: the caller gives the number.
    `sealed`: the organ's seal and signature are put on it, if a higher room provides a sealer.
    """

    kind: ClassVar[str] = ""
    title: ClassVar[str] = ""
    word: ClassVar[str] = ""
    template: ClassVar[Path] = Path()
    sealed: ClassVar[bool] = False

    def public(self) -> tuple[tuple[str, str], ...]:
        """What a stranger with the QR may read besides kind, number, organ and date: (label, value), names masked by you.

        Asked once, when the paper is issued.
        """
        return ()

    def codes(self) -> tuple[tuple[str, str], ...]:
        """The QR codes of this paper's own: (ASCII name, text); the template finds `frame.codes.<name>` as SVG.

        Asked when the file is made, so that issuing draws nothing.
        """
        return ()


PaperClass = TypeVar("PaperClass", bound=type[Paper])
_declared: dict[str, type[Paper]] = {}


class UnknownPaper(LookupError):
    """No room declares a paper of this kind."""


def declare(paper: PaperClass) -> PaperClass:
    """Declare a paper of a room; a second class of one kind, or one that cannot be rendered, is a mistake (ValueError)."""
    room, _, name = paper.kind.partition(".")
    long = len(paper.kind) > 60 or len(paper.title) > 100 or len(paper.word) > 20
    if not room or not name or not paper.title or long:
        raise ValueError(f"{paper.__name__}: a paper has a kind `room.what` (≤ 60), a title (≤ 100), a word (≤ 20)")
    if not is_dataclass(paper) or "__dataclass_params__" not in vars(paper):
        raise ValueError(f"{paper.__name__}: a paper is a frozen dataclass")
    if not paper.template.is_relative_to(PACKAGE) or not paper.template.is_file():
        raise ValueError(f"{paper.__name__}: {paper.template.name} is no file below the package")
    known = _declared.setdefault(paper.kind, paper)
    if (known.__module__, known.__qualname__) != (paper.__module__, paper.__qualname__):
        raise ValueError(f"paper {paper.kind!r} is declared twice")
    _declared[paper.kind] = paper
    return paper


def paper_class(kind: str) -> type[Paper]:
    """The class of a kind; raises UnknownPaper."""
    try:
        return _declared[kind]
    except KeyError:
        raise UnknownPaper(f"no room declares a paper {kind!r}") from None


def papers() -> tuple[type[Paper], ...]:
    """All declared papers, by kind."""
    return tuple(_declared[kind] for kind in sorted(_declared))


Sealer = Callable[[bytes, int, str], bytes]
"""`(pdf, organisation id, number of the paper) -> pdf`: signs for the organ. The seal's picture is `provide_seal_drawing`'s."""

_sealer: dict[str, Sealer] = {}


def provide_sealer(name: str) -> Callable[[Sealer], Sealer]:
    """A higher room (licences) says how papers are signed: `@provide_sealer("licences")`; the last one named is used."""

    def register(sealer: Sealer) -> Sealer:
        _sealer.clear()
        _sealer[name] = sealer
        return sealer

    return register


def sealer() -> Sealer | None:
    """The sealer in use; None while no room has provided one: papers stay unsealed."""
    return next(iter(_sealer.values()), None)


@dataclass(frozen=True, slots=True)
class SealDrawing:
    """An organ's seal as it is drawn over the date: SVG text, and the words read aloud in its place."""

    svg: str
    alt: str


SealArtist = Callable[[int], SealDrawing | None]
"""`(organisation id) -> SealDrawing`, or None for an organ without a seal in use."""

_artist: dict[str, SealArtist] = {}


def provide_seal_drawing(name: str) -> Callable[[SealArtist], SealArtist]:
    """A higher room (licences) lends the picture of the seal; the signature itself is the sealer's."""

    def register(artist: SealArtist) -> SealArtist:
        _artist.clear()
        _artist[name] = artist
        return artist

    return register


def seal_drawing(organisation: int) -> SealDrawing | None:
    """The seal of an organ; None while no room draws seals."""
    artist = next(iter(_artist.values()), None)
    return artist(organisation) if artist is not None else None


LinkProvider = Callable[[Subject], tuple[str, str] | None]
"""`(subject) -> (label, address)` of one more QR on the papers about a subject (请您评价), or None."""

_links: dict[str, LinkProvider] = {}


def provide_link(name: str) -> Callable[[LinkProvider], LinkProvider]:
    """A higher room adds a QR to papers: `@provide_link("ratings")`."""

    def register(provider: LinkProvider) -> LinkProvider:
        _links[name] = provider
        return provider

    return register


def links(subject: Subject) -> tuple[tuple[str, str], ...]:
    """The further links on a paper about that subject, by the name of who provides them."""
    found = (_links[name](subject) for name in sorted(_links))
    return tuple(link for link in found if link is not None)


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A paper as lists show it. `state`: waiting, ready or failed; `size` (bytes) and `digest` (SHA-256) once it is ready."""

    id: int
    number: str
    kind: str
    title: str
    state: str
    state_label: str
    issued_at: datetime
    organisation: int
    organisation_name: str
    region: str
    subject: Subject
    owner: str
    token: str
    digest: str = ""
    size: int = 0

    @property
    def issued_on(self) -> date:
        return self.issued_at.date()

    @property
    def ready(self) -> bool:
        return self.state == "ready"

    @property
    def label(self) -> str:
        """受理通知书 西市监受理〔2026〕第12号"""
        return f"{self.title} {self.number}"


@dataclass(frozen=True, slots=True)
class DocumentFile:
    """The file of a paper, for who may have it."""

    document: DocumentView
    name: str
    media_type: str = "application/pdf"

    def open(self) -> BinaryIO:
        """The bytes, to be closed by the caller. Raises ground.files.FileMissing."""
        return files.open_file(self.document.digest)


@dataclass(frozen=True, slots=True)
class VerificationView:
    """What a stranger who holds a paper may learn of it; `facts` are what its class makes public, names masked."""

    title: str
    number: str
    organisation: str
    issued_on: date
    state: str
    state_label: str
    facts: tuple[tuple[str, str], ...] = ()


def field_names(paper: type[Paper]) -> tuple[str, ...]:
    """The data a template of this paper finds."""
    return tuple(field.name for field in fields(paper))
