"""The face of a licence, sealed so that only this installation reads it, and bound to its own row."""

from __future__ import annotations

import json
from collections.abc import Mapping

from bancheng.ground.crypto import canonical_json, open_text, seal

PURPOSE = "licences.face"


def seal_face(face: Mapping[str, str], identifier: str) -> bytes:
    """The token of a face; it opens only under the identifier it was sealed for."""
    return seal(canonical_json(dict(face)), purpose=PURPOSE, bound_to=identifier)


def open_face(token: bytes | memoryview, identifier: str) -> dict[str, str]:
    """The face again, element code → value. Raises what `crypto.open_` raises."""
    face: dict[str, str] = json.loads(open_text(bytes(token), purpose=PURPOSE, bound_to=identifier))
    return face
