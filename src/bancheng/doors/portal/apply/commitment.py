"""告知承诺: the five contents read whole and signed with one's own name instead of a proof, or taken back (APP-19, APP-20)."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.types import CommitmentView, DraftView
from bancheng.doors.portal.apply.drafts import CitizenRequest, Page, context, on_draft
from bancheng.doors.portal.cases.forms import CommitmentForm
from bancheng.doors.portal.site.ways import pdf, sent
from bancheng.ground.law import Refused

FIELDS = {"cases.signer": "name", "cases.not_confirmed": "confirmed"}
"""Code of a refusal → the field that it is about."""


@on_draft(shared=True)
def commitment(request: CitizenRequest, draft: DraftView) -> Page:
    found = selectors.draft_commitment(request.actor, draft.key)
    if found is None:
        raise Http404
    if request.method == "POST" and request.POST.get("act") == "drop":
        services.drop_commitment(draft.key, by=request.actor)
        messages.info(request, _("已取消告知承诺，请按清单提交材料。"), extra_tags="ok")
        return redirect("portal:application-materials", draft.key)
    form = CommitmentForm(sent(request))
    if form.is_valid():
        try:
            read = request.POST.get("words", "")
            services.sign_commitment(draft.key, by=request.actor, words=read, **form.cleaned_data)
        except Refused as refused:
            if refused.code == "cases.moved_on":
                messages.info(request, str(refused), extra_tags="warn")
                return redirect("portal:application-commitment", draft.key)
            form.add_error(FIELDS.get(refused.code), str(refused))
        else:
            messages.info(request, _("告知承诺书已经签署，这些证明不用交了。"), extra_tags="ok")
            return redirect("portal:application-materials", draft.key)
    return _shown(draft, found, form)


@on_draft(shared=True)
def sample(request: CitizenRequest, draft: DraftView) -> HttpResponse:
    """What he would sign as a PDF marked 样张."""
    return pdf(BytesIO(selectors.commitment_of_draft(request.actor, draft.key)), _("告知承诺书样张.pdf"))


def _shown(draft: DraftView, found: CommitmentView, form: CommitmentForm) -> dict[str, Any]:
    return context(draft, _("告知承诺书")) | {
        "commitment": found,
        "form": form,
        "back_url": reverse("portal:application-materials", args=[draft.key]),
        "status": 422 if form.errors else 200,
    }
