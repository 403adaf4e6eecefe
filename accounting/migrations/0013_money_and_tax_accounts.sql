-- What rows have that are written past Django.
ALTER TABLE accounting_invoice ALTER due_date_given SET DEFAULT false, ALTER void_reason SET DEFAULT '';
ALTER TABLE accounting_bill ALTER due_date_given SET DEFAULT false, ALTER void_reason SET DEFAULT '', ALTER prepared_by SET DEFAULT '{}';
ALTER TABLE accounting_payment ALTER void_reason SET DEFAULT '';

-- A draft whose due date is not what its terms come to was given it.
ALTER TABLE accounting_invoice DISABLE TRIGGER USER;
ALTER TABLE accounting_bill DISABLE TRIGGER USER;
UPDATE accounting_invoice d SET due_date_given = true FROM accounting_contact c
WHERE c.id = d.customer_id AND d.status = 'draft' AND d.due_date <> d.issue_date + c.payment_terms_days;
UPDATE accounting_bill d SET due_date_given = true FROM accounting_contact c
WHERE c.id = d.vendor_id AND d.status NOT IN ('approved', 'void') AND d.due_date <> d.issue_date + c.payment_terms_days;
ALTER TABLE accounting_invoice ENABLE TRIGGER USER;
ALTER TABLE accounting_bill ENABLE TRIGGER USER;

-- Accounts without a subtype that payments went through hold money.
UPDATE accounting_account a SET subtype = CASE type WHEN 'asset' THEN 'bank' ELSE 'credit_card' END
WHERE subtype = '' AND system_role IS NULL AND type IN ('asset', 'liability')
  AND EXISTS (SELECT 1 FROM accounting_payment p WHERE p.account_id = a.id);

-- Payments go through bank, cash, card and clearing accounts.
CREATE FUNCTION payment_account() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM accounting_account
    WHERE id = NEW.account_id AND NOT (subtype IN ('bank', 'cash', 'clearing', 'credit_card') AND system_role IS NULL);
    IF FOUND THEN
        PERFORM refuse('payment_account_holds_money', 'Payments go through bank, cash, card and clearing accounts.');
    END IF;
    RETURN NEW;
END
$$;
REVOKE EXECUTE ON FUNCTION payment_account() FROM PUBLIC;
CREATE TRIGGER account_holds_money BEFORE INSERT ON accounting_payment FOR EACH ROW EXECUTE FUNCTION payment_account();

-- Tax stands on tax accounts, or is a cost of what was bought.
CREATE FUNCTION tax_rate_accounts() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM accounting_account
    WHERE id IN (NEW.sales_account_id, NEW.purchase_account_id)
      AND NOT (type = 'expense' AND id IS DISTINCT FROM NEW.sales_account_id)
      AND NOT (type IN ('asset', 'liability') AND subtype IN ('', 'tax', 'other_current_asset', 'other_current_liability')
               AND coalesce(system_role, 'input_tax') IN ('input_tax', 'output_tax'));
    IF FOUND THEN
        PERFORM refuse('tax_rate_account_takes_tax', 'A tax rate posts to tax accounts, or on purchases to an expense.');
    END IF;
    RETURN NEW;
END
$$;
REVOKE EXECUTE ON FUNCTION tax_rate_accounts() FROM PUBLIC;
CREATE TRIGGER tax_rate_accounts BEFORE INSERT OR UPDATE OF sales_account_id, purchase_account_id ON accounting_taxrate
    FOR EACH ROW EXECUTE FUNCTION tax_rate_accounts();
