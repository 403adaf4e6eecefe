"""What the API remembers of writes, as it stood when the migrations were made anew.

A database that has had all the migrations named in `replaces` is taken over as it is: foundation/takeover.py.
"""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True
    replaces = [("api", "0001_initial"), ("api", "0002_tenancy"), ("api", "0003_effects_only")]

    dependencies = [
        ('identity', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='IdempotencyKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=255)),
                ('fingerprint', models.BinaryField(help_text='HMAC-SHA-256 of the method, address and body.')),
                ('status_code', models.PositiveSmallIntegerField()),
                ('headers', models.JSONField(default=dict)),
                ('body', models.BinaryField(help_text="Encrypted: an answer may hold a webhook's secret, which is shown once.")),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='identity.organization')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['created_at'], name='idempotency_key_age')],
                'constraints': [models.UniqueConstraint(fields=('organization', 'user', 'key'), name='idempotency_key_unique'), models.CheckConstraint(condition=models.Q(('status_code__lt', 400)), name='idempotency_key_of_an_effect')],
            },
        ),
    ]
