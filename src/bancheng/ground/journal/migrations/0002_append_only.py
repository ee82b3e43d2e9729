from __future__ import annotations

from django.db import migrations

from bancheng.ground.journal import protection


def protect(apps, schema_editor):
    protection.protect(schema_editor.connection)


def unprotect(apps, schema_editor):
    protection.unprotect(schema_editor.connection)


class Migration(migrations.Migration):
    """The database refuses to change or remove what the journal wrote."""

    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunPython(protect, unprotect, elidable=False)]
