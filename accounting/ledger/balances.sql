-- Applied by migrations, and may be applied again at any time: foundation/guards.py.

-- The balances by day. Posting writes them beside those by month (ledger_advance and journal_post_many in posting.sql).

SELECT rows_of_company('accounting_daybalance');
REVOKE INSERT, UPDATE, DELETE ON accounting_daybalance FROM atlas_app;
