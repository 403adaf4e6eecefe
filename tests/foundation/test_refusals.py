"""A constraint that is broken in a partition is the constraint of its table."""

import pytest
from django.db import connection, connections, transaction

from foundation import refusals


class Twice(refusals.Conflict):
    pass


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_duplicate_in_a_partition_has_the_words_of_its_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL refuses it under the name of the partition's own index."""
    monkeypatch.setitem(refusals.CONSTRAINTS, "probe_unique", (Twice, "This is there already.", "code"))
    with connections["owner"].cursor() as owner:
        owner.execute("CREATE TABLE probe (company_id int, code text) PARTITION BY HASH (company_id)")
        try:
            owner.execute("CREATE TABLE probe_0 PARTITION OF probe FOR VALUES WITH (MODULUS 1, REMAINDER 0)")
            owner.execute("CREATE UNIQUE INDEX probe_unique ON probe (company_id, code) WHERE code <> ''")
            insert = "INSERT INTO probe VALUES (1, 'a'), (1, 'a')"
            with pytest.raises(Twice) as refused, transaction.atomic(), refusals.translated():
                connection.cursor().execute(insert)
            assert (str(refused.value), refused.value.field) == ("This is there already.", "code")
            assert refused.value.__cause__.__cause__.diag.constraint_name != "probe_unique"  # type: ignore[union-attr]
            monkeypatch.setattr(connection, "copy", None)  # the second time it is known
            with pytest.raises(Twice), transaction.atomic(), refusals.translated():
                connection.cursor().execute(insert)
        finally:
            owner.execute("DROP TABLE probe")
