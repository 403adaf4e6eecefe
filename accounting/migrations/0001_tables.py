"""The tables of the books, as they stood when the migrations were made anew.

A database that has had all the migrations named in `replaces` is taken over as it is: foundation/takeover.py.
"""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
import foundation.keys
import uuid_utils.compat
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models
from iso4217 import Currency

# What Django's models do not know: columns that PostgreSQL fills in, numbers kept from earlier editions, and what rows
# have that are written past Django.
COLUMNS = """
ALTER TABLE accounting_invoice ADD COLUMN contact_kind text GENERATED ALWAYS AS ('customer') STORED;
ALTER TABLE accounting_bill ADD COLUMN contact_kind text GENERATED ALWAYS AS ('vendor') STORED;
ALTER TABLE accounting_payment ADD COLUMN contact_kind text
    GENERATED ALWAYS AS (CASE type WHEN 'received' THEN 'customer' ELSE 'vendor' END) STORED;
ALTER TABLE accounting_contact ADD COLUMN search_text text
    GENERATED ALWAYS AS (atlas_folded(name || E'\\n' || email || E'\\n' || tax_number)) STORED;
ALTER TABLE accounting_account ADD COLUMN kept_number text;
ALTER TABLE accounting_taxrate ADD COLUMN kept_number text;
ALTER TABLE accounting_invoice ADD COLUMN kept_number text;
ALTER TABLE accounting_bill ADD COLUMN kept_number text;
ALTER TABLE accounting_payment ADD COLUMN kept_number text;
ALTER TABLE accounting_invoice ALTER due_date_given SET DEFAULT false, ALTER void_reason SET DEFAULT '';
ALTER TABLE accounting_bill
    ALTER due_date_given SET DEFAULT false, ALTER void_reason SET DEFAULT '', ALTER prepared_by SET DEFAULT '{}';
ALTER TABLE accounting_payment ALTER void_reason SET DEFAULT '';
"""


def load_currencies(apps, schema_editor):
    """Fill in ISO 4217: every code that has a smallest unit (precious metals and testing codes have none)."""
    model = apps.get_model("accounting", "Currency")
    model.objects.using(schema_editor.connection.alias).bulk_create(
        model(code=currency.code, name=currency.currency_name, decimals=currency.exponent)
        for currency in Currency
        if currency.exponent is not None
    )



