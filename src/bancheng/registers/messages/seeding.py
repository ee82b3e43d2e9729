"""Declared templates become rows: one version for each wording there ever was."""

from __future__ import annotations

from typing import Any

from django.db import connections, transaction

from bancheng.registers.messages.models import Template
from bancheng.registers.messages.types import TemplateText, declared_template, templates


def current(key: str) -> Template:
    """The row of the declared wording, made with its first use. Raises UnknownTemplate. One query."""
    declared = declared_template(key)
    versions = list(Template.objects.filter(key=key).order_by("-version"))
    found = next((row for row in versions if _same(row, declared)), None)
    if found is not None:
        return found
    row, _ = Template.objects.get_or_create(
        key=key,
        version=versions[0].version + 1 if versions else 1,
        defaults={"title": declared.title, "body": declared.body, "channels": list(declared.channels)},
    )
    return row


def after_migrating(*, using: str, **_: Any) -> None:
    """After each `migrate`; after one that takes this room away there is no table to fill."""
    if Template._meta.db_table in connections[using].introspection.table_names():
        with transaction.atomic():
            for declared in templates():
                current(declared.key)


def _same(row: Template, declared: TemplateText) -> bool:
    return (row.title, row.body, tuple(row.channels)) == (declared.title, declared.body, declared.channels)
