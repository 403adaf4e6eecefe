from django.apps import AppConfig


class AccountingConfig(AppConfig):
    name = "accounting"

    def ready(self) -> None:
        """Load the areas' declarations of their constraints, and give the ledger the functions of higher areas that it
        needs but cannot import. The mail outbox gets the invoices to attach."""
        import accounting.attachments.constraints
        import accounting.banking.constraints
        import accounting.budgets.constraints
        import accounting.currencies.constraints
        import accounting.documents.constraints
        import accounting.exchange.constraints
        import accounting.items.constraints
        import accounting.ledger.constraints
        import accounting.open_items.constraints
        import accounting.opening.constraints
        import accounting.recurring.constraints
        import accounting.revaluation.constraints
        import accounting.settlement.constraints
        import accounting.taxes.constraints
        from accounting.banking import accounts as banking
        from accounting.documents import mail as invoices
        from accounting.documents.unfinished import UNFINISHED
        from accounting.ledger import accounts, journal, periods
        from accounting.settlement import payments
        from accounting.taxes import tax_rates
        from accounting.taxes.unfiled import UNFILED
        from foundation import mail

        periods.UNFINISHED.extend([*UNFINISHED, *UNFILED])
        accounts.CHECKS.extend([tax_rates.check_account, payments.check_account, banking.check_account])
        journal.RATE_CHECKS.append(tax_rates.check_used)
        mail.ATTACHMENTS["invoice"] = invoices.file_of
