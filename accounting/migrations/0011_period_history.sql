-- The history of closing and reopening. Only the guard of periods writes it.

ALTER TABLE accounting_periodchange ADD CONSTRAINT period_change_of_company
    FOREIGN KEY (company_id, period_id) REFERENCES accounting_accountingperiod (company_id, id);
ALTER TABLE accounting_periodchange ADD CONSTRAINT period_change_known CHECK (action IN ('closed', 'reopened'));
CREATE POLICY tenant ON accounting_periodchange USING (
    (SELECT current_setting('atlas.organization_id', true)) = 'everyone'
    OR company_id = ANY ((SELECT atlas_company_ids())::uuid[])
);
ALTER TABLE accounting_periodchange ENABLE ROW LEVEL SECURITY;
REVOKE INSERT, UPDATE, DELETE ON accounting_periodchange FROM atlas_app;

INSERT INTO accounting_periodchange (id, company_id, period_id, action, at, by_id, reason, sealed_head, seal, sealed_balances)
SELECT uuidv7(), company_id, id, 'closed', closed_at, closed_by_id, '', sealed_head, seal, sealed_balances
FROM accounting_accountingperiod WHERE status = 'closed' ORDER BY start_date;

-- Periods close in order, once they have ended and hold nothing unfinished, and reopen newest first; a closed one keeps its seal.
-- Each closing and reopening is written down here, so that no seal is ever lost.
CREATE OR REPLACE FUNCTION period_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.id <> OLD.id OR NEW.company_id <> OLD.company_id OR NEW.start_date <> OLD.start_date THEN
        PERFORM refuse('period_fixed', 'A period stays the month that it is.');
    END IF;
    IF OLD.status = 'closed' AND NEW.status = 'closed' AND
       (to_jsonb(OLD) - 'updated_at') <> (to_jsonb(NEW) - 'updated_at') THEN
        PERFORM refuse('period_sealed', 'A closed period never changes. Reopen it first.');
    END IF;
    PERFORM 1 FROM accounting_ledgerhead WHERE company_id = NEW.company_id FOR UPDATE;
    IF OLD.status = 'open' AND NEW.status = 'closed' THEN
        IF NEW.end_date >= latest_today() THEN
            PERFORM refuse('period_ended', 'A month is closed once it has ended.');
        END IF;
        IF EXISTS (
            SELECT 1 FROM accounting_accountingperiod
            WHERE company_id = NEW.company_id AND start_date < NEW.start_date AND status = 'open'
        ) THEN
            PERFORM refuse('period_in_order', 'Earlier periods are still open: close them first.');
        END IF;
        IF EXISTS (
            SELECT 1 FROM accounting_journalentry
            WHERE company_id = NEW.company_id AND status = 'draft' AND date BETWEEN NEW.start_date AND NEW.end_date
        ) THEN
            PERFORM refuse('period_no_drafts', 'There are draft entries in this period: post or delete them first.');
        END IF;
        IF EXISTS (
            SELECT 1 FROM accounting_invoice
            WHERE company_id = NEW.company_id AND status = 'draft' AND issue_date BETWEEN NEW.start_date AND NEW.end_date
        ) OR EXISTS (
            SELECT 1 FROM accounting_bill
            WHERE company_id = NEW.company_id AND status NOT IN ('approved', 'void')
              AND issue_date BETWEEN NEW.start_date AND NEW.end_date
        ) THEN
            PERFORM refuse('period_no_open_documents',
                'There are draft invoices or bills without approval in this period: finish or delete them first.');
        END IF;
        INSERT INTO accounting_periodchange
            (id, company_id, period_id, action, at, by_id, reason, sealed_head, seal, sealed_balances)
        VALUES (uuidv7(), NEW.company_id, NEW.id, 'closed', NEW.closed_at, NEW.closed_by_id, '',
                NEW.sealed_head, NEW.seal, NEW.sealed_balances);
    ELSIF OLD.status = 'closed' AND NEW.status = 'open' THEN
        IF EXISTS (
            SELECT 1 FROM accounting_accountingperiod
            WHERE company_id = NEW.company_id AND start_date > NEW.start_date AND status = 'closed'
        ) THEN
            PERFORM refuse('period_newest_first', 'Later periods are closed: reopen the newest first.');
        END IF;
        IF btrim(NEW.reopen_reason) = '' OR NEW.reopened_at IS NULL THEN
            PERFORM refuse('period_reopened_with_reason', 'A period is reopened at a moment and for a reason.');
        END IF;
        INSERT INTO accounting_periodchange
            (id, company_id, period_id, action, at, by_id, reason, sealed_head, seal, sealed_balances)
        VALUES (uuidv7(), NEW.company_id, NEW.id, 'reopened', NEW.reopened_at, NEW.reopened_by_id, NEW.reopen_reason,
                OLD.sealed_head, OLD.seal, OLD.sealed_balances);
    END IF;
    RETURN NEW;
END
$$;
