"""From rows to what pages hold."""

from __future__ import annotations

from bancheng.frontline.ratings import rules
from bancheng.frontline.ratings.models import Invitation, Rating
from bancheng.frontline.ratings.types import InvitationView, RatingView
from bancheng.ground.law import today

STATES = {"open": "待评价", "rated": "已评价", "expired": "已过期"}


def rating_of(invitation: Invitation) -> Rating | None:
    """The rating, read with the invitation by `select_related`; None while there is none."""
    try:
        return invitation.rating
    except Rating.DoesNotExist:
        return None


def invitation_view(invitation: Invitation, *, owner: bool = False) -> InvitationView:
    """The invitation as its page shows it; what was said only for an `owner`."""
    rating = rating_of(invitation)
    state = "rated" if rating else "expired" if today() > invitation.expires_on else "open"
    return InvitationView(
        token=invitation.token,
        case=invitation.case,
        number=invitation.number,
        item_name=invitation.item_name,
        organisation=invitation.organisation.name,
        created_at=invitation.created_at,
        expires_on=invitation.expires_on,
        state=state,
        state_label=STATES[state],
        rated_at=rating.rated_at if rating else None,
        rating=_rating_view(rating) if rating and owner else None,
    )


def _rating_view(rating: Rating) -> RatingView:
    grade = rules.grade_of(rating.grade)
    chosen = set(rating.indicators)
    return RatingView(
        grade=grade.value,
        grade_label=grade.label,
        indicators=tuple(one for one in grade.indicators if one.code in chosen),
        words=rating.words,
        anonymous=rating.anonymous,
        rated_at=rating.rated_at,
    )
