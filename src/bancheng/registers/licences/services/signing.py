"""The job that makes a licence valid: rendered, sealed, signed, stored, and only then 有效."""

from __future__ import annotations

import io

from django.db import transaction

from bancheng.ground.access import system
from bancheng.ground.files import Kind
from bancheng.ground.files import services as files
from bancheng.ground.jobs import GiveUp, Progress, announce, job
from bancheng.ground.journal import services as journal
from bancheng.ground.law import now, today
from bancheng.registers.licences import composing
from bancheng.registers.licences.events import LicenceSigned
from bancheng.registers.licences.lifecycle import LICENCE, PENDING
from bancheng.registers.licences.models import Licence
from bancheng.registers.licences.reading import subject_of
from bancheng.registers.licences.services.keeping import ALIVE, end
from bancheng.registers.licences.services.seals import seal_of, use_seal
from bancheng.registers.licences.stamping import Stamped, stamp

LARGEST = 20 * 1024 * 1024
PRESS = system("证照签发")


@job(title="签发电子证照")
def sign_licence(progress: Progress, *, licence: int) -> dict[str, object]:
    """Render, seal and sign, then in one transaction say that it is valid. Runs twice safely; killed half-way it runs again.

    A licence revoked while it waited is left as it is.
    """
    row = Licence.objects.select_related("type").filter(pk=licence).first()
    if row is None:
        raise GiveUp("没有找到这本证照。")
    if row.state != PENDING:
        return {"digest": row.file_digest, "again": True}
    seal = seal_of(row.organisation_id)
    progress.step("排版")
    at = now()
    pdf = composing.licence_pdf(row, seal=seal, at=at)
    progress.step("盖章签名")
    made = stamp(pdf, organisation=row.organisation_id, name=row.issuer_name, reason=f"颁发{row.type.name}", at=at)
    stored = files.store(
        io.BytesIO(made.pdf), name=f"{row.type.name}.pdf", limit_bytes=LARGEST, allowed={Kind.PDF}, made_here=True
    )
    with transaction.atomic():
        locked = Licence.objects.select_for_update(of=("self",)).select_related("type").get(pk=licence)
        if locked.state != PENDING:  # another worker was quicker, or it was revoked meanwhile: its word is the one
            return {"digest": locked.file_digest, "again": True}
        locked.signed_at, locked.file_digest, locked.file_size = at, stored.digest, stored.size
        _sign(locked, made)
        use_seal(seal, on=f"licence:{locked.pk}", digest=stored.digest)
    return {"digest": stored.digest, "again": False}


def _sign(row: Licence, made: Stamped) -> None:
    """The state, the journal entry, the end of what it replaces, the announcement; in the caller's transaction."""
    found = LICENCE.find("sign", row.state)
    row.state, row.signer, row.certificate_serial = found.target(row.state), made.signer[:100], made.serial
    row.save(update_fields=["state", "signed_at", "file_digest", "file_size", "signer", "certificate_serial"])
    facts = {"digest": row.file_digest, "size": row.file_size, "certificate": made.serial}
    article = found.basis.cite if found.basis else ""
    journal.append(subject_of(row), "sign", by=PRESS, facts=facts, article=article)
    if row.replaces_id is not None:
        old = Licence.objects.select_for_update().get(pk=row.replaces_id)
        # A renewal that begins later leaves the old one in force until its last day: no day between them is without.
        if old.state in ALIVE and row.valid_from <= today():
            end(old, "replace", by=PRESS, reason=f"已换发为第 {row.version} 版")
    announce(LicenceSigned(row.pk, row.type_id, row.subject))
