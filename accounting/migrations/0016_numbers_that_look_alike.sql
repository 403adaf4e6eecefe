-- Numbers that look alike are one number: bill numbers of a vendor, numbers of invoices and payments, codes of accounts, names of tax
-- rates. They are compared after NFKC, case folding, and without spaces, hyphens and invisible characters.

CREATE FUNCTION look_alike(number text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN normalize(regexp_replace(
    casefold(normalize(number, NFKC) COLLATE pg_unicode_fast),
    '[\u0009-\u000D\u0020\u0085\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000'
    '\u002D\u02D7\u058A\u05BE\u1400\u1806\u2010-\u2015\u2043\u2212\u2E3A\u2E3B\u2E40\uFE31\uFE32\uFE58\uFE63\uFF0D'
    '\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0'
    '\uFFF9-\uFFFB\U000E0000-\U000E0FFF]', '', 'g'), NFKC);
GRANT EXECUTE ON FUNCTION look_alike(text) TO PUBLIC;

-- What was there alike before stays as it is, since it was sent, posted and filed under its number: `kept_number` lets the later ones be
-- as long as they keep it. The first one of them stands in the way of every new one.
DO $$
DECLARE
    key record;
BEGIN
    FOR key IN SELECT * FROM (VALUES
        ('accounting_account', 'code', 'company_id', 'true', 'account_code_unique'),
        ('accounting_taxrate', 'name', 'company_id', 'true', 'tax_rate_name_unique'),
        ('accounting_invoice', 'invoice_number', 'company_id', 'invoice_number IS NOT NULL', 'invoice_number_unique'),
        ('accounting_bill', 'bill_number', 'company_id, vendor_id', 'status <> ''void''', 'bill_number_unique'),
        ('accounting_payment', 'payment_number', 'company_id', 'true', 'payment_number_unique')
    ) AS keys (source, number, scope, condition, promise) LOOP
        EXECUTE format('ALTER TABLE %I ADD COLUMN kept_number text', key.source);
        EXECUTE format('ALTER TABLE %I DISABLE TRIGGER USER', key.source);
        EXECUTE format(
            'UPDATE %1$I AS later SET kept_number = %2$I FROM (
                 SELECT id, row_number() OVER (PARTITION BY %3$s, look_alike(%2$I) ORDER BY created_at, id) AS place
                 FROM %1$I WHERE %4$s
             ) AS alike WHERE alike.id = later.id AND alike.place > 1', key.source, key.number, key.scope, key.condition);
        EXECUTE format('ALTER TABLE %I ENABLE TRIGGER USER', key.source);
        EXECUTE format(
            'CREATE UNIQUE INDEX %I ON %I (%s, look_alike(%I),
                 coalesce(CASE WHEN kept_number = %4$I THEN id END, ''00000000-0000-0000-0000-000000000000''::uuid)) WHERE %s',
            key.promise, key.source, key.scope, key.number, key.condition);
    END LOOP;
END
$$;
