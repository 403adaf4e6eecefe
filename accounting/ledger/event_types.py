"""Declare events: the name, when it is recorded, the JSON Schema of the body, and a sample.

A name is the kind of object, a dot, and what happened, in the past: `invoice.voided`. All events about one kind of
object have the same `data`: the object after the change. Each area declares its own in its events.py, and
accounting/events.py collects them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Rows = Mapping[str, tuple[str, Mapping[str, Any]]]
"""For each verb: when the event is recorded, and the members that differ in its sample."""


@dataclass(frozen=True)
class EventType:
    """A type of event. `schema` (JSON Schema 2020-12) and `sample` are of the whole body."""

    name: str
    group: str
    description: str
    schema: Mapping[str, Any]
    sample: Mapping[str, Any]


DECLARED: dict[str, EventType] = {}
"""All declared events by name."""


def or_null(schema: Mapping[str, Any], description: str = "") -> dict[str, Any]:
    return said({**schema, "type": [schema["type"], "null"]}, description)


def said(schema: Mapping[str, Any], description: str) -> dict[str, Any]:
    return {**schema, "description": description} if description else {**schema}


def members(**properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema of an object in which all properties are always present.

    More may be added later, so receivers must not refuse unknown ones.
    """
    return {"type": "object", "properties": properties, "required": list(properties)}


ID = {"type": "string", "format": "uuid"}
DATE = {"type": "string", "format": "date"}
MOMENT = {"type": "string", "format": "date-time", "pattern": "^.*Z$"}  # openapi-generator looks at the start only
MONEY = {"type": "number", "description": "Exact, with the decimals of the currency."}
EXCHANGE_DIFFERENCE = said(MONEY, "The realised exchange gain in the base currency, negative for a loss.")
TEXT = {"type": "string"}
TRUTH = {"type": "boolean"}
WHOLE = {"type": "integer"}
HASH = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
CURRENCY = {"type": "string", "pattern": "^[A-Z]{3}$", "description": "ISO 4217."}
EXTERNAL_ID = or_null(TEXT, "Your own id for it.")
VOID_DATE = or_null(DATE, "The date of the void; null if it was not voided.")
VOID_REASON = said(TEXT, "Why it was voided; empty if it was not, or nobody said why.")
METADATA = {"type": "object", "additionalProperties": TEXT, "description": "Your own keys and texts."}
_PLACE = {"type": "integer", "minimum": 1, "description": "The event's number in the company: from 1, without gaps."}

COMPANY_ID = "0198a7c4-52d0-7c3e-9a51-6f0d8e2b4c17"
CUSTOMER_ID = "0198a7c4-9e21-7f04-b6c8-3d2e1f0a5b94"
VENDOR_ID = "0198a7c4-b7d3-7a10-9c44-8e6f5d1b2a03"
USER_ID = "0198a7c4-2b60-7d15-8e93-5a7c1f4d0b26"
"""The ids in the samples, which are all about the same company."""
ARCHIVED = {"is_active": False}


def declare(
    group: str, noun: str, schema: Mapping[str, Any], sample: Mapping[str, Any], rows: Rows
) -> tuple[EventType, ...]:
    """Declare the events about one kind of object: schema and sample of their `data`, and when each is recorded."""
    return tuple(
        declare_one(f"{noun}.{happened}", group, description, schema, {**sample, **changes}, sequence=_PLACE)
        for happened, (description, changes) in rows.items()
    )


def declare_one(
    name: str,
    group: str,
    description: str,
    data: Mapping[str, Any],
    sample: Mapping[str, Any],
    **more: Mapping[str, Any],
) -> EventType:
    """Declare one event. Its body has the members that all events have, and `more`."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": name,
        "description": description,
        **members(
            event={"const": name},
            timestamp=said(MOMENT, "When it happened, to the second."),
            occurred_at=said(MOMENT, "The same moment, to the millisecond."),
            data=data,
            **more,
        ),
    }
    body = {
        "event": name,
        "timestamp": "2026-01-15T10:30:00Z",
        "occurred_at": "2026-01-15T10:30:00.417Z",
        "data": sample,
    }
    kind = DECLARED[name] = EventType(name, group, description, schema, body | ({"sequence": 1042} if more else {}))
    return kind
