-- Applied by migrations, and may be applied again at any time: foundation/guards.py.

-- A record of the audit trail about a company belongs to the company's organization, whatever was said.
CREATE OR REPLACE FUNCTION audit_of_company() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    SELECT organization_id INTO STRICT NEW.organization_id FROM accounting_company WHERE id = NEW.company_id;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER audit_of_company BEFORE INSERT ON identity_auditrecord
    FOR EACH ROW WHEN (NEW.company_id IS NOT NULL) EXECUTE FUNCTION audit_of_company();
