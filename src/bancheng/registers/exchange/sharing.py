"""Which materials a base register proves, and by which elements (APP-05). Pure."""

from __future__ import annotations

from bancheng.registers.exchange.types import Register, Sharing

ON_MARKET_REGISTER = frozenset({"company", "sole_trader", "partnership", "sole_proprietorship", "cooperative"})
ON_OTHER_REGISTERS = frozenset({"institution", "social_org", "government"})
REPRESENTED = ("org_uscc", "org_name", "legal_representative_name")

SHARINGS = {
    one.material: one
    for one in (
        Sharing("M0144", Register.POPULATION, ("person_id_number", "person_name")),
        Sharing(
            "M0079",
            Register.POPULATION,
            ("person_id_number", "person_name", "household_region", "household_address"),
        ),
        Sharing(
            "M0194",
            Register.POPULATION,
            ("person_id_number", "person_name", "spouse_name", "spouse_id_number", "married_on"),
            {"marital_status": frozenset({"married"})},
        ),
        Sharing(
            "M0002",
            Register.LEGAL_PERSONS,
            (*REPRESENTED, "org_type", "established_on"),
            {"org_type": ON_MARKET_REGISTER},
        ),
        Sharing(
            "M3001",
            Register.LEGAL_PERSONS,
            (*REPRESENTED, "org_type", "established_on"),
            {"org_type": ON_OTHER_REGISTERS},
        ),
        Sharing("M0053", Register.LEGAL_PERSONS, (*REPRESENTED, "legal_representative_id_number")),
        Sharing("M0138", Register.LEGAL_PERSONS, (*REPRESENTED, "legal_representative_id_number")),
    )
}
"""By material code: 居民身份证, 居民户口簿, 结婚证, 营业执照, 登记证书, 法定代表人身份证明, 负责人身份证明."""

IN_A_ROLE: dict[str, tuple[str, str]] = {
    # element asked for in a role → (register's own element, sex it holds for; "" = both)
    "contact_name": ("person_name", ""),
    "employee_name": ("person_name", ""),
    "employee_id_number": ("person_id_number", ""),
    "mother_name": ("person_name", "female"),
    "mother_id_number": ("person_id_number", "female"),
    "operator_residence": ("household_address", ""),
    "social_security_number": ("person_id_number", ""),
    "transferee_name": ("person_name", ""),
    "transferee_id_number": ("person_id_number", ""),
    "transferee_uscc": ("org_uscc", ""),
}
"""Elements that guides ask for under the applicant's role: the same fact, proposed for confirmation by whom it concerns."""
