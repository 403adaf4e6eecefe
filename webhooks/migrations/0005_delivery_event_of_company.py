"""A delivery and its event are of one company."""

from django.db import migrations, models

import foundation.keys


class Migration(migrations.Migration):
    dependencies = [
        ("accounting", "0009_company_leads_events"),
        ("webhooks", "0004_delivery_company"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="delivery", name="delivery_has_one_body"),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(("company__isnull", False), ("event__isnull", False), ("test_body__isnull", True))
                | models.Q(("company__isnull", True), ("event__isnull", True), ("test_body__isnull", False)),
                name="delivery_has_one_body",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=foundation.keys.References("company", "event", name="delivery_event_of_company"),
        ),
    ]
