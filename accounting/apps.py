from django.apps import AppConfig


class AccountingConfig(AppConfig):
    name = "accounting"

    def ready(self) -> None:
        """Tell the ledger what the areas above it ask: it cannot import them."""
        from accounting.documents.unfinished import UNFINISHED
        from accounting.ledger import accounts, periods
        from accounting.taxes import tax_rates

        periods.UNFINISHED.extend(UNFINISHED)
        accounts.CHECKS.append(tax_rates.refuse_money)
