"""Proof of a company's books over HTTP: what `manage.py verify_ledger` answers."""

from typing import Any

from accounting.reports import integrity
from api.company import CompanyView
from api.fields import BooleanField, CharField, IdField, IntegerField, ListField
from api.serializers import Serializer


class IntegrityCheck(Serializer):
    """One check of the books."""

    name = CharField(help_text="What is checked, such as `hash chain`.")
    claim = CharField(help_text="What has to be true.")
    holds = BooleanField(help_text="Whether the check found no fault.")
    unit = CharField(help_text="What `examined` counts, such as `lines`.")
    examined = IntegerField(help_text="How many were examined.")
    failed = IntegerField(help_text="How many faults were found.")
    failures = ListField(
        child=CharField(), help_text=f"What is wrong and where: the first {integrity.MAX_SHOWN} of `failed`."
    )
    evidence = CharField(
        help_text="A figure to write down and compare later, such as the hash of the last entry; may be empty."
    )


class IntegrityAnswer(Serializer):
    """The result of checking a company's books."""

    company_id = IdField()
    holds = BooleanField(help_text="Whether every check holds.")
    checks = IntegrityCheck(many=True, help_text="The checks, each with its evidence.")


class IntegrityView(CompanyView):
    """Check the books: everything is computed again from the journal and compared with what is kept.

    Checked are entries, numbers, the hash chain, periods, balances, seals, events, documents, open items, and the
    guards in the database. All is read as it was at one moment. It takes time, so it counts as 10 requests for the rate
    limits. For books with more than 10,000 entries or documents, drafts among them, or with more than 40,000 lines of
    either, the operator runs `manage.py verify_ledger`: here they are refused.
    """

    response_serializer = IntegrityAnswer
    cost = 10
    refuses_books = True
    at_one_moment = True

    def read(self, query: dict[str, Any]) -> dict[str, Any]:
        checks = integrity.checks(self.company, max_entries=integrity.MAX_ENTRIES)
        return {
            "company_id": self.company.pk,
            "holds": not any(check.failed for check in checks),
            "checks": [
                {
                    "name": check.name,
                    "claim": check.claim,
                    "holds": not check.failed,
                    "unit": check.unit,
                    "examined": check.examined,
                    "failed": check.failed,
                    "failures": check.failures,
                    "evidence": check.evidence,
                }
                for check in checks
            ],
        }
