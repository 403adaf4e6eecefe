"""The refusals for the constraints of bank transactions and transfers that a request can break."""

from accounting.errors import (
    NO_ACCOUNT,
    NO_TAX_RATE,
    AccountNotUsable,
    Conflict,
    Duplicate,
    Invalid,
    InvalidAmount,
    NotFoundHere,
    WrongStatus,
)
from accounting.ledger.metadata import METADATA_LIMITS
from foundation.refusals import declare

declare(
    {
        "bank_transaction_number_unique": (Duplicate, "", ""),
        "banktransaction_metadata_allowed": (Invalid, METADATA_LIMITS, "metadata"),
        "banktransaction_external_id_unique": (
            Duplicate,
            "A bank transaction with this external_id already exists.",
            "external_id",
        ),
        "bank_transaction_amount_positive": (InvalidAmount, "The total must be greater than zero.", "lines"),
        "bank_transaction_account_of_company": (NotFoundHere, NO_ACCOUNT, "account_id"),
        "bank_transaction_contact_of_company": (
            NotFoundHere,
            "There is no such contact in this company.",
            "contact_id",
        ),
        "bank_transaction_line_account_of_company": (NotFoundHere, NO_ACCOUNT, "lines"),
        "bank_transaction_line_tax_rate_of_company": (
            NotFoundHere,
            NO_TAX_RATE,
            "lines",
        ),
        "bank_transaction_frozen": (WrongStatus, "", ""),
        "transfer_number_unique": (Duplicate, "", ""),
        "transfer_metadata_allowed": (Invalid, METADATA_LIMITS, "metadata"),
        "transfer_external_id_unique": (Duplicate, "A transfer with this external_id already exists.", "external_id"),
        "transfer_amounts_positive": (InvalidAmount, "The amount must be greater than zero.", "amount"),
        "transfer_fee_positive": (InvalidAmount, "A fee must be greater than zero.", "fee"),
        "transfer_between_two_accounts": (Invalid, "A transfer needs two different accounts.", "to_account_id"),
        "transfer_from_account_of_company": (NotFoundHere, NO_ACCOUNT, "from_account_id"),
        "transfer_to_account_of_company": (NotFoundHere, NO_ACCOUNT, "to_account_id"),
        "transfer_fee_account_of_company": (NotFoundHere, NO_ACCOUNT, "fee.account_id"),
        "transfer_frozen": (WrongStatus, "", ""),
        "banking_account_holds_money": (AccountNotUsable, "", ""),
        "banking_entry_true": (Conflict, "", ""),
    }
)
