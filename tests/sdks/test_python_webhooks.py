"""`webhooks.verify` against what Atlas's own code signs (webhooks/signing.py)."""

import copy
import time
from decimal import Decimal

import pytest
from atlas_accounting import WebhookVerificationError, webhooks
from atlas_accounting.webhooks import UnknownEvent
from orjson import loads

from accounting.events import CATALOGUE
from api.rendering import dumps
from webhooks import signing

SECRET, OLD = "a-secret-of-the-endpoint", "whsec_" + "c2VjcmV0LW9mLTI0LWJ5dGVzLS0tLS0t"
BODY = dumps(CATALOGUE["invoice.paid"].sample)


def delivery(*secrets: str, body: bytes = BODY, timestamp: int | None = None) -> dict[str, str]:
    return signing.headers(
        body=body,
        event_type="invoice.paid",
        webhook_id="0198a7c9-2e61-74ab-9f08-5c7d3b1e8a46",
        delivery_id="0198a7ca-77c1-7e02-9b64-2d8f1c3a5e70",
        attempt=1,
        sequence=1042,
        timestamp=int(time.time()) if timestamp is None else timestamp,
        header_secret=secrets[0],
        live_secrets=secrets,
    )


@pytest.mark.parametrize("secret", [SECRET, OLD])
def test_what_atlas_signs_is_verified(secret: str) -> None:
    event = webhooks.verify(BODY, delivery(secret), secret)
    assert event.event == "invoice.paid"
    assert event.data.amount == Decimal("1500.00")
    assert event.sequence == 1042
    lower = {name.lower(): value for name, value in delivery(secret).items()}
    assert webhooks.verify(BODY.decode(), lower, secret) == event


def test_any_of_several_secrets_is_enough() -> None:
    for signed_by in [(SECRET,), (OLD,), (OLD, SECRET)]:
        assert webhooks.verify(BODY, delivery(*signed_by), [SECRET, OLD]).event == "invoice.paid"
    assert webhooks.verify(BODY, delivery("new-secret-unknown-here", SECRET), SECRET).event == "invoice.paid"


def test_what_is_not_from_atlas_is_refused() -> None:
    good = delivery(SECRET)
    for body, changes, secret in [
        (BODY.replace(b"1500", b"9500"), {}, SECRET),
        (BODY, {}, "another-secret-entirely"),
        (BODY, {"webhook-id": "x"}, SECRET),
        (BODY, {"webhook-id": ""}, SECRET),
        (BODY, {"webhook-timestamp": str(int(good["webhook-timestamp"]) + 1)}, SECRET),
        (BODY, {"webhook-timestamp": "soon"}, SECRET),
        (BODY, {"webhook-signature": good["webhook-signature"].replace("v1,", "v2,")}, SECRET),
        (BODY, {"webhook-signature": "v1,"}, SECRET),
        (BODY, {"webhook-signature": "v1,é"}, SECRET),
        (BODY, {"webhook-signature": "v1,\udcff"}, SECRET),  # a byte that is not UTF-8, as aiohttp reads it
        (BODY, {"webhook-id": "\udcff"}, SECRET),
        (BODY.decode() + "\udcff", {}, SECRET),
        (BODY, {"webhook-signature": ""}, SECRET),
    ]:
        headers = {**good, **changes}
        with pytest.raises(WebhookVerificationError) as refused:
            webhooks.verify(body, headers, secret)
        assert secret not in str(refused.value)
    with pytest.raises(WebhookVerificationError, match="no signature"):
        webhooks.verify(BODY, {}, SECRET)
    for nothing in ("", [], [""]):
        with pytest.raises(ValueError, match="secret"):
            webhooks.verify(BODY, good, nothing)


def test_an_old_delivery_is_refused() -> None:
    for age in (301, -301):
        old = delivery(SECRET, timestamp=int(time.time()) - age)
        with pytest.raises(WebhookVerificationError, match="300 seconds"):
            webhooks.verify(BODY, old, SECRET)
        assert webhooks.verify(BODY, old, SECRET, tolerance=None)
        assert webhooks.verify(BODY, old, SECRET, tolerance=400)


def test_the_atlas_signature_alone_does_not_say_when() -> None:
    """Who takes away the signature of the time cannot send an old delivery again."""
    alone = {name: value for name, value in delivery(SECRET).items() if not name.startswith("webhook-")}
    with pytest.raises(WebhookVerificationError, match="webhook-signature"):
        webhooks.verify(BODY, alone, SECRET)
    assert webhooks.verify(BODY, alone, [OLD, SECRET], tolerance=None).event == "invoice.paid"
    with pytest.raises(WebhookVerificationError, match="X-Atlas-Signature"):
        webhooks.verify(BODY + b" ", alone, SECRET, tolerance=None)


def test_every_event_of_the_catalogue_is_read() -> None:
    for name, kind in CATALOGUE.items():
        body = dumps(kind.sample)
        event = webhooks.verify(body, delivery(SECRET, body=body), SECRET)
        assert event.event == name
        assert type(event).__name__.lower() == name.replace(".", "").replace("_", "") + "event"


def test_an_event_of_the_future_is_read() -> None:
    later = copy.deepcopy(loads(BODY)) | {"event": "invoice.framed"}
    body = dumps(later)
    event = webhooks.verify(body, delivery(SECRET, body=body), SECRET)
    assert isinstance(event, UnknownEvent)
    for body in (b"[]", b"{}", b"not json"):
        with pytest.raises(WebhookVerificationError, match="not an event"):
            webhooks.verify(body, delivery(SECRET, body=body), SECRET)
