from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    dependencies = [("accounting", "0121_attachment_limits")]
    operations = [
        Guards("attachments/guards.sql", digest="41aab7ca1409525a"),
    ]
