-- Applied by migrations, and may be applied again at any time: foundation/guards.py.

-- The amounts of lines with a tax rate by day. Posting writes them (ledger_advance and journal_post_many in ledger/posting.sql).

SELECT rows_of_company('accounting_taxbalance');
REVOKE INSERT, UPDATE, DELETE ON accounting_taxbalance FROM atlas_app;
