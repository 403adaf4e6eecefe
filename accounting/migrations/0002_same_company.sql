-- What belongs together is of one company: composite foreign keys. They are checked at once, not at commit, so that a
-- broken one fails where it can be named.

DO $$
DECLARE
    name text;
    key record;
BEGIN
    FOREACH name IN ARRAY ARRAY[
        'account', 'accountingperiod', 'journalentry', 'contact', 'taxrate', 'invoice', 'bill', 'payment', 'allocation'
    ] LOOP
        EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I UNIQUE (company_id, id)', 'accounting_' || name, name || '_of_company');
    END LOOP;
    FOR key IN SELECT * FROM (VALUES
        ('account', 'parent_id', 'account', 'account_parent_of_company'),
        ('accountbalance', 'account_id', 'account', 'balance_account_of_company'),
        ('journalentry', 'period_id', 'accountingperiod', 'entry_period_of_company'),
        ('journalentry', 'reverses_id', 'journalentry', 'entry_reverses_of_company'),
        ('journalline', 'entry_id', 'journalentry', 'line_entry_of_company'),
        ('journalline', 'account_id', 'account', 'line_account_of_company'),
        ('journalline', 'contact_id', 'contact', 'line_contact_of_company'),
        ('journalline', 'tax_rate_id', 'taxrate', 'line_tax_rate_of_company'),
        ('taxrate', 'sales_account_id', 'account', 'tax_rate_sales_account_of_company'),
        ('taxrate', 'purchase_account_id', 'account', 'tax_rate_purchase_account_of_company'),
        ('invoice', 'journal_entry_id', 'journalentry', 'invoice_entry_of_company'),
        ('invoiceline', 'invoice_id', 'invoice', 'invoice_line_of_company'),
        ('invoiceline', 'account_id', 'account', 'invoice_line_account_of_company'),
        ('invoiceline', 'tax_rate_id', 'taxrate', 'invoice_line_tax_rate_of_company'),
        ('bill', 'journal_entry_id', 'journalentry', 'bill_entry_of_company'),
        ('billline', 'bill_id', 'bill', 'bill_line_of_company'),
        ('billline', 'account_id', 'account', 'bill_line_account_of_company'),
        ('billline', 'tax_rate_id', 'taxrate', 'bill_line_tax_rate_of_company'),
        ('payment', 'account_id', 'account', 'payment_account_of_company'),
        ('payment', 'journal_entry_id', 'journalentry', 'payment_entry_of_company'),
        ('paymentdeduction', 'payment_id', 'payment', 'deduction_payment_of_company'),
        ('paymentdeduction', 'account_id', 'account', 'deduction_account_of_company'),
        ('allocation', 'payment_id', 'payment', 'allocation_payment_of_company'),
        ('allocation', 'invoice_id', 'invoice', 'allocation_invoice_of_company'),
        ('allocation', 'bill_id', 'bill', 'allocation_bill_of_company'),
        ('allocation', 'reverses_id', 'allocation', 'allocation_reverses_of_company')
    ) AS keys (source, source_column, target, constraint_name) LOOP
        EXECUTE format(
            'ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY (company_id, %I) REFERENCES %I (company_id, id)',
            'accounting_' || key.source, key.constraint_name, key.source_column, 'accounting_' || key.target
        );
    END LOOP;
END
$$;

ALTER TABLE accounting_journalline
    ADD CONSTRAINT line_currency_known FOREIGN KEY (currency) REFERENCES accounting_currency (code);

-- A contact is of the right kind, too: a customer on invoices and receipts, a vendor on bills and payments made.
ALTER TABLE accounting_contact ADD CONSTRAINT contact_kind_of_company UNIQUE (company_id, id, kind);
ALTER TABLE accounting_invoice ADD COLUMN contact_kind text GENERATED ALWAYS AS ('customer') STORED;
ALTER TABLE accounting_bill ADD COLUMN contact_kind text GENERATED ALWAYS AS ('vendor') STORED;
ALTER TABLE accounting_payment ADD COLUMN contact_kind text
    GENERATED ALWAYS AS (CASE type WHEN 'received' THEN 'customer' ELSE 'vendor' END) STORED;
ALTER TABLE accounting_invoice ADD CONSTRAINT invoice_customer_of_company
    FOREIGN KEY (company_id, customer_id, contact_kind) REFERENCES accounting_contact (company_id, id, kind);
ALTER TABLE accounting_bill ADD CONSTRAINT bill_vendor_of_company
    FOREIGN KEY (company_id, vendor_id, contact_kind) REFERENCES accounting_contact (company_id, id, kind);
ALTER TABLE accounting_payment ADD CONSTRAINT payment_contact_of_company
    FOREIGN KEY (company_id, contact_id, contact_kind) REFERENCES accounting_contact (company_id, id, kind);

-- A member's company and user are of one organization.
ALTER TABLE accounting_company ADD CONSTRAINT company_of_organization UNIQUE (organization_id, id);
ALTER TABLE identity_user ADD CONSTRAINT user_of_organization UNIQUE (organization_id, id);
ALTER TABLE accounting_companymember ADD CONSTRAINT member_company_of_organization
    FOREIGN KEY (organization_id, company_id) REFERENCES accounting_company (organization_id, id);
ALTER TABLE accounting_companymember ADD CONSTRAINT member_user_of_organization
    FOREIGN KEY (organization_id, user_id) REFERENCES identity_user (organization_id, id);

-- A period is a calendar month.
ALTER TABLE accounting_accountingperiod ADD CONSTRAINT period_is_a_month CHECK (
    extract(day FROM start_date) = 1 AND end_date = (start_date + interval '1 month' - interval '1 day')::date
);
