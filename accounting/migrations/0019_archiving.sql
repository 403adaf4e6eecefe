-- Nothing is archived while something is open on it. The lock comes first: it waits for whoever is just posting, and they for us.

CREATE FUNCTION contact_settled() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    names text[];
BEGIN
    PERFORM 1 FROM accounting_contact WHERE id = OLD.id FOR UPDATE;
    names := ARRAY(
        (SELECT 'invoice ' || invoice_number FROM accounting_invoice
         WHERE company_id = OLD.company_id AND customer_id = OLD.id AND status = 'sent' AND amount_paid < amount ORDER BY id LIMIT 4)
        UNION ALL
        (SELECT 'bill ' || bill_number FROM accounting_bill
         WHERE vendor_id = OLD.id AND (status = 'submitted' OR (status = 'approved' AND amount_paid < amount)) ORDER BY id LIMIT 4)
        UNION ALL
        (SELECT 'payment ' || payment_number FROM accounting_payment
         WHERE company_id = OLD.company_id AND contact_id = OLD.id AND status = 'posted' AND allocated_amount < amount
         ORDER BY id LIMIT 4));
    IF cardinality(names) > 0 THEN
        PERFORM refuse('contact_settled', format(
            '%s still has open: %s%s. Settle or void that first.', OLD.name, array_to_string(names[1:3], ', '),
            CASE WHEN cardinality(names) > 3 THEN ' and more' ELSE '' END));
    END IF;
    RETURN NEW;
END
$$;
REVOKE EXECUTE ON FUNCTION contact_settled() FROM PUBLIC;
CREATE TRIGGER contact_settled BEFORE UPDATE ON accounting_contact
    FOR EACH ROW WHEN (OLD.is_active AND NOT NEW.is_active) EXECUTE FUNCTION contact_settled();

CREATE FUNCTION account_settled() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    held numeric;
    currency accounting_currency;
    names text[];
BEGIN
    PERFORM 1 FROM accounting_account WHERE id = OLD.id FOR UPDATE;
    IF OLD.type IN ('asset', 'liability', 'equity') THEN
        SELECT coalesce(sum(debits - credits), 0) INTO held FROM accounting_accountbalance
        WHERE company_id = OLD.company_id AND account_id = OLD.id;
        IF held <> 0 THEN
            SELECT y.* INTO currency FROM accounting_company c JOIN accounting_currency y ON y.code = c.base_currency
            WHERE c.id = OLD.company_id;
            PERFORM refuse('account_settled', format('%s %s still holds %s %s. Bring it to zero first.',
                OLD.code, OLD.name, round(held, currency.decimals), currency.code));
        END IF;
    END IF;
    names := ARRAY(
        (SELECT 'tax rate ' || name FROM accounting_taxrate
         WHERE is_active AND OLD.id IN (sales_account_id, purchase_account_id) ORDER BY id LIMIT 4)
        UNION ALL
        (SELECT 'draft entry of ' || e.date FROM accounting_journalentry e
         WHERE e.status = 'draft' AND e.company_id = OLD.company_id
           AND EXISTS (SELECT 1 FROM accounting_journalline l WHERE l.entry_id = e.id AND l.account_id = OLD.id) ORDER BY id LIMIT 4)
        UNION ALL
        (SELECT 'draft invoice ' || coalesce(d.invoice_number, 'of ' || d.issue_date) FROM accounting_invoice d
         WHERE d.status = 'draft' AND d.company_id = OLD.company_id
           AND EXISTS (SELECT 1 FROM accounting_invoiceline l WHERE l.invoice_id = d.id AND l.account_id = OLD.id) ORDER BY id LIMIT 4)
        UNION ALL
        (SELECT 'bill ' || d.bill_number FROM accounting_bill d
         WHERE d.status IN ('draft', 'submitted', 'rejected') AND d.company_id = OLD.company_id
           AND EXISTS (SELECT 1 FROM accounting_billline l WHERE l.bill_id = d.id AND l.account_id = OLD.id) ORDER BY id LIMIT 4));
    IF cardinality(names) > 0 THEN
        PERFORM refuse('account_settled', format(
            '%s %s is still used by: %s%s.', OLD.code, OLD.name, array_to_string(names[1:3], ', '),
            CASE WHEN cardinality(names) > 3 THEN ' and more' ELSE '' END));
    END IF;
    RETURN NEW;
END
$$;
REVOKE EXECUTE ON FUNCTION account_settled() FROM PUBLIC;
CREATE TRIGGER account_settled BEFORE UPDATE ON accounting_account
    FOR EACH ROW WHEN (OLD.is_active AND NOT NEW.is_active) EXECUTE FUNCTION account_settled();
