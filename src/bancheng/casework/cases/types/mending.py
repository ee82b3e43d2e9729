"""当场更正: how the applicant agreed to the correction of what he had filled in. No ORM."""

from __future__ import annotations

CONSENTS = {"present": "申请人当场确认", "phone": "电话联系，申请人同意", "message": "申请人留言同意"}
