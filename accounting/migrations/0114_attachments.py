"""Attachments: files that belong to documents, payments, entries and contacts."""

import django.db.models.deletion
import django.utils.timezone
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Func, Q, Value, When
from django.db.models.functions import Coalesce

from foundation.guards import Guards
from foundation.keys import CompanyLeads, Holds, Key, References

OBJECTS = {
    "invoice": "invoice",
    "bill": "bill",
    "credit_note": "creditnote",
    "vendor_credit": "vendorcredit",
    "payment": "payment",
    "adjustment": "adjustment",
    "bank_transaction": "banktransaction",
    "transfer": "transfer",
    "journal_entry": "journalentry",
    "contact": "contact",
}


def link(to, **options):
    options = {"on_delete": django.db.models.deletion.DO_NOTHING, "db_constraint": False, "db_index": False} | options
    return models.ForeignKey(to=to, **options)


def of_company(**options):
    return link("accounting.company", on_delete=django.db.models.deletion.CASCADE, related_name="+", **options)


class Migration(migrations.Migration):
    dependencies = [
        ("accounting", "0113_line_by_account_date"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("company", of_company(db_constraint=True)),
                *(
                    (name, link(f"accounting.{model}", null=True, editable=False, related_name="+"))
                    for name, model in OBJECTS.items()
                ),
                (
                    "object_type",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Case(
                            *(When(**{f"{name}__isnull": False}, then=Value(name)) for name in OBJECTS)
                        ),
                        output_field=models.CharField(max_length=20),
                    ),
                ),
                (
                    "object_id",
                    models.GeneratedField(
                        db_persist=True, expression=Coalesce(*OBJECTS), output_field=models.UUIDField()
                    ),
                ),
                ("file_name", models.CharField(max_length=200)),
                ("media_type", models.CharField(max_length=100)),
                ("size", models.PositiveIntegerField(help_text="In bytes.")),
                ("sha256", models.CharField(max_length=64)),
                (
                    "created_by",
                    link(
                        settings.AUTH_USER_MODEL,
                        on_delete=django.db.models.deletion.PROTECT,
                        db_constraint=True,
                        null=True,
                        editable=False,
                        related_name="+",
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                "constraints": [
                    Holds(
                        f"num_nonnulls({', '.join(f'{name}_id' for name in OBJECTS)}) = 1",
                        name="attachment_of_one_object",
                    ),
                    *(
                        References("company", name, name=f"attachment_{name}_of_company", cascades=True)
                        for name in OBJECTS
                    ),
                    models.UniqueConstraint(fields=["company", "object_id", "sha256"], name="attachment_once"),
                    models.CheckConstraint(
                        condition=Q(size__gte=1, size__lte=10 * 1024 * 1024), name="attachment_size_allowed"
                    ),
                    Holds(r"file_name <> '' AND file_name !~ '[[:cntrl:]/\\]'", name="attachment_name_without_folders"),
                    Key("company", "id", name="attachment_of_company"),
                    Key("company", "id", "size", "sha256", name="attachment_with_digest"),
                ],
                "indexes": [
                    models.Index(
                        fields=["company", "created_at", "id"], include=["size"], name="attachment_by_creation"
                    ),
                    *(
                        models.Index(
                            fields=["company", name],
                            name=f"attachment_by_{name}",
                            condition=Q(**{f"{name}__isnull": False}),
                        )
                        for name in OBJECTS
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AttachmentContent",
            fields=[
                (
                    "attachment",
                    models.OneToOneField(
                        db_column="id",
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="content",
                        serialize=False,
                        to="accounting.attachment",
                    ),
                ),
                ("company", of_company()),
                ("content", models.BinaryField()),
                (
                    "size",
                    models.GeneratedField(
                        db_persist=True,
                        expression=Func(F("content"), function="octet_length"),
                        output_field=models.IntegerField(),
                    ),
                ),
                (
                    "sha256",
                    models.GeneratedField(
                        db_persist=True,
                        expression=Func(F("content"), template="encode(sha256(%(expressions)s), 'hex')"),
                        output_field=models.CharField(max_length=64),
                    ),
                ),
            ],
            options={
                "constraints": [
                    Key("company", "attachment", name="attachmentcontent_of_company"),
                    References(
                        "company",
                        "attachment",
                        "size",
                        "sha256",
                        name="attachment_content_true",
                        key=("company", "id", "size", "sha256"),
                        cascades=True,
                    ),
                ],
            },
        ),
        CompanyLeads("attachment"),
        CompanyLeads("attachmentcontent", key=("company", "attachment"), find_by="attachment"),
        Guards("attachments/guards.sql", digest="4ff614c67809da82"),
    ]
