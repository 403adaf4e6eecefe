"""Six calls with the Python client of openapi-generator."""

import json
import os
from uuid import UUID

from atlas_og import ApiClient, Configuration
from atlas_og.api import AuthApi, EventsApi, InvoicesApi
from atlas_og.exceptions import ApiException
from atlas_og.models import BillLineInputUnitPrice, Error, InvoiceInput, InvoiceLineInput, InvoiceStatus, LoginInput

configuration = Configuration(host=os.environ["ATLAS_URL"])
signed_in = AuthApi(ApiClient(configuration)).login(
    LoginInput(email=os.environ["ATLAS_EMAIL"], password=os.environ["ATLAS_PASSWORD"])
)
configuration.access_token = signed_in.tokens.access_token
client = ApiClient(configuration)
invoices = InvoicesApi(client)

listed = invoices.invoices_list(status=[InvoiceStatus.DRAFT, InvoiceStatus.SENT])


def invoice(price: float) -> InvoiceInput:
    line = InvoiceLineInput(unit_price=BillLineInputUnitPrice(price), account_id=UUID(os.environ["ATLAS_ACCOUNT"]))
    return InvoiceInput(customer_id=UUID(os.environ["ATLAS_CUSTOMER"]), lines=[line], external_id="")


created = invoices.invoices_create(invoice(12.5))
try:
    invoices.invoices_create(invoice(12.123456789))
    raise SystemExit("not refused")
except ApiException as error:
    refused = Error.from_json(error.body or "")
    assert refused is not None

walked: list[UUID] = []
page = invoices.invoices_list(page_size=2)
while True:
    walked += [one.id for one in page.items]
    if page.next_cursor is None:
        break
    page = invoices.invoices_list(page_size=2, cursor=page.next_cursor)

after, events = 0, 0
while batch := EventsApi(client).events_list(after=after, page_size=3).items:
    after = batch[-1].sequence
    events += len(batch)
    for one in batch:
        body = one.body.actual_instance
        assert body is not None
        assert body.event == one.type.value, (body, one.type)

print(
    json.dumps(
        {
            "statuses": sorted({one.status.value for one in listed.items}),
            "created": str(created.id),
            "refused": [refused.status_code, refused.code.value, refused.errors[0].var_field],
            "walked": len(set(walked)),
            "events": events,
        }
    )
)
