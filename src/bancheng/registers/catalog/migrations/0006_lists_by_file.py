import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0005_submissions_and_local_elements"),
    ]

    operations = [
        migrations.AddField(
            model_name="importrow",
            name="entry",
            field=models.ForeignKey(
                help_text="对应的上级清单条目",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="catalog.upstreamentry",
            ),
        ),
        migrations.AddField(
            model_name="importrun",
            name="kind",
            field=models.CharField(
                choices=[("items", "事项目录"), ("upstream", "上级清单")],
                default="items",
                help_text="导入什么",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="importrun",
            name="options",
            field=models.JSONField(default=dict, help_text="上级清单：清单、版本、施行日期、依据、是否整份"),
        ),
        migrations.AddField(
            model_name="upstreamentry",
            name="implementer",
            field=models.CharField(blank=True, help_text="实施机关", max_length=300),
        ),
        migrations.AlterField(
            model_name="importrow",
            name="outcome",
            field=models.CharField(
                choices=[
                    ("taken", "已导入"),
                    ("unchanged", "无变化"),
                    ("repaired", "已修正导入"),
                    ("warned", "导入但需核对"),
                    ("refused", "未导入"),
                    ("changed", "有变动"),
                    ("removed", "清单已取消"),
                ],
                help_text="结果",
                max_length=10,
            ),
        ),
    ]
