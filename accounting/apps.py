from django.apps import AppConfig


class AccountingConfig(AppConfig):
    name = "accounting"

    def ready(self) -> None:
        """Give the ledger what it needs from the areas above it, because it cannot import them."""
        from accounting.documents.unfinished import UNFINISHED
        from accounting.ledger import accounts, periods
        from accounting.taxes import tax_rates

        periods.UNFINISHED.extend(UNFINISHED)
        accounts.CHECKS.append(tax_rates.refuse_money)
