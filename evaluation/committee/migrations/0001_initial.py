

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('bids', '0002_initial'),
        ('files', '0001_initial'),
        ('tenders', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Clarification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('ground', models.CharField(choices=[('unclear', 'The meaning is not clear'), ('inconsistent', 'The same matter is put in different ways'), ('slip', 'An obvious slip of wording or calculation'), ('correction', 'A corrected price to confirm'), ('low-price', 'A price that looks too low: to be explained')], max_length=15)),
                ('document', models.CharField(blank=True, max_length=300)),
                ('page', models.PositiveIntegerField(null=True)),
                ('quoted', models.DecimalField(decimal_places=6, max_digits=20, null=True)),
                ('corrected', models.DecimalField(decimal_places=6, max_digits=20, null=True)),
                ('question', models.TextField()),
                ('deadline', models.DateTimeField()),
                ('asked_at', models.DateTimeField(auto_now_add=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('bid', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clarifications', to='bids.bid')),
                ('criterion', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='clarifications', to='tenders.criterion')),
                ('tender', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clarifications', to='tenders.tender')),
            ],
            options={
                'ordering': ['tender', 'number'],
            },
        ),
        migrations.CreateModel(
            name='Judgement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verdict', models.CharField(choices=[('accepted', 'accepted'), ('refused', 'not accepted'), ('withdrawn', 'withdrawn')], max_length=10)),
                ('reason', models.TextField()),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
                ('clarification', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='judgements', to='committee.clarification')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Opinion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('result', models.CharField(max_length=64)),
                ('agrees', models.BooleanField()),
                ('reason', models.TextField(blank=True)),
                ('given_at', models.DateTimeField(auto_now_add=True)),
                ('expert', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opinions', to=settings.AUTH_USER_MODEL)),
                ('tender', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opinions', to='tenders.tender')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Reply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(blank=True)),
                ('file_name', models.CharField(blank=True, max_length=300)),
                ('received_at', models.DateTimeField()),
                ('entered_at', models.DateTimeField(auto_now_add=True)),
                ('clarification', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='committee.clarification')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='clarification',
            constraint=models.UniqueConstraint(fields=('tender', 'number'), name='clarifications_are_numbered'),
        ),
        migrations.AddConstraint(
            model_name='clarification',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('corrected__isnull', False), ('ground', 'correction'), ('quoted__isnull', False)), models.Q(models.Q(('ground', 'correction'), _negated=True), ('corrected', None), ('quoted', None)), _connector='OR'), name='a_correction_has_its_amounts'),
        ),
        migrations.AddConstraint(
            model_name='opinion',
            constraint=models.UniqueConstraint(fields=('tender', 'expert', 'result'), name='one_opinion_per_result'),
        ),
        migrations.AddConstraint(
            model_name='opinion',
            constraint=models.CheckConstraint(condition=models.Q(('agrees', True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='dissent_has_its_reason'),
        ),
        migrations.AddConstraint(
            model_name='reply',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), ('file__isnull', False), _connector='OR'), name='a_reply_says_something'),
        ),
    ]
