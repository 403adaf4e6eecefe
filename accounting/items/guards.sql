-- Applied by migrations, and may be applied again at any time: foundation/guards.py.

SELECT rows_of_company('accounting_item');

-- accounting/ledger/numbers.sql says what looks alike.
CREATE UNIQUE INDEX IF NOT EXISTS item_code_unique ON accounting_item (company_id, look_alike(code)) WHERE code <> '';

-- The indexes of accounting/ledger/search.sql and metadata.sql, and the triggers of counts.sql.
CREATE INDEX IF NOT EXISTS item_by_text ON accounting_item USING gin (company_id, search_text public.gin_trgm_ops);
CREATE INDEX IF NOT EXISTS item_by_pairs ON accounting_item USING gin (company_id, search_pairs(search_text));
ALTER INDEX item_by_pairs ALTER COLUMN 2 SET STATISTICS 0;
CREATE INDEX IF NOT EXISTS item_by_metadata ON accounting_item USING gin (company_id, metadata jsonb_path_ops) WHERE metadata <> '{}';
CREATE OR REPLACE TRIGGER rows_added AFTER INSERT ON accounting_item REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION rows_counted('item');
CREATE OR REPLACE TRIGGER rows_removed AFTER DELETE ON accounting_item REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION rows_counted('item');
