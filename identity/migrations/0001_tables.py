"""Organizations and their users, as they stood when the migrations were made anew.

A database that has had all the migrations named in `replaces` is taken over as it is: foundation/takeover.py.
"""

import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import foundation.keys
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True
    replaces = [("identity", "0001_initial"), ("identity", "0002_guards"), ("identity", "0003_sign_in"), ("identity", "0004_mail_about"), ("identity", "0005_sessions")]

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('email', models.EmailField(max_length=254, unique=True)),
                ('full_name', models.CharField(max_length=200)),
                ('role', models.CharField(choices=[('admin', 'Admin'), ('member', 'Member')], default='member', max_length=20)),
                ('is_active', models.BooleanField(default=True)),
                ('is_staff', models.BooleanField(default=False, help_text='May sign in to the Django admin.', verbose_name='Atlas staff')),
                ('token_version', models.PositiveIntegerField(default=0, editable=False)),
                ('invited_at', models.DateTimeField(editable=False, help_text='When the invitation that is still open was mailed; empty if none is.', null=True)),
                ('removed_at', models.DateTimeField(editable=False, help_text='Left for good; the row stays for the books.', null=True)),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
        ),
        migrations.CreateModel(
            name='Authenticator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('confirmed', models.BooleanField(default=True, help_text='Is this device ready for use?')),
                ('throttling_failure_timestamp', models.DateTimeField(blank=True, default=None, help_text='A timestamp of the last failed verification attempt. Null if last attempt succeeded.', null=True)),
                ('throttling_failure_count', models.PositiveIntegerField(default=0, help_text='Number of successive failed attempts.')),
                ('created_at', models.DateTimeField(auto_now_add=True, help_text='The date and time when this device was initially created in the system.', null=True)),
                ('last_used_at', models.DateTimeField(blank=True, help_text='The most recent date and time this device was used.', null=True)),
                ('encrypted_secret', models.TextField(help_text='In hexadecimal digits, encrypted (identity/encryption.py).')),
                ('last_step', models.BigIntegerField(default=-1, help_text='The time step of the last code: none works twice.')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='authenticator', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Organization',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('name', models.CharField(max_length=200)),
                ('tier', models.CharField(choices=[('standard', 'Standard'), ('professional', 'Professional'), ('enterprise', 'Enterprise')], default='standard', max_length=20)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('tier__in', ['standard', 'professional', 'enterprise'])), name='organization_tier_known'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='organization_name_not_empty')],
            },
        ),
        migrations.AddField(
            model_name='user',
            name='organization',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='users', to='identity.organization'),
        ),
        migrations.CreateModel(
            name='OutgoingEmail',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('to', models.EmailField(max_length=254)),
                ('subject', models.CharField(max_length=300)),
                ('encrypted_body', models.TextField(editable=False)),
                ('about_id', models.UUIDField(editable=False, help_text='Of what it tells; may take it back unsent.', null=True)),
                ('due_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('last_error', models.CharField(default='', max_length=500)),
                ('given_up_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('given_up_at', None)), fields=['due_at'], name='outgoing_email_due')],
            },
        ),
        migrations.CreateModel(
            name='RecoveryCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('authenticator', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recovery_codes', to='identity.authenticator')),
            ],
        ),
        migrations.CreateModel(
            name='RefreshToken',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, help_text="The token's jti.", primary_key=True, serialize=False)),
                ('family_id', models.UUIDField()),
                ('family_ends_at', models.DateTimeField(help_text='However often the tokens are refreshed.')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('expires_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(null=True)),
                ('revoked_at', models.DateTimeField(null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='refresh_tokens', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='SignIn',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('door', models.CharField(choices=[('api', 'API'), ('pages', 'Pages')], max_length=10)),
                ('address', models.CharField(help_text='As identity/addresses.py tells it.', max_length=45)),
                ('user_agent', models.CharField(default='', max_length=255)),
                ('token_version', models.PositiveIntegerField()),
                ('session_key', models.CharField(default='', max_length=40)),
                ('last_seen_at', models.DateTimeField(default=django.utils.timezone.now, help_text='Of pages to a few minutes.')),
                ('failure', models.CharField(blank=True, choices=[('wrong_password', 'Wrong password'), ('wrong_code', 'Wrong code'), ('inactive', 'Deactivated user')], default='', max_length=20)),
                ('user', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='sign_ins', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='SignInAllowance',
            fields=[
                ('key', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('spent_until', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['spent_until'], name='sign_in_allowance_spent')],
            },
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email'))), name='user_email_lower_case'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['admin', 'member'])), name='user_role_known'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('organization__isnull', False), ('is_staff', True), _connector='OR'), name='user_organization_or_staff'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('removed_at__isnull', True), ('is_active', False), _connector='OR'), name='user_removed_is_inactive'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('invited_at__isnull', True), ('is_active', False), _connector='OR'), name='user_invited_is_inactive'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=foundation.keys.Key('organization', 'id', name='user_of_organization'),
        ),
        migrations.AddConstraint(
            model_name='recoverycode',
            constraint=models.UniqueConstraint(fields=('authenticator', 'digest'), name='recovery_code_unique'),
        ),
        migrations.AddIndex(
            model_name='refreshtoken',
            index=models.Index(fields=['family_id'], name='refresh_token_family'),
        ),
        migrations.AddIndex(
            model_name='refreshtoken',
            index=models.Index(fields=['expires_at'], name='refresh_token_expiry'),
        ),
        migrations.AddIndex(
            model_name='signin',
            index=models.Index(fields=['user', 'id'], name='sign_in_by_user'),
        ),
        migrations.AddIndex(
            model_name='signin',
            index=models.Index(fields=['created_at'], name='sign_in_created'),
        ),
        migrations.AddConstraint(
            model_name='signin',
            constraint=models.CheckConstraint(condition=models.Q(('failure__in', ['', 'wrong_password', 'wrong_code', 'inactive'])), name='failure_known'),
        ),
    ]
