"""The company leads the key of events: docs/decisions/0015-the-company-leads-every-key.md."""

from django.db import migrations

from foundation.keys import CompanyLeads


class Migration(migrations.Migration):
    dependencies = [
        ("accounting", "0008_fill_open_items"),
        ("webhooks", "0004_delivery_company"),
    ]

    operations = [
        CompanyLeads("event"),
    ]
