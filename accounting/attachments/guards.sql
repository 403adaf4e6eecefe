-- Applied by migrations, and may be applied again at any time: foundation/guards.py.

-- Attachments: a row, and a row with its bytes. A foreign key over size and SHA-256, which PostgreSQL computes from the bytes, holds
-- both together (attachment_content_true). Neither ever changes. An attachment goes with its object, and its bytes with it.
SELECT rows_of_company('accounting_attachment', 'accounting_attachmentcontent');
REVOKE UPDATE, DELETE ON accounting_attachmentcontent FROM atlas_app;

-- Files are compressed already. Without compression PostgreSQL reads a part of the bytes without the rest.
ALTER TABLE accounting_attachmentcontent ALTER COLUMN content SET STORAGE EXTERNAL;

CREATE OR REPLACE FUNCTION attachment_frozen() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM refuse('attachment_frozen', 'An attachment never changes: delete it, and attach another file.');
    RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER attachment_frozen BEFORE UPDATE ON accounting_attachment
    FOR EACH ROW EXECUTE FUNCTION attachment_frozen();
CREATE OR REPLACE TRIGGER attachment_frozen BEFORE UPDATE ON accounting_attachmentcontent
    FOR EACH ROW EXECUTE FUNCTION attachment_frozen();

CREATE OR REPLACE FUNCTION attachment_has_content() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM accounting_attachment WHERE company_id = NEW.company_id AND id = NEW.id)
        AND NOT EXISTS (SELECT 1 FROM accounting_attachmentcontent WHERE company_id = NEW.company_id AND id = NEW.id)
    THEN
        PERFORM refuse('attachment_has_content', 'An attachment has the bytes of its file.');
    END IF;
    RETURN NULL;
END
$$;
DROP TRIGGER IF EXISTS attachment_has_content ON accounting_attachment;
CREATE CONSTRAINT TRIGGER attachment_has_content AFTER INSERT ON accounting_attachment DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION attachment_has_content();

-- The triggers of accounting/ledger/counts.sql.
CREATE OR REPLACE TRIGGER rows_added AFTER INSERT ON accounting_attachment REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION rows_counted('attachment');
CREATE OR REPLACE TRIGGER rows_removed AFTER DELETE ON accounting_attachment REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION rows_counted('attachment');

-- The bytes of all attachments of a company are kept in the same way.
CREATE OR REPLACE TRIGGER bytes_added AFTER INSERT ON accounting_attachment REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION rows_counted('attachment_bytes', 'size');
CREATE OR REPLACE TRIGGER bytes_removed AFTER DELETE ON accounting_attachment REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION rows_counted('attachment_bytes', 'size');

-- The limits. Who attaches holds the company until the transaction ends, so two sessions together cannot exceed one: what the other one
-- attached is seen after that, but only under READ COMMITTED. It fires last, by its name: the new rows are counted then.
CREATE OR REPLACE FUNCTION attachment_limits() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        PERFORM refuse('attachment_isolation', 'Files are attached under READ COMMITTED, where those of other sessions are counted.');
    END IF;
    PERFORM FROM accounting_company WHERE id IN (SELECT company_id FROM changed) ORDER BY id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT FROM accounting_attachment WHERE (company_id, object_id) IN (SELECT company_id, object_id FROM changed)
        GROUP BY company_id, object_id HAVING count(*) > 100
    ) THEN
        PERFORM refuse('attachments_of_object', 'An object has at most 100 attachments.');
    END IF;
    IF EXISTS (
        SELECT FROM accounting_rowcount WHERE company_id IN (SELECT company_id FROM changed)
            AND what IN ('attachment', 'attachment_bytes')
        GROUP BY company_id, what HAVING sum(rows) > CASE what WHEN 'attachment' THEN 100000 ELSE 10 * 1024^3 END
    ) THEN
        PERFORM refuse('attachments_of_company', 'A company has at most 100,000 attachments, and 10 GiB of them together.');
    END IF;
    RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER within_limits AFTER INSERT ON accounting_attachment REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION attachment_limits();
