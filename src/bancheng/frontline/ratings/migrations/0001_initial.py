import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('catalog', '0002_search_and_guard'),
        ('identity', '0001_initial'),
        ('organisations', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.CharField(help_text='办件或者一件事办件的标识；每件一份邀请', max_length=32, unique=True)),
                ('number', models.CharField(db_index=True, help_text='统一受理号', max_length=26)),
                ('item_name', models.CharField(help_text='事项或者一件事的名称', max_length=200)),
                ('token', models.CharField(help_text='评价链接中的随机标识', max_length=43, unique=True)),
                ('created_at', models.DateTimeField(help_text='邀请时间')),
                ('expires_on', models.DateField(help_text='可以评价的最后一天')),
                ('agent', models.ForeignKey(help_text='受委托代办的人', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.naturalperson')),
                ('applicant', models.ForeignKey(help_text='申请人（自然人）', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.naturalperson')),
                ('item', models.ForeignKey(help_text='实施清单事项；空为一件事，整件评价一次', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.implementationitem')),
                ('legal_person', models.ForeignKey(help_text='申请人（法人和其他组织）', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.legalperson')),
                ('organisation', models.ForeignKey(help_text='实施机关；一件事为牵头部门', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('region', models.ForeignKey(help_text='实施机关所在区划', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.region')),
            ],
            options={
                'verbose_name': '评价邀请',
            },
        ),
        migrations.CreateModel(
            name='Rating',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('grade', models.PositiveSmallIntegerField(help_text='评价等级：5 非常满意，4 满意，3 基本满意，2 不满意，1 非常不满意')),
                ('indicators', models.JSONField(default=list, help_text='评价指标编码（国家好差评指标）')),
                ('words', models.CharField(blank=True, help_text='文字评价（其中的证件和手机号码已脱敏）', max_length=500)),
                ('anonymous', models.BooleanField(default=False, help_text='是否匿名')),
                ('channel', models.CharField(choices=[('portal', '网上（我的办件）'), ('link', '评价链接'), ('window', '窗口评价器')], help_text='评价渠道', max_length=10)),
                ('rated_at', models.DateTimeField(db_index=True, help_text='评价时间')),
                ('by', models.CharField(blank=True, help_text='评价人标识；匿名和凭链接评价的为空', max_length=80)),
                ('invitation', models.OneToOneField(help_text='评价邀请；每份只评价一次', on_delete=django.db.models.deletion.PROTECT, related_name='rating', to='ratings.invitation')),
            ],
            options={
                'verbose_name': '评价',
                'constraints': [models.CheckConstraint(condition=models.Q(('grade__gte', 1), ('grade__lte', 5)), name='rating_grade_known'), models.CheckConstraint(condition=models.Q(('anonymous', False), ('by', ''), _connector='OR'), name='rating_anonymous_names_nobody')],
            },
        ),
    ]
