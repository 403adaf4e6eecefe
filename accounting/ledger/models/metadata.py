"""What the programs of users note about a row, in keys and values of their own."""

from django.db import models
from django.db.models import Value

from foundation.keys import Holds


class WithMetadata(models.Model):
    """The base of rows with metadata. It is not part of the books, so it can change whatever the row's status is."""

    metadata = models.JSONField(default=dict, db_default=Value({}, models.JSONField()), blank=True, editable=False)

    class Meta:
        abstract = True


def metadata_allowed(name: str) -> Holds:
    """Return the constraint that metadata keeps to its limits (`metadata_allowed` in metadata.sql)."""
    return Holds("metadata = '{}' OR metadata_allowed(metadata)", name=name)