class Migration(migrations.Migration):

    initial = True
    replaces = [("accounting", "0001_initial"), ("accounting", "0002_guards"), ("accounting", "0003_posting"), ("accounting", "0004_entries_by_creation"), ("accounting", "0005_batches"), ("accounting", "0006_closer_guards"), ("accounting", "0007_sorted_lists"), ("accounting", "0008_two_people"), ("accounting", "0009_voids"), ("accounting", "0010_whole_months"), ("accounting", "0011_period_history"), ("accounting", "0012_fiscal_year_fixed"), ("accounting", "0013_money_and_tax_accounts"), ("accounting", "0014_wider_totals"), ("accounting", "0015_closing_entries"), ("accounting", "0016_numbers_that_look_alike"), ("accounting", "0017_contact_search"), ("accounting", "0018_zero_totals"), ("accounting", "0019_archiving"), ("accounting", "0020_entry_closes_is_asked"), ("accounting", "0021_numbered_bodies")]

    dependencies = [
        ("atlas", "0001_roles_and_search"), ("identity", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Company',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('name', models.CharField(max_length=200)),
                ('fiscal_year_start_month', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(12)])),
                ('time_zone', models.CharField(default='UTC', max_length=64)),
                ('tax_rounding', models.CharField(choices=[('line', 'Each line'), ('document', 'The document')], default='line', max_length=10)),
                ('two_person_approval', models.BooleanField(default=False, help_text='Nobody approves a bill that they entered, changed or submitted; accountants pay approved bills only.')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='companies', to='identity.organization')),
            ],
            options={
                'verbose_name_plural': 'companies',
            },
        ),
        migrations.CreateModel(
            name='Account',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('code', models.CharField(max_length=40)),
                ('name', models.CharField(max_length=200)),
                ('type', models.CharField(choices=[('asset', 'Asset'), ('liability', 'Liability'), ('equity', 'Equity'), ('revenue', 'Revenue'), ('expense', 'Expense')], max_length=10)),
                ('subtype', models.CharField(blank=True, default='', max_length=40)),
                ('description', models.TextField(blank=True, default='', max_length=1000)),
                ('is_active', models.BooleanField(default=True)),
                ('system_role', models.CharField(blank=True, choices=[('accounts_receivable', 'Accounts receivable'), ('accounts_payable', 'Accounts payable'), ('output_tax', 'Tax on sales'), ('input_tax', 'Tax on purchases'), ('retained_earnings', 'Retained earnings'), ('opening_balance_equity', 'Opening balance equity'), ('exchange_gain_loss', 'Realised exchange gain or loss')], max_length=40, null=True)),
                ('parent', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='accounting.account')),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='accounts', to='accounting.company')),
            ],
        ),
        migrations.CreateModel(
            name='LedgerHead',
            fields=[
                ('company', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='ledger_head', serialize=False, to='accounting.company')),
                ('last_number', models.BigIntegerField(default=0)),
                ('last_hash', models.CharField(default='0000000000000000000000000000000000000000000000000000000000000000', max_length=64)),
                ('last_event_sequence', models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='AccountingPeriod',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('start_date', models.DateField()),
                ('end_date', models.DateField()),
                ('status', models.CharField(choices=[('open', 'Open'), ('closed', 'Closed')], default='open', max_length=10)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('reopened_at', models.DateTimeField(blank=True, null=True)),
                ('reopen_reason', models.CharField(blank=True, default='', max_length=500)),
                ('sealed_head', models.CharField(blank=True, default='', max_length=64)),
                ('sealed_balances', models.JSONField(blank=True, null=True)),
                ('seal', models.CharField(blank=True, default='', max_length=64)),
                ('closed_by', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reopened_by', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='periods', to='accounting.company')),
            ],
        ),
        migrations.CreateModel(
            name='AccountBalance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField(help_text='The first day of the month.')),
                ('debits', models.DecimalField(decimal_places=4, default=0, max_digits=28)),
                ('credits', models.DecimalField(decimal_places=4, default=0, max_digits=28)),
                ('closing_debits', models.DecimalField(decimal_places=4, default=0, max_digits=28)),
                ('closing_credits', models.DecimalField(decimal_places=4, default=0, max_digits=28)),
                ('account', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='balances', to='accounting.account')),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounting.company')),
            ],
        ),
        migrations.CreateModel(
            name='CompanyMember',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('role', models.CharField(choices=[('admin', 'Admin'), ('accountant', 'Accountant'), ('approver', 'Approver'), ('viewer', 'Viewer')], max_length=20)),
                ('company', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='members', to='accounting.company')),
                ('organization', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.organization')),
                ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Currency',
            fields=[
                ('code', models.CharField(max_length=3, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=100)),
                ('decimals', models.PositiveSmallIntegerField()),
            ],
            options={
                'verbose_name_plural': 'currencies',
                'constraints': [models.CheckConstraint(condition=models.Q(('decimals__lte', 4)), name='currency_decimals_at_most_4')],
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('kind', models.CharField(choices=[('customer', 'Customer'), ('vendor', 'Vendor')], max_length=10)),
                ('name', models.CharField(max_length=200)),
                ('email', models.EmailField(blank=True, default='', max_length=254)),
                ('phone', models.CharField(blank=True, default='', max_length=50)),
                ('tax_number', models.CharField(blank=True, default='', max_length=50)),
                ('payment_terms_days', models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MaxValueValidator(365)])),
                ('billing_address', models.TextField(blank=True, default='', max_length=1000)),
                ('is_active', models.BooleanField(default=True)),
                ('external_id', models.CharField(blank=True, max_length=100, null=True)),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='accounting.company')),
                ('currency', models.ForeignKey(db_column='currency', db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounting.currency')),
            ],
        ),
        migrations.AddField(
            model_name='company',
            name='base_currency',
            field=models.ForeignKey(db_column='base_currency', db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounting.currency'),
        ),
        migrations.AddField(
            model_name='account',
            name='currency',
            field=models.ForeignKey(blank=True, db_column='currency', db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounting.currency'),
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('sequence', models.BigIntegerField(db_default=0, editable=False)),
                ('type', models.CharField(max_length=50)),
                ('subject_id', models.UUIDField(help_text='The object that the event is about.')),
                ('body', models.BinaryField()),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='events', to='accounting.company')),
            ],
        ),
        migrations.CreateModel(
            name='JournalEntry',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('number', models.BigIntegerField(editable=False, null=True)),
                ('date', models.DateField()),
                ('memo', models.CharField(blank=True, default='', max_length=500)),
                ('reference', models.CharField(blank=True, default='', max_length=100)),
                ('entry_type', models.CharField(choices=[('standard', 'Standard'), ('opening', 'Opening'), ('adjusting', 'Adjusting'), ('reversal', 'Reversal'), ('fx_revaluation', 'Currency revaluation'), ('closing', 'Closing')], default='standard', max_length=20)),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('posted', 'Posted')], default='draft', editable=False, max_length=10)),
                ('source_type', models.CharField(blank=True, default='', editable=False, max_length=20)),
                ('source_id', models.UUIDField(editable=False, help_text='The document that posted this.', null=True)),
                ('external_id', models.CharField(blank=True, max_length=100, null=True)),
                ('posted_at', models.DateTimeField(editable=False, null=True)),
                ('previous_hash', models.CharField(blank=True, default='', editable=False, max_length=64)),
                ('hash', models.CharField(blank=True, default='', editable=False, max_length=64)),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='accounting.company')),
                ('created_by', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('period', models.ForeignKey(db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='accounting.accountingperiod')),
                ('posted_by', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reverses', models.ForeignKey(db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversals', to='accounting.journalentry')),
            ],
            options={
                'verbose_name_plural': 'journal entries',
            },
        ),
        migrations.CreateModel(
            name='Invoice',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('void_date', models.DateField(editable=False, null=True)),
                ('void_reason', models.CharField(blank=True, default='', editable=False, max_length=400)),
                ('voided_at', models.DateTimeField(editable=False, null=True)),
                ('issue_date', models.DateField()),
                ('due_date', models.DateField()),
                ('due_date_given', models.BooleanField(default=False, editable=False, help_text="Else a draft's due date follows its issue date and the terms.")),
                ('exchange_rate', models.DecimalField(decimal_places=10, default=Decimal('1'), max_digits=20)),
                ('tax_rounding', models.CharField(choices=[('line', 'Each line'), ('document', 'The document')], max_length=10)),
                ('subtotal', models.DecimalField(decimal_places=4, default=Decimal('0'), max_digits=19)),
                ('tax_total', models.DecimalField(decimal_places=4, default=Decimal('0'), max_digits=19)),
                ('amount', models.DecimalField(decimal_places=4, default=Decimal('0'), max_digits=19)),
                ('amount_paid', models.DecimalField(decimal_places=4, default=Decimal('0'), editable=False, max_digits=19)),
                ('reference', models.CharField(blank=True, default='', max_length=100)),
                ('notes', models.TextField(blank=True, default='', max_length=2000)),
                ('external_id', models.CharField(blank=True, max_length=100, null=True)),
                ('invoice_number', models.CharField(blank=True, max_length=40, null=True)),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('sent', 'Sent'), ('void', 'Void')], default='draft', editable=False, max_length=10)),
                ('sent_at', models.DateTimeField(editable=False, null=True)),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounting.company')),
                ('created_by', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('currency', models.ForeignKey(db_column='currency', db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounting.currency')),
                ('customer', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='invoices', to='accounting.contact')),
                ('voided_by', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('journal_entry', models.ForeignKey(db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounting.journalentry')),
                ('void_entry', models.ForeignKey(db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounting.journalentry')),
            ],
        ),
        migrations.CreateModel(
            name='Bill',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('void_date', models.DateField(editable=False, null=True)),
                ('void_reason', models.CharField(blank=True, default='', editable=False, max_length=400)),
                ('voided_at', models.DateTimeField(editable=False, null=True)),
                ('issue_date', models.DateField()),
                ('due_date', models.DateField()),
                ('due_date_given', models.BooleanField(default=False, editable=False, help_text="Else a draft's due date follows its issue date and the terms.")),
                ('exchange_rate', models.DecimalField(decimal_places=10, default=Decimal('1'), max_digits=20)),
                ('tax_rounding', models.CharField(choices=[('line', 'Each line'), ('document', 'The document')], max_length=10)),
                ('subtotal', models.DecimalField(decimal_places=4, default=Decimal('0'), max_digits=19)),
                ('tax_total', models.DecimalField(decimal_places=4, default=Decimal('0'), max_digits=19)),
                ('amount', models.DecimalField(decimal_places=4, default=Decimal('0'), max_digits=19)),
                ('amount_paid', models.DecimalField(decimal_places=4, default=Decimal('0'), editable=False, max_digits=19)),
                ('reference', models.CharField(blank=True, default='', max_length=100)),
                ('notes', models.TextField(blank=True, default='', max_length=2000)),
                ('external_id', models.CharField(blank=True, max_length=100, null=True)),
                ('bill_number', models.CharField(max_length=40)),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('approved', 'Approved'), ('rejected', 'Rejected'), ('void', 'Void')], default='draft', editable=False, max_length=10)),
                ('submitted_at', models.DateTimeField(editable=False, null=True)),
                ('prepared_by', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, editable=False, help_text='All who entered, changed or submitted it.', size=None)),
                ('approved_at', models.DateTimeField(editable=False, null=True)),
                ('rejection_reason', models.CharField(blank=True, default='', max_length=500)),
                ('approved_by', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_by', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('submitted_by', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('voided_by', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounting.company')),
                ('vendor', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='bills', to='accounting.contact')),
                ('currency', models.ForeignKey(db_column='currency', db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounting.currency')),
                ('journal_entry', models.ForeignKey(db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounting.journalentry')),
                ('void_entry', models.ForeignKey(db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounting.journalentry')),
            ],
        ),
        migrations.CreateModel(
            name='NumberSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('last_number', models.PositiveBigIntegerField(default=0)),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounting.company')),
            ],
            options={
                'verbose_name_plural': 'number series',
            },
        ),
        migrations.CreateModel(
            name='Payment',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('void_date', models.DateField(editable=False, null=True)),
                ('void_reason', models.CharField(blank=True, default='', editable=False, max_length=400)),
                ('voided_at', models.DateTimeField(editable=False, null=True)),
                ('payment_number', models.CharField(max_length=40)),
                ('type', models.CharField(choices=[('received', 'Received'), ('made', 'Made')], max_length=10)),
                ('date', models.DateField()),
                ('amount', models.DecimalField(decimal_places=4, max_digits=19)),
                ('exchange_rate', models.DecimalField(decimal_places=10, default=Decimal('1'), max_digits=20)),
                ('reference', models.CharField(blank=True, default='', max_length=100)),
                ('allocated_amount', models.DecimalField(decimal_places=4, default=Decimal('0'), editable=False, max_digits=19)),
                ('status', models.CharField(choices=[('posted', 'Posted'), ('void', 'Void')], default='posted', editable=False, max_length=10)),
                ('external_id', models.CharField(blank=True, max_length=100, null=True)),
                ('account', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='accounting.account')),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='payments', to='accounting.company')),
                ('contact', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='accounting.contact')),
                ('created_by', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('currency', models.ForeignKey(db_column='currency', db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounting.currency')),
                ('journal_entry', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounting.journalentry')),
                ('void_entry', models.ForeignKey(db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounting.journalentry')),
                ('voided_by', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Allocation',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('date', models.DateField()),
                ('amount', models.DecimalField(decimal_places=4, max_digits=19)),
                ('created_at', models.DateTimeField()),
                ('created_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reverses', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversals', to='accounting.allocation')),
                ('bill', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='allocations', to='accounting.bill')),
                ('company', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounting.company')),
                ('invoice', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='allocations', to='accounting.invoice')),
                ('payment', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='allocations', to='accounting.payment')),
            ],
        ),
        migrations.CreateModel(
            name='PaymentDeduction',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('amount', models.DecimalField(decimal_places=4, max_digits=19)),
                ('account', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounting.account')),
                ('company', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounting.company')),
                ('payment', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='deductions', to='accounting.payment')),
            ],
        ),
        migrations.CreateModel(
            name='PeriodChange',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('action', models.CharField(choices=[('closed', 'Closed'), ('reopened', 'Reopened')], max_length=10)),
                ('at', models.DateTimeField()),
                ('reason', models.CharField(blank=True, default='', max_length=500)),
                ('sealed_head', models.CharField(max_length=64)),
                ('seal', models.CharField(max_length=64)),
                ('sealed_balances', models.JSONField(null=True)),
                ('by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounting.company')),
                ('period', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='accounting.accountingperiod')),
            ],
        ),
        migrations.CreateModel(
            name='TaxRate',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('name', models.CharField(max_length=200)),
                ('percent', models.DecimalField(decimal_places=4, max_digits=7)),
                ('is_inclusive', models.BooleanField(default=False, help_text='Prices include this tax.')),
                ('is_active', models.BooleanField(default=True)),
                ('company', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='tax_rates', to='accounting.company')),
                ('purchase_account', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounting.account')),
                ('sales_account', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounting.account')),
            ],
        ),
        migrations.CreateModel(
            name='JournalLine',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('description', models.CharField(blank=True, default='', max_length=500)),
                ('debit', models.DecimalField(decimal_places=4, default=Decimal('0'), max_digits=19)),
                ('credit', models.DecimalField(decimal_places=4, default=Decimal('0'), max_digits=19)),
                ('currency_amount', models.DecimalField(decimal_places=4, max_digits=19)),
                ('tax_base', models.DecimalField(blank=True, decimal_places=4, help_text='Of a tax line: the net amount that was taxed.', max_digits=19, null=True)),
                ('account', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='accounting.account')),
                ('company', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounting.company')),
                ('contact', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='journal_lines', to='accounting.contact')),
                ('currency', models.ForeignKey(db_column='currency', db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounting.currency')),
                ('entry', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='accounting.journalentry')),
                ('tax_rate', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounting.taxrate')),
            ],
        ),
        migrations.CreateModel(
            name='InvoiceLine',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('description', models.CharField(blank=True, default='', max_length=500)),
                ('quantity', models.DecimalField(decimal_places=4, default=Decimal('1'), max_digits=19)),
                ('unit_price', models.DecimalField(decimal_places=4, max_digits=19)),
                ('discount_percent', models.DecimalField(decimal_places=4, default=Decimal('0'), max_digits=7)),
                ('tax_percent', models.DecimalField(decimal_places=4, default=Decimal('0'), max_digits=7)),
                ('tax_inclusive', models.BooleanField(default=False)),
                ('amount', models.DecimalField(decimal_places=4, max_digits=19)),
                ('tax_amount', models.DecimalField(decimal_places=4, default=Decimal('0'), max_digits=19)),
                ('account', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounting.account')),
                ('company', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounting.company')),
                ('invoice', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='accounting.invoice')),
                ('tax_rate', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounting.taxrate')),
            ],
        ),
        migrations.CreateModel(
            name='BillLine',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('description', models.CharField(blank=True, default='', max_length=500)),
                ('quantity', models.DecimalField(decimal_places=4, default=Decimal('1'), max_digits=19)),
                ('unit_price', models.DecimalField(decimal_places=4, max_digits=19)),
                ('discount_percent', models.DecimalField(decimal_places=4, default=Decimal('0'), max_digits=7)),
                ('tax_percent', models.DecimalField(decimal_places=4, default=Decimal('0'), max_digits=7)),
                ('tax_inclusive', models.BooleanField(default=False)),
                ('amount', models.DecimalField(decimal_places=4, max_digits=19)),
                ('tax_amount', models.DecimalField(decimal_places=4, default=Decimal('0'), max_digits=19)),
                ('account', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounting.account')),
                ('bill', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='accounting.bill')),
                ('company', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounting.company')),
                ('tax_rate', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounting.taxrate')),
            ],
        ),
        migrations.AddConstraint(
            model_name='accountingperiod',
            constraint=models.UniqueConstraint(fields=('company', 'start_date'), name='period_unique'),
        ),
        migrations.AddConstraint(
            model_name='accountingperiod',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['open', 'closed'])), name='period_status_known'),
        ),
        migrations.AddConstraint(
            model_name='accountingperiod',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('seal', ''), ('status', 'open')), models.Q(('closed_at__isnull', False), ('status', 'closed'), models.Q(('seal', ''), _negated=True)), _connector='OR'), name='period_closed_means_sealed'),
        ),
        migrations.AddConstraint(
            model_name='accountingperiod',
            constraint=foundation.keys.Key('company', 'id', name='accountingperiod_of_company'),
        ),
        migrations.AddConstraint(
            model_name='accountingperiod',
            constraint=foundation.keys.Holds("extract(day FROM start_date) = 1 AND end_date = (start_date + interval '1 month' - interval '1 day')::date", name='period_is_a_month'),
        ),
        migrations.AddConstraint(
            model_name='accountbalance',
            constraint=models.UniqueConstraint(fields=('company', 'account', 'month'), name='account_balance_unique'),
        ),
        migrations.AddConstraint(
            model_name='companymember',
            constraint=models.UniqueConstraint(fields=('company', 'user'), name='company_member_unique'),
        ),
        migrations.AddConstraint(
            model_name='companymember',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['admin', 'accountant', 'approver', 'viewer'])), name='company_member_role_known'),
        ),
        migrations.AddIndex(
            model_name='contact',
            index=models.Index(fields=['company', 'kind', 'name'], name='contact_by_name'),
        ),
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.UniqueConstraint(fields=('company', 'kind', 'external_id'), name='contact_external_id_unique'),
        ),
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['customer', 'vendor'])), name='contact_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='contact_name_not_empty'),
        ),
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.CheckConstraint(condition=models.Q(('payment_terms_days__lte', 365)), name='contact_terms_in_range'),
        ),
        migrations.AddConstraint(
            model_name='contact',
            constraint=foundation.keys.Key('company', 'id', name='contact_of_company'),
        ),
        migrations.AddConstraint(
            model_name='contact',
            constraint=foundation.keys.Key('company', 'id', 'kind', name='contact_kind_of_company'),
        ),
        migrations.AddConstraint(
            model_name='company',
            constraint=models.UniqueConstraint(fields=('organization', 'name'), name='company_name_unique'),
        ),
        migrations.AddConstraint(
            model_name='company',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='company_name_not_empty'),
        ),
        migrations.AddConstraint(
            model_name='company',
            constraint=models.CheckConstraint(condition=models.Q(('fiscal_year_start_month__range', (1, 12))), name='company_fiscal_month_known'),
        ),
        migrations.AddConstraint(
            model_name='company',
            constraint=models.CheckConstraint(condition=models.Q(('tax_rounding__in', ['line', 'document'])), name='company_tax_rounding_known'),
        ),
        migrations.AddConstraint(
            model_name='company',
            constraint=foundation.keys.Key('organization', 'id', name='company_of_organization'),
        ),
        migrations.AddIndex(
            model_name='account',
            index=models.Index(fields=['company', 'code'], name='account_by_code'),
        ),
        migrations.AddConstraint(
            model_name='account',
            constraint=models.UniqueConstraint(fields=('company', 'system_role'), name='account_system_role_unique'),
        ),
        migrations.AddConstraint(
            model_name='account',
            constraint=models.CheckConstraint(condition=models.Q(('type__in', ['asset', 'liability', 'equity', 'revenue', 'expense'])), name='account_type_known'),
        ),
        migrations.AddConstraint(
            model_name='account',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('code', ''), _negated=True), models.Q(('name', ''), _negated=True)), name='account_named'),
        ),
        migrations.AddConstraint(
            model_name='account',
            constraint=models.CheckConstraint(condition=models.Q(('parent', models.F('id')), _negated=True), name='account_not_its_own_parent'),
        ),
        migrations.AddConstraint(
            model_name='account',
            constraint=foundation.keys.Key('company', 'id', name='account_of_company'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.UniqueConstraint(fields=('company', 'sequence'), name='event_sequence_unique'),
        ),
        migrations.AddIndex(
            model_name='journalentry',
            index=models.Index(fields=['company', 'created_at', 'id'], name='entry_by_creation'),
        ),
        migrations.AddIndex(
            model_name='journalentry',
            index=models.Index(fields=['company', 'date', 'id'], name='entry_by_date'),
        ),
        migrations.AddIndex(
            model_name='journalentry',
            index=models.Index(fields=['company', 'updated_at', 'id'], name='entry_by_update'),
        ),
        migrations.AddIndex(
            model_name='journalentry',
            index=models.Index(condition=models.Q(('source_id__isnull', False)), fields=['source_id'], name='entry_by_source'),
        ),
        migrations.AddConstraint(
            model_name='journalentry',
            constraint=models.UniqueConstraint(fields=('company', 'number'), name='entry_number_unique'),
        ),
        migrations.AddConstraint(
            model_name='journalentry',
            constraint=models.UniqueConstraint(condition=models.Q(('external_id__isnull', False)), fields=('company', 'external_id'), name='entry_external_id_unique'),
        ),
        migrations.AddConstraint(
            model_name='journalentry',
            constraint=models.UniqueConstraint(condition=models.Q(('reverses__isnull', False)), fields=('reverses',), name='entry_reversed_once'),
        ),
        migrations.AddConstraint(
            model_name='journalentry',
            constraint=models.CheckConstraint(condition=models.Q(('entry_type__in', ['standard', 'opening', 'adjusting', 'reversal', 'fx_revaluation', 'closing'])), name='entry_type_known'),
        ),
        migrations.AddConstraint(
            model_name='journalentry',
            constraint=models.CheckConstraint(condition=models.Q(('date__gte', '1900-01-01'), ('date__lt', '2200-01-01')), name='entry_date_in_range'),
        ),
        migrations.AddConstraint(
            model_name='journalentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('hash', ''), ('number__isnull', True), ('period__isnull', True), ('posted_at__isnull', True), ('status', 'draft')), models.Q(('number__isnull', False), ('period__isnull', False), ('posted_at__isnull', False), ('status', 'posted'), models.Q(('hash', ''), _negated=True)), _connector='OR'), name='entry_draft_or_posted'),
        ),
        migrations.AddConstraint(
            model_name='journalentry',
            constraint=foundation.keys.Key('company', 'id', name='journalentry_of_company'),
        ),
        migrations.AddIndex(
            model_name='invoice',
            index=models.Index(fields=['company', 'created_at', 'id'], name='invoice_by_creation'),
        ),
        migrations.AddIndex(
            model_name='invoice',
            index=models.Index(fields=['company', 'invoice_number', 'id'], name='invoice_by_number'),
        ),
        migrations.AddIndex(
            model_name='invoice',
            index=models.Index(fields=['company', 'issue_date', 'id'], name='invoice_by_date'),
        ),
        migrations.AddIndex(
            model_name='invoice',
            index=models.Index(fields=['company', 'updated_at', 'id'], name='invoice_by_update'),
        ),
        migrations.AddIndex(
            model_name='invoice',
            index=models.Index(fields=['company', 'due_date', 'id'], name='invoice_by_due_date'),
        ),
        migrations.AddIndex(
            model_name='invoice',
            index=models.Index(fields=['company', 'amount', 'id'], name='invoice_by_amount'),
        ),
        migrations.AddIndex(
            model_name='invoice',
            index=models.Index(fields=['company', 'customer'], name='invoice_by_customer'),
        ),
        migrations.AddIndex(
            model_name='invoice',
            index=models.Index(condition=models.Q(('amount_paid__lt', models.F('amount')), ('status', 'sent')), fields=['company', 'due_date'], name='invoice_open'),
        ),
        migrations.AddConstraint(
            model_name='invoice',
            constraint=models.UniqueConstraint(fields=('company', 'external_id'), name='invoice_external_id_unique'),
        ),
        migrations.AddConstraint(
            model_name='invoice',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'sent', 'void'])), name='invoice_status_known'),
        ),
        migrations.AddConstraint(
            model_name='invoice',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('journal_entry__isnull', True), ('status', 'draft')), models.Q(models.Q(('status', 'draft'), _negated=True), ('invoice_number__isnull', False), models.Q(('journal_entry__isnull', False), ('amount', 0), _connector='OR')), _connector='OR'), name='invoice_sent_means_posted'),
        ),
        migrations.AddConstraint(
            model_name='invoice',
            constraint=models.CheckConstraint(condition=models.Q(('amount', django.db.models.expressions.CombinedExpression(models.F('subtotal'), '+', models.F('tax_total'))), ('amount__gte', 0)), name='invoice_totals_add_up'),
        ),
        migrations.AddConstraint(
            model_name='invoice',
            constraint=models.CheckConstraint(condition=models.Q(('amount_paid__gte', 0), ('amount_paid__lte', models.F('amount'))), name='invoice_not_overpaid'),
        ),
        migrations.AddConstraint(
            model_name='invoice',
            constraint=models.CheckConstraint(condition=models.Q(('due_date__gte', models.F('issue_date'))), name='invoice_due_after_issue'),
        ),
        migrations.AddConstraint(
            model_name='invoice',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'void'), ('void_date__isnull', False), ('voided_at__isnull', False)), models.Q(models.Q(('status', 'void'), _negated=True), ('void_date__isnull', True), ('void_entry__isnull', True), ('voided_at__isnull', True)), _connector='OR'), name='invoice_void_dated'),
        ),
        migrations.AddConstraint(
            model_name='invoice',
            constraint=foundation.keys.Key('company', 'id', name='invoice_of_company'),
        ),
        migrations.AddConstraint(
            model_name='invoice',
            constraint=foundation.keys.Numbers('exchange_rate', 'subtotal', 'tax_total', 'amount', 'amount_paid', name='invoice_of_numbers'),
        ),
        migrations.AddIndex(
            model_name='bill',
            index=models.Index(fields=['company', 'created_at', 'id'], name='bill_by_creation'),
        ),
        migrations.AddIndex(
            model_name='bill',
            index=models.Index(fields=['company', 'issue_date', 'id'], name='bill_by_date'),
        ),
        migrations.AddIndex(
            model_name='bill',
            index=models.Index(fields=['company', 'updated_at', 'id'], name='bill_by_update'),
        ),
        migrations.AddIndex(
            model_name='bill',
            index=models.Index(fields=['company', 'due_date', 'id'], name='bill_by_due_date'),
        ),
        migrations.AddIndex(
            model_name='bill',
            index=models.Index(fields=['company', 'amount', 'id'], name='bill_by_amount'),
        ),
        migrations.AddIndex(
            model_name='bill',
            index=models.Index(condition=models.Q(('amount_paid__lt', models.F('amount')), ('status', 'approved')), fields=['company', 'due_date'], name='bill_open'),
        ),
        migrations.AddConstraint(
            model_name='bill',
            constraint=models.UniqueConstraint(fields=('company', 'external_id'), name='bill_external_id_unique'),
        ),
        migrations.AddConstraint(
            model_name='bill',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'submitted', 'approved', 'rejected', 'void'])), name='bill_status_known'),
        ),
        migrations.AddConstraint(
            model_name='bill',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ('approved', 'void')), models.Q(('journal_entry__isnull', False), ('amount', 0), _connector='OR')), models.Q(models.Q(('status__in', ('approved', 'void')), _negated=True), ('journal_entry__isnull', True)), _connector='OR'), name='bill_approved_means_posted'),
        ),
        migrations.AddConstraint(
            model_name='bill',
            constraint=models.CheckConstraint(condition=models.Q(('amount', django.db.models.expressions.CombinedExpression(models.F('subtotal'), '+', models.F('tax_total'))), ('amount__gte', 0)), name='bill_totals_add_up'),
        ),
        migrations.AddConstraint(
            model_name='bill',
            constraint=models.CheckConstraint(condition=models.Q(('amount_paid__gte', 0), ('amount_paid__lte', models.F('amount'))), name='bill_not_overpaid'),
        ),
        migrations.AddConstraint(
            model_name='bill',
            constraint=models.CheckConstraint(condition=models.Q(('due_date__gte', models.F('issue_date'))), name='bill_due_after_issue'),
        ),
        migrations.AddConstraint(
            model_name='bill',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'void'), ('void_date__isnull', False), ('voided_at__isnull', False)), models.Q(models.Q(('status', 'void'), _negated=True), ('void_date__isnull', True), ('void_entry__isnull', True), ('voided_at__isnull', True)), _connector='OR'), name='bill_void_dated'),
        ),
        migrations.AddConstraint(
            model_name='bill',
            constraint=foundation.keys.Key('company', 'id', name='bill_of_company'),
        ),
        migrations.AddConstraint(
            model_name='bill',
            constraint=foundation.keys.Numbers('exchange_rate', 'subtotal', 'tax_total', 'amount', 'amount_paid', name='bill_of_numbers'),
        ),
        migrations.AddConstraint(
            model_name='numberseries',
            constraint=models.UniqueConstraint(fields=('company', 'kind'), name='number_series_unique'),
        ),
        migrations.AddIndex(
            model_name='payment',
            index=models.Index(fields=['company', 'created_at', 'id'], name='payment_by_creation'),
        ),
        migrations.AddIndex(
            model_name='payment',
            index=models.Index(fields=['company', 'payment_number', 'id'], name='payment_by_number'),
        ),
        migrations.AddIndex(
            model_name='payment',
            index=models.Index(fields=['company', 'date', 'id'], name='payment_by_date'),
        ),
        migrations.AddIndex(
            model_name='payment',
            index=models.Index(fields=['company', 'updated_at', 'id'], name='payment_by_update'),
        ),
        migrations.AddIndex(
            model_name='payment',
            index=models.Index(fields=['company', 'amount', 'id'], name='payment_by_amount'),
        ),
        migrations.AddIndex(
            model_name='payment',
            index=models.Index(fields=['company', 'contact'], name='payment_by_contact'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.UniqueConstraint(fields=('company', 'external_id'), name='payment_external_id_unique'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.CheckConstraint(condition=models.Q(('type__in', ['received', 'made'])), name='payment_type_known'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['posted', 'void'])), name='payment_status_known'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='payment_amount_positive'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'void'), ('void_date__isnull', False), ('voided_at__isnull', False)), models.Q(models.Q(('status', 'void'), _negated=True), ('void_date__isnull', True), ('void_entry__isnull', True), ('voided_at__isnull', True)), _connector='OR'), name='payment_void_dated'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.CheckConstraint(condition=models.Q(('allocated_amount__gte', 0), ('allocated_amount__lte', models.F('amount'))), name='payment_not_overallocated'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=foundation.keys.Key('company', 'id', name='payment_of_company'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=foundation.keys.Numbers('amount', 'exchange_rate', 'allocated_amount', name='payment_of_numbers'),
        ),
        migrations.AddIndex(
            model_name='allocation',
            index=models.Index(fields=['payment'], name='allocation_by_payment'),
        ),
        migrations.AddIndex(
            model_name='allocation',
            index=models.Index(condition=models.Q(('invoice__isnull', False)), fields=['invoice'], name='allocation_by_invoice'),
        ),
        migrations.AddIndex(
            model_name='allocation',
            index=models.Index(condition=models.Q(('bill__isnull', False)), fields=['bill'], name='allocation_by_bill'),
        ),
        migrations.AddConstraint(
            model_name='allocation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('bill__isnull', True), ('invoice__isnull', False)), models.Q(('bill__isnull', False), ('invoice__isnull', True)), _connector='OR'), name='allocation_one_document'),
        ),
        migrations.AddConstraint(
            model_name='allocation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('amount__gt', 0), ('reverses__isnull', True)), models.Q(('amount__lt', 0), ('reverses__isnull', False)), _connector='OR'), name='allocation_sign'),
        ),
        migrations.AddConstraint(
            model_name='allocation',
            constraint=models.UniqueConstraint(condition=models.Q(('reverses__isnull', False)), fields=('reverses',), name='allocation_reversed_once'),
        ),
        migrations.AddConstraint(
            model_name='allocation',
            constraint=foundation.keys.Key('company', 'id', name='allocation_of_company'),
        ),
        migrations.AddConstraint(
            model_name='allocation',
            constraint=foundation.keys.Numbers('amount', name='allocation_of_numbers'),
        ),
        migrations.AddConstraint(
            model_name='paymentdeduction',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='payment_deduction_positive'),
        ),
        migrations.AddConstraint(
            model_name='paymentdeduction',
            constraint=foundation.keys.Numbers('amount', name='paymentdeduction_of_numbers'),
        ),
        migrations.AddConstraint(
            model_name='periodchange',
            constraint=models.CheckConstraint(condition=models.Q(('action__in', ['closed', 'reopened'])), name='period_change_known'),
        ),
        migrations.AddConstraint(
            model_name='taxrate',
            constraint=models.CheckConstraint(condition=models.Q(('percent__gte', 0), ('percent__lte', 100)), name='tax_rate_percent_in_range'),
        ),
        migrations.AddConstraint(
            model_name='taxrate',
            constraint=foundation.keys.Key('company', 'id', name='taxrate_of_company'),
        ),
        migrations.AddConstraint(
            model_name='taxrate',
            constraint=foundation.keys.Numbers('percent', name='taxrate_of_numbers'),
        ),
        migrations.AddIndex(
            model_name='journalline',
            index=models.Index(condition=models.Q(('contact__isnull', False)), fields=['contact'], name='line_by_contact'),
        ),
        migrations.AddIndex(
            model_name='journalline',
            index=models.Index(condition=models.Q(('tax_rate__isnull', False)), fields=['tax_rate'], name='line_by_tax_rate'),
        ),
        migrations.AddConstraint(
            model_name='journalline',
            constraint=models.UniqueConstraint(fields=('entry', 'position'), name='line_position_unique'),
        ),
        migrations.AddConstraint(
            model_name='journalline',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('credit', 0), ('debit__gt', 0)), models.Q(('credit__gt', 0), ('debit', 0)), _connector='OR'), name='line_one_side'),
        ),
        migrations.AddConstraint(
            model_name='journalline',
            constraint=foundation.keys.Numbers('debit', 'credit', 'currency_amount', 'tax_base', name='journalline_of_numbers'),
        ),
        migrations.AddConstraint(
            model_name='invoiceline',
            constraint=models.UniqueConstraint(fields=('invoice', 'position'), name='invoice_line_position_unique'),
        ),
        migrations.AddConstraint(
            model_name='invoiceline',
            constraint=models.CheckConstraint(condition=models.Q(('discount_percent__gte', 0), ('discount_percent__lte', 100)), name='invoice_line_discount_in_range'),
        ),
        migrations.AddConstraint(
            model_name='invoiceline',
            constraint=foundation.keys.Numbers('quantity', 'unit_price', 'discount_percent', 'tax_percent', 'amount', 'tax_amount', name='invoiceline_of_numbers'),
        ),
        migrations.AddConstraint(
            model_name='billline',
            constraint=models.UniqueConstraint(fields=('bill', 'position'), name='bill_line_position_unique'),
        ),
        migrations.AddConstraint(
            model_name='billline',
            constraint=models.CheckConstraint(condition=models.Q(('discount_percent__gte', 0), ('discount_percent__lte', 100)), name='bill_line_discount_in_range'),
        ),
        migrations.AddConstraint(
            model_name='billline',
            constraint=foundation.keys.Numbers('quantity', 'unit_price', 'discount_percent', 'tax_percent', 'amount', 'tax_amount', name='billline_of_numbers'),
        ),
        migrations.RunSQL(COLUMNS, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name='accountbalance',
            constraint=foundation.keys.References('company', 'account', name='balance_account_of_company'),
        ),
        migrations.AddConstraint(
            model_name='companymember',
            constraint=foundation.keys.References('organization', 'company', name='member_company_of_organization'),
        ),
        migrations.AddConstraint(
            model_name='companymember',
            constraint=foundation.keys.References('organization', 'user', name='member_user_of_organization'),
        ),
        migrations.AddConstraint(
            model_name='account',
            constraint=foundation.keys.References('company', 'parent', name='account_parent_of_company'),
        ),
        migrations.AddConstraint(
            model_name='journalentry',
            constraint=foundation.keys.References('company', 'period', name='entry_period_of_company'),
        ),
        migrations.AddConstraint(
            model_name='journalentry',
            constraint=foundation.keys.References('company', 'reverses', name='entry_reverses_of_company'),
        ),
        migrations.AddConstraint(
            model_name='invoice',
            constraint=foundation.keys.References('company', 'journal_entry', name='invoice_entry_of_company'),
        ),
        migrations.AddConstraint(
            model_name='invoice',
            constraint=foundation.keys.References('company', 'customer', 'contact_kind', key=('company', 'id', 'kind'), name='invoice_customer_of_company'),
        ),
        migrations.AddConstraint(
            model_name='bill',
            constraint=foundation.keys.References('company', 'journal_entry', name='bill_entry_of_company'),
        ),
        migrations.AddConstraint(
            model_name='bill',
            constraint=foundation.keys.References('company', 'vendor', 'contact_kind', key=('company', 'id', 'kind'), name='bill_vendor_of_company'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=foundation.keys.References('company', 'account', name='payment_account_of_company'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=foundation.keys.References('company', 'journal_entry', name='payment_entry_of_company'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=foundation.keys.References('company', 'contact', 'contact_kind', key=('company', 'id', 'kind'), name='payment_contact_of_company'),
        ),
        migrations.AddConstraint(
            model_name='allocation',
            constraint=foundation.keys.References('company', 'payment', name='allocation_payment_of_company'),
        ),
        migrations.AddConstraint(
            model_name='allocation',
            constraint=foundation.keys.References('company', 'invoice', name='allocation_invoice_of_company'),
        ),
        migrations.AddConstraint(
            model_name='allocation',
            constraint=foundation.keys.References('company', 'bill', name='allocation_bill_of_company'),
        ),
        migrations.AddConstraint(
            model_name='allocation',
            constraint=foundation.keys.References('company', 'reverses', name='allocation_reverses_of_company'),
        ),
        migrations.AddConstraint(
            model_name='paymentdeduction',
            constraint=foundation.keys.References('company', 'payment', name='deduction_payment_of_company'),
        ),
        migrations.AddConstraint(
            model_name='paymentdeduction',
            constraint=foundation.keys.References('company', 'account', name='deduction_account_of_company'),
        ),
        migrations.AddConstraint(
            model_name='periodchange',
            constraint=foundation.keys.References('company', 'period', name='period_change_of_company'),
        ),
        migrations.AddConstraint(
            model_name='taxrate',
            constraint=foundation.keys.References('company', 'sales_account', name='tax_rate_sales_account_of_company'),
        ),
        migrations.AddConstraint(
            model_name='taxrate',
            constraint=foundation.keys.References('company', 'purchase_account', name='tax_rate_purchase_account_of_company'),
        ),
        migrations.AddConstraint(
            model_name='journalline',
            constraint=foundation.keys.References('company', 'entry', name='line_entry_of_company'),
        ),
        migrations.AddConstraint(
            model_name='journalline',
            constraint=foundation.keys.References('company', 'account', name='line_account_of_company'),
        ),
        migrations.AddConstraint(
            model_name='journalline',
            constraint=foundation.keys.References('company', 'contact', name='line_contact_of_company'),
        ),
        migrations.AddConstraint(
            model_name='journalline',
            constraint=foundation.keys.References('company', 'tax_rate', name='line_tax_rate_of_company'),
        ),
        migrations.AddConstraint(
            model_name='journalline',
            constraint=foundation.keys.References('currency', key=('code',), name='line_currency_known'),
        ),
        migrations.AddConstraint(
            model_name='invoiceline',
            constraint=foundation.keys.References('company', 'invoice', name='invoice_line_of_company'),
        ),
        migrations.AddConstraint(
            model_name='invoiceline',
            constraint=foundation.keys.References('company', 'account', name='invoice_line_account_of_company'),
        ),
        migrations.AddConstraint(
            model_name='invoiceline',
            constraint=foundation.keys.References('company', 'tax_rate', name='invoice_line_tax_rate_of_company'),
        ),
        migrations.AddConstraint(
            model_name='billline',
            constraint=foundation.keys.References('company', 'bill', name='bill_line_of_company'),
        ),
        migrations.AddConstraint(
            model_name='billline',
            constraint=foundation.keys.References('company', 'account', name='bill_line_account_of_company'),
        ),
        migrations.AddConstraint(
            model_name='billline',
            constraint=foundation.keys.References('company', 'tax_rate', name='bill_line_tax_rate_of_company'),
        ),
        migrations.RunPython(load_currencies, migrations.RunPython.noop),
    ]
