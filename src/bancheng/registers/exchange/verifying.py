"""Which facts a base register holds and therefore confirms: nobody asks another unit, or the applicant, for them (APP-06). Pure."""

from __future__ import annotations

from bancheng.registers.exchange.types import Register, Verifier

KEEPERS = {Register.POPULATION: "public_security", Register.LEGAL_PERSONS: "market_regulation"}
"""The function of the organs that keep the register: within them a look is no matter between units."""

_POPULATION = (
    *("person_name", "person_id_number", "person_gender", "birth_date", "ethnic_group", "nationality"),
    *("marital_status", "household_region", "household_address", "spouse_name", "spouse_id_number", "married_on"),
)
_LEGAL_PERSONS = (
    *("org_name", "org_uscc", "org_type", "org_address", "business_scope", "established_on", "registered_capital"),
    *("legal_representative_name", "legal_representative_id_number"),
)

VERIFIERS = {
    code: Verifier(code, register, KEEPERS[register])
    for register, codes in ((Register.POPULATION, _POPULATION), (Register.LEGAL_PERSONS, _LEGAL_PERSONS))
    for code in codes
}
"""By element of the dictionary: the facts about the applicant himself; those of people in other roles are not among them."""
