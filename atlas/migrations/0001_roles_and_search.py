"""The application's role and what it may do, and what searches compare, before any table exists."""

from django.db import migrations

from foundation.guards import Guards


class Migration(migrations.Migration):
    replaces = [("atlas", "0001_roles"), ("atlas", "0002_functions"), ("atlas", "0003_search")]
    run_before = [
        ("contenttypes", "0001_initial"),
        ("sessions", "0001_initial"),
    ]
    operations = [
        Guards("roles.sql", digest="629ada8803e9be49"),
        Guards("search.sql", digest="01ea19a73ce7c8ab"),
    ]
