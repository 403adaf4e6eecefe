-- Two people: who prepared a bill is written down and only grows, and none of them approves it where the company asks for two.

-- Of bills from before, those who entered and submitted them are known; who changed them is not.
ALTER TABLE accounting_bill DISABLE TRIGGER document_frozen;
UPDATE accounting_bill SET prepared_by = (
    SELECT coalesce(array_agg(DISTINCT person), '{}') FROM unnest(ARRAY[created_by_id, submitted_by_id]) AS person
    WHERE person IS NOT NULL
);
ALTER TABLE accounting_bill ENABLE TRIGGER document_frozen;

CREATE FUNCTION bill_two_people() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    -- What submitting, approving and rejecting write. contact_kind is generated after this trigger has run.
    review text[] := ARRAY['status', 'submitted_at', 'submitted_by_id', 'approved_at', 'approved_by_id', 'rejection_reason',
                           'journal_entry_id', 'prepared_by', 'updated_at', 'contact_kind'];
    known uuid[] := NEW.prepared_by || ARRAY[NEW.created_by_id, NEW.submitted_by_id];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        known := OLD.prepared_by || known;
    END IF;
    NEW.prepared_by := ARRAY(
        SELECT person FROM unnest(known) WITH ORDINALITY AS all_known (person, place)
        WHERE person IS NOT NULL GROUP BY person ORDER BY min(place));
    IF TG_OP = 'INSERT' THEN
        RETURN NEW;
    END IF;
    IF OLD.status = 'submitted' AND NEW.status IN ('submitted', 'approved')
       AND (to_jsonb(OLD) - review) <> (to_jsonb(NEW) - review) THEN
        PERFORM refuse('bill_submitted_stays', 'A submitted bill that is changed becomes a draft again.');
    END IF;
    IF NEW.status = 'approved' AND EXISTS (
        SELECT 1 FROM accounting_company WHERE id = NEW.company_id AND two_person_approval
    ) AND (OLD.status <> 'submitted' OR NEW.approved_by_id IS NULL OR NEW.approved_by_id = ANY (NEW.prepared_by)) THEN
        PERFORM refuse('bill_approved_by_another', 'The company asks that a bill is submitted, and approved by another person.');
    END IF;
    RETURN NEW;
END
$$;
REVOKE EXECUTE ON FUNCTION bill_two_people() FROM PUBLIC;
CREATE TRIGGER bill_two_people_new BEFORE INSERT ON accounting_bill FOR EACH ROW EXECUTE FUNCTION bill_two_people();
CREATE TRIGGER bill_two_people BEFORE UPDATE ON accounting_bill
    FOR EACH ROW WHEN (OLD.status NOT IN ('approved', 'void')) EXECUTE FUNCTION bill_two_people();

-- Lines change only while their document is neither posted nor submitted: lock first, then test.
CREATE OR REPLACE FUNCTION document_line_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    document record;
BEGIN
    FOR document IN EXECUTE format(
        'SELECT journal_entry_id, status FROM %I WHERE id IN (SELECT %I FROM touched) ORDER BY id FOR SHARE', TG_ARGV[0], TG_ARGV[1]
    ) LOOP
        IF document.journal_entry_id IS NOT NULL THEN
            PERFORM refuse(TG_ARGV[2], 'Lines are frozen once posted.');
        END IF;
        IF document.status = 'submitted' THEN
            PERFORM refuse('bill_submitted_stays', 'A submitted bill that is changed becomes a draft again.');
        END IF;
    END LOOP;
    RETURN NULL;
END
$$;
