-- Applied by migrations, and may be applied again at any time: foundation/guards.py.

-- Numbers that look alike are one number: bill numbers of a vendor, numbers of invoices and payments, codes of accounts, names of tax
-- rates. They are compared after NFKC, case folding, and without spaces, hyphens and invisible characters.
CREATE OR REPLACE FUNCTION look_alike(number text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN normalize(regexp_replace(
    casefold(normalize(number, NFKC) COLLATE pg_unicode_fast),
    '[\u0009-\u000D\u0020\u0085\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000'
    '\u002D\u02D7\u058A\u05BE\u1400\u1806\u2010-\u2015\u2043\u2212\u2E3A\u2E3B\u2E40\uFE31\uFE32\uFE58\uFE63\uFF0D'
    '\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0'
    '\uFFF9-\uFFFB\U000E0000-\U000E0FFF]', '', 'g'), NFKC);
GRANT EXECUTE ON FUNCTION look_alike(text) TO PUBLIC;

-- In books of earlier editions numbers may look alike, since they were sent, posted and filed under: `kept_number` lets the later ones
-- be as long as they keep theirs. The first one of them stands in the way of every new one.
CREATE UNIQUE INDEX IF NOT EXISTS account_code_unique ON accounting_account (company_id, look_alike(code),
    coalesce(CASE WHEN kept_number = code THEN id END, '00000000-0000-0000-0000-000000000000'::uuid)) WHERE true;
