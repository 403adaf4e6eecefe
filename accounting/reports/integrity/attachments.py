"""The check of attachments. They are not in the books."""

from django.db import connections, router

from accounting.attachments import attachments as limits
from accounting.attachments.models import Attachment
from accounting.ledger.models import Company
from accounting.reports.integrity.check import MAX_SHOWN, Check
from foundation.words import counted

# The size of bytes that are kept outside of the row is in the row: nothing of them is read.
FILES = """
SELECT count(*), coalesce(sum(size), 0), count(*) FILTER (WHERE wrong),
    (array_agg(id ORDER BY id) FILTER (WHERE wrong))[:%s],
    array_agg(object_type || ' ' || object_id ORDER BY object_id) FILTER (WHERE position = %s)
FROM (
    SELECT a.id, a.size, a.object_type, a.object_id, octet_length(c.content) IS DISTINCT FROM a.size AS wrong,
        row_number() OVER (PARTITION BY a.object_id) AS position
    FROM accounting_attachment a
    LEFT JOIN accounting_attachmentcontent c ON c.company_id = a.company_id AND c.id = a.id
    WHERE a.company_id = %s
) files
"""


def attachments(company: Company) -> Check:
    """Look for attachments without all their bytes, and for too many of them. That the bytes are the right ones, keys
    of PostgreSQL hold."""
    check = Check(
        "attachments",
        "Each attachment has the bytes of its file, as many as it says, and there are not more than the limits allow.",
        "attachments",
    )
    with connections[router.db_for_read(Attachment)].cursor() as cursor:
        cursor.execute(FILES, [MAX_SHOWN, limits.MAX_OF_OBJECT + 1, company.pk])
        check.examined, total, failed, shown, crowded = cursor.fetchone()
    for id in shown or ():
        check.fail(f"The attachment {id} has no bytes, or another number of them than it says.")
    check.failed = failed
    for one in crowded or ():
        check.fail(f"The {one} has more than {limits.MAX_OF_OBJECT} attachments.")
    if check.examined > limits.MAX_OF_COMPANY or total > limits.MAX_TOTAL:
        have = f"{counted(check.examined, 'attachment')} with {counted(total, 'byte')}"
        check.fail(f"The company has {have}, more than the limits allow.")
    return check
