"""Guess the subtype of an account from its name, so that an imported bank account can take payments."""

import re

from accounting.ledger.models import AccountType

_WORDS: dict[str, tuple[tuple[str, str], ...]] = {
    AccountType.ASSET: (
        ("receivable", "receivables? debtors? debitoren forderungen créances"),
        ("inventory", "inventory inventories warenlager vorräte"),
        ("cash", "cash petty wallet kasse bargeld caisse efectivo contanti"),
        ("bank", "bank banks banking checking chequing savings giro girokonto konto tagesgeld sparkonto"),
        ("bank", "paypal stripe wise revolut venmo monzo banque banco banca"),
        ("other_non_current_asset", "broker brokerage investments? portfolio retirement ira 401k pension"),
        ("fixed_asset", "fixed equipment furniture vehicles? cars? house property machinery buildings? land"),
        ("other_current_asset", "prepaid deposits? refunds? advances? vat tax(?:es)?"),
    ),
    AccountType.LIABILITY: (
        ("payable", "payables? creditors? kreditoren"),
        ("credit_card", "cards? creditcards? visa mastercard amex kreditkarten?"),
        ("tax", "tax(?:es)? vat gst mwst ust tva iva"),
        ("long_term_liability", "loans? mortgages? darlehen hypothek"),
    ),
    AccountType.EQUITY: (
        ("capital", "capital shares? kapital"),
        ("distribution", "distributions? drawings? dividends? withdrawals?"),
        ("retained_earnings", "retained earnings"),
    ),
    AccountType.REVENUE: (
        ("sales", "sales sale revenue services? consulting umsatz ventes"),
        ("other_income", "interest dividends? gains? pnl refunds? gifts?"),
    ),
    AccountType.EXPENSE: (
        ("cost_of_sales", "cogs costofsales costofgoods materials? wareneinsatz"),
        ("depreciation", "depreciation amortization amortisation abschreibung"),
        ("income_tax", "incometax corporationtax"),
        ("finance_cost", "interest zinsen"),
    ),
}
_PATTERNS = {
    kind: [(subtype, re.compile(rf"(?:{'|'.join(words.split())})", re.IGNORECASE)) for subtype, words in rows]
    for kind, rows in _WORDS.items()
}
_WORD = re.compile(r"[A-ZÀ-Þ]+(?![a-zß-ÿ])|[A-ZÀ-Þ]?[a-zß-ÿ]+|[0-9]+[a-z]*")


def guess(name: str, kind: str) -> str:
    """Return a subtype of the type `kind` for a name such as `Assets:US:BofA:Checking`, or "" if no word matches.

    The last part that matches counts: `Assets:Bank:Receivable` is receivable.
    """
    for part in reversed(name.split(":")[1:]):
        words = {*_WORD.findall(part), part.replace("-", "")}
        for subtype, pattern in _PATTERNS.get(kind, ()):
            if any(pattern.fullmatch(word) for word in words):
                return subtype
    return ""
