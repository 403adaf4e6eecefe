"""Six calls with the client of openapi-python-client."""

import json
import os
from uuid import UUID

from atlas_opc import AuthenticatedClient, Client
from atlas_opc.api.auth import login
from atlas_opc.api.events import events_list
from atlas_opc.api.invoices import invoices_create, invoices_list
from atlas_opc.models import (
    Error,
    EventList,
    Invoice,
    InvoiceInput,
    InvoiceLineInput,
    InvoiceList,
    InvoiceStatus,
    Login,
    LoginInput,
)

base = os.environ["ATLAS_URL"]
signed_in = login.sync(
    client=Client(base_url=base),
    body=LoginInput(email=os.environ["ATLAS_EMAIL"], password=os.environ["ATLAS_PASSWORD"]),
)
assert isinstance(signed_in, Login)
client = AuthenticatedClient(base_url=base, token=signed_in.tokens.access_token)

listed = invoices_list.sync(client=client, status=[InvoiceStatus.DRAFT, InvoiceStatus.SENT])
assert isinstance(listed, InvoiceList)


def invoice(price: float) -> InvoiceInput:
    line = InvoiceLineInput(unit_price=price, account_id=UUID(os.environ["ATLAS_ACCOUNT"]), quantity=1.0)
    return InvoiceInput(customer_id=UUID(os.environ["ATLAS_CUSTOMER"]), lines=[line], external_id="")


created = invoices_create.sync(client=client, body=invoice(12.5))
assert isinstance(created, Invoice)
refused = invoices_create.sync(client=client, body=invoice(12.123456789))
assert isinstance(refused, Error)

walked: list[UUID] = []
page = invoices_list.sync(client=client, page_size=2)
while isinstance(page, InvoiceList):
    walked += [one.id for one in page.items]
    if not isinstance(page.next_cursor, str):
        break
    page = invoices_list.sync(client=client, page_size=2, cursor=page.next_cursor)

after, events = 0, 0
while True:
    batch = events_list.sync(client=client, after=after, page_size=3)
    assert isinstance(batch, EventList)
    if not batch.items:
        break
    after = batch.items[-1].sequence
    events += len(batch.items)
    assert all(one.body.event == one.type_.value for one in batch.items)

print(
    json.dumps(
        {
            "statuses": sorted({one.status.value for one in listed.items}),
            "created": str(created.id),
            "refused": [refused.status_code, refused.code.value, refused.errors[0].field],
            "walked": len(set(walked)),
            "events": events,
        }
    )
)
