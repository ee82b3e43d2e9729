"""授权委托: what an agent promises for another binds only by a mandate that the window has seen (民法典第一百六十五条)."""

from __future__ import annotations

from bancheng.casework.cases import standing
from bancheng.casework.cases.models import Case, CaseMaterial
from bancheng.ground.access import Actor
from bancheng.ground.law import Refused

MANDATE = "M0206"
"""授权委托书 in the dictionary of materials."""
BY_MANDATE = "mandate"
"""The identity method of a window that looked at the agent's card and his mandate."""


def demand(case: Case, by: Actor, signer: str, *, method: str) -> None:
    """Who signs for the applicant as his agent has shown his mandate: among the materials, found fit, or to this window.

    Asked of the agent himself and of a window before which he signs. One query, for agents only. Raises Refused
    cases.no_mandate.
    """
    if case.capacity != Case.Capacity.AGENT or not _is_agent(case, by, signer):
        return
    shown_here = not standing.person_key(by) and method == BY_MANDATE
    found_fit = case.materials.filter(code=MANDATE, check_result=CaseMaterial.Check.OK).exclude(given="")
    if not shown_here and not found_fit.exists():
        raise Refused(
            "cases.no_mandate",
            "受托人签署承诺书，应当有窗口核验合格的授权委托书。请先提交授权委托书，或者由委托人本人签署。",
        )


def _is_agent(case: Case, by: Actor, signer: str) -> bool:
    """Whether it is the agent who signs: himself online, or by his name at a window."""
    person = standing.person_key(by)
    if person:
        return person == case.filer_id
    return "".join(signer.split()) != case.applicant_name
