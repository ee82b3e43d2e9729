"""Questions about persons, staff, roles and posts."""

from bancheng.registers.identity.selectors.accounts import (
    actor_of,
    actor_of_number,
    id_number_of,
    masked_phones,
    must_change_password,
    phone_of,
    reset_possible,
)
from bancheng.registers.identity.selectors.filters import kept_filter, kept_filters
from bancheng.registers.identity.selectors.persons import (
    account_of_person,
    accounts_of_legal_person,
    find_legal_person,
    find_person_by_id_number,
    legal_person,
    legal_persons_of,
    may_act_for,
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
    staff_by_number,
    staff_list,
    staff_of,
    staff_view,
    staff_with_role,
)
from bancheng.registers.identity.selectors.tokens import account_of_token, actor_of_token, tokens_of

__all__ = [
    "account_of_person",
    "accounts_of_legal_person",
    "account_of_token",
    "actions",
    "actor_of",
    "actor_of_number",
    "actor_of_token",
    "find_legal_person",
    "find_person_by_id_number",
    "grants_of",
    "group_labels",
    "holder",
    "holders",
    "id_number_of",
    "kept_filter",
    "kept_filters",
    "legal_person",
    "legal_persons_of",
    "masked_phones",
    "may_act_for",
    "must_change_password",
    "operators_of",
    "person",
    "person_of",
    "phone_of",
    "reset_possible",
    "roles",
    "staff_by_number",
    "staff_list",
    "staff_of",
    "staff_view",
    "staff_with_role",
    "tokens_of",
]
