"""What an applicant signed before a clerk is kept as a scan beside the paper that says the same words."""

from __future__ import annotations

from secrets import token_hex

from bancheng.casework.cases.models import Case, SignedScan
from bancheng.casework.cases.services.materials_in import Upload
from bancheng.ground.access import Actor
from bancheng.ground.files import IMAGES, Kind
from bancheng.ground.law import Refused, now

KINDS = frozenset({Kind.PDF, Kind.OFD, *IMAGES})


def demand_scan(scan: Upload | None) -> Upload:
    """A signature at a window is nothing without what was signed. Raises Refused cases.scan_missing, cases.scan_kind."""
    if scan is None:
        raise Refused("cases.scan_missing", "请上传申请人签字的承诺书扫描件或者照片。")
    if scan.stored.kind not in KINDS:
        raise Refused("cases.scan_kind", "扫描件请用 PDF、OFD 或者图片。")
    return scan


def keep_scan(case: Case, scan: Upload, *, purpose: SignedScan.Purpose, paper: str, by: Actor) -> SignedScan:
    """Write the row of a scan whose bytes are on disk, in the caller's transaction."""
    stored = scan.stored
    return SignedScan.objects.create(
        case=case,
        purpose=purpose,
        paper=paper,
        key=token_hex(16),
        digest=stored.digest,
        name=stored.name[:200],
        kind=stored.kind,
        size=stored.size,
        pages=scan.pages,
        uploaded_at=now(),
        uploaded_by=by.name[:100],
    )
