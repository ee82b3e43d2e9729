"""What other rooms may hold of licences."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime

from bancheng.ground.access import Subject

KINDS = ("text", "person_name", "id_number", "uscc", "phone", "address", "date")
"""What an element of a face may be; `date` is ISO."""


UnderRenewal = Callable[[Collection[int]], Collection[int]]
"""`(keys of licences) -> those whose renewal was applied for in time and is not decided` (行政许可法第五十条)."""

_under_renewal: dict[str, UnderRenewal] = {}


def provide_under_renewal(name: str) -> Callable[[UnderRenewal], UnderRenewal]:
    """A higher room (cases) says which licences are not to be written 已过期, because silence is about to renew them."""

    def register(asked: UnderRenewal) -> UnderRenewal:
        _under_renewal[name] = asked
        return asked

    return register


def under_renewal(licences: Collection[int]) -> frozenset[int]:
    """Those of the licences that some room says are under renewal."""
    return frozenset(key for asked in _under_renewal.values() for key in asked(licences))


@dataclass(frozen=True, slots=True)
class FaceElement:
    """One element of a licence's face. `kind`: one of KINDS."""

    element: str
    label: str
    kind: str = "text"
    required: bool = True
    sensitive: bool = False


@dataclass(frozen=True, slots=True)
class LicenceTypeView:
    """A type of licence; `key` is its code in the dictionary of materials, `months` 0 where it has no end."""

    key: str
    code: str
    name: str
    elements: tuple[FaceElement, ...]
    months: int
    demo: bool


@dataclass(frozen=True, slots=True)
class FaceLine:
    """One line of the face as pages show it, masked where the reader may not see it whole."""

    element: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class LicenceView:
    """What `issue` gives back: the row as it stands in the caller's transaction. `id` is the key, `identifier` GB/T 36904."""

    id: int
    identifier: str
    number: str
    type: str
    type_name: str
    state: str
    state_label: str
    valid_from: date
    valid_to: date | None
    token: str
    version: int = 1


@dataclass(frozen=True, slots=True)
class LicenceCard:
    """A licence in a list. `holder` is masked unless it is a legal person; `mine` tells own from that of a legal person.

    `usable`: signed, in force today, file ready. `valid_to` None: 长期. `file_digest` "" until it is signed.
    """

    id: int
    identifier: str
    number: str
    type: str
    type_name: str
    state: str
    state_label: str
    holder: str
    holder_key: str
    organisation: str
    region: str
    valid_from: date
    valid_to: date | None
    usable: bool
    mine: bool = False
    file_digest: str = ""
    days_left: int | None = None

    @property
    def until(self) -> str:
        """有效期至, in words."""
        return f"{self.valid_to:%Y-%m-%d}" if self.valid_to else "长期"


@dataclass(frozen=True, slots=True)
class LicenceDetail:
    """One licence with its face: whole for who holds it, masked for staff."""

    card: LicenceCard
    face: tuple[FaceLine, ...]
    version: int
    token: str
    signed_at: datetime | None
    signer: str
    certificate_serial: str
    subject: Subject | None
    reason: str = ""
    print_task: PrintTaskView | None = None


@dataclass(frozen=True, slots=True)
class PrintTaskView:
    """Printing of one licence on paper: `copies` of `limit` so far; `ready` once it is signed."""

    id: int
    licence: int
    identifier: str
    number: str
    type_name: str
    holder: str
    organisation: str
    state: str
    state_label: str
    copies: int
    limit: int
    ready: bool
    printed_by: str = ""
    printed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LicenceFile:
    """The signed file; its bytes are `ground.files.open_file(digest)`. `size` in bytes."""

    digest: str
    size: int
    name: str


@dataclass(frozen=True, slots=True)
class SignatureFacts:
    """Who signed, when, and with which certificate."""

    signer: str
    signed_at: datetime | None
    certificate_serial: str
    issuer: str
    demo: bool


@dataclass(frozen=True, slots=True)
class VerificationView:
    """What a stranger learns of a licence: never more than a masked holder and unmasked what the licence publishes.

    `valid`: in force on the day asked; `sentence` says so, or why not.
    """

    identifier: str
    number: str
    type_name: str
    state: str
    state_label: str
    valid: bool
    sentence: str
    holder: str
    issuer: str
    valid_from: date
    valid_to: date | None
    signature: SignatureFacts | None
    face: tuple[FaceLine, ...] = ()
    note: str = ""
    """What the licence itself does not say: that silence renewed it, and until when it said that it held."""


@dataclass(frozen=True, slots=True)
class UploadVerdict:
    """What became of a file that a stranger uploaded to be verified.

    `code`: genuine, not_in_force, altered, appended, unsigned, foreign, unknown, damaged, encrypted, not_pdf, too_large.
    `genuine` only for the first two; `licence` where the file is one of ours.
    """

    code: str
    genuine: bool
    sentence: str
    licence: VerificationView | None = None
    signature: SignatureFacts | None = None


@dataclass(frozen=True, slots=True)
class Numbering:
    """How 证书编号 is made. `format` holds {region} {year} {serial} {digit} {check}; `source` names the element that is it.

    {digit} is the first of `digits` (word, sign) whose word stands in the element `digit_element`, else the last sign.
    {check} is ISO 7064 MOD 11,10 (GB/T 17710) over the digits before it.
    """

    format: str = "{region}{year}{serial}"
    source: str = ""
    digit_element: str = ""
    digits: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TypeSeed:
    """A licence type as its content file gives it; `code` is the type code of GB/T 36904 (21 signs)."""

    key: str
    code: str
    name: str
    elements: tuple[FaceElement, ...]
    department: str
    months: int = 0
    numbering: Numbering = Numbering()
    ground: str = ""


@dataclass(frozen=True, slots=True)
class AuthorityView:
    """The authority that signs here: adapter, whether it is the demo one, root certificate by fingerprint (SHA-256)."""

    adapter: str
    demo: bool
    name: str
    fingerprint: str
    valid_to: date | None
    seals: int
    problem: str = ""
