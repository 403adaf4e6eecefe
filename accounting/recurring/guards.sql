-- Applied by migrations, and may be applied again at any time: foundation/guards.py.

-- Recurring templates. A unique key makes each date at most once: its row is written in the transaction that makes the document, and stays.

SELECT rows_of_company('accounting_recurringtemplate', 'accounting_recurringrun');
REVOKE UPDATE, DELETE ON accounting_recurringrun FROM atlas_app;
