"""Webhooks, as they stood when the migrations were made anew.

A database that has had all the migrations named in `replaces` is taken over as it is: foundation/takeover.py.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import foundation.keys
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True
    replaces = [("webhooks", "0001_initial"), ("webhooks", "0002_guards"), ("webhooks", "0003_cheaper_writes"), ("webhooks", "0004_holds")]

    dependencies = [
        ('accounting', '0001_tables'),
        ('identity', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Drain',
            fields=[
                ('slot', models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ('holder', models.UUIDField(null=True)),
                ('worker', models.CharField(blank=True, default='', help_text='Host and process.', max_length=200)),
                ('started_at', models.DateTimeField(null=True)),
                ('expires_at', models.DateTimeField(null=True)),
            ],
            options={
                'verbose_name': 'engine',
            },
        ),
        migrations.CreateModel(
            name='Pulse',
            fields=[
                ('name', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Endpoint',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('url', models.CharField(max_length=2000)),
                ('description', models.CharField(blank=True, default='', max_length=200)),
                ('events', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=50), help_text='Event types, or * for all.', size=None)),
                ('is_enabled', models.BooleanField(default=True, editable=False)),
                ('disabled_reason', models.CharField(blank=True, choices=[('user', 'Disabled by a user'), ('gone', 'The receiver answered 410 Gone'), ('failing', 'Nothing was delivered for days')], default='', editable=False, max_length=10)),
                ('disabled_at', models.DateTimeField(editable=False, null=True)),
                ('deleted_at', models.DateTimeField(editable=False, null=True)),
                ('encrypted_secret', models.TextField(editable=False)),
                ('encrypted_previous_secret', models.TextField(blank=True, default='', editable=False)),
                ('previous_secret_expires_at', models.DateTimeField(editable=False, null=True)),
                ('header_secret', models.CharField(choices=[('current', 'The new secret'), ('previous', 'The previous secret')], default='current', editable=False, max_length=10)),
                ('floors', models.JSONField(default=dict, editable=False)),
                ('next_due_at', models.DateTimeField(editable=False, help_text='When the engine looks here next.', null=True)),
                ('held_until', models.DateTimeField(editable=False, help_text='Nothing but tests is sent before: Retry-After, or the breaker.', null=True)),
                ('hold_reason', models.CharField(blank=True, choices=[('retry_after', 'The receiver asked to wait'), ('breaker', 'Too many attempts failed in a row')], default='', editable=False, max_length=11)),
                ('consecutive_failures', models.PositiveIntegerField(default=0, editable=False)),
                ('failing_since', models.DateTimeField(editable=False, null=True)),
                ('last_success_at', models.DateTimeField(editable=False, null=True)),
                ('last_delivery_at', models.DateTimeField(editable=False, help_text='The last attempt.', null=True)),
                ('notice_at', models.DateTimeField(editable=False, help_text='When to tell the admins that it was disabled.', null=True)),
                ('company', models.ForeignKey(blank=True, db_constraint=False, db_index=False, help_text='None: all companies.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounting.company')),
                ('created_by', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organization', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organization')),
            ],
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('event_type', models.CharField(max_length=50)),
                ('test_body', models.BinaryField(null=True)),
                ('status', models.CharField(choices=[('pending', 'Pending'), ('succeeded', 'Succeeded'), ('exhausted', 'Exhausted')], default='pending', max_length=10)),
                ('lane', models.PositiveSmallIntegerField(choices=[(0, 'First attempt'), (1, 'Retry'), (2, 'Replay'), (3, 'Test')], default=0)),
                ('attempts', models.PositiveIntegerField(default=0)),
                ('step', models.PositiveSmallIntegerField(default=0)),
                ('next_attempt_at', models.DateTimeField(null=True)),
                ('lease', models.UUIDField(null=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('finished_at', models.DateTimeField(null=True)),
                ('event', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounting.event')),
                ('organization', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organization')),
                ('endpoint', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='webhooks.endpoint')),
            ],
            options={
                'verbose_name_plural': 'deliveries',
            },
        ),
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('started_at', models.DateTimeField()),
                ('duration_ms', models.PositiveIntegerField()),
                ('succeeded', models.BooleanField()),
                ('status_code', models.PositiveSmallIntegerField(null=True)),
                ('error', models.CharField(blank=True, default='', max_length=20)),
                ('detail', models.CharField(blank=True, default='', max_length=200)),
                ('request_headers', models.JSONField()),
                ('answer', models.BinaryField(help_text="The first 4096 bytes of the answer's body.")),
                ('organization', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organization')),
                ('delivery', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='attempt_set', to='webhooks.delivery')),
                ('endpoint', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='webhooks.endpoint')),
            ],
        ),
        migrations.CreateModel(
            name='EndpointHour',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('start', models.DateTimeField(db_index=True)),
                ('succeeded', models.PositiveIntegerField()),
                ('failed', models.PositiveIntegerField()),
                ('endpoint', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='webhooks.endpoint')),
                ('organization', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organization')),
            ],
        ),
        migrations.CreateModel(
            name='FanOut',
            fields=[
                ('company', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='accounting.company')),
                ('sequence', models.BigIntegerField(default=0)),
                ('organization', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='identity.organization')),
            ],
        ),
        migrations.AddIndex(
            model_name='endpoint',
            index=models.Index(fields=['organization', 'created_at', 'id'], name='endpoint_by_creation'),
        ),
        migrations.AddIndex(
            model_name='endpoint',
            index=models.Index(condition=models.Q(('is_enabled', True), ('next_due_at__isnull', False)), fields=['next_due_at'], name='endpoint_due'),
        ),
        migrations.AddConstraint(
            model_name='endpoint',
            constraint=models.CheckConstraint(condition=models.Q(('url', ''), _negated=True), name='endpoint_has_url'),
        ),
        migrations.AddConstraint(
            model_name='endpoint',
            constraint=models.CheckConstraint(condition=models.Q(('events__len__gt', 0)), name='endpoint_has_events'),
        ),
        migrations.AddConstraint(
            model_name='endpoint',
            constraint=models.CheckConstraint(condition=models.Q(('header_secret__in', ['current', 'previous'])), name='endpoint_header_secret_known'),
        ),
        migrations.AddConstraint(
            model_name='endpoint',
            constraint=models.CheckConstraint(condition=models.Q(('hold_reason__in', ['', 'retry_after', 'breaker'])), name='endpoint_hold_known'),
        ),
        migrations.AddConstraint(
            model_name='endpoint',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('disabled_at__isnull', True), ('disabled_reason', ''), ('is_enabled', True)), models.Q(('disabled_at__isnull', False), ('disabled_reason__in', ['user', 'gone', 'failing']), ('is_enabled', False)), _connector='OR'), name='endpoint_disabled_means_why'),
        ),
        migrations.AddConstraint(
            model_name='endpoint',
            constraint=foundation.keys.Key('organization', 'id', name='endpoint_of_organization'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('status', 'pending')), fields=['endpoint', 'lane', 'next_attempt_at'], name='delivery_due'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('lease__isnull', False)), fields=['endpoint'], name='delivery_in_flight'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(fields=['endpoint', 'id'], name='delivery_by_endpoint'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.UniqueConstraint(fields=('endpoint', 'event'), name='delivery_once_an_event'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['pending', 'succeeded', 'exhausted'])), name='delivery_status_known'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('event__isnull', False), ('test_body__isnull', True)), models.Q(('event__isnull', True), ('test_body__isnull', False)), _connector='OR'), name='delivery_has_one_body'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('finished_at__isnull', True), ('next_attempt_at__isnull', False), ('status', 'pending')), models.Q(('finished_at__isnull', False), ('lease__isnull', True), ('next_attempt_at__isnull', True)), _connector='OR'), name='delivery_pending_means_due'),
        ),
        migrations.AddConstraint(
            model_name='attempt',
            constraint=models.UniqueConstraint(fields=('delivery', 'number'), name='attempt_number_unique'),
        ),
        migrations.AddConstraint(
            model_name='endpointhour',
            constraint=models.UniqueConstraint(fields=('endpoint', 'start'), name='endpoint_hour_once'),
        ),
        migrations.AddConstraint(
            model_name='endpoint',
            constraint=foundation.keys.References('organization', 'company', name='endpoint_company_of_organization'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=foundation.keys.References('organization', 'endpoint', name='delivery_endpoint_of_organization'),
        ),
    ]
