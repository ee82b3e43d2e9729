"""What may be done with findings, and which of them an actor's grants cover."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import Q

from bancheng.ground.access import Actor, Subject, Target, may, region_stem
from bancheng.oversight.supervision.models import Finding

VIEW, CLOSE = "supervision.view", "supervision.close"
NOT_THERE = "没有找到这条监察发现。"


def subject_of(finding: Finding) -> Subject:
    """The finding as the journal and messages name it."""
    return Subject("supervision.finding", str(finding.pk))


def target_of(finding: Finding) -> Target:
    """What decides who may act on it."""
    return Target(subject_of(finding), region=finding.region_id, organisation=finding.organisation_id)


def covered(actor: Actor) -> Q:
    """The findings that the actor's `supervision.view` grants cover; none of them covers nothing."""
    scope = Q(pk__in=())
    for grant in set(actor.grants):
        if may(replace(actor, grants=(grant,)), VIEW).allowed:
            part = Q(region__code__startswith=region_stem(grant.region)) if grant.region else ~Q(pk__in=())
            scope |= part & Q(organisation=grant.organisation) if grant.organisation is not None else part
    return scope
