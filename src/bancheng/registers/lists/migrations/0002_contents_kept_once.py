"""Contents of editions are kept once and packed; changes mark lists by rows of their own."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from bancheng.registers.lists.packing import packed, unpacked


def pack(apps: Any, schema_editor: Any) -> None:
    """Move the content of every edition where it is kept once. One edition at a time: a list may have many thousand rows."""
    edition, content = apps.get_model("lists", "ListEdition"), apps.get_model("lists", "ListContent")
    for key in list(edition.objects.order_by("pk").values_list("pk", flat=True)):
        row = edition.objects.get(pk=key)
        digest, body = packed(row.columns, row.rows)
        content.objects.get_or_create(digest=digest, defaults={"packed": body})
        edition.objects.filter(pk=key).update(content=digest, size=len(row.rows))


def unpack(apps: Any, schema_editor: Any) -> None:
    """Write the content back into each edition."""
    edition = apps.get_model("lists", "ListEdition")
    for key in list(edition.objects.order_by("pk").values_list("pk", flat=True)):
        body = unpacked(bytes(edition.objects.select_related("content").get(pk=key).content.packed))
        edition.objects.filter(pk=key).update(columns=body["columns"], rows=body["rows"])


class Migration(migrations.Migration):
    dependencies = [("lists", "0001_initial"), ("organisations", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="ListContent",
            fields=[
                (
                    "digest",
                    models.CharField(
                        help_text="列和各行（按原顺序）的 SM3 摘要", max_length=64, primary_key=True, serialize=False
                    ),
                ),
                ("packed", models.BinaryField(help_text="压缩后的列和各行")),
            ],
            options={"verbose_name": "清单内容"},
        ),
        migrations.AddField(
            model_name="listedition",
            name="size",
            field=models.PositiveIntegerField(default=0, help_text="行数"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="listedition",
            name="content",
            field=models.ForeignKey(
                help_text="内容",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="lists.listcontent",
            ),
        ),
        # Without defaults the two columns could not be made again on the way back.
        migrations.AlterField(
            model_name="listedition", name="columns", field=models.JSONField(default=list, help_text="列：key、label")
        ),
        migrations.AlterField(
            model_name="listedition", name="rows", field=models.JSONField(default=list, help_text="各行内容")
        ),
        migrations.RunPython(pack, unpack),
        migrations.AlterField(
            model_name="listedition",
            name="content",
            field=models.ForeignKey(
                help_text="内容",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="lists.listcontent",
            ),
        ),
        migrations.RemoveField(model_name="listedition", name="columns"),
        migrations.RemoveField(model_name="listedition", name="rows"),
        migrations.CreateModel(
            name="ListMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(help_text="清单代码", max_length=40)),
                (
                    "region",
                    models.ForeignKey(
                        help_text="发生变动的区划，空为所有区划",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="organisations.region",
                    ),
                ),
                (
                    "called",
                    models.BooleanField(default=False, help_text="是否已排入后台任务；否则由每分钟的核对处理"),
                ),
            ],
            options={
                "verbose_name": "清单变动标记",
                "indexes": [models.Index(fields=["code", "region"], name="list_mark_where")],
            },
        ),
    ]
