"""Questions about persons, staff, roles and posts."""

from bancheng.registers.identity.selectors.accounts import (
    actor_of,
    masked_phones,
    must_change_password,
    phone_of,
    reset_possible,
)
from bancheng.registers.identity.selectors.persons import (
    find_person_by_id_number,
    legal_persons_of,
    operators_of,
    person,
    person_of,
)
from bancheng.registers.identity.selectors.posts import holder, holders
from bancheng.registers.identity.selectors.staff import (
    actions,
    grants_of,
    group_labels,
    roles,
    staff_list,
    staff_of,
    staff_view,
    staff_with_role,
)

__all__ = [
    "actions",
    "actor_of",
    "find_person_by_id_number",
    "grants_of",
    "group_labels",
    "holder",
    "holders",
    "legal_persons_of",
    "masked_phones",
    "must_change_password",
    "operators_of",
    "person",
    "person_of",
    "phone_of",
    "reset_possible",
    "roles",
    "staff_list",
    "staff_of",
    "staff_view",
    "staff_with_role",
]
