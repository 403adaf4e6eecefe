"""`atlas listen`: follow the events of a company, and send each to a server of yours, signed as a webhook is."""

from __future__ import annotations

import argparse
import base64
import hashlib
import hmac
import os
import secrets
import sys
import time
import uuid
from collections.abc import Mapping
from typing import Any

import httpx2

from atlas_accounting import Atlas
from atlas_accounting._calls import Call
from atlas_accounting.cli import output
from atlas_accounting.cli.calling import add_common, positive

INTERVAL = 3.0
"""Seconds between two questions: a third of the Standard tier's limit."""
TIMEOUT = 15.0
PAGE = 100


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(
        prog="atlas listen",
        description="Follow the events of a company as they happen. With --forward-to each is sent to a server of "
        "yours, signed as a webhook is: for development, when Atlas cannot reach your machine. Ctrl-C ends it.",
        allow_abbrev=False,
    )
    found.add_argument(
        "--forward-to", type=url, metavar="URL", help="Where each event is sent, such as http://localhost:3000/hooks."
    )
    found.add_argument(
        "--events", action="append", metavar="TYPE", help="Only these, such as invoice.paid; may be repeated."
    )
    found.add_argument("--company-id", help="The company. Optional if you have access to exactly one.")
    found.add_argument(
        "--after", type=int, metavar="SEQUENCE", help="Begin after this event. Default: with the next one."
    )
    found.add_argument(
        "--secret", help="The secret to sign with. Default: ATLAS_WEBHOOK_SECRET, or a new one that is printed."
    )
    found.add_argument(
        "--interval", type=float, default=INTERVAL, help=f"Seconds between two questions. Default: {INTERVAL:g}."
    )
    found.add_argument("--count", type=positive, help="End after this many events.")
    add_common(found)
    return found


def url(text: str) -> str:
    """Read an address that something can be sent to."""
    try:
        found = httpx2.URL(text)
    except httpx2.InvalidURL as error:
        raise argparse.ArgumentTypeError(str(error)) from error
    if found.scheme not in ("http", "https") or not found.host:
        raise argparse.ArgumentTypeError(f"{text!r} is not an address such as http://localhost:3000/hooks")
    return text


def run(client: Atlas, given: argparse.Namespace) -> None:
    """Follow the events until Ctrl-C, or until `--count` of them."""
    company = {} if given.company_id is None else {"company_id": given.company_id}
    types = [each for part in given.events or [] for each in part.split(",")]
    after = given.after if given.after is not None else latest(client, company)
    secret = given.secret or os.environ.get("ATLAS_WEBHOOK_SECRET") or secrets.token_urlsafe(32)
    if given.forward_to:
        sys.stderr.write(f"Forwarding to {given.forward_to}. The secret to verify with is {secret}\n")
    sys.stderr.write(f"Listening after event {after}. Ctrl-C ends it.\n")
    left = given.count
    with httpx2.Client(timeout=TIMEOUT, trust_env=False, follow_redirects=False) as http:
        while True:
            query = {**company, "after": after, "page_size": PAGE, **({"type": types} if types else {})}
            page = ask(client, query)
            for event in page["items"]:
                tell(event, given, forward(http, given.forward_to, event, secret) if given.forward_to else "")
                after = event["sequence"]
                if left is not None:
                    left -= 1
                    if left == 0:
                        return
            if not page["has_next"]:
                time.sleep(max(given.interval, 0.1))


def latest(client: Atlas, company: Mapping[str, str]) -> int:
    page = ask(client, {**company, "sort_order": "desc", "page_size": 1})
    return int(page["items"][0]["sequence"]) if page["items"] else 0


def ask(client: Atlas, query: Mapping[str, Any]) -> Any:
    call = Call("GET", "/events", query=query, repeated=("type",), in_company=True)
    return client._run(client._settings.converse(call)).json()


def forward(http: httpx2.Client, url: str, event: Mapping[str, Any], secret: str) -> str:
    """Send an event as Atlas would, and return how it went."""
    body = output.compact(event["body"]).encode()
    began = time.perf_counter()
    try:
        answer = http.post(url, content=body, headers=headers(event, body, secret, int(time.time())))
    except httpx2.TransportError as error:
        return f"failed: {type(error).__name__}"
    return f"{answer.status_code} in {(time.perf_counter() - began) * 1000:.0f} ms"


def headers(event: Mapping[str, Any], body: bytes, secret: str, timestamp: int) -> dict[str, str]:
    signed = f"{event['id']}.{timestamp}.".encode() + body
    standard = base64.b64encode(hmac.digest(_key(secret), signed, hashlib.sha256)).decode()
    return {
        "Content-Type": "application/json",
        "User-Agent": "Atlas-Webhooks/1",
        "X-Atlas-Event": str(event["type"]),
        "X-Atlas-Delivery": str(uuid.uuid4()),
        "X-Atlas-Attempt": "1",
        "X-Atlas-Sequence": str(event["sequence"]),
        "X-Atlas-Signature": hmac.digest(secret.encode(), body, hashlib.sha256).hex(),
        "webhook-id": str(event["id"]),
        "webhook-timestamp": str(timestamp),
        "webhook-signature": f"v1,{standard}",
    }


def _key(secret: str) -> bytes:
    from atlas_accounting.webhooks import _key

    return _key(secret)


def tell(event: Mapping[str, Any], given: argparse.Namespace, outcome: str) -> None:
    if given.json:
        sys.stdout.write(output.compact({**event, **({"forwarded": outcome} if outcome else {})}) + "\n")
    else:
        told = f"{event['created_at']}  #{event['sequence']}  {event['type']}"
        sys.stdout.write(output.clean(told + (f"  → {outcome}" if outcome else "")) + "\n")
    sys.stdout.flush()
