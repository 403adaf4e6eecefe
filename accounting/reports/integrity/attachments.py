"""The check of attachments. They are not in the books."""

from django.db import connections, router

from accounting.attachments.models import Attachment
from accounting.ledger.models import Company
from accounting.reports.integrity.check import MAX_SHOWN, Check

# The size of bytes that are kept outside of the row is in the row: nothing of them is read.
SIZES = """
SELECT count(*), count(*) FILTER (WHERE wrong), (array_agg(id ORDER BY id) FILTER (WHERE wrong))[:%s]
FROM (
    SELECT a.id, octet_length(c.content) IS DISTINCT FROM a.size AS wrong
    FROM accounting_attachment a
    LEFT JOIN accounting_attachmentcontent c ON c.company_id = a.company_id AND c.id = a.id
    WHERE a.company_id = %s
) files
"""


def attachments(company: Company) -> Check:
    """Look for attachments without all their bytes. That these are the right ones, keys of PostgreSQL hold."""
    check = Check("attachments", "Each attachment has the bytes of its file, as many as it says.", "attachments")
    with connections[router.db_for_read(Attachment)].cursor() as cursor:
        cursor.execute(SIZES, [MAX_SHOWN, company.pk])
        check.examined, failed, shown = cursor.fetchone()
    for id in shown or ():
        check.fail(f"The attachment {id} has no bytes, or another number of them than it says.")
    check.failed = failed
    return check
