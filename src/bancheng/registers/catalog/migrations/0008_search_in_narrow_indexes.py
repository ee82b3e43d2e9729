"""What narrows and ranks a search lies in two narrow indexes on SQLite: a frequent word is not walked over the wide rows.

PostgreSQL keeps the long words out of line (0004) and takes these for better than they are there.
"""

from importlib import import_module

from django.db import migrations, models

NARROW = (
    "CREATE INDEX search_ranking ON catalog_searchentry"
    " (id, kind, region_code, audience, lighter, signs, title, title_text)",
    "CREATE INDEX search_by_place ON catalog_searchentry (region_code, lighter, id, kind, audience, signs)",
)
TRIGGERS = import_module("bancheng.registers.catalog.migrations.0002_search_and_guard").SQLITE[1:4]
KINDS = ("audience", "item_type", "nature", "online", "owner_type")


def enter_signs(apps, schema_editor):
    """The signs of the entries that stand already."""
    entry, facet = apps.get_model("catalog", "SearchEntry"), apps.get_model("catalog", "SearchFacet")
    keys = list(entry.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), 500):
        words = {}
        found = facet.objects.filter(entry__in=keys[start : start + 500], kind__in=KINDS)
        for pk, kind, code in found.values_list("entry", "kind", "code"):
            words.setdefault(pk, set()).add(f"{kind}:{code}")
        changed = [entry(pk=pk, signs=f" {' '.join(sorted(held))} ") for pk, held in words.items()]
        entry.objects.bulk_update(changed, ["signs"], batch_size=200)


def keep_in_step(apps, schema_editor):
    """SQLite makes a table anew for another column, and drops what kept its index in step."""
    if schema_editor.connection.vendor == "sqlite":
        for statement in TRIGGERS:
            schema_editor.execute(statement)


def narrow(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for statement in NARROW:
            schema_editor.execute(statement)


def widen(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP INDEX search_ranking")
        schema_editor.execute("DROP INDEX search_by_place")


class Migration(migrations.Migration):
    dependencies = (("catalog", "0007_desk"),)
    operations = (
        migrations.RunPython(migrations.RunPython.noop, keep_in_step),
        migrations.AddField(
            model_name="searchentry",
            name="signs",
            field=models.CharField(
                blank=True,
                help_text="取值不多的分类：种类:代码，以空格隔开，前后各一个空格",
                max_length=300,
                default="",
            ),
            preserve_default=False,
        ),
        migrations.RunPython(keep_in_step, migrations.RunPython.noop),
        migrations.RunPython(enter_signs, migrations.RunPython.noop),
        migrations.RunPython(narrow, widen),
    )
