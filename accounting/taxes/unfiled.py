"""The tax returns to look at before a month is closed, for `periods.close_check`."""

from accounting.ledger.periods import Severity, Unfinished
from accounting.taxes.models import TaxReturn, TaxReturnStatus

UNFILED = (
    Unfinished(
        "unfiled_tax_returns",
        "Tax returns of this period that are not filed",
        lambda first, last: TaxReturn.objects.filter(
            status=TaxReturnStatus.DRAFT, start_date__lte=last, end_date__gte=first
        ),
        Severity.WARNING,
    ),
)
