from django.apps import AppConfig


class AccountingConfig(AppConfig):
    name = "accounting"

    def ready(self) -> None:
        """Load what each area declares about its constraints, and give the ledger what it needs from the areas above
        it, because it cannot import them."""
        import accounting.documents.constraints
        import accounting.ledger.constraints
        import accounting.settlement.constraints
        import accounting.taxes.constraints  # noqa: F401
        from accounting.documents.unfinished import UNFINISHED
        from accounting.ledger import accounts, periods
        from accounting.taxes import tax_rates

        periods.UNFINISHED.extend(UNFINISHED)
        accounts.CHECKS.append(tax_rates.refuse_money)
