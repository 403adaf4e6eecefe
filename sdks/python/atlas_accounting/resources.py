"""One class per resource of the API, and one more that is awaited.

Generated from docs/openapi.yaml by `make sdks`: edit sdks/generator instead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from atlas_accounting._calls import OMIT, Call, Omit, segment
from atlas_accounting._resource import AsyncResource, Resource

if TYPE_CHECKING:
    import datetime as dt

    from atlas_accounting import models, params
    from atlas_accounting._files import Download
    from atlas_accounting._pages import AsyncPages, Pages
    from atlas_accounting._values import Exact


class Adjustments(Resource):
    """Operations of `adjustments`."""

    def list(
        self,
        *,
        adjustment_number: str | Sequence[str] | None = None,
        amount_max: Exact | None = None,
        amount_min: Exact | None = None,
        bill_id: str | Sequence[str] | None = None,
        company_id: str | None = None,
        currency: params.CurrencyCode | Sequence[params.CurrencyCode] | None = None,
        customer_id: str | Sequence[str] | None = None,
        date_from: dt.date | str | None = None,
        date_to: dt.date | str | None = None,
        external_id: str | Sequence[str] | None = None,
        invoice_id: str | Sequence[str] | None = None,
        kind: params.AdjustmentKind | Sequence[params.AdjustmentKind] | None = None,
        metadata: str | Sequence[str] | None = None,
        open_credit: bool | None = None,
        page: int | None = None,
        page_size: int | None = None,
        reference: str | Sequence[str] | None = None,
        search: str | None = None,
        sort_by: params.AdjustmentSortBy | None = None,
        sort_order: params.SortOrder | None = None,
        status: params.PaymentStatus | Sequence[params.PaymentStatus] | None = None,
        updated_since: dt.datetime | str | None = None,
        vendor_id: str | Sequence[str] | None = None,
        timeout: float | None = None,
    ) -> Pages[models.Adjustment]:
        """List adjustments.

        Write-offs, settlement discounts, contra entries and other changes of what is owed, without money. Requires
        the role viewer of the company; of an API key the scope `adjustments:read`.

        Args:
            adjustment_number: Only those with this number. For several values, repeat the parameter; values
                separated by commas work too.
            amount_max: Only those of this amount or less.
            amount_min: Only those of this amount or more.
            bill_id: Only payments and adjustments that settle this bill, or vendor credits of it. For several
                values, repeat the parameter; values separated by commas work too.
            company_id: The company. Optional if you have access to exactly one.
            currency: Only those in this currency. For several values, repeat the parameter; values separated by
                commas work too.
            customer_id: Only those of this customer. For several values, repeat the parameter; values separated by
                commas work too.
            date_from: Only those dated on this day or later.
            date_to: Only those dated on this day or earlier.
            external_id: Only those with this `external_id`. For several values, repeat the parameter; values
                separated by commas work too.
            invoice_id: Only payments and adjustments that settle this invoice, or credit notes of it. For several
                values, repeat the parameter; values separated by commas work too.
            kind: Only those of this kind. For several values, repeat the parameter; values separated by commas work
                too.
            metadata: Only those with this key and text in their metadata, such as `order_id:42`. For several,
                repeat the parameter: all of them must match. A comma is part of the text.
            open_credit: `true` for those with an amount that is not allocated yet, `false` for the others.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            reference: Only those with this reference. For several values, repeat the parameter; values separated by
                commas work too.
            search: Only those that contain this text. Case and accents do not matter.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            status: Only those with this status. For several values, repeat the parameter; values separated by
                commas work too.
            updated_since: Only those changed at this moment or later.
            vendor_id: Only those of this vendor. For several values, repeat the parameter; values separated by
                commas work too.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/adjustments",
            query={
                "adjustment_number": adjustment_number,
                "amount_max": amount_max,
                "amount_min": amount_min,
                "bill_id": bill_id,
                "company_id": company_id,
                "currency": currency,
                "customer_id": customer_id,
                "date_from": date_from,
                "date_to": date_to,
                "external_id": external_id,
                "invoice_id": invoice_id,
                "kind": kind,
                "metadata": metadata,
                "open_credit": open_credit,
                "page": page,
                "page_size": page_size,
                "reference": reference,
                "search": search,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "status": status,
                "updated_since": updated_since,
                "vendor_id": vendor_id,
            },
            repeated=(
                "adjustment_number",
                "bill_id",
                "currency",
                "customer_id",
                "external_id",
                "invoice_id",
                "kind",
                "metadata",
                "reference",
                "status",
                "vendor_id",
            ),
            page_size=100,
            timeout=timeout,
            in_company=True,
        )
        return self._client._pages(call, "Adjustment")

    def create(
        self,
        *,
        kind: params.AdjustmentKind,
        lines: Sequence[params.AdjustmentLineParams],
        company_id: str | None = None,
        dry_run: bool | None = None,
        customer_id: str | Omit | None = OMIT,
        vendor_id: str | Omit | None = OMIT,
        date: dt.date | str | Omit = OMIT,
        allocations: Sequence[params.AllocationParams] | Omit = OMIT,
        currency: params.CurrencyCode | Omit = OMIT,
        exchange_rate: Exact | Omit = OMIT,
        reference: str | Omit = OMIT,
        external_id: str | Omit | None = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        on_closed_period: params.OnClosedPeriod | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Adjustment:
        """Create an adjustment.

        Write-offs, settlement discounts, contra entries and other changes of what is owed, without money. Requires
        the role accountant of the company; of an API key the scope `adjustments:write`.

        Args:
            kind: Why less is owed.
            lines: The accounts to which it is posted: one line per account and tax rate.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            customer_id: The customer; or give a vendor.
            vendor_id: The vendor; or give a customer.
            date: Default: today in the company's time zone.
            allocations: The documents that the adjustment settles, with the amount for each.
            currency: Default: the currency of the account, or of an adjustment's contact.
            exchange_rate: Units of the base currency per unit of the document's currency. Default: the rate of the
                date.
            reference: Any reference of yours, such as an order number.
            external_id: Your own id for this object, unique per company and kind.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            on_closed_period: If the period is closed: fail with 409 (`refuse`), or use the first open day up to
                today (`next_open`).
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/adjustments",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "kind": kind,
                "customer_id": customer_id,
                "vendor_id": vendor_id,
                "date": date,
                "lines": lines,
                "allocations": allocations,
                "currency": currency,
                "exchange_rate": exchange_rate,
                "reference": reference,
                "external_id": external_id,
                "metadata": metadata,
                "on_closed_period": on_closed_period,
            },
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Adjustment = self._client._send(call, "Adjustment")
        return answer

    def get(self, id: str, /, *, company_id: str | None = None, timeout: float | None = None) -> models.Adjustment:
        """Get an adjustment.

        Write-offs, settlement discounts, contra entries and other changes of what is owed, without money. Requires
        the role viewer of the company; of an API key the scope `adjustments:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET", f"/adjustments/{segment(id)}", query={"company_id": company_id}, timeout=timeout, in_company=True
        )
        answer: models.Adjustment = self._client._send(call, "Adjustment")
        return answer

    def update(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        reference: str | Omit = OMIT,
        external_id: str | Omit | None = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Adjustment:
        """Change an adjustment.

        Write-offs, settlement discounts, contra entries and other changes of what is owed, without money. Requires
        the role accountant of the company; of an API key the scope `adjustments:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            reference: Any reference of yours, such as an order number.
            external_id: Your own id for this object, unique per company and kind.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PATCH",
            f"/adjustments/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"reference": reference, "external_id": external_id, "metadata": metadata},
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Adjustment = self._client._send(call, "Adjustment")
        return answer

    def allocate(
        self,
        id: str,
        /,
        *,
        allocations: Sequence[params.AllocationParams],
        company_id: str | None = None,
        dry_run: bool | None = None,
        date: dt.date | str | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Adjustment:
        """Settle documents with the rest of an adjustment.

        Requires the role accountant of the company; of an API key the scope `adjustments:write`.

        Args:
            id: The id of the object.
            allocations: The documents that the payment settles, with the amount for each.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            date: Default: today in the company's time zone.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/adjustments/{segment(id)}/allocate",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"allocations": allocations, "date": date},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Adjustment = self._client._send(call, "Adjustment")
        return answer

    def unallocate(
        self,
        id: str,
        /,
        *,
        allocation_ids: Sequence[str],
        company_id: str | None = None,
        dry_run: bool | None = None,
        date: dt.date | str | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Adjustment:
        """Take allocations back.

        Their documents are open again, and the adjustment has that much more to allocate. Requires the role
        accountant of the company; of an API key the scope `adjustments:write`.

        Args:
            id: The id of the object.
            allocation_ids: The allocations to take back, by their ids.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            date: Default: today in the company's time zone.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/adjustments/{segment(id)}/unallocate",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"allocation_ids": allocation_ids, "date": date},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Adjustment = self._client._send(call, "Adjustment")
        return answer

    def void(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        date: dt.date | str | Omit = OMIT,
        reason: str | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Adjustment:
        """Void an adjustment that has no allocations by reversing its journal entry.

        Requires the role accountant of the company; of an API key the scope `adjustments:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            date: The date of the reversal: not before that of the entry, nor before the last day an allocation was
                taken back. Default: the earliest such date, or the first open day after it if its period is closed.
            reason: Becomes part of the memo of the reversal.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/adjustments/{segment(id)}/void",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"date": date, "reason": reason},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Adjustment = self._client._send(call, "Adjustment")
        return answer


class AsyncAdjustments(AsyncResource):
    """Operations of `adjustments`, awaited."""

    def list(
        self,
        *,
        adjustment_number: str | Sequence[str] | None = None,
        amount_max: Exact | None = None,
        amount_min: Exact | None = None,
        bill_id: str | Sequence[str] | None = None,
        company_id: str | None = None,
        currency: params.CurrencyCode | Sequence[params.CurrencyCode] | None = None,
        customer_id: str | Sequence[str] | None = None,
        date_from: dt.date | str | None = None,
        date_to: dt.date | str | None = None,
        external_id: str | Sequence[str] | None = None,
        invoice_id: str | Sequence[str] | None = None,
        kind: params.AdjustmentKind | Sequence[params.AdjustmentKind] | None = None,
        metadata: str | Sequence[str] | None = None,
        open_credit: bool | None = None,
        page: int | None = None,
        page_size: int | None = None,
        reference: str | Sequence[str] | None = None,
        search: str | None = None,
        sort_by: params.AdjustmentSortBy | None = None,
        sort_order: params.SortOrder | None = None,
        status: params.PaymentStatus | Sequence[params.PaymentStatus] | None = None,
        updated_since: dt.datetime | str | None = None,
        vendor_id: str | Sequence[str] | None = None,
        timeout: float | None = None,
    ) -> AsyncPages[models.Adjustment]:
        """List adjustments.

        Write-offs, settlement discounts, contra entries and other changes of what is owed, without money. Requires
        the role viewer of the company; of an API key the scope `adjustments:read`.

        Args:
            adjustment_number: Only those with this number. For several values, repeat the parameter; values
                separated by commas work too.
            amount_max: Only those of this amount or less.
            amount_min: Only those of this amount or more.
            bill_id: Only payments and adjustments that settle this bill, or vendor credits of it. For several
                values, repeat the parameter; values separated by commas work too.
            company_id: The company. Optional if you have access to exactly one.
            currency: Only those in this currency. For several values, repeat the parameter; values separated by
                commas work too.
            customer_id: Only those of this customer. For several values, repeat the parameter; values separated by
                commas work too.
            date_from: Only those dated on this day or later.
            date_to: Only those dated on this day or earlier.
            external_id: Only those with this `external_id`. For several values, repeat the parameter; values
                separated by commas work too.
            invoice_id: Only payments and adjustments that settle this invoice, or credit notes of it. For several
                values, repeat the parameter; values separated by commas work too.
            kind: Only those of this kind. For several values, repeat the parameter; values separated by commas work
                too.
            metadata: Only those with this key and text in their metadata, such as `order_id:42`. For several,
                repeat the parameter: all of them must match. A comma is part of the text.
            open_credit: `true` for those with an amount that is not allocated yet, `false` for the others.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            reference: Only those with this reference. For several values, repeat the parameter; values separated by
                commas work too.
            search: Only those that contain this text. Case and accents do not matter.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            status: Only those with this status. For several values, repeat the parameter; values separated by
                commas work too.
            updated_since: Only those changed at this moment or later.
            vendor_id: Only those of this vendor. For several values, repeat the parameter; values separated by
                commas work too.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/adjustments",
            query={
                "adjustment_number": adjustment_number,
                "amount_max": amount_max,
                "amount_min": amount_min,
                "bill_id": bill_id,
                "company_id": company_id,
                "currency": currency,
                "customer_id": customer_id,
                "date_from": date_from,
                "date_to": date_to,
                "external_id": external_id,
                "invoice_id": invoice_id,
                "kind": kind,
                "metadata": metadata,
                "open_credit": open_credit,
                "page": page,
                "page_size": page_size,
                "reference": reference,
                "search": search,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "status": status,
                "updated_since": updated_since,
                "vendor_id": vendor_id,
            },
            repeated=(
                "adjustment_number",
                "bill_id",
                "currency",
                "customer_id",
                "external_id",
                "invoice_id",
                "kind",
                "metadata",
                "reference",
                "status",
                "vendor_id",
            ),
            page_size=100,
            timeout=timeout,
            in_company=True,
        )
        return self._client._pages(call, "Adjustment")

    async def create(
        self,
        *,
        kind: params.AdjustmentKind,
        lines: Sequence[params.AdjustmentLineParams],
        company_id: str | None = None,
        dry_run: bool | None = None,
        customer_id: str | Omit | None = OMIT,
        vendor_id: str | Omit | None = OMIT,
        date: dt.date | str | Omit = OMIT,
        allocations: Sequence[params.AllocationParams] | Omit = OMIT,
        currency: params.CurrencyCode | Omit = OMIT,
        exchange_rate: Exact | Omit = OMIT,
        reference: str | Omit = OMIT,
        external_id: str | Omit | None = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        on_closed_period: params.OnClosedPeriod | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Adjustment:
        """Create an adjustment.

        Write-offs, settlement discounts, contra entries and other changes of what is owed, without money. Requires
        the role accountant of the company; of an API key the scope `adjustments:write`.

        Args:
            kind: Why less is owed.
            lines: The accounts to which it is posted: one line per account and tax rate.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            customer_id: The customer; or give a vendor.
            vendor_id: The vendor; or give a customer.
            date: Default: today in the company's time zone.
            allocations: The documents that the adjustment settles, with the amount for each.
            currency: Default: the currency of the account, or of an adjustment's contact.
            exchange_rate: Units of the base currency per unit of the document's currency. Default: the rate of the
                date.
            reference: Any reference of yours, such as an order number.
            external_id: Your own id for this object, unique per company and kind.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            on_closed_period: If the period is closed: fail with 409 (`refuse`), or use the first open day up to
                today (`next_open`).
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/adjustments",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "kind": kind,
                "customer_id": customer_id,
                "vendor_id": vendor_id,
                "date": date,
                "lines": lines,
                "allocations": allocations,
                "currency": currency,
                "exchange_rate": exchange_rate,
                "reference": reference,
                "external_id": external_id,
                "metadata": metadata,
                "on_closed_period": on_closed_period,
            },
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Adjustment = await self._client._send(call, "Adjustment")
        return answer

    async def get(
        self, id: str, /, *, company_id: str | None = None, timeout: float | None = None
    ) -> models.Adjustment:
        """Get an adjustment.

        Write-offs, settlement discounts, contra entries and other changes of what is owed, without money. Requires
        the role viewer of the company; of an API key the scope `adjustments:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET", f"/adjustments/{segment(id)}", query={"company_id": company_id}, timeout=timeout, in_company=True
        )
        answer: models.Adjustment = await self._client._send(call, "Adjustment")
        return answer

    async def update(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        reference: str | Omit = OMIT,
        external_id: str | Omit | None = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Adjustment:
        """Change an adjustment.

        Write-offs, settlement discounts, contra entries and other changes of what is owed, without money. Requires
        the role accountant of the company; of an API key the scope `adjustments:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            reference: Any reference of yours, such as an order number.
            external_id: Your own id for this object, unique per company and kind.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PATCH",
            f"/adjustments/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"reference": reference, "external_id": external_id, "metadata": metadata},
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Adjustment = await self._client._send(call, "Adjustment")
        return answer

    async def allocate(
        self,
        id: str,
        /,
        *,
        allocations: Sequence[params.AllocationParams],
        company_id: str | None = None,
        dry_run: bool | None = None,
        date: dt.date | str | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Adjustment:
        """Settle documents with the rest of an adjustment.

        Requires the role accountant of the company; of an API key the scope `adjustments:write`.

        Args:
            id: The id of the object.
            allocations: The documents that the payment settles, with the amount for each.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            date: Default: today in the company's time zone.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/adjustments/{segment(id)}/allocate",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"allocations": allocations, "date": date},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Adjustment = await self._client._send(call, "Adjustment")
        return answer

    async def unallocate(
        self,
        id: str,
        /,
        *,
        allocation_ids: Sequence[str],
        company_id: str | None = None,
        dry_run: bool | None = None,
        date: dt.date | str | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Adjustment:
        """Take allocations back.

        Their documents are open again, and the adjustment has that much more to allocate. Requires the role
        accountant of the company; of an API key the scope `adjustments:write`.

        Args:
            id: The id of the object.
            allocation_ids: The allocations to take back, by their ids.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            date: Default: today in the company's time zone.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/adjustments/{segment(id)}/unallocate",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"allocation_ids": allocation_ids, "date": date},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Adjustment = await self._client._send(call, "Adjustment")
        return answer

    async def void(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        date: dt.date | str | Omit = OMIT,
        reason: str | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Adjustment:
        """Void an adjustment that has no allocations by reversing its journal entry.

        Requires the role accountant of the company; of an API key the scope `adjustments:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            date: The date of the reversal: not before that of the entry, nor before the last day an allocation was
                taken back. Default: the earliest such date, or the first open day after it if its period is closed.
            reason: Becomes part of the memo of the reversal.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/adjustments/{segment(id)}/void",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"date": date, "reason": reason},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Adjustment = await self._client._send(call, "Adjustment")
        return answer


class ApiKeys(Resource):
    """Operations of `api_keys`."""

    def list(
        self,
        *,
        page: int | None = None,
        page_size: int | None = None,
        search: str | None = None,
        sort_by: params.ApiKeySortBy | None = None,
        sort_order: params.SortOrder | None = None,
        updated_since: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> Pages[models.ApiKey]:
        """List API keys.

        The API keys of the organization. Only the responses to create and rotate show the secret. Requires the role
        admin of the organization.

        Args:
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            search: Only those that contain this text. Case and accents do not matter.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            updated_since: Only those changed at this moment or later.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/api-keys",
            query={
                "page": page,
                "page_size": page_size,
                "search": search,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "updated_since": updated_since,
            },
            page_size=100,
            timeout=timeout,
        )
        return self._client._pages(call, "ApiKey")

    def create(
        self,
        *,
        name: str,
        role: params.CompanyRole,
        scopes: Sequence[params.Scope],
        dry_run: bool | None = None,
        companies: Sequence[str] | Omit | None = OMIT,
        allowed_addresses: Sequence[str] | Omit = OMIT,
        expires_at: dt.datetime | str | Omit | None = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.ApiKeyWithSecret:
        """Create an API key.

        The API keys of the organization. Only the responses to create and rotate show the secret. Requires the role
        admin of the organization.

        Args:
            name: What you call the key.
            role: The most that the key may do in a company; it may never do more than the person who made it.
            scopes: What the key may read and write. Anything else is 403 `scope_missing`.
            dry_run: Validate and respond as usual, but save nothing.
            companies: The companies that the key has access to; null for all, later ones included.
            allowed_addresses: The addresses or networks that the key can be used from, such as `192.0.2.0/24`;
                empty for any. Networks of IPv6 have a prefix of 64 at most.
            expires_at: When the key ends; null for never.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/api-keys",
            query={"dry_run": dry_run},
            body={
                "name": name,
                "role": role,
                "companies": companies,
                "scopes": scopes,
                "allowed_addresses": allowed_addresses,
                "expires_at": expires_at,
            },
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        answer: models.ApiKeyWithSecret = self._client._send(call, "ApiKeyWithSecret")
        return answer

    def get(self, id: str, /, *, timeout: float | None = None) -> models.ApiKey:
        """Get an API key.

        The API keys of the organization. Only the responses to create and rotate show the secret. Requires the role
        admin of the organization.

        Args:
            id: The id of the object.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call("GET", f"/api-keys/{segment(id)}", timeout=timeout)
        answer: models.ApiKey = self._client._send(call, "ApiKey")
        return answer

    def update(
        self,
        id: str,
        /,
        *,
        dry_run: bool | None = None,
        name: str | Omit = OMIT,
        role: params.CompanyRole | Omit = OMIT,
        companies: Sequence[str] | Omit | None = OMIT,
        scopes: Sequence[params.Scope] | Omit = OMIT,
        allowed_addresses: Sequence[str] | Omit = OMIT,
        expires_at: dt.datetime | str | Omit | None = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.ApiKey:
        """Change an API key.

        The API keys of the organization. Only the responses to create and rotate show the secret. Requires the role
        admin of the organization.

        Args:
            id: The id of the object.
            dry_run: Validate and respond as usual, but save nothing.
            name: What you call the key.
            role: The most that the key may do in a company; it may never do more than the person who made it.
            companies: The companies that the key has access to; null for all, later ones included.
            scopes: What the key may read and write. Anything else is 403 `scope_missing`.
            allowed_addresses: The addresses or networks that the key can be used from, such as `192.0.2.0/24`;
                empty for any. Networks of IPv6 have a prefix of 64 at most.
            expires_at: When the key ends; null for never.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PATCH",
            f"/api-keys/{segment(id)}",
            query={"dry_run": dry_run},
            body={
                "name": name,
                "role": role,
                "companies": companies,
                "scopes": scopes,
                "allowed_addresses": allowed_addresses,
                "expires_at": expires_at,
            },
            if_match=if_match,
            timeout=timeout,
        )
        answer: models.ApiKey = self._client._send(call, "ApiKey")
        return answer

    def revoke(
        self,
        id: str,
        /,
        *,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.ApiKey:
        """End a key at once and for good.

        Requires the role admin of the organization.

        Args:
            id: The id of the object.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/api-keys/{segment(id)}/revoke",
            query={"dry_run": dry_run},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
        )
        answer: models.ApiKey = self._client._send(call, "ApiKey")
        return answer

    def rotate(
        self,
        id: str,
        /,
        *,
        dry_run: bool | None = None,
        overlap_seconds: int | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.ApiKeyWithSecret:
        """Give a key a new secret.

        The old one goes on working for a day, or as long as you say. Requires the role admin of the organization.

        Args:
            id: The id of the object.
            dry_run: Validate and respond as usual, but save nothing.
            overlap_seconds: How long the old secret works beside the new one. Default: one day.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/api-keys/{segment(id)}/rotate",
            query={"dry_run": dry_run},
            body={"overlap_seconds": overlap_seconds},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
        )
        answer: models.ApiKeyWithSecret = self._client._send(call, "ApiKeyWithSecret")
        return answer


class AsyncApiKeys(AsyncResource):
    """Operations of `api_keys`, awaited."""

    def list(
        self,
        *,
        page: int | None = None,
        page_size: int | None = None,
        search: str | None = None,
        sort_by: params.ApiKeySortBy | None = None,
        sort_order: params.SortOrder | None = None,
        updated_since: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> AsyncPages[models.ApiKey]:
        """List API keys.

        The API keys of the organization. Only the responses to create and rotate show the secret. Requires the role
        admin of the organization.

        Args:
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            search: Only those that contain this text. Case and accents do not matter.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            updated_since: Only those changed at this moment or later.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/api-keys",
            query={
                "page": page,
                "page_size": page_size,
                "search": search,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "updated_since": updated_since,
            },
            page_size=100,
            timeout=timeout,
        )
        return self._client._pages(call, "ApiKey")

    async def create(
        self,
        *,
        name: str,
        role: params.CompanyRole,
        scopes: Sequence[params.Scope],
        dry_run: bool | None = None,
        companies: Sequence[str] | Omit | None = OMIT,
        allowed_addresses: Sequence[str] | Omit = OMIT,
        expires_at: dt.datetime | str | Omit | None = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.ApiKeyWithSecret:
        """Create an API key.

        The API keys of the organization. Only the responses to create and rotate show the secret. Requires the role
        admin of the organization.

        Args:
            name: What you call the key.
            role: The most that the key may do in a company; it may never do more than the person who made it.
            scopes: What the key may read and write. Anything else is 403 `scope_missing`.
            dry_run: Validate and respond as usual, but save nothing.
            companies: The companies that the key has access to; null for all, later ones included.
            allowed_addresses: The addresses or networks that the key can be used from, such as `192.0.2.0/24`;
                empty for any. Networks of IPv6 have a prefix of 64 at most.
            expires_at: When the key ends; null for never.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/api-keys",
            query={"dry_run": dry_run},
            body={
                "name": name,
                "role": role,
                "companies": companies,
                "scopes": scopes,
                "allowed_addresses": allowed_addresses,
                "expires_at": expires_at,
            },
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        answer: models.ApiKeyWithSecret = await self._client._send(call, "ApiKeyWithSecret")
        return answer

    async def get(self, id: str, /, *, timeout: float | None = None) -> models.ApiKey:
        """Get an API key.

        The API keys of the organization. Only the responses to create and rotate show the secret. Requires the role
        admin of the organization.

        Args:
            id: The id of the object.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call("GET", f"/api-keys/{segment(id)}", timeout=timeout)
        answer: models.ApiKey = await self._client._send(call, "ApiKey")
        return answer

    async def update(
        self,
        id: str,
        /,
        *,
        dry_run: bool | None = None,
        name: str | Omit = OMIT,
        role: params.CompanyRole | Omit = OMIT,
        companies: Sequence[str] | Omit | None = OMIT,
        scopes: Sequence[params.Scope] | Omit = OMIT,
        allowed_addresses: Sequence[str] | Omit = OMIT,
        expires_at: dt.datetime | str | Omit | None = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.ApiKey:
        """Change an API key.

        The API keys of the organization. Only the responses to create and rotate show the secret. Requires the role
        admin of the organization.

        Args:
            id: The id of the object.
            dry_run: Validate and respond as usual, but save nothing.
            name: What you call the key.
            role: The most that the key may do in a company; it may never do more than the person who made it.
            companies: The companies that the key has access to; null for all, later ones included.
            scopes: What the key may read and write. Anything else is 403 `scope_missing`.
            allowed_addresses: The addresses or networks that the key can be used from, such as `192.0.2.0/24`;
                empty for any. Networks of IPv6 have a prefix of 64 at most.
            expires_at: When the key ends; null for never.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PATCH",
            f"/api-keys/{segment(id)}",
            query={"dry_run": dry_run},
            body={
                "name": name,
                "role": role,
                "companies": companies,
                "scopes": scopes,
                "allowed_addresses": allowed_addresses,
                "expires_at": expires_at,
            },
            if_match=if_match,
            timeout=timeout,
        )
        answer: models.ApiKey = await self._client._send(call, "ApiKey")
        return answer

    async def revoke(
        self,
        id: str,
        /,
        *,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.ApiKey:
        """End a key at once and for good.

        Requires the role admin of the organization.

        Args:
            id: The id of the object.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/api-keys/{segment(id)}/revoke",
            query={"dry_run": dry_run},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
        )
        answer: models.ApiKey = await self._client._send(call, "ApiKey")
        return answer

    async def rotate(
        self,
        id: str,
        /,
        *,
        dry_run: bool | None = None,
        overlap_seconds: int | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.ApiKeyWithSecret:
        """Give a key a new secret.

        The old one goes on working for a day, or as long as you say. Requires the role admin of the organization.

        Args:
            id: The id of the object.
            dry_run: Validate and respond as usual, but save nothing.
            overlap_seconds: How long the old secret works beside the new one. Default: one day.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/api-keys/{segment(id)}/rotate",
            query={"dry_run": dry_run},
            body={"overlap_seconds": overlap_seconds},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
        )
        answer: models.ApiKeyWithSecret = await self._client._send(call, "ApiKeyWithSecret")
        return answer


class Audit(Resource):
    """Operations of `audit`."""

    def list(
        self,
        *,
        action: str | Sequence[str] | None = None,
        by_id: str | Sequence[str] | None = None,
        company_id: str | Sequence[str] | None = None,
        object_id: str | Sequence[str] | None = None,
        object_type: str | Sequence[str] | None = None,
        page: int | None = None,
        page_size: int | None = None,
        since: dt.datetime | str | None = None,
        sort_by: params.AuditRecordSortBy | None = None,
        sort_order: params.SortOrder | None = None,
        until: dt.datetime | str | None = None,
        updated_since: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> Pages[models.AuditRecord]:
        """List audit records.

        The changes in the organization, newest first, with their authors and the old values. Posted objects name
        their authors themselves, so posting is not listed here. Requires the role admin of the organization; of an
        API key the scope `audit:read`.

        Args:
            action: Only these actions. For several values, repeat the parameter; values separated by commas work
                too.
            by_id: Only what this user did. For several values, repeat the parameter; values separated by commas
                work too.
            company_id: The company. For several values, repeat the parameter; values separated by commas work too.
            object_id: Only what was done to this object. For several values, repeat the parameter; values separated
                by commas work too.
            object_type: Only what was done to objects of this kind. For several values, repeat the parameter;
                values separated by commas work too.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            since: Only what happened at this moment or later.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            until: Only what happened before this moment.
            updated_since: Only those changed at this moment or later.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/audit",
            query={
                "action": action,
                "by_id": by_id,
                "company_id": company_id,
                "object_id": object_id,
                "object_type": object_type,
                "page": page,
                "page_size": page_size,
                "since": since,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "until": until,
                "updated_since": updated_since,
            },
            repeated=("action", "by_id", "company_id", "object_id", "object_type"),
            page_size=100,
            timeout=timeout,
        )
        return self._client._pages(call, "AuditRecord")

    def get(self, id: str, /, *, timeout: float | None = None) -> models.AuditRecord:
        """Get an audit record.

        The changes in the organization, newest first, with their authors and the old values. Posted objects name
        their authors themselves, so posting is not listed here. Requires the role admin of the organization; of an
        API key the scope `audit:read`.

        Args:
            id: The id of the object.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call("GET", f"/audit/{segment(id)}", timeout=timeout)
        answer: models.AuditRecord = self._client._send(call, "AuditRecord")
        return answer


class AsyncAudit(AsyncResource):
    """Operations of `audit`, awaited."""

    def list(
        self,
        *,
        action: str | Sequence[str] | None = None,
        by_id: str | Sequence[str] | None = None,
        company_id: str | Sequence[str] | None = None,
        object_id: str | Sequence[str] | None = None,
        object_type: str | Sequence[str] | None = None,
        page: int | None = None,
        page_size: int | None = None,
        since: dt.datetime | str | None = None,
        sort_by: params.AuditRecordSortBy | None = None,
        sort_order: params.SortOrder | None = None,
        until: dt.datetime | str | None = None,
        updated_since: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> AsyncPages[models.AuditRecord]:
        """List audit records.

        The changes in the organization, newest first, with their authors and the old values. Posted objects name
        their authors themselves, so posting is not listed here. Requires the role admin of the organization; of an
        API key the scope `audit:read`.

        Args:
            action: Only these actions. For several values, repeat the parameter; values separated by commas work
                too.
            by_id: Only what this user did. For several values, repeat the parameter; values separated by commas
                work too.
            company_id: The company. For several values, repeat the parameter; values separated by commas work too.
            object_id: Only what was done to this object. For several values, repeat the parameter; values separated
                by commas work too.
            object_type: Only what was done to objects of this kind. For several values, repeat the parameter;
                values separated by commas work too.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            since: Only what happened at this moment or later.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            until: Only what happened before this moment.
            updated_since: Only those changed at this moment or later.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/audit",
            query={
                "action": action,
                "by_id": by_id,
                "company_id": company_id,
                "object_id": object_id,
                "object_type": object_type,
                "page": page,
                "page_size": page_size,
                "since": since,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "until": until,
                "updated_since": updated_since,
            },
            repeated=("action", "by_id", "company_id", "object_id", "object_type"),
            page_size=100,
            timeout=timeout,
        )
        return self._client._pages(call, "AuditRecord")

    async def get(self, id: str, /, *, timeout: float | None = None) -> models.AuditRecord:
        """Get an audit record.

        The changes in the organization, newest first, with their authors and the old values. Posted objects name
        their authors themselves, so posting is not listed here. Requires the role admin of the organization; of an
        API key the scope `audit:read`.

        Args:
            id: The id of the object.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call("GET", f"/audit/{segment(id)}", timeout=timeout)
        answer: models.AuditRecord = await self._client._send(call, "AuditRecord")
        return answer


class Auth(Resource):
    """Operations of `auth`."""

    @cached_property
    def sessions(self) -> AuthSessions:
        return AuthSessions(self._client)

    def change_password(
        self, *, current_password: str, new_password: str, timeout: float | None = None
    ) -> models.Refreshed:
        """Set a new password.

        This ends all sessions of the user; the response has tokens for a new one. Requires the role member of the
        organization.

        Args:
            current_password: Your current password.
            new_password: The new password: 10 characters or more, and not a common one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/auth/change-password",
            body={"current_password": current_password, "new_password": new_password},
            timeout=timeout,
        )
        answer: models.Refreshed = self._client._send(call, "Refreshed")
        return answer

    def login(self, *, email: str, password: str, otp: str | Omit = OMIT, timeout: float | None = None) -> models.Login:
        """Sign in with e-mail address and password.

        Repeated failures are slowed down (429). If you have set up an authenticator app, send its current code as
        `otp`. Without it, the right password gets a 401 with the code `otp_required`.

        Args:
            email: The e-mail address.
            password: The password.
            otp: A code from your authenticator app, or a recovery code. Required if you have set up an app.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/auth/login",
            body={"email": email, "password": password, "otp": otp},
            timeout=timeout,
            is_public=True,
        )
        answer: models.Login = self._client._send(call, "Login")
        return answer

    def logout(self, *, refresh_token: str, timeout: float | None = None) -> None:
        """End the session that a refresh token belongs to.

        End the session that a refresh token belongs to.

        Args:
            refresh_token: A refresh token. It can be used once.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call("POST", "/auth/logout", body={"refresh_token": refresh_token}, timeout=timeout, is_public=True)
        self._client._send(call)

    def me(self, *, timeout: float | None = None) -> models.Profile:
        """Show your profile and the companies that you have access to.

        Requires the role member of the organization.

        Args:
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call("GET", "/auth/me", timeout=timeout)
        answer: models.Profile = self._client._send(call, "Profile")
        return answer

    def update_me(
        self,
        *,
        dry_run: bool | None = None,
        full_name: str | Omit = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Profile:
        """Change your name.

        Requires the role member of the organization.

        Args:
            dry_run: Validate and respond as usual, but save nothing.
            full_name: The name of the person.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PATCH",
            "/auth/me",
            query={"dry_run": dry_run},
            body={"full_name": full_name},
            if_match=if_match,
            timeout=timeout,
        )
        answer: models.Profile = self._client._send(call, "Profile")
        return answer

    def refresh(self, *, refresh_token: str, timeout: float | None = None) -> models.Refreshed:
        """Exchange a refresh token for a new pair of tokens.

        Using a token a second time ends its session.

        Args:
            refresh_token: A refresh token. It can be used once.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call("POST", "/auth/refresh", body={"refresh_token": refresh_token}, timeout=timeout, is_public=True)
        answer: models.Refreshed = self._client._send(call, "Refreshed")
        return answer


class AsyncAuth(AsyncResource):
    """Operations of `auth`, awaited."""

    @cached_property
    def sessions(self) -> AsyncAuthSessions:
        return AsyncAuthSessions(self._client)

    async def change_password(
        self, *, current_password: str, new_password: str, timeout: float | None = None
    ) -> models.Refreshed:
        """Set a new password.

        This ends all sessions of the user; the response has tokens for a new one. Requires the role member of the
        organization.

        Args:
            current_password: Your current password.
            new_password: The new password: 10 characters or more, and not a common one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/auth/change-password",
            body={"current_password": current_password, "new_password": new_password},
            timeout=timeout,
        )
        answer: models.Refreshed = await self._client._send(call, "Refreshed")
        return answer

    async def login(
        self, *, email: str, password: str, otp: str | Omit = OMIT, timeout: float | None = None
    ) -> models.Login:
        """Sign in with e-mail address and password.

        Repeated failures are slowed down (429). If you have set up an authenticator app, send its current code as
        `otp`. Without it, the right password gets a 401 with the code `otp_required`.

        Args:
            email: The e-mail address.
            password: The password.
            otp: A code from your authenticator app, or a recovery code. Required if you have set up an app.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/auth/login",
            body={"email": email, "password": password, "otp": otp},
            timeout=timeout,
            is_public=True,
        )
        answer: models.Login = await self._client._send(call, "Login")
        return answer

    async def logout(self, *, refresh_token: str, timeout: float | None = None) -> None:
        """End the session that a refresh token belongs to.

        End the session that a refresh token belongs to.

        Args:
            refresh_token: A refresh token. It can be used once.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call("POST", "/auth/logout", body={"refresh_token": refresh_token}, timeout=timeout, is_public=True)
        await self._client._send(call)

    async def me(self, *, timeout: float | None = None) -> models.Profile:
        """Show your profile and the companies that you have access to.

        Requires the role member of the organization.

        Args:
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call("GET", "/auth/me", timeout=timeout)
        answer: models.Profile = await self._client._send(call, "Profile")
        return answer

    async def update_me(
        self,
        *,
        dry_run: bool | None = None,
        full_name: str | Omit = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Profile:
        """Change your name.

        Requires the role member of the organization.

        Args:
            dry_run: Validate and respond as usual, but save nothing.
            full_name: The name of the person.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PATCH",
            "/auth/me",
            query={"dry_run": dry_run},
            body={"full_name": full_name},
            if_match=if_match,
            timeout=timeout,
        )
        answer: models.Profile = await self._client._send(call, "Profile")
        return answer

    async def refresh(self, *, refresh_token: str, timeout: float | None = None) -> models.Refreshed:
        """Exchange a refresh token for a new pair of tokens.

        Using a token a second time ends its session.

        Args:
            refresh_token: A refresh token. It can be used once.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call("POST", "/auth/refresh", body={"refresh_token": refresh_token}, timeout=timeout, is_public=True)
        answer: models.Refreshed = await self._client._send(call, "Refreshed")
        return answer


class AuthSessions(Resource):
    """Operations of `auth.sessions`."""

    def list(
        self,
        *,
        page: int | None = None,
        page_size: int | None = None,
        sort_by: params.SessionSortBy | None = None,
        sort_order: params.SortOrder | None = None,
        timeout: float | None = None,
    ) -> Pages[models.Session]:
        """List sessions.

        Your open sessions, one per sign-in. DELETE ends a session and its access tokens. Requires the role member
        of the organization.

        Args:
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/auth/sessions",
            query={"page": page, "page_size": page_size, "sort_by": sort_by, "sort_order": sort_order},
            page_size=100,
            timeout=timeout,
        )
        return self._client._pages(call, "Session")

    def get(self, id: str, /, *, timeout: float | None = None) -> models.Session:
        """Get a session.

        Your open sessions, one per sign-in. DELETE ends a session and its access tokens. Requires the role member
        of the organization.

        Args:
            id: The id of the object.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call("GET", f"/auth/sessions/{segment(id)}", timeout=timeout)
        answer: models.Session = self._client._send(call, "Session")
        return answer

    def delete(
        self, id: str, /, *, dry_run: bool | None = None, if_match: str | None = None, timeout: float | None = None
    ) -> None:
        """Delete a session.

        Your open sessions, one per sign-in. DELETE ends a session and its access tokens. Requires the role member
        of the organization.

        Args:
            id: The id of the object.
            dry_run: Validate and respond as usual, but save nothing.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "DELETE", f"/auth/sessions/{segment(id)}", query={"dry_run": dry_run}, if_match=if_match, timeout=timeout
        )
        self._client._send(call)


class AsyncAuthSessions(AsyncResource):
    """Operations of `auth.sessions`, awaited."""

    def list(
        self,
        *,
        page: int | None = None,
        page_size: int | None = None,
        sort_by: params.SessionSortBy | None = None,
        sort_order: params.SortOrder | None = None,
        timeout: float | None = None,
    ) -> AsyncPages[models.Session]:
        """List sessions.

        Your open sessions, one per sign-in. DELETE ends a session and its access tokens. Requires the role member
        of the organization.

        Args:
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/auth/sessions",
            query={"page": page, "page_size": page_size, "sort_by": sort_by, "sort_order": sort_order},
            page_size=100,
            timeout=timeout,
        )
        return self._client._pages(call, "Session")

    async def get(self, id: str, /, *, timeout: float | None = None) -> models.Session:
        """Get a session.

        Your open sessions, one per sign-in. DELETE ends a session and its access tokens. Requires the role member
        of the organization.

        Args:
            id: The id of the object.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call("GET", f"/auth/sessions/{segment(id)}", timeout=timeout)
        answer: models.Session = await self._client._send(call, "Session")
        return answer

    async def delete(
        self, id: str, /, *, dry_run: bool | None = None, if_match: str | None = None, timeout: float | None = None
    ) -> None:
        """Delete a session.

        Your open sessions, one per sign-in. DELETE ends a session and its access tokens. Requires the role member
        of the organization.

        Args:
            id: The id of the object.
            dry_run: Validate and respond as usual, but save nothing.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "DELETE", f"/auth/sessions/{segment(id)}", query={"dry_run": dry_run}, if_match=if_match, timeout=timeout
        )
        await self._client._send(call)


class BankTransactions(Resource):
    """Operations of `bank_transactions`."""

    def list(
        self,
        *,
        account_id: str | Sequence[str] | None = None,
        amount_max: Exact | None = None,
        amount_min: Exact | None = None,
        company_id: str | None = None,
        contact_id: str | Sequence[str] | None = None,
        currency: params.CurrencyCode | Sequence[params.CurrencyCode] | None = None,
        date_from: dt.date | str | None = None,
        date_to: dt.date | str | None = None,
        external_id: str | Sequence[str] | None = None,
        metadata: str | Sequence[str] | None = None,
        page: int | None = None,
        page_size: int | None = None,
        reference: str | Sequence[str] | None = None,
        search: str | None = None,
        sort_by: params.BankTransactionSortBy | None = None,
        sort_order: params.SortOrder | None = None,
        status: params.PaymentStatus | Sequence[params.PaymentStatus] | None = None,
        transaction_number: str | Sequence[str] | None = None,
        type: params.BankTransactionType | Sequence[params.BankTransactionType] | None = None,
        updated_since: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> Pages[models.BankTransaction]:
        """List bank transactions.

        Money spent or received without a bill or an invoice, such as bank charges, interest or card purchases.
        Requires the role viewer of the company; of an API key the scope `bank-transactions:read`.

        Args:
            account_id: Only those that use this account. For several values, repeat the parameter; values separated
                by commas work too.
            amount_max: Only those of this amount or less.
            amount_min: Only those of this amount or more.
            company_id: The company. Optional if you have access to exactly one.
            contact_id: Only those of this customer or vendor. For several values, repeat the parameter; values
                separated by commas work too.
            currency: Only those in this currency. For several values, repeat the parameter; values separated by
                commas work too.
            date_from: Only those dated on this day or later.
            date_to: Only those dated on this day or earlier.
            external_id: Only those with this `external_id`. For several values, repeat the parameter; values
                separated by commas work too.
            metadata: Only those with this key and text in their metadata, such as `order_id:42`. For several,
                repeat the parameter: all of them must match. A comma is part of the text.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            reference: Only those with this reference. For several values, repeat the parameter; values separated by
                commas work too.
            search: Only those that contain this text. Case and accents do not matter.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            status: Only those with this status. For several values, repeat the parameter; values separated by
                commas work too.
            transaction_number: Only those with this number. For several values, repeat the parameter; values
                separated by commas work too.
            type: Only those of this type. For several values, repeat the parameter; values separated by commas work
                too.
            updated_since: Only those changed at this moment or later.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/bank-transactions",
            query={
                "account_id": account_id,
                "amount_max": amount_max,
                "amount_min": amount_min,
                "company_id": company_id,
                "contact_id": contact_id,
                "currency": currency,
                "date_from": date_from,
                "date_to": date_to,
                "external_id": external_id,
                "metadata": metadata,
                "page": page,
                "page_size": page_size,
                "reference": reference,
                "search": search,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "status": status,
                "transaction_number": transaction_number,
                "type": type,
                "updated_since": updated_since,
            },
            repeated=(
                "account_id",
                "contact_id",
                "currency",
                "external_id",
                "metadata",
                "reference",
                "status",
                "transaction_number",
                "type",
            ),
            page_size=100,
            timeout=timeout,
            in_company=True,
        )
        return self._client._pages(call, "BankTransaction")

    def create(
        self,
        *,
        type: params.BankTransactionType,
        account_id: str,
        lines: Sequence[params.BankTransactionLineParams],
        company_id: str | None = None,
        dry_run: bool | None = None,
        contact_id: str | Omit | None = OMIT,
        date: dt.date | str | Omit = OMIT,
        tax_inclusive: bool | Omit = OMIT,
        currency: params.CurrencyCode | Omit = OMIT,
        exchange_rate: Exact | Omit = OMIT,
        reference: str | Omit = OMIT,
        external_id: str | Omit | None = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        on_closed_period: params.OnClosedPeriod | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.BankTransaction:
        """Create a bank transaction.

        Money spent or received without a bill or an invoice, such as bank charges, interest or card purchases.
        Requires the role accountant of the company; of an API key the scope `bank-transactions:write`.

        Args:
            type: `spend` or `receive`.
            account_id: The bank, cash, card or clearing account of the money.
            lines: What the money was for: one line per account and tax rate.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            contact_id: The customer or vendor, if there is one.
            date: Default: today in the company's time zone.
            tax_inclusive: The amounts of the lines include tax.
            currency: Default: the currency of the account, or of an adjustment's contact.
            exchange_rate: Units of the base currency per unit of the document's currency. Default: the rate of the
                date.
            reference: Any reference of yours, such as an order number.
            external_id: Your own id for this object, unique per company and kind.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            on_closed_period: If the period is closed: fail with 409 (`refuse`), or use the first open day up to
                today (`next_open`).
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/bank-transactions",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "type": type,
                "account_id": account_id,
                "contact_id": contact_id,
                "date": date,
                "tax_inclusive": tax_inclusive,
                "lines": lines,
                "currency": currency,
                "exchange_rate": exchange_rate,
                "reference": reference,
                "external_id": external_id,
                "metadata": metadata,
                "on_closed_period": on_closed_period,
            },
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.BankTransaction = self._client._send(call, "BankTransaction")
        return answer

    def get(self, id: str, /, *, company_id: str | None = None, timeout: float | None = None) -> models.BankTransaction:
        """Get a bank transaction.

        Money spent or received without a bill or an invoice, such as bank charges, interest or card purchases.
        Requires the role viewer of the company; of an API key the scope `bank-transactions:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            f"/bank-transactions/{segment(id)}",
            query={"company_id": company_id},
            timeout=timeout,
            in_company=True,
        )
        answer: models.BankTransaction = self._client._send(call, "BankTransaction")
        return answer

    def update(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        reference: str | Omit = OMIT,
        external_id: str | Omit | None = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.BankTransaction:
        """Change a bank transaction.

        Money spent or received without a bill or an invoice, such as bank charges, interest or card purchases.
        Requires the role accountant of the company; of an API key the scope `bank-transactions:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            reference: Any reference of yours, such as an order number.
            external_id: Your own id for this object, unique per company and kind.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PATCH",
            f"/bank-transactions/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"reference": reference, "external_id": external_id, "metadata": metadata},
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.BankTransaction = self._client._send(call, "BankTransaction")
        return answer

    def void(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        date: dt.date | str | Omit = OMIT,
        reason: str | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.BankTransaction:
        """Void a bank transaction by reversing its journal entry.

        Requires the role accountant of the company; of an API key the scope `bank-transactions:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            date: The date of the reversal: not before that of the entry, nor before the last day an allocation was
                taken back. Default: the earliest such date, or the first open day after it if its period is closed.
            reason: Becomes part of the memo of the reversal.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/bank-transactions/{segment(id)}/void",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"date": date, "reason": reason},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.BankTransaction = self._client._send(call, "BankTransaction")
        return answer


class AsyncBankTransactions(AsyncResource):
    """Operations of `bank_transactions`, awaited."""

    def list(
        self,
        *,
        account_id: str | Sequence[str] | None = None,
        amount_max: Exact | None = None,
        amount_min: Exact | None = None,
        company_id: str | None = None,
        contact_id: str | Sequence[str] | None = None,
        currency: params.CurrencyCode | Sequence[params.CurrencyCode] | None = None,
        date_from: dt.date | str | None = None,
        date_to: dt.date | str | None = None,
        external_id: str | Sequence[str] | None = None,
        metadata: str | Sequence[str] | None = None,
        page: int | None = None,
        page_size: int | None = None,
        reference: str | Sequence[str] | None = None,
        search: str | None = None,
        sort_by: params.BankTransactionSortBy | None = None,
        sort_order: params.SortOrder | None = None,
        status: params.PaymentStatus | Sequence[params.PaymentStatus] | None = None,
        transaction_number: str | Sequence[str] | None = None,
        type: params.BankTransactionType | Sequence[params.BankTransactionType] | None = None,
        updated_since: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> AsyncPages[models.BankTransaction]:
        """List bank transactions.

        Money spent or received without a bill or an invoice, such as bank charges, interest or card purchases.
        Requires the role viewer of the company; of an API key the scope `bank-transactions:read`.

        Args:
            account_id: Only those that use this account. For several values, repeat the parameter; values separated
                by commas work too.
            amount_max: Only those of this amount or less.
            amount_min: Only those of this amount or more.
            company_id: The company. Optional if you have access to exactly one.
            contact_id: Only those of this customer or vendor. For several values, repeat the parameter; values
                separated by commas work too.
            currency: Only those in this currency. For several values, repeat the parameter; values separated by
                commas work too.
            date_from: Only those dated on this day or later.
            date_to: Only those dated on this day or earlier.
            external_id: Only those with this `external_id`. For several values, repeat the parameter; values
                separated by commas work too.
            metadata: Only those with this key and text in their metadata, such as `order_id:42`. For several,
                repeat the parameter: all of them must match. A comma is part of the text.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            reference: Only those with this reference. For several values, repeat the parameter; values separated by
                commas work too.
            search: Only those that contain this text. Case and accents do not matter.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            status: Only those with this status. For several values, repeat the parameter; values separated by
                commas work too.
            transaction_number: Only those with this number. For several values, repeat the parameter; values
                separated by commas work too.
            type: Only those of this type. For several values, repeat the parameter; values separated by commas work
                too.
            updated_since: Only those changed at this moment or later.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/bank-transactions",
            query={
                "account_id": account_id,
                "amount_max": amount_max,
                "amount_min": amount_min,
                "company_id": company_id,
                "contact_id": contact_id,
                "currency": currency,
                "date_from": date_from,
                "date_to": date_to,
                "external_id": external_id,
                "metadata": metadata,
                "page": page,
                "page_size": page_size,
                "reference": reference,
                "search": search,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "status": status,
                "transaction_number": transaction_number,
                "type": type,
                "updated_since": updated_since,
            },
            repeated=(
                "account_id",
                "contact_id",
                "currency",
                "external_id",
                "metadata",
                "reference",
                "status",
                "transaction_number",
                "type",
            ),
            page_size=100,
            timeout=timeout,
            in_company=True,
        )
        return self._client._pages(call, "BankTransaction")

    async def create(
        self,
        *,
        type: params.BankTransactionType,
        account_id: str,
        lines: Sequence[params.BankTransactionLineParams],
        company_id: str | None = None,
        dry_run: bool | None = None,
        contact_id: str | Omit | None = OMIT,
        date: dt.date | str | Omit = OMIT,
        tax_inclusive: bool | Omit = OMIT,
        currency: params.CurrencyCode | Omit = OMIT,
        exchange_rate: Exact | Omit = OMIT,
        reference: str | Omit = OMIT,
        external_id: str | Omit | None = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        on_closed_period: params.OnClosedPeriod | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.BankTransaction:
        """Create a bank transaction.

        Money spent or received without a bill or an invoice, such as bank charges, interest or card purchases.
        Requires the role accountant of the company; of an API key the scope `bank-transactions:write`.

        Args:
            type: `spend` or `receive`.
            account_id: The bank, cash, card or clearing account of the money.
            lines: What the money was for: one line per account and tax rate.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            contact_id: The customer or vendor, if there is one.
            date: Default: today in the company's time zone.
            tax_inclusive: The amounts of the lines include tax.
            currency: Default: the currency of the account, or of an adjustment's contact.
            exchange_rate: Units of the base currency per unit of the document's currency. Default: the rate of the
                date.
            reference: Any reference of yours, such as an order number.
            external_id: Your own id for this object, unique per company and kind.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            on_closed_period: If the period is closed: fail with 409 (`refuse`), or use the first open day up to
                today (`next_open`).
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/bank-transactions",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "type": type,
                "account_id": account_id,
                "contact_id": contact_id,
                "date": date,
                "tax_inclusive": tax_inclusive,
                "lines": lines,
                "currency": currency,
                "exchange_rate": exchange_rate,
                "reference": reference,
                "external_id": external_id,
                "metadata": metadata,
                "on_closed_period": on_closed_period,
            },
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.BankTransaction = await self._client._send(call, "BankTransaction")
        return answer

    async def get(
        self, id: str, /, *, company_id: str | None = None, timeout: float | None = None
    ) -> models.BankTransaction:
        """Get a bank transaction.

        Money spent or received without a bill or an invoice, such as bank charges, interest or card purchases.
        Requires the role viewer of the company; of an API key the scope `bank-transactions:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            f"/bank-transactions/{segment(id)}",
            query={"company_id": company_id},
            timeout=timeout,
            in_company=True,
        )
        answer: models.BankTransaction = await self._client._send(call, "BankTransaction")
        return answer

    async def update(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        reference: str | Omit = OMIT,
        external_id: str | Omit | None = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.BankTransaction:
        """Change a bank transaction.

        Money spent or received without a bill or an invoice, such as bank charges, interest or card purchases.
        Requires the role accountant of the company; of an API key the scope `bank-transactions:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            reference: Any reference of yours, such as an order number.
            external_id: Your own id for this object, unique per company and kind.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PATCH",
            f"/bank-transactions/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"reference": reference, "external_id": external_id, "metadata": metadata},
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.BankTransaction = await self._client._send(call, "BankTransaction")
        return answer

    async def void(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        date: dt.date | str | Omit = OMIT,
        reason: str | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.BankTransaction:
        """Void a bank transaction by reversing its journal entry.

        Requires the role accountant of the company; of an API key the scope `bank-transactions:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            date: The date of the reversal: not before that of the entry, nor before the last day an allocation was
                taken back. Default: the earliest such date, or the first open day after it if its period is closed.
            reason: Becomes part of the memo of the reversal.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/bank-transactions/{segment(id)}/void",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"date": date, "reason": reason},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.BankTransaction = await self._client._send(call, "BankTransaction")
        return answer


class Bills(Resource):
    """Operations of `bills`."""

    def list(
        self,
        *,
        amount_max: Exact | None = None,
        amount_min: Exact | None = None,
        bill_number: str | Sequence[str] | None = None,
        company_id: str | None = None,
        currency: params.CurrencyCode | Sequence[params.CurrencyCode] | None = None,
        due_date_from: dt.date | str | None = None,
        due_date_to: dt.date | str | None = None,
        external_id: str | Sequence[str] | None = None,
        issue_date_from: dt.date | str | None = None,
        issue_date_to: dt.date | str | None = None,
        item_id: str | Sequence[str] | None = None,
        metadata: str | Sequence[str] | None = None,
        page: int | None = None,
        page_size: int | None = None,
        recurring_id: str | Sequence[str] | None = None,
        reference: str | Sequence[str] | None = None,
        search: str | None = None,
        sort_by: params.BillSortBy | None = None,
        sort_order: params.SortOrder | None = None,
        status: params.BillStatus | Sequence[params.BillStatus] | None = None,
        updated_since: dt.datetime | str | None = None,
        vendor_id: str | Sequence[str] | None = None,
        timeout: float | None = None,
    ) -> Pages[models.Bill]:
        """List bills.

        Bills from vendors: drafted, submitted, approved, paid. Requires the role viewer of the company; of an API
        key the scope `bills:read`.

        Args:
            amount_max: Only those of this amount or less.
            amount_min: Only those of this amount or more.
            bill_number: Only those with this number. For several values, repeat the parameter; values separated by
                commas work too.
            company_id: The company. Optional if you have access to exactly one.
            currency: Only those in this currency. For several values, repeat the parameter; values separated by
                commas work too.
            due_date_from: Only those due on this day or later.
            due_date_to: Only those due on this day or earlier.
            external_id: Only those with this `external_id`. For several values, repeat the parameter; values
                separated by commas work too.
            issue_date_from: Only those issued on this day or later.
            issue_date_to: Only those issued on this day or earlier.
            item_id: Only those with a line of this item. For several values, repeat the parameter; values separated
                by commas work too.
            metadata: Only those with this key and text in their metadata, such as `order_id:42`. For several,
                repeat the parameter: all of them must match. A comma is part of the text.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            recurring_id: Only those that this recurring template made. For several values, repeat the parameter;
                values separated by commas work too.
            reference: Only those with this reference. For several values, repeat the parameter; values separated by
                commas work too.
            search: Only those that contain this text. Case and accents do not matter.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            status: Only those with this status. For several values, repeat the parameter; values separated by
                commas work too.
            updated_since: Only those changed at this moment or later.
            vendor_id: Only those of this vendor. For several values, repeat the parameter; values separated by
                commas work too.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/bills",
            query={
                "amount_max": amount_max,
                "amount_min": amount_min,
                "bill_number": bill_number,
                "company_id": company_id,
                "currency": currency,
                "due_date_from": due_date_from,
                "due_date_to": due_date_to,
                "external_id": external_id,
                "issue_date_from": issue_date_from,
                "issue_date_to": issue_date_to,
                "item_id": item_id,
                "metadata": metadata,
                "page": page,
                "page_size": page_size,
                "recurring_id": recurring_id,
                "reference": reference,
                "search": search,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "status": status,
                "updated_since": updated_since,
                "vendor_id": vendor_id,
            },
            repeated=(
                "bill_number",
                "currency",
                "external_id",
                "item_id",
                "metadata",
                "recurring_id",
                "reference",
                "status",
                "vendor_id",
            ),
            page_size=100,
            timeout=timeout,
            in_company=True,
        )
        return self._client._pages(call, "Bill")

    def create(
        self,
        *,
        bill_number: str,
        vendor_id: str,
        lines: Sequence[params.BillLineParams],
        company_id: str | None = None,
        dry_run: bool | None = None,
        issue_date: dt.date | str | Omit = OMIT,
        due_date: dt.date | str | Omit = OMIT,
        currency: params.CurrencyCode | Omit = OMIT,
        exchange_rate: Exact | Omit = OMIT,
        tax_total: Exact | Omit = OMIT,
        reference: str | Omit = OMIT,
        notes: str | Omit = OMIT,
        external_id: str | Omit | None = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        expected_total: Exact | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Bill:
        """Create a bill.

        Bills from vendors: drafted, submitted, approved, paid. Requires the role accountant of the company; of an
        API key the scope `bills:write`.

        Args:
            bill_number: The number that the vendor put on the bill, unique per vendor.
            vendor_id: The vendor.
            lines: What was bought: one line per account, tax rate or product.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            issue_date: Default: today in the company's time zone.
            due_date: Default: the issue date plus the contact's payment terms.
            currency: Default: the currency of the contact.
            exchange_rate: Units of the base currency per unit of the document's currency. Default: that of the
                issue date.
            tax_total: As printed on the bill; at most 1 % or 0.05 per line from the default, the sum of the lines'
                taxes.
            reference: Any reference of yours, such as an order number.
            notes: A note for the reader of the document.
            external_id: Your own id for this object, unique per company and kind.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            expected_total: The total you expect. If ours differs, the request fails with 422.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/bills",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "bill_number": bill_number,
                "vendor_id": vendor_id,
                "issue_date": issue_date,
                "due_date": due_date,
                "currency": currency,
                "exchange_rate": exchange_rate,
                "tax_total": tax_total,
                "reference": reference,
                "notes": notes,
                "lines": lines,
                "external_id": external_id,
                "metadata": metadata,
                "expected_total": expected_total,
            },
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Bill = self._client._send(call, "Bill")
        return answer

    def get(self, id: str, /, *, company_id: str | None = None, timeout: float | None = None) -> models.Bill:
        """Get a bill.

        Bills from vendors: drafted, submitted, approved, paid. Requires the role viewer of the company; of an API
        key the scope `bills:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call("GET", f"/bills/{segment(id)}", query={"company_id": company_id}, timeout=timeout, in_company=True)
        answer: models.Bill = self._client._send(call, "Bill")
        return answer

    def update(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        bill_number: str | Omit = OMIT,
        vendor_id: str | Omit = OMIT,
        issue_date: dt.date | str | Omit = OMIT,
        due_date: dt.date | str | Omit = OMIT,
        currency: params.CurrencyCode | Omit = OMIT,
        exchange_rate: Exact | Omit = OMIT,
        tax_total: Exact | Omit = OMIT,
        reference: str | Omit = OMIT,
        notes: str | Omit = OMIT,
        lines: Sequence[params.BillLineParams] | Omit = OMIT,
        external_id: str | Omit | None = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        expected_total: Exact | Omit = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Bill:
        """Change a bill.

        Bills from vendors: drafted, submitted, approved, paid. Requires the role accountant of the company; of an
        API key the scope `bills:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            bill_number: The number that the vendor put on the bill, unique per vendor.
            vendor_id: The vendor.
            issue_date: Default: today in the company's time zone.
            due_date: Default: the issue date plus the contact's payment terms.
            currency: Default: the currency of the contact.
            exchange_rate: Units of the base currency per unit of the document's currency. Default: that of the
                issue date.
            tax_total: As printed on the bill; at most 1 % or 0.05 per line from the default, the sum of the lines'
                taxes.
            reference: Any reference of yours, such as an order number.
            notes: A note for the reader of the document.
            lines: What was bought: one line per account, tax rate or product.
            external_id: Your own id for this object, unique per company and kind.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            expected_total: The total you expect. If ours differs, the request fails with 422.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PATCH",
            f"/bills/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "bill_number": bill_number,
                "vendor_id": vendor_id,
                "issue_date": issue_date,
                "due_date": due_date,
                "currency": currency,
                "exchange_rate": exchange_rate,
                "tax_total": tax_total,
                "reference": reference,
                "notes": notes,
                "lines": lines,
                "external_id": external_id,
                "metadata": metadata,
                "expected_total": expected_total,
            },
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Bill = self._client._send(call, "Bill")
        return answer

    def delete(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> None:
        """Delete a bill.

        Bills from vendors: drafted, submitted, approved, paid. Requires the role accountant of the company; of an
        API key the scope `bills:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "DELETE",
            f"/bills/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        self._client._send(call)

    def approve(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        on_closed_period: params.OnClosedPeriod | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Bill:
        """Approve a bill and post it.

        A draft is submitted first, unless the company requires two people. Requires the role approver of the
        company; of an API key the scope `bills:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            on_closed_period: If the period is closed: fail with 409 (`refuse`), or use the first open day up to
                today (`next_open`).
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/bills/{segment(id)}/approve",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"on_closed_period": on_closed_period},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Bill = self._client._send(call, "Bill")
        return answer

    def reject(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        reason: str | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Bill:
        """Reject a submitted bill.

        It can be corrected and submitted again. Requires the role approver of the company; of an API key the scope
        `bills:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            reason: Shown to the person who entered the bill.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/bills/{segment(id)}/reject",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"reason": reason},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Bill = self._client._send(call, "Bill")
        return answer

    def submit(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Bill:
        """Submit a bill for approval.

        Requires the role accountant of the company; of an API key the scope `bills:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/bills/{segment(id)}/submit",
            query={"company_id": company_id, "dry_run": dry_run},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Bill = self._client._send(call, "Bill")
        return answer

    def void(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        date: dt.date | str | Omit = OMIT,
        reason: str | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Bill:
        """Void an approved bill by reversing its journal entry.

        Its number can then be used again. Requires the role approver of the company; of an API key the scope
        `bills:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            date: The date of the reversal: not before that of the entry, nor before the last day an allocation was
                taken back. Default: the earliest such date, or the first open day after it if its period is closed.
            reason: Becomes part of the memo of the reversal.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/bills/{segment(id)}/void",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"date": date, "reason": reason},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Bill = self._client._send(call, "Bill")
        return answer

    def batch(
        self,
        *,
        items: Sequence[params.BillParams],
        company_id: str | None = None,
        dry_run: bool | None = None,
        partial: bool | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.BillBatch:
        """Create up to 200 at once: all of them or none, or only those that can be (partial).

        Each item is the body of a single create. The response has those that were created, in the order given, and
        with `partial` what failed and why, by its place in `items`. Without `partial` the first failure is the
        response to the whole, with fields such as `items[1].name`, and nothing is saved. Ten items count as one
        request (docs/guides/batches.md). Requires the role accountant of the company; of an API key the scope
        `bills:write`.

        Args:
            items: The objects to create.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            partial: Create the items that can be, and say of each other one why not. Default: false.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/bills/batch",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"partial": partial, "items": items},
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.BillBatch = self._client._send(call, "BillBatch")
        return answer

    def upsert(
        self,
        external_id: str,
        /,
        *,
        bill_number: str,
        vendor_id: str,
        lines: Sequence[params.BillLineParams],
        company_id: str | None = None,
        dry_run: bool | None = None,
        issue_date: dt.date | str | Omit = OMIT,
        due_date: dt.date | str | Omit = OMIT,
        currency: params.CurrencyCode | Omit = OMIT,
        exchange_rate: Exact | Omit = OMIT,
        tax_total: Exact | Omit = OMIT,
        reference: str | Omit = OMIT,
        notes: str | Omit = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        expected_total: Exact | Omit = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Bill:
        """Create it under an id of your own, or replace it.

        The body is that of a create, without `external_id`. If nothing has this `external_id`, it is created (201).
        If something has, it is replaced (200), unless it is posted: that is 409 `wrong_status`. Fields that are not
        given get their defaults, except the issue date, which stays. The same body again changes nothing, so it can
        be sent until it is answered. Requires the role accountant of the company; of an API key the scope
        `bills:write`.

        Args:
            external_id: Your own id for it. Encode characters such as `?`, `#` and spaces as in any address.
            bill_number: The number that the vendor put on the bill, unique per vendor.
            vendor_id: The vendor.
            lines: The lines. In a PATCH, they replace all existing lines.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            issue_date: Default: today in the company's time zone.
            due_date: Default: the issue date plus the contact's payment terms.
            currency: Default: the currency of the contact.
            exchange_rate: Units of the base currency per unit of the document's currency. Default: that of the
                issue date.
            tax_total: As printed on the bill; at most 1 % or 0.05 per line from the default, the sum of the lines'
                taxes.
            reference: Any reference of yours, such as an order number.
            notes: A note for the reader of the document.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            expected_total: The total you expect. If ours differs, the request fails with 422.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PUT",
            f"/bills/by-external-id/{segment(external_id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "bill_number": bill_number,
                "vendor_id": vendor_id,
                "issue_date": issue_date,
                "due_date": due_date,
                "currency": currency,
                "exchange_rate": exchange_rate,
                "tax_total": tax_total,
                "reference": reference,
                "notes": notes,
                "lines": lines,
                "metadata": metadata,
                "expected_total": expected_total,
            },
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Bill = self._client._send(call, "Bill")
        return answer


class AsyncBills(AsyncResource):
    """Operations of `bills`, awaited."""

    def list(
        self,
        *,
        amount_max: Exact | None = None,
        amount_min: Exact | None = None,
        bill_number: str | Sequence[str] | None = None,
        company_id: str | None = None,
        currency: params.CurrencyCode | Sequence[params.CurrencyCode] | None = None,
        due_date_from: dt.date | str | None = None,
        due_date_to: dt.date | str | None = None,
        external_id: str | Sequence[str] | None = None,
        issue_date_from: dt.date | str | None = None,
        issue_date_to: dt.date | str | None = None,
        item_id: str | Sequence[str] | None = None,
        metadata: str | Sequence[str] | None = None,
        page: int | None = None,
        page_size: int | None = None,
        recurring_id: str | Sequence[str] | None = None,
        reference: str | Sequence[str] | None = None,
        search: str | None = None,
        sort_by: params.BillSortBy | None = None,
        sort_order: params.SortOrder | None = None,
        status: params.BillStatus | Sequence[params.BillStatus] | None = None,
        updated_since: dt.datetime | str | None = None,
        vendor_id: str | Sequence[str] | None = None,
        timeout: float | None = None,
    ) -> AsyncPages[models.Bill]:
        """List bills.

        Bills from vendors: drafted, submitted, approved, paid. Requires the role viewer of the company; of an API
        key the scope `bills:read`.

        Args:
            amount_max: Only those of this amount or less.
            amount_min: Only those of this amount or more.
            bill_number: Only those with this number. For several values, repeat the parameter; values separated by
                commas work too.
            company_id: The company. Optional if you have access to exactly one.
            currency: Only those in this currency. For several values, repeat the parameter; values separated by
                commas work too.
            due_date_from: Only those due on this day or later.
            due_date_to: Only those due on this day or earlier.
            external_id: Only those with this `external_id`. For several values, repeat the parameter; values
                separated by commas work too.
            issue_date_from: Only those issued on this day or later.
            issue_date_to: Only those issued on this day or earlier.
            item_id: Only those with a line of this item. For several values, repeat the parameter; values separated
                by commas work too.
            metadata: Only those with this key and text in their metadata, such as `order_id:42`. For several,
                repeat the parameter: all of them must match. A comma is part of the text.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            recurring_id: Only those that this recurring template made. For several values, repeat the parameter;
                values separated by commas work too.
            reference: Only those with this reference. For several values, repeat the parameter; values separated by
                commas work too.
            search: Only those that contain this text. Case and accents do not matter.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            status: Only those with this status. For several values, repeat the parameter; values separated by
                commas work too.
            updated_since: Only those changed at this moment or later.
            vendor_id: Only those of this vendor. For several values, repeat the parameter; values separated by
                commas work too.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/bills",
            query={
                "amount_max": amount_max,
                "amount_min": amount_min,
                "bill_number": bill_number,
                "company_id": company_id,
                "currency": currency,
                "due_date_from": due_date_from,
                "due_date_to": due_date_to,
                "external_id": external_id,
                "issue_date_from": issue_date_from,
                "issue_date_to": issue_date_to,
                "item_id": item_id,
                "metadata": metadata,
                "page": page,
                "page_size": page_size,
                "recurring_id": recurring_id,
                "reference": reference,
                "search": search,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "status": status,
                "updated_since": updated_since,
                "vendor_id": vendor_id,
            },
            repeated=(
                "bill_number",
                "currency",
                "external_id",
                "item_id",
                "metadata",
                "recurring_id",
                "reference",
                "status",
                "vendor_id",
            ),
            page_size=100,
            timeout=timeout,
            in_company=True,
        )
        return self._client._pages(call, "Bill")

    async def create(
        self,
        *,
        bill_number: str,
        vendor_id: str,
        lines: Sequence[params.BillLineParams],
        company_id: str | None = None,
        dry_run: bool | None = None,
        issue_date: dt.date | str | Omit = OMIT,
        due_date: dt.date | str | Omit = OMIT,
        currency: params.CurrencyCode | Omit = OMIT,
        exchange_rate: Exact | Omit = OMIT,
        tax_total: Exact | Omit = OMIT,
        reference: str | Omit = OMIT,
        notes: str | Omit = OMIT,
        external_id: str | Omit | None = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        expected_total: Exact | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Bill:
        """Create a bill.

        Bills from vendors: drafted, submitted, approved, paid. Requires the role accountant of the company; of an
        API key the scope `bills:write`.

        Args:
            bill_number: The number that the vendor put on the bill, unique per vendor.
            vendor_id: The vendor.
            lines: What was bought: one line per account, tax rate or product.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            issue_date: Default: today in the company's time zone.
            due_date: Default: the issue date plus the contact's payment terms.
            currency: Default: the currency of the contact.
            exchange_rate: Units of the base currency per unit of the document's currency. Default: that of the
                issue date.
            tax_total: As printed on the bill; at most 1 % or 0.05 per line from the default, the sum of the lines'
                taxes.
            reference: Any reference of yours, such as an order number.
            notes: A note for the reader of the document.
            external_id: Your own id for this object, unique per company and kind.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            expected_total: The total you expect. If ours differs, the request fails with 422.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/bills",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "bill_number": bill_number,
                "vendor_id": vendor_id,
                "issue_date": issue_date,
                "due_date": due_date,
                "currency": currency,
                "exchange_rate": exchange_rate,
                "tax_total": tax_total,
                "reference": reference,
                "notes": notes,
                "lines": lines,
                "external_id": external_id,
                "metadata": metadata,
                "expected_total": expected_total,
            },
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Bill = await self._client._send(call, "Bill")
        return answer

    async def get(self, id: str, /, *, company_id: str | None = None, timeout: float | None = None) -> models.Bill:
        """Get a bill.

        Bills from vendors: drafted, submitted, approved, paid. Requires the role viewer of the company; of an API
        key the scope `bills:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call("GET", f"/bills/{segment(id)}", query={"company_id": company_id}, timeout=timeout, in_company=True)
        answer: models.Bill = await self._client._send(call, "Bill")
        return answer

    async def update(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        bill_number: str | Omit = OMIT,
        vendor_id: str | Omit = OMIT,
        issue_date: dt.date | str | Omit = OMIT,
        due_date: dt.date | str | Omit = OMIT,
        currency: params.CurrencyCode | Omit = OMIT,
        exchange_rate: Exact | Omit = OMIT,
        tax_total: Exact | Omit = OMIT,
        reference: str | Omit = OMIT,
        notes: str | Omit = OMIT,
        lines: Sequence[params.BillLineParams] | Omit = OMIT,
        external_id: str | Omit | None = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        expected_total: Exact | Omit = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Bill:
        """Change a bill.

        Bills from vendors: drafted, submitted, approved, paid. Requires the role accountant of the company; of an
        API key the scope `bills:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            bill_number: The number that the vendor put on the bill, unique per vendor.
            vendor_id: The vendor.
            issue_date: Default: today in the company's time zone.
            due_date: Default: the issue date plus the contact's payment terms.
            currency: Default: the currency of the contact.
            exchange_rate: Units of the base currency per unit of the document's currency. Default: that of the
                issue date.
            tax_total: As printed on the bill; at most 1 % or 0.05 per line from the default, the sum of the lines'
                taxes.
            reference: Any reference of yours, such as an order number.
            notes: A note for the reader of the document.
            lines: What was bought: one line per account, tax rate or product.
            external_id: Your own id for this object, unique per company and kind.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            expected_total: The total you expect. If ours differs, the request fails with 422.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PATCH",
            f"/bills/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "bill_number": bill_number,
                "vendor_id": vendor_id,
                "issue_date": issue_date,
                "due_date": due_date,
                "currency": currency,
                "exchange_rate": exchange_rate,
                "tax_total": tax_total,
                "reference": reference,
                "notes": notes,
                "lines": lines,
                "external_id": external_id,
                "metadata": metadata,
                "expected_total": expected_total,
            },
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Bill = await self._client._send(call, "Bill")
        return answer

    async def delete(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> None:
        """Delete a bill.

        Bills from vendors: drafted, submitted, approved, paid. Requires the role accountant of the company; of an
        API key the scope `bills:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "DELETE",
            f"/bills/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        await self._client._send(call)

    async def approve(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        on_closed_period: params.OnClosedPeriod | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Bill:
        """Approve a bill and post it.

        A draft is submitted first, unless the company requires two people. Requires the role approver of the
        company; of an API key the scope `bills:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            on_closed_period: If the period is closed: fail with 409 (`refuse`), or use the first open day up to
                today (`next_open`).
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/bills/{segment(id)}/approve",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"on_closed_period": on_closed_period},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Bill = await self._client._send(call, "Bill")
        return answer

    async def reject(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        reason: str | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Bill:
        """Reject a submitted bill.

        It can be corrected and submitted again. Requires the role approver of the company; of an API key the scope
        `bills:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            reason: Shown to the person who entered the bill.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/bills/{segment(id)}/reject",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"reason": reason},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Bill = await self._client._send(call, "Bill")
        return answer

    async def submit(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Bill:
        """Submit a bill for approval.

        Requires the role accountant of the company; of an API key the scope `bills:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/bills/{segment(id)}/submit",
            query={"company_id": company_id, "dry_run": dry_run},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Bill = await self._client._send(call, "Bill")
        return answer

    async def void(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        date: dt.date | str | Omit = OMIT,
        reason: str | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Bill:
        """Void an approved bill by reversing its journal entry.

        Its number can then be used again. Requires the role approver of the company; of an API key the scope
        `bills:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            date: The date of the reversal: not before that of the entry, nor before the last day an allocation was
                taken back. Default: the earliest such date, or the first open day after it if its period is closed.
            reason: Becomes part of the memo of the reversal.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/bills/{segment(id)}/void",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"date": date, "reason": reason},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Bill = await self._client._send(call, "Bill")
        return answer

    async def batch(
        self,
        *,
        items: Sequence[params.BillParams],
        company_id: str | None = None,
        dry_run: bool | None = None,
        partial: bool | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.BillBatch:
        """Create up to 200 at once: all of them or none, or only those that can be (partial).

        Each item is the body of a single create. The response has those that were created, in the order given, and
        with `partial` what failed and why, by its place in `items`. Without `partial` the first failure is the
        response to the whole, with fields such as `items[1].name`, and nothing is saved. Ten items count as one
        request (docs/guides/batches.md). Requires the role accountant of the company; of an API key the scope
        `bills:write`.

        Args:
            items: The objects to create.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            partial: Create the items that can be, and say of each other one why not. Default: false.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/bills/batch",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"partial": partial, "items": items},
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.BillBatch = await self._client._send(call, "BillBatch")
        return answer

    async def upsert(
        self,
        external_id: str,
        /,
        *,
        bill_number: str,
        vendor_id: str,
        lines: Sequence[params.BillLineParams],
        company_id: str | None = None,
        dry_run: bool | None = None,
        issue_date: dt.date | str | Omit = OMIT,
        due_date: dt.date | str | Omit = OMIT,
        currency: params.CurrencyCode | Omit = OMIT,
        exchange_rate: Exact | Omit = OMIT,
        tax_total: Exact | Omit = OMIT,
        reference: str | Omit = OMIT,
        notes: str | Omit = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        expected_total: Exact | Omit = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Bill:
        """Create it under an id of your own, or replace it.

        The body is that of a create, without `external_id`. If nothing has this `external_id`, it is created (201).
        If something has, it is replaced (200), unless it is posted: that is 409 `wrong_status`. Fields that are not
        given get their defaults, except the issue date, which stays. The same body again changes nothing, so it can
        be sent until it is answered. Requires the role accountant of the company; of an API key the scope
        `bills:write`.

        Args:
            external_id: Your own id for it. Encode characters such as `?`, `#` and spaces as in any address.
            bill_number: The number that the vendor put on the bill, unique per vendor.
            vendor_id: The vendor.
            lines: The lines. In a PATCH, they replace all existing lines.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            issue_date: Default: today in the company's time zone.
            due_date: Default: the issue date plus the contact's payment terms.
            currency: Default: the currency of the contact.
            exchange_rate: Units of the base currency per unit of the document's currency. Default: that of the
                issue date.
            tax_total: As printed on the bill; at most 1 % or 0.05 per line from the default, the sum of the lines'
                taxes.
            reference: Any reference of yours, such as an order number.
            notes: A note for the reader of the document.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            expected_total: The total you expect. If ours differs, the request fails with 422.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PUT",
            f"/bills/by-external-id/{segment(external_id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "bill_number": bill_number,
                "vendor_id": vendor_id,
                "issue_date": issue_date,
                "due_date": due_date,
                "currency": currency,
                "exchange_rate": exchange_rate,
                "tax_total": tax_total,
                "reference": reference,
                "notes": notes,
                "lines": lines,
                "metadata": metadata,
                "expected_total": expected_total,
            },
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Bill = await self._client._send(call, "Bill")
        return answer


class Budgets(Resource):
    """Operations of `budgets`."""

    @cached_property
    def lines(self) -> BudgetsLines:
        return BudgetsLines(self._client)

    def list(
        self,
        *,
        company_id: str | None = None,
        is_active: bool | None = None,
        page: int | None = None,
        page_size: int | None = None,
        search: str | None = None,
        sort_by: params.BudgetSortBy | None = None,
        sort_order: params.SortOrder | None = None,
        start_date_from: dt.date | str | None = None,
        start_date_to: dt.date | str | None = None,
        updated_since: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> Pages[models.Budget]:
        """List budgets.

        Budgets: what a company plans, by account and month. `GET /reports/budget-vs-actual` compares them. Requires
        the role viewer of the company; of an API key the scope `budgets:read`.

        Args:
            company_id: The company. Optional if you have access to exactly one.
            is_active: `true` for those that are active, `false` for the others.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            search: Only those that contain this text. Case and accents do not matter.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            start_date_from: Only those that start on this day or later.
            start_date_to: Only those that start on this day or earlier.
            updated_since: Only those changed at this moment or later.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/budgets",
            query={
                "company_id": company_id,
                "is_active": is_active,
                "page": page,
                "page_size": page_size,
                "search": search,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "start_date_from": start_date_from,
                "start_date_to": start_date_to,
                "updated_since": updated_since,
            },
            page_size=100,
            timeout=timeout,
            in_company=True,
        )
        return self._client._pages(call, "Budget")

    def create(
        self,
        *,
        name: str,
        start_date: dt.date | str,
        company_id: str | None = None,
        dry_run: bool | None = None,
        end_date: dt.date | str | Omit = OMIT,
        notes: str | Omit = OMIT,
        tracking: Sequence[str] | Omit = OMIT,
        from_actuals: params.FromActualsParams | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Budget:
        """Create a budget.

        Budgets: what a company plans, by account and month. `GET /reports/budget-vs-actual` compares them. Requires
        the role accountant of the company; of an API key the scope `budgets:write`.

        Args:
            name: The name.
            start_date: The first day of the first month.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            end_date: The last day of the last month: at most 60 months. It can change if no amount is outside then.
                Default: a year.
            notes: A note for its readers.
            tracking: The options of tracking categories whose lines it plans, at most one of each category. Budget
                against actual then counts only lines that have all of them. None: all lines.
            from_actuals: Only when it is made: take the actual amounts of the profit and loss of other months, in
                order.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/budgets",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "name": name,
                "start_date": start_date,
                "end_date": end_date,
                "notes": notes,
                "tracking": tracking,
                "from_actuals": from_actuals,
            },
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Budget = self._client._send(call, "Budget")
        return answer

    def get(self, id: str, /, *, company_id: str | None = None, timeout: float | None = None) -> models.Budget:
        """Get a budget.

        Budgets: what a company plans, by account and month. `GET /reports/budget-vs-actual` compares them. Requires
        the role viewer of the company; of an API key the scope `budgets:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET", f"/budgets/{segment(id)}", query={"company_id": company_id}, timeout=timeout, in_company=True
        )
        answer: models.Budget = self._client._send(call, "Budget")
        return answer

    def update(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        name: str | Omit = OMIT,
        start_date: dt.date | str | Omit = OMIT,
        end_date: dt.date | str | Omit = OMIT,
        notes: str | Omit = OMIT,
        tracking: Sequence[str] | Omit = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Budget:
        """Change a budget.

        Budgets: what a company plans, by account and month. `GET /reports/budget-vs-actual` compares them. Requires
        the role accountant of the company; of an API key the scope `budgets:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            name: The name.
            start_date: The first day of the first month.
            end_date: The last day of the last month: at most 60 months. It can change if no amount is outside then.
                Default: a year.
            notes: A note for its readers.
            tracking: The options of tracking categories whose lines it plans, at most one of each category. Budget
                against actual then counts only lines that have all of them. None: all lines.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PATCH",
            f"/budgets/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"name": name, "start_date": start_date, "end_date": end_date, "notes": notes, "tracking": tracking},
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Budget = self._client._send(call, "Budget")
        return answer

    def delete(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> None:
        """Delete a budget.

        Budgets: what a company plans, by account and month. `GET /reports/budget-vs-actual` compares them. Requires
        the role accountant of the company; of an API key the scope `budgets:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "DELETE",
            f"/budgets/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        self._client._send(call)

    def archive(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Budget:
        """Archive a budget.

        Another one can have its name; reports of it stay possible. Requires the role accountant of the company; of
        an API key the scope `budgets:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/budgets/{segment(id)}/archive",
            query={"company_id": company_id, "dry_run": dry_run},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Budget = self._client._send(call, "Budget")
        return answer

    def restore(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Budget:
        """Restore an archived budget.

        Requires the role accountant of the company; of an API key the scope `budgets:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/budgets/{segment(id)}/restore",
            query={"company_id": company_id, "dry_run": dry_run},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Budget = self._client._send(call, "Budget")
        return answer


class AsyncBudgets(AsyncResource):
    """Operations of `budgets`, awaited."""

    @cached_property
    def lines(self) -> AsyncBudgetsLines:
        return AsyncBudgetsLines(self._client)

    def list(
        self,
        *,
        company_id: str | None = None,
        is_active: bool | None = None,
        page: int | None = None,
        page_size: int | None = None,
        search: str | None = None,
        sort_by: params.BudgetSortBy | None = None,
        sort_order: params.SortOrder | None = None,
        start_date_from: dt.date | str | None = None,
        start_date_to: dt.date | str | None = None,
        updated_since: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> AsyncPages[models.Budget]:
        """List budgets.

        Budgets: what a company plans, by account and month. `GET /reports/budget-vs-actual` compares them. Requires
        the role viewer of the company; of an API key the scope `budgets:read`.

        Args:
            company_id: The company. Optional if you have access to exactly one.
            is_active: `true` for those that are active, `false` for the others.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            search: Only those that contain this text. Case and accents do not matter.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            start_date_from: Only those that start on this day or later.
            start_date_to: Only those that start on this day or earlier.
            updated_since: Only those changed at this moment or later.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/budgets",
            query={
                "company_id": company_id,
                "is_active": is_active,
                "page": page,
                "page_size": page_size,
                "search": search,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "start_date_from": start_date_from,
                "start_date_to": start_date_to,
                "updated_since": updated_since,
            },
            page_size=100,
            timeout=timeout,
            in_company=True,
        )
        return self._client._pages(call, "Budget")

    async def create(
        self,
        *,
        name: str,
        start_date: dt.date | str,
        company_id: str | None = None,
        dry_run: bool | None = None,
        end_date: dt.date | str | Omit = OMIT,
        notes: str | Omit = OMIT,
        tracking: Sequence[str] | Omit = OMIT,
        from_actuals: params.FromActualsParams | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Budget:
        """Create a budget.

        Budgets: what a company plans, by account and month. `GET /reports/budget-vs-actual` compares them. Requires
        the role accountant of the company; of an API key the scope `budgets:write`.

        Args:
            name: The name.
            start_date: The first day of the first month.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            end_date: The last day of the last month: at most 60 months. It can change if no amount is outside then.
                Default: a year.
            notes: A note for its readers.
            tracking: The options of tracking categories whose lines it plans, at most one of each category. Budget
                against actual then counts only lines that have all of them. None: all lines.
            from_actuals: Only when it is made: take the actual amounts of the profit and loss of other months, in
                order.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/budgets",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "name": name,
                "start_date": start_date,
                "end_date": end_date,
                "notes": notes,
                "tracking": tracking,
                "from_actuals": from_actuals,
            },
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Budget = await self._client._send(call, "Budget")
        return answer

    async def get(self, id: str, /, *, company_id: str | None = None, timeout: float | None = None) -> models.Budget:
        """Get a budget.

        Budgets: what a company plans, by account and month. `GET /reports/budget-vs-actual` compares them. Requires
        the role viewer of the company; of an API key the scope `budgets:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET", f"/budgets/{segment(id)}", query={"company_id": company_id}, timeout=timeout, in_company=True
        )
        answer: models.Budget = await self._client._send(call, "Budget")
        return answer

    async def update(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        name: str | Omit = OMIT,
        start_date: dt.date | str | Omit = OMIT,
        end_date: dt.date | str | Omit = OMIT,
        notes: str | Omit = OMIT,
        tracking: Sequence[str] | Omit = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Budget:
        """Change a budget.

        Budgets: what a company plans, by account and month. `GET /reports/budget-vs-actual` compares them. Requires
        the role accountant of the company; of an API key the scope `budgets:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            name: The name.
            start_date: The first day of the first month.
            end_date: The last day of the last month: at most 60 months. It can change if no amount is outside then.
                Default: a year.
            notes: A note for its readers.
            tracking: The options of tracking categories whose lines it plans, at most one of each category. Budget
                against actual then counts only lines that have all of them. None: all lines.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PATCH",
            f"/budgets/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"name": name, "start_date": start_date, "end_date": end_date, "notes": notes, "tracking": tracking},
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Budget = await self._client._send(call, "Budget")
        return answer

    async def delete(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> None:
        """Delete a budget.

        Budgets: what a company plans, by account and month. `GET /reports/budget-vs-actual` compares them. Requires
        the role accountant of the company; of an API key the scope `budgets:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "DELETE",
            f"/budgets/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        await self._client._send(call)

    async def archive(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Budget:
        """Archive a budget.

        Another one can have its name; reports of it stay possible. Requires the role accountant of the company; of
        an API key the scope `budgets:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/budgets/{segment(id)}/archive",
            query={"company_id": company_id, "dry_run": dry_run},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Budget = await self._client._send(call, "Budget")
        return answer

    async def restore(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Budget:
        """Restore an archived budget.

        Requires the role accountant of the company; of an API key the scope `budgets:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/budgets/{segment(id)}/restore",
            query={"company_id": company_id, "dry_run": dry_run},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Budget = await self._client._send(call, "Budget")
        return answer


class BudgetsLines(Resource):
    """Operations of `budgets.lines`."""

    def get(self, id: str, /, *, company_id: str | None = None, timeout: float | None = None) -> models.BudgetLines:
        """Get the amounts of a budget, by account and month.

        Requires the role viewer of the company; of an API key the scope `budgets:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET", f"/budgets/{segment(id)}/lines", query={"company_id": company_id}, timeout=timeout, in_company=True
        )
        answer: models.BudgetLines = self._client._send(call, "BudgetLines")
        return answer

    def replace(
        self,
        id: str,
        /,
        *,
        lines: Sequence[params.BudgetLineParams],
        company_id: str | None = None,
        dry_run: bool | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.BudgetLines:
        """Set all amounts of a budget.

        Accounts that are not given have none any more. Requires the role accountant of the company; of an API key
        the scope `budgets:write`.

        Args:
            id: The id of the object.
            lines: The accounts, each once, by code. One with zeros only is left out.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PUT",
            f"/budgets/{segment(id)}/lines",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"lines": lines},
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.BudgetLines = self._client._send(call, "BudgetLines")
        return answer

    def update(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        lines: Sequence[params.BudgetLineParams] | Omit = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.BudgetLines:
        """Set the amounts of some accounts in all months.

        Other accounts keep theirs; zeros take an account out. Requires the role accountant of the company; of an
        API key the scope `budgets:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            lines: The accounts, each once, by code. One with zeros only is left out.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PATCH",
            f"/budgets/{segment(id)}/lines",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"lines": lines},
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.BudgetLines = self._client._send(call, "BudgetLines")
        return answer


class AsyncBudgetsLines(AsyncResource):
    """Operations of `budgets.lines`, awaited."""

    async def get(
        self, id: str, /, *, company_id: str | None = None, timeout: float | None = None
    ) -> models.BudgetLines:
        """Get the amounts of a budget, by account and month.

        Requires the role viewer of the company; of an API key the scope `budgets:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET", f"/budgets/{segment(id)}/lines", query={"company_id": company_id}, timeout=timeout, in_company=True
        )
        answer: models.BudgetLines = await self._client._send(call, "BudgetLines")
        return answer

    async def replace(
        self,
        id: str,
        /,
        *,
        lines: Sequence[params.BudgetLineParams],
        company_id: str | None = None,
        dry_run: bool | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.BudgetLines:
        """Set all amounts of a budget.

        Accounts that are not given have none any more. Requires the role accountant of the company; of an API key
        the scope `budgets:write`.

        Args:
            id: The id of the object.
            lines: The accounts, each once, by code. One with zeros only is left out.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PUT",
            f"/budgets/{segment(id)}/lines",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"lines": lines},
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.BudgetLines = await self._client._send(call, "BudgetLines")
        return answer

    async def update(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        lines: Sequence[params.BudgetLineParams] | Omit = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.BudgetLines:
        """Set the amounts of some accounts in all months.

        Other accounts keep theirs; zeros take an account out. Requires the role accountant of the company; of an
        API key the scope `budgets:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            lines: The accounts, each once, by code. One with zeros only is left out.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PATCH",
            f"/budgets/{segment(id)}/lines",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"lines": lines},
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.BudgetLines = await self._client._send(call, "BudgetLines")
        return answer


class ChartOfAccounts(Resource):
    """Operations of `chart_of_accounts`."""

    def list(
        self,
        *,
        code: str | Sequence[str] | None = None,
        company_id: str | None = None,
        is_active: bool | None = None,
        page: int | None = None,
        page_size: int | None = None,
        parent_id: str | Sequence[str] | None = None,
        search: str | None = None,
        sort_by: params.AccountSortBy | None = None,
        sort_order: params.SortOrder | None = None,
        subtype: params.AccountSubtypeFilter | Sequence[params.AccountSubtypeFilter] | None = None,
        system_role: params.SystemRole | Sequence[params.SystemRole] | None = None,
        type: params.AccountType | Sequence[params.AccountType] | None = None,
        updated_since: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> Pages[models.Account]:
        """List accounts.

        Accounts: where the lines of journal entries are posted. Requires the role viewer of the company; of an API
        key the scope `chart-of-accounts:read`.

        Args:
            code: Only those with this code. For several values, repeat the parameter; values separated by commas
                work too.
            company_id: The company. Optional if you have access to exactly one.
            is_active: `true` for those that are active, `false` for the others.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            parent_id: Only accounts directly below this one. For several values, repeat the parameter; values
                separated by commas work too.
            search: Only those that contain this text. Case and accents do not matter.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            subtype: Only accounts of this subtype. For several values, repeat the parameter; values separated by
                commas work too.
            system_role: Only the account with this role. For several values, repeat the parameter; values separated
                by commas work too.
            type: Only those of this type. For several values, repeat the parameter; values separated by commas work
                too.
            updated_since: Only those changed at this moment or later.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/chart-of-accounts",
            query={
                "code": code,
                "company_id": company_id,
                "is_active": is_active,
                "page": page,
                "page_size": page_size,
                "parent_id": parent_id,
                "search": search,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "subtype": subtype,
                "system_role": system_role,
                "type": type,
                "updated_since": updated_since,
            },
            repeated=("code", "parent_id", "subtype", "system_role", "type"),
            page_size=100,
            timeout=timeout,
            in_company=True,
        )
        return self._client._pages(call, "Account")

    def create(
        self,
        *,
        code: str,
        name: str,
        type: params.AccountType,
        company_id: str | None = None,
        dry_run: bool | None = None,
        subtype: params.AccountSubtype | Omit = OMIT,
        parent_id: str | Omit | None = OMIT,
        currency: params.CurrencyCode | Omit | None = OMIT,
        description: str | Omit = OMIT,
        system_role: params.SystemRole | Omit | None = OMIT,
        required_tracking: Sequence[str] | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Account:
        """Create an account.

        Accounts: where the lines of journal entries are posted. Requires the role accountant of the company; of an
        API key the scope `chart-of-accounts:write`.

        Args:
            code: The code of the account, unique in the chart of accounts.
            name: The name of the account.
            type: The type. It decides the report and the normal side.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            subtype: Its place in the reports. Each type has its own subtypes.
            parent_id: The account above this one in the chart of accounts.
            currency: The only currency that can be posted to the account; null for any.
            description: What it is, in your words.
            system_role: What documents use the account for, such as `accounts_receivable`; null for other accounts.
            required_tracking: The tracking categories, by their ids, of which each new line on the account needs an
                option. For revenue and expenses without a system role.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/chart-of-accounts",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "code": code,
                "name": name,
                "type": type,
                "subtype": subtype,
                "parent_id": parent_id,
                "currency": currency,
                "description": description,
                "system_role": system_role,
                "required_tracking": required_tracking,
            },
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Account = self._client._send(call, "Account")
        return answer

    def get(self, id: str, /, *, company_id: str | None = None, timeout: float | None = None) -> models.Account:
        """Get an account.

        Accounts: where the lines of journal entries are posted. Requires the role viewer of the company; of an API
        key the scope `chart-of-accounts:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            f"/chart-of-accounts/{segment(id)}",
            query={"company_id": company_id},
            timeout=timeout,
            in_company=True,
        )
        answer: models.Account = self._client._send(call, "Account")
        return answer

    def update(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        code: str | Omit = OMIT,
        name: str | Omit = OMIT,
        type: params.AccountType | Omit = OMIT,
        subtype: params.AccountSubtype | Omit = OMIT,
        parent_id: str | Omit | None = OMIT,
        currency: params.CurrencyCode | Omit | None = OMIT,
        description: str | Omit = OMIT,
        system_role: params.SystemRole | Omit | None = OMIT,
        required_tracking: Sequence[str] | Omit = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Account:
        """Change an account.

        Accounts: where the lines of journal entries are posted. Requires the role accountant of the company; of an
        API key the scope `chart-of-accounts:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            code: The code of the account, unique in the chart of accounts.
            name: The name of the account.
            type: The type. It decides the report and the normal side.
            subtype: Its place in the reports. Each type has its own subtypes.
            parent_id: The account above this one in the chart of accounts.
            currency: The only currency that can be posted to the account; null for any.
            description: What it is, in your words.
            system_role: What documents use the account for, such as `accounts_receivable`; null for other accounts.
            required_tracking: The tracking categories, by their ids, of which each new line on the account needs an
                option. For revenue and expenses without a system role.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PATCH",
            f"/chart-of-accounts/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "code": code,
                "name": name,
                "type": type,
                "subtype": subtype,
                "parent_id": parent_id,
                "currency": currency,
                "description": description,
                "system_role": system_role,
                "required_tracking": required_tracking,
            },
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Account = self._client._send(call, "Account")
        return answer

    def delete(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> None:
        """Delete an account.

        Accounts: where the lines of journal entries are posted. Requires the role accountant of the company; of an
        API key the scope `chart-of-accounts:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "DELETE",
            f"/chart-of-accounts/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        self._client._send(call)

    def archive(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Account:
        """Archive an account.

        Nothing more can be posted to it; its history stays. Requires the role accountant of the company; of an API
        key the scope `chart-of-accounts:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/chart-of-accounts/{segment(id)}/archive",
            query={"company_id": company_id, "dry_run": dry_run},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Account = self._client._send(call, "Account")
        return answer

    def restore(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Account:
        """Restore an archived account.

        Requires the role accountant of the company; of an API key the scope `chart-of-accounts:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/chart-of-accounts/{segment(id)}/restore",
            query={"company_id": company_id, "dry_run": dry_run},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Account = self._client._send(call, "Account")
        return answer


class AsyncChartOfAccounts(AsyncResource):
    """Operations of `chart_of_accounts`, awaited."""

    def list(
        self,
        *,
        code: str | Sequence[str] | None = None,
        company_id: str | None = None,
        is_active: bool | None = None,
        page: int | None = None,
        page_size: int | None = None,
        parent_id: str | Sequence[str] | None = None,
        search: str | None = None,
        sort_by: params.AccountSortBy | None = None,
        sort_order: params.SortOrder | None = None,
        subtype: params.AccountSubtypeFilter | Sequence[params.AccountSubtypeFilter] | None = None,
        system_role: params.SystemRole | Sequence[params.SystemRole] | None = None,
        type: params.AccountType | Sequence[params.AccountType] | None = None,
        updated_since: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> AsyncPages[models.Account]:
        """List accounts.

        Accounts: where the lines of journal entries are posted. Requires the role viewer of the company; of an API
        key the scope `chart-of-accounts:read`.

        Args:
            code: Only those with this code. For several values, repeat the parameter; values separated by commas
                work too.
            company_id: The company. Optional if you have access to exactly one.
            is_active: `true` for those that are active, `false` for the others.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            parent_id: Only accounts directly below this one. For several values, repeat the parameter; values
                separated by commas work too.
            search: Only those that contain this text. Case and accents do not matter.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            subtype: Only accounts of this subtype. For several values, repeat the parameter; values separated by
                commas work too.
            system_role: Only the account with this role. For several values, repeat the parameter; values separated
                by commas work too.
            type: Only those of this type. For several values, repeat the parameter; values separated by commas work
                too.
            updated_since: Only those changed at this moment or later.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/chart-of-accounts",
            query={
                "code": code,
                "company_id": company_id,
                "is_active": is_active,
                "page": page,
                "page_size": page_size,
                "parent_id": parent_id,
                "search": search,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "subtype": subtype,
                "system_role": system_role,
                "type": type,
                "updated_since": updated_since,
            },
            repeated=("code", "parent_id", "subtype", "system_role", "type"),
            page_size=100,
            timeout=timeout,
            in_company=True,
        )
        return self._client._pages(call, "Account")

    async def create(
        self,
        *,
        code: str,
        name: str,
        type: params.AccountType,
        company_id: str | None = None,
        dry_run: bool | None = None,
        subtype: params.AccountSubtype | Omit = OMIT,
        parent_id: str | Omit | None = OMIT,
        currency: params.CurrencyCode | Omit | None = OMIT,
        description: str | Omit = OMIT,
        system_role: params.SystemRole | Omit | None = OMIT,
        required_tracking: Sequence[str] | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Account:
        """Create an account.

        Accounts: where the lines of journal entries are posted. Requires the role accountant of the company; of an
        API key the scope `chart-of-accounts:write`.

        Args:
            code: The code of the account, unique in the chart of accounts.
            name: The name of the account.
            type: The type. It decides the report and the normal side.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            subtype: Its place in the reports. Each type has its own subtypes.
            parent_id: The account above this one in the chart of accounts.
            currency: The only currency that can be posted to the account; null for any.
            description: What it is, in your words.
            system_role: What documents use the account for, such as `accounts_receivable`; null for other accounts.
            required_tracking: The tracking categories, by their ids, of which each new line on the account needs an
                option. For revenue and expenses without a system role.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/chart-of-accounts",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "code": code,
                "name": name,
                "type": type,
                "subtype": subtype,
                "parent_id": parent_id,
                "currency": currency,
                "description": description,
                "system_role": system_role,
                "required_tracking": required_tracking,
            },
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Account = await self._client._send(call, "Account")
        return answer

    async def get(self, id: str, /, *, company_id: str | None = None, timeout: float | None = None) -> models.Account:
        """Get an account.

        Accounts: where the lines of journal entries are posted. Requires the role viewer of the company; of an API
        key the scope `chart-of-accounts:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            f"/chart-of-accounts/{segment(id)}",
            query={"company_id": company_id},
            timeout=timeout,
            in_company=True,
        )
        answer: models.Account = await self._client._send(call, "Account")
        return answer

    async def update(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        code: str | Omit = OMIT,
        name: str | Omit = OMIT,
        type: params.AccountType | Omit = OMIT,
        subtype: params.AccountSubtype | Omit = OMIT,
        parent_id: str | Omit | None = OMIT,
        currency: params.CurrencyCode | Omit | None = OMIT,
        description: str | Omit = OMIT,
        system_role: params.SystemRole | Omit | None = OMIT,
        required_tracking: Sequence[str] | Omit = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Account:
        """Change an account.

        Accounts: where the lines of journal entries are posted. Requires the role accountant of the company; of an
        API key the scope `chart-of-accounts:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            code: The code of the account, unique in the chart of accounts.
            name: The name of the account.
            type: The type. It decides the report and the normal side.
            subtype: Its place in the reports. Each type has its own subtypes.
            parent_id: The account above this one in the chart of accounts.
            currency: The only currency that can be posted to the account; null for any.
            description: What it is, in your words.
            system_role: What documents use the account for, such as `accounts_receivable`; null for other accounts.
            required_tracking: The tracking categories, by their ids, of which each new line on the account needs an
                option. For revenue and expenses without a system role.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PATCH",
            f"/chart-of-accounts/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "code": code,
                "name": name,
                "type": type,
                "subtype": subtype,
                "parent_id": parent_id,
                "currency": currency,
                "description": description,
                "system_role": system_role,
                "required_tracking": required_tracking,
            },
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Account = await self._client._send(call, "Account")
        return answer

    async def delete(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> None:
        """Delete an account.

        Accounts: where the lines of journal entries are posted. Requires the role accountant of the company; of an
        API key the scope `chart-of-accounts:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "DELETE",
            f"/chart-of-accounts/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        await self._client._send(call)

    async def archive(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Account:
        """Archive an account.

        Nothing more can be posted to it; its history stays. Requires the role accountant of the company; of an API
        key the scope `chart-of-accounts:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/chart-of-accounts/{segment(id)}/archive",
            query={"company_id": company_id, "dry_run": dry_run},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Account = await self._client._send(call, "Account")
        return answer

    async def restore(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Account:
        """Restore an archived account.

        Requires the role accountant of the company; of an API key the scope `chart-of-accounts:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/chart-of-accounts/{segment(id)}/restore",
            query={"company_id": company_id, "dry_run": dry_run},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Account = await self._client._send(call, "Account")
        return answer


class Companies(Resource):
    """Operations of `companies`."""

    def list(
        self,
        *,
        page: int | None = None,
        page_size: int | None = None,
        search: str | None = None,
        sort_by: params.CompanySortBy | None = None,
        sort_order: params.SortOrder | None = None,
        updated_since: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> Pages[models.Company]:
        """List companies.

        Companies: one set of books each, in one base currency. Requires the role member of the organization; of an
        API key the scope `companies:read`.

        Args:
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            search: Only those that contain this text. Case and accents do not matter.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            updated_since: Only those changed at this moment or later.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/companies",
            query={
                "page": page,
                "page_size": page_size,
                "search": search,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "updated_since": updated_since,
            },
            page_size=100,
            timeout=timeout,
        )
        return self._client._pages(call, "Company")

    def create(
        self,
        *,
        name: str,
        base_currency: params.CurrencyCode,
        dry_run: bool | None = None,
        fiscal_year_start_month: int | Omit = OMIT,
        time_zone: str | Omit = OMIT,
        tax_rounding: params.TaxRounding | Omit = OMIT,
        two_person_approval: bool | Omit = OMIT,
        legal_name: str | Omit = OMIT,
        address: str | Omit = OMIT,
        tax_number: str | Omit = OMIT,
        registration_number: str | Omit = OMIT,
        email: str | Omit = OMIT,
        phone: str | Omit = OMIT,
        payment_details: str | Omit = OMIT,
        chart: params.ChartTemplate | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Company:
        """Create a company.

        Companies: one set of books each, in one base currency. Requires the role admin of the organization; of an
        API key the scope `companies:write`.

        Args:
            name: The name of the company.
            base_currency: The currency in which the company keeps its books. It cannot change once something is
                posted.
            dry_run: Validate and respond as usual, but save nothing.
            fiscal_year_start_month: The first month of the fiscal year, 1 to 12.
            time_zone: The time zone that decides what day it is for the company, such as `Europe/Berlin`.
            tax_rounding: Where tax is rounded: on each `line`, or once per rate on the `document`.
            two_person_approval: Users cannot approve a bill that they entered, changed or submitted, and
                accountants can pay only approved bills.
            legal_name: The name on documents, if it differs from the name.
            address: The address on documents, with line breaks.
            tax_number: The tax number, such as a VAT id.
            registration_number: The number in the register of companies. Documents show it.
            email: The e-mail address.
            phone: The telephone number.
            payment_details: How customers pay, such as bank and IBAN, with line breaks. Documents show it.
            chart: The chart of accounts to start from.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/companies",
            query={"dry_run": dry_run},
            body={
                "name": name,
                "base_currency": base_currency,
                "fiscal_year_start_month": fiscal_year_start_month,
                "time_zone": time_zone,
                "tax_rounding": tax_rounding,
                "two_person_approval": two_person_approval,
                "legal_name": legal_name,
                "address": address,
                "tax_number": tax_number,
                "registration_number": registration_number,
                "email": email,
                "phone": phone,
                "payment_details": payment_details,
                "chart": chart,
            },
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        answer: models.Company = self._client._send(call, "Company")
        return answer

    def get(self, id: str, /, *, timeout: float | None = None) -> models.Company:
        """Get a company.

        Companies: one set of books each, in one base currency. Requires the role member of the organization; of an
        API key the scope `companies:read`.

        Args:
            id: The id of the object.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call("GET", f"/companies/{segment(id)}", timeout=timeout)
        answer: models.Company = self._client._send(call, "Company")
        return answer

    def update(
        self,
        id: str,
        /,
        *,
        dry_run: bool | None = None,
        name: str | Omit = OMIT,
        base_currency: params.CurrencyCode | Omit = OMIT,
        fiscal_year_start_month: int | Omit = OMIT,
        time_zone: str | Omit = OMIT,
        tax_rounding: params.TaxRounding | Omit = OMIT,
        two_person_approval: bool | Omit = OMIT,
        legal_name: str | Omit = OMIT,
        address: str | Omit = OMIT,
        tax_number: str | Omit = OMIT,
        registration_number: str | Omit = OMIT,
        email: str | Omit = OMIT,
        phone: str | Omit = OMIT,
        payment_details: str | Omit = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Company:
        """Change a company.

        Companies: one set of books each, in one base currency. Requires the role admin of the company; of an API
        key the scope `companies:write`.

        Args:
            id: The id of the object.
            dry_run: Validate and respond as usual, but save nothing.
            name: The name of the company.
            base_currency: The currency in which the company keeps its books. It cannot change once something is
                posted.
            fiscal_year_start_month: The first month of the fiscal year, 1 to 12.
            time_zone: The time zone that decides what day it is for the company, such as `Europe/Berlin`.
            tax_rounding: Where tax is rounded: on each `line`, or once per rate on the `document`.
            two_person_approval: Users cannot approve a bill that they entered, changed or submitted, and
                accountants can pay only approved bills.
            legal_name: The name on documents, if it differs from the name.
            address: The address on documents, with line breaks.
            tax_number: The tax number, such as a VAT id.
            registration_number: The number in the register of companies. Documents show it.
            email: The e-mail address.
            phone: The telephone number.
            payment_details: How customers pay, such as bank and IBAN, with line breaks. Documents show it.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PATCH",
            f"/companies/{segment(id)}",
            query={"dry_run": dry_run},
            body={
                "name": name,
                "base_currency": base_currency,
                "fiscal_year_start_month": fiscal_year_start_month,
                "time_zone": time_zone,
                "tax_rounding": tax_rounding,
                "two_person_approval": two_person_approval,
                "legal_name": legal_name,
                "address": address,
                "tax_number": tax_number,
                "registration_number": registration_number,
                "email": email,
                "phone": phone,
                "payment_details": payment_details,
            },
            if_match=if_match,
            timeout=timeout,
        )
        answer: models.Company = self._client._send(call, "Company")
        return answer


class AsyncCompanies(AsyncResource):
    """Operations of `companies`, awaited."""

    def list(
        self,
        *,
        page: int | None = None,
        page_size: int | None = None,
        search: str | None = None,
        sort_by: params.CompanySortBy | None = None,
        sort_order: params.SortOrder | None = None,
        updated_since: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> AsyncPages[models.Company]:
        """List companies.

        Companies: one set of books each, in one base currency. Requires the role member of the organization; of an
        API key the scope `companies:read`.

        Args:
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            search: Only those that contain this text. Case and accents do not matter.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            updated_since: Only those changed at this moment or later.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/companies",
            query={
                "page": page,
                "page_size": page_size,
                "search": search,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "updated_since": updated_since,
            },
            page_size=100,
            timeout=timeout,
        )
        return self._client._pages(call, "Company")

    async def create(
        self,
        *,
        name: str,
        base_currency: params.CurrencyCode,
        dry_run: bool | None = None,
        fiscal_year_start_month: int | Omit = OMIT,
        time_zone: str | Omit = OMIT,
        tax_rounding: params.TaxRounding | Omit = OMIT,
        two_person_approval: bool | Omit = OMIT,
        legal_name: str | Omit = OMIT,
        address: str | Omit = OMIT,
        tax_number: str | Omit = OMIT,
        registration_number: str | Omit = OMIT,
        email: str | Omit = OMIT,
        phone: str | Omit = OMIT,
        payment_details: str | Omit = OMIT,
        chart: params.ChartTemplate | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Company:
        """Create a company.

        Companies: one set of books each, in one base currency. Requires the role admin of the organization; of an
        API key the scope `companies:write`.

        Args:
            name: The name of the company.
            base_currency: The currency in which the company keeps its books. It cannot change once something is
                posted.
            dry_run: Validate and respond as usual, but save nothing.
            fiscal_year_start_month: The first month of the fiscal year, 1 to 12.
            time_zone: The time zone that decides what day it is for the company, such as `Europe/Berlin`.
            tax_rounding: Where tax is rounded: on each `line`, or once per rate on the `document`.
            two_person_approval: Users cannot approve a bill that they entered, changed or submitted, and
                accountants can pay only approved bills.
            legal_name: The name on documents, if it differs from the name.
            address: The address on documents, with line breaks.
            tax_number: The tax number, such as a VAT id.
            registration_number: The number in the register of companies. Documents show it.
            email: The e-mail address.
            phone: The telephone number.
            payment_details: How customers pay, such as bank and IBAN, with line breaks. Documents show it.
            chart: The chart of accounts to start from.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/companies",
            query={"dry_run": dry_run},
            body={
                "name": name,
                "base_currency": base_currency,
                "fiscal_year_start_month": fiscal_year_start_month,
                "time_zone": time_zone,
                "tax_rounding": tax_rounding,
                "two_person_approval": two_person_approval,
                "legal_name": legal_name,
                "address": address,
                "tax_number": tax_number,
                "registration_number": registration_number,
                "email": email,
                "phone": phone,
                "payment_details": payment_details,
                "chart": chart,
            },
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        answer: models.Company = await self._client._send(call, "Company")
        return answer

    async def get(self, id: str, /, *, timeout: float | None = None) -> models.Company:
        """Get a company.

        Companies: one set of books each, in one base currency. Requires the role member of the organization; of an
        API key the scope `companies:read`.

        Args:
            id: The id of the object.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call("GET", f"/companies/{segment(id)}", timeout=timeout)
        answer: models.Company = await self._client._send(call, "Company")
        return answer

    async def update(
        self,
        id: str,
        /,
        *,
        dry_run: bool | None = None,
        name: str | Omit = OMIT,
        base_currency: params.CurrencyCode | Omit = OMIT,
        fiscal_year_start_month: int | Omit = OMIT,
        time_zone: str | Omit = OMIT,
        tax_rounding: params.TaxRounding | Omit = OMIT,
        two_person_approval: bool | Omit = OMIT,
        legal_name: str | Omit = OMIT,
        address: str | Omit = OMIT,
        tax_number: str | Omit = OMIT,
        registration_number: str | Omit = OMIT,
        email: str | Omit = OMIT,
        phone: str | Omit = OMIT,
        payment_details: str | Omit = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Company:
        """Change a company.

        Companies: one set of books each, in one base currency. Requires the role admin of the company; of an API
        key the scope `companies:write`.

        Args:
            id: The id of the object.
            dry_run: Validate and respond as usual, but save nothing.
            name: The name of the company.
            base_currency: The currency in which the company keeps its books. It cannot change once something is
                posted.
            fiscal_year_start_month: The first month of the fiscal year, 1 to 12.
            time_zone: The time zone that decides what day it is for the company, such as `Europe/Berlin`.
            tax_rounding: Where tax is rounded: on each `line`, or once per rate on the `document`.
            two_person_approval: Users cannot approve a bill that they entered, changed or submitted, and
                accountants can pay only approved bills.
            legal_name: The name on documents, if it differs from the name.
            address: The address on documents, with line breaks.
            tax_number: The tax number, such as a VAT id.
            registration_number: The number in the register of companies. Documents show it.
            email: The e-mail address.
            phone: The telephone number.
            payment_details: How customers pay, such as bank and IBAN, with line breaks. Documents show it.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PATCH",
            f"/companies/{segment(id)}",
            query={"dry_run": dry_run},
            body={
                "name": name,
                "base_currency": base_currency,
                "fiscal_year_start_month": fiscal_year_start_month,
                "time_zone": time_zone,
                "tax_rounding": tax_rounding,
                "two_person_approval": two_person_approval,
                "legal_name": legal_name,
                "address": address,
                "tax_number": tax_number,
                "registration_number": registration_number,
                "email": email,
                "phone": phone,
                "payment_details": payment_details,
            },
            if_match=if_match,
            timeout=timeout,
        )
        answer: models.Company = await self._client._send(call, "Company")
        return answer


class CreditNotes(Resource):
    """Operations of `credit_notes`."""

    def list(
        self,
        *,
        amount_max: Exact | None = None,
        amount_min: Exact | None = None,
        applied_invoice_id: str | Sequence[str] | None = None,
        company_id: str | None = None,
        credit_note_number: str | Sequence[str] | None = None,
        currency: params.CurrencyCode | Sequence[params.CurrencyCode] | None = None,
        customer_id: str | Sequence[str] | None = None,
        external_id: str | Sequence[str] | None = None,
        invoice_id: str | Sequence[str] | None = None,
        issue_date_from: dt.date | str | None = None,
        issue_date_to: dt.date | str | None = None,
        item_id: str | Sequence[str] | None = None,
        metadata: str | Sequence[str] | None = None,
        page: int | None = None,
        page_size: int | None = None,
        reference: str | Sequence[str] | None = None,
        search: str | None = None,
        sort_by: params.CreditNoteSortBy | None = None,
        sort_order: params.SortOrder | None = None,
        status: params.CreditStatus | Sequence[params.CreditStatus] | None = None,
        updated_since: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> Pages[models.CreditNote]:
        """List credit notes.

        Credit notes to customers: drafted, issued, applied to invoices. Requires the role viewer of the company; of
        an API key the scope `credit-notes:read`.

        Args:
            amount_max: Only those of this amount or less.
            amount_min: Only those of this amount or more.
            applied_invoice_id: Only those that settle this invoice. For several values, repeat the parameter;
                values separated by commas work too.
            company_id: The company. Optional if you have access to exactly one.
            credit_note_number: Only those with this number. For several values, repeat the parameter; values
                separated by commas work too.
            currency: Only those in this currency. For several values, repeat the parameter; values separated by
                commas work too.
            customer_id: Only those of this customer. For several values, repeat the parameter; values separated by
                commas work too.
            external_id: Only those with this `external_id`. For several values, repeat the parameter; values
                separated by commas work too.
            invoice_id: Only payments and adjustments that settle this invoice, or credit notes of it. For several
                values, repeat the parameter; values separated by commas work too.
            issue_date_from: Only those issued on this day or later.
            issue_date_to: Only those issued on this day or earlier.
            item_id: Only those with a line of this item. For several values, repeat the parameter; values separated
                by commas work too.
            metadata: Only those with this key and text in their metadata, such as `order_id:42`. For several,
                repeat the parameter: all of them must match. A comma is part of the text.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            reference: Only those with this reference. For several values, repeat the parameter; values separated by
                commas work too.
            search: Only those that contain this text. Case and accents do not matter.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            status: Only those with this status. For several values, repeat the parameter; values separated by
                commas work too.
            updated_since: Only those changed at this moment or later.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/credit-notes",
            query={
                "amount_max": amount_max,
                "amount_min": amount_min,
                "applied_invoice_id": applied_invoice_id,
                "company_id": company_id,
                "credit_note_number": credit_note_number,
                "currency": currency,
                "customer_id": customer_id,
                "external_id": external_id,
                "invoice_id": invoice_id,
                "issue_date_from": issue_date_from,
                "issue_date_to": issue_date_to,
                "item_id": item_id,
                "metadata": metadata,
                "page": page,
                "page_size": page_size,
                "reference": reference,
                "search": search,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "status": status,
                "updated_since": updated_since,
            },
            repeated=(
                "applied_invoice_id",
                "credit_note_number",
                "currency",
                "customer_id",
                "external_id",
                "invoice_id",
                "item_id",
                "metadata",
                "reference",
                "status",
            ),
            page_size=100,
            timeout=timeout,
            in_company=True,
        )
        return self._client._pages(call, "CreditNote")

    def create(
        self,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        credit_note_number: str | Omit | None = OMIT,
        customer_id: str | Omit = OMIT,
        invoice_id: str | Omit | None = OMIT,
        reason: str | Omit = OMIT,
        issue_date: dt.date | str | Omit = OMIT,
        currency: params.CurrencyCode | Omit = OMIT,
        exchange_rate: Exact | Omit = OMIT,
        reference: str | Omit = OMIT,
        notes: str | Omit = OMIT,
        lines: Sequence[params.CreditNoteLineParams] | Omit = OMIT,
        external_id: str | Omit | None = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        expected_total: Exact | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.CreditNote:
        """Create a credit note.

        Credit notes to customers: drafted, issued, applied to invoices. Requires the role accountant of the
        company; of an API key the scope `credit-notes:write`.

        Args:
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            credit_note_number: The number of the credit note, unique per company. By default it gets one when
                issued.
            customer_id: The customer. Default, with `invoice_id`: that of the invoice.
            invoice_id: The invoice that it credits, if it is of one.
            reason: Why it was issued.
            issue_date: Default: today in the company's time zone.
            currency: Default: the currency of the contact.
            exchange_rate: Units of the base currency per unit of the document's currency. Default: that of the
                issue date.
            reference: Any reference of yours, such as an order number.
            notes: A note for the reader of the document.
            lines: Default, with `invoice_id`: all that is left of the invoice. In a PATCH, they replace all
                existing lines.
            external_id: Your own id for this object, unique per company and kind.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            expected_total: The total you expect. If ours differs, the request fails with 422.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/credit-notes",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "credit_note_number": credit_note_number,
                "customer_id": customer_id,
                "invoice_id": invoice_id,
                "reason": reason,
                "issue_date": issue_date,
                "currency": currency,
                "exchange_rate": exchange_rate,
                "reference": reference,
                "notes": notes,
                "lines": lines,
                "external_id": external_id,
                "metadata": metadata,
                "expected_total": expected_total,
            },
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.CreditNote = self._client._send(call, "CreditNote")
        return answer

    def get(self, id: str, /, *, company_id: str | None = None, timeout: float | None = None) -> models.CreditNote:
        """Get a credit note.

        Credit notes to customers: drafted, issued, applied to invoices. Requires the role viewer of the company; of
        an API key the scope `credit-notes:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET", f"/credit-notes/{segment(id)}", query={"company_id": company_id}, timeout=timeout, in_company=True
        )
        answer: models.CreditNote = self._client._send(call, "CreditNote")
        return answer

    def update(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        credit_note_number: str | Omit | None = OMIT,
        customer_id: str | Omit = OMIT,
        invoice_id: str | Omit | None = OMIT,
        reason: str | Omit = OMIT,
        issue_date: dt.date | str | Omit = OMIT,
        currency: params.CurrencyCode | Omit = OMIT,
        exchange_rate: Exact | Omit = OMIT,
        reference: str | Omit = OMIT,
        notes: str | Omit = OMIT,
        lines: Sequence[params.CreditNoteLineParams] | Omit = OMIT,
        external_id: str | Omit | None = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        expected_total: Exact | Omit = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.CreditNote:
        """Change a credit note.

        Credit notes to customers: drafted, issued, applied to invoices. Requires the role accountant of the
        company; of an API key the scope `credit-notes:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            credit_note_number: The number of the credit note, unique per company. By default it gets one when
                issued.
            customer_id: The customer. Default, with `invoice_id`: that of the invoice.
            invoice_id: The invoice that it credits, if it is of one.
            reason: Why it was issued.
            issue_date: Default: today in the company's time zone.
            currency: Default: the currency of the contact.
            exchange_rate: Units of the base currency per unit of the document's currency. Default: that of the
                issue date.
            reference: Any reference of yours, such as an order number.
            notes: A note for the reader of the document.
            lines: Default, with `invoice_id`: all that is left of the invoice. In a PATCH, they replace all
                existing lines.
            external_id: Your own id for this object, unique per company and kind.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            expected_total: The total you expect. If ours differs, the request fails with 422.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PATCH",
            f"/credit-notes/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "credit_note_number": credit_note_number,
                "customer_id": customer_id,
                "invoice_id": invoice_id,
                "reason": reason,
                "issue_date": issue_date,
                "currency": currency,
                "exchange_rate": exchange_rate,
                "reference": reference,
                "notes": notes,
                "lines": lines,
                "external_id": external_id,
                "metadata": metadata,
                "expected_total": expected_total,
            },
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.CreditNote = self._client._send(call, "CreditNote")
        return answer

    def delete(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> None:
        """Delete a credit note.

        Credit notes to customers: drafted, issued, applied to invoices. Requires the role accountant of the
        company; of an API key the scope `credit-notes:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "DELETE",
            f"/credit-notes/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        self._client._send(call)

    def apply(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        allocations: Sequence[params.CreditNoteAllocationParams] | Omit = OMIT,
        date: dt.date | str | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.CreditNote:
        """Settle invoices with what is left of a credit note.

        Without a body, the invoice that it credits. Requires the role accountant of the company; of an API key the
        scope `credit-notes:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            allocations: Default: the invoice that it credits.
            date: Default: today in the company's time zone.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/credit-notes/{segment(id)}/apply",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"allocations": allocations, "date": date},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.CreditNote = self._client._send(call, "CreditNote")
        return answer

    def issue(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        on_closed_period: params.OnClosedPeriod | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.CreditNote:
        """Post a draft.

        Requires the role accountant of the company; of an API key the scope `credit-notes:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            on_closed_period: If the period is closed: fail with 409 (`refuse`), or use the first open day up to
                today (`next_open`).
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/credit-notes/{segment(id)}/issue",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"on_closed_period": on_closed_period},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.CreditNote = self._client._send(call, "CreditNote")
        return answer

    def pdf(self, id: str, /, *, company_id: str | None = None, timeout: float | None = None) -> Download:
        """Get the document as a PDF to print.

        It names seller and customer as they were when it was posted. What is paid is as of today. A draft is marked
        as a draft, and what is void as void. Requires the role viewer of the company; of an API key the scope
        `credit-notes:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            f"/credit-notes/{segment(id)}/pdf",
            query={"company_id": company_id},
            timeout=timeout,
            in_company=True,
        )
        return self._client._download(call)

    def unapply(
        self,
        id: str,
        /,
        *,
        allocation_ids: Sequence[str],
        company_id: str | None = None,
        dry_run: bool | None = None,
        date: dt.date | str | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.CreditNote:
        """Take allocations back.

        Their documents are open again, and the credit has that much more to apply. Requires the role accountant of
        the company; of an API key the scope `credit-notes:write`.

        Args:
            id: The id of the object.
            allocation_ids: The allocations to take back, by their ids.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            date: Default: today in the company's time zone.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/credit-notes/{segment(id)}/unapply",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"allocation_ids": allocation_ids, "date": date},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.CreditNote = self._client._send(call, "CreditNote")
        return answer

    def void(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        date: dt.date | str | Omit = OMIT,
        reason: str | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.CreditNote:
        """Void an issued credit that has no allocations by reversing its journal entry.

        Requires the role accountant of the company; of an API key the scope `credit-notes:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            date: The date of the reversal: not before that of the entry, nor before the last day an allocation was
                taken back. Default: the earliest such date, or the first open day after it if its period is closed.
            reason: Becomes part of the memo of the reversal.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/credit-notes/{segment(id)}/void",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"date": date, "reason": reason},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.CreditNote = self._client._send(call, "CreditNote")
        return answer

    def batch(
        self,
        *,
        items: Sequence[params.CreditNoteParams],
        company_id: str | None = None,
        dry_run: bool | None = None,
        partial: bool | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.CreditNoteBatch:
        """Create up to 200 at once: all of them or none, or only those that can be (partial).

        Each item is the body of a single create. The response has those that were created, in the order given, and
        with `partial` what failed and why, by its place in `items`. Without `partial` the first failure is the
        response to the whole, with fields such as `items[1].name`, and nothing is saved. Ten items count as one
        request (docs/guides/batches.md). Requires the role accountant of the company; of an API key the scope
        `credit-notes:write`.

        Args:
            items: The objects to create.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            partial: Create the items that can be, and say of each other one why not. Default: false.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/credit-notes/batch",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"partial": partial, "items": items},
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.CreditNoteBatch = self._client._send(call, "CreditNoteBatch")
        return answer


class AsyncCreditNotes(AsyncResource):
    """Operations of `credit_notes`, awaited."""

    def list(
        self,
        *,
        amount_max: Exact | None = None,
        amount_min: Exact | None = None,
        applied_invoice_id: str | Sequence[str] | None = None,
        company_id: str | None = None,
        credit_note_number: str | Sequence[str] | None = None,
        currency: params.CurrencyCode | Sequence[params.CurrencyCode] | None = None,
        customer_id: str | Sequence[str] | None = None,
        external_id: str | Sequence[str] | None = None,
        invoice_id: str | Sequence[str] | None = None,
        issue_date_from: dt.date | str | None = None,
        issue_date_to: dt.date | str | None = None,
        item_id: str | Sequence[str] | None = None,
        metadata: str | Sequence[str] | None = None,
        page: int | None = None,
        page_size: int | None = None,
        reference: str | Sequence[str] | None = None,
        search: str | None = None,
        sort_by: params.CreditNoteSortBy | None = None,
        sort_order: params.SortOrder | None = None,
        status: params.CreditStatus | Sequence[params.CreditStatus] | None = None,
        updated_since: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> AsyncPages[models.CreditNote]:
        """List credit notes.

        Credit notes to customers: drafted, issued, applied to invoices. Requires the role viewer of the company; of
        an API key the scope `credit-notes:read`.

        Args:
            amount_max: Only those of this amount or less.
            amount_min: Only those of this amount or more.
            applied_invoice_id: Only those that settle this invoice. For several values, repeat the parameter;
                values separated by commas work too.
            company_id: The company. Optional if you have access to exactly one.
            credit_note_number: Only those with this number. For several values, repeat the parameter; values
                separated by commas work too.
            currency: Only those in this currency. For several values, repeat the parameter; values separated by
                commas work too.
            customer_id: Only those of this customer. For several values, repeat the parameter; values separated by
                commas work too.
            external_id: Only those with this `external_id`. For several values, repeat the parameter; values
                separated by commas work too.
            invoice_id: Only payments and adjustments that settle this invoice, or credit notes of it. For several
                values, repeat the parameter; values separated by commas work too.
            issue_date_from: Only those issued on this day or later.
            issue_date_to: Only those issued on this day or earlier.
            item_id: Only those with a line of this item. For several values, repeat the parameter; values separated
                by commas work too.
            metadata: Only those with this key and text in their metadata, such as `order_id:42`. For several,
                repeat the parameter: all of them must match. A comma is part of the text.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            reference: Only those with this reference. For several values, repeat the parameter; values separated by
                commas work too.
            search: Only those that contain this text. Case and accents do not matter.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            status: Only those with this status. For several values, repeat the parameter; values separated by
                commas work too.
            updated_since: Only those changed at this moment or later.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/credit-notes",
            query={
                "amount_max": amount_max,
                "amount_min": amount_min,
                "applied_invoice_id": applied_invoice_id,
                "company_id": company_id,
                "credit_note_number": credit_note_number,
                "currency": currency,
                "customer_id": customer_id,
                "external_id": external_id,
                "invoice_id": invoice_id,
                "issue_date_from": issue_date_from,
                "issue_date_to": issue_date_to,
                "item_id": item_id,
                "metadata": metadata,
                "page": page,
                "page_size": page_size,
                "reference": reference,
                "search": search,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "status": status,
                "updated_since": updated_since,
            },
            repeated=(
                "applied_invoice_id",
                "credit_note_number",
                "currency",
                "customer_id",
                "external_id",
                "invoice_id",
                "item_id",
                "metadata",
                "reference",
                "status",
            ),
            page_size=100,
            timeout=timeout,
            in_company=True,
        )
        return self._client._pages(call, "CreditNote")

    async def create(
        self,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        credit_note_number: str | Omit | None = OMIT,
        customer_id: str | Omit = OMIT,
        invoice_id: str | Omit | None = OMIT,
        reason: str | Omit = OMIT,
        issue_date: dt.date | str | Omit = OMIT,
        currency: params.CurrencyCode | Omit = OMIT,
        exchange_rate: Exact | Omit = OMIT,
        reference: str | Omit = OMIT,
        notes: str | Omit = OMIT,
        lines: Sequence[params.CreditNoteLineParams] | Omit = OMIT,
        external_id: str | Omit | None = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        expected_total: Exact | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.CreditNote:
        """Create a credit note.

        Credit notes to customers: drafted, issued, applied to invoices. Requires the role accountant of the
        company; of an API key the scope `credit-notes:write`.

        Args:
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            credit_note_number: The number of the credit note, unique per company. By default it gets one when
                issued.
            customer_id: The customer. Default, with `invoice_id`: that of the invoice.
            invoice_id: The invoice that it credits, if it is of one.
            reason: Why it was issued.
            issue_date: Default: today in the company's time zone.
            currency: Default: the currency of the contact.
            exchange_rate: Units of the base currency per unit of the document's currency. Default: that of the
                issue date.
            reference: Any reference of yours, such as an order number.
            notes: A note for the reader of the document.
            lines: Default, with `invoice_id`: all that is left of the invoice. In a PATCH, they replace all
                existing lines.
            external_id: Your own id for this object, unique per company and kind.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            expected_total: The total you expect. If ours differs, the request fails with 422.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/credit-notes",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "credit_note_number": credit_note_number,
                "customer_id": customer_id,
                "invoice_id": invoice_id,
                "reason": reason,
                "issue_date": issue_date,
                "currency": currency,
                "exchange_rate": exchange_rate,
                "reference": reference,
                "notes": notes,
                "lines": lines,
                "external_id": external_id,
                "metadata": metadata,
                "expected_total": expected_total,
            },
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.CreditNote = await self._client._send(call, "CreditNote")
        return answer

    async def get(
        self, id: str, /, *, company_id: str | None = None, timeout: float | None = None
    ) -> models.CreditNote:
        """Get a credit note.

        Credit notes to customers: drafted, issued, applied to invoices. Requires the role viewer of the company; of
        an API key the scope `credit-notes:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET", f"/credit-notes/{segment(id)}", query={"company_id": company_id}, timeout=timeout, in_company=True
        )
        answer: models.CreditNote = await self._client._send(call, "CreditNote")
        return answer

    async def update(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        credit_note_number: str | Omit | None = OMIT,
        customer_id: str | Omit = OMIT,
        invoice_id: str | Omit | None = OMIT,
        reason: str | Omit = OMIT,
        issue_date: dt.date | str | Omit = OMIT,
        currency: params.CurrencyCode | Omit = OMIT,
        exchange_rate: Exact | Omit = OMIT,
        reference: str | Omit = OMIT,
        notes: str | Omit = OMIT,
        lines: Sequence[params.CreditNoteLineParams] | Omit = OMIT,
        external_id: str | Omit | None = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        expected_total: Exact | Omit = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.CreditNote:
        """Change a credit note.

        Credit notes to customers: drafted, issued, applied to invoices. Requires the role accountant of the
        company; of an API key the scope `credit-notes:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            credit_note_number: The number of the credit note, unique per company. By default it gets one when
                issued.
            customer_id: The customer. Default, with `invoice_id`: that of the invoice.
            invoice_id: The invoice that it credits, if it is of one.
            reason: Why it was issued.
            issue_date: Default: today in the company's time zone.
            currency: Default: the currency of the contact.
            exchange_rate: Units of the base currency per unit of the document's currency. Default: that of the
                issue date.
            reference: Any reference of yours, such as an order number.
            notes: A note for the reader of the document.
            lines: Default, with `invoice_id`: all that is left of the invoice. In a PATCH, they replace all
                existing lines.
            external_id: Your own id for this object, unique per company and kind.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            expected_total: The total you expect. If ours differs, the request fails with 422.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PATCH",
            f"/credit-notes/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "credit_note_number": credit_note_number,
                "customer_id": customer_id,
                "invoice_id": invoice_id,
                "reason": reason,
                "issue_date": issue_date,
                "currency": currency,
                "exchange_rate": exchange_rate,
                "reference": reference,
                "notes": notes,
                "lines": lines,
                "external_id": external_id,
                "metadata": metadata,
                "expected_total": expected_total,
            },
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.CreditNote = await self._client._send(call, "CreditNote")
        return answer

    async def delete(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> None:
        """Delete a credit note.

        Credit notes to customers: drafted, issued, applied to invoices. Requires the role accountant of the
        company; of an API key the scope `credit-notes:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "DELETE",
            f"/credit-notes/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        await self._client._send(call)

    async def apply(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        allocations: Sequence[params.CreditNoteAllocationParams] | Omit = OMIT,
        date: dt.date | str | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.CreditNote:
        """Settle invoices with what is left of a credit note.

        Without a body, the invoice that it credits. Requires the role accountant of the company; of an API key the
        scope `credit-notes:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            allocations: Default: the invoice that it credits.
            date: Default: today in the company's time zone.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/credit-notes/{segment(id)}/apply",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"allocations": allocations, "date": date},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.CreditNote = await self._client._send(call, "CreditNote")
        return answer

    async def issue(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        on_closed_period: params.OnClosedPeriod | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.CreditNote:
        """Post a draft.

        Requires the role accountant of the company; of an API key the scope `credit-notes:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            on_closed_period: If the period is closed: fail with 409 (`refuse`), or use the first open day up to
                today (`next_open`).
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/credit-notes/{segment(id)}/issue",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"on_closed_period": on_closed_period},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.CreditNote = await self._client._send(call, "CreditNote")
        return answer

    async def pdf(self, id: str, /, *, company_id: str | None = None, timeout: float | None = None) -> Download:
        """Get the document as a PDF to print.

        It names seller and customer as they were when it was posted. What is paid is as of today. A draft is marked
        as a draft, and what is void as void. Requires the role viewer of the company; of an API key the scope
        `credit-notes:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            f"/credit-notes/{segment(id)}/pdf",
            query={"company_id": company_id},
            timeout=timeout,
            in_company=True,
        )
        return await self._client._download(call)

    async def unapply(
        self,
        id: str,
        /,
        *,
        allocation_ids: Sequence[str],
        company_id: str | None = None,
        dry_run: bool | None = None,
        date: dt.date | str | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.CreditNote:
        """Take allocations back.

        Their documents are open again, and the credit has that much more to apply. Requires the role accountant of
        the company; of an API key the scope `credit-notes:write`.

        Args:
            id: The id of the object.
            allocation_ids: The allocations to take back, by their ids.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            date: Default: today in the company's time zone.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/credit-notes/{segment(id)}/unapply",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"allocation_ids": allocation_ids, "date": date},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.CreditNote = await self._client._send(call, "CreditNote")
        return answer

    async def void(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        date: dt.date | str | Omit = OMIT,
        reason: str | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.CreditNote:
        """Void an issued credit that has no allocations by reversing its journal entry.

        Requires the role accountant of the company; of an API key the scope `credit-notes:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            date: The date of the reversal: not before that of the entry, nor before the last day an allocation was
                taken back. Default: the earliest such date, or the first open day after it if its period is closed.
            reason: Becomes part of the memo of the reversal.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/credit-notes/{segment(id)}/void",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"date": date, "reason": reason},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.CreditNote = await self._client._send(call, "CreditNote")
        return answer

    async def batch(
        self,
        *,
        items: Sequence[params.CreditNoteParams],
        company_id: str | None = None,
        dry_run: bool | None = None,
        partial: bool | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.CreditNoteBatch:
        """Create up to 200 at once: all of them or none, or only those that can be (partial).

        Each item is the body of a single create. The response has those that were created, in the order given, and
        with `partial` what failed and why, by its place in `items`. Without `partial` the first failure is the
        response to the whole, with fields such as `items[1].name`, and nothing is saved. Ten items count as one
        request (docs/guides/batches.md). Requires the role accountant of the company; of an API key the scope
        `credit-notes:write`.

        Args:
            items: The objects to create.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            partial: Create the items that can be, and say of each other one why not. Default: false.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/credit-notes/batch",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"partial": partial, "items": items},
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.CreditNoteBatch = await self._client._send(call, "CreditNoteBatch")
        return answer


class Currencies(Resource):
    """Operations of `currencies`."""

    def list(
        self,
        *,
        code: str | Sequence[str] | None = None,
        page: int | None = None,
        page_size: int | None = None,
        search: str | None = None,
        sort_by: params.CurrencySortBy | None = None,
        sort_order: params.SortOrder | None = None,
        timeout: float | None = None,
    ) -> Pages[models.Currency]:
        """List currencies.

        The currencies of ISO 4217, with the number of decimals of each. Requires the role member of the
        organization; of an API key the scope `currencies:read`.

        Args:
            code: Only those with this code. For several values, repeat the parameter; values separated by commas
                work too.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            search: Only those that contain this text. Case and accents do not matter.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/currencies",
            query={
                "code": code,
                "page": page,
                "page_size": page_size,
                "search": search,
                "sort_by": sort_by,
                "sort_order": sort_order,
            },
            repeated=("code",),
            page_size=100,
            timeout=timeout,
        )
        return self._client._pages(call, "Currency")


class AsyncCurrencies(AsyncResource):
    """Operations of `currencies`, awaited."""

    def list(
        self,
        *,
        code: str | Sequence[str] | None = None,
        page: int | None = None,
        page_size: int | None = None,
        search: str | None = None,
        sort_by: params.CurrencySortBy | None = None,
        sort_order: params.SortOrder | None = None,
        timeout: float | None = None,
    ) -> AsyncPages[models.Currency]:
        """List currencies.

        The currencies of ISO 4217, with the number of decimals of each. Requires the role member of the
        organization; of an API key the scope `currencies:read`.

        Args:
            code: Only those with this code. For several values, repeat the parameter; values separated by commas
                work too.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            search: Only those that contain this text. Case and accents do not matter.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/currencies",
            query={
                "code": code,
                "page": page,
                "page_size": page_size,
                "search": search,
                "sort_by": sort_by,
                "sort_order": sort_order,
            },
            repeated=("code",),
            page_size=100,
            timeout=timeout,
        )
        return self._client._pages(call, "Currency")


class Customers(Resource):
    """Operations of `customers`."""

    def list(
        self,
        *,
        company_id: str | None = None,
        email: str | Sequence[str] | None = None,
        external_id: str | Sequence[str] | None = None,
        is_active: bool | None = None,
        metadata: str | Sequence[str] | None = None,
        page: int | None = None,
        page_size: int | None = None,
        search: str | None = None,
        sort_by: params.ContactSortBy | None = None,
        sort_order: params.SortOrder | None = None,
        updated_since: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> Pages[models.Contact]:
        """List customers.

        Customers of the company. Requires the role viewer of the company; of an API key the scope `customers:read`.

        Args:
            company_id: The company. Optional if you have access to exactly one.
            email: Only those with this e-mail address. For several values, repeat the parameter; values separated
                by commas work too.
            external_id: Only those with this `external_id`. For several values, repeat the parameter; values
                separated by commas work too.
            is_active: `true` for those that are active, `false` for the others.
            metadata: Only those with this key and text in their metadata, such as `order_id:42`. For several,
                repeat the parameter: all of them must match. A comma is part of the text.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            search: Only those that contain this text. Case and accents do not matter.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            updated_since: Only those changed at this moment or later.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/contacts/customers",
            query={
                "company_id": company_id,
                "email": email,
                "external_id": external_id,
                "is_active": is_active,
                "metadata": metadata,
                "page": page,
                "page_size": page_size,
                "search": search,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "updated_since": updated_since,
            },
            repeated=("email", "external_id", "metadata"),
            page_size=100,
            timeout=timeout,
            in_company=True,
        )
        return self._client._pages(call, "Contact")

    def create(
        self,
        *,
        name: str,
        company_id: str | None = None,
        dry_run: bool | None = None,
        email: str | Omit = OMIT,
        phone: str | Omit = OMIT,
        tax_number: str | Omit = OMIT,
        currency: params.CurrencyCode | Omit = OMIT,
        payment_terms_days: int | Omit = OMIT,
        billing_address: str | Omit = OMIT,
        external_id: str | Omit | None = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Contact:
        """Create a customer.

        Customers of the company. Requires the role accountant of the company; of an API key the scope
        `customers:write`.

        Args:
            name: The name of the customer or vendor.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            email: The e-mail address.
            phone: The telephone number.
            tax_number: The tax number, such as a VAT id.
            currency: Default: the base currency of the company.
            payment_terms_days: Days from the issue date to the due date of this contact's documents.
            billing_address: The address for documents, with line breaks.
            external_id: Your own id for this object, unique per company and kind.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/contacts/customers",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "name": name,
                "email": email,
                "phone": phone,
                "tax_number": tax_number,
                "currency": currency,
                "payment_terms_days": payment_terms_days,
                "billing_address": billing_address,
                "external_id": external_id,
                "metadata": metadata,
            },
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Contact = self._client._send(call, "Contact")
        return answer

    def get(self, id: str, /, *, company_id: str | None = None, timeout: float | None = None) -> models.Contact:
        """Get a customer.

        Customers of the company. Requires the role viewer of the company; of an API key the scope `customers:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            f"/contacts/customers/{segment(id)}",
            query={"company_id": company_id},
            timeout=timeout,
            in_company=True,
        )
        answer: models.Contact = self._client._send(call, "Contact")
        return answer

    def update(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        name: str | Omit = OMIT,
        email: str | Omit = OMIT,
        phone: str | Omit = OMIT,
        tax_number: str | Omit = OMIT,
        currency: params.CurrencyCode | Omit = OMIT,
        payment_terms_days: int | Omit = OMIT,
        billing_address: str | Omit = OMIT,
        external_id: str | Omit | None = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Contact:
        """Change a customer.

        Customers of the company. Requires the role accountant of the company; of an API key the scope
        `customers:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            name: The name of the customer or vendor.
            email: The e-mail address.
            phone: The telephone number.
            tax_number: The tax number, such as a VAT id.
            currency: Default: the base currency of the company.
            payment_terms_days: Days from the issue date to the due date of this contact's documents.
            billing_address: The address for documents, with line breaks.
            external_id: Your own id for this object, unique per company and kind.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PATCH",
            f"/contacts/customers/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "name": name,
                "email": email,
                "phone": phone,
                "tax_number": tax_number,
                "currency": currency,
                "payment_terms_days": payment_terms_days,
                "billing_address": billing_address,
                "external_id": external_id,
                "metadata": metadata,
            },
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Contact = self._client._send(call, "Contact")
        return answer

    def delete(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> None:
        """Delete a customer.

        Customers of the company. Requires the role accountant of the company; of an API key the scope
        `customers:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "DELETE",
            f"/contacts/customers/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        self._client._send(call)

    def archive(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Contact:
        """Archive a contact.

        It cannot be used on new documents; its history stays. Requires the role accountant of the company; of an
        API key the scope `customers:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/contacts/customers/{segment(id)}/archive",
            query={"company_id": company_id, "dry_run": dry_run},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Contact = self._client._send(call, "Contact")
        return answer

    def restore(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Contact:
        """Restore an archived contact.

        Requires the role accountant of the company; of an API key the scope `customers:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/contacts/customers/{segment(id)}/restore",
            query={"company_id": company_id, "dry_run": dry_run},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Contact = self._client._send(call, "Contact")
        return answer

    def batch(
        self,
        *,
        items: Sequence[params.ContactParams],
        company_id: str | None = None,
        dry_run: bool | None = None,
        partial: bool | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.ContactBatch:
        """Create up to 200 at once: all of them or none, or only those that can be (partial).

        Each item is the body of a single create. The response has those that were created, in the order given, and
        with `partial` what failed and why, by its place in `items`. Without `partial` the first failure is the
        response to the whole, with fields such as `items[1].name`, and nothing is saved. Ten items count as one
        request (docs/guides/batches.md). Requires the role accountant of the company; of an API key the scope
        `customers:write`.

        Args:
            items: The objects to create.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            partial: Create the items that can be, and say of each other one why not. Default: false.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/contacts/customers/batch",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"partial": partial, "items": items},
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.ContactBatch = self._client._send(call, "ContactBatch")
        return answer

    def upsert(
        self,
        external_id: str,
        /,
        *,
        name: str,
        company_id: str | None = None,
        dry_run: bool | None = None,
        email: str | Omit = OMIT,
        phone: str | Omit = OMIT,
        tax_number: str | Omit = OMIT,
        currency: params.CurrencyCode | Omit = OMIT,
        payment_terms_days: int | Omit = OMIT,
        billing_address: str | Omit = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Contact:
        """Create it under an id of your own, or replace it.

        The body is that of a create, without `external_id`. If nothing has this `external_id`, it is created (201).
        If something has, it is replaced (200). Fields that are not given get their defaults. The same body again
        changes nothing, so it can be sent until it is answered. Requires the role accountant of the company; of an
        API key the scope `customers:write`.

        Args:
            external_id: Your own id for it. Encode characters such as `?`, `#` and spaces as in any address.
            name: The name.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            email: The e-mail address.
            phone: The telephone number.
            tax_number: The tax number, such as a VAT id.
            currency: Default: the base currency of the company.
            payment_terms_days: Days from the issue date to the due date of this contact's documents.
            billing_address: The address for documents, with line breaks.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PUT",
            f"/contacts/customers/by-external-id/{segment(external_id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "name": name,
                "email": email,
                "phone": phone,
                "tax_number": tax_number,
                "currency": currency,
                "payment_terms_days": payment_terms_days,
                "billing_address": billing_address,
                "metadata": metadata,
            },
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Contact = self._client._send(call, "Contact")
        return answer


class AsyncCustomers(AsyncResource):
    """Operations of `customers`, awaited."""

    def list(
        self,
        *,
        company_id: str | None = None,
        email: str | Sequence[str] | None = None,
        external_id: str | Sequence[str] | None = None,
        is_active: bool | None = None,
        metadata: str | Sequence[str] | None = None,
        page: int | None = None,
        page_size: int | None = None,
        search: str | None = None,
        sort_by: params.ContactSortBy | None = None,
        sort_order: params.SortOrder | None = None,
        updated_since: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> AsyncPages[models.Contact]:
        """List customers.

        Customers of the company. Requires the role viewer of the company; of an API key the scope `customers:read`.

        Args:
            company_id: The company. Optional if you have access to exactly one.
            email: Only those with this e-mail address. For several values, repeat the parameter; values separated
                by commas work too.
            external_id: Only those with this `external_id`. For several values, repeat the parameter; values
                separated by commas work too.
            is_active: `true` for those that are active, `false` for the others.
            metadata: Only those with this key and text in their metadata, such as `order_id:42`. For several,
                repeat the parameter: all of them must match. A comma is part of the text.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            search: Only those that contain this text. Case and accents do not matter.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            updated_since: Only those changed at this moment or later.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/contacts/customers",
            query={
                "company_id": company_id,
                "email": email,
                "external_id": external_id,
                "is_active": is_active,
                "metadata": metadata,
                "page": page,
                "page_size": page_size,
                "search": search,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "updated_since": updated_since,
            },
            repeated=("email", "external_id", "metadata"),
            page_size=100,
            timeout=timeout,
            in_company=True,
        )
        return self._client._pages(call, "Contact")

    async def create(
        self,
        *,
        name: str,
        company_id: str | None = None,
        dry_run: bool | None = None,
        email: str | Omit = OMIT,
        phone: str | Omit = OMIT,
        tax_number: str | Omit = OMIT,
        currency: params.CurrencyCode | Omit = OMIT,
        payment_terms_days: int | Omit = OMIT,
        billing_address: str | Omit = OMIT,
        external_id: str | Omit | None = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Contact:
        """Create a customer.

        Customers of the company. Requires the role accountant of the company; of an API key the scope
        `customers:write`.

        Args:
            name: The name of the customer or vendor.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            email: The e-mail address.
            phone: The telephone number.
            tax_number: The tax number, such as a VAT id.
            currency: Default: the base currency of the company.
            payment_terms_days: Days from the issue date to the due date of this contact's documents.
            billing_address: The address for documents, with line breaks.
            external_id: Your own id for this object, unique per company and kind.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/contacts/customers",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "name": name,
                "email": email,
                "phone": phone,
                "tax_number": tax_number,
                "currency": currency,
                "payment_terms_days": payment_terms_days,
                "billing_address": billing_address,
                "external_id": external_id,
                "metadata": metadata,
            },
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Contact = await self._client._send(call, "Contact")
        return answer

    async def get(self, id: str, /, *, company_id: str | None = None, timeout: float | None = None) -> models.Contact:
        """Get a customer.

        Customers of the company. Requires the role viewer of the company; of an API key the scope `customers:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            f"/contacts/customers/{segment(id)}",
            query={"company_id": company_id},
            timeout=timeout,
            in_company=True,
        )
        answer: models.Contact = await self._client._send(call, "Contact")
        return answer

    async def update(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        name: str | Omit = OMIT,
        email: str | Omit = OMIT,
        phone: str | Omit = OMIT,
        tax_number: str | Omit = OMIT,
        currency: params.CurrencyCode | Omit = OMIT,
        payment_terms_days: int | Omit = OMIT,
        billing_address: str | Omit = OMIT,
        external_id: str | Omit | None = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Contact:
        """Change a customer.

        Customers of the company. Requires the role accountant of the company; of an API key the scope
        `customers:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            name: The name of the customer or vendor.
            email: The e-mail address.
            phone: The telephone number.
            tax_number: The tax number, such as a VAT id.
            currency: Default: the base currency of the company.
            payment_terms_days: Days from the issue date to the due date of this contact's documents.
            billing_address: The address for documents, with line breaks.
            external_id: Your own id for this object, unique per company and kind.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PATCH",
            f"/contacts/customers/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "name": name,
                "email": email,
                "phone": phone,
                "tax_number": tax_number,
                "currency": currency,
                "payment_terms_days": payment_terms_days,
                "billing_address": billing_address,
                "external_id": external_id,
                "metadata": metadata,
            },
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Contact = await self._client._send(call, "Contact")
        return answer

    async def delete(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> None:
        """Delete a customer.

        Customers of the company. Requires the role accountant of the company; of an API key the scope
        `customers:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "DELETE",
            f"/contacts/customers/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        await self._client._send(call)

    async def archive(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Contact:
        """Archive a contact.

        It cannot be used on new documents; its history stays. Requires the role accountant of the company; of an
        API key the scope `customers:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/contacts/customers/{segment(id)}/archive",
            query={"company_id": company_id, "dry_run": dry_run},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Contact = await self._client._send(call, "Contact")
        return answer

    async def restore(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Contact:
        """Restore an archived contact.

        Requires the role accountant of the company; of an API key the scope `customers:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/contacts/customers/{segment(id)}/restore",
            query={"company_id": company_id, "dry_run": dry_run},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Contact = await self._client._send(call, "Contact")
        return answer

    async def batch(
        self,
        *,
        items: Sequence[params.ContactParams],
        company_id: str | None = None,
        dry_run: bool | None = None,
        partial: bool | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.ContactBatch:
        """Create up to 200 at once: all of them or none, or only those that can be (partial).

        Each item is the body of a single create. The response has those that were created, in the order given, and
        with `partial` what failed and why, by its place in `items`. Without `partial` the first failure is the
        response to the whole, with fields such as `items[1].name`, and nothing is saved. Ten items count as one
        request (docs/guides/batches.md). Requires the role accountant of the company; of an API key the scope
        `customers:write`.

        Args:
            items: The objects to create.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            partial: Create the items that can be, and say of each other one why not. Default: false.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/contacts/customers/batch",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"partial": partial, "items": items},
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.ContactBatch = await self._client._send(call, "ContactBatch")
        return answer

    async def upsert(
        self,
        external_id: str,
        /,
        *,
        name: str,
        company_id: str | None = None,
        dry_run: bool | None = None,
        email: str | Omit = OMIT,
        phone: str | Omit = OMIT,
        tax_number: str | Omit = OMIT,
        currency: params.CurrencyCode | Omit = OMIT,
        payment_terms_days: int | Omit = OMIT,
        billing_address: str | Omit = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Contact:
        """Create it under an id of your own, or replace it.

        The body is that of a create, without `external_id`. If nothing has this `external_id`, it is created (201).
        If something has, it is replaced (200). Fields that are not given get their defaults. The same body again
        changes nothing, so it can be sent until it is answered. Requires the role accountant of the company; of an
        API key the scope `customers:write`.

        Args:
            external_id: Your own id for it. Encode characters such as `?`, `#` and spaces as in any address.
            name: The name.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            email: The e-mail address.
            phone: The telephone number.
            tax_number: The tax number, such as a VAT id.
            currency: Default: the base currency of the company.
            payment_terms_days: Days from the issue date to the due date of this contact's documents.
            billing_address: The address for documents, with line breaks.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PUT",
            f"/contacts/customers/by-external-id/{segment(external_id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "name": name,
                "email": email,
                "phone": phone,
                "tax_number": tax_number,
                "currency": currency,
                "payment_terms_days": payment_terms_days,
                "billing_address": billing_address,
                "metadata": metadata,
            },
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Contact = await self._client._send(call, "Contact")
        return answer


class Events(Resource):
    """Operations of `events`."""

    def list(
        self,
        *,
        after: int | None = None,
        company_id: str | None = None,
        page: int | None = None,
        page_size: int | None = None,
        sort_by: params.EventSortBy | None = None,
        sort_order: params.SortOrder | None = None,
        type: params.EventType | Sequence[params.EventType] | None = None,
        updated_since: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> Pages[models.Event]:
        """List events.

        The event log, oldest first. To follow it, pass the sequence of the last event you have as `after`. Requires
        the role viewer of the company; of an API key the scope `events:read`.

        Args:
            after: Only events after this sequence number.
            company_id: The company. Optional if you have access to exactly one.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            type: Only those of this type. For several values, repeat the parameter; values separated by commas work
                too.
            updated_since: Only those changed at this moment or later.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/events",
            query={
                "after": after,
                "company_id": company_id,
                "page": page,
                "page_size": page_size,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "type": type,
                "updated_since": updated_since,
            },
            repeated=("type",),
            page_size=100,
            timeout=timeout,
            in_company=True,
        )
        return self._client._pages(call, "Event")

    def get(self, id: str, /, *, company_id: str | None = None, timeout: float | None = None) -> models.Event:
        """Get an event.

        The event log, oldest first. To follow it, pass the sequence of the last event you have as `after`. Requires
        the role viewer of the company; of an API key the scope `events:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call("GET", f"/events/{segment(id)}", query={"company_id": company_id}, timeout=timeout, in_company=True)
        answer: models.Event = self._client._send(call, "Event")
        return answer


class AsyncEvents(AsyncResource):
    """Operations of `events`, awaited."""

    def list(
        self,
        *,
        after: int | None = None,
        company_id: str | None = None,
        page: int | None = None,
        page_size: int | None = None,
        sort_by: params.EventSortBy | None = None,
        sort_order: params.SortOrder | None = None,
        type: params.EventType | Sequence[params.EventType] | None = None,
        updated_since: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> AsyncPages[models.Event]:
        """List events.

        The event log, oldest first. To follow it, pass the sequence of the last event you have as `after`. Requires
        the role viewer of the company; of an API key the scope `events:read`.

        Args:
            after: Only events after this sequence number.
            company_id: The company. Optional if you have access to exactly one.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            type: Only those of this type. For several values, repeat the parameter; values separated by commas work
                too.
            updated_since: Only those changed at this moment or later.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/events",
            query={
                "after": after,
                "company_id": company_id,
                "page": page,
                "page_size": page_size,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "type": type,
                "updated_since": updated_since,
            },
            repeated=("type",),
            page_size=100,
            timeout=timeout,
            in_company=True,
        )
        return self._client._pages(call, "Event")

    async def get(self, id: str, /, *, company_id: str | None = None, timeout: float | None = None) -> models.Event:
        """Get an event.

        The event log, oldest first. To follow it, pass the sequence of the last event you have as `after`. Requires
        the role viewer of the company; of an API key the scope `events:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call("GET", f"/events/{segment(id)}", query={"company_id": company_id}, timeout=timeout, in_company=True)
        answer: models.Event = await self._client._send(call, "Event")
        return answer


class ExchangeRates(Resource):
    """Operations of `exchange_rates`."""

    def list(
        self,
        *,
        company_id: str | None = None,
        currency: params.CurrencyCode | Sequence[params.CurrencyCode] | None = None,
        date_from: dt.date | str | None = None,
        date_to: dt.date | str | None = None,
        page: int | None = None,
        page_size: int | None = None,
        sort_by: params.ExchangeRateSortBy | None = None,
        sort_order: params.SortOrder | None = None,
        source: params.ExchangeRateSource | Sequence[params.ExchangeRateSource] | None = None,
        updated_since: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> Pages[models.ExchangeRate]:
        """List exchange rates.

        The exchange rates of a company: units of its base currency for one unit of another. Requires the role
        viewer of the company; of an API key the scope `exchange-rates:read`.

        Args:
            company_id: The company. Optional if you have access to exactly one.
            currency: Only those in this currency. For several values, repeat the parameter; values separated by
                commas work too.
            date_from: Only those dated on this day or later.
            date_to: Only those dated on this day or earlier.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            source: Only those from this source. For several values, repeat the parameter; values separated by
                commas work too.
            updated_since: Only those changed at this moment or later.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/exchange-rates",
            query={
                "company_id": company_id,
                "currency": currency,
                "date_from": date_from,
                "date_to": date_to,
                "page": page,
                "page_size": page_size,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "source": source,
                "updated_since": updated_since,
            },
            repeated=("currency", "source"),
            page_size=100,
            timeout=timeout,
            in_company=True,
        )
        return self._client._pages(call, "ExchangeRate")

    def create(
        self,
        *,
        currency: params.CurrencyCode,
        date: dt.date | str,
        rate: Exact,
        company_id: str | None = None,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.ExchangeRate:
        """Create an exchange rate.

        The exchange rates of a company: units of its base currency for one unit of another. Requires the role
        accountant of the company; of an API key the scope `exchange-rates:write`.

        Args:
            currency: The currency that one unit is of.
            date: The first date of the rate.
            rate: Units of the company's base currency for one unit of `currency`.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/exchange-rates",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"currency": currency, "date": date, "rate": rate},
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.ExchangeRate = self._client._send(call, "ExchangeRate")
        return answer

    def get(self, id: str, /, *, company_id: str | None = None, timeout: float | None = None) -> models.ExchangeRate:
        """Get an exchange rate.

        The exchange rates of a company: units of its base currency for one unit of another. Requires the role
        viewer of the company; of an API key the scope `exchange-rates:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET", f"/exchange-rates/{segment(id)}", query={"company_id": company_id}, timeout=timeout, in_company=True
        )
        answer: models.ExchangeRate = self._client._send(call, "ExchangeRate")
        return answer

    def delete(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> None:
        """Delete an exchange rate.

        The exchange rates of a company: units of its base currency for one unit of another. Requires the role
        accountant of the company; of an API key the scope `exchange-rates:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "DELETE",
            f"/exchange-rates/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        self._client._send(call)


class AsyncExchangeRates(AsyncResource):
    """Operations of `exchange_rates`, awaited."""

    def list(
        self,
        *,
        company_id: str | None = None,
        currency: params.CurrencyCode | Sequence[params.CurrencyCode] | None = None,
        date_from: dt.date | str | None = None,
        date_to: dt.date | str | None = None,
        page: int | None = None,
        page_size: int | None = None,
        sort_by: params.ExchangeRateSortBy | None = None,
        sort_order: params.SortOrder | None = None,
        source: params.ExchangeRateSource | Sequence[params.ExchangeRateSource] | None = None,
        updated_since: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> AsyncPages[models.ExchangeRate]:
        """List exchange rates.

        The exchange rates of a company: units of its base currency for one unit of another. Requires the role
        viewer of the company; of an API key the scope `exchange-rates:read`.

        Args:
            company_id: The company. Optional if you have access to exactly one.
            currency: Only those in this currency. For several values, repeat the parameter; values separated by
                commas work too.
            date_from: Only those dated on this day or later.
            date_to: Only those dated on this day or earlier.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            source: Only those from this source. For several values, repeat the parameter; values separated by
                commas work too.
            updated_since: Only those changed at this moment or later.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/exchange-rates",
            query={
                "company_id": company_id,
                "currency": currency,
                "date_from": date_from,
                "date_to": date_to,
                "page": page,
                "page_size": page_size,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "source": source,
                "updated_since": updated_since,
            },
            repeated=("currency", "source"),
            page_size=100,
            timeout=timeout,
            in_company=True,
        )
        return self._client._pages(call, "ExchangeRate")

    async def create(
        self,
        *,
        currency: params.CurrencyCode,
        date: dt.date | str,
        rate: Exact,
        company_id: str | None = None,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.ExchangeRate:
        """Create an exchange rate.

        The exchange rates of a company: units of its base currency for one unit of another. Requires the role
        accountant of the company; of an API key the scope `exchange-rates:write`.

        Args:
            currency: The currency that one unit is of.
            date: The first date of the rate.
            rate: Units of the company's base currency for one unit of `currency`.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/exchange-rates",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"currency": currency, "date": date, "rate": rate},
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.ExchangeRate = await self._client._send(call, "ExchangeRate")
        return answer

    async def get(
        self, id: str, /, *, company_id: str | None = None, timeout: float | None = None
    ) -> models.ExchangeRate:
        """Get an exchange rate.

        The exchange rates of a company: units of its base currency for one unit of another. Requires the role
        viewer of the company; of an API key the scope `exchange-rates:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET", f"/exchange-rates/{segment(id)}", query={"company_id": company_id}, timeout=timeout, in_company=True
        )
        answer: models.ExchangeRate = await self._client._send(call, "ExchangeRate")
        return answer

    async def delete(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> None:
        """Delete an exchange rate.

        The exchange rates of a company: units of its base currency for one unit of another. Requires the role
        accountant of the company; of an API key the scope `exchange-rates:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "DELETE",
            f"/exchange-rates/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        await self._client._send(call)


class Exports(Resource):
    """Operations of `exports`."""

    def archive(self, *, company_id: str | None = None, timeout: float | None = None) -> Download:
        """Export the complete books of the company, as of one moment, for a backup or a move.

        The answer is JSON Lines. `manage.py restore_archive` makes the same books of it in another Atlas, with the
        same ids, numbers and hashes (docs/guides/archive.md). Only admins of the company can do this, and the audit
        trail records it with the archive's SHA-256. With `Accept-Encoding: gzip` the answer is compressed. It
        counts as 10 requests for the rate limits. Requires the role admin of the company; of an API key the scope
        `exports:read`.

        Args:
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call("GET", "/exports/archive", query={"company_id": company_id}, timeout=timeout, in_company=True)
        return self._client._download(call)

    def beancount(self, *, company_id: str | None = None, timeout: float | None = None) -> Download:
        """Export the whole ledger as Beancount: every posted entry with its number, hash and lines.

        Amounts are in the base currency, so `bean-query` comes to the balances of the trial balance. What a line is
        in another currency stands in its metadata, and so do its options of tracking categories: `tracking-
        Department: "Sales"`. It counts as 10 requests for the rate limits. Requires the role viewer of the company;
        of an API key the scope `exports:read`.

        Args:
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call("GET", "/exports/beancount", query={"company_id": company_id}, timeout=timeout, in_company=True)
        return self._client._download(call)

    def csv(self, *, company_id: str | None = None, timeout: float | None = None) -> Download:
        """Export the whole ledger as CSV: one row per line of a posted entry.

        Text that a spreadsheet would read as a formula gets an apostrophe in front. After the other columns each
        tracking category has one, such as `tracking: Department`, with the names of options. It counts as 10
        requests for the rate limits. Requires the role viewer of the company; of an API key the scope
        `exports:read`.

        Args:
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call("GET", "/exports/csv", query={"company_id": company_id}, timeout=timeout, in_company=True)
        return self._client._download(call)

    def fec(
        self, *, siren: str, company_id: str | None = None, year: int | None = None, timeout: float | None = None
    ) -> Download:
        """Export a fiscal year as the French tax administration wants it: the fichier des écritures comptables (FEC).

        The file has the 18 columns of article A47 A-1, with tabs, in ISO 8859-15: first the balances that the years
        before left, then each posted entry in the order of posting, without closing entries. Amounts are in the
        base currency. Each account with lines needs a code that begins with three digits. It counts as 10 requests
        for the rate limits. Requires the role viewer of the company; of an API key the scope `exports:read`.

        Args:
            siren: The SIREN of the company, nine digits. It is part of the file's name.
            company_id: The company. Optional if you have access to exactly one.
            year: The calendar year in which the fiscal year ends. Default: the fiscal year of today.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/exports/fec",
            query={"company_id": company_id, "siren": siren, "year": year},
            timeout=timeout,
            in_company=True,
        )
        return self._client._download(call)

    def hledger(self, *, company_id: str | None = None, timeout: float | None = None) -> Download:
        """Export the whole ledger as an hledger journal.

        Amounts are in the base currency, so `hledger balance` comes to the balances of the trial balance. What a
        line is in another currency stands in its comment, and its options of tracking categories as tags there:
        `tracking-Department:Sales`. It counts as 10 requests for the rate limits. Requires the role viewer of the
        company; of an API key the scope `exports:read`.

        Args:
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call("GET", "/exports/hledger", query={"company_id": company_id}, timeout=timeout, in_company=True)
        return self._client._download(call)


class AsyncExports(AsyncResource):
    """Operations of `exports`, awaited."""

    async def archive(self, *, company_id: str | None = None, timeout: float | None = None) -> Download:
        """Export the complete books of the company, as of one moment, for a backup or a move.

        The answer is JSON Lines. `manage.py restore_archive` makes the same books of it in another Atlas, with the
        same ids, numbers and hashes (docs/guides/archive.md). Only admins of the company can do this, and the audit
        trail records it with the archive's SHA-256. With `Accept-Encoding: gzip` the answer is compressed. It
        counts as 10 requests for the rate limits. Requires the role admin of the company; of an API key the scope
        `exports:read`.

        Args:
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call("GET", "/exports/archive", query={"company_id": company_id}, timeout=timeout, in_company=True)
        return await self._client._download(call)

    async def beancount(self, *, company_id: str | None = None, timeout: float | None = None) -> Download:
        """Export the whole ledger as Beancount: every posted entry with its number, hash and lines.

        Amounts are in the base currency, so `bean-query` comes to the balances of the trial balance. What a line is
        in another currency stands in its metadata, and so do its options of tracking categories: `tracking-
        Department: "Sales"`. It counts as 10 requests for the rate limits. Requires the role viewer of the company;
        of an API key the scope `exports:read`.

        Args:
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call("GET", "/exports/beancount", query={"company_id": company_id}, timeout=timeout, in_company=True)
        return await self._client._download(call)

    async def csv(self, *, company_id: str | None = None, timeout: float | None = None) -> Download:
        """Export the whole ledger as CSV: one row per line of a posted entry.

        Text that a spreadsheet would read as a formula gets an apostrophe in front. After the other columns each
        tracking category has one, such as `tracking: Department`, with the names of options. It counts as 10
        requests for the rate limits. Requires the role viewer of the company; of an API key the scope
        `exports:read`.

        Args:
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call("GET", "/exports/csv", query={"company_id": company_id}, timeout=timeout, in_company=True)
        return await self._client._download(call)

    async def fec(
        self, *, siren: str, company_id: str | None = None, year: int | None = None, timeout: float | None = None
    ) -> Download:
        """Export a fiscal year as the French tax administration wants it: the fichier des écritures comptables (FEC).

        The file has the 18 columns of article A47 A-1, with tabs, in ISO 8859-15: first the balances that the years
        before left, then each posted entry in the order of posting, without closing entries. Amounts are in the
        base currency. Each account with lines needs a code that begins with three digits. It counts as 10 requests
        for the rate limits. Requires the role viewer of the company; of an API key the scope `exports:read`.

        Args:
            siren: The SIREN of the company, nine digits. It is part of the file's name.
            company_id: The company. Optional if you have access to exactly one.
            year: The calendar year in which the fiscal year ends. Default: the fiscal year of today.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/exports/fec",
            query={"company_id": company_id, "siren": siren, "year": year},
            timeout=timeout,
            in_company=True,
        )
        return await self._client._download(call)

    async def hledger(self, *, company_id: str | None = None, timeout: float | None = None) -> Download:
        """Export the whole ledger as an hledger journal.

        Amounts are in the base currency, so `hledger balance` comes to the balances of the trial balance. What a
        line is in another currency stands in its comment, and its options of tracking categories as tags there:
        `tracking-Department:Sales`. It counts as 10 requests for the rate limits. Requires the role viewer of the
        company; of an API key the scope `exports:read`.

        Args:
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call("GET", "/exports/hledger", query={"company_id": company_id}, timeout=timeout, in_company=True)
        return await self._client._download(call)


class FiscalYears(Resource):
    """Operations of `fiscal_years`."""

    def list(
        self,
        *,
        company_id: str | None = None,
        page: int | None = None,
        page_size: int | None = None,
        sort_by: params.FiscalYearSortBy | None = None,
        sort_order: params.SortOrder | None = None,
        start_date_from: dt.date | str | None = None,
        start_date_to: dt.date | str | None = None,
        status: params.PeriodStatus | Sequence[params.PeriodStatus] | None = None,
        updated_since: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> Pages[models.FiscalYear]:
        """List fiscal years.

        Fiscal years: every year from the first one of the books to the current one. They are closed in order.
        Requires the role viewer of the company; of an API key the scope `fiscal-years:read`.

        Args:
            company_id: The company. Optional if you have access to exactly one.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            start_date_from: Only those that start on this day or later.
            start_date_to: Only those that start on this day or earlier.
            status: Only those with this status. For several values, repeat the parameter; values separated by
                commas work too.
            updated_since: Only those changed at this moment or later.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/fiscal-years",
            query={
                "company_id": company_id,
                "page": page,
                "page_size": page_size,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "start_date_from": start_date_from,
                "start_date_to": start_date_to,
                "status": status,
                "updated_since": updated_since,
            },
            repeated=("status",),
            page_size=100,
            timeout=timeout,
            in_company=True,
        )
        return self._client._pages(call, "FiscalYear")

    def get(self, id: str, /, *, company_id: str | None = None, timeout: float | None = None) -> models.FiscalYear:
        """Get a fiscal year.

        Fiscal years: every year from the first one of the books to the current one. They are closed in order.
        Requires the role viewer of the company; of an API key the scope `fiscal-years:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET", f"/fiscal-years/{segment(id)}", query={"company_id": company_id}, timeout=timeout, in_company=True
        )
        answer: models.FiscalYear = self._client._send(call, "FiscalYear")
        return answer

    def close(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        closing_entry: bool | Omit = OMIT,
        retained_earnings_account_id: str | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.FiscalYear:
        """Close a fiscal year whose months are all closed.

        Its months cannot be reopened until it is. With `closing_entry`, an entry dated the first open day moves its
        earnings to retained earnings. The profit and loss leaves closing entries out. Requires the role admin of
        the company; of an API key the scope `fiscal-years:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            closing_entry: Whether to post an entry that moves the year's earnings to equity. By default not:
                reports split equity by years without it.
            retained_earnings_account_id: An account of equity, for `closing_entry`. By default the company's
                account of retained earnings.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/fiscal-years/{segment(id)}/close",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"closing_entry": closing_entry, "retained_earnings_account_id": retained_earnings_account_id},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.FiscalYear = self._client._send(call, "FiscalYear")
        return answer

    def close_check(
        self, id: str, /, *, company_id: str | None = None, timeout: float | None = None
    ) -> models.PeriodCloseCheck:
        """List what prevents closing the fiscal year, and what to look at before.

        Requires the role viewer of the company; of an API key the scope `fiscal-years:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            f"/fiscal-years/{segment(id)}/close-check",
            query={"company_id": company_id},
            timeout=timeout,
            in_company=True,
        )
        answer: models.PeriodCloseCheck = self._client._send(call, "PeriodCloseCheck")
        return answer

    def reopen(
        self,
        id: str,
        /,
        *,
        reason: str,
        company_id: str | None = None,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.FiscalYear:
        """Reopen the latest closed fiscal year.

        Its closing entry is taken back by a reversal. Requires the role admin of the company; of an API key the
        scope `fiscal-years:write`.

        Args:
            id: The id of the object.
            reason: Why it is reopened. Kept with the fiscal year.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/fiscal-years/{segment(id)}/reopen",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"reason": reason},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.FiscalYear = self._client._send(call, "FiscalYear")
        return answer


class AsyncFiscalYears(AsyncResource):
    """Operations of `fiscal_years`, awaited."""

    def list(
        self,
        *,
        company_id: str | None = None,
        page: int | None = None,
        page_size: int | None = None,
        sort_by: params.FiscalYearSortBy | None = None,
        sort_order: params.SortOrder | None = None,
        start_date_from: dt.date | str | None = None,
        start_date_to: dt.date | str | None = None,
        status: params.PeriodStatus | Sequence[params.PeriodStatus] | None = None,
        updated_since: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> AsyncPages[models.FiscalYear]:
        """List fiscal years.

        Fiscal years: every year from the first one of the books to the current one. They are closed in order.
        Requires the role viewer of the company; of an API key the scope `fiscal-years:read`.

        Args:
            company_id: The company. Optional if you have access to exactly one.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            start_date_from: Only those that start on this day or later.
            start_date_to: Only those that start on this day or earlier.
            status: Only those with this status. For several values, repeat the parameter; values separated by
                commas work too.
            updated_since: Only those changed at this moment or later.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/fiscal-years",
            query={
                "company_id": company_id,
                "page": page,
                "page_size": page_size,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "start_date_from": start_date_from,
                "start_date_to": start_date_to,
                "status": status,
                "updated_since": updated_since,
            },
            repeated=("status",),
            page_size=100,
            timeout=timeout,
            in_company=True,
        )
        return self._client._pages(call, "FiscalYear")

    async def get(
        self, id: str, /, *, company_id: str | None = None, timeout: float | None = None
    ) -> models.FiscalYear:
        """Get a fiscal year.

        Fiscal years: every year from the first one of the books to the current one. They are closed in order.
        Requires the role viewer of the company; of an API key the scope `fiscal-years:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET", f"/fiscal-years/{segment(id)}", query={"company_id": company_id}, timeout=timeout, in_company=True
        )
        answer: models.FiscalYear = await self._client._send(call, "FiscalYear")
        return answer

    async def close(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        closing_entry: bool | Omit = OMIT,
        retained_earnings_account_id: str | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.FiscalYear:
        """Close a fiscal year whose months are all closed.

        Its months cannot be reopened until it is. With `closing_entry`, an entry dated the first open day moves its
        earnings to retained earnings. The profit and loss leaves closing entries out. Requires the role admin of
        the company; of an API key the scope `fiscal-years:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            closing_entry: Whether to post an entry that moves the year's earnings to equity. By default not:
                reports split equity by years without it.
            retained_earnings_account_id: An account of equity, for `closing_entry`. By default the company's
                account of retained earnings.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/fiscal-years/{segment(id)}/close",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"closing_entry": closing_entry, "retained_earnings_account_id": retained_earnings_account_id},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.FiscalYear = await self._client._send(call, "FiscalYear")
        return answer

    async def close_check(
        self, id: str, /, *, company_id: str | None = None, timeout: float | None = None
    ) -> models.PeriodCloseCheck:
        """List what prevents closing the fiscal year, and what to look at before.

        Requires the role viewer of the company; of an API key the scope `fiscal-years:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            f"/fiscal-years/{segment(id)}/close-check",
            query={"company_id": company_id},
            timeout=timeout,
            in_company=True,
        )
        answer: models.PeriodCloseCheck = await self._client._send(call, "PeriodCloseCheck")
        return answer

    async def reopen(
        self,
        id: str,
        /,
        *,
        reason: str,
        company_id: str | None = None,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.FiscalYear:
        """Reopen the latest closed fiscal year.

        Its closing entry is taken back by a reversal. Requires the role admin of the company; of an API key the
        scope `fiscal-years:write`.

        Args:
            id: The id of the object.
            reason: Why it is reopened. Kept with the fiscal year.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/fiscal-years/{segment(id)}/reopen",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"reason": reason},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.FiscalYear = await self._client._send(call, "FiscalYear")
        return answer


class FxRevaluations(Resource):
    """Operations of `fx_revaluations`."""

    def list(
        self,
        *,
        company_id: str | None = None,
        date_from: dt.date | str | None = None,
        date_to: dt.date | str | None = None,
        page: int | None = None,
        page_size: int | None = None,
        sort_by: params.FxRevaluationSortBy | None = None,
        sort_order: params.SortOrder | None = None,
        status: params.PaymentStatus | Sequence[params.PaymentStatus] | None = None,
        updated_since: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> Pages[models.FxRevaluation]:
        """List revaluations.

        Revaluations of what is open in other currencies, at the closing rates of a day. Open items are moved on
        accounts of their own, and back the next day. Bank accounts are adjusted for good. Requires the role viewer
        of the company; of an API key the scope `fx-revaluations:read`.

        Args:
            company_id: The company. Optional if you have access to exactly one.
            date_from: Only those dated on this day or later.
            date_to: Only those dated on this day or earlier.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            status: Only those with this status. For several values, repeat the parameter; values separated by
                commas work too.
            updated_since: Only those changed at this moment or later.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/fx-revaluations",
            query={
                "company_id": company_id,
                "date_from": date_from,
                "date_to": date_to,
                "page": page,
                "page_size": page_size,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "status": status,
                "updated_since": updated_since,
            },
            repeated=("status",),
            page_size=100,
            timeout=timeout,
            in_company=True,
        )
        return self._client._pages(call, "FxRevaluation")

    def create(
        self,
        *,
        date: dt.date | str,
        company_id: str | None = None,
        dry_run: bool | None = None,
        rates: Mapping[str, Exact] | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.FxRevaluation:
        """Create a revaluation.

        Revaluations of what is open in other currencies, at the closing rates of a day. Open items are moved on
        accounts of their own, and back the next day. Bank accounts are adjusted for good. Requires the role admin
        of the company; of an API key the scope `fx-revaluations:write`.

        Args:
            date: The day whose closing rates count, at most today. It can be revalued once.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            rates: Units of the base currency per unit of a currency. In a request: those to use instead of the
                stored rates of the day. In a response: those that were used.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/fx-revaluations",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"date": date, "rates": rates},
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.FxRevaluation = self._client._send(call, "FxRevaluation")
        return answer

    def get(self, id: str, /, *, company_id: str | None = None, timeout: float | None = None) -> models.FxRevaluation:
        """Get a revaluation.

        Revaluations of what is open in other currencies, at the closing rates of a day. Open items are moved on
        accounts of their own, and back the next day. Bank accounts are adjusted for good. Requires the role viewer
        of the company; of an API key the scope `fx-revaluations:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET", f"/fx-revaluations/{segment(id)}", query={"company_id": company_id}, timeout=timeout, in_company=True
        )
        answer: models.FxRevaluation = self._client._send(call, "FxRevaluation")
        return answer

    def lines(
        self, id: str, /, *, after: int | None = None, company_id: str | None = None, timeout: float | None = None
    ) -> models.FxRevaluationLines:
        """List the open items and bank accounts of a revaluation, with the amounts before and after.

        Requires the role viewer of the company; of an API key the scope `fx-revaluations:read`.

        Args:
            id: The id of the object.
            after: Only lines after this `position`.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            f"/fx-revaluations/{segment(id)}/lines",
            query={"after": after, "company_id": company_id},
            timeout=timeout,
            in_company=True,
        )
        answer: models.FxRevaluationLines = self._client._send(call, "FxRevaluationLines")
        return answer

    def void(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        reason: str | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.FxRevaluation:
        """Take the latest revaluation back on its own dates, so that its day can be revalued again.

        Requires the role admin of the company; of an API key the scope `fx-revaluations:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            reason: Why it is voided.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/fx-revaluations/{segment(id)}/void",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"reason": reason},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.FxRevaluation = self._client._send(call, "FxRevaluation")
        return answer


class AsyncFxRevaluations(AsyncResource):
    """Operations of `fx_revaluations`, awaited."""

    def list(
        self,
        *,
        company_id: str | None = None,
        date_from: dt.date | str | None = None,
        date_to: dt.date | str | None = None,
        page: int | None = None,
        page_size: int | None = None,
        sort_by: params.FxRevaluationSortBy | None = None,
        sort_order: params.SortOrder | None = None,
        status: params.PaymentStatus | Sequence[params.PaymentStatus] | None = None,
        updated_since: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> AsyncPages[models.FxRevaluation]:
        """List revaluations.

        Revaluations of what is open in other currencies, at the closing rates of a day. Open items are moved on
        accounts of their own, and back the next day. Bank accounts are adjusted for good. Requires the role viewer
        of the company; of an API key the scope `fx-revaluations:read`.

        Args:
            company_id: The company. Optional if you have access to exactly one.
            date_from: Only those dated on this day or later.
            date_to: Only those dated on this day or earlier.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            status: Only those with this status. For several values, repeat the parameter; values separated by
                commas work too.
            updated_since: Only those changed at this moment or later.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/fx-revaluations",
            query={
                "company_id": company_id,
                "date_from": date_from,
                "date_to": date_to,
                "page": page,
                "page_size": page_size,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "status": status,
                "updated_since": updated_since,
            },
            repeated=("status",),
            page_size=100,
            timeout=timeout,
            in_company=True,
        )
        return self._client._pages(call, "FxRevaluation")

    async def create(
        self,
        *,
        date: dt.date | str,
        company_id: str | None = None,
        dry_run: bool | None = None,
        rates: Mapping[str, Exact] | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.FxRevaluation:
        """Create a revaluation.

        Revaluations of what is open in other currencies, at the closing rates of a day. Open items are moved on
        accounts of their own, and back the next day. Bank accounts are adjusted for good. Requires the role admin
        of the company; of an API key the scope `fx-revaluations:write`.

        Args:
            date: The day whose closing rates count, at most today. It can be revalued once.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            rates: Units of the base currency per unit of a currency. In a request: those to use instead of the
                stored rates of the day. In a response: those that were used.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/fx-revaluations",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"date": date, "rates": rates},
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.FxRevaluation = await self._client._send(call, "FxRevaluation")
        return answer

    async def get(
        self, id: str, /, *, company_id: str | None = None, timeout: float | None = None
    ) -> models.FxRevaluation:
        """Get a revaluation.

        Revaluations of what is open in other currencies, at the closing rates of a day. Open items are moved on
        accounts of their own, and back the next day. Bank accounts are adjusted for good. Requires the role viewer
        of the company; of an API key the scope `fx-revaluations:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET", f"/fx-revaluations/{segment(id)}", query={"company_id": company_id}, timeout=timeout, in_company=True
        )
        answer: models.FxRevaluation = await self._client._send(call, "FxRevaluation")
        return answer

    async def lines(
        self, id: str, /, *, after: int | None = None, company_id: str | None = None, timeout: float | None = None
    ) -> models.FxRevaluationLines:
        """List the open items and bank accounts of a revaluation, with the amounts before and after.

        Requires the role viewer of the company; of an API key the scope `fx-revaluations:read`.

        Args:
            id: The id of the object.
            after: Only lines after this `position`.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            f"/fx-revaluations/{segment(id)}/lines",
            query={"after": after, "company_id": company_id},
            timeout=timeout,
            in_company=True,
        )
        answer: models.FxRevaluationLines = await self._client._send(call, "FxRevaluationLines")
        return answer

    async def void(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        reason: str | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.FxRevaluation:
        """Take the latest revaluation back on its own dates, so that its day can be revalued again.

        Requires the role admin of the company; of an API key the scope `fx-revaluations:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            reason: Why it is voided.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/fx-revaluations/{segment(id)}/void",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"reason": reason},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.FxRevaluation = await self._client._send(call, "FxRevaluation")
        return answer


class Health(Resource):
    """Operations of `health`."""

    def get(self, *, timeout: float | None = None) -> models.Health:
        """Show that the process is alive.

        It checks nothing else.

        Args:
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call("GET", "/health", timeout=timeout, is_public=True)
        answer: models.Health = self._client._send(call, "Health")
        return answer

    def ready(self, *, timeout: float | None = None) -> models.Readiness:
        """Show whether all that requests need is available: PostgreSQL, the schema, Valkey.

        Show whether all that requests need is available: PostgreSQL, the schema, Valkey.

        Args:
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call("GET", "/health/ready", timeout=timeout, is_public=True)
        answer: models.Readiness = self._client._send(call, "Readiness")
        return answer


class AsyncHealth(AsyncResource):
    """Operations of `health`, awaited."""

    async def get(self, *, timeout: float | None = None) -> models.Health:
        """Show that the process is alive.

        It checks nothing else.

        Args:
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call("GET", "/health", timeout=timeout, is_public=True)
        answer: models.Health = await self._client._send(call, "Health")
        return answer

    async def ready(self, *, timeout: float | None = None) -> models.Readiness:
        """Show whether all that requests need is available: PostgreSQL, the schema, Valkey.

        Show whether all that requests need is available: PostgreSQL, the schema, Valkey.

        Args:
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call("GET", "/health/ready", timeout=timeout, is_public=True)
        answer: models.Readiness = await self._client._send(call, "Readiness")
        return answer


class Imports(Resource):
    """Operations of `imports`."""

    def list(
        self,
        *,
        company_id: str | None = None,
        page: int | None = None,
        page_size: int | None = None,
        sort_by: params.ImportSortBy | None = None,
        sort_order: params.SortOrder | None = None,
        status: params.ImportStatus | Sequence[params.ImportStatus] | None = None,
        updated_since: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> Pages[models.Import]:
        """List imports.

        Imports: files that Atlas books as a whole or not at all. A worker does it. `GET /imports/{id}` shows its
        progress, and in the end what it did or what is wrong, by line; the events `import.succeeded`,
        `import.failed` and `import.cancelled` say so too. The file is kept, encrypted, only until then. A POST
        accepts a form (`multipart/form-data`) too: `file` is the file, and the other members are as in JSON,
        `rates` as a text such as `{"EUR": 1.10}`. Requires the role admin of the company; of an API key the scope
        `imports:read`.

        Args:
            company_id: The company. Optional if you have access to exactly one.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            status: Only those with this status. For several values, repeat the parameter; values separated by
                commas work too.
            updated_since: Only those changed at this moment or later.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/imports",
            query={
                "company_id": company_id,
                "page": page,
                "page_size": page_size,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "status": status,
                "updated_since": updated_since,
            },
            repeated=("status",),
            page_size=100,
            timeout=timeout,
            in_company=True,
        )
        return self._client._pages(call, "Import")

    def create(
        self,
        *,
        content: str,
        company_id: str | None = None,
        format: params.ImportFormat | Omit = OMIT,
        file_name: str | Omit = OMIT,
        dry_run: bool | Omit = OMIT,
        currency: params.CurrencyCode | Omit = OMIT,
        rates: Mapping[str, Exact] | Omit = OMIT,
        existing: params.ImportExisting | Omit = OMIT,
        date: dt.date | str | Omit = OMIT,
        date_order: params.DateOrder | Omit = OMIT,
        decimal_mark: params.DecimalMark | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Import:
        """Create an import.

        Imports: files that Atlas books as a whole or not at all. A worker does it. `GET /imports/{id}` shows its
        progress, and in the end what it did or what is wrong, by line; the events `import.succeeded`,
        `import.failed` and `import.cancelled` say so too. The file is kept, encrypted, only until then. A POST
        accepts a form (`multipart/form-data`) too: `file` is the file, and the other members are as in JSON,
        `rates` as a text such as `{"EUR": 1.10}`. Requires the role admin of the company; of an API key the scope
        `imports:write`.

        Args:
            content: The text of the file, up to 25 MiB. In a form it is `file`.
            company_id: The company. Optional if you have access to exactly one.
            format: The format of the file. Default: what the end of `file_name` says. That is always a journal; a
                list must be named.
            file_name: The name of the file, without folders.
            dry_run: Whether only to show what would happen: `rows` says it line by line. Default: false.
            currency: The currency of amounts that name none. For a journal it can only be that of the books.
            rates: For a journal: units of the base currency for one unit of another that has no price in the file.
            existing: For a list: what becomes of a row that is in the books already. `update` changes what the row
                says otherwise, and keeps what the row leaves empty. Default: `skip`.
            date: For open invoices and bills: the day of the opening balances. Default: that of those set already.
            date_order: For open invoices and bills: whether 01/02/2026 is the first of February (`dmy`) or the
                second of January (`mdy`). Default: what other dates of the file say.
            decimal_mark: For open invoices and bills: what is before the decimals, `.` or `,`. Default: what the
                amounts of the file say.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/imports",
            query={"company_id": company_id},
            body={
                "format": format,
                "file_name": file_name,
                "content": content,
                "dry_run": dry_run,
                "currency": currency,
                "rates": rates,
                "existing": existing,
                "date": date,
                "date_order": date_order,
                "decimal_mark": decimal_mark,
            },
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Import = self._client._send(call, "Import")
        return answer

    def get(self, id: str, /, *, company_id: str | None = None, timeout: float | None = None) -> models.Import:
        """Get an import.

        Imports: files that Atlas books as a whole or not at all. A worker does it. `GET /imports/{id}` shows its
        progress, and in the end what it did or what is wrong, by line; the events `import.succeeded`,
        `import.failed` and `import.cancelled` say so too. The file is kept, encrypted, only until then. A POST
        accepts a form (`multipart/form-data`) too: `file` is the file, and the other members are as in JSON,
        `rates` as a text such as `{"EUR": 1.10}`. Requires the role admin of the company; of an API key the scope
        `imports:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET", f"/imports/{segment(id)}", query={"company_id": company_id}, timeout=timeout, in_company=True
        )
        answer: models.Import = self._client._send(call, "Import")
        return answer

    def cancel(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Import:
        """Cancel an import that has not ended, so that nothing of its file gets into the books.

        One that is `queued` is then `cancelled`. One that is `running` is `cancelling` until its worker notices,
        which takes seconds; so is one that is `queued` while a batch is being written in the company. Requires the
        role admin of the company; of an API key the scope `imports:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/imports/{segment(id)}/cancel",
            query={"company_id": company_id, "dry_run": dry_run},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Import = self._client._send(call, "Import")
        return answer


class AsyncImports(AsyncResource):
    """Operations of `imports`, awaited."""

    def list(
        self,
        *,
        company_id: str | None = None,
        page: int | None = None,
        page_size: int | None = None,
        sort_by: params.ImportSortBy | None = None,
        sort_order: params.SortOrder | None = None,
        status: params.ImportStatus | Sequence[params.ImportStatus] | None = None,
        updated_since: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> AsyncPages[models.Import]:
        """List imports.

        Imports: files that Atlas books as a whole or not at all. A worker does it. `GET /imports/{id}` shows its
        progress, and in the end what it did or what is wrong, by line; the events `import.succeeded`,
        `import.failed` and `import.cancelled` say so too. The file is kept, encrypted, only until then. A POST
        accepts a form (`multipart/form-data`) too: `file` is the file, and the other members are as in JSON,
        `rates` as a text such as `{"EUR": 1.10}`. Requires the role admin of the company; of an API key the scope
        `imports:read`.

        Args:
            company_id: The company. Optional if you have access to exactly one.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            status: Only those with this status. For several values, repeat the parameter; values separated by
                commas work too.
            updated_since: Only those changed at this moment or later.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/imports",
            query={
                "company_id": company_id,
                "page": page,
                "page_size": page_size,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "status": status,
                "updated_since": updated_since,
            },
            repeated=("status",),
            page_size=100,
            timeout=timeout,
            in_company=True,
        )
        return self._client._pages(call, "Import")

    async def create(
        self,
        *,
        content: str,
        company_id: str | None = None,
        format: params.ImportFormat | Omit = OMIT,
        file_name: str | Omit = OMIT,
        dry_run: bool | Omit = OMIT,
        currency: params.CurrencyCode | Omit = OMIT,
        rates: Mapping[str, Exact] | Omit = OMIT,
        existing: params.ImportExisting | Omit = OMIT,
        date: dt.date | str | Omit = OMIT,
        date_order: params.DateOrder | Omit = OMIT,
        decimal_mark: params.DecimalMark | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Import:
        """Create an import.

        Imports: files that Atlas books as a whole or not at all. A worker does it. `GET /imports/{id}` shows its
        progress, and in the end what it did or what is wrong, by line; the events `import.succeeded`,
        `import.failed` and `import.cancelled` say so too. The file is kept, encrypted, only until then. A POST
        accepts a form (`multipart/form-data`) too: `file` is the file, and the other members are as in JSON,
        `rates` as a text such as `{"EUR": 1.10}`. Requires the role admin of the company; of an API key the scope
        `imports:write`.

        Args:
            content: The text of the file, up to 25 MiB. In a form it is `file`.
            company_id: The company. Optional if you have access to exactly one.
            format: The format of the file. Default: what the end of `file_name` says. That is always a journal; a
                list must be named.
            file_name: The name of the file, without folders.
            dry_run: Whether only to show what would happen: `rows` says it line by line. Default: false.
            currency: The currency of amounts that name none. For a journal it can only be that of the books.
            rates: For a journal: units of the base currency for one unit of another that has no price in the file.
            existing: For a list: what becomes of a row that is in the books already. `update` changes what the row
                says otherwise, and keeps what the row leaves empty. Default: `skip`.
            date: For open invoices and bills: the day of the opening balances. Default: that of those set already.
            date_order: For open invoices and bills: whether 01/02/2026 is the first of February (`dmy`) or the
                second of January (`mdy`). Default: what other dates of the file say.
            decimal_mark: For open invoices and bills: what is before the decimals, `.` or `,`. Default: what the
                amounts of the file say.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/imports",
            query={"company_id": company_id},
            body={
                "format": format,
                "file_name": file_name,
                "content": content,
                "dry_run": dry_run,
                "currency": currency,
                "rates": rates,
                "existing": existing,
                "date": date,
                "date_order": date_order,
                "decimal_mark": decimal_mark,
            },
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Import = await self._client._send(call, "Import")
        return answer

    async def get(self, id: str, /, *, company_id: str | None = None, timeout: float | None = None) -> models.Import:
        """Get an import.

        Imports: files that Atlas books as a whole or not at all. A worker does it. `GET /imports/{id}` shows its
        progress, and in the end what it did or what is wrong, by line; the events `import.succeeded`,
        `import.failed` and `import.cancelled` say so too. The file is kept, encrypted, only until then. A POST
        accepts a form (`multipart/form-data`) too: `file` is the file, and the other members are as in JSON,
        `rates` as a text such as `{"EUR": 1.10}`. Requires the role admin of the company; of an API key the scope
        `imports:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET", f"/imports/{segment(id)}", query={"company_id": company_id}, timeout=timeout, in_company=True
        )
        answer: models.Import = await self._client._send(call, "Import")
        return answer

    async def cancel(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Import:
        """Cancel an import that has not ended, so that nothing of its file gets into the books.

        One that is `queued` is then `cancelled`. One that is `running` is `cancelling` until its worker notices,
        which takes seconds; so is one that is `queued` while a batch is being written in the company. Requires the
        role admin of the company; of an API key the scope `imports:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/imports/{segment(id)}/cancel",
            query={"company_id": company_id, "dry_run": dry_run},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Import = await self._client._send(call, "Import")
        return answer


class Invoices(Resource):
    """Operations of `invoices`."""

    def list(
        self,
        *,
        amount_max: Exact | None = None,
        amount_min: Exact | None = None,
        company_id: str | None = None,
        currency: params.CurrencyCode | Sequence[params.CurrencyCode] | None = None,
        customer_id: str | Sequence[str] | None = None,
        due_date_from: dt.date | str | None = None,
        due_date_to: dt.date | str | None = None,
        external_id: str | Sequence[str] | None = None,
        invoice_number: str | Sequence[str] | None = None,
        issue_date_from: dt.date | str | None = None,
        issue_date_to: dt.date | str | None = None,
        item_id: str | Sequence[str] | None = None,
        metadata: str | Sequence[str] | None = None,
        page: int | None = None,
        page_size: int | None = None,
        recurring_id: str | Sequence[str] | None = None,
        reference: str | Sequence[str] | None = None,
        search: str | None = None,
        sort_by: params.InvoiceSortBy | None = None,
        sort_order: params.SortOrder | None = None,
        status: params.InvoiceStatus | Sequence[params.InvoiceStatus] | None = None,
        updated_since: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> Pages[models.Invoice]:
        """List invoices.

        Invoices to customers: drafted, sent, paid. Requires the role viewer of the company; of an API key the scope
        `invoices:read`.

        Args:
            amount_max: Only those of this amount or less.
            amount_min: Only those of this amount or more.
            company_id: The company. Optional if you have access to exactly one.
            currency: Only those in this currency. For several values, repeat the parameter; values separated by
                commas work too.
            customer_id: Only those of this customer. For several values, repeat the parameter; values separated by
                commas work too.
            due_date_from: Only those due on this day or later.
            due_date_to: Only those due on this day or earlier.
            external_id: Only those with this `external_id`. For several values, repeat the parameter; values
                separated by commas work too.
            invoice_number: Only those with this number. For several values, repeat the parameter; values separated
                by commas work too.
            issue_date_from: Only those issued on this day or later.
            issue_date_to: Only those issued on this day or earlier.
            item_id: Only those with a line of this item. For several values, repeat the parameter; values separated
                by commas work too.
            metadata: Only those with this key and text in their metadata, such as `order_id:42`. For several,
                repeat the parameter: all of them must match. A comma is part of the text.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            recurring_id: Only those that this recurring template made. For several values, repeat the parameter;
                values separated by commas work too.
            reference: Only those with this reference. For several values, repeat the parameter; values separated by
                commas work too.
            search: Only those that contain this text. Case and accents do not matter.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            status: Only those with this status. For several values, repeat the parameter; values separated by
                commas work too.
            updated_since: Only those changed at this moment or later.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/invoices",
            query={
                "amount_max": amount_max,
                "amount_min": amount_min,
                "company_id": company_id,
                "currency": currency,
                "customer_id": customer_id,
                "due_date_from": due_date_from,
                "due_date_to": due_date_to,
                "external_id": external_id,
                "invoice_number": invoice_number,
                "issue_date_from": issue_date_from,
                "issue_date_to": issue_date_to,
                "item_id": item_id,
                "metadata": metadata,
                "page": page,
                "page_size": page_size,
                "recurring_id": recurring_id,
                "reference": reference,
                "search": search,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "status": status,
                "updated_since": updated_since,
            },
            repeated=(
                "currency",
                "customer_id",
                "external_id",
                "invoice_number",
                "item_id",
                "metadata",
                "recurring_id",
                "reference",
                "status",
            ),
            page_size=100,
            timeout=timeout,
            in_company=True,
        )
        return self._client._pages(call, "Invoice")

    def create(
        self,
        *,
        customer_id: str,
        lines: Sequence[params.InvoiceLineParams],
        company_id: str | None = None,
        dry_run: bool | None = None,
        invoice_number: str | Omit | None = OMIT,
        send: bool | Omit = OMIT,
        issue_date: dt.date | str | Omit = OMIT,
        due_date: dt.date | str | Omit = OMIT,
        currency: params.CurrencyCode | Omit = OMIT,
        exchange_rate: Exact | Omit = OMIT,
        reference: str | Omit = OMIT,
        notes: str | Omit = OMIT,
        external_id: str | Omit | None = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        expected_total: Exact | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Invoice:
        """Create an invoice.

        Invoices to customers: drafted, sent, paid. Requires the role accountant of the company; of an API key the
        scope `invoices:write`.

        Args:
            customer_id: The customer.
            lines: What is sold: one line per account, tax rate or product.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            invoice_number: The number of the invoice, unique per company. By default it gets one when it is sent.
            send: Also send it, as `POST /invoices/{id}/send` does. Default: false.
            issue_date: Default: today in the company's time zone.
            due_date: Default: the issue date plus the contact's payment terms.
            currency: Default: the currency of the contact.
            exchange_rate: Units of the base currency per unit of the document's currency. Default: that of the
                issue date.
            reference: Any reference of yours, such as an order number.
            notes: A note for the reader of the document.
            external_id: Your own id for this object, unique per company and kind.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            expected_total: The total you expect. If ours differs, the request fails with 422.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/invoices",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "invoice_number": invoice_number,
                "customer_id": customer_id,
                "send": send,
                "issue_date": issue_date,
                "due_date": due_date,
                "currency": currency,
                "exchange_rate": exchange_rate,
                "reference": reference,
                "notes": notes,
                "lines": lines,
                "external_id": external_id,
                "metadata": metadata,
                "expected_total": expected_total,
            },
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Invoice = self._client._send(call, "Invoice")
        return answer

    def get(self, id: str, /, *, company_id: str | None = None, timeout: float | None = None) -> models.Invoice:
        """Get an invoice.

        Invoices to customers: drafted, sent, paid. Requires the role viewer of the company; of an API key the scope
        `invoices:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET", f"/invoices/{segment(id)}", query={"company_id": company_id}, timeout=timeout, in_company=True
        )
        answer: models.Invoice = self._client._send(call, "Invoice")
        return answer

    def update(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        invoice_number: str | Omit | None = OMIT,
        customer_id: str | Omit = OMIT,
        send: bool | Omit = OMIT,
        issue_date: dt.date | str | Omit = OMIT,
        due_date: dt.date | str | Omit = OMIT,
        currency: params.CurrencyCode | Omit = OMIT,
        exchange_rate: Exact | Omit = OMIT,
        reference: str | Omit = OMIT,
        notes: str | Omit = OMIT,
        lines: Sequence[params.InvoiceLineParams] | Omit = OMIT,
        external_id: str | Omit | None = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        expected_total: Exact | Omit = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Invoice:
        """Change an invoice.

        Invoices to customers: drafted, sent, paid. Requires the role accountant of the company; of an API key the
        scope `invoices:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            invoice_number: The number of the invoice, unique per company. By default it gets one when it is sent.
            customer_id: The customer.
            send: Also send it, as `POST /invoices/{id}/send` does. Default: false.
            issue_date: Default: today in the company's time zone.
            due_date: Default: the issue date plus the contact's payment terms.
            currency: Default: the currency of the contact.
            exchange_rate: Units of the base currency per unit of the document's currency. Default: that of the
                issue date.
            reference: Any reference of yours, such as an order number.
            notes: A note for the reader of the document.
            lines: What is sold: one line per account, tax rate or product.
            external_id: Your own id for this object, unique per company and kind.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            expected_total: The total you expect. If ours differs, the request fails with 422.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PATCH",
            f"/invoices/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "invoice_number": invoice_number,
                "customer_id": customer_id,
                "send": send,
                "issue_date": issue_date,
                "due_date": due_date,
                "currency": currency,
                "exchange_rate": exchange_rate,
                "reference": reference,
                "notes": notes,
                "lines": lines,
                "external_id": external_id,
                "metadata": metadata,
                "expected_total": expected_total,
            },
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Invoice = self._client._send(call, "Invoice")
        return answer

    def delete(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> None:
        """Delete an invoice.

        Invoices to customers: drafted, sent, paid. Requires the role accountant of the company; of an API key the
        scope `invoices:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "DELETE",
            f"/invoices/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        self._client._send(call)

    def pdf(self, id: str, /, *, company_id: str | None = None, timeout: float | None = None) -> Download:
        """Get the document as a PDF to print.

        It names seller and customer as they were when it was posted. What is paid is as of today. A draft is marked
        as a draft, and what is void as void. Requires the role viewer of the company; of an API key the scope
        `invoices:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET", f"/invoices/{segment(id)}/pdf", query={"company_id": company_id}, timeout=timeout, in_company=True
        )
        return self._client._download(call)

    def send(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        on_closed_period: params.OnClosedPeriod | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Invoice:
        """Number and post a draft, and e-mail it if the customer has an e-mail address.

        Requires the role accountant of the company; of an API key the scope `invoices:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            on_closed_period: If the period is closed: fail with 409 (`refuse`), or use the first open day up to
                today (`next_open`).
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/invoices/{segment(id)}/send",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"on_closed_period": on_closed_period},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Invoice = self._client._send(call, "Invoice")
        return answer

    def void(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        date: dt.date | str | Omit = OMIT,
        reason: str | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Invoice:
        """Void a sent invoice by reversing its journal entry.

        Requires the role accountant of the company; of an API key the scope `invoices:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            date: The date of the reversal: not before that of the entry, nor before the last day an allocation was
                taken back. Default: the earliest such date, or the first open day after it if its period is closed.
            reason: Becomes part of the memo of the reversal.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/invoices/{segment(id)}/void",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"date": date, "reason": reason},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Invoice = self._client._send(call, "Invoice")
        return answer

    def batch(
        self,
        *,
        items: Sequence[params.InvoiceParams],
        company_id: str | None = None,
        dry_run: bool | None = None,
        partial: bool | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.InvoiceBatch:
        """Create up to 200 at once: all of them or none, or only those that can be (partial).

        Each item is the body of a single create. The response has those that were created, in the order given, and
        with `partial` what failed and why, by its place in `items`. Without `partial` the first failure is the
        response to the whole, with fields such as `items[1].name`, and nothing is saved. Ten items count as one
        request (docs/guides/batches.md). Requires the role accountant of the company; of an API key the scope
        `invoices:write`.

        Args:
            items: The objects to create.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            partial: Create the items that can be, and say of each other one why not. Default: false.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/invoices/batch",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"partial": partial, "items": items},
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.InvoiceBatch = self._client._send(call, "InvoiceBatch")
        return answer

    def upsert(
        self,
        external_id: str,
        /,
        *,
        customer_id: str,
        lines: Sequence[params.InvoiceLineParams],
        company_id: str | None = None,
        dry_run: bool | None = None,
        invoice_number: str | Omit | None = OMIT,
        send: bool | Omit = OMIT,
        issue_date: dt.date | str | Omit = OMIT,
        due_date: dt.date | str | Omit = OMIT,
        currency: params.CurrencyCode | Omit = OMIT,
        exchange_rate: Exact | Omit = OMIT,
        reference: str | Omit = OMIT,
        notes: str | Omit = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        expected_total: Exact | Omit = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Invoice:
        """Create it under an id of your own, or replace it.

        The body is that of a create, without `external_id`. If nothing has this `external_id`, it is created (201).
        If something has, it is replaced (200), unless it is posted: that is 409 `wrong_status`. Fields that are not
        given get their defaults, except the issue date, which stays. The same body again changes nothing, so it can
        be sent until it is answered. Requires the role accountant of the company; of an API key the scope
        `invoices:write`.

        Args:
            external_id: Your own id for it. Encode characters such as `?`, `#` and spaces as in any address.
            customer_id: The customer.
            lines: The lines. In a PATCH, they replace all existing lines.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            invoice_number: The number of the invoice, unique per company. By default it gets one when it is sent.
            send: Also send it, as `POST /invoices/{id}/send` does. Default: false.
            issue_date: Default: today in the company's time zone.
            due_date: Default: the issue date plus the contact's payment terms.
            currency: Default: the currency of the contact.
            exchange_rate: Units of the base currency per unit of the document's currency. Default: that of the
                issue date.
            reference: Any reference of yours, such as an order number.
            notes: A note for the reader of the document.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            expected_total: The total you expect. If ours differs, the request fails with 422.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PUT",
            f"/invoices/by-external-id/{segment(external_id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "invoice_number": invoice_number,
                "customer_id": customer_id,
                "send": send,
                "issue_date": issue_date,
                "due_date": due_date,
                "currency": currency,
                "exchange_rate": exchange_rate,
                "reference": reference,
                "notes": notes,
                "lines": lines,
                "metadata": metadata,
                "expected_total": expected_total,
            },
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Invoice = self._client._send(call, "Invoice")
        return answer


class AsyncInvoices(AsyncResource):
    """Operations of `invoices`, awaited."""

    def list(
        self,
        *,
        amount_max: Exact | None = None,
        amount_min: Exact | None = None,
        company_id: str | None = None,
        currency: params.CurrencyCode | Sequence[params.CurrencyCode] | None = None,
        customer_id: str | Sequence[str] | None = None,
        due_date_from: dt.date | str | None = None,
        due_date_to: dt.date | str | None = None,
        external_id: str | Sequence[str] | None = None,
        invoice_number: str | Sequence[str] | None = None,
        issue_date_from: dt.date | str | None = None,
        issue_date_to: dt.date | str | None = None,
        item_id: str | Sequence[str] | None = None,
        metadata: str | Sequence[str] | None = None,
        page: int | None = None,
        page_size: int | None = None,
        recurring_id: str | Sequence[str] | None = None,
        reference: str | Sequence[str] | None = None,
        search: str | None = None,
        sort_by: params.InvoiceSortBy | None = None,
        sort_order: params.SortOrder | None = None,
        status: params.InvoiceStatus | Sequence[params.InvoiceStatus] | None = None,
        updated_since: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> AsyncPages[models.Invoice]:
        """List invoices.

        Invoices to customers: drafted, sent, paid. Requires the role viewer of the company; of an API key the scope
        `invoices:read`.

        Args:
            amount_max: Only those of this amount or less.
            amount_min: Only those of this amount or more.
            company_id: The company. Optional if you have access to exactly one.
            currency: Only those in this currency. For several values, repeat the parameter; values separated by
                commas work too.
            customer_id: Only those of this customer. For several values, repeat the parameter; values separated by
                commas work too.
            due_date_from: Only those due on this day or later.
            due_date_to: Only those due on this day or earlier.
            external_id: Only those with this `external_id`. For several values, repeat the parameter; values
                separated by commas work too.
            invoice_number: Only those with this number. For several values, repeat the parameter; values separated
                by commas work too.
            issue_date_from: Only those issued on this day or later.
            issue_date_to: Only those issued on this day or earlier.
            item_id: Only those with a line of this item. For several values, repeat the parameter; values separated
                by commas work too.
            metadata: Only those with this key and text in their metadata, such as `order_id:42`. For several,
                repeat the parameter: all of them must match. A comma is part of the text.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            recurring_id: Only those that this recurring template made. For several values, repeat the parameter;
                values separated by commas work too.
            reference: Only those with this reference. For several values, repeat the parameter; values separated by
                commas work too.
            search: Only those that contain this text. Case and accents do not matter.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            status: Only those with this status. For several values, repeat the parameter; values separated by
                commas work too.
            updated_since: Only those changed at this moment or later.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/invoices",
            query={
                "amount_max": amount_max,
                "amount_min": amount_min,
                "company_id": company_id,
                "currency": currency,
                "customer_id": customer_id,
                "due_date_from": due_date_from,
                "due_date_to": due_date_to,
                "external_id": external_id,
                "invoice_number": invoice_number,
                "issue_date_from": issue_date_from,
                "issue_date_to": issue_date_to,
                "item_id": item_id,
                "metadata": metadata,
                "page": page,
                "page_size": page_size,
                "recurring_id": recurring_id,
                "reference": reference,
                "search": search,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "status": status,
                "updated_since": updated_since,
            },
            repeated=(
                "currency",
                "customer_id",
                "external_id",
                "invoice_number",
                "item_id",
                "metadata",
                "recurring_id",
                "reference",
                "status",
            ),
            page_size=100,
            timeout=timeout,
            in_company=True,
        )
        return self._client._pages(call, "Invoice")

    async def create(
        self,
        *,
        customer_id: str,
        lines: Sequence[params.InvoiceLineParams],
        company_id: str | None = None,
        dry_run: bool | None = None,
        invoice_number: str | Omit | None = OMIT,
        send: bool | Omit = OMIT,
        issue_date: dt.date | str | Omit = OMIT,
        due_date: dt.date | str | Omit = OMIT,
        currency: params.CurrencyCode | Omit = OMIT,
        exchange_rate: Exact | Omit = OMIT,
        reference: str | Omit = OMIT,
        notes: str | Omit = OMIT,
        external_id: str | Omit | None = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        expected_total: Exact | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Invoice:
        """Create an invoice.

        Invoices to customers: drafted, sent, paid. Requires the role accountant of the company; of an API key the
        scope `invoices:write`.

        Args:
            customer_id: The customer.
            lines: What is sold: one line per account, tax rate or product.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            invoice_number: The number of the invoice, unique per company. By default it gets one when it is sent.
            send: Also send it, as `POST /invoices/{id}/send` does. Default: false.
            issue_date: Default: today in the company's time zone.
            due_date: Default: the issue date plus the contact's payment terms.
            currency: Default: the currency of the contact.
            exchange_rate: Units of the base currency per unit of the document's currency. Default: that of the
                issue date.
            reference: Any reference of yours, such as an order number.
            notes: A note for the reader of the document.
            external_id: Your own id for this object, unique per company and kind.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            expected_total: The total you expect. If ours differs, the request fails with 422.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/invoices",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "invoice_number": invoice_number,
                "customer_id": customer_id,
                "send": send,
                "issue_date": issue_date,
                "due_date": due_date,
                "currency": currency,
                "exchange_rate": exchange_rate,
                "reference": reference,
                "notes": notes,
                "lines": lines,
                "external_id": external_id,
                "metadata": metadata,
                "expected_total": expected_total,
            },
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Invoice = await self._client._send(call, "Invoice")
        return answer

    async def get(self, id: str, /, *, company_id: str | None = None, timeout: float | None = None) -> models.Invoice:
        """Get an invoice.

        Invoices to customers: drafted, sent, paid. Requires the role viewer of the company; of an API key the scope
        `invoices:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET", f"/invoices/{segment(id)}", query={"company_id": company_id}, timeout=timeout, in_company=True
        )
        answer: models.Invoice = await self._client._send(call, "Invoice")
        return answer

    async def update(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        invoice_number: str | Omit | None = OMIT,
        customer_id: str | Omit = OMIT,
        send: bool | Omit = OMIT,
        issue_date: dt.date | str | Omit = OMIT,
        due_date: dt.date | str | Omit = OMIT,
        currency: params.CurrencyCode | Omit = OMIT,
        exchange_rate: Exact | Omit = OMIT,
        reference: str | Omit = OMIT,
        notes: str | Omit = OMIT,
        lines: Sequence[params.InvoiceLineParams] | Omit = OMIT,
        external_id: str | Omit | None = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        expected_total: Exact | Omit = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Invoice:
        """Change an invoice.

        Invoices to customers: drafted, sent, paid. Requires the role accountant of the company; of an API key the
        scope `invoices:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            invoice_number: The number of the invoice, unique per company. By default it gets one when it is sent.
            customer_id: The customer.
            send: Also send it, as `POST /invoices/{id}/send` does. Default: false.
            issue_date: Default: today in the company's time zone.
            due_date: Default: the issue date plus the contact's payment terms.
            currency: Default: the currency of the contact.
            exchange_rate: Units of the base currency per unit of the document's currency. Default: that of the
                issue date.
            reference: Any reference of yours, such as an order number.
            notes: A note for the reader of the document.
            lines: What is sold: one line per account, tax rate or product.
            external_id: Your own id for this object, unique per company and kind.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            expected_total: The total you expect. If ours differs, the request fails with 422.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PATCH",
            f"/invoices/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "invoice_number": invoice_number,
                "customer_id": customer_id,
                "send": send,
                "issue_date": issue_date,
                "due_date": due_date,
                "currency": currency,
                "exchange_rate": exchange_rate,
                "reference": reference,
                "notes": notes,
                "lines": lines,
                "external_id": external_id,
                "metadata": metadata,
                "expected_total": expected_total,
            },
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Invoice = await self._client._send(call, "Invoice")
        return answer

    async def delete(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> None:
        """Delete an invoice.

        Invoices to customers: drafted, sent, paid. Requires the role accountant of the company; of an API key the
        scope `invoices:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "DELETE",
            f"/invoices/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        await self._client._send(call)

    async def pdf(self, id: str, /, *, company_id: str | None = None, timeout: float | None = None) -> Download:
        """Get the document as a PDF to print.

        It names seller and customer as they were when it was posted. What is paid is as of today. A draft is marked
        as a draft, and what is void as void. Requires the role viewer of the company; of an API key the scope
        `invoices:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET", f"/invoices/{segment(id)}/pdf", query={"company_id": company_id}, timeout=timeout, in_company=True
        )
        return await self._client._download(call)

    async def send(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        on_closed_period: params.OnClosedPeriod | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Invoice:
        """Number and post a draft, and e-mail it if the customer has an e-mail address.

        Requires the role accountant of the company; of an API key the scope `invoices:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            on_closed_period: If the period is closed: fail with 409 (`refuse`), or use the first open day up to
                today (`next_open`).
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/invoices/{segment(id)}/send",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"on_closed_period": on_closed_period},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Invoice = await self._client._send(call, "Invoice")
        return answer

    async def void(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        date: dt.date | str | Omit = OMIT,
        reason: str | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Invoice:
        """Void a sent invoice by reversing its journal entry.

        Requires the role accountant of the company; of an API key the scope `invoices:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            date: The date of the reversal: not before that of the entry, nor before the last day an allocation was
                taken back. Default: the earliest such date, or the first open day after it if its period is closed.
            reason: Becomes part of the memo of the reversal.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/invoices/{segment(id)}/void",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"date": date, "reason": reason},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Invoice = await self._client._send(call, "Invoice")
        return answer

    async def batch(
        self,
        *,
        items: Sequence[params.InvoiceParams],
        company_id: str | None = None,
        dry_run: bool | None = None,
        partial: bool | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.InvoiceBatch:
        """Create up to 200 at once: all of them or none, or only those that can be (partial).

        Each item is the body of a single create. The response has those that were created, in the order given, and
        with `partial` what failed and why, by its place in `items`. Without `partial` the first failure is the
        response to the whole, with fields such as `items[1].name`, and nothing is saved. Ten items count as one
        request (docs/guides/batches.md). Requires the role accountant of the company; of an API key the scope
        `invoices:write`.

        Args:
            items: The objects to create.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            partial: Create the items that can be, and say of each other one why not. Default: false.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/invoices/batch",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"partial": partial, "items": items},
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.InvoiceBatch = await self._client._send(call, "InvoiceBatch")
        return answer

    async def upsert(
        self,
        external_id: str,
        /,
        *,
        customer_id: str,
        lines: Sequence[params.InvoiceLineParams],
        company_id: str | None = None,
        dry_run: bool | None = None,
        invoice_number: str | Omit | None = OMIT,
        send: bool | Omit = OMIT,
        issue_date: dt.date | str | Omit = OMIT,
        due_date: dt.date | str | Omit = OMIT,
        currency: params.CurrencyCode | Omit = OMIT,
        exchange_rate: Exact | Omit = OMIT,
        reference: str | Omit = OMIT,
        notes: str | Omit = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        expected_total: Exact | Omit = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Invoice:
        """Create it under an id of your own, or replace it.

        The body is that of a create, without `external_id`. If nothing has this `external_id`, it is created (201).
        If something has, it is replaced (200), unless it is posted: that is 409 `wrong_status`. Fields that are not
        given get their defaults, except the issue date, which stays. The same body again changes nothing, so it can
        be sent until it is answered. Requires the role accountant of the company; of an API key the scope
        `invoices:write`.

        Args:
            external_id: Your own id for it. Encode characters such as `?`, `#` and spaces as in any address.
            customer_id: The customer.
            lines: The lines. In a PATCH, they replace all existing lines.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            invoice_number: The number of the invoice, unique per company. By default it gets one when it is sent.
            send: Also send it, as `POST /invoices/{id}/send` does. Default: false.
            issue_date: Default: today in the company's time zone.
            due_date: Default: the issue date plus the contact's payment terms.
            currency: Default: the currency of the contact.
            exchange_rate: Units of the base currency per unit of the document's currency. Default: that of the
                issue date.
            reference: Any reference of yours, such as an order number.
            notes: A note for the reader of the document.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            expected_total: The total you expect. If ours differs, the request fails with 422.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PUT",
            f"/invoices/by-external-id/{segment(external_id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "invoice_number": invoice_number,
                "customer_id": customer_id,
                "send": send,
                "issue_date": issue_date,
                "due_date": due_date,
                "currency": currency,
                "exchange_rate": exchange_rate,
                "reference": reference,
                "notes": notes,
                "lines": lines,
                "metadata": metadata,
                "expected_total": expected_total,
            },
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Invoice = await self._client._send(call, "Invoice")
        return answer


class Items(Resource):
    """Operations of `items`."""

    def list(
        self,
        *,
        code: str | Sequence[str] | None = None,
        company_id: str | None = None,
        external_id: str | Sequence[str] | None = None,
        is_active: bool | None = None,
        metadata: str | Sequence[str] | None = None,
        page: int | None = None,
        page_size: int | None = None,
        search: str | None = None,
        sort_by: params.ItemSortBy | None = None,
        sort_order: params.SortOrder | None = None,
        updated_since: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> Pages[models.Item]:
        """List items.

        Products and services: defaults for the lines of documents. Requires the role viewer of the company; of an
        API key the scope `items:read`.

        Args:
            code: Only those with this code. For several values, repeat the parameter; values separated by commas
                work too.
            company_id: The company. Optional if you have access to exactly one.
            external_id: Only those with this `external_id`. For several values, repeat the parameter; values
                separated by commas work too.
            is_active: `true` for those that are active, `false` for the others.
            metadata: Only those with this key and text in their metadata, such as `order_id:42`. For several,
                repeat the parameter: all of them must match. A comma is part of the text.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            search: Only those that contain this text. Case and accents do not matter.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            updated_since: Only those changed at this moment or later.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/items",
            query={
                "code": code,
                "company_id": company_id,
                "external_id": external_id,
                "is_active": is_active,
                "metadata": metadata,
                "page": page,
                "page_size": page_size,
                "search": search,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "updated_since": updated_since,
            },
            repeated=("code", "external_id", "metadata"),
            page_size=100,
            timeout=timeout,
            in_company=True,
        )
        return self._client._pages(call, "Item")

    def create(
        self,
        *,
        name: str,
        company_id: str | None = None,
        dry_run: bool | None = None,
        code: str | Omit = OMIT,
        description: str | Omit = OMIT,
        unit: str | Omit = OMIT,
        currency: params.CurrencyCode | Omit = OMIT,
        sales_price: Exact | Omit | None = OMIT,
        sales_account_id: str | Omit | None = OMIT,
        sales_tax_rate_id: str | Omit | None = OMIT,
        purchase_price: Exact | Omit | None = OMIT,
        purchase_account_id: str | Omit | None = OMIT,
        purchase_tax_rate_id: str | Omit | None = OMIT,
        external_id: str | Omit | None = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Item:
        """Create an item.

        Products and services: defaults for the lines of documents. Requires the role accountant of the company; of
        an API key the scope `items:write`.

        Args:
            name: The name.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            code: Your article number, unique per company; or empty.
            description: What lines say. Default: they say its name.
            unit: What the price is for, such as `hour`; or empty.
            currency: The currency of its prices. Default: the base currency of the company.
            sales_price: The unit price on invoices and credit notes; null if it has none.
            sales_account_id: The account of revenue to which its sales are posted.
            sales_tax_rate_id: The tax rate of its sales.
            purchase_price: The unit price on bills and vendor credits; null if it has none.
            purchase_account_id: The account to which its purchases are posted.
            purchase_tax_rate_id: The tax rate of its purchases.
            external_id: Your own id for this object, unique per company and kind.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/items",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "code": code,
                "name": name,
                "description": description,
                "unit": unit,
                "currency": currency,
                "sales_price": sales_price,
                "sales_account_id": sales_account_id,
                "sales_tax_rate_id": sales_tax_rate_id,
                "purchase_price": purchase_price,
                "purchase_account_id": purchase_account_id,
                "purchase_tax_rate_id": purchase_tax_rate_id,
                "external_id": external_id,
                "metadata": metadata,
            },
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Item = self._client._send(call, "Item")
        return answer

    def get(self, id: str, /, *, company_id: str | None = None, timeout: float | None = None) -> models.Item:
        """Get an item.

        Products and services: defaults for the lines of documents. Requires the role viewer of the company; of an
        API key the scope `items:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call("GET", f"/items/{segment(id)}", query={"company_id": company_id}, timeout=timeout, in_company=True)
        answer: models.Item = self._client._send(call, "Item")
        return answer

    def update(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        code: str | Omit = OMIT,
        name: str | Omit = OMIT,
        description: str | Omit = OMIT,
        unit: str | Omit = OMIT,
        currency: params.CurrencyCode | Omit = OMIT,
        sales_price: Exact | Omit | None = OMIT,
        sales_account_id: str | Omit | None = OMIT,
        sales_tax_rate_id: str | Omit | None = OMIT,
        purchase_price: Exact | Omit | None = OMIT,
        purchase_account_id: str | Omit | None = OMIT,
        purchase_tax_rate_id: str | Omit | None = OMIT,
        external_id: str | Omit | None = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Item:
        """Change an item.

        Products and services: defaults for the lines of documents. Requires the role accountant of the company; of
        an API key the scope `items:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            code: Your article number, unique per company; or empty.
            name: The name.
            description: What lines say. Default: they say its name.
            unit: What the price is for, such as `hour`; or empty.
            currency: The currency of its prices. Default: the base currency of the company.
            sales_price: The unit price on invoices and credit notes; null if it has none.
            sales_account_id: The account of revenue to which its sales are posted.
            sales_tax_rate_id: The tax rate of its sales.
            purchase_price: The unit price on bills and vendor credits; null if it has none.
            purchase_account_id: The account to which its purchases are posted.
            purchase_tax_rate_id: The tax rate of its purchases.
            external_id: Your own id for this object, unique per company and kind.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PATCH",
            f"/items/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "code": code,
                "name": name,
                "description": description,
                "unit": unit,
                "currency": currency,
                "sales_price": sales_price,
                "sales_account_id": sales_account_id,
                "sales_tax_rate_id": sales_tax_rate_id,
                "purchase_price": purchase_price,
                "purchase_account_id": purchase_account_id,
                "purchase_tax_rate_id": purchase_tax_rate_id,
                "external_id": external_id,
                "metadata": metadata,
            },
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Item = self._client._send(call, "Item")
        return answer

    def delete(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> None:
        """Delete an item.

        Products and services: defaults for the lines of documents. Requires the role accountant of the company; of
        an API key the scope `items:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "DELETE",
            f"/items/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        self._client._send(call)

    def archive(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Item:
        """Archive an item.

        It cannot be used on new lines; existing ones keep it. Requires the role accountant of the company; of an
        API key the scope `items:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/items/{segment(id)}/archive",
            query={"company_id": company_id, "dry_run": dry_run},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Item = self._client._send(call, "Item")
        return answer

    def restore(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Item:
        """Restore an archived item.

        Requires the role accountant of the company; of an API key the scope `items:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/items/{segment(id)}/restore",
            query={"company_id": company_id, "dry_run": dry_run},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Item = self._client._send(call, "Item")
        return answer

    def batch(
        self,
        *,
        items: Sequence[params.ItemParams],
        company_id: str | None = None,
        dry_run: bool | None = None,
        partial: bool | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.ItemBatch:
        """Create up to 200 at once: all of them or none, or only those that can be (partial).

        Each item is the body of a single create. The response has those that were created, in the order given, and
        with `partial` what failed and why, by its place in `items`. Without `partial` the first failure is the
        response to the whole, with fields such as `items[1].name`, and nothing is saved. Ten items count as one
        request (docs/guides/batches.md). Requires the role accountant of the company; of an API key the scope
        `items:write`.

        Args:
            items: The objects to create.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            partial: Create the items that can be, and say of each other one why not. Default: false.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/items/batch",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"partial": partial, "items": items},
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.ItemBatch = self._client._send(call, "ItemBatch")
        return answer

    def upsert(
        self,
        external_id: str,
        /,
        *,
        name: str,
        company_id: str | None = None,
        dry_run: bool | None = None,
        code: str | Omit = OMIT,
        description: str | Omit = OMIT,
        unit: str | Omit = OMIT,
        currency: params.CurrencyCode | Omit = OMIT,
        sales_price: Exact | Omit | None = OMIT,
        sales_account_id: str | Omit | None = OMIT,
        sales_tax_rate_id: str | Omit | None = OMIT,
        purchase_price: Exact | Omit | None = OMIT,
        purchase_account_id: str | Omit | None = OMIT,
        purchase_tax_rate_id: str | Omit | None = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Item:
        """Create it under an id of your own, or replace it.

        The body is that of a create, without `external_id`. If nothing has this `external_id`, it is created (201).
        If something has, it is replaced (200). Fields that are not given get their defaults. The same body again
        changes nothing, so it can be sent until it is answered. Requires the role accountant of the company; of an
        API key the scope `items:write`.

        Args:
            external_id: Your own id for it. Encode characters such as `?`, `#` and spaces as in any address.
            name: The name.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            code: Your article number, unique per company; or empty.
            description: What lines say. Default: they say its name.
            unit: What the price is for, such as `hour`; or empty.
            currency: The currency of its prices. Default: the base currency of the company.
            sales_price: The unit price on invoices and credit notes; null if it has none.
            sales_account_id: The account of revenue to which its sales are posted.
            sales_tax_rate_id: The tax rate of its sales.
            purchase_price: The unit price on bills and vendor credits; null if it has none.
            purchase_account_id: The account to which its purchases are posted.
            purchase_tax_rate_id: The tax rate of its purchases.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PUT",
            f"/items/by-external-id/{segment(external_id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "code": code,
                "name": name,
                "description": description,
                "unit": unit,
                "currency": currency,
                "sales_price": sales_price,
                "sales_account_id": sales_account_id,
                "sales_tax_rate_id": sales_tax_rate_id,
                "purchase_price": purchase_price,
                "purchase_account_id": purchase_account_id,
                "purchase_tax_rate_id": purchase_tax_rate_id,
                "metadata": metadata,
            },
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Item = self._client._send(call, "Item")
        return answer


class AsyncItems(AsyncResource):
    """Operations of `items`, awaited."""

    def list(
        self,
        *,
        code: str | Sequence[str] | None = None,
        company_id: str | None = None,
        external_id: str | Sequence[str] | None = None,
        is_active: bool | None = None,
        metadata: str | Sequence[str] | None = None,
        page: int | None = None,
        page_size: int | None = None,
        search: str | None = None,
        sort_by: params.ItemSortBy | None = None,
        sort_order: params.SortOrder | None = None,
        updated_since: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> AsyncPages[models.Item]:
        """List items.

        Products and services: defaults for the lines of documents. Requires the role viewer of the company; of an
        API key the scope `items:read`.

        Args:
            code: Only those with this code. For several values, repeat the parameter; values separated by commas
                work too.
            company_id: The company. Optional if you have access to exactly one.
            external_id: Only those with this `external_id`. For several values, repeat the parameter; values
                separated by commas work too.
            is_active: `true` for those that are active, `false` for the others.
            metadata: Only those with this key and text in their metadata, such as `order_id:42`. For several,
                repeat the parameter: all of them must match. A comma is part of the text.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            search: Only those that contain this text. Case and accents do not matter.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            updated_since: Only those changed at this moment or later.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/items",
            query={
                "code": code,
                "company_id": company_id,
                "external_id": external_id,
                "is_active": is_active,
                "metadata": metadata,
                "page": page,
                "page_size": page_size,
                "search": search,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "updated_since": updated_since,
            },
            repeated=("code", "external_id", "metadata"),
            page_size=100,
            timeout=timeout,
            in_company=True,
        )
        return self._client._pages(call, "Item")

    async def create(
        self,
        *,
        name: str,
        company_id: str | None = None,
        dry_run: bool | None = None,
        code: str | Omit = OMIT,
        description: str | Omit = OMIT,
        unit: str | Omit = OMIT,
        currency: params.CurrencyCode | Omit = OMIT,
        sales_price: Exact | Omit | None = OMIT,
        sales_account_id: str | Omit | None = OMIT,
        sales_tax_rate_id: str | Omit | None = OMIT,
        purchase_price: Exact | Omit | None = OMIT,
        purchase_account_id: str | Omit | None = OMIT,
        purchase_tax_rate_id: str | Omit | None = OMIT,
        external_id: str | Omit | None = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Item:
        """Create an item.

        Products and services: defaults for the lines of documents. Requires the role accountant of the company; of
        an API key the scope `items:write`.

        Args:
            name: The name.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            code: Your article number, unique per company; or empty.
            description: What lines say. Default: they say its name.
            unit: What the price is for, such as `hour`; or empty.
            currency: The currency of its prices. Default: the base currency of the company.
            sales_price: The unit price on invoices and credit notes; null if it has none.
            sales_account_id: The account of revenue to which its sales are posted.
            sales_tax_rate_id: The tax rate of its sales.
            purchase_price: The unit price on bills and vendor credits; null if it has none.
            purchase_account_id: The account to which its purchases are posted.
            purchase_tax_rate_id: The tax rate of its purchases.
            external_id: Your own id for this object, unique per company and kind.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/items",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "code": code,
                "name": name,
                "description": description,
                "unit": unit,
                "currency": currency,
                "sales_price": sales_price,
                "sales_account_id": sales_account_id,
                "sales_tax_rate_id": sales_tax_rate_id,
                "purchase_price": purchase_price,
                "purchase_account_id": purchase_account_id,
                "purchase_tax_rate_id": purchase_tax_rate_id,
                "external_id": external_id,
                "metadata": metadata,
            },
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Item = await self._client._send(call, "Item")
        return answer

    async def get(self, id: str, /, *, company_id: str | None = None, timeout: float | None = None) -> models.Item:
        """Get an item.

        Products and services: defaults for the lines of documents. Requires the role viewer of the company; of an
        API key the scope `items:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call("GET", f"/items/{segment(id)}", query={"company_id": company_id}, timeout=timeout, in_company=True)
        answer: models.Item = await self._client._send(call, "Item")
        return answer

    async def update(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        code: str | Omit = OMIT,
        name: str | Omit = OMIT,
        description: str | Omit = OMIT,
        unit: str | Omit = OMIT,
        currency: params.CurrencyCode | Omit = OMIT,
        sales_price: Exact | Omit | None = OMIT,
        sales_account_id: str | Omit | None = OMIT,
        sales_tax_rate_id: str | Omit | None = OMIT,
        purchase_price: Exact | Omit | None = OMIT,
        purchase_account_id: str | Omit | None = OMIT,
        purchase_tax_rate_id: str | Omit | None = OMIT,
        external_id: str | Omit | None = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Item:
        """Change an item.

        Products and services: defaults for the lines of documents. Requires the role accountant of the company; of
        an API key the scope `items:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            code: Your article number, unique per company; or empty.
            name: The name.
            description: What lines say. Default: they say its name.
            unit: What the price is for, such as `hour`; or empty.
            currency: The currency of its prices. Default: the base currency of the company.
            sales_price: The unit price on invoices and credit notes; null if it has none.
            sales_account_id: The account of revenue to which its sales are posted.
            sales_tax_rate_id: The tax rate of its sales.
            purchase_price: The unit price on bills and vendor credits; null if it has none.
            purchase_account_id: The account to which its purchases are posted.
            purchase_tax_rate_id: The tax rate of its purchases.
            external_id: Your own id for this object, unique per company and kind.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PATCH",
            f"/items/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "code": code,
                "name": name,
                "description": description,
                "unit": unit,
                "currency": currency,
                "sales_price": sales_price,
                "sales_account_id": sales_account_id,
                "sales_tax_rate_id": sales_tax_rate_id,
                "purchase_price": purchase_price,
                "purchase_account_id": purchase_account_id,
                "purchase_tax_rate_id": purchase_tax_rate_id,
                "external_id": external_id,
                "metadata": metadata,
            },
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Item = await self._client._send(call, "Item")
        return answer

    async def delete(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> None:
        """Delete an item.

        Products and services: defaults for the lines of documents. Requires the role accountant of the company; of
        an API key the scope `items:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "DELETE",
            f"/items/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        await self._client._send(call)

    async def archive(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Item:
        """Archive an item.

        It cannot be used on new lines; existing ones keep it. Requires the role accountant of the company; of an
        API key the scope `items:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/items/{segment(id)}/archive",
            query={"company_id": company_id, "dry_run": dry_run},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Item = await self._client._send(call, "Item")
        return answer

    async def restore(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Item:
        """Restore an archived item.

        Requires the role accountant of the company; of an API key the scope `items:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/items/{segment(id)}/restore",
            query={"company_id": company_id, "dry_run": dry_run},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Item = await self._client._send(call, "Item")
        return answer

    async def batch(
        self,
        *,
        items: Sequence[params.ItemParams],
        company_id: str | None = None,
        dry_run: bool | None = None,
        partial: bool | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.ItemBatch:
        """Create up to 200 at once: all of them or none, or only those that can be (partial).

        Each item is the body of a single create. The response has those that were created, in the order given, and
        with `partial` what failed and why, by its place in `items`. Without `partial` the first failure is the
        response to the whole, with fields such as `items[1].name`, and nothing is saved. Ten items count as one
        request (docs/guides/batches.md). Requires the role accountant of the company; of an API key the scope
        `items:write`.

        Args:
            items: The objects to create.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            partial: Create the items that can be, and say of each other one why not. Default: false.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/items/batch",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"partial": partial, "items": items},
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.ItemBatch = await self._client._send(call, "ItemBatch")
        return answer

    async def upsert(
        self,
        external_id: str,
        /,
        *,
        name: str,
        company_id: str | None = None,
        dry_run: bool | None = None,
        code: str | Omit = OMIT,
        description: str | Omit = OMIT,
        unit: str | Omit = OMIT,
        currency: params.CurrencyCode | Omit = OMIT,
        sales_price: Exact | Omit | None = OMIT,
        sales_account_id: str | Omit | None = OMIT,
        sales_tax_rate_id: str | Omit | None = OMIT,
        purchase_price: Exact | Omit | None = OMIT,
        purchase_account_id: str | Omit | None = OMIT,
        purchase_tax_rate_id: str | Omit | None = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Item:
        """Create it under an id of your own, or replace it.

        The body is that of a create, without `external_id`. If nothing has this `external_id`, it is created (201).
        If something has, it is replaced (200). Fields that are not given get their defaults. The same body again
        changes nothing, so it can be sent until it is answered. Requires the role accountant of the company; of an
        API key the scope `items:write`.

        Args:
            external_id: Your own id for it. Encode characters such as `?`, `#` and spaces as in any address.
            name: The name.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            code: Your article number, unique per company; or empty.
            description: What lines say. Default: they say its name.
            unit: What the price is for, such as `hour`; or empty.
            currency: The currency of its prices. Default: the base currency of the company.
            sales_price: The unit price on invoices and credit notes; null if it has none.
            sales_account_id: The account of revenue to which its sales are posted.
            sales_tax_rate_id: The tax rate of its sales.
            purchase_price: The unit price on bills and vendor credits; null if it has none.
            purchase_account_id: The account to which its purchases are posted.
            purchase_tax_rate_id: The tax rate of its purchases.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PUT",
            f"/items/by-external-id/{segment(external_id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "code": code,
                "name": name,
                "description": description,
                "unit": unit,
                "currency": currency,
                "sales_price": sales_price,
                "sales_account_id": sales_account_id,
                "sales_tax_rate_id": sales_tax_rate_id,
                "purchase_price": purchase_price,
                "purchase_account_id": purchase_account_id,
                "purchase_tax_rate_id": purchase_tax_rate_id,
                "metadata": metadata,
            },
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Item = await self._client._send(call, "Item")
        return answer


class JournalEntries(Resource):
    """Operations of `journal_entries`."""

    def list(
        self,
        *,
        account_id: str | Sequence[str] | None = None,
        closing: bool | None = None,
        closing_since: dt.date | str | None = None,
        company_id: str | None = None,
        contact_id: str | Sequence[str] | None = None,
        currency: params.CurrencyCode | Sequence[params.CurrencyCode] | None = None,
        date_from: dt.date | str | None = None,
        date_to: dt.date | str | None = None,
        entry_type: params.JournalEntryType | Sequence[params.JournalEntryType] | None = None,
        external_id: str | Sequence[str] | None = None,
        known_at: dt.datetime | str | None = None,
        metadata: str | Sequence[str] | None = None,
        not_tracked: str | Sequence[str] | None = None,
        page: int | None = None,
        page_size: int | None = None,
        recurring_id: str | Sequence[str] | None = None,
        search: str | None = None,
        sort_by: params.JournalEntrySortBy | None = None,
        sort_order: params.SortOrder | None = None,
        source_id: str | Sequence[str] | None = None,
        status: params.JournalEntryStatus | Sequence[params.JournalEntryStatus] | None = None,
        tracking: str | Sequence[str] | None = None,
        updated_since: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> Pages[models.JournalEntry]:
        """List journal entries.

        Journal entries. A posted entry has a number and a place in the hash chain, and never changes, except for
        its metadata. Requires the role viewer of the company; of an API key the scope `journal-entries:read`.

        Args:
            account_id: Only those that use this account. For several values, repeat the parameter; values separated
                by commas work too.
            closing: `false` leaves out entries that close a fiscal year; `true` lists only those.
            closing_since: From this day on only entries that close a fiscal year: so the earnings of earlier years
                add up.
            company_id: The company. Optional if you have access to exactly one.
            contact_id: Only those of this customer or vendor. For several values, repeat the parameter; values
                separated by commas work too.
            currency: Only those in this currency. For several values, repeat the parameter; values separated by
                commas work too.
            date_from: Only those dated on this day or later.
            date_to: Only those dated on this day or earlier.
            entry_type: Only entries of this type. For several values, repeat the parameter; values separated by
                commas work too.
            external_id: Only those with this `external_id`. For several values, repeat the parameter; values
                separated by commas work too.
            known_at: Only entries posted up to this moment: those that a report with the same `known_at` counts.
            metadata: Only those with this key and text in their metadata, such as `order_id:42`. For several,
                repeat the parameter: all of them must match. A comma is part of the text.
            not_tracked: Only those with a line that has no option of these tracking categories. For several values,
                repeat the parameter; values separated by commas work too.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            recurring_id: Only those that this recurring template made. For several values, repeat the parameter;
                values separated by commas work too.
            search: Only those that contain this text. Case and accents do not matter.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            source_id: Only entries of this document. For several values, repeat the parameter; values separated by
                commas work too.
            status: Only those with this status. For several values, repeat the parameter; values separated by
                commas work too.
            tracking: Only those with a line that has one of these options; of several categories, one of each. For
                several values, repeat the parameter; values separated by commas work too.
            updated_since: Only those changed at this moment or later.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/journal-entries",
            query={
                "account_id": account_id,
                "closing": closing,
                "closing_since": closing_since,
                "company_id": company_id,
                "contact_id": contact_id,
                "currency": currency,
                "date_from": date_from,
                "date_to": date_to,
                "entry_type": entry_type,
                "external_id": external_id,
                "known_at": known_at,
                "metadata": metadata,
                "not_tracked": not_tracked,
                "page": page,
                "page_size": page_size,
                "recurring_id": recurring_id,
                "search": search,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "source_id": source_id,
                "status": status,
                "tracking": tracking,
                "updated_since": updated_since,
            },
            repeated=(
                "account_id",
                "contact_id",
                "currency",
                "entry_type",
                "external_id",
                "metadata",
                "not_tracked",
                "recurring_id",
                "source_id",
                "status",
                "tracking",
            ),
            page_size=100,
            timeout=timeout,
            in_company=True,
        )
        return self._client._pages(call, "JournalEntry")

    def create(
        self,
        *,
        date: dt.date | str,
        lines: Sequence[params.JournalLineParams],
        company_id: str | None = None,
        dry_run: bool | None = None,
        memo: str | Omit = OMIT,
        reference: str | Omit = OMIT,
        entry_type: params.JournalEntryType | Omit = OMIT,
        status: params.JournalEntryStatus | Omit = OMIT,
        reverse_on: dt.date | str | Omit | None = OMIT,
        external_id: str | Omit | None = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        on_closed_period: params.OnClosedPeriod | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.JournalEntry:
        """Create a journal entry.

        Journal entries. A posted entry has a number and a place in the hash chain, and never changes, except for
        its metadata. Requires the role accountant of the company; of an API key the scope `journal-entries:write`.

        Args:
            date: The accounting date: the day on which it is posted.
            lines: The lines: debits and credits that balance.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            memo: What the entry is about.
            reference: Any reference of yours, such as an order number.
            entry_type: In a request: `standard`, `opening` or `adjusting`.
            status: In a POST: `draft` to save a draft. By default the entry is posted.
            reverse_on: For an accrual: the day of its reversal, which is posted together with it. It must be after
                `date`, and at most 366 days ahead.
            external_id: Your own id for this object, unique per company and kind.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            on_closed_period: If the period is closed: fail with 409 (`refuse`), or use the first open day up to
                today (`next_open`).
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/journal-entries",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "date": date,
                "memo": memo,
                "reference": reference,
                "entry_type": entry_type,
                "status": status,
                "lines": lines,
                "reverse_on": reverse_on,
                "external_id": external_id,
                "metadata": metadata,
                "on_closed_period": on_closed_period,
            },
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.JournalEntry = self._client._send(call, "JournalEntry")
        return answer

    def get(self, id: str, /, *, company_id: str | None = None, timeout: float | None = None) -> models.JournalEntry:
        """Get a journal entry.

        Journal entries. A posted entry has a number and a place in the hash chain, and never changes, except for
        its metadata. Requires the role viewer of the company; of an API key the scope `journal-entries:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET", f"/journal-entries/{segment(id)}", query={"company_id": company_id}, timeout=timeout, in_company=True
        )
        answer: models.JournalEntry = self._client._send(call, "JournalEntry")
        return answer

    def update(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        date: dt.date | str | Omit = OMIT,
        memo: str | Omit = OMIT,
        reference: str | Omit = OMIT,
        entry_type: params.JournalEntryType | Omit = OMIT,
        status: params.JournalEntryStatus | Omit = OMIT,
        lines: Sequence[params.JournalLineParams] | Omit = OMIT,
        reverse_on: dt.date | str | Omit | None = OMIT,
        external_id: str | Omit | None = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        on_closed_period: params.OnClosedPeriod | Omit = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.JournalEntry:
        """Change a journal entry.

        Journal entries. A posted entry has a number and a place in the hash chain, and never changes, except for
        its metadata. Requires the role accountant of the company; of an API key the scope `journal-entries:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            date: The accounting date: the day on which it is posted.
            memo: What the entry is about.
            reference: Any reference of yours, such as an order number.
            entry_type: In a request: `standard`, `opening` or `adjusting`.
            status: In a POST: `draft` to save a draft. By default the entry is posted.
            lines: The lines: debits and credits that balance.
            reverse_on: For an accrual: the day of its reversal, which is posted together with it. It must be after
                `date`, and at most 366 days ahead.
            external_id: Your own id for this object, unique per company and kind.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            on_closed_period: If the period is closed: fail with 409 (`refuse`), or use the first open day up to
                today (`next_open`).
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PATCH",
            f"/journal-entries/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "date": date,
                "memo": memo,
                "reference": reference,
                "entry_type": entry_type,
                "status": status,
                "lines": lines,
                "reverse_on": reverse_on,
                "external_id": external_id,
                "metadata": metadata,
                "on_closed_period": on_closed_period,
            },
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.JournalEntry = self._client._send(call, "JournalEntry")
        return answer

    def delete(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> None:
        """Delete a journal entry.

        Journal entries. A posted entry has a number and a place in the hash chain, and never changes, except for
        its metadata. Requires the role accountant of the company; of an API key the scope `journal-entries:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "DELETE",
            f"/journal-entries/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        self._client._send(call)

    def post(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        on_closed_period: params.OnClosedPeriod | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.JournalEntry:
        """Post a draft.

        It gets its number and never changes again. Requires the role accountant of the company; of an API key the
        scope `journal-entries:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            on_closed_period: If the period is closed: fail with 409 (`refuse`), or use the first open day up to
                today (`next_open`).
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/journal-entries/{segment(id)}/post",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"on_closed_period": on_closed_period},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.JournalEntry = self._client._send(call, "JournalEntry")
        return answer

    def reverse(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        date: dt.date | str | Omit = OMIT,
        memo: str | Omit = OMIT,
        reason: str | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.JournalEntry:
        """Reverse a posted entry.

        The response is the new entry, with debits and credits swapped. Requires the role accountant of the company;
        of an API key the scope `journal-entries:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            date: Default: the date of the entry, or the first open day after it if its period is closed.
            memo: Default: a text that names the entry.
            reason: Becomes part of the memo.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/journal-entries/{segment(id)}/reverse",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"date": date, "memo": memo, "reason": reason},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.JournalEntry = self._client._send(call, "JournalEntry")
        return answer

    def batch(
        self,
        *,
        entries: Sequence[params.JournalEntryBatchItemParams],
        company_id: str | None = None,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.JournalEntryBatch:
        """Post up to 1,000 entries in the given order: all of them or none.

        Ten entries count as one request (docs/guides/batches.md): Standard can post 100 at once and Professional
        500. Requires the role accountant of the company; of an API key the scope `journal-entries:write`.

        Args:
            entries: The journal entries, in the order in which they are posted.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/journal-entries/batch",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"entries": entries},
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.JournalEntryBatch = self._client._send(call, "JournalEntryBatch")
        return answer


class AsyncJournalEntries(AsyncResource):
    """Operations of `journal_entries`, awaited."""

    def list(
        self,
        *,
        account_id: str | Sequence[str] | None = None,
        closing: bool | None = None,
        closing_since: dt.date | str | None = None,
        company_id: str | None = None,
        contact_id: str | Sequence[str] | None = None,
        currency: params.CurrencyCode | Sequence[params.CurrencyCode] | None = None,
        date_from: dt.date | str | None = None,
        date_to: dt.date | str | None = None,
        entry_type: params.JournalEntryType | Sequence[params.JournalEntryType] | None = None,
        external_id: str | Sequence[str] | None = None,
        known_at: dt.datetime | str | None = None,
        metadata: str | Sequence[str] | None = None,
        not_tracked: str | Sequence[str] | None = None,
        page: int | None = None,
        page_size: int | None = None,
        recurring_id: str | Sequence[str] | None = None,
        search: str | None = None,
        sort_by: params.JournalEntrySortBy | None = None,
        sort_order: params.SortOrder | None = None,
        source_id: str | Sequence[str] | None = None,
        status: params.JournalEntryStatus | Sequence[params.JournalEntryStatus] | None = None,
        tracking: str | Sequence[str] | None = None,
        updated_since: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> AsyncPages[models.JournalEntry]:
        """List journal entries.

        Journal entries. A posted entry has a number and a place in the hash chain, and never changes, except for
        its metadata. Requires the role viewer of the company; of an API key the scope `journal-entries:read`.

        Args:
            account_id: Only those that use this account. For several values, repeat the parameter; values separated
                by commas work too.
            closing: `false` leaves out entries that close a fiscal year; `true` lists only those.
            closing_since: From this day on only entries that close a fiscal year: so the earnings of earlier years
                add up.
            company_id: The company. Optional if you have access to exactly one.
            contact_id: Only those of this customer or vendor. For several values, repeat the parameter; values
                separated by commas work too.
            currency: Only those in this currency. For several values, repeat the parameter; values separated by
                commas work too.
            date_from: Only those dated on this day or later.
            date_to: Only those dated on this day or earlier.
            entry_type: Only entries of this type. For several values, repeat the parameter; values separated by
                commas work too.
            external_id: Only those with this `external_id`. For several values, repeat the parameter; values
                separated by commas work too.
            known_at: Only entries posted up to this moment: those that a report with the same `known_at` counts.
            metadata: Only those with this key and text in their metadata, such as `order_id:42`. For several,
                repeat the parameter: all of them must match. A comma is part of the text.
            not_tracked: Only those with a line that has no option of these tracking categories. For several values,
                repeat the parameter; values separated by commas work too.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            recurring_id: Only those that this recurring template made. For several values, repeat the parameter;
                values separated by commas work too.
            search: Only those that contain this text. Case and accents do not matter.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            source_id: Only entries of this document. For several values, repeat the parameter; values separated by
                commas work too.
            status: Only those with this status. For several values, repeat the parameter; values separated by
                commas work too.
            tracking: Only those with a line that has one of these options; of several categories, one of each. For
                several values, repeat the parameter; values separated by commas work too.
            updated_since: Only those changed at this moment or later.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/journal-entries",
            query={
                "account_id": account_id,
                "closing": closing,
                "closing_since": closing_since,
                "company_id": company_id,
                "contact_id": contact_id,
                "currency": currency,
                "date_from": date_from,
                "date_to": date_to,
                "entry_type": entry_type,
                "external_id": external_id,
                "known_at": known_at,
                "metadata": metadata,
                "not_tracked": not_tracked,
                "page": page,
                "page_size": page_size,
                "recurring_id": recurring_id,
                "search": search,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "source_id": source_id,
                "status": status,
                "tracking": tracking,
                "updated_since": updated_since,
            },
            repeated=(
                "account_id",
                "contact_id",
                "currency",
                "entry_type",
                "external_id",
                "metadata",
                "not_tracked",
                "recurring_id",
                "source_id",
                "status",
                "tracking",
            ),
            page_size=100,
            timeout=timeout,
            in_company=True,
        )
        return self._client._pages(call, "JournalEntry")

    async def create(
        self,
        *,
        date: dt.date | str,
        lines: Sequence[params.JournalLineParams],
        company_id: str | None = None,
        dry_run: bool | None = None,
        memo: str | Omit = OMIT,
        reference: str | Omit = OMIT,
        entry_type: params.JournalEntryType | Omit = OMIT,
        status: params.JournalEntryStatus | Omit = OMIT,
        reverse_on: dt.date | str | Omit | None = OMIT,
        external_id: str | Omit | None = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        on_closed_period: params.OnClosedPeriod | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.JournalEntry:
        """Create a journal entry.

        Journal entries. A posted entry has a number and a place in the hash chain, and never changes, except for
        its metadata. Requires the role accountant of the company; of an API key the scope `journal-entries:write`.

        Args:
            date: The accounting date: the day on which it is posted.
            lines: The lines: debits and credits that balance.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            memo: What the entry is about.
            reference: Any reference of yours, such as an order number.
            entry_type: In a request: `standard`, `opening` or `adjusting`.
            status: In a POST: `draft` to save a draft. By default the entry is posted.
            reverse_on: For an accrual: the day of its reversal, which is posted together with it. It must be after
                `date`, and at most 366 days ahead.
            external_id: Your own id for this object, unique per company and kind.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            on_closed_period: If the period is closed: fail with 409 (`refuse`), or use the first open day up to
                today (`next_open`).
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/journal-entries",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "date": date,
                "memo": memo,
                "reference": reference,
                "entry_type": entry_type,
                "status": status,
                "lines": lines,
                "reverse_on": reverse_on,
                "external_id": external_id,
                "metadata": metadata,
                "on_closed_period": on_closed_period,
            },
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.JournalEntry = await self._client._send(call, "JournalEntry")
        return answer

    async def get(
        self, id: str, /, *, company_id: str | None = None, timeout: float | None = None
    ) -> models.JournalEntry:
        """Get a journal entry.

        Journal entries. A posted entry has a number and a place in the hash chain, and never changes, except for
        its metadata. Requires the role viewer of the company; of an API key the scope `journal-entries:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET", f"/journal-entries/{segment(id)}", query={"company_id": company_id}, timeout=timeout, in_company=True
        )
        answer: models.JournalEntry = await self._client._send(call, "JournalEntry")
        return answer

    async def update(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        date: dt.date | str | Omit = OMIT,
        memo: str | Omit = OMIT,
        reference: str | Omit = OMIT,
        entry_type: params.JournalEntryType | Omit = OMIT,
        status: params.JournalEntryStatus | Omit = OMIT,
        lines: Sequence[params.JournalLineParams] | Omit = OMIT,
        reverse_on: dt.date | str | Omit | None = OMIT,
        external_id: str | Omit | None = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        on_closed_period: params.OnClosedPeriod | Omit = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.JournalEntry:
        """Change a journal entry.

        Journal entries. A posted entry has a number and a place in the hash chain, and never changes, except for
        its metadata. Requires the role accountant of the company; of an API key the scope `journal-entries:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            date: The accounting date: the day on which it is posted.
            memo: What the entry is about.
            reference: Any reference of yours, such as an order number.
            entry_type: In a request: `standard`, `opening` or `adjusting`.
            status: In a POST: `draft` to save a draft. By default the entry is posted.
            lines: The lines: debits and credits that balance.
            reverse_on: For an accrual: the day of its reversal, which is posted together with it. It must be after
                `date`, and at most 366 days ahead.
            external_id: Your own id for this object, unique per company and kind.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            on_closed_period: If the period is closed: fail with 409 (`refuse`), or use the first open day up to
                today (`next_open`).
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PATCH",
            f"/journal-entries/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "date": date,
                "memo": memo,
                "reference": reference,
                "entry_type": entry_type,
                "status": status,
                "lines": lines,
                "reverse_on": reverse_on,
                "external_id": external_id,
                "metadata": metadata,
                "on_closed_period": on_closed_period,
            },
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.JournalEntry = await self._client._send(call, "JournalEntry")
        return answer

    async def delete(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> None:
        """Delete a journal entry.

        Journal entries. A posted entry has a number and a place in the hash chain, and never changes, except for
        its metadata. Requires the role accountant of the company; of an API key the scope `journal-entries:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "DELETE",
            f"/journal-entries/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        await self._client._send(call)

    async def post(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        on_closed_period: params.OnClosedPeriod | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.JournalEntry:
        """Post a draft.

        It gets its number and never changes again. Requires the role accountant of the company; of an API key the
        scope `journal-entries:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            on_closed_period: If the period is closed: fail with 409 (`refuse`), or use the first open day up to
                today (`next_open`).
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/journal-entries/{segment(id)}/post",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"on_closed_period": on_closed_period},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.JournalEntry = await self._client._send(call, "JournalEntry")
        return answer

    async def reverse(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        date: dt.date | str | Omit = OMIT,
        memo: str | Omit = OMIT,
        reason: str | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.JournalEntry:
        """Reverse a posted entry.

        The response is the new entry, with debits and credits swapped. Requires the role accountant of the company;
        of an API key the scope `journal-entries:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            date: Default: the date of the entry, or the first open day after it if its period is closed.
            memo: Default: a text that names the entry.
            reason: Becomes part of the memo.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/journal-entries/{segment(id)}/reverse",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"date": date, "memo": memo, "reason": reason},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.JournalEntry = await self._client._send(call, "JournalEntry")
        return answer

    async def batch(
        self,
        *,
        entries: Sequence[params.JournalEntryBatchItemParams],
        company_id: str | None = None,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.JournalEntryBatch:
        """Post up to 1,000 entries in the given order: all of them or none.

        Ten entries count as one request (docs/guides/batches.md): Standard can post 100 at once and Professional
        500. Requires the role accountant of the company; of an API key the scope `journal-entries:write`.

        Args:
            entries: The journal entries, in the order in which they are posted.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/journal-entries/batch",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"entries": entries},
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.JournalEntryBatch = await self._client._send(call, "JournalEntryBatch")
        return answer


class Members(Resource):
    """Operations of `members`."""

    def list(
        self,
        *,
        company_id: str | None = None,
        page: int | None = None,
        page_size: int | None = None,
        search: str | None = None,
        sort_by: params.MemberSortBy | None = None,
        sort_order: params.SortOrder | None = None,
        updated_since: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> Pages[models.Member]:
        """List members.

        The roles of users in this company. Admins of the organization need none: they are admin in every company.
        Requires the role admin of the company; of an API key the scope `members:read`.

        Args:
            company_id: The company. Optional if you have access to exactly one.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            search: Only those that contain this text. Case and accents do not matter.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            updated_since: Only those changed at this moment or later.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/members",
            query={
                "company_id": company_id,
                "page": page,
                "page_size": page_size,
                "search": search,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "updated_since": updated_since,
            },
            page_size=100,
            timeout=timeout,
            in_company=True,
        )
        return self._client._pages(call, "Member")

    def get(self, user_id: str, /, *, company_id: str | None = None, timeout: float | None = None) -> models.Member:
        """Get a company member.

        The roles of users in this company. Admins of the organization need none: they are admin in every company.
        Requires the role admin of the company; of an API key the scope `members:read`.

        Args:
            user_id: The id of the user.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET", f"/members/{segment(user_id)}", query={"company_id": company_id}, timeout=timeout, in_company=True
        )
        answer: models.Member = self._client._send(call, "Member")
        return answer

    def replace(
        self,
        user_id: str,
        /,
        *,
        role: params.CompanyRole,
        company_id: str | None = None,
        dry_run: bool | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Member:
        """Give a user a role in this company.

        The response is 201 if they had none before. Requires the role admin of the company.

        Args:
            user_id: The id of the user.
            role: The role.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PUT",
            f"/members/{segment(user_id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"role": role},
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Member = self._client._send(call, "Member")
        return answer

    def delete(
        self,
        user_id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> None:
        """Delete a company member.

        The roles of users in this company. Admins of the organization need none: they are admin in every company.
        Requires the role admin of the company.

        Args:
            user_id: The id of the user.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "DELETE",
            f"/members/{segment(user_id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        self._client._send(call)


class AsyncMembers(AsyncResource):
    """Operations of `members`, awaited."""

    def list(
        self,
        *,
        company_id: str | None = None,
        page: int | None = None,
        page_size: int | None = None,
        search: str | None = None,
        sort_by: params.MemberSortBy | None = None,
        sort_order: params.SortOrder | None = None,
        updated_since: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> AsyncPages[models.Member]:
        """List members.

        The roles of users in this company. Admins of the organization need none: they are admin in every company.
        Requires the role admin of the company; of an API key the scope `members:read`.

        Args:
            company_id: The company. Optional if you have access to exactly one.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            search: Only those that contain this text. Case and accents do not matter.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            updated_since: Only those changed at this moment or later.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/members",
            query={
                "company_id": company_id,
                "page": page,
                "page_size": page_size,
                "search": search,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "updated_since": updated_since,
            },
            page_size=100,
            timeout=timeout,
            in_company=True,
        )
        return self._client._pages(call, "Member")

    async def get(
        self, user_id: str, /, *, company_id: str | None = None, timeout: float | None = None
    ) -> models.Member:
        """Get a company member.

        The roles of users in this company. Admins of the organization need none: they are admin in every company.
        Requires the role admin of the company; of an API key the scope `members:read`.

        Args:
            user_id: The id of the user.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET", f"/members/{segment(user_id)}", query={"company_id": company_id}, timeout=timeout, in_company=True
        )
        answer: models.Member = await self._client._send(call, "Member")
        return answer

    async def replace(
        self,
        user_id: str,
        /,
        *,
        role: params.CompanyRole,
        company_id: str | None = None,
        dry_run: bool | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Member:
        """Give a user a role in this company.

        The response is 201 if they had none before. Requires the role admin of the company.

        Args:
            user_id: The id of the user.
            role: The role.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PUT",
            f"/members/{segment(user_id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"role": role},
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Member = await self._client._send(call, "Member")
        return answer

    async def delete(
        self,
        user_id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> None:
        """Delete a company member.

        The roles of users in this company. Admins of the organization need none: they are admin in every company.
        Requires the role admin of the company.

        Args:
            user_id: The id of the user.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "DELETE",
            f"/members/{segment(user_id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        await self._client._send(call)


class OpeningBalances(Resource):
    """Operations of `opening_balances`."""

    def get(self, *, company_id: str | None = None, timeout: float | None = None) -> models.OpeningBalances:
        """The opening balances of a company.

        All is null or empty until they are set. Requires the role viewer of the company; of an API key the scope
        `opening-balances:read`.

        Args:
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call("GET", "/opening-balances", query={"company_id": company_id}, timeout=timeout, in_company=True)
        answer: models.OpeningBalances = self._client._send(call, "OpeningBalances")
        return answer

    def replace(
        self,
        *,
        date: dt.date | str | None,
        company_id: str | None = None,
        dry_run: bool | None = None,
        balances: Sequence[params.OpeningBalanceParams] | Omit = OMIT,
        invoices: Sequence[params.OpeningInvoiceParams] | Omit = OMIT,
        bills: Sequence[params.OpeningBillParams] | Omit = OMIT,
        credit_notes: Sequence[params.OpeningCreditNoteParams] | Omit = OMIT,
        vendor_credits: Sequence[params.OpeningVendorCreditParams] | Omit = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.OpeningBalances:
        """Set the opening balances, in place of those that are there.

        Possible until the first period is closed (409 `period_closed`). What is the same stays as it is; a document
        to which something is allocated can only stay the same (409 `has_allocations`). The documents are open from
        the date on, and are paid as others are. They have no tax, and no mail is sent. What is left over goes to
        the account with the role `opening_balance_equity`. Requires the role admin of the company; of an API key
        the scope `opening-balances:write`.

        Args:
            date: The day of the balances; null if none are set.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            balances: The balances of the accounts, each account once.
            invoices: What customers still owe.
            bills: What is still owed to vendors.
            credit_notes: What customers have to their credit. It can be applied to their invoices later.
            vendor_credits: What vendors owe. It can be applied to their bills later.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PUT",
            "/opening-balances",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "date": date,
                "balances": balances,
                "invoices": invoices,
                "bills": bills,
                "credit_notes": credit_notes,
                "vendor_credits": vendor_credits,
            },
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.OpeningBalances = self._client._send(call, "OpeningBalances")
        return answer


class AsyncOpeningBalances(AsyncResource):
    """Operations of `opening_balances`, awaited."""

    async def get(self, *, company_id: str | None = None, timeout: float | None = None) -> models.OpeningBalances:
        """The opening balances of a company.

        All is null or empty until they are set. Requires the role viewer of the company; of an API key the scope
        `opening-balances:read`.

        Args:
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call("GET", "/opening-balances", query={"company_id": company_id}, timeout=timeout, in_company=True)
        answer: models.OpeningBalances = await self._client._send(call, "OpeningBalances")
        return answer

    async def replace(
        self,
        *,
        date: dt.date | str | None,
        company_id: str | None = None,
        dry_run: bool | None = None,
        balances: Sequence[params.OpeningBalanceParams] | Omit = OMIT,
        invoices: Sequence[params.OpeningInvoiceParams] | Omit = OMIT,
        bills: Sequence[params.OpeningBillParams] | Omit = OMIT,
        credit_notes: Sequence[params.OpeningCreditNoteParams] | Omit = OMIT,
        vendor_credits: Sequence[params.OpeningVendorCreditParams] | Omit = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.OpeningBalances:
        """Set the opening balances, in place of those that are there.

        Possible until the first period is closed (409 `period_closed`). What is the same stays as it is; a document
        to which something is allocated can only stay the same (409 `has_allocations`). The documents are open from
        the date on, and are paid as others are. They have no tax, and no mail is sent. What is left over goes to
        the account with the role `opening_balance_equity`. Requires the role admin of the company; of an API key
        the scope `opening-balances:write`.

        Args:
            date: The day of the balances; null if none are set.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            balances: The balances of the accounts, each account once.
            invoices: What customers still owe.
            bills: What is still owed to vendors.
            credit_notes: What customers have to their credit. It can be applied to their invoices later.
            vendor_credits: What vendors owe. It can be applied to their bills later.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PUT",
            "/opening-balances",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "date": date,
                "balances": balances,
                "invoices": invoices,
                "bills": bills,
                "credit_notes": credit_notes,
                "vendor_credits": vendor_credits,
            },
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.OpeningBalances = await self._client._send(call, "OpeningBalances")
        return answer


class Payments(Resource):
    """Operations of `payments`."""

    def list(
        self,
        *,
        account_id: str | Sequence[str] | None = None,
        amount_max: Exact | None = None,
        amount_min: Exact | None = None,
        bill_id: str | Sequence[str] | None = None,
        company_id: str | None = None,
        currency: params.CurrencyCode | Sequence[params.CurrencyCode] | None = None,
        customer_id: str | Sequence[str] | None = None,
        date_from: dt.date | str | None = None,
        date_to: dt.date | str | None = None,
        external_id: str | Sequence[str] | None = None,
        invoice_id: str | Sequence[str] | None = None,
        is_refund: bool | None = None,
        metadata: str | Sequence[str] | None = None,
        open_credit: bool | None = None,
        page: int | None = None,
        page_size: int | None = None,
        payment_number: str | Sequence[str] | None = None,
        reference: str | Sequence[str] | None = None,
        search: str | None = None,
        sort_by: params.PaymentSortBy | None = None,
        sort_order: params.SortOrder | None = None,
        status: params.PaymentStatus | Sequence[params.PaymentStatus] | None = None,
        type: params.PaymentType | Sequence[params.PaymentType] | None = None,
        updated_since: dt.datetime | str | None = None,
        vendor_id: str | Sequence[str] | None = None,
        timeout: float | None = None,
    ) -> Pages[models.Payment]:
        """List payments.

        Payments received from customers and made to vendors, and the documents they settle. Requires the role
        viewer of the company; of an API key the scope `payments:read`.

        Args:
            account_id: Only those that use this account. For several values, repeat the parameter; values separated
                by commas work too.
            amount_max: Only those of this amount or less.
            amount_min: Only those of this amount or more.
            bill_id: Only payments and adjustments that settle this bill, or vendor credits of it. For several
                values, repeat the parameter; values separated by commas work too.
            company_id: The company. Optional if you have access to exactly one.
            currency: Only those in this currency. For several values, repeat the parameter; values separated by
                commas work too.
            customer_id: Only those of this customer. For several values, repeat the parameter; values separated by
                commas work too.
            date_from: Only those dated on this day or later.
            date_to: Only those dated on this day or earlier.
            external_id: Only those with this `external_id`. For several values, repeat the parameter; values
                separated by commas work too.
            invoice_id: Only payments and adjustments that settle this invoice, or credit notes of it. For several
                values, repeat the parameter; values separated by commas work too.
            is_refund: `true` for refunds, `false` for the others.
            metadata: Only those with this key and text in their metadata, such as `order_id:42`. For several,
                repeat the parameter: all of them must match. A comma is part of the text.
            open_credit: `true` for those with an amount that is not allocated yet, `false` for the others.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            payment_number: Only those with this number. For several values, repeat the parameter; values separated
                by commas work too.
            reference: Only those with this reference. For several values, repeat the parameter; values separated by
                commas work too.
            search: Only those that contain this text. Case and accents do not matter.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            status: Only those with this status. For several values, repeat the parameter; values separated by
                commas work too.
            type: Only those of this type. For several values, repeat the parameter; values separated by commas work
                too.
            updated_since: Only those changed at this moment or later.
            vendor_id: Only those of this vendor. For several values, repeat the parameter; values separated by
                commas work too.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/payments",
            query={
                "account_id": account_id,
                "amount_max": amount_max,
                "amount_min": amount_min,
                "bill_id": bill_id,
                "company_id": company_id,
                "currency": currency,
                "customer_id": customer_id,
                "date_from": date_from,
                "date_to": date_to,
                "external_id": external_id,
                "invoice_id": invoice_id,
                "is_refund": is_refund,
                "metadata": metadata,
                "open_credit": open_credit,
                "page": page,
                "page_size": page_size,
                "payment_number": payment_number,
                "reference": reference,
                "search": search,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "status": status,
                "type": type,
                "updated_since": updated_since,
                "vendor_id": vendor_id,
            },
            repeated=(
                "account_id",
                "bill_id",
                "currency",
                "customer_id",
                "external_id",
                "invoice_id",
                "metadata",
                "payment_number",
                "reference",
                "status",
                "type",
                "vendor_id",
            ),
            page_size=100,
            timeout=timeout,
            in_company=True,
        )
        return self._client._pages(call, "Payment")

    def create(
        self,
        *,
        type: params.PaymentType,
        amount: Exact,
        account_id: str,
        company_id: str | None = None,
        dry_run: bool | None = None,
        payment_number: str | Omit = OMIT,
        customer_id: str | Omit | None = OMIT,
        vendor_id: str | Omit | None = OMIT,
        date: dt.date | str | Omit = OMIT,
        currency: params.CurrencyCode | Omit = OMIT,
        exchange_rate: Exact | Omit = OMIT,
        account_amount: Exact | Omit | None = OMIT,
        reference: str | Omit = OMIT,
        notes: str | Omit = OMIT,
        allocations: Sequence[params.AllocationParams] | Omit = OMIT,
        deductions: Sequence[params.DeductionParams] | Omit = OMIT,
        external_id: str | Omit | None = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        on_closed_period: params.OnClosedPeriod | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Payment:
        """Create a payment.

        Payments received from customers and made to vendors, and the documents they settle. Requires the role
        accountant of the company; of an API key the scope `payments:write`.

        Args:
            type: `received` from a customer, or `made` to a vendor; the other way for a refund.
            amount: The amount that settles documents. The bank account also moves by the deductions.
            account_id: The account to which the amount is posted.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            payment_number: The number of the payment, unique per company.
            customer_id: The customer, for a payment received or a refund made.
            vendor_id: The vendor, for a payment made or a refund received.
            date: Default: today in the company's time zone.
            currency: Default: the currency of the contact.
            exchange_rate: Units of the base currency per unit of the payment's currency. Default: what follows from
                `account_amount`, or the rate of the date.
            account_amount: What the bank booked, if the account has another currency than the payment: in the
                account's. Otherwise null.
            reference: Any reference of yours, such as an order number.
            notes: A note for the reader of the document.
            allocations: The documents that the payment settles, with the amount for each.
            deductions: What the bank deducted, such as fees: an account and an amount each.
            external_id: Your own id for this object, unique per company and kind.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            on_closed_period: If the period is closed: fail with 409 (`refuse`), or use the first open day up to
                today (`next_open`).
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/payments",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "payment_number": payment_number,
                "type": type,
                "customer_id": customer_id,
                "vendor_id": vendor_id,
                "date": date,
                "amount": amount,
                "currency": currency,
                "exchange_rate": exchange_rate,
                "account_id": account_id,
                "account_amount": account_amount,
                "reference": reference,
                "notes": notes,
                "allocations": allocations,
                "deductions": deductions,
                "external_id": external_id,
                "metadata": metadata,
                "on_closed_period": on_closed_period,
            },
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Payment = self._client._send(call, "Payment")
        return answer

    def get(self, id: str, /, *, company_id: str | None = None, timeout: float | None = None) -> models.Payment:
        """Get a payment.

        Payments received from customers and made to vendors, and the documents they settle. Requires the role
        viewer of the company; of an API key the scope `payments:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET", f"/payments/{segment(id)}", query={"company_id": company_id}, timeout=timeout, in_company=True
        )
        answer: models.Payment = self._client._send(call, "Payment")
        return answer

    def update(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        reference: str | Omit = OMIT,
        notes: str | Omit = OMIT,
        external_id: str | Omit | None = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Payment:
        """Change a payment.

        Payments received from customers and made to vendors, and the documents they settle. Requires the role
        accountant of the company; of an API key the scope `payments:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            reference: Any reference of yours, such as an order number.
            notes: A note for the reader of the document.
            external_id: Your own id for this object, unique per company and kind.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PATCH",
            f"/payments/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"reference": reference, "notes": notes, "external_id": external_id, "metadata": metadata},
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Payment = self._client._send(call, "Payment")
        return answer

    def allocate(
        self,
        id: str,
        /,
        *,
        allocations: Sequence[params.AllocationParams],
        company_id: str | None = None,
        dry_run: bool | None = None,
        date: dt.date | str | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Payment:
        """Settle documents with the rest of a payment.

        Requires the role accountant of the company; of an API key the scope `payments:write`.

        Args:
            id: The id of the object.
            allocations: The documents that the payment settles, with the amount for each.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            date: Default: today in the company's time zone.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/payments/{segment(id)}/allocate",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"allocations": allocations, "date": date},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Payment = self._client._send(call, "Payment")
        return answer

    def unallocate(
        self,
        id: str,
        /,
        *,
        allocation_ids: Sequence[str],
        company_id: str | None = None,
        dry_run: bool | None = None,
        date: dt.date | str | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Payment:
        """Take allocations back.

        Their documents are open again, and the payment has that much more to allocate. Requires the role accountant
        of the company; of an API key the scope `payments:write`.

        Args:
            id: The id of the object.
            allocation_ids: The allocations to take back, by their ids.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            date: Default: today in the company's time zone.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/payments/{segment(id)}/unallocate",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"allocation_ids": allocation_ids, "date": date},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Payment = self._client._send(call, "Payment")
        return answer

    def void(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        date: dt.date | str | Omit = OMIT,
        reason: str | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Payment:
        """Void a payment that has no allocations by reversing its journal entry.

        Requires the role accountant of the company; of an API key the scope `payments:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            date: The date of the reversal: not before that of the entry, nor before the last day an allocation was
                taken back. Default: the earliest such date, or the first open day after it if its period is closed.
            reason: Becomes part of the memo of the reversal.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/payments/{segment(id)}/void",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"date": date, "reason": reason},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Payment = self._client._send(call, "Payment")
        return answer

    def batch(
        self,
        *,
        items: Sequence[params.PaymentParams],
        company_id: str | None = None,
        dry_run: bool | None = None,
        partial: bool | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.PaymentBatch:
        """Create up to 200 at once: all of them or none, or only those that can be (partial).

        Each item is the body of a single create. The response has those that were created, in the order given, and
        with `partial` what failed and why, by its place in `items`. Without `partial` the first failure is the
        response to the whole, with fields such as `items[1].name`, and nothing is saved. Ten items count as one
        request (docs/guides/batches.md). Requires the role accountant of the company; of an API key the scope
        `payments:write`.

        Args:
            items: The objects to create.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            partial: Create the items that can be, and say of each other one why not. Default: false.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/payments/batch",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"partial": partial, "items": items},
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.PaymentBatch = self._client._send(call, "PaymentBatch")
        return answer


class AsyncPayments(AsyncResource):
    """Operations of `payments`, awaited."""

    def list(
        self,
        *,
        account_id: str | Sequence[str] | None = None,
        amount_max: Exact | None = None,
        amount_min: Exact | None = None,
        bill_id: str | Sequence[str] | None = None,
        company_id: str | None = None,
        currency: params.CurrencyCode | Sequence[params.CurrencyCode] | None = None,
        customer_id: str | Sequence[str] | None = None,
        date_from: dt.date | str | None = None,
        date_to: dt.date | str | None = None,
        external_id: str | Sequence[str] | None = None,
        invoice_id: str | Sequence[str] | None = None,
        is_refund: bool | None = None,
        metadata: str | Sequence[str] | None = None,
        open_credit: bool | None = None,
        page: int | None = None,
        page_size: int | None = None,
        payment_number: str | Sequence[str] | None = None,
        reference: str | Sequence[str] | None = None,
        search: str | None = None,
        sort_by: params.PaymentSortBy | None = None,
        sort_order: params.SortOrder | None = None,
        status: params.PaymentStatus | Sequence[params.PaymentStatus] | None = None,
        type: params.PaymentType | Sequence[params.PaymentType] | None = None,
        updated_since: dt.datetime | str | None = None,
        vendor_id: str | Sequence[str] | None = None,
        timeout: float | None = None,
    ) -> AsyncPages[models.Payment]:
        """List payments.

        Payments received from customers and made to vendors, and the documents they settle. Requires the role
        viewer of the company; of an API key the scope `payments:read`.

        Args:
            account_id: Only those that use this account. For several values, repeat the parameter; values separated
                by commas work too.
            amount_max: Only those of this amount or less.
            amount_min: Only those of this amount or more.
            bill_id: Only payments and adjustments that settle this bill, or vendor credits of it. For several
                values, repeat the parameter; values separated by commas work too.
            company_id: The company. Optional if you have access to exactly one.
            currency: Only those in this currency. For several values, repeat the parameter; values separated by
                commas work too.
            customer_id: Only those of this customer. For several values, repeat the parameter; values separated by
                commas work too.
            date_from: Only those dated on this day or later.
            date_to: Only those dated on this day or earlier.
            external_id: Only those with this `external_id`. For several values, repeat the parameter; values
                separated by commas work too.
            invoice_id: Only payments and adjustments that settle this invoice, or credit notes of it. For several
                values, repeat the parameter; values separated by commas work too.
            is_refund: `true` for refunds, `false` for the others.
            metadata: Only those with this key and text in their metadata, such as `order_id:42`. For several,
                repeat the parameter: all of them must match. A comma is part of the text.
            open_credit: `true` for those with an amount that is not allocated yet, `false` for the others.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            payment_number: Only those with this number. For several values, repeat the parameter; values separated
                by commas work too.
            reference: Only those with this reference. For several values, repeat the parameter; values separated by
                commas work too.
            search: Only those that contain this text. Case and accents do not matter.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            status: Only those with this status. For several values, repeat the parameter; values separated by
                commas work too.
            type: Only those of this type. For several values, repeat the parameter; values separated by commas work
                too.
            updated_since: Only those changed at this moment or later.
            vendor_id: Only those of this vendor. For several values, repeat the parameter; values separated by
                commas work too.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/payments",
            query={
                "account_id": account_id,
                "amount_max": amount_max,
                "amount_min": amount_min,
                "bill_id": bill_id,
                "company_id": company_id,
                "currency": currency,
                "customer_id": customer_id,
                "date_from": date_from,
                "date_to": date_to,
                "external_id": external_id,
                "invoice_id": invoice_id,
                "is_refund": is_refund,
                "metadata": metadata,
                "open_credit": open_credit,
                "page": page,
                "page_size": page_size,
                "payment_number": payment_number,
                "reference": reference,
                "search": search,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "status": status,
                "type": type,
                "updated_since": updated_since,
                "vendor_id": vendor_id,
            },
            repeated=(
                "account_id",
                "bill_id",
                "currency",
                "customer_id",
                "external_id",
                "invoice_id",
                "metadata",
                "payment_number",
                "reference",
                "status",
                "type",
                "vendor_id",
            ),
            page_size=100,
            timeout=timeout,
            in_company=True,
        )
        return self._client._pages(call, "Payment")

    async def create(
        self,
        *,
        type: params.PaymentType,
        amount: Exact,
        account_id: str,
        company_id: str | None = None,
        dry_run: bool | None = None,
        payment_number: str | Omit = OMIT,
        customer_id: str | Omit | None = OMIT,
        vendor_id: str | Omit | None = OMIT,
        date: dt.date | str | Omit = OMIT,
        currency: params.CurrencyCode | Omit = OMIT,
        exchange_rate: Exact | Omit = OMIT,
        account_amount: Exact | Omit | None = OMIT,
        reference: str | Omit = OMIT,
        notes: str | Omit = OMIT,
        allocations: Sequence[params.AllocationParams] | Omit = OMIT,
        deductions: Sequence[params.DeductionParams] | Omit = OMIT,
        external_id: str | Omit | None = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        on_closed_period: params.OnClosedPeriod | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Payment:
        """Create a payment.

        Payments received from customers and made to vendors, and the documents they settle. Requires the role
        accountant of the company; of an API key the scope `payments:write`.

        Args:
            type: `received` from a customer, or `made` to a vendor; the other way for a refund.
            amount: The amount that settles documents. The bank account also moves by the deductions.
            account_id: The account to which the amount is posted.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            payment_number: The number of the payment, unique per company.
            customer_id: The customer, for a payment received or a refund made.
            vendor_id: The vendor, for a payment made or a refund received.
            date: Default: today in the company's time zone.
            currency: Default: the currency of the contact.
            exchange_rate: Units of the base currency per unit of the payment's currency. Default: what follows from
                `account_amount`, or the rate of the date.
            account_amount: What the bank booked, if the account has another currency than the payment: in the
                account's. Otherwise null.
            reference: Any reference of yours, such as an order number.
            notes: A note for the reader of the document.
            allocations: The documents that the payment settles, with the amount for each.
            deductions: What the bank deducted, such as fees: an account and an amount each.
            external_id: Your own id for this object, unique per company and kind.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            on_closed_period: If the period is closed: fail with 409 (`refuse`), or use the first open day up to
                today (`next_open`).
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/payments",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "payment_number": payment_number,
                "type": type,
                "customer_id": customer_id,
                "vendor_id": vendor_id,
                "date": date,
                "amount": amount,
                "currency": currency,
                "exchange_rate": exchange_rate,
                "account_id": account_id,
                "account_amount": account_amount,
                "reference": reference,
                "notes": notes,
                "allocations": allocations,
                "deductions": deductions,
                "external_id": external_id,
                "metadata": metadata,
                "on_closed_period": on_closed_period,
            },
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Payment = await self._client._send(call, "Payment")
        return answer

    async def get(self, id: str, /, *, company_id: str | None = None, timeout: float | None = None) -> models.Payment:
        """Get a payment.

        Payments received from customers and made to vendors, and the documents they settle. Requires the role
        viewer of the company; of an API key the scope `payments:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET", f"/payments/{segment(id)}", query={"company_id": company_id}, timeout=timeout, in_company=True
        )
        answer: models.Payment = await self._client._send(call, "Payment")
        return answer

    async def update(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        reference: str | Omit = OMIT,
        notes: str | Omit = OMIT,
        external_id: str | Omit | None = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Payment:
        """Change a payment.

        Payments received from customers and made to vendors, and the documents they settle. Requires the role
        accountant of the company; of an API key the scope `payments:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            reference: Any reference of yours, such as an order number.
            notes: A note for the reader of the document.
            external_id: Your own id for this object, unique per company and kind.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PATCH",
            f"/payments/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"reference": reference, "notes": notes, "external_id": external_id, "metadata": metadata},
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Payment = await self._client._send(call, "Payment")
        return answer

    async def allocate(
        self,
        id: str,
        /,
        *,
        allocations: Sequence[params.AllocationParams],
        company_id: str | None = None,
        dry_run: bool | None = None,
        date: dt.date | str | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Payment:
        """Settle documents with the rest of a payment.

        Requires the role accountant of the company; of an API key the scope `payments:write`.

        Args:
            id: The id of the object.
            allocations: The documents that the payment settles, with the amount for each.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            date: Default: today in the company's time zone.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/payments/{segment(id)}/allocate",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"allocations": allocations, "date": date},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Payment = await self._client._send(call, "Payment")
        return answer

    async def unallocate(
        self,
        id: str,
        /,
        *,
        allocation_ids: Sequence[str],
        company_id: str | None = None,
        dry_run: bool | None = None,
        date: dt.date | str | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Payment:
        """Take allocations back.

        Their documents are open again, and the payment has that much more to allocate. Requires the role accountant
        of the company; of an API key the scope `payments:write`.

        Args:
            id: The id of the object.
            allocation_ids: The allocations to take back, by their ids.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            date: Default: today in the company's time zone.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/payments/{segment(id)}/unallocate",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"allocation_ids": allocation_ids, "date": date},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Payment = await self._client._send(call, "Payment")
        return answer

    async def void(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        date: dt.date | str | Omit = OMIT,
        reason: str | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Payment:
        """Void a payment that has no allocations by reversing its journal entry.

        Requires the role accountant of the company; of an API key the scope `payments:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            date: The date of the reversal: not before that of the entry, nor before the last day an allocation was
                taken back. Default: the earliest such date, or the first open day after it if its period is closed.
            reason: Becomes part of the memo of the reversal.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/payments/{segment(id)}/void",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"date": date, "reason": reason},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Payment = await self._client._send(call, "Payment")
        return answer

    async def batch(
        self,
        *,
        items: Sequence[params.PaymentParams],
        company_id: str | None = None,
        dry_run: bool | None = None,
        partial: bool | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.PaymentBatch:
        """Create up to 200 at once: all of them or none, or only those that can be (partial).

        Each item is the body of a single create. The response has those that were created, in the order given, and
        with `partial` what failed and why, by its place in `items`. Without `partial` the first failure is the
        response to the whole, with fields such as `items[1].name`, and nothing is saved. Ten items count as one
        request (docs/guides/batches.md). Requires the role accountant of the company; of an API key the scope
        `payments:write`.

        Args:
            items: The objects to create.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            partial: Create the items that can be, and say of each other one why not. Default: false.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/payments/batch",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"partial": partial, "items": items},
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.PaymentBatch = await self._client._send(call, "PaymentBatch")
        return answer


class Periods(Resource):
    """Operations of `periods`."""

    def list(
        self,
        *,
        company_id: str | None = None,
        page: int | None = None,
        page_size: int | None = None,
        sort_by: params.PeriodSortBy | None = None,
        sort_order: params.SortOrder | None = None,
        start_date_from: dt.date | str | None = None,
        start_date_to: dt.date | str | None = None,
        status: params.PeriodStatus | Sequence[params.PeriodStatus] | None = None,
        updated_since: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> Pages[models.Period]:
        """List periods.

        Accounting periods: every month from the first one of the books to the current one. They are closed in
        order. Requires the role viewer of the company; of an API key the scope `periods:read`.

        Args:
            company_id: The company. Optional if you have access to exactly one.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            start_date_from: Only those that start on this day or later.
            start_date_to: Only those that start on this day or earlier.
            status: Only those with this status. For several values, repeat the parameter; values separated by
                commas work too.
            updated_since: Only those changed at this moment or later.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/periods",
            query={
                "company_id": company_id,
                "page": page,
                "page_size": page_size,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "start_date_from": start_date_from,
                "start_date_to": start_date_to,
                "status": status,
                "updated_since": updated_since,
            },
            repeated=("status",),
            page_size=100,
            timeout=timeout,
            in_company=True,
        )
        return self._client._pages(call, "Period")

    def get(self, id: str, /, *, company_id: str | None = None, timeout: float | None = None) -> models.Period:
        """Get an accounting period.

        Accounting periods: every month from the first one of the books to the current one. They are closed in
        order. Requires the role viewer of the company; of an API key the scope `periods:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET", f"/periods/{segment(id)}", query={"company_id": company_id}, timeout=timeout, in_company=True
        )
        answer: models.Period = self._client._send(call, "Period")
        return answer

    def close(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Period:
        """Close a month that has ended.

        Nothing more can be posted in it, and its trial balance is sealed. Requires the role admin of the company;
        of an API key the scope `periods:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/periods/{segment(id)}/close",
            query={"company_id": company_id, "dry_run": dry_run},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Period = self._client._send(call, "Period")
        return answer

    def close_check(
        self, id: str, /, *, company_id: str | None = None, timeout: float | None = None
    ) -> models.PeriodCloseCheck:
        """List what prevents closing the period, and what to look at before.

        Requires the role viewer of the company; of an API key the scope `periods:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            f"/periods/{segment(id)}/close-check",
            query={"company_id": company_id},
            timeout=timeout,
            in_company=True,
        )
        answer: models.PeriodCloseCheck = self._client._send(call, "PeriodCloseCheck")
        return answer

    def history(
        self, id: str, /, *, company_id: str | None = None, timeout: float | None = None
    ) -> models.PeriodHistory:
        """List when a period was closed and reopened, by whom and why, with its seals.

        Requires the role viewer of the company; of an API key the scope `periods:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET", f"/periods/{segment(id)}/history", query={"company_id": company_id}, timeout=timeout, in_company=True
        )
        answer: models.PeriodHistory = self._client._send(call, "PeriodHistory")
        return answer

    def reopen(
        self,
        id: str,
        /,
        *,
        reason: str,
        company_id: str | None = None,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Period:
        """Reopen the latest closed period.

        Requires the role admin of the company; of an API key the scope `periods:write`.

        Args:
            id: The id of the object.
            reason: Why it is reopened. Kept with the period.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/periods/{segment(id)}/reopen",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"reason": reason},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Period = self._client._send(call, "Period")
        return answer


class AsyncPeriods(AsyncResource):
    """Operations of `periods`, awaited."""

    def list(
        self,
        *,
        company_id: str | None = None,
        page: int | None = None,
        page_size: int | None = None,
        sort_by: params.PeriodSortBy | None = None,
        sort_order: params.SortOrder | None = None,
        start_date_from: dt.date | str | None = None,
        start_date_to: dt.date | str | None = None,
        status: params.PeriodStatus | Sequence[params.PeriodStatus] | None = None,
        updated_since: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> AsyncPages[models.Period]:
        """List periods.

        Accounting periods: every month from the first one of the books to the current one. They are closed in
        order. Requires the role viewer of the company; of an API key the scope `periods:read`.

        Args:
            company_id: The company. Optional if you have access to exactly one.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            start_date_from: Only those that start on this day or later.
            start_date_to: Only those that start on this day or earlier.
            status: Only those with this status. For several values, repeat the parameter; values separated by
                commas work too.
            updated_since: Only those changed at this moment or later.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/periods",
            query={
                "company_id": company_id,
                "page": page,
                "page_size": page_size,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "start_date_from": start_date_from,
                "start_date_to": start_date_to,
                "status": status,
                "updated_since": updated_since,
            },
            repeated=("status",),
            page_size=100,
            timeout=timeout,
            in_company=True,
        )
        return self._client._pages(call, "Period")

    async def get(self, id: str, /, *, company_id: str | None = None, timeout: float | None = None) -> models.Period:
        """Get an accounting period.

        Accounting periods: every month from the first one of the books to the current one. They are closed in
        order. Requires the role viewer of the company; of an API key the scope `periods:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET", f"/periods/{segment(id)}", query={"company_id": company_id}, timeout=timeout, in_company=True
        )
        answer: models.Period = await self._client._send(call, "Period")
        return answer

    async def close(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Period:
        """Close a month that has ended.

        Nothing more can be posted in it, and its trial balance is sealed. Requires the role admin of the company;
        of an API key the scope `periods:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/periods/{segment(id)}/close",
            query={"company_id": company_id, "dry_run": dry_run},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Period = await self._client._send(call, "Period")
        return answer

    async def close_check(
        self, id: str, /, *, company_id: str | None = None, timeout: float | None = None
    ) -> models.PeriodCloseCheck:
        """List what prevents closing the period, and what to look at before.

        Requires the role viewer of the company; of an API key the scope `periods:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            f"/periods/{segment(id)}/close-check",
            query={"company_id": company_id},
            timeout=timeout,
            in_company=True,
        )
        answer: models.PeriodCloseCheck = await self._client._send(call, "PeriodCloseCheck")
        return answer

    async def history(
        self, id: str, /, *, company_id: str | None = None, timeout: float | None = None
    ) -> models.PeriodHistory:
        """List when a period was closed and reopened, by whom and why, with its seals.

        Requires the role viewer of the company; of an API key the scope `periods:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET", f"/periods/{segment(id)}/history", query={"company_id": company_id}, timeout=timeout, in_company=True
        )
        answer: models.PeriodHistory = await self._client._send(call, "PeriodHistory")
        return answer

    async def reopen(
        self,
        id: str,
        /,
        *,
        reason: str,
        company_id: str | None = None,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Period:
        """Reopen the latest closed period.

        Requires the role admin of the company; of an API key the scope `periods:write`.

        Args:
            id: The id of the object.
            reason: Why it is reopened. Kept with the period.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/periods/{segment(id)}/reopen",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"reason": reason},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Period = await self._client._send(call, "Period")
        return answer


class Recurring(Resource):
    """Operations of `recurring`."""

    def list(
        self,
        *,
        company_id: str | None = None,
        frequency: params.RecurringFrequency | Sequence[params.RecurringFrequency] | None = None,
        kind: params.RecurringKind | Sequence[params.RecurringKind] | None = None,
        page: int | None = None,
        page_size: int | None = None,
        search: str | None = None,
        sort_by: params.RecurringTemplateSortBy | None = None,
        sort_order: params.SortOrder | None = None,
        status: params.RecurringStatus | Sequence[params.RecurringStatus] | None = None,
        updated_since: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> Pages[models.RecurringTemplate]:
        """List recurring templates.

        Recurring templates: journal entries, invoices and bills that Atlas makes on their dates, each exactly once.
        Requires the role viewer of the company; of an API key the scope `recurring:read`.

        Args:
            company_id: The company. Optional if you have access to exactly one.
            frequency: Only those of this frequency. For several values, repeat the parameter; values separated by
                commas work too.
            kind: Only those of this kind. For several values, repeat the parameter; values separated by commas work
                too.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            search: Only those that contain this text. Case and accents do not matter.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            status: Only those with this status. For several values, repeat the parameter; values separated by
                commas work too.
            updated_since: Only those changed at this moment or later.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/recurring",
            query={
                "company_id": company_id,
                "frequency": frequency,
                "kind": kind,
                "page": page,
                "page_size": page_size,
                "search": search,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "status": status,
                "updated_since": updated_since,
            },
            repeated=("frequency", "kind", "status"),
            page_size=100,
            timeout=timeout,
            in_company=True,
        )
        return self._client._pages(call, "RecurringTemplate")

    def create(
        self,
        *,
        name: str,
        frequency: params.RecurringFrequency,
        start_date: dt.date | str,
        company_id: str | None = None,
        dry_run: bool | None = None,
        journal_entry: params.RecurringEntryParams | Omit | None = OMIT,
        invoice: params.RecurringInvoiceParams | Omit | None = OMIT,
        bill: params.RecurringBillParams | Omit | None = OMIT,
        day_of_month: int | Omit = OMIT,
        end_date: dt.date | str | Omit | None = OMIT,
        auto_post: bool | Omit = OMIT,
        on_closed_period: params.RecurringOnClosedPeriod | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.RecurringTemplate:
        """Create a recurring template.

        Recurring templates: journal entries, invoices and bills that Atlas makes on their dates, each exactly once.
        Requires the role accountant of the company; of an API key the scope `recurring:write`.

        Args:
            name: What you call the template.
            frequency: How often.
            start_date: The earliest date. `quarterly` and `yearly` are counted from its month. At most 366 days
                ago: the dates since then are made at once.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            journal_entry: The entries to make; null if it makes something else.
            invoice: The invoices to make; null if it makes something else.
            bill: The bills to make; null if it makes something else.
            day_of_month: 1 to 31: 31 is the last day of each month. If a month lacks the day, its last day is
                taken. Default: the day of `start_date`.
            end_date: The latest date; null for no end.
            auto_post: Whether to post what it makes: to post entries, send invoices and approve bills. By default
                it makes drafts.
            on_closed_period: If the date is in a closed period: `wait` until it is open, or use the first open day
                after it (`next_open`). Default: `wait`.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/recurring",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "name": name,
                "journal_entry": journal_entry,
                "invoice": invoice,
                "bill": bill,
                "frequency": frequency,
                "day_of_month": day_of_month,
                "start_date": start_date,
                "end_date": end_date,
                "auto_post": auto_post,
                "on_closed_period": on_closed_period,
            },
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.RecurringTemplate = self._client._send(call, "RecurringTemplate")
        return answer

    def get(
        self, id: str, /, *, company_id: str | None = None, timeout: float | None = None
    ) -> models.RecurringTemplate:
        """Get a recurring template.

        Recurring templates: journal entries, invoices and bills that Atlas makes on their dates, each exactly once.
        Requires the role viewer of the company; of an API key the scope `recurring:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET", f"/recurring/{segment(id)}", query={"company_id": company_id}, timeout=timeout, in_company=True
        )
        answer: models.RecurringTemplate = self._client._send(call, "RecurringTemplate")
        return answer

    def update(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        name: str | Omit = OMIT,
        journal_entry: params.RecurringEntryParams | Omit | None = OMIT,
        invoice: params.RecurringInvoiceParams | Omit | None = OMIT,
        bill: params.RecurringBillParams | Omit | None = OMIT,
        frequency: params.RecurringFrequency | Omit = OMIT,
        day_of_month: int | Omit = OMIT,
        start_date: dt.date | str | Omit = OMIT,
        end_date: dt.date | str | Omit | None = OMIT,
        auto_post: bool | Omit = OMIT,
        on_closed_period: params.RecurringOnClosedPeriod | Omit = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.RecurringTemplate:
        """Change a recurring template.

        Recurring templates: journal entries, invoices and bills that Atlas makes on their dates, each exactly once.
        Requires the role accountant of the company; of an API key the scope `recurring:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            name: What you call the template.
            journal_entry: The entries to make; null if it makes something else.
            invoice: The invoices to make; null if it makes something else.
            bill: The bills to make; null if it makes something else.
            frequency: How often.
            day_of_month: 1 to 31: 31 is the last day of each month. If a month lacks the day, its last day is
                taken. Default: the day of `start_date`.
            start_date: The earliest date. `quarterly` and `yearly` are counted from its month. At most 366 days
                ago: the dates since then are made at once.
            end_date: The latest date; null for no end.
            auto_post: Whether to post what it makes: to post entries, send invoices and approve bills. By default
                it makes drafts.
            on_closed_period: If the date is in a closed period: `wait` until it is open, or use the first open day
                after it (`next_open`). Default: `wait`.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PATCH",
            f"/recurring/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "name": name,
                "journal_entry": journal_entry,
                "invoice": invoice,
                "bill": bill,
                "frequency": frequency,
                "day_of_month": day_of_month,
                "start_date": start_date,
                "end_date": end_date,
                "auto_post": auto_post,
                "on_closed_period": on_closed_period,
            },
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.RecurringTemplate = self._client._send(call, "RecurringTemplate")
        return answer

    def delete(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> None:
        """Delete a recurring template.

        Recurring templates: journal entries, invoices and bills that Atlas makes on their dates, each exactly once.
        Requires the role accountant of the company; of an API key the scope `recurring:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "DELETE",
            f"/recurring/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        self._client._send(call)

    def end(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.RecurringTemplate:
        """End a template for good.

        What it made stays. Requires the role accountant of the company; of an API key the scope `recurring:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/recurring/{segment(id)}/end",
            query={"company_id": company_id, "dry_run": dry_run},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.RecurringTemplate = self._client._send(call, "RecurringTemplate")
        return answer

    def pause(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.RecurringTemplate:
        """Pause a template.

        It makes nothing until it is resumed. Requires the role accountant of the company; of an API key the scope
        `recurring:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/recurring/{segment(id)}/pause",
            query={"company_id": company_id, "dry_run": dry_run},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.RecurringTemplate = self._client._send(call, "RecurringTemplate")
        return answer

    def resume(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.RecurringTemplate:
        """Resume a template that is paused, or try one again that waits.

        You become its owner. Dates that passed while it was paused are skipped. Those for which it waited are made.
        Requires the role accountant of the company; of an API key the scope `recurring:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/recurring/{segment(id)}/resume",
            query={"company_id": company_id, "dry_run": dry_run},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.RecurringTemplate = self._client._send(call, "RecurringTemplate")
        return answer


class AsyncRecurring(AsyncResource):
    """Operations of `recurring`, awaited."""

    def list(
        self,
        *,
        company_id: str | None = None,
        frequency: params.RecurringFrequency | Sequence[params.RecurringFrequency] | None = None,
        kind: params.RecurringKind | Sequence[params.RecurringKind] | None = None,
        page: int | None = None,
        page_size: int | None = None,
        search: str | None = None,
        sort_by: params.RecurringTemplateSortBy | None = None,
        sort_order: params.SortOrder | None = None,
        status: params.RecurringStatus | Sequence[params.RecurringStatus] | None = None,
        updated_since: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> AsyncPages[models.RecurringTemplate]:
        """List recurring templates.

        Recurring templates: journal entries, invoices and bills that Atlas makes on their dates, each exactly once.
        Requires the role viewer of the company; of an API key the scope `recurring:read`.

        Args:
            company_id: The company. Optional if you have access to exactly one.
            frequency: Only those of this frequency. For several values, repeat the parameter; values separated by
                commas work too.
            kind: Only those of this kind. For several values, repeat the parameter; values separated by commas work
                too.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            search: Only those that contain this text. Case and accents do not matter.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            status: Only those with this status. For several values, repeat the parameter; values separated by
                commas work too.
            updated_since: Only those changed at this moment or later.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/recurring",
            query={
                "company_id": company_id,
                "frequency": frequency,
                "kind": kind,
                "page": page,
                "page_size": page_size,
                "search": search,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "status": status,
                "updated_since": updated_since,
            },
            repeated=("frequency", "kind", "status"),
            page_size=100,
            timeout=timeout,
            in_company=True,
        )
        return self._client._pages(call, "RecurringTemplate")

    async def create(
        self,
        *,
        name: str,
        frequency: params.RecurringFrequency,
        start_date: dt.date | str,
        company_id: str | None = None,
        dry_run: bool | None = None,
        journal_entry: params.RecurringEntryParams | Omit | None = OMIT,
        invoice: params.RecurringInvoiceParams | Omit | None = OMIT,
        bill: params.RecurringBillParams | Omit | None = OMIT,
        day_of_month: int | Omit = OMIT,
        end_date: dt.date | str | Omit | None = OMIT,
        auto_post: bool | Omit = OMIT,
        on_closed_period: params.RecurringOnClosedPeriod | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.RecurringTemplate:
        """Create a recurring template.

        Recurring templates: journal entries, invoices and bills that Atlas makes on their dates, each exactly once.
        Requires the role accountant of the company; of an API key the scope `recurring:write`.

        Args:
            name: What you call the template.
            frequency: How often.
            start_date: The earliest date. `quarterly` and `yearly` are counted from its month. At most 366 days
                ago: the dates since then are made at once.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            journal_entry: The entries to make; null if it makes something else.
            invoice: The invoices to make; null if it makes something else.
            bill: The bills to make; null if it makes something else.
            day_of_month: 1 to 31: 31 is the last day of each month. If a month lacks the day, its last day is
                taken. Default: the day of `start_date`.
            end_date: The latest date; null for no end.
            auto_post: Whether to post what it makes: to post entries, send invoices and approve bills. By default
                it makes drafts.
            on_closed_period: If the date is in a closed period: `wait` until it is open, or use the first open day
                after it (`next_open`). Default: `wait`.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/recurring",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "name": name,
                "journal_entry": journal_entry,
                "invoice": invoice,
                "bill": bill,
                "frequency": frequency,
                "day_of_month": day_of_month,
                "start_date": start_date,
                "end_date": end_date,
                "auto_post": auto_post,
                "on_closed_period": on_closed_period,
            },
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.RecurringTemplate = await self._client._send(call, "RecurringTemplate")
        return answer

    async def get(
        self, id: str, /, *, company_id: str | None = None, timeout: float | None = None
    ) -> models.RecurringTemplate:
        """Get a recurring template.

        Recurring templates: journal entries, invoices and bills that Atlas makes on their dates, each exactly once.
        Requires the role viewer of the company; of an API key the scope `recurring:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET", f"/recurring/{segment(id)}", query={"company_id": company_id}, timeout=timeout, in_company=True
        )
        answer: models.RecurringTemplate = await self._client._send(call, "RecurringTemplate")
        return answer

    async def update(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        name: str | Omit = OMIT,
        journal_entry: params.RecurringEntryParams | Omit | None = OMIT,
        invoice: params.RecurringInvoiceParams | Omit | None = OMIT,
        bill: params.RecurringBillParams | Omit | None = OMIT,
        frequency: params.RecurringFrequency | Omit = OMIT,
        day_of_month: int | Omit = OMIT,
        start_date: dt.date | str | Omit = OMIT,
        end_date: dt.date | str | Omit | None = OMIT,
        auto_post: bool | Omit = OMIT,
        on_closed_period: params.RecurringOnClosedPeriod | Omit = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.RecurringTemplate:
        """Change a recurring template.

        Recurring templates: journal entries, invoices and bills that Atlas makes on their dates, each exactly once.
        Requires the role accountant of the company; of an API key the scope `recurring:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            name: What you call the template.
            journal_entry: The entries to make; null if it makes something else.
            invoice: The invoices to make; null if it makes something else.
            bill: The bills to make; null if it makes something else.
            frequency: How often.
            day_of_month: 1 to 31: 31 is the last day of each month. If a month lacks the day, its last day is
                taken. Default: the day of `start_date`.
            start_date: The earliest date. `quarterly` and `yearly` are counted from its month. At most 366 days
                ago: the dates since then are made at once.
            end_date: The latest date; null for no end.
            auto_post: Whether to post what it makes: to post entries, send invoices and approve bills. By default
                it makes drafts.
            on_closed_period: If the date is in a closed period: `wait` until it is open, or use the first open day
                after it (`next_open`). Default: `wait`.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PATCH",
            f"/recurring/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "name": name,
                "journal_entry": journal_entry,
                "invoice": invoice,
                "bill": bill,
                "frequency": frequency,
                "day_of_month": day_of_month,
                "start_date": start_date,
                "end_date": end_date,
                "auto_post": auto_post,
                "on_closed_period": on_closed_period,
            },
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.RecurringTemplate = await self._client._send(call, "RecurringTemplate")
        return answer

    async def delete(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> None:
        """Delete a recurring template.

        Recurring templates: journal entries, invoices and bills that Atlas makes on their dates, each exactly once.
        Requires the role accountant of the company; of an API key the scope `recurring:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "DELETE",
            f"/recurring/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        await self._client._send(call)

    async def end(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.RecurringTemplate:
        """End a template for good.

        What it made stays. Requires the role accountant of the company; of an API key the scope `recurring:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/recurring/{segment(id)}/end",
            query={"company_id": company_id, "dry_run": dry_run},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.RecurringTemplate = await self._client._send(call, "RecurringTemplate")
        return answer

    async def pause(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.RecurringTemplate:
        """Pause a template.

        It makes nothing until it is resumed. Requires the role accountant of the company; of an API key the scope
        `recurring:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/recurring/{segment(id)}/pause",
            query={"company_id": company_id, "dry_run": dry_run},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.RecurringTemplate = await self._client._send(call, "RecurringTemplate")
        return answer

    async def resume(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.RecurringTemplate:
        """Resume a template that is paused, or try one again that waits.

        You become its owner. Dates that passed while it was paused are skipped. Those for which it waited are made.
        Requires the role accountant of the company; of an API key the scope `recurring:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/recurring/{segment(id)}/resume",
            query={"company_id": company_id, "dry_run": dry_run},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.RecurringTemplate = await self._client._send(call, "RecurringTemplate")
        return answer


class Reports(Resource):
    """Operations of `reports`."""

    def aged_payables(
        self,
        *,
        as_of: dt.date | str | None = None,
        buckets: int | Sequence[int] | None = None,
        by: params.AgedBy | None = None,
        company_id: str | None = None,
        contact_id: str | None = None,
        currency: params.CurrencyCode | None = None,
        items: bool | None = None,
        known_at: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> models.AgedAnswer:
        """What is owed to vendors at the end of a day, by how long it has been due.

        It shows the day as it was: a later payment does not settle anything yet. What is not allocated of payments
        and credits is in a column of its own, and is not taken off what is owed. Requires the role viewer of the
        company; of an API key the scope `reports:read`.

        Args:
            as_of: The day. Default: today in the company's time zone.
            buckets: The last day of each column, such as `30,60,90`, which is the default. For several values,
                repeat the parameter; values separated by commas work too.
            by: What the age counts from.
            company_id: The company. Optional if you have access to exactly one.
            contact_id: Only this customer or vendor.
            currency: Only the documents in this currency, such as `EUR`.
            items: A row for each document too.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/aged-payables",
            query={
                "as_of": as_of,
                "buckets": buckets,
                "by": by,
                "company_id": company_id,
                "contact_id": contact_id,
                "currency": currency,
                "items": items,
                "known_at": known_at,
                "format": "json",
            },
            repeated=("buckets",),
            timeout=timeout,
            in_company=True,
        )
        answer: models.AgedAnswer = self._client._send(call, "AgedAnswer")
        return answer

    def aged_payables_file(
        self,
        *,
        format: Literal["csv", "xlsx", "pdf"] = "csv",
        as_of: dt.date | str | None = None,
        buckets: int | Sequence[int] | None = None,
        by: params.AgedBy | None = None,
        company_id: str | None = None,
        contact_id: str | None = None,
        currency: params.CurrencyCode | None = None,
        items: bool | None = None,
        known_at: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> Download:
        """What is owed to vendors at the end of a day, by how long it has been due.

        It shows the day as it was: a later payment does not settle anything yet. What is not allocated of payments
        and credits is in a column of its own, and is not taken off what is owed. Requires the role viewer of the
        company; of an API key the scope `reports:read`.

        Args:
            as_of: The day. Default: today in the company's time zone.
            buckets: The last day of each column, such as `30,60,90`, which is the default. For several values,
                repeat the parameter; values separated by commas work too.
            by: What the age counts from.
            company_id: The company. Optional if you have access to exactly one.
            contact_id: Only this customer or vendor.
            currency: Only the documents in this currency, such as `EUR`.
            items: A row for each document too.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/aged-payables",
            query={
                "as_of": as_of,
                "buckets": buckets,
                "by": by,
                "company_id": company_id,
                "contact_id": contact_id,
                "currency": currency,
                "items": items,
                "known_at": known_at,
                "format": format,
            },
            repeated=("buckets",),
            timeout=timeout,
            in_company=True,
        )
        return self._client._download(call)

    def aged_receivables(
        self,
        *,
        as_of: dt.date | str | None = None,
        buckets: int | Sequence[int] | None = None,
        by: params.AgedBy | None = None,
        company_id: str | None = None,
        contact_id: str | None = None,
        currency: params.CurrencyCode | None = None,
        items: bool | None = None,
        known_at: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> models.AgedAnswer:
        """What customers owe at the end of a day, by how long it has been due.

        It shows the day as it was: a later payment does not settle anything yet. What is not allocated of payments
        and credits is in a column of its own, and is not taken off what is owed. Requires the role viewer of the
        company; of an API key the scope `reports:read`.

        Args:
            as_of: The day. Default: today in the company's time zone.
            buckets: The last day of each column, such as `30,60,90`, which is the default. For several values,
                repeat the parameter; values separated by commas work too.
            by: What the age counts from.
            company_id: The company. Optional if you have access to exactly one.
            contact_id: Only this customer or vendor.
            currency: Only the documents in this currency, such as `EUR`.
            items: A row for each document too.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/aged-receivables",
            query={
                "as_of": as_of,
                "buckets": buckets,
                "by": by,
                "company_id": company_id,
                "contact_id": contact_id,
                "currency": currency,
                "items": items,
                "known_at": known_at,
                "format": "json",
            },
            repeated=("buckets",),
            timeout=timeout,
            in_company=True,
        )
        answer: models.AgedAnswer = self._client._send(call, "AgedAnswer")
        return answer

    def aged_receivables_file(
        self,
        *,
        format: Literal["csv", "xlsx", "pdf"] = "csv",
        as_of: dt.date | str | None = None,
        buckets: int | Sequence[int] | None = None,
        by: params.AgedBy | None = None,
        company_id: str | None = None,
        contact_id: str | None = None,
        currency: params.CurrencyCode | None = None,
        items: bool | None = None,
        known_at: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> Download:
        """What customers owe at the end of a day, by how long it has been due.

        It shows the day as it was: a later payment does not settle anything yet. What is not allocated of payments
        and credits is in a column of its own, and is not taken off what is owed. Requires the role viewer of the
        company; of an API key the scope `reports:read`.

        Args:
            as_of: The day. Default: today in the company's time zone.
            buckets: The last day of each column, such as `30,60,90`, which is the default. For several values,
                repeat the parameter; values separated by commas work too.
            by: What the age counts from.
            company_id: The company. Optional if you have access to exactly one.
            contact_id: Only this customer or vendor.
            currency: Only the documents in this currency, such as `EUR`.
            items: A row for each document too.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/aged-receivables",
            query={
                "as_of": as_of,
                "buckets": buckets,
                "by": by,
                "company_id": company_id,
                "contact_id": contact_id,
                "currency": currency,
                "items": items,
                "known_at": known_at,
                "format": format,
            },
            repeated=("buckets",),
            timeout=timeout,
            in_company=True,
        )
        return self._client._download(call)

    def balance_sheet(
        self,
        *,
        as_of: dt.date | str | None = None,
        columns_by: str | None = None,
        company_id: str | None = None,
        compare: params.ReportComparison | None = None,
        interval: params.ReportInterval | None = None,
        known_at: dt.datetime | str | None = None,
        not_tracked: str | Sequence[str] | None = None,
        start_date: dt.date | str | None = None,
        tracking: str | Sequence[str] | None = None,
        variance: bool | None = None,
        timeout: float | None = None,
    ) -> models.Report:
        """The balance sheet: assets, liabilities and equity at the end of a day.

        Equity has two computed rows: the earnings of earlier fiscal years, and those of this fiscal year so far.
        Two more at the end are in no total: net assets (assets less liabilities) and working capital (current
        assets less current liabilities). With `tracking` it need not balance, because control accounts have no
        options. What customers and vendors have open to their credit is shown on its own (`customer_credits`,
        `vendor_credits`), not taken off receivables and payables. No entries add up to these four rows then, nor to
        the totals with them, so their `figures` are null in the columns with such credit; the aged reports of the
        day list the documents. Requires the role viewer of the company; of an API key the scope `reports:read`.

        Args:
            as_of: The day at whose end the balances are taken. Default: today in the company's time zone.
            columns_by: A tracking category: a column for each of its options (of archived ones only with amounts;
                if `tracking` names some, only these), one of lines without any (`not_tracked`), and the total. Not
                with `interval` or `compare`.
            company_id: The company. Optional if you have access to exactly one.
            compare: Adds columns for the previous span of time, or for the same one a year earlier.
            interval: With `start_date`: one column for the end of each month, fiscal quarter or fiscal year.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            not_tracked: Only lines without an option of these tracking categories. For several values, repeat the
                parameter; values separated by commas work too.
            start_date: With `interval`: a column for the end of each interval from this day on.
            tracking: Only lines with one of these options; with options of several categories, with one of each.
                For several values, repeat the parameter; values separated by commas work too.
            variance: With `compare`: adds how much more each column is than the one it is compared with, and how
                many percent of that one. The columns of both times are compared in order; if there are not as many
                of them, only their totals.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/balance-sheet",
            query={
                "as_of": as_of,
                "columns_by": columns_by,
                "company_id": company_id,
                "compare": compare,
                "interval": interval,
                "known_at": known_at,
                "not_tracked": not_tracked,
                "start_date": start_date,
                "tracking": tracking,
                "variance": variance,
                "format": "json",
            },
            repeated=("not_tracked", "tracking"),
            timeout=timeout,
            in_company=True,
        )
        answer: models.Report = self._client._send(call, "Report")
        return answer

    def balance_sheet_file(
        self,
        *,
        format: Literal["csv", "xlsx", "pdf"] = "csv",
        as_of: dt.date | str | None = None,
        columns_by: str | None = None,
        company_id: str | None = None,
        compare: params.ReportComparison | None = None,
        interval: params.ReportInterval | None = None,
        known_at: dt.datetime | str | None = None,
        not_tracked: str | Sequence[str] | None = None,
        start_date: dt.date | str | None = None,
        tracking: str | Sequence[str] | None = None,
        variance: bool | None = None,
        timeout: float | None = None,
    ) -> Download:
        """The balance sheet: assets, liabilities and equity at the end of a day.

        Equity has two computed rows: the earnings of earlier fiscal years, and those of this fiscal year so far.
        Two more at the end are in no total: net assets (assets less liabilities) and working capital (current
        assets less current liabilities). With `tracking` it need not balance, because control accounts have no
        options. What customers and vendors have open to their credit is shown on its own (`customer_credits`,
        `vendor_credits`), not taken off receivables and payables. No entries add up to these four rows then, nor to
        the totals with them, so their `figures` are null in the columns with such credit; the aged reports of the
        day list the documents. Requires the role viewer of the company; of an API key the scope `reports:read`.

        Args:
            as_of: The day at whose end the balances are taken. Default: today in the company's time zone.
            columns_by: A tracking category: a column for each of its options (of archived ones only with amounts;
                if `tracking` names some, only these), one of lines without any (`not_tracked`), and the total. Not
                with `interval` or `compare`.
            company_id: The company. Optional if you have access to exactly one.
            compare: Adds columns for the previous span of time, or for the same one a year earlier.
            interval: With `start_date`: one column for the end of each month, fiscal quarter or fiscal year.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            not_tracked: Only lines without an option of these tracking categories. For several values, repeat the
                parameter; values separated by commas work too.
            start_date: With `interval`: a column for the end of each interval from this day on.
            tracking: Only lines with one of these options; with options of several categories, with one of each.
                For several values, repeat the parameter; values separated by commas work too.
            variance: With `compare`: adds how much more each column is than the one it is compared with, and how
                many percent of that one. The columns of both times are compared in order; if there are not as many
                of them, only their totals.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/balance-sheet",
            query={
                "as_of": as_of,
                "columns_by": columns_by,
                "company_id": company_id,
                "compare": compare,
                "interval": interval,
                "known_at": known_at,
                "not_tracked": not_tracked,
                "start_date": start_date,
                "tracking": tracking,
                "variance": variance,
                "format": format,
            },
            repeated=("not_tracked", "tracking"),
            timeout=timeout,
            in_company=True,
        )
        return self._client._download(call)

    def budget_vs_actual(
        self,
        *,
        budget_id: str,
        company_id: str | None = None,
        end_date: dt.date | str | None = None,
        interval: params.ReportInterval | None = None,
        known_at: dt.datetime | str | None = None,
        not_tracked: str | Sequence[str] | None = None,
        start_date: dt.date | str | None = None,
        tracking: str | Sequence[str] | None = None,
        timeout: float | None = None,
    ) -> models.Report:
        """Budget against actual: what was earned and spent in whole months, and what a budget plans for them.

        The rows are those of the profit and loss. Each span of time has four columns: the actual amounts, the
        `budget`, the `variance` and the `variance_percent` of the budget (null where it is zero). A variance of
        more than zero is favourable: revenue and profits above the budget, expenses below it. Only lines with the
        options of the budget count as actual, or with those of `tracking`. With `known_at` the actual amounts are
        those of that moment; the budget is that of now. Requires the role viewer of the company; of an API key the
        scope `reports:read`.

        Args:
            budget_id: The budget.
            company_id: The company. Optional if you have access to exactly one.
            end_date: The last day of a month of the budget. Default: the last day of the budget.
            interval: Four columns for each month, fiscal quarter or fiscal year, and for their total. At most 60.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            not_tracked: Only lines without an option of these tracking categories. For several values, repeat the
                parameter; values separated by commas work too.
            start_date: The first day of a month of the budget. Default: the first day of the budget.
            tracking: Only lines with one of these options; with options of several categories, with one of each.
                For several values, repeat the parameter; values separated by commas work too.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/budget-vs-actual",
            query={
                "budget_id": budget_id,
                "company_id": company_id,
                "end_date": end_date,
                "interval": interval,
                "known_at": known_at,
                "not_tracked": not_tracked,
                "start_date": start_date,
                "tracking": tracking,
                "format": "json",
            },
            repeated=("not_tracked", "tracking"),
            timeout=timeout,
            in_company=True,
        )
        answer: models.Report = self._client._send(call, "Report")
        return answer

    def budget_vs_actual_file(
        self,
        *,
        budget_id: str,
        format: Literal["csv", "xlsx", "pdf"] = "csv",
        company_id: str | None = None,
        end_date: dt.date | str | None = None,
        interval: params.ReportInterval | None = None,
        known_at: dt.datetime | str | None = None,
        not_tracked: str | Sequence[str] | None = None,
        start_date: dt.date | str | None = None,
        tracking: str | Sequence[str] | None = None,
        timeout: float | None = None,
    ) -> Download:
        """Budget against actual: what was earned and spent in whole months, and what a budget plans for them.

        The rows are those of the profit and loss. Each span of time has four columns: the actual amounts, the
        `budget`, the `variance` and the `variance_percent` of the budget (null where it is zero). A variance of
        more than zero is favourable: revenue and profits above the budget, expenses below it. Only lines with the
        options of the budget count as actual, or with those of `tracking`. With `known_at` the actual amounts are
        those of that moment; the budget is that of now. Requires the role viewer of the company; of an API key the
        scope `reports:read`.

        Args:
            budget_id: The budget.
            company_id: The company. Optional if you have access to exactly one.
            end_date: The last day of a month of the budget. Default: the last day of the budget.
            interval: Four columns for each month, fiscal quarter or fiscal year, and for their total. At most 60.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            not_tracked: Only lines without an option of these tracking categories. For several values, repeat the
                parameter; values separated by commas work too.
            start_date: The first day of a month of the budget. Default: the first day of the budget.
            tracking: Only lines with one of these options; with options of several categories, with one of each.
                For several values, repeat the parameter; values separated by commas work too.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/budget-vs-actual",
            query={
                "budget_id": budget_id,
                "company_id": company_id,
                "end_date": end_date,
                "interval": interval,
                "known_at": known_at,
                "not_tracked": not_tracked,
                "start_date": start_date,
                "tracking": tracking,
                "format": format,
            },
            repeated=("not_tracked", "tracking"),
            timeout=timeout,
            in_company=True,
        )
        return self._client._download(call)

    def cash_flow(
        self,
        *,
        company_id: str | None = None,
        compare: params.ReportComparison | None = None,
        end_date: dt.date | str | None = None,
        interval: params.ReportInterval | None = None,
        known_at: dt.datetime | str | None = None,
        start_date: dt.date | str | None = None,
        variance: bool | None = None,
        timeout: float | None = None,
    ) -> models.Report:
        """The cash flow statement (indirect): from the profit to the change of bank, cash, card and clearing accounts.

        What brings cash in is positive. Current assets and liabilities are operating, fixed assets investing, loans
        and equity financing activities. Requires the role viewer of the company; of an API key the scope
        `reports:read`.

        Args:
            company_id: The company. Optional if you have access to exactly one.
            compare: Adds columns for the previous span of time, or for the same one a year earlier.
            end_date: The last day. Default: today in the company's time zone.
            interval: One column for each month, fiscal quarter or fiscal year.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            start_date: The first day. Default: the first day of the fiscal year of `end_date`.
            variance: With `compare`: adds how much more each column is than the one it is compared with, and how
                many percent of that one. The columns of both times are compared in order; if there are not as many
                of them, only their totals.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/cash-flow",
            query={
                "company_id": company_id,
                "compare": compare,
                "end_date": end_date,
                "interval": interval,
                "known_at": known_at,
                "start_date": start_date,
                "variance": variance,
                "format": "json",
            },
            timeout=timeout,
            in_company=True,
        )
        answer: models.Report = self._client._send(call, "Report")
        return answer

    def cash_flow_file(
        self,
        *,
        format: Literal["csv", "xlsx", "pdf"] = "csv",
        company_id: str | None = None,
        compare: params.ReportComparison | None = None,
        end_date: dt.date | str | None = None,
        interval: params.ReportInterval | None = None,
        known_at: dt.datetime | str | None = None,
        start_date: dt.date | str | None = None,
        variance: bool | None = None,
        timeout: float | None = None,
    ) -> Download:
        """The cash flow statement (indirect): from the profit to the change of bank, cash, card and clearing accounts.

        What brings cash in is positive. Current assets and liabilities are operating, fixed assets investing, loans
        and equity financing activities. Requires the role viewer of the company; of an API key the scope
        `reports:read`.

        Args:
            company_id: The company. Optional if you have access to exactly one.
            compare: Adds columns for the previous span of time, or for the same one a year earlier.
            end_date: The last day. Default: today in the company's time zone.
            interval: One column for each month, fiscal quarter or fiscal year.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            start_date: The first day. Default: the first day of the fiscal year of `end_date`.
            variance: With `compare`: adds how much more each column is than the one it is compared with, and how
                many percent of that one. The columns of both times are compared in order; if there are not as many
                of them, only their totals.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/cash-flow",
            query={
                "company_id": company_id,
                "compare": compare,
                "end_date": end_date,
                "interval": interval,
                "known_at": known_at,
                "start_date": start_date,
                "variance": variance,
                "format": format,
            },
            timeout=timeout,
            in_company=True,
        )
        return self._client._download(call)

    def changes_in_equity(
        self,
        *,
        company_id: str | None = None,
        end_date: dt.date | str | None = None,
        known_at: dt.datetime | str | None = None,
        start_date: dt.date | str | None = None,
        timeout: float | None = None,
    ) -> models.Report:
        """The changes in equity: of each account the opening balance, profit, movements, closing of years, and the
        balance.

        Earnings that no closing entry has moved to an account yet are one row. Requires the role viewer of the
        company; of an API key the scope `reports:read`.

        Args:
            company_id: The company. Optional if you have access to exactly one.
            end_date: The last day. Default: today in the company's time zone.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            start_date: The first day. Default: the first day of the fiscal year of `end_date`.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/changes-in-equity",
            query={
                "company_id": company_id,
                "end_date": end_date,
                "known_at": known_at,
                "start_date": start_date,
                "format": "json",
            },
            timeout=timeout,
            in_company=True,
        )
        answer: models.Report = self._client._send(call, "Report")
        return answer

    def changes_in_equity_file(
        self,
        *,
        format: Literal["csv", "xlsx", "pdf"] = "csv",
        company_id: str | None = None,
        end_date: dt.date | str | None = None,
        known_at: dt.datetime | str | None = None,
        start_date: dt.date | str | None = None,
        timeout: float | None = None,
    ) -> Download:
        """The changes in equity: of each account the opening balance, profit, movements, closing of years, and the
        balance.

        Earnings that no closing entry has moved to an account yet are one row. Requires the role viewer of the
        company; of an API key the scope `reports:read`.

        Args:
            company_id: The company. Optional if you have access to exactly one.
            end_date: The last day. Default: today in the company's time zone.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            start_date: The first day. Default: the first day of the fiscal year of `end_date`.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/changes-in-equity",
            query={
                "company_id": company_id,
                "end_date": end_date,
                "known_at": known_at,
                "start_date": start_date,
                "format": format,
            },
            timeout=timeout,
            in_company=True,
        )
        return self._client._download(call)

    def customer_statement(
        self,
        *,
        customer_id: str,
        buckets: int | Sequence[int] | None = None,
        by: params.AgedBy | None = None,
        company_id: str | None = None,
        end_date: dt.date | str | None = None,
        known_at: dt.datetime | str | None = None,
        start_date: dt.date | str | None = None,
        timeout: float | None = None,
    ) -> models.StatementAnswer:
        """The statement of a customer: opening balance, invoices, credits, payments and refunds, what is open.

        Requires the role viewer of the company; of an API key the scope `reports:read`.

        Args:
            customer_id: Only those of this customer.
            buckets: The last day of each column of the ageing, such as `30,60,90`, which is the default. For
                several values, repeat the parameter; values separated by commas work too.
            by: What the age counts from.
            company_id: The company. Optional if you have access to exactly one.
            end_date: The last day. Default: today in the company's time zone.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            start_date: The first day. Default: the first day of the fiscal year of `end_date`.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/customer-statement",
            query={
                "buckets": buckets,
                "by": by,
                "company_id": company_id,
                "customer_id": customer_id,
                "end_date": end_date,
                "known_at": known_at,
                "start_date": start_date,
                "format": "json",
            },
            repeated=("buckets",),
            timeout=timeout,
            in_company=True,
        )
        answer: models.StatementAnswer = self._client._send(call, "StatementAnswer")
        return answer

    def customer_statement_file(
        self,
        *,
        customer_id: str,
        format: Literal["csv", "xlsx", "pdf"] = "csv",
        buckets: int | Sequence[int] | None = None,
        by: params.AgedBy | None = None,
        company_id: str | None = None,
        end_date: dt.date | str | None = None,
        known_at: dt.datetime | str | None = None,
        start_date: dt.date | str | None = None,
        timeout: float | None = None,
    ) -> Download:
        """The statement of a customer: opening balance, invoices, credits, payments and refunds, what is open.

        Requires the role viewer of the company; of an API key the scope `reports:read`.

        Args:
            customer_id: Only those of this customer.
            buckets: The last day of each column of the ageing, such as `30,60,90`, which is the default. For
                several values, repeat the parameter; values separated by commas work too.
            by: What the age counts from.
            company_id: The company. Optional if you have access to exactly one.
            end_date: The last day. Default: today in the company's time zone.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            start_date: The first day. Default: the first day of the fiscal year of `end_date`.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/customer-statement",
            query={
                "buckets": buckets,
                "by": by,
                "company_id": company_id,
                "customer_id": customer_id,
                "end_date": end_date,
                "known_at": known_at,
                "start_date": start_date,
                "format": format,
            },
            repeated=("buckets",),
            timeout=timeout,
            in_company=True,
        )
        return self._client._download(call)

    def general_ledger(
        self,
        *,
        account_id: str | Sequence[str] | None = None,
        company_id: str | None = None,
        contact_id: str | None = None,
        cursor: str | None = None,
        end_date: dt.date | str | None = None,
        known_at: dt.datetime | str | None = None,
        not_tracked: str | Sequence[str] | None = None,
        page_size: int | None = None,
        start_date: dt.date | str | None = None,
        tracking: str | Sequence[str] | None = None,
        timeout: float | None = None,
    ) -> models.GeneralLedgerAnswer:
        """The general ledger: each account's opening balance, its lines with a running balance, and its closing
        balance.

        Revenue and expenses begin at zero in each fiscal year, without closing entries, so the closing balance of
        each account is that of the trial balance. A file has all rows, up to 50,000. Requires the role viewer of
        the company; of an API key the scope `reports:read`.

        Args:
            account_id: One account, or several separated by commas. Default: all that have a balance or lines. For
                several values, repeat the parameter; values separated by commas work too.
            company_id: The company. Optional if you have access to exactly one.
            contact_id: Only the lines of this customer or vendor.
            cursor: The `next_cursor` of the page before. JSON only.
            end_date: The last day. Default: today in the company's time zone.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            not_tracked: Only lines without an option of these tracking categories. For several values, repeat the
                parameter; values separated by commas work too.
            page_size: The rows of a page. JSON only.
            start_date: The first day. Default: the first day of the fiscal year of `end_date`.
            tracking: Only lines with one of these options; with options of several categories, with one of each.
                For several values, repeat the parameter; values separated by commas work too.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/general-ledger",
            query={
                "account_id": account_id,
                "company_id": company_id,
                "contact_id": contact_id,
                "cursor": cursor,
                "end_date": end_date,
                "known_at": known_at,
                "not_tracked": not_tracked,
                "page_size": page_size,
                "start_date": start_date,
                "tracking": tracking,
                "format": "json",
            },
            repeated=("account_id", "not_tracked", "tracking"),
            page_size=500,
            timeout=timeout,
            in_company=True,
        )
        answer: models.GeneralLedgerAnswer = self._client._send(call, "GeneralLedgerAnswer")
        return answer

    def general_ledger_file(
        self,
        *,
        format: Literal["csv", "xlsx", "pdf"] = "csv",
        account_id: str | Sequence[str] | None = None,
        company_id: str | None = None,
        contact_id: str | None = None,
        cursor: str | None = None,
        end_date: dt.date | str | None = None,
        known_at: dt.datetime | str | None = None,
        not_tracked: str | Sequence[str] | None = None,
        page_size: int | None = None,
        start_date: dt.date | str | None = None,
        tracking: str | Sequence[str] | None = None,
        timeout: float | None = None,
    ) -> Download:
        """The general ledger: each account's opening balance, its lines with a running balance, and its closing
        balance.

        Revenue and expenses begin at zero in each fiscal year, without closing entries, so the closing balance of
        each account is that of the trial balance. A file has all rows, up to 50,000. Requires the role viewer of
        the company; of an API key the scope `reports:read`.

        Args:
            account_id: One account, or several separated by commas. Default: all that have a balance or lines. For
                several values, repeat the parameter; values separated by commas work too.
            company_id: The company. Optional if you have access to exactly one.
            contact_id: Only the lines of this customer or vendor.
            cursor: The `next_cursor` of the page before. JSON only.
            end_date: The last day. Default: today in the company's time zone.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            not_tracked: Only lines without an option of these tracking categories. For several values, repeat the
                parameter; values separated by commas work too.
            page_size: The rows of a page. JSON only.
            start_date: The first day. Default: the first day of the fiscal year of `end_date`.
            tracking: Only lines with one of these options; with options of several categories, with one of each.
                For several values, repeat the parameter; values separated by commas work too.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/general-ledger",
            query={
                "account_id": account_id,
                "company_id": company_id,
                "contact_id": contact_id,
                "cursor": cursor,
                "end_date": end_date,
                "known_at": known_at,
                "not_tracked": not_tracked,
                "page_size": page_size,
                "start_date": start_date,
                "tracking": tracking,
                "format": format,
            },
            repeated=("account_id", "not_tracked", "tracking"),
            page_size=500,
            timeout=timeout,
            in_company=True,
        )
        return self._client._download(call)

    def journal(
        self,
        *,
        company_id: str | None = None,
        cursor: str | None = None,
        end_date: dt.date | str | None = None,
        known_at: dt.datetime | str | None = None,
        page_size: int | None = None,
        start_date: dt.date | str | None = None,
        timeout: float | None = None,
    ) -> models.JournalAnswer:
        """The journal: the lines of all posted entries, by the date and number of the entry, and their total.

        Requires the role viewer of the company; of an API key the scope `reports:read`.

        Args:
            company_id: The company. Optional if you have access to exactly one.
            cursor: The `next_cursor` of the page before. JSON only.
            end_date: The last day. Default: today in the company's time zone.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            page_size: The rows of a page. JSON only.
            start_date: The first day. Default: the first day of the fiscal year of `end_date`.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/journal",
            query={
                "company_id": company_id,
                "cursor": cursor,
                "end_date": end_date,
                "known_at": known_at,
                "page_size": page_size,
                "start_date": start_date,
                "format": "json",
            },
            page_size=500,
            timeout=timeout,
            in_company=True,
        )
        answer: models.JournalAnswer = self._client._send(call, "JournalAnswer")
        return answer

    def journal_file(
        self,
        *,
        format: Literal["csv", "xlsx", "pdf"] = "csv",
        company_id: str | None = None,
        cursor: str | None = None,
        end_date: dt.date | str | None = None,
        known_at: dt.datetime | str | None = None,
        page_size: int | None = None,
        start_date: dt.date | str | None = None,
        timeout: float | None = None,
    ) -> Download:
        """The journal: the lines of all posted entries, by the date and number of the entry, and their total.

        Requires the role viewer of the company; of an API key the scope `reports:read`.

        Args:
            company_id: The company. Optional if you have access to exactly one.
            cursor: The `next_cursor` of the page before. JSON only.
            end_date: The last day. Default: today in the company's time zone.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            page_size: The rows of a page. JSON only.
            start_date: The first day. Default: the first day of the fiscal year of `end_date`.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/journal",
            query={
                "company_id": company_id,
                "cursor": cursor,
                "end_date": end_date,
                "known_at": known_at,
                "page_size": page_size,
                "start_date": start_date,
                "format": format,
            },
            page_size=500,
            timeout=timeout,
            in_company=True,
        )
        return self._client._download(call)

    def profit_loss(
        self,
        *,
        basis: params.ReportBasis | None = None,
        columns_by: str | None = None,
        company_id: str | None = None,
        compare: params.ReportComparison | None = None,
        end_date: dt.date | str | None = None,
        interval: params.ReportInterval | None = None,
        known_at: dt.datetime | str | None = None,
        not_tracked: str | Sequence[str] | None = None,
        percent_of_revenue: bool | None = None,
        start_date: dt.date | str | None = None,
        tracking: str | Sequence[str] | None = None,
        variance: bool | None = None,
        timeout: float | None = None,
    ) -> models.Report:
        """The profit and loss statement: revenue and expenses over a span of time.

        Revenue and expenses are both positive, and each profit is their difference. Closing entries are left out.
        EBITDA is the operating profit before expenses on accounts with the subtype `depreciation`, which has
        amortisation too. With `basis=cash` documents count in proportion to what is settled of them. Requires the
        role viewer of the company; of an API key the scope `reports:read`.

        Args:
            basis: When revenue and expenses count: on the date of their document, or in proportion as it is paid
                (allocated); then `lines` and each of `figures` are null, because amounts are shares of lines.
            columns_by: A tracking category: a column for each of its options (of archived ones only with amounts;
                if `tracking` names some, only these), one of lines without any (`not_tracked`), and the total. Not
                with `interval` or `compare`.
            company_id: The company. Optional if you have access to exactly one.
            compare: Adds columns for the previous span of time, or for the same one a year earlier.
            end_date: The last day. Default: today in the company's time zone.
            interval: One column for each month, fiscal quarter or fiscal year.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            not_tracked: Only lines without an option of these tracking categories. For several values, repeat the
                parameter; values separated by commas work too.
            percent_of_revenue: Adds what percentage of the revenue of its column each amount is; null without
                revenue. That of the gross profit is the gross margin.
            start_date: The first day. Default: the first day of the fiscal year of `end_date`.
            tracking: Only lines with one of these options; with options of several categories, with one of each.
                For several values, repeat the parameter; values separated by commas work too.
            variance: With `compare`: adds how much more each column is than the one it is compared with, and how
                many percent of that one. The columns of both times are compared in order; if there are not as many
                of them, only their totals.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/profit-loss",
            query={
                "basis": basis,
                "columns_by": columns_by,
                "company_id": company_id,
                "compare": compare,
                "end_date": end_date,
                "interval": interval,
                "known_at": known_at,
                "not_tracked": not_tracked,
                "percent_of_revenue": percent_of_revenue,
                "start_date": start_date,
                "tracking": tracking,
                "variance": variance,
                "format": "json",
            },
            repeated=("not_tracked", "tracking"),
            timeout=timeout,
            in_company=True,
        )
        answer: models.Report = self._client._send(call, "Report")
        return answer

    def profit_loss_file(
        self,
        *,
        format: Literal["csv", "xlsx", "pdf"] = "csv",
        basis: params.ReportBasis | None = None,
        columns_by: str | None = None,
        company_id: str | None = None,
        compare: params.ReportComparison | None = None,
        end_date: dt.date | str | None = None,
        interval: params.ReportInterval | None = None,
        known_at: dt.datetime | str | None = None,
        not_tracked: str | Sequence[str] | None = None,
        percent_of_revenue: bool | None = None,
        start_date: dt.date | str | None = None,
        tracking: str | Sequence[str] | None = None,
        variance: bool | None = None,
        timeout: float | None = None,
    ) -> Download:
        """The profit and loss statement: revenue and expenses over a span of time.

        Revenue and expenses are both positive, and each profit is their difference. Closing entries are left out.
        EBITDA is the operating profit before expenses on accounts with the subtype `depreciation`, which has
        amortisation too. With `basis=cash` documents count in proportion to what is settled of them. Requires the
        role viewer of the company; of an API key the scope `reports:read`.

        Args:
            basis: When revenue and expenses count: on the date of their document, or in proportion as it is paid
                (allocated); then `lines` and each of `figures` are null, because amounts are shares of lines.
            columns_by: A tracking category: a column for each of its options (of archived ones only with amounts;
                if `tracking` names some, only these), one of lines without any (`not_tracked`), and the total. Not
                with `interval` or `compare`.
            company_id: The company. Optional if you have access to exactly one.
            compare: Adds columns for the previous span of time, or for the same one a year earlier.
            end_date: The last day. Default: today in the company's time zone.
            interval: One column for each month, fiscal quarter or fiscal year.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            not_tracked: Only lines without an option of these tracking categories. For several values, repeat the
                parameter; values separated by commas work too.
            percent_of_revenue: Adds what percentage of the revenue of its column each amount is; null without
                revenue. That of the gross profit is the gross margin.
            start_date: The first day. Default: the first day of the fiscal year of `end_date`.
            tracking: Only lines with one of these options; with options of several categories, with one of each.
                For several values, repeat the parameter; values separated by commas work too.
            variance: With `compare`: adds how much more each column is than the one it is compared with, and how
                many percent of that one. The columns of both times are compared in order; if there are not as many
                of them, only their totals.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/profit-loss",
            query={
                "basis": basis,
                "columns_by": columns_by,
                "company_id": company_id,
                "compare": compare,
                "end_date": end_date,
                "interval": interval,
                "known_at": known_at,
                "not_tracked": not_tracked,
                "percent_of_revenue": percent_of_revenue,
                "start_date": start_date,
                "tracking": tracking,
                "variance": variance,
                "format": format,
            },
            repeated=("not_tracked", "tracking"),
            timeout=timeout,
            in_company=True,
        )
        return self._client._download(call)

    def tax_summary(
        self,
        *,
        box: str | None = None,
        company_id: str | None = None,
        end_date: dt.date | str | None = None,
        items: bool | None = None,
        kind: params.TaxKind | Sequence[params.TaxKind] | None = None,
        known_at: dt.datetime | str | None = None,
        start_date: dt.date | str | None = None,
        tax_rate_id: str | None = None,
        timeout: float | None = None,
    ) -> models.TaxSummaryAnswer:
        """The taxes of at most 366 days: by tax rate and box, by box, and what they move on the tax accounts.

        Unlike a tax return it can be of any days, and changes nothing. Requires the role viewer of the company; of
        an API key the scope `reports:read`.

        Args:
            box: Only the rows of this box of a tax rate.
            company_id: The company. Optional if you have access to exactly one.
            end_date: The last day. Default: today in the company's time zone.
            items: A row for each line too, at most 5,000, above its box.
            kind: Only the rows of these kinds, such as `sales_tax,purchase_tax`. For several values, repeat the
                parameter; values separated by commas work too.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            start_date: The first day. Default: the first day of the fiscal year of `end_date`.
            tax_rate_id: Only the rows of this tax rate.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/tax-summary",
            query={
                "box": box,
                "company_id": company_id,
                "end_date": end_date,
                "items": items,
                "kind": kind,
                "known_at": known_at,
                "start_date": start_date,
                "tax_rate_id": tax_rate_id,
                "format": "json",
            },
            repeated=("kind",),
            timeout=timeout,
            in_company=True,
        )
        answer: models.TaxSummaryAnswer = self._client._send(call, "TaxSummaryAnswer")
        return answer

    def tax_summary_file(
        self,
        *,
        format: Literal["csv", "xlsx", "pdf"] = "csv",
        box: str | None = None,
        company_id: str | None = None,
        end_date: dt.date | str | None = None,
        items: bool | None = None,
        kind: params.TaxKind | Sequence[params.TaxKind] | None = None,
        known_at: dt.datetime | str | None = None,
        start_date: dt.date | str | None = None,
        tax_rate_id: str | None = None,
        timeout: float | None = None,
    ) -> Download:
        """The taxes of at most 366 days: by tax rate and box, by box, and what they move on the tax accounts.

        Unlike a tax return it can be of any days, and changes nothing. Requires the role viewer of the company; of
        an API key the scope `reports:read`.

        Args:
            box: Only the rows of this box of a tax rate.
            company_id: The company. Optional if you have access to exactly one.
            end_date: The last day. Default: today in the company's time zone.
            items: A row for each line too, at most 5,000, above its box.
            kind: Only the rows of these kinds, such as `sales_tax,purchase_tax`. For several values, repeat the
                parameter; values separated by commas work too.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            start_date: The first day. Default: the first day of the fiscal year of `end_date`.
            tax_rate_id: Only the rows of this tax rate.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/tax-summary",
            query={
                "box": box,
                "company_id": company_id,
                "end_date": end_date,
                "items": items,
                "kind": kind,
                "known_at": known_at,
                "start_date": start_date,
                "tax_rate_id": tax_rate_id,
                "format": format,
            },
            repeated=("kind",),
            timeout=timeout,
            in_company=True,
        )
        return self._client._download(call)

    def trial_balance(
        self,
        *,
        columns_by: str | None = None,
        company_id: str | None = None,
        end_date: dt.date | str | None = None,
        known_at: dt.datetime | str | None = None,
        not_tracked: str | Sequence[str] | None = None,
        start_date: dt.date | str | None = None,
        tracking: str | Sequence[str] | None = None,
        timeout: float | None = None,
    ) -> models.Report:
        """The trial balance: the opening balance, the movements and the closing balance of each account.

        Revenue and expenses count from the first day of the fiscal year of `end_date`, whatever `start_date` is.
        The earnings of earlier years are one computed row. With `columns_by`, the columns are closing balances,
        debits less credits. The totals of opening and closing debits and credits have no `figures`: they add up
        some of the balances above them. Requires the role viewer of the company; of an API key the scope
        `reports:read`.

        Args:
            columns_by: A tracking category: a column for each of its options (of archived ones only with amounts;
                if `tracking` names some, only these), one of lines without any (`not_tracked`), and the total. Not
                with `interval` or `compare`.
            company_id: The company. Optional if you have access to exactly one.
            end_date: The last day. Default: today in the company's time zone.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            not_tracked: Only lines without an option of these tracking categories. For several values, repeat the
                parameter; values separated by commas work too.
            start_date: The first day. Default: the first day of the fiscal year of `end_date`.
            tracking: Only lines with one of these options; with options of several categories, with one of each.
                For several values, repeat the parameter; values separated by commas work too.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/trial-balance",
            query={
                "columns_by": columns_by,
                "company_id": company_id,
                "end_date": end_date,
                "known_at": known_at,
                "not_tracked": not_tracked,
                "start_date": start_date,
                "tracking": tracking,
                "format": "json",
            },
            repeated=("not_tracked", "tracking"),
            timeout=timeout,
            in_company=True,
        )
        answer: models.Report = self._client._send(call, "Report")
        return answer

    def trial_balance_file(
        self,
        *,
        format: Literal["csv", "xlsx", "pdf"] = "csv",
        columns_by: str | None = None,
        company_id: str | None = None,
        end_date: dt.date | str | None = None,
        known_at: dt.datetime | str | None = None,
        not_tracked: str | Sequence[str] | None = None,
        start_date: dt.date | str | None = None,
        tracking: str | Sequence[str] | None = None,
        timeout: float | None = None,
    ) -> Download:
        """The trial balance: the opening balance, the movements and the closing balance of each account.

        Revenue and expenses count from the first day of the fiscal year of `end_date`, whatever `start_date` is.
        The earnings of earlier years are one computed row. With `columns_by`, the columns are closing balances,
        debits less credits. The totals of opening and closing debits and credits have no `figures`: they add up
        some of the balances above them. Requires the role viewer of the company; of an API key the scope
        `reports:read`.

        Args:
            columns_by: A tracking category: a column for each of its options (of archived ones only with amounts;
                if `tracking` names some, only these), one of lines without any (`not_tracked`), and the total. Not
                with `interval` or `compare`.
            company_id: The company. Optional if you have access to exactly one.
            end_date: The last day. Default: today in the company's time zone.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            not_tracked: Only lines without an option of these tracking categories. For several values, repeat the
                parameter; values separated by commas work too.
            start_date: The first day. Default: the first day of the fiscal year of `end_date`.
            tracking: Only lines with one of these options; with options of several categories, with one of each.
                For several values, repeat the parameter; values separated by commas work too.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/trial-balance",
            query={
                "columns_by": columns_by,
                "company_id": company_id,
                "end_date": end_date,
                "known_at": known_at,
                "not_tracked": not_tracked,
                "start_date": start_date,
                "tracking": tracking,
                "format": format,
            },
            repeated=("not_tracked", "tracking"),
            timeout=timeout,
            in_company=True,
        )
        return self._client._download(call)

    def unrealised_differences(
        self,
        *,
        as_of: dt.date | str | None = None,
        company_id: str | None = None,
        items: bool | None = None,
        known_at: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> models.UnrealisedAnswer:
        """Unrealised currency differences: what is open in other currencies at the end of a day, at its closing rates.

        They are what POST /fx-revaluations of the day would post. Where the rate of a currency is missing, there is
        no difference, and no total. Requires the role viewer of the company; of an API key the scope
        `reports:read`.

        Args:
            as_of: The day. Default: today in the company's time zone.
            company_id: The company. Optional if you have access to exactly one.
            items: A row for each document too.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/unrealised-differences",
            query={"as_of": as_of, "company_id": company_id, "items": items, "known_at": known_at, "format": "json"},
            timeout=timeout,
            in_company=True,
        )
        answer: models.UnrealisedAnswer = self._client._send(call, "UnrealisedAnswer")
        return answer

    def unrealised_differences_file(
        self,
        *,
        format: Literal["csv", "xlsx", "pdf"] = "csv",
        as_of: dt.date | str | None = None,
        company_id: str | None = None,
        items: bool | None = None,
        known_at: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> Download:
        """Unrealised currency differences: what is open in other currencies at the end of a day, at its closing rates.

        They are what POST /fx-revaluations of the day would post. Where the rate of a currency is missing, there is
        no difference, and no total. Requires the role viewer of the company; of an API key the scope
        `reports:read`.

        Args:
            as_of: The day. Default: today in the company's time zone.
            company_id: The company. Optional if you have access to exactly one.
            items: A row for each document too.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/unrealised-differences",
            query={"as_of": as_of, "company_id": company_id, "items": items, "known_at": known_at, "format": format},
            timeout=timeout,
            in_company=True,
        )
        return self._client._download(call)

    def vendor_statement(
        self,
        *,
        vendor_id: str,
        buckets: int | Sequence[int] | None = None,
        by: params.AgedBy | None = None,
        company_id: str | None = None,
        end_date: dt.date | str | None = None,
        known_at: dt.datetime | str | None = None,
        start_date: dt.date | str | None = None,
        timeout: float | None = None,
    ) -> models.StatementAnswer:
        """The statement of a vendor: opening balance, bills, credits, payments and refunds, what is open.

        Requires the role viewer of the company; of an API key the scope `reports:read`.

        Args:
            vendor_id: Only those of this vendor.
            buckets: The last day of each column of the ageing, such as `30,60,90`, which is the default. For
                several values, repeat the parameter; values separated by commas work too.
            by: What the age counts from.
            company_id: The company. Optional if you have access to exactly one.
            end_date: The last day. Default: today in the company's time zone.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            start_date: The first day. Default: the first day of the fiscal year of `end_date`.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/vendor-statement",
            query={
                "buckets": buckets,
                "by": by,
                "company_id": company_id,
                "end_date": end_date,
                "known_at": known_at,
                "start_date": start_date,
                "vendor_id": vendor_id,
                "format": "json",
            },
            repeated=("buckets",),
            timeout=timeout,
            in_company=True,
        )
        answer: models.StatementAnswer = self._client._send(call, "StatementAnswer")
        return answer

    def vendor_statement_file(
        self,
        *,
        vendor_id: str,
        format: Literal["csv", "xlsx", "pdf"] = "csv",
        buckets: int | Sequence[int] | None = None,
        by: params.AgedBy | None = None,
        company_id: str | None = None,
        end_date: dt.date | str | None = None,
        known_at: dt.datetime | str | None = None,
        start_date: dt.date | str | None = None,
        timeout: float | None = None,
    ) -> Download:
        """The statement of a vendor: opening balance, bills, credits, payments and refunds, what is open.

        Requires the role viewer of the company; of an API key the scope `reports:read`.

        Args:
            vendor_id: Only those of this vendor.
            buckets: The last day of each column of the ageing, such as `30,60,90`, which is the default. For
                several values, repeat the parameter; values separated by commas work too.
            by: What the age counts from.
            company_id: The company. Optional if you have access to exactly one.
            end_date: The last day. Default: today in the company's time zone.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            start_date: The first day. Default: the first day of the fiscal year of `end_date`.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/vendor-statement",
            query={
                "buckets": buckets,
                "by": by,
                "company_id": company_id,
                "end_date": end_date,
                "known_at": known_at,
                "start_date": start_date,
                "vendor_id": vendor_id,
                "format": format,
            },
            repeated=("buckets",),
            timeout=timeout,
            in_company=True,
        )
        return self._client._download(call)


class AsyncReports(AsyncResource):
    """Operations of `reports`, awaited."""

    async def aged_payables(
        self,
        *,
        as_of: dt.date | str | None = None,
        buckets: int | Sequence[int] | None = None,
        by: params.AgedBy | None = None,
        company_id: str | None = None,
        contact_id: str | None = None,
        currency: params.CurrencyCode | None = None,
        items: bool | None = None,
        known_at: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> models.AgedAnswer:
        """What is owed to vendors at the end of a day, by how long it has been due.

        It shows the day as it was: a later payment does not settle anything yet. What is not allocated of payments
        and credits is in a column of its own, and is not taken off what is owed. Requires the role viewer of the
        company; of an API key the scope `reports:read`.

        Args:
            as_of: The day. Default: today in the company's time zone.
            buckets: The last day of each column, such as `30,60,90`, which is the default. For several values,
                repeat the parameter; values separated by commas work too.
            by: What the age counts from.
            company_id: The company. Optional if you have access to exactly one.
            contact_id: Only this customer or vendor.
            currency: Only the documents in this currency, such as `EUR`.
            items: A row for each document too.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/aged-payables",
            query={
                "as_of": as_of,
                "buckets": buckets,
                "by": by,
                "company_id": company_id,
                "contact_id": contact_id,
                "currency": currency,
                "items": items,
                "known_at": known_at,
                "format": "json",
            },
            repeated=("buckets",),
            timeout=timeout,
            in_company=True,
        )
        answer: models.AgedAnswer = await self._client._send(call, "AgedAnswer")
        return answer

    async def aged_payables_file(
        self,
        *,
        format: Literal["csv", "xlsx", "pdf"] = "csv",
        as_of: dt.date | str | None = None,
        buckets: int | Sequence[int] | None = None,
        by: params.AgedBy | None = None,
        company_id: str | None = None,
        contact_id: str | None = None,
        currency: params.CurrencyCode | None = None,
        items: bool | None = None,
        known_at: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> Download:
        """What is owed to vendors at the end of a day, by how long it has been due.

        It shows the day as it was: a later payment does not settle anything yet. What is not allocated of payments
        and credits is in a column of its own, and is not taken off what is owed. Requires the role viewer of the
        company; of an API key the scope `reports:read`.

        Args:
            as_of: The day. Default: today in the company's time zone.
            buckets: The last day of each column, such as `30,60,90`, which is the default. For several values,
                repeat the parameter; values separated by commas work too.
            by: What the age counts from.
            company_id: The company. Optional if you have access to exactly one.
            contact_id: Only this customer or vendor.
            currency: Only the documents in this currency, such as `EUR`.
            items: A row for each document too.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/aged-payables",
            query={
                "as_of": as_of,
                "buckets": buckets,
                "by": by,
                "company_id": company_id,
                "contact_id": contact_id,
                "currency": currency,
                "items": items,
                "known_at": known_at,
                "format": format,
            },
            repeated=("buckets",),
            timeout=timeout,
            in_company=True,
        )
        return await self._client._download(call)

    async def aged_receivables(
        self,
        *,
        as_of: dt.date | str | None = None,
        buckets: int | Sequence[int] | None = None,
        by: params.AgedBy | None = None,
        company_id: str | None = None,
        contact_id: str | None = None,
        currency: params.CurrencyCode | None = None,
        items: bool | None = None,
        known_at: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> models.AgedAnswer:
        """What customers owe at the end of a day, by how long it has been due.

        It shows the day as it was: a later payment does not settle anything yet. What is not allocated of payments
        and credits is in a column of its own, and is not taken off what is owed. Requires the role viewer of the
        company; of an API key the scope `reports:read`.

        Args:
            as_of: The day. Default: today in the company's time zone.
            buckets: The last day of each column, such as `30,60,90`, which is the default. For several values,
                repeat the parameter; values separated by commas work too.
            by: What the age counts from.
            company_id: The company. Optional if you have access to exactly one.
            contact_id: Only this customer or vendor.
            currency: Only the documents in this currency, such as `EUR`.
            items: A row for each document too.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/aged-receivables",
            query={
                "as_of": as_of,
                "buckets": buckets,
                "by": by,
                "company_id": company_id,
                "contact_id": contact_id,
                "currency": currency,
                "items": items,
                "known_at": known_at,
                "format": "json",
            },
            repeated=("buckets",),
            timeout=timeout,
            in_company=True,
        )
        answer: models.AgedAnswer = await self._client._send(call, "AgedAnswer")
        return answer

    async def aged_receivables_file(
        self,
        *,
        format: Literal["csv", "xlsx", "pdf"] = "csv",
        as_of: dt.date | str | None = None,
        buckets: int | Sequence[int] | None = None,
        by: params.AgedBy | None = None,
        company_id: str | None = None,
        contact_id: str | None = None,
        currency: params.CurrencyCode | None = None,
        items: bool | None = None,
        known_at: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> Download:
        """What customers owe at the end of a day, by how long it has been due.

        It shows the day as it was: a later payment does not settle anything yet. What is not allocated of payments
        and credits is in a column of its own, and is not taken off what is owed. Requires the role viewer of the
        company; of an API key the scope `reports:read`.

        Args:
            as_of: The day. Default: today in the company's time zone.
            buckets: The last day of each column, such as `30,60,90`, which is the default. For several values,
                repeat the parameter; values separated by commas work too.
            by: What the age counts from.
            company_id: The company. Optional if you have access to exactly one.
            contact_id: Only this customer or vendor.
            currency: Only the documents in this currency, such as `EUR`.
            items: A row for each document too.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/aged-receivables",
            query={
                "as_of": as_of,
                "buckets": buckets,
                "by": by,
                "company_id": company_id,
                "contact_id": contact_id,
                "currency": currency,
                "items": items,
                "known_at": known_at,
                "format": format,
            },
            repeated=("buckets",),
            timeout=timeout,
            in_company=True,
        )
        return await self._client._download(call)

    async def balance_sheet(
        self,
        *,
        as_of: dt.date | str | None = None,
        columns_by: str | None = None,
        company_id: str | None = None,
        compare: params.ReportComparison | None = None,
        interval: params.ReportInterval | None = None,
        known_at: dt.datetime | str | None = None,
        not_tracked: str | Sequence[str] | None = None,
        start_date: dt.date | str | None = None,
        tracking: str | Sequence[str] | None = None,
        variance: bool | None = None,
        timeout: float | None = None,
    ) -> models.Report:
        """The balance sheet: assets, liabilities and equity at the end of a day.

        Equity has two computed rows: the earnings of earlier fiscal years, and those of this fiscal year so far.
        Two more at the end are in no total: net assets (assets less liabilities) and working capital (current
        assets less current liabilities). With `tracking` it need not balance, because control accounts have no
        options. What customers and vendors have open to their credit is shown on its own (`customer_credits`,
        `vendor_credits`), not taken off receivables and payables. No entries add up to these four rows then, nor to
        the totals with them, so their `figures` are null in the columns with such credit; the aged reports of the
        day list the documents. Requires the role viewer of the company; of an API key the scope `reports:read`.

        Args:
            as_of: The day at whose end the balances are taken. Default: today in the company's time zone.
            columns_by: A tracking category: a column for each of its options (of archived ones only with amounts;
                if `tracking` names some, only these), one of lines without any (`not_tracked`), and the total. Not
                with `interval` or `compare`.
            company_id: The company. Optional if you have access to exactly one.
            compare: Adds columns for the previous span of time, or for the same one a year earlier.
            interval: With `start_date`: one column for the end of each month, fiscal quarter or fiscal year.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            not_tracked: Only lines without an option of these tracking categories. For several values, repeat the
                parameter; values separated by commas work too.
            start_date: With `interval`: a column for the end of each interval from this day on.
            tracking: Only lines with one of these options; with options of several categories, with one of each.
                For several values, repeat the parameter; values separated by commas work too.
            variance: With `compare`: adds how much more each column is than the one it is compared with, and how
                many percent of that one. The columns of both times are compared in order; if there are not as many
                of them, only their totals.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/balance-sheet",
            query={
                "as_of": as_of,
                "columns_by": columns_by,
                "company_id": company_id,
                "compare": compare,
                "interval": interval,
                "known_at": known_at,
                "not_tracked": not_tracked,
                "start_date": start_date,
                "tracking": tracking,
                "variance": variance,
                "format": "json",
            },
            repeated=("not_tracked", "tracking"),
            timeout=timeout,
            in_company=True,
        )
        answer: models.Report = await self._client._send(call, "Report")
        return answer

    async def balance_sheet_file(
        self,
        *,
        format: Literal["csv", "xlsx", "pdf"] = "csv",
        as_of: dt.date | str | None = None,
        columns_by: str | None = None,
        company_id: str | None = None,
        compare: params.ReportComparison | None = None,
        interval: params.ReportInterval | None = None,
        known_at: dt.datetime | str | None = None,
        not_tracked: str | Sequence[str] | None = None,
        start_date: dt.date | str | None = None,
        tracking: str | Sequence[str] | None = None,
        variance: bool | None = None,
        timeout: float | None = None,
    ) -> Download:
        """The balance sheet: assets, liabilities and equity at the end of a day.

        Equity has two computed rows: the earnings of earlier fiscal years, and those of this fiscal year so far.
        Two more at the end are in no total: net assets (assets less liabilities) and working capital (current
        assets less current liabilities). With `tracking` it need not balance, because control accounts have no
        options. What customers and vendors have open to their credit is shown on its own (`customer_credits`,
        `vendor_credits`), not taken off receivables and payables. No entries add up to these four rows then, nor to
        the totals with them, so their `figures` are null in the columns with such credit; the aged reports of the
        day list the documents. Requires the role viewer of the company; of an API key the scope `reports:read`.

        Args:
            as_of: The day at whose end the balances are taken. Default: today in the company's time zone.
            columns_by: A tracking category: a column for each of its options (of archived ones only with amounts;
                if `tracking` names some, only these), one of lines without any (`not_tracked`), and the total. Not
                with `interval` or `compare`.
            company_id: The company. Optional if you have access to exactly one.
            compare: Adds columns for the previous span of time, or for the same one a year earlier.
            interval: With `start_date`: one column for the end of each month, fiscal quarter or fiscal year.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            not_tracked: Only lines without an option of these tracking categories. For several values, repeat the
                parameter; values separated by commas work too.
            start_date: With `interval`: a column for the end of each interval from this day on.
            tracking: Only lines with one of these options; with options of several categories, with one of each.
                For several values, repeat the parameter; values separated by commas work too.
            variance: With `compare`: adds how much more each column is than the one it is compared with, and how
                many percent of that one. The columns of both times are compared in order; if there are not as many
                of them, only their totals.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/balance-sheet",
            query={
                "as_of": as_of,
                "columns_by": columns_by,
                "company_id": company_id,
                "compare": compare,
                "interval": interval,
                "known_at": known_at,
                "not_tracked": not_tracked,
                "start_date": start_date,
                "tracking": tracking,
                "variance": variance,
                "format": format,
            },
            repeated=("not_tracked", "tracking"),
            timeout=timeout,
            in_company=True,
        )
        return await self._client._download(call)

    async def budget_vs_actual(
        self,
        *,
        budget_id: str,
        company_id: str | None = None,
        end_date: dt.date | str | None = None,
        interval: params.ReportInterval | None = None,
        known_at: dt.datetime | str | None = None,
        not_tracked: str | Sequence[str] | None = None,
        start_date: dt.date | str | None = None,
        tracking: str | Sequence[str] | None = None,
        timeout: float | None = None,
    ) -> models.Report:
        """Budget against actual: what was earned and spent in whole months, and what a budget plans for them.

        The rows are those of the profit and loss. Each span of time has four columns: the actual amounts, the
        `budget`, the `variance` and the `variance_percent` of the budget (null where it is zero). A variance of
        more than zero is favourable: revenue and profits above the budget, expenses below it. Only lines with the
        options of the budget count as actual, or with those of `tracking`. With `known_at` the actual amounts are
        those of that moment; the budget is that of now. Requires the role viewer of the company; of an API key the
        scope `reports:read`.

        Args:
            budget_id: The budget.
            company_id: The company. Optional if you have access to exactly one.
            end_date: The last day of a month of the budget. Default: the last day of the budget.
            interval: Four columns for each month, fiscal quarter or fiscal year, and for their total. At most 60.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            not_tracked: Only lines without an option of these tracking categories. For several values, repeat the
                parameter; values separated by commas work too.
            start_date: The first day of a month of the budget. Default: the first day of the budget.
            tracking: Only lines with one of these options; with options of several categories, with one of each.
                For several values, repeat the parameter; values separated by commas work too.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/budget-vs-actual",
            query={
                "budget_id": budget_id,
                "company_id": company_id,
                "end_date": end_date,
                "interval": interval,
                "known_at": known_at,
                "not_tracked": not_tracked,
                "start_date": start_date,
                "tracking": tracking,
                "format": "json",
            },
            repeated=("not_tracked", "tracking"),
            timeout=timeout,
            in_company=True,
        )
        answer: models.Report = await self._client._send(call, "Report")
        return answer

    async def budget_vs_actual_file(
        self,
        *,
        budget_id: str,
        format: Literal["csv", "xlsx", "pdf"] = "csv",
        company_id: str | None = None,
        end_date: dt.date | str | None = None,
        interval: params.ReportInterval | None = None,
        known_at: dt.datetime | str | None = None,
        not_tracked: str | Sequence[str] | None = None,
        start_date: dt.date | str | None = None,
        tracking: str | Sequence[str] | None = None,
        timeout: float | None = None,
    ) -> Download:
        """Budget against actual: what was earned and spent in whole months, and what a budget plans for them.

        The rows are those of the profit and loss. Each span of time has four columns: the actual amounts, the
        `budget`, the `variance` and the `variance_percent` of the budget (null where it is zero). A variance of
        more than zero is favourable: revenue and profits above the budget, expenses below it. Only lines with the
        options of the budget count as actual, or with those of `tracking`. With `known_at` the actual amounts are
        those of that moment; the budget is that of now. Requires the role viewer of the company; of an API key the
        scope `reports:read`.

        Args:
            budget_id: The budget.
            company_id: The company. Optional if you have access to exactly one.
            end_date: The last day of a month of the budget. Default: the last day of the budget.
            interval: Four columns for each month, fiscal quarter or fiscal year, and for their total. At most 60.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            not_tracked: Only lines without an option of these tracking categories. For several values, repeat the
                parameter; values separated by commas work too.
            start_date: The first day of a month of the budget. Default: the first day of the budget.
            tracking: Only lines with one of these options; with options of several categories, with one of each.
                For several values, repeat the parameter; values separated by commas work too.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/budget-vs-actual",
            query={
                "budget_id": budget_id,
                "company_id": company_id,
                "end_date": end_date,
                "interval": interval,
                "known_at": known_at,
                "not_tracked": not_tracked,
                "start_date": start_date,
                "tracking": tracking,
                "format": format,
            },
            repeated=("not_tracked", "tracking"),
            timeout=timeout,
            in_company=True,
        )
        return await self._client._download(call)

    async def cash_flow(
        self,
        *,
        company_id: str | None = None,
        compare: params.ReportComparison | None = None,
        end_date: dt.date | str | None = None,
        interval: params.ReportInterval | None = None,
        known_at: dt.datetime | str | None = None,
        start_date: dt.date | str | None = None,
        variance: bool | None = None,
        timeout: float | None = None,
    ) -> models.Report:
        """The cash flow statement (indirect): from the profit to the change of bank, cash, card and clearing accounts.

        What brings cash in is positive. Current assets and liabilities are operating, fixed assets investing, loans
        and equity financing activities. Requires the role viewer of the company; of an API key the scope
        `reports:read`.

        Args:
            company_id: The company. Optional if you have access to exactly one.
            compare: Adds columns for the previous span of time, or for the same one a year earlier.
            end_date: The last day. Default: today in the company's time zone.
            interval: One column for each month, fiscal quarter or fiscal year.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            start_date: The first day. Default: the first day of the fiscal year of `end_date`.
            variance: With `compare`: adds how much more each column is than the one it is compared with, and how
                many percent of that one. The columns of both times are compared in order; if there are not as many
                of them, only their totals.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/cash-flow",
            query={
                "company_id": company_id,
                "compare": compare,
                "end_date": end_date,
                "interval": interval,
                "known_at": known_at,
                "start_date": start_date,
                "variance": variance,
                "format": "json",
            },
            timeout=timeout,
            in_company=True,
        )
        answer: models.Report = await self._client._send(call, "Report")
        return answer

    async def cash_flow_file(
        self,
        *,
        format: Literal["csv", "xlsx", "pdf"] = "csv",
        company_id: str | None = None,
        compare: params.ReportComparison | None = None,
        end_date: dt.date | str | None = None,
        interval: params.ReportInterval | None = None,
        known_at: dt.datetime | str | None = None,
        start_date: dt.date | str | None = None,
        variance: bool | None = None,
        timeout: float | None = None,
    ) -> Download:
        """The cash flow statement (indirect): from the profit to the change of bank, cash, card and clearing accounts.

        What brings cash in is positive. Current assets and liabilities are operating, fixed assets investing, loans
        and equity financing activities. Requires the role viewer of the company; of an API key the scope
        `reports:read`.

        Args:
            company_id: The company. Optional if you have access to exactly one.
            compare: Adds columns for the previous span of time, or for the same one a year earlier.
            end_date: The last day. Default: today in the company's time zone.
            interval: One column for each month, fiscal quarter or fiscal year.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            start_date: The first day. Default: the first day of the fiscal year of `end_date`.
            variance: With `compare`: adds how much more each column is than the one it is compared with, and how
                many percent of that one. The columns of both times are compared in order; if there are not as many
                of them, only their totals.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/cash-flow",
            query={
                "company_id": company_id,
                "compare": compare,
                "end_date": end_date,
                "interval": interval,
                "known_at": known_at,
                "start_date": start_date,
                "variance": variance,
                "format": format,
            },
            timeout=timeout,
            in_company=True,
        )
        return await self._client._download(call)

    async def changes_in_equity(
        self,
        *,
        company_id: str | None = None,
        end_date: dt.date | str | None = None,
        known_at: dt.datetime | str | None = None,
        start_date: dt.date | str | None = None,
        timeout: float | None = None,
    ) -> models.Report:
        """The changes in equity: of each account the opening balance, profit, movements, closing of years, and the
        balance.

        Earnings that no closing entry has moved to an account yet are one row. Requires the role viewer of the
        company; of an API key the scope `reports:read`.

        Args:
            company_id: The company. Optional if you have access to exactly one.
            end_date: The last day. Default: today in the company's time zone.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            start_date: The first day. Default: the first day of the fiscal year of `end_date`.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/changes-in-equity",
            query={
                "company_id": company_id,
                "end_date": end_date,
                "known_at": known_at,
                "start_date": start_date,
                "format": "json",
            },
            timeout=timeout,
            in_company=True,
        )
        answer: models.Report = await self._client._send(call, "Report")
        return answer

    async def changes_in_equity_file(
        self,
        *,
        format: Literal["csv", "xlsx", "pdf"] = "csv",
        company_id: str | None = None,
        end_date: dt.date | str | None = None,
        known_at: dt.datetime | str | None = None,
        start_date: dt.date | str | None = None,
        timeout: float | None = None,
    ) -> Download:
        """The changes in equity: of each account the opening balance, profit, movements, closing of years, and the
        balance.

        Earnings that no closing entry has moved to an account yet are one row. Requires the role viewer of the
        company; of an API key the scope `reports:read`.

        Args:
            company_id: The company. Optional if you have access to exactly one.
            end_date: The last day. Default: today in the company's time zone.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            start_date: The first day. Default: the first day of the fiscal year of `end_date`.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/changes-in-equity",
            query={
                "company_id": company_id,
                "end_date": end_date,
                "known_at": known_at,
                "start_date": start_date,
                "format": format,
            },
            timeout=timeout,
            in_company=True,
        )
        return await self._client._download(call)

    async def customer_statement(
        self,
        *,
        customer_id: str,
        buckets: int | Sequence[int] | None = None,
        by: params.AgedBy | None = None,
        company_id: str | None = None,
        end_date: dt.date | str | None = None,
        known_at: dt.datetime | str | None = None,
        start_date: dt.date | str | None = None,
        timeout: float | None = None,
    ) -> models.StatementAnswer:
        """The statement of a customer: opening balance, invoices, credits, payments and refunds, what is open.

        Requires the role viewer of the company; of an API key the scope `reports:read`.

        Args:
            customer_id: Only those of this customer.
            buckets: The last day of each column of the ageing, such as `30,60,90`, which is the default. For
                several values, repeat the parameter; values separated by commas work too.
            by: What the age counts from.
            company_id: The company. Optional if you have access to exactly one.
            end_date: The last day. Default: today in the company's time zone.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            start_date: The first day. Default: the first day of the fiscal year of `end_date`.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/customer-statement",
            query={
                "buckets": buckets,
                "by": by,
                "company_id": company_id,
                "customer_id": customer_id,
                "end_date": end_date,
                "known_at": known_at,
                "start_date": start_date,
                "format": "json",
            },
            repeated=("buckets",),
            timeout=timeout,
            in_company=True,
        )
        answer: models.StatementAnswer = await self._client._send(call, "StatementAnswer")
        return answer

    async def customer_statement_file(
        self,
        *,
        customer_id: str,
        format: Literal["csv", "xlsx", "pdf"] = "csv",
        buckets: int | Sequence[int] | None = None,
        by: params.AgedBy | None = None,
        company_id: str | None = None,
        end_date: dt.date | str | None = None,
        known_at: dt.datetime | str | None = None,
        start_date: dt.date | str | None = None,
        timeout: float | None = None,
    ) -> Download:
        """The statement of a customer: opening balance, invoices, credits, payments and refunds, what is open.

        Requires the role viewer of the company; of an API key the scope `reports:read`.

        Args:
            customer_id: Only those of this customer.
            buckets: The last day of each column of the ageing, such as `30,60,90`, which is the default. For
                several values, repeat the parameter; values separated by commas work too.
            by: What the age counts from.
            company_id: The company. Optional if you have access to exactly one.
            end_date: The last day. Default: today in the company's time zone.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            start_date: The first day. Default: the first day of the fiscal year of `end_date`.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/customer-statement",
            query={
                "buckets": buckets,
                "by": by,
                "company_id": company_id,
                "customer_id": customer_id,
                "end_date": end_date,
                "known_at": known_at,
                "start_date": start_date,
                "format": format,
            },
            repeated=("buckets",),
            timeout=timeout,
            in_company=True,
        )
        return await self._client._download(call)

    async def general_ledger(
        self,
        *,
        account_id: str | Sequence[str] | None = None,
        company_id: str | None = None,
        contact_id: str | None = None,
        cursor: str | None = None,
        end_date: dt.date | str | None = None,
        known_at: dt.datetime | str | None = None,
        not_tracked: str | Sequence[str] | None = None,
        page_size: int | None = None,
        start_date: dt.date | str | None = None,
        tracking: str | Sequence[str] | None = None,
        timeout: float | None = None,
    ) -> models.GeneralLedgerAnswer:
        """The general ledger: each account's opening balance, its lines with a running balance, and its closing
        balance.

        Revenue and expenses begin at zero in each fiscal year, without closing entries, so the closing balance of
        each account is that of the trial balance. A file has all rows, up to 50,000. Requires the role viewer of
        the company; of an API key the scope `reports:read`.

        Args:
            account_id: One account, or several separated by commas. Default: all that have a balance or lines. For
                several values, repeat the parameter; values separated by commas work too.
            company_id: The company. Optional if you have access to exactly one.
            contact_id: Only the lines of this customer or vendor.
            cursor: The `next_cursor` of the page before. JSON only.
            end_date: The last day. Default: today in the company's time zone.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            not_tracked: Only lines without an option of these tracking categories. For several values, repeat the
                parameter; values separated by commas work too.
            page_size: The rows of a page. JSON only.
            start_date: The first day. Default: the first day of the fiscal year of `end_date`.
            tracking: Only lines with one of these options; with options of several categories, with one of each.
                For several values, repeat the parameter; values separated by commas work too.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/general-ledger",
            query={
                "account_id": account_id,
                "company_id": company_id,
                "contact_id": contact_id,
                "cursor": cursor,
                "end_date": end_date,
                "known_at": known_at,
                "not_tracked": not_tracked,
                "page_size": page_size,
                "start_date": start_date,
                "tracking": tracking,
                "format": "json",
            },
            repeated=("account_id", "not_tracked", "tracking"),
            page_size=500,
            timeout=timeout,
            in_company=True,
        )
        answer: models.GeneralLedgerAnswer = await self._client._send(call, "GeneralLedgerAnswer")
        return answer

    async def general_ledger_file(
        self,
        *,
        format: Literal["csv", "xlsx", "pdf"] = "csv",
        account_id: str | Sequence[str] | None = None,
        company_id: str | None = None,
        contact_id: str | None = None,
        cursor: str | None = None,
        end_date: dt.date | str | None = None,
        known_at: dt.datetime | str | None = None,
        not_tracked: str | Sequence[str] | None = None,
        page_size: int | None = None,
        start_date: dt.date | str | None = None,
        tracking: str | Sequence[str] | None = None,
        timeout: float | None = None,
    ) -> Download:
        """The general ledger: each account's opening balance, its lines with a running balance, and its closing
        balance.

        Revenue and expenses begin at zero in each fiscal year, without closing entries, so the closing balance of
        each account is that of the trial balance. A file has all rows, up to 50,000. Requires the role viewer of
        the company; of an API key the scope `reports:read`.

        Args:
            account_id: One account, or several separated by commas. Default: all that have a balance or lines. For
                several values, repeat the parameter; values separated by commas work too.
            company_id: The company. Optional if you have access to exactly one.
            contact_id: Only the lines of this customer or vendor.
            cursor: The `next_cursor` of the page before. JSON only.
            end_date: The last day. Default: today in the company's time zone.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            not_tracked: Only lines without an option of these tracking categories. For several values, repeat the
                parameter; values separated by commas work too.
            page_size: The rows of a page. JSON only.
            start_date: The first day. Default: the first day of the fiscal year of `end_date`.
            tracking: Only lines with one of these options; with options of several categories, with one of each.
                For several values, repeat the parameter; values separated by commas work too.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/general-ledger",
            query={
                "account_id": account_id,
                "company_id": company_id,
                "contact_id": contact_id,
                "cursor": cursor,
                "end_date": end_date,
                "known_at": known_at,
                "not_tracked": not_tracked,
                "page_size": page_size,
                "start_date": start_date,
                "tracking": tracking,
                "format": format,
            },
            repeated=("account_id", "not_tracked", "tracking"),
            page_size=500,
            timeout=timeout,
            in_company=True,
        )
        return await self._client._download(call)

    async def journal(
        self,
        *,
        company_id: str | None = None,
        cursor: str | None = None,
        end_date: dt.date | str | None = None,
        known_at: dt.datetime | str | None = None,
        page_size: int | None = None,
        start_date: dt.date | str | None = None,
        timeout: float | None = None,
    ) -> models.JournalAnswer:
        """The journal: the lines of all posted entries, by the date and number of the entry, and their total.

        Requires the role viewer of the company; of an API key the scope `reports:read`.

        Args:
            company_id: The company. Optional if you have access to exactly one.
            cursor: The `next_cursor` of the page before. JSON only.
            end_date: The last day. Default: today in the company's time zone.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            page_size: The rows of a page. JSON only.
            start_date: The first day. Default: the first day of the fiscal year of `end_date`.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/journal",
            query={
                "company_id": company_id,
                "cursor": cursor,
                "end_date": end_date,
                "known_at": known_at,
                "page_size": page_size,
                "start_date": start_date,
                "format": "json",
            },
            page_size=500,
            timeout=timeout,
            in_company=True,
        )
        answer: models.JournalAnswer = await self._client._send(call, "JournalAnswer")
        return answer

    async def journal_file(
        self,
        *,
        format: Literal["csv", "xlsx", "pdf"] = "csv",
        company_id: str | None = None,
        cursor: str | None = None,
        end_date: dt.date | str | None = None,
        known_at: dt.datetime | str | None = None,
        page_size: int | None = None,
        start_date: dt.date | str | None = None,
        timeout: float | None = None,
    ) -> Download:
        """The journal: the lines of all posted entries, by the date and number of the entry, and their total.

        Requires the role viewer of the company; of an API key the scope `reports:read`.

        Args:
            company_id: The company. Optional if you have access to exactly one.
            cursor: The `next_cursor` of the page before. JSON only.
            end_date: The last day. Default: today in the company's time zone.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            page_size: The rows of a page. JSON only.
            start_date: The first day. Default: the first day of the fiscal year of `end_date`.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/journal",
            query={
                "company_id": company_id,
                "cursor": cursor,
                "end_date": end_date,
                "known_at": known_at,
                "page_size": page_size,
                "start_date": start_date,
                "format": format,
            },
            page_size=500,
            timeout=timeout,
            in_company=True,
        )
        return await self._client._download(call)

    async def profit_loss(
        self,
        *,
        basis: params.ReportBasis | None = None,
        columns_by: str | None = None,
        company_id: str | None = None,
        compare: params.ReportComparison | None = None,
        end_date: dt.date | str | None = None,
        interval: params.ReportInterval | None = None,
        known_at: dt.datetime | str | None = None,
        not_tracked: str | Sequence[str] | None = None,
        percent_of_revenue: bool | None = None,
        start_date: dt.date | str | None = None,
        tracking: str | Sequence[str] | None = None,
        variance: bool | None = None,
        timeout: float | None = None,
    ) -> models.Report:
        """The profit and loss statement: revenue and expenses over a span of time.

        Revenue and expenses are both positive, and each profit is their difference. Closing entries are left out.
        EBITDA is the operating profit before expenses on accounts with the subtype `depreciation`, which has
        amortisation too. With `basis=cash` documents count in proportion to what is settled of them. Requires the
        role viewer of the company; of an API key the scope `reports:read`.

        Args:
            basis: When revenue and expenses count: on the date of their document, or in proportion as it is paid
                (allocated); then `lines` and each of `figures` are null, because amounts are shares of lines.
            columns_by: A tracking category: a column for each of its options (of archived ones only with amounts;
                if `tracking` names some, only these), one of lines without any (`not_tracked`), and the total. Not
                with `interval` or `compare`.
            company_id: The company. Optional if you have access to exactly one.
            compare: Adds columns for the previous span of time, or for the same one a year earlier.
            end_date: The last day. Default: today in the company's time zone.
            interval: One column for each month, fiscal quarter or fiscal year.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            not_tracked: Only lines without an option of these tracking categories. For several values, repeat the
                parameter; values separated by commas work too.
            percent_of_revenue: Adds what percentage of the revenue of its column each amount is; null without
                revenue. That of the gross profit is the gross margin.
            start_date: The first day. Default: the first day of the fiscal year of `end_date`.
            tracking: Only lines with one of these options; with options of several categories, with one of each.
                For several values, repeat the parameter; values separated by commas work too.
            variance: With `compare`: adds how much more each column is than the one it is compared with, and how
                many percent of that one. The columns of both times are compared in order; if there are not as many
                of them, only their totals.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/profit-loss",
            query={
                "basis": basis,
                "columns_by": columns_by,
                "company_id": company_id,
                "compare": compare,
                "end_date": end_date,
                "interval": interval,
                "known_at": known_at,
                "not_tracked": not_tracked,
                "percent_of_revenue": percent_of_revenue,
                "start_date": start_date,
                "tracking": tracking,
                "variance": variance,
                "format": "json",
            },
            repeated=("not_tracked", "tracking"),
            timeout=timeout,
            in_company=True,
        )
        answer: models.Report = await self._client._send(call, "Report")
        return answer

    async def profit_loss_file(
        self,
        *,
        format: Literal["csv", "xlsx", "pdf"] = "csv",
        basis: params.ReportBasis | None = None,
        columns_by: str | None = None,
        company_id: str | None = None,
        compare: params.ReportComparison | None = None,
        end_date: dt.date | str | None = None,
        interval: params.ReportInterval | None = None,
        known_at: dt.datetime | str | None = None,
        not_tracked: str | Sequence[str] | None = None,
        percent_of_revenue: bool | None = None,
        start_date: dt.date | str | None = None,
        tracking: str | Sequence[str] | None = None,
        variance: bool | None = None,
        timeout: float | None = None,
    ) -> Download:
        """The profit and loss statement: revenue and expenses over a span of time.

        Revenue and expenses are both positive, and each profit is their difference. Closing entries are left out.
        EBITDA is the operating profit before expenses on accounts with the subtype `depreciation`, which has
        amortisation too. With `basis=cash` documents count in proportion to what is settled of them. Requires the
        role viewer of the company; of an API key the scope `reports:read`.

        Args:
            basis: When revenue and expenses count: on the date of their document, or in proportion as it is paid
                (allocated); then `lines` and each of `figures` are null, because amounts are shares of lines.
            columns_by: A tracking category: a column for each of its options (of archived ones only with amounts;
                if `tracking` names some, only these), one of lines without any (`not_tracked`), and the total. Not
                with `interval` or `compare`.
            company_id: The company. Optional if you have access to exactly one.
            compare: Adds columns for the previous span of time, or for the same one a year earlier.
            end_date: The last day. Default: today in the company's time zone.
            interval: One column for each month, fiscal quarter or fiscal year.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            not_tracked: Only lines without an option of these tracking categories. For several values, repeat the
                parameter; values separated by commas work too.
            percent_of_revenue: Adds what percentage of the revenue of its column each amount is; null without
                revenue. That of the gross profit is the gross margin.
            start_date: The first day. Default: the first day of the fiscal year of `end_date`.
            tracking: Only lines with one of these options; with options of several categories, with one of each.
                For several values, repeat the parameter; values separated by commas work too.
            variance: With `compare`: adds how much more each column is than the one it is compared with, and how
                many percent of that one. The columns of both times are compared in order; if there are not as many
                of them, only their totals.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/profit-loss",
            query={
                "basis": basis,
                "columns_by": columns_by,
                "company_id": company_id,
                "compare": compare,
                "end_date": end_date,
                "interval": interval,
                "known_at": known_at,
                "not_tracked": not_tracked,
                "percent_of_revenue": percent_of_revenue,
                "start_date": start_date,
                "tracking": tracking,
                "variance": variance,
                "format": format,
            },
            repeated=("not_tracked", "tracking"),
            timeout=timeout,
            in_company=True,
        )
        return await self._client._download(call)

    async def tax_summary(
        self,
        *,
        box: str | None = None,
        company_id: str | None = None,
        end_date: dt.date | str | None = None,
        items: bool | None = None,
        kind: params.TaxKind | Sequence[params.TaxKind] | None = None,
        known_at: dt.datetime | str | None = None,
        start_date: dt.date | str | None = None,
        tax_rate_id: str | None = None,
        timeout: float | None = None,
    ) -> models.TaxSummaryAnswer:
        """The taxes of at most 366 days: by tax rate and box, by box, and what they move on the tax accounts.

        Unlike a tax return it can be of any days, and changes nothing. Requires the role viewer of the company; of
        an API key the scope `reports:read`.

        Args:
            box: Only the rows of this box of a tax rate.
            company_id: The company. Optional if you have access to exactly one.
            end_date: The last day. Default: today in the company's time zone.
            items: A row for each line too, at most 5,000, above its box.
            kind: Only the rows of these kinds, such as `sales_tax,purchase_tax`. For several values, repeat the
                parameter; values separated by commas work too.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            start_date: The first day. Default: the first day of the fiscal year of `end_date`.
            tax_rate_id: Only the rows of this tax rate.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/tax-summary",
            query={
                "box": box,
                "company_id": company_id,
                "end_date": end_date,
                "items": items,
                "kind": kind,
                "known_at": known_at,
                "start_date": start_date,
                "tax_rate_id": tax_rate_id,
                "format": "json",
            },
            repeated=("kind",),
            timeout=timeout,
            in_company=True,
        )
        answer: models.TaxSummaryAnswer = await self._client._send(call, "TaxSummaryAnswer")
        return answer

    async def tax_summary_file(
        self,
        *,
        format: Literal["csv", "xlsx", "pdf"] = "csv",
        box: str | None = None,
        company_id: str | None = None,
        end_date: dt.date | str | None = None,
        items: bool | None = None,
        kind: params.TaxKind | Sequence[params.TaxKind] | None = None,
        known_at: dt.datetime | str | None = None,
        start_date: dt.date | str | None = None,
        tax_rate_id: str | None = None,
        timeout: float | None = None,
    ) -> Download:
        """The taxes of at most 366 days: by tax rate and box, by box, and what they move on the tax accounts.

        Unlike a tax return it can be of any days, and changes nothing. Requires the role viewer of the company; of
        an API key the scope `reports:read`.

        Args:
            box: Only the rows of this box of a tax rate.
            company_id: The company. Optional if you have access to exactly one.
            end_date: The last day. Default: today in the company's time zone.
            items: A row for each line too, at most 5,000, above its box.
            kind: Only the rows of these kinds, such as `sales_tax,purchase_tax`. For several values, repeat the
                parameter; values separated by commas work too.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            start_date: The first day. Default: the first day of the fiscal year of `end_date`.
            tax_rate_id: Only the rows of this tax rate.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/tax-summary",
            query={
                "box": box,
                "company_id": company_id,
                "end_date": end_date,
                "items": items,
                "kind": kind,
                "known_at": known_at,
                "start_date": start_date,
                "tax_rate_id": tax_rate_id,
                "format": format,
            },
            repeated=("kind",),
            timeout=timeout,
            in_company=True,
        )
        return await self._client._download(call)

    async def trial_balance(
        self,
        *,
        columns_by: str | None = None,
        company_id: str | None = None,
        end_date: dt.date | str | None = None,
        known_at: dt.datetime | str | None = None,
        not_tracked: str | Sequence[str] | None = None,
        start_date: dt.date | str | None = None,
        tracking: str | Sequence[str] | None = None,
        timeout: float | None = None,
    ) -> models.Report:
        """The trial balance: the opening balance, the movements and the closing balance of each account.

        Revenue and expenses count from the first day of the fiscal year of `end_date`, whatever `start_date` is.
        The earnings of earlier years are one computed row. With `columns_by`, the columns are closing balances,
        debits less credits. The totals of opening and closing debits and credits have no `figures`: they add up
        some of the balances above them. Requires the role viewer of the company; of an API key the scope
        `reports:read`.

        Args:
            columns_by: A tracking category: a column for each of its options (of archived ones only with amounts;
                if `tracking` names some, only these), one of lines without any (`not_tracked`), and the total. Not
                with `interval` or `compare`.
            company_id: The company. Optional if you have access to exactly one.
            end_date: The last day. Default: today in the company's time zone.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            not_tracked: Only lines without an option of these tracking categories. For several values, repeat the
                parameter; values separated by commas work too.
            start_date: The first day. Default: the first day of the fiscal year of `end_date`.
            tracking: Only lines with one of these options; with options of several categories, with one of each.
                For several values, repeat the parameter; values separated by commas work too.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/trial-balance",
            query={
                "columns_by": columns_by,
                "company_id": company_id,
                "end_date": end_date,
                "known_at": known_at,
                "not_tracked": not_tracked,
                "start_date": start_date,
                "tracking": tracking,
                "format": "json",
            },
            repeated=("not_tracked", "tracking"),
            timeout=timeout,
            in_company=True,
        )
        answer: models.Report = await self._client._send(call, "Report")
        return answer

    async def trial_balance_file(
        self,
        *,
        format: Literal["csv", "xlsx", "pdf"] = "csv",
        columns_by: str | None = None,
        company_id: str | None = None,
        end_date: dt.date | str | None = None,
        known_at: dt.datetime | str | None = None,
        not_tracked: str | Sequence[str] | None = None,
        start_date: dt.date | str | None = None,
        tracking: str | Sequence[str] | None = None,
        timeout: float | None = None,
    ) -> Download:
        """The trial balance: the opening balance, the movements and the closing balance of each account.

        Revenue and expenses count from the first day of the fiscal year of `end_date`, whatever `start_date` is.
        The earnings of earlier years are one computed row. With `columns_by`, the columns are closing balances,
        debits less credits. The totals of opening and closing debits and credits have no `figures`: they add up
        some of the balances above them. Requires the role viewer of the company; of an API key the scope
        `reports:read`.

        Args:
            columns_by: A tracking category: a column for each of its options (of archived ones only with amounts;
                if `tracking` names some, only these), one of lines without any (`not_tracked`), and the total. Not
                with `interval` or `compare`.
            company_id: The company. Optional if you have access to exactly one.
            end_date: The last day. Default: today in the company's time zone.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            not_tracked: Only lines without an option of these tracking categories. For several values, repeat the
                parameter; values separated by commas work too.
            start_date: The first day. Default: the first day of the fiscal year of `end_date`.
            tracking: Only lines with one of these options; with options of several categories, with one of each.
                For several values, repeat the parameter; values separated by commas work too.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/trial-balance",
            query={
                "columns_by": columns_by,
                "company_id": company_id,
                "end_date": end_date,
                "known_at": known_at,
                "not_tracked": not_tracked,
                "start_date": start_date,
                "tracking": tracking,
                "format": format,
            },
            repeated=("not_tracked", "tracking"),
            timeout=timeout,
            in_company=True,
        )
        return await self._client._download(call)

    async def unrealised_differences(
        self,
        *,
        as_of: dt.date | str | None = None,
        company_id: str | None = None,
        items: bool | None = None,
        known_at: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> models.UnrealisedAnswer:
        """Unrealised currency differences: what is open in other currencies at the end of a day, at its closing rates.

        They are what POST /fx-revaluations of the day would post. Where the rate of a currency is missing, there is
        no difference, and no total. Requires the role viewer of the company; of an API key the scope
        `reports:read`.

        Args:
            as_of: The day. Default: today in the company's time zone.
            company_id: The company. Optional if you have access to exactly one.
            items: A row for each document too.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/unrealised-differences",
            query={"as_of": as_of, "company_id": company_id, "items": items, "known_at": known_at, "format": "json"},
            timeout=timeout,
            in_company=True,
        )
        answer: models.UnrealisedAnswer = await self._client._send(call, "UnrealisedAnswer")
        return answer

    async def unrealised_differences_file(
        self,
        *,
        format: Literal["csv", "xlsx", "pdf"] = "csv",
        as_of: dt.date | str | None = None,
        company_id: str | None = None,
        items: bool | None = None,
        known_at: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> Download:
        """Unrealised currency differences: what is open in other currencies at the end of a day, at its closing rates.

        They are what POST /fx-revaluations of the day would post. Where the rate of a currency is missing, there is
        no difference, and no total. Requires the role viewer of the company; of an API key the scope
        `reports:read`.

        Args:
            as_of: The day. Default: today in the company's time zone.
            company_id: The company. Optional if you have access to exactly one.
            items: A row for each document too.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/unrealised-differences",
            query={"as_of": as_of, "company_id": company_id, "items": items, "known_at": known_at, "format": format},
            timeout=timeout,
            in_company=True,
        )
        return await self._client._download(call)

    async def vendor_statement(
        self,
        *,
        vendor_id: str,
        buckets: int | Sequence[int] | None = None,
        by: params.AgedBy | None = None,
        company_id: str | None = None,
        end_date: dt.date | str | None = None,
        known_at: dt.datetime | str | None = None,
        start_date: dt.date | str | None = None,
        timeout: float | None = None,
    ) -> models.StatementAnswer:
        """The statement of a vendor: opening balance, bills, credits, payments and refunds, what is open.

        Requires the role viewer of the company; of an API key the scope `reports:read`.

        Args:
            vendor_id: Only those of this vendor.
            buckets: The last day of each column of the ageing, such as `30,60,90`, which is the default. For
                several values, repeat the parameter; values separated by commas work too.
            by: What the age counts from.
            company_id: The company. Optional if you have access to exactly one.
            end_date: The last day. Default: today in the company's time zone.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            start_date: The first day. Default: the first day of the fiscal year of `end_date`.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/vendor-statement",
            query={
                "buckets": buckets,
                "by": by,
                "company_id": company_id,
                "end_date": end_date,
                "known_at": known_at,
                "start_date": start_date,
                "vendor_id": vendor_id,
                "format": "json",
            },
            repeated=("buckets",),
            timeout=timeout,
            in_company=True,
        )
        answer: models.StatementAnswer = await self._client._send(call, "StatementAnswer")
        return answer

    async def vendor_statement_file(
        self,
        *,
        vendor_id: str,
        format: Literal["csv", "xlsx", "pdf"] = "csv",
        buckets: int | Sequence[int] | None = None,
        by: params.AgedBy | None = None,
        company_id: str | None = None,
        end_date: dt.date | str | None = None,
        known_at: dt.datetime | str | None = None,
        start_date: dt.date | str | None = None,
        timeout: float | None = None,
    ) -> Download:
        """The statement of a vendor: opening balance, bills, credits, payments and refunds, what is open.

        Requires the role viewer of the company; of an API key the scope `reports:read`.

        Args:
            vendor_id: Only those of this vendor.
            buckets: The last day of each column of the ageing, such as `30,60,90`, which is the default. For
                several values, repeat the parameter; values separated by commas work too.
            by: What the age counts from.
            company_id: The company. Optional if you have access to exactly one.
            end_date: The last day. Default: today in the company's time zone.
            known_at: The books as they stood at this moment: what was entered later is left out, whatever its date.
                Names and codes are those of today.
            start_date: The first day. Default: the first day of the fiscal year of `end_date`.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/reports/vendor-statement",
            query={
                "buckets": buckets,
                "by": by,
                "company_id": company_id,
                "end_date": end_date,
                "known_at": known_at,
                "start_date": start_date,
                "vendor_id": vendor_id,
                "format": format,
            },
            repeated=("buckets",),
            timeout=timeout,
            in_company=True,
        )
        return await self._client._download(call)


class TaxRates(Resource):
    """Operations of `tax_rates`."""

    def list(
        self,
        *,
        category: params.TaxCategory | Sequence[params.TaxCategory] | None = None,
        code: str | Sequence[str] | None = None,
        company_id: str | None = None,
        is_active: bool | None = None,
        is_inclusive: bool | None = None,
        page: int | None = None,
        page_size: int | None = None,
        search: str | None = None,
        sort_by: params.TaxRateSortBy | None = None,
        sort_order: params.SortOrder | None = None,
        treatment: params.TaxTreatment | Sequence[params.TaxTreatment] | None = None,
        updated_since: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> Pages[models.TaxRate]:
        """List tax rates.

        Tax rates for sales and purchases. Requires the role viewer of the company; of an API key the scope `tax-
        rates:read`.

        Args:
            category: Only those of this category. For several values, repeat the parameter; values separated by
                commas work too.
            code: Only those with this code. For several values, repeat the parameter; values separated by commas
                work too.
            company_id: The company. Optional if you have access to exactly one.
            is_active: `true` for those that are active, `false` for the others.
            is_inclusive: `true` for rates that prices include, `false` for the others.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            search: Only those that contain this text. Case and accents do not matter.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            treatment: Only those treated so. For several values, repeat the parameter; values separated by commas
                work too.
            updated_since: Only those changed at this moment or later.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/tax-rates",
            query={
                "category": category,
                "code": code,
                "company_id": company_id,
                "is_active": is_active,
                "is_inclusive": is_inclusive,
                "page": page,
                "page_size": page_size,
                "search": search,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "treatment": treatment,
                "updated_since": updated_since,
            },
            repeated=("category", "code", "treatment"),
            page_size=100,
            timeout=timeout,
            in_company=True,
        )
        return self._client._pages(call, "TaxRate")

    def create(
        self,
        *,
        name: str,
        company_id: str | None = None,
        dry_run: bool | None = None,
        code: str | Omit = OMIT,
        percent: Exact | Omit = OMIT,
        components: Sequence[params.TaxComponentParams] | Omit = OMIT,
        is_inclusive: bool | Omit = OMIT,
        category: params.TaxCategory | Omit = OMIT,
        treatment: params.TaxTreatment | Omit = OMIT,
        valid_from: dt.date | str | Omit | None = OMIT,
        valid_to: dt.date | str | Omit | None = OMIT,
        boxes: params.TaxBoxesParams | Omit = OMIT,
        sales_account_id: str | Omit | None = OMIT,
        purchase_account_id: str | Omit | None = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.TaxRate:
        """Create a tax rate.

        Tax rates for sales and purchases. Requires the role accountant of the company; of an API key the scope
        `tax-rates:write`.

        Args:
            name: The name of the tax rate, unique per company.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            code: A short code, unique per company; or empty.
            percent: The percentage: 15 is 15 %. Of a rate with components: what they come to. It cannot change once
                a document uses the rate.
            components: In a request: instead of `percent`. They replace all components, and cannot change once a
                document uses the rate.
            is_inclusive: Prices include this tax.
            category: The code of EN 16931. By default it follows the treatment.
            treatment: `reverse_charge` and `import`: nothing is charged on sales; on purchases the tax is owed and
                deducted, and the total stays as it is. Default: `standard`.
            valid_from: The first day of documents with it.
            valid_to: The last day of documents with it.
            boxes: The boxes of the tax return. They replace all boxes.
            sales_account_id: The account for the tax on sales.
            purchase_account_id: The account for the tax on purchases.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/tax-rates",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "name": name,
                "code": code,
                "percent": percent,
                "components": components,
                "is_inclusive": is_inclusive,
                "category": category,
                "treatment": treatment,
                "valid_from": valid_from,
                "valid_to": valid_to,
                "boxes": boxes,
                "sales_account_id": sales_account_id,
                "purchase_account_id": purchase_account_id,
            },
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.TaxRate = self._client._send(call, "TaxRate")
        return answer

    def get(self, id: str, /, *, company_id: str | None = None, timeout: float | None = None) -> models.TaxRate:
        """Get a tax rate.

        Tax rates for sales and purchases. Requires the role viewer of the company; of an API key the scope `tax-
        rates:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET", f"/tax-rates/{segment(id)}", query={"company_id": company_id}, timeout=timeout, in_company=True
        )
        answer: models.TaxRate = self._client._send(call, "TaxRate")
        return answer

    def update(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        name: str | Omit = OMIT,
        code: str | Omit = OMIT,
        percent: Exact | Omit = OMIT,
        components: Sequence[params.TaxComponentParams] | Omit = OMIT,
        is_inclusive: bool | Omit = OMIT,
        category: params.TaxCategory | Omit = OMIT,
        treatment: params.TaxTreatment | Omit = OMIT,
        valid_from: dt.date | str | Omit | None = OMIT,
        valid_to: dt.date | str | Omit | None = OMIT,
        boxes: params.TaxBoxesParams | Omit = OMIT,
        sales_account_id: str | Omit | None = OMIT,
        purchase_account_id: str | Omit | None = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.TaxRate:
        """Change a tax rate.

        Tax rates for sales and purchases. Requires the role accountant of the company; of an API key the scope
        `tax-rates:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            name: The name of the tax rate, unique per company.
            code: A short code, unique per company; or empty.
            percent: The percentage: 15 is 15 %. Of a rate with components: what they come to. It cannot change once
                a document uses the rate.
            components: In a request: instead of `percent`. They replace all components, and cannot change once a
                document uses the rate.
            is_inclusive: Prices include this tax.
            category: The code of EN 16931. By default it follows the treatment.
            treatment: `reverse_charge` and `import`: nothing is charged on sales; on purchases the tax is owed and
                deducted, and the total stays as it is. Default: `standard`.
            valid_from: The first day of documents with it.
            valid_to: The last day of documents with it.
            boxes: The boxes of the tax return. They replace all boxes.
            sales_account_id: The account for the tax on sales.
            purchase_account_id: The account for the tax on purchases.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PATCH",
            f"/tax-rates/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "name": name,
                "code": code,
                "percent": percent,
                "components": components,
                "is_inclusive": is_inclusive,
                "category": category,
                "treatment": treatment,
                "valid_from": valid_from,
                "valid_to": valid_to,
                "boxes": boxes,
                "sales_account_id": sales_account_id,
                "purchase_account_id": purchase_account_id,
            },
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.TaxRate = self._client._send(call, "TaxRate")
        return answer

    def delete(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> None:
        """Delete a tax rate.

        Tax rates for sales and purchases. Requires the role accountant of the company; of an API key the scope
        `tax-rates:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "DELETE",
            f"/tax-rates/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        self._client._send(call)

    def archive(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.TaxRate:
        """Archive a tax rate.

        It cannot be used on new lines; existing ones keep it. Requires the role accountant of the company; of an
        API key the scope `tax-rates:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/tax-rates/{segment(id)}/archive",
            query={"company_id": company_id, "dry_run": dry_run},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.TaxRate = self._client._send(call, "TaxRate")
        return answer

    def restore(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.TaxRate:
        """Restore an archived tax rate.

        Requires the role accountant of the company; of an API key the scope `tax-rates:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/tax-rates/{segment(id)}/restore",
            query={"company_id": company_id, "dry_run": dry_run},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.TaxRate = self._client._send(call, "TaxRate")
        return answer


class AsyncTaxRates(AsyncResource):
    """Operations of `tax_rates`, awaited."""

    def list(
        self,
        *,
        category: params.TaxCategory | Sequence[params.TaxCategory] | None = None,
        code: str | Sequence[str] | None = None,
        company_id: str | None = None,
        is_active: bool | None = None,
        is_inclusive: bool | None = None,
        page: int | None = None,
        page_size: int | None = None,
        search: str | None = None,
        sort_by: params.TaxRateSortBy | None = None,
        sort_order: params.SortOrder | None = None,
        treatment: params.TaxTreatment | Sequence[params.TaxTreatment] | None = None,
        updated_since: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> AsyncPages[models.TaxRate]:
        """List tax rates.

        Tax rates for sales and purchases. Requires the role viewer of the company; of an API key the scope `tax-
        rates:read`.

        Args:
            category: Only those of this category. For several values, repeat the parameter; values separated by
                commas work too.
            code: Only those with this code. For several values, repeat the parameter; values separated by commas
                work too.
            company_id: The company. Optional if you have access to exactly one.
            is_active: `true` for those that are active, `false` for the others.
            is_inclusive: `true` for rates that prices include, `false` for the others.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            search: Only those that contain this text. Case and accents do not matter.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            treatment: Only those treated so. For several values, repeat the parameter; values separated by commas
                work too.
            updated_since: Only those changed at this moment or later.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/tax-rates",
            query={
                "category": category,
                "code": code,
                "company_id": company_id,
                "is_active": is_active,
                "is_inclusive": is_inclusive,
                "page": page,
                "page_size": page_size,
                "search": search,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "treatment": treatment,
                "updated_since": updated_since,
            },
            repeated=("category", "code", "treatment"),
            page_size=100,
            timeout=timeout,
            in_company=True,
        )
        return self._client._pages(call, "TaxRate")

    async def create(
        self,
        *,
        name: str,
        company_id: str | None = None,
        dry_run: bool | None = None,
        code: str | Omit = OMIT,
        percent: Exact | Omit = OMIT,
        components: Sequence[params.TaxComponentParams] | Omit = OMIT,
        is_inclusive: bool | Omit = OMIT,
        category: params.TaxCategory | Omit = OMIT,
        treatment: params.TaxTreatment | Omit = OMIT,
        valid_from: dt.date | str | Omit | None = OMIT,
        valid_to: dt.date | str | Omit | None = OMIT,
        boxes: params.TaxBoxesParams | Omit = OMIT,
        sales_account_id: str | Omit | None = OMIT,
        purchase_account_id: str | Omit | None = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.TaxRate:
        """Create a tax rate.

        Tax rates for sales and purchases. Requires the role accountant of the company; of an API key the scope
        `tax-rates:write`.

        Args:
            name: The name of the tax rate, unique per company.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            code: A short code, unique per company; or empty.
            percent: The percentage: 15 is 15 %. Of a rate with components: what they come to. It cannot change once
                a document uses the rate.
            components: In a request: instead of `percent`. They replace all components, and cannot change once a
                document uses the rate.
            is_inclusive: Prices include this tax.
            category: The code of EN 16931. By default it follows the treatment.
            treatment: `reverse_charge` and `import`: nothing is charged on sales; on purchases the tax is owed and
                deducted, and the total stays as it is. Default: `standard`.
            valid_from: The first day of documents with it.
            valid_to: The last day of documents with it.
            boxes: The boxes of the tax return. They replace all boxes.
            sales_account_id: The account for the tax on sales.
            purchase_account_id: The account for the tax on purchases.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/tax-rates",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "name": name,
                "code": code,
                "percent": percent,
                "components": components,
                "is_inclusive": is_inclusive,
                "category": category,
                "treatment": treatment,
                "valid_from": valid_from,
                "valid_to": valid_to,
                "boxes": boxes,
                "sales_account_id": sales_account_id,
                "purchase_account_id": purchase_account_id,
            },
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.TaxRate = await self._client._send(call, "TaxRate")
        return answer

    async def get(self, id: str, /, *, company_id: str | None = None, timeout: float | None = None) -> models.TaxRate:
        """Get a tax rate.

        Tax rates for sales and purchases. Requires the role viewer of the company; of an API key the scope `tax-
        rates:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET", f"/tax-rates/{segment(id)}", query={"company_id": company_id}, timeout=timeout, in_company=True
        )
        answer: models.TaxRate = await self._client._send(call, "TaxRate")
        return answer

    async def update(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        name: str | Omit = OMIT,
        code: str | Omit = OMIT,
        percent: Exact | Omit = OMIT,
        components: Sequence[params.TaxComponentParams] | Omit = OMIT,
        is_inclusive: bool | Omit = OMIT,
        category: params.TaxCategory | Omit = OMIT,
        treatment: params.TaxTreatment | Omit = OMIT,
        valid_from: dt.date | str | Omit | None = OMIT,
        valid_to: dt.date | str | Omit | None = OMIT,
        boxes: params.TaxBoxesParams | Omit = OMIT,
        sales_account_id: str | Omit | None = OMIT,
        purchase_account_id: str | Omit | None = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.TaxRate:
        """Change a tax rate.

        Tax rates for sales and purchases. Requires the role accountant of the company; of an API key the scope
        `tax-rates:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            name: The name of the tax rate, unique per company.
            code: A short code, unique per company; or empty.
            percent: The percentage: 15 is 15 %. Of a rate with components: what they come to. It cannot change once
                a document uses the rate.
            components: In a request: instead of `percent`. They replace all components, and cannot change once a
                document uses the rate.
            is_inclusive: Prices include this tax.
            category: The code of EN 16931. By default it follows the treatment.
            treatment: `reverse_charge` and `import`: nothing is charged on sales; on purchases the tax is owed and
                deducted, and the total stays as it is. Default: `standard`.
            valid_from: The first day of documents with it.
            valid_to: The last day of documents with it.
            boxes: The boxes of the tax return. They replace all boxes.
            sales_account_id: The account for the tax on sales.
            purchase_account_id: The account for the tax on purchases.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PATCH",
            f"/tax-rates/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "name": name,
                "code": code,
                "percent": percent,
                "components": components,
                "is_inclusive": is_inclusive,
                "category": category,
                "treatment": treatment,
                "valid_from": valid_from,
                "valid_to": valid_to,
                "boxes": boxes,
                "sales_account_id": sales_account_id,
                "purchase_account_id": purchase_account_id,
            },
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.TaxRate = await self._client._send(call, "TaxRate")
        return answer

    async def delete(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> None:
        """Delete a tax rate.

        Tax rates for sales and purchases. Requires the role accountant of the company; of an API key the scope
        `tax-rates:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "DELETE",
            f"/tax-rates/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        await self._client._send(call)

    async def archive(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.TaxRate:
        """Archive a tax rate.

        It cannot be used on new lines; existing ones keep it. Requires the role accountant of the company; of an
        API key the scope `tax-rates:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/tax-rates/{segment(id)}/archive",
            query={"company_id": company_id, "dry_run": dry_run},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.TaxRate = await self._client._send(call, "TaxRate")
        return answer

    async def restore(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.TaxRate:
        """Restore an archived tax rate.

        Requires the role accountant of the company; of an API key the scope `tax-rates:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/tax-rates/{segment(id)}/restore",
            query={"company_id": company_id, "dry_run": dry_run},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.TaxRate = await self._client._send(call, "TaxRate")
        return answer


class TaxReturns(Resource):
    """Operations of `tax_returns`."""

    def list(
        self,
        *,
        company_id: str | None = None,
        page: int | None = None,
        page_size: int | None = None,
        sort_by: params.TaxReturnSortBy | None = None,
        sort_order: params.SortOrder | None = None,
        start_date_from: dt.date | str | None = None,
        start_date_to: dt.date | str | None = None,
        status: params.TaxReturnStatus | Sequence[params.TaxReturnStatus] | None = None,
        updated_since: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> Pages[models.TaxReturn]:
        """List tax returns.

        Tax returns. Filing one locks its days: corrections are in the next one. Requires the role viewer of the
        company; of an API key the scope `tax-returns:read`.

        Args:
            company_id: The company. Optional if you have access to exactly one.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            start_date_from: Only those that start on this day or later.
            start_date_to: Only those that start on this day or earlier.
            status: Only those with this status. For several values, repeat the parameter; values separated by
                commas work too.
            updated_since: Only those changed at this moment or later.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/tax-returns",
            query={
                "company_id": company_id,
                "page": page,
                "page_size": page_size,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "start_date_from": start_date_from,
                "start_date_to": start_date_to,
                "status": status,
                "updated_since": updated_since,
            },
            repeated=("status",),
            page_size=100,
            timeout=timeout,
            in_company=True,
        )
        return self._client._pages(call, "TaxReturn")

    def create(
        self,
        *,
        start_date: dt.date | str,
        end_date: dt.date | str,
        company_id: str | None = None,
        dry_run: bool | None = None,
        basis: params.ReportBasis | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.TaxReturn:
        """Create a tax return.

        Tax returns. Filing one locks its days: corrections are in the next one. Requires the role accountant of the
        company; of an API key the scope `tax-returns:write`.

        Args:
            start_date: The first day: the one after the last filed tax return, if there is one.
            end_date: The last day.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            basis: `accrual`: each tax is in the return of its entry's date. `cash`: in proportion to what is
                settled of its document. By default that of the filed returns, which the next ones keep, or
                `accrual`.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/tax-returns",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"start_date": start_date, "end_date": end_date, "basis": basis},
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.TaxReturn = self._client._send(call, "TaxReturn")
        return answer

    def get(self, id: str, /, *, company_id: str | None = None, timeout: float | None = None) -> models.TaxReturn:
        """Get a tax return.

        Tax returns. Filing one locks its days: corrections are in the next one. Requires the role viewer of the
        company; of an API key the scope `tax-returns:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET", f"/tax-returns/{segment(id)}", query={"company_id": company_id}, timeout=timeout, in_company=True
        )
        answer: models.TaxReturn = self._client._send(call, "TaxReturn")
        return answer

    def delete(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> None:
        """Delete a tax return.

        Tax returns. Filing one locks its days: corrections are in the next one. Requires the role accountant of the
        company; of an API key the scope `tax-returns:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "DELETE",
            f"/tax-returns/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        self._client._send(call)

    def file(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.TaxReturn:
        """File a tax return whose days are over.

        Nothing with tax can be dated on or before its last day any more. Requires the role admin of the company; of
        an API key the scope `tax-returns:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/tax-returns/{segment(id)}/file",
            query={"company_id": company_id, "dry_run": dry_run},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.TaxReturn = self._client._send(call, "TaxReturn")
        return answer

    def lines(
        self,
        id: str,
        /,
        *,
        after_entry: int | None = None,
        after_line: str | None = None,
        box: str | None = None,
        company_id: str | None = None,
        timeout: float | None = None,
    ) -> models.TaxLines:
        """List the lines of posted entries that make up a tax return, or one box of it.

        Requires the role viewer of the company; of an API key the scope `tax-returns:read`.

        Args:
            id: The id of the object.
            after_entry: Only lines after this one: `entry_number` of the last line.
            after_line: With `after_entry`: `line_id` of the last line.
            box: Only the lines of this box of a tax rate.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            f"/tax-returns/{segment(id)}/lines",
            query={"after_entry": after_entry, "after_line": after_line, "box": box, "company_id": company_id},
            timeout=timeout,
            in_company=True,
        )
        answer: models.TaxLines = self._client._send(call, "TaxLines")
        return answer


class AsyncTaxReturns(AsyncResource):
    """Operations of `tax_returns`, awaited."""

    def list(
        self,
        *,
        company_id: str | None = None,
        page: int | None = None,
        page_size: int | None = None,
        sort_by: params.TaxReturnSortBy | None = None,
        sort_order: params.SortOrder | None = None,
        start_date_from: dt.date | str | None = None,
        start_date_to: dt.date | str | None = None,
        status: params.TaxReturnStatus | Sequence[params.TaxReturnStatus] | None = None,
        updated_since: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> AsyncPages[models.TaxReturn]:
        """List tax returns.

        Tax returns. Filing one locks its days: corrections are in the next one. Requires the role viewer of the
        company; of an API key the scope `tax-returns:read`.

        Args:
            company_id: The company. Optional if you have access to exactly one.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            start_date_from: Only those that start on this day or later.
            start_date_to: Only those that start on this day or earlier.
            status: Only those with this status. For several values, repeat the parameter; values separated by
                commas work too.
            updated_since: Only those changed at this moment or later.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/tax-returns",
            query={
                "company_id": company_id,
                "page": page,
                "page_size": page_size,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "start_date_from": start_date_from,
                "start_date_to": start_date_to,
                "status": status,
                "updated_since": updated_since,
            },
            repeated=("status",),
            page_size=100,
            timeout=timeout,
            in_company=True,
        )
        return self._client._pages(call, "TaxReturn")

    async def create(
        self,
        *,
        start_date: dt.date | str,
        end_date: dt.date | str,
        company_id: str | None = None,
        dry_run: bool | None = None,
        basis: params.ReportBasis | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.TaxReturn:
        """Create a tax return.

        Tax returns. Filing one locks its days: corrections are in the next one. Requires the role accountant of the
        company; of an API key the scope `tax-returns:write`.

        Args:
            start_date: The first day: the one after the last filed tax return, if there is one.
            end_date: The last day.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            basis: `accrual`: each tax is in the return of its entry's date. `cash`: in proportion to what is
                settled of its document. By default that of the filed returns, which the next ones keep, or
                `accrual`.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/tax-returns",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"start_date": start_date, "end_date": end_date, "basis": basis},
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.TaxReturn = await self._client._send(call, "TaxReturn")
        return answer

    async def get(self, id: str, /, *, company_id: str | None = None, timeout: float | None = None) -> models.TaxReturn:
        """Get a tax return.

        Tax returns. Filing one locks its days: corrections are in the next one. Requires the role viewer of the
        company; of an API key the scope `tax-returns:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET", f"/tax-returns/{segment(id)}", query={"company_id": company_id}, timeout=timeout, in_company=True
        )
        answer: models.TaxReturn = await self._client._send(call, "TaxReturn")
        return answer

    async def delete(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> None:
        """Delete a tax return.

        Tax returns. Filing one locks its days: corrections are in the next one. Requires the role accountant of the
        company; of an API key the scope `tax-returns:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "DELETE",
            f"/tax-returns/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        await self._client._send(call)

    async def file(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.TaxReturn:
        """File a tax return whose days are over.

        Nothing with tax can be dated on or before its last day any more. Requires the role admin of the company; of
        an API key the scope `tax-returns:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/tax-returns/{segment(id)}/file",
            query={"company_id": company_id, "dry_run": dry_run},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.TaxReturn = await self._client._send(call, "TaxReturn")
        return answer

    async def lines(
        self,
        id: str,
        /,
        *,
        after_entry: int | None = None,
        after_line: str | None = None,
        box: str | None = None,
        company_id: str | None = None,
        timeout: float | None = None,
    ) -> models.TaxLines:
        """List the lines of posted entries that make up a tax return, or one box of it.

        Requires the role viewer of the company; of an API key the scope `tax-returns:read`.

        Args:
            id: The id of the object.
            after_entry: Only lines after this one: `entry_number` of the last line.
            after_line: With `after_entry`: `line_id` of the last line.
            box: Only the lines of this box of a tax rate.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            f"/tax-returns/{segment(id)}/lines",
            query={"after_entry": after_entry, "after_line": after_line, "box": box, "company_id": company_id},
            timeout=timeout,
            in_company=True,
        )
        answer: models.TaxLines = await self._client._send(call, "TaxLines")
        return answer


class TrackingCategories(Resource):
    """Operations of `tracking_categories`."""

    def list(
        self,
        *,
        company_id: str | None = None,
        is_active: bool | None = None,
        page: int | None = None,
        page_size: int | None = None,
        search: str | None = None,
        sort_by: params.TrackingCategorySortBy | None = None,
        sort_order: params.SortOrder | None = None,
        updated_since: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> Pages[models.TrackingCategory]:
        """List tracking categories.

        Tracking categories, such as department and project, for the lines of entries and documents. Requires the
        role viewer of the company; of an API key the scope `tracking-categories:read`.

        Args:
            company_id: The company. Optional if you have access to exactly one.
            is_active: `true` for those that are active, `false` for the others.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            search: Only those that contain this text. Case and accents do not matter.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            updated_since: Only those changed at this moment or later.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/tracking-categories",
            query={
                "company_id": company_id,
                "is_active": is_active,
                "page": page,
                "page_size": page_size,
                "search": search,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "updated_since": updated_since,
            },
            page_size=100,
            timeout=timeout,
            in_company=True,
        )
        return self._client._pages(call, "TrackingCategory")

    def create(
        self,
        *,
        name: str,
        company_id: str | None = None,
        dry_run: bool | None = None,
        options: Sequence[params.TrackingOptionParams] | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.TrackingCategory:
        """Create a tracking category.

        Tracking categories, such as department and project, for the lines of entries and documents. Requires the
        role accountant of the company; of an API key the scope `tracking-categories:write`.

        Args:
            name: The name.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            options: In a request: the options to add or change. Those that are not given stay as they are.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/tracking-categories",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"name": name, "options": options},
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.TrackingCategory = self._client._send(call, "TrackingCategory")
        return answer

    def get(
        self, id: str, /, *, company_id: str | None = None, timeout: float | None = None
    ) -> models.TrackingCategory:
        """Get a tracking category.

        Tracking categories, such as department and project, for the lines of entries and documents. Requires the
        role viewer of the company; of an API key the scope `tracking-categories:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            f"/tracking-categories/{segment(id)}",
            query={"company_id": company_id},
            timeout=timeout,
            in_company=True,
        )
        answer: models.TrackingCategory = self._client._send(call, "TrackingCategory")
        return answer

    def update(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        name: str | Omit = OMIT,
        options: Sequence[params.TrackingOptionParams] | Omit = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.TrackingCategory:
        """Change a tracking category.

        Tracking categories, such as department and project, for the lines of entries and documents. Requires the
        role accountant of the company; of an API key the scope `tracking-categories:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            name: The name.
            options: In a request: the options to add or change. Those that are not given stay as they are.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PATCH",
            f"/tracking-categories/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"name": name, "options": options},
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.TrackingCategory = self._client._send(call, "TrackingCategory")
        return answer

    def delete(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> None:
        """Delete a tracking category.

        Tracking categories, such as department and project, for the lines of entries and documents. Requires the
        role accountant of the company; of an API key the scope `tracking-categories:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "DELETE",
            f"/tracking-categories/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        self._client._send(call)

    def archive(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.TrackingCategory:
        """Archive a tracking category.

        New lines cannot have its options; existing ones keep theirs. Requires the role accountant of the company;
        of an API key the scope `tracking-categories:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/tracking-categories/{segment(id)}/archive",
            query={"company_id": company_id, "dry_run": dry_run},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.TrackingCategory = self._client._send(call, "TrackingCategory")
        return answer

    def remove_options(
        self,
        id: str,
        /,
        *,
        option_ids: Sequence[str],
        company_id: str | None = None,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.TrackingCategory:
        """Remove options that no line or budget ever had.

        Requires the role accountant of the company; of an API key the scope `tracking-categories:write`.

        Args:
            id: The id of the object.
            option_ids: The options to remove.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/tracking-categories/{segment(id)}/remove-options",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"option_ids": option_ids},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.TrackingCategory = self._client._send(call, "TrackingCategory")
        return answer

    def restore(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.TrackingCategory:
        """Restore an archived tracking category.

        Requires the role accountant of the company; of an API key the scope `tracking-categories:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/tracking-categories/{segment(id)}/restore",
            query={"company_id": company_id, "dry_run": dry_run},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.TrackingCategory = self._client._send(call, "TrackingCategory")
        return answer


class AsyncTrackingCategories(AsyncResource):
    """Operations of `tracking_categories`, awaited."""

    def list(
        self,
        *,
        company_id: str | None = None,
        is_active: bool | None = None,
        page: int | None = None,
        page_size: int | None = None,
        search: str | None = None,
        sort_by: params.TrackingCategorySortBy | None = None,
        sort_order: params.SortOrder | None = None,
        updated_since: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> AsyncPages[models.TrackingCategory]:
        """List tracking categories.

        Tracking categories, such as department and project, for the lines of entries and documents. Requires the
        role viewer of the company; of an API key the scope `tracking-categories:read`.

        Args:
            company_id: The company. Optional if you have access to exactly one.
            is_active: `true` for those that are active, `false` for the others.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            search: Only those that contain this text. Case and accents do not matter.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            updated_since: Only those changed at this moment or later.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/tracking-categories",
            query={
                "company_id": company_id,
                "is_active": is_active,
                "page": page,
                "page_size": page_size,
                "search": search,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "updated_since": updated_since,
            },
            page_size=100,
            timeout=timeout,
            in_company=True,
        )
        return self._client._pages(call, "TrackingCategory")

    async def create(
        self,
        *,
        name: str,
        company_id: str | None = None,
        dry_run: bool | None = None,
        options: Sequence[params.TrackingOptionParams] | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.TrackingCategory:
        """Create a tracking category.

        Tracking categories, such as department and project, for the lines of entries and documents. Requires the
        role accountant of the company; of an API key the scope `tracking-categories:write`.

        Args:
            name: The name.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            options: In a request: the options to add or change. Those that are not given stay as they are.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/tracking-categories",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"name": name, "options": options},
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.TrackingCategory = await self._client._send(call, "TrackingCategory")
        return answer

    async def get(
        self, id: str, /, *, company_id: str | None = None, timeout: float | None = None
    ) -> models.TrackingCategory:
        """Get a tracking category.

        Tracking categories, such as department and project, for the lines of entries and documents. Requires the
        role viewer of the company; of an API key the scope `tracking-categories:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            f"/tracking-categories/{segment(id)}",
            query={"company_id": company_id},
            timeout=timeout,
            in_company=True,
        )
        answer: models.TrackingCategory = await self._client._send(call, "TrackingCategory")
        return answer

    async def update(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        name: str | Omit = OMIT,
        options: Sequence[params.TrackingOptionParams] | Omit = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.TrackingCategory:
        """Change a tracking category.

        Tracking categories, such as department and project, for the lines of entries and documents. Requires the
        role accountant of the company; of an API key the scope `tracking-categories:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            name: The name.
            options: In a request: the options to add or change. Those that are not given stay as they are.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PATCH",
            f"/tracking-categories/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"name": name, "options": options},
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.TrackingCategory = await self._client._send(call, "TrackingCategory")
        return answer

    async def delete(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> None:
        """Delete a tracking category.

        Tracking categories, such as department and project, for the lines of entries and documents. Requires the
        role accountant of the company; of an API key the scope `tracking-categories:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "DELETE",
            f"/tracking-categories/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        await self._client._send(call)

    async def archive(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.TrackingCategory:
        """Archive a tracking category.

        New lines cannot have its options; existing ones keep theirs. Requires the role accountant of the company;
        of an API key the scope `tracking-categories:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/tracking-categories/{segment(id)}/archive",
            query={"company_id": company_id, "dry_run": dry_run},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.TrackingCategory = await self._client._send(call, "TrackingCategory")
        return answer

    async def remove_options(
        self,
        id: str,
        /,
        *,
        option_ids: Sequence[str],
        company_id: str | None = None,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.TrackingCategory:
        """Remove options that no line or budget ever had.

        Requires the role accountant of the company; of an API key the scope `tracking-categories:write`.

        Args:
            id: The id of the object.
            option_ids: The options to remove.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/tracking-categories/{segment(id)}/remove-options",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"option_ids": option_ids},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.TrackingCategory = await self._client._send(call, "TrackingCategory")
        return answer

    async def restore(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.TrackingCategory:
        """Restore an archived tracking category.

        Requires the role accountant of the company; of an API key the scope `tracking-categories:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/tracking-categories/{segment(id)}/restore",
            query={"company_id": company_id, "dry_run": dry_run},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.TrackingCategory = await self._client._send(call, "TrackingCategory")
        return answer


class Transfers(Resource):
    """Operations of `transfers`."""

    def list(
        self,
        *,
        account_id: str | Sequence[str] | None = None,
        amount_max: Exact | None = None,
        amount_min: Exact | None = None,
        company_id: str | None = None,
        currency: params.CurrencyCode | Sequence[params.CurrencyCode] | None = None,
        date_from: dt.date | str | None = None,
        date_to: dt.date | str | None = None,
        external_id: str | Sequence[str] | None = None,
        metadata: str | Sequence[str] | None = None,
        page: int | None = None,
        page_size: int | None = None,
        reference: str | Sequence[str] | None = None,
        search: str | None = None,
        sort_by: params.TransferSortBy | None = None,
        sort_order: params.SortOrder | None = None,
        status: params.PaymentStatus | Sequence[params.PaymentStatus] | None = None,
        transfer_number: str | Sequence[str] | None = None,
        updated_since: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> Pages[models.Transfer]:
        """List transfers.

        Money moved between a company's own bank, cash, card and clearing accounts. Requires the role viewer of the
        company; of an API key the scope `transfers:read`.

        Args:
            account_id: Only those that use this account. For several values, repeat the parameter; values separated
                by commas work too.
            amount_max: Only those of this amount or less.
            amount_min: Only those of this amount or more.
            company_id: The company. Optional if you have access to exactly one.
            currency: Only those in this currency. For several values, repeat the parameter; values separated by
                commas work too.
            date_from: Only those dated on this day or later.
            date_to: Only those dated on this day or earlier.
            external_id: Only those with this `external_id`. For several values, repeat the parameter; values
                separated by commas work too.
            metadata: Only those with this key and text in their metadata, such as `order_id:42`. For several,
                repeat the parameter: all of them must match. A comma is part of the text.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            reference: Only those with this reference. For several values, repeat the parameter; values separated by
                commas work too.
            search: Only those that contain this text. Case and accents do not matter.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            status: Only those with this status. For several values, repeat the parameter; values separated by
                commas work too.
            transfer_number: Only those with this number. For several values, repeat the parameter; values separated
                by commas work too.
            updated_since: Only those changed at this moment or later.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/transfers",
            query={
                "account_id": account_id,
                "amount_max": amount_max,
                "amount_min": amount_min,
                "company_id": company_id,
                "currency": currency,
                "date_from": date_from,
                "date_to": date_to,
                "external_id": external_id,
                "metadata": metadata,
                "page": page,
                "page_size": page_size,
                "reference": reference,
                "search": search,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "status": status,
                "transfer_number": transfer_number,
                "updated_since": updated_since,
            },
            repeated=("account_id", "currency", "external_id", "metadata", "reference", "status", "transfer_number"),
            page_size=100,
            timeout=timeout,
            in_company=True,
        )
        return self._client._pages(call, "Transfer")

    def create(
        self,
        *,
        from_account_id: str,
        to_account_id: str,
        amount: Exact,
        company_id: str | None = None,
        dry_run: bool | None = None,
        date: dt.date | str | Omit = OMIT,
        to_amount: Exact | Omit = OMIT,
        fee: params.TransferFeeParams | Omit | None = OMIT,
        currency: params.CurrencyCode | Omit = OMIT,
        exchange_rate: Exact | Omit = OMIT,
        reference: str | Omit = OMIT,
        external_id: str | Omit | None = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        on_closed_period: params.OnClosedPeriod | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Transfer:
        """Create a transfer.

        Money moved between a company's own bank, cash, card and clearing accounts. Requires the role accountant of
        the company; of an API key the scope `transfers:write`.

        Args:
            from_account_id: The account that the money leaves.
            to_account_id: The account that the money reaches.
            amount: The amount that leaves the first account, besides the fee.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            date: Default: today in the company's time zone.
            to_amount: The amount that reaches the other account, in its currency. Default, and for accounts in one
                currency the only possible value: `amount`.
            fee: What the bank charged the first account on top.
            currency: Default: the currency of the account, or of an adjustment's contact.
            exchange_rate: Units of the base currency per unit of the document's currency. Default: the rate of the
                date.
            reference: Any reference of yours, such as an order number.
            external_id: Your own id for this object, unique per company and kind.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            on_closed_period: If the period is closed: fail with 409 (`refuse`), or use the first open day up to
                today (`next_open`).
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/transfers",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "from_account_id": from_account_id,
                "to_account_id": to_account_id,
                "date": date,
                "amount": amount,
                "to_amount": to_amount,
                "fee": fee,
                "currency": currency,
                "exchange_rate": exchange_rate,
                "reference": reference,
                "external_id": external_id,
                "metadata": metadata,
                "on_closed_period": on_closed_period,
            },
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Transfer = self._client._send(call, "Transfer")
        return answer

    def get(self, id: str, /, *, company_id: str | None = None, timeout: float | None = None) -> models.Transfer:
        """Get a transfer.

        Money moved between a company's own bank, cash, card and clearing accounts. Requires the role viewer of the
        company; of an API key the scope `transfers:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET", f"/transfers/{segment(id)}", query={"company_id": company_id}, timeout=timeout, in_company=True
        )
        answer: models.Transfer = self._client._send(call, "Transfer")
        return answer

    def update(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        reference: str | Omit = OMIT,
        external_id: str | Omit | None = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Transfer:
        """Change a transfer.

        Money moved between a company's own bank, cash, card and clearing accounts. Requires the role accountant of
        the company; of an API key the scope `transfers:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            reference: Any reference of yours, such as an order number.
            external_id: Your own id for this object, unique per company and kind.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PATCH",
            f"/transfers/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"reference": reference, "external_id": external_id, "metadata": metadata},
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Transfer = self._client._send(call, "Transfer")
        return answer

    def void(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        date: dt.date | str | Omit = OMIT,
        reason: str | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Transfer:
        """Void a transfer by reversing its journal entry.

        Requires the role accountant of the company; of an API key the scope `transfers:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            date: The date of the reversal: not before that of the entry, nor before the last day an allocation was
                taken back. Default: the earliest such date, or the first open day after it if its period is closed.
            reason: Becomes part of the memo of the reversal.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/transfers/{segment(id)}/void",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"date": date, "reason": reason},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Transfer = self._client._send(call, "Transfer")
        return answer


class AsyncTransfers(AsyncResource):
    """Operations of `transfers`, awaited."""

    def list(
        self,
        *,
        account_id: str | Sequence[str] | None = None,
        amount_max: Exact | None = None,
        amount_min: Exact | None = None,
        company_id: str | None = None,
        currency: params.CurrencyCode | Sequence[params.CurrencyCode] | None = None,
        date_from: dt.date | str | None = None,
        date_to: dt.date | str | None = None,
        external_id: str | Sequence[str] | None = None,
        metadata: str | Sequence[str] | None = None,
        page: int | None = None,
        page_size: int | None = None,
        reference: str | Sequence[str] | None = None,
        search: str | None = None,
        sort_by: params.TransferSortBy | None = None,
        sort_order: params.SortOrder | None = None,
        status: params.PaymentStatus | Sequence[params.PaymentStatus] | None = None,
        transfer_number: str | Sequence[str] | None = None,
        updated_since: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> AsyncPages[models.Transfer]:
        """List transfers.

        Money moved between a company's own bank, cash, card and clearing accounts. Requires the role viewer of the
        company; of an API key the scope `transfers:read`.

        Args:
            account_id: Only those that use this account. For several values, repeat the parameter; values separated
                by commas work too.
            amount_max: Only those of this amount or less.
            amount_min: Only those of this amount or more.
            company_id: The company. Optional if you have access to exactly one.
            currency: Only those in this currency. For several values, repeat the parameter; values separated by
                commas work too.
            date_from: Only those dated on this day or later.
            date_to: Only those dated on this day or earlier.
            external_id: Only those with this `external_id`. For several values, repeat the parameter; values
                separated by commas work too.
            metadata: Only those with this key and text in their metadata, such as `order_id:42`. For several,
                repeat the parameter: all of them must match. A comma is part of the text.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            reference: Only those with this reference. For several values, repeat the parameter; values separated by
                commas work too.
            search: Only those that contain this text. Case and accents do not matter.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            status: Only those with this status. For several values, repeat the parameter; values separated by
                commas work too.
            transfer_number: Only those with this number. For several values, repeat the parameter; values separated
                by commas work too.
            updated_since: Only those changed at this moment or later.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/transfers",
            query={
                "account_id": account_id,
                "amount_max": amount_max,
                "amount_min": amount_min,
                "company_id": company_id,
                "currency": currency,
                "date_from": date_from,
                "date_to": date_to,
                "external_id": external_id,
                "metadata": metadata,
                "page": page,
                "page_size": page_size,
                "reference": reference,
                "search": search,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "status": status,
                "transfer_number": transfer_number,
                "updated_since": updated_since,
            },
            repeated=("account_id", "currency", "external_id", "metadata", "reference", "status", "transfer_number"),
            page_size=100,
            timeout=timeout,
            in_company=True,
        )
        return self._client._pages(call, "Transfer")

    async def create(
        self,
        *,
        from_account_id: str,
        to_account_id: str,
        amount: Exact,
        company_id: str | None = None,
        dry_run: bool | None = None,
        date: dt.date | str | Omit = OMIT,
        to_amount: Exact | Omit = OMIT,
        fee: params.TransferFeeParams | Omit | None = OMIT,
        currency: params.CurrencyCode | Omit = OMIT,
        exchange_rate: Exact | Omit = OMIT,
        reference: str | Omit = OMIT,
        external_id: str | Omit | None = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        on_closed_period: params.OnClosedPeriod | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Transfer:
        """Create a transfer.

        Money moved between a company's own bank, cash, card and clearing accounts. Requires the role accountant of
        the company; of an API key the scope `transfers:write`.

        Args:
            from_account_id: The account that the money leaves.
            to_account_id: The account that the money reaches.
            amount: The amount that leaves the first account, besides the fee.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            date: Default: today in the company's time zone.
            to_amount: The amount that reaches the other account, in its currency. Default, and for accounts in one
                currency the only possible value: `amount`.
            fee: What the bank charged the first account on top.
            currency: Default: the currency of the account, or of an adjustment's contact.
            exchange_rate: Units of the base currency per unit of the document's currency. Default: the rate of the
                date.
            reference: Any reference of yours, such as an order number.
            external_id: Your own id for this object, unique per company and kind.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            on_closed_period: If the period is closed: fail with 409 (`refuse`), or use the first open day up to
                today (`next_open`).
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/transfers",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "from_account_id": from_account_id,
                "to_account_id": to_account_id,
                "date": date,
                "amount": amount,
                "to_amount": to_amount,
                "fee": fee,
                "currency": currency,
                "exchange_rate": exchange_rate,
                "reference": reference,
                "external_id": external_id,
                "metadata": metadata,
                "on_closed_period": on_closed_period,
            },
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Transfer = await self._client._send(call, "Transfer")
        return answer

    async def get(self, id: str, /, *, company_id: str | None = None, timeout: float | None = None) -> models.Transfer:
        """Get a transfer.

        Money moved between a company's own bank, cash, card and clearing accounts. Requires the role viewer of the
        company; of an API key the scope `transfers:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET", f"/transfers/{segment(id)}", query={"company_id": company_id}, timeout=timeout, in_company=True
        )
        answer: models.Transfer = await self._client._send(call, "Transfer")
        return answer

    async def update(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        reference: str | Omit = OMIT,
        external_id: str | Omit | None = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Transfer:
        """Change a transfer.

        Money moved between a company's own bank, cash, card and clearing accounts. Requires the role accountant of
        the company; of an API key the scope `transfers:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            reference: Any reference of yours, such as an order number.
            external_id: Your own id for this object, unique per company and kind.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PATCH",
            f"/transfers/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"reference": reference, "external_id": external_id, "metadata": metadata},
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Transfer = await self._client._send(call, "Transfer")
        return answer

    async def void(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        date: dt.date | str | Omit = OMIT,
        reason: str | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Transfer:
        """Void a transfer by reversing its journal entry.

        Requires the role accountant of the company; of an API key the scope `transfers:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            date: The date of the reversal: not before that of the entry, nor before the last day an allocation was
                taken back. Default: the earliest such date, or the first open day after it if its period is closed.
            reason: Becomes part of the memo of the reversal.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/transfers/{segment(id)}/void",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"date": date, "reason": reason},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Transfer = await self._client._send(call, "Transfer")
        return answer


class Users(Resource):
    """Operations of `users`."""

    def list(
        self,
        *,
        is_active: bool | None = None,
        page: int | None = None,
        page_size: int | None = None,
        role: params.OrganizationRole | Sequence[params.OrganizationRole] | None = None,
        search: str | None = None,
        sort_by: params.UserSortBy | None = None,
        sort_order: params.SortOrder | None = None,
        updated_since: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> Pages[models.User]:
        """List users.

        The users of the organization. PATCH `is_active` to suspend or restore a user. DELETE removes them for good.
        Requires the role admin of the organization; of an API key the scope `users:read`.

        Args:
            is_active: `true` for those that are active, `false` for the others.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            role: Only those with this role. For several values, repeat the parameter; values separated by commas
                work too.
            search: Only those that contain this text. Case and accents do not matter.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            updated_since: Only those changed at this moment or later.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/users",
            query={
                "is_active": is_active,
                "page": page,
                "page_size": page_size,
                "role": role,
                "search": search,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "updated_since": updated_since,
            },
            repeated=("role",),
            page_size=100,
            timeout=timeout,
        )
        return self._client._pages(call, "User")

    def create(
        self,
        *,
        email: str,
        dry_run: bool | None = None,
        full_name: str | Omit = OMIT,
        role: params.OrganizationRole | Omit = OMIT,
        password: str | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.User:
        """Create a user.

        The users of the organization. PATCH `is_active` to suspend or restore a user. DELETE removes them for good.
        Requires the role admin of the organization.

        Args:
            email: The e-mail address.
            dry_run: Validate and respond as usual, but save nothing.
            full_name: Required with a password. Invited users can choose it themselves.
            role: The role.
            password: Without a password, the user is invited by e-mail to choose one. The link is valid for 7 days.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/users",
            query={"dry_run": dry_run},
            body={"email": email, "full_name": full_name, "role": role, "password": password},
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        answer: models.User = self._client._send(call, "User")
        return answer

    def get(self, id: str, /, *, timeout: float | None = None) -> models.User:
        """Get a user.

        The users of the organization. PATCH `is_active` to suspend or restore a user. DELETE removes them for good.
        Requires the role admin of the organization; of an API key the scope `users:read`.

        Args:
            id: The id of the object.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call("GET", f"/users/{segment(id)}", timeout=timeout)
        answer: models.User = self._client._send(call, "User")
        return answer

    def update(
        self,
        id: str,
        /,
        *,
        dry_run: bool | None = None,
        full_name: str | Omit = OMIT,
        role: params.OrganizationRole | Omit = OMIT,
        is_active: bool | Omit = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.User:
        """Change a user.

        The users of the organization. PATCH `is_active` to suspend or restore a user. DELETE removes them for good.
        Requires the role admin of the organization.

        Args:
            id: The id of the object.
            dry_run: Validate and respond as usual, but save nothing.
            full_name: The name of the person.
            role: The role.
            is_active: Whether the user can sign in.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PATCH",
            f"/users/{segment(id)}",
            query={"dry_run": dry_run},
            body={"full_name": full_name, "role": role, "is_active": is_active},
            if_match=if_match,
            timeout=timeout,
        )
        answer: models.User = self._client._send(call, "User")
        return answer

    def delete(
        self, id: str, /, *, dry_run: bool | None = None, if_match: str | None = None, timeout: float | None = None
    ) -> None:
        """Delete a user.

        The users of the organization. PATCH `is_active` to suspend or restore a user. DELETE removes them for good.
        Requires the role admin of the organization.

        Args:
            id: The id of the object.
            dry_run: Validate and respond as usual, but save nothing.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call("DELETE", f"/users/{segment(id)}", query={"dry_run": dry_run}, if_match=if_match, timeout=timeout)
        self._client._send(call)

    def invite(
        self,
        id: str,
        /,
        *,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.User:
        """Send an invitation again with a new link; the old one ends.

        Once per minute and six times per day (429). Requires the role admin of the organization.

        Args:
            id: The id of the object.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/users/{segment(id)}/invite",
            query={"dry_run": dry_run},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
        )
        answer: models.User = self._client._send(call, "User")
        return answer


class AsyncUsers(AsyncResource):
    """Operations of `users`, awaited."""

    def list(
        self,
        *,
        is_active: bool | None = None,
        page: int | None = None,
        page_size: int | None = None,
        role: params.OrganizationRole | Sequence[params.OrganizationRole] | None = None,
        search: str | None = None,
        sort_by: params.UserSortBy | None = None,
        sort_order: params.SortOrder | None = None,
        updated_since: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> AsyncPages[models.User]:
        """List users.

        The users of the organization. PATCH `is_active` to suspend or restore a user. DELETE removes them for good.
        Requires the role admin of the organization; of an API key the scope `users:read`.

        Args:
            is_active: `true` for those that are active, `false` for the others.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            role: Only those with this role. For several values, repeat the parameter; values separated by commas
                work too.
            search: Only those that contain this text. Case and accents do not matter.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            updated_since: Only those changed at this moment or later.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/users",
            query={
                "is_active": is_active,
                "page": page,
                "page_size": page_size,
                "role": role,
                "search": search,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "updated_since": updated_since,
            },
            repeated=("role",),
            page_size=100,
            timeout=timeout,
        )
        return self._client._pages(call, "User")

    async def create(
        self,
        *,
        email: str,
        dry_run: bool | None = None,
        full_name: str | Omit = OMIT,
        role: params.OrganizationRole | Omit = OMIT,
        password: str | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.User:
        """Create a user.

        The users of the organization. PATCH `is_active` to suspend or restore a user. DELETE removes them for good.
        Requires the role admin of the organization.

        Args:
            email: The e-mail address.
            dry_run: Validate and respond as usual, but save nothing.
            full_name: Required with a password. Invited users can choose it themselves.
            role: The role.
            password: Without a password, the user is invited by e-mail to choose one. The link is valid for 7 days.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/users",
            query={"dry_run": dry_run},
            body={"email": email, "full_name": full_name, "role": role, "password": password},
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        answer: models.User = await self._client._send(call, "User")
        return answer

    async def get(self, id: str, /, *, timeout: float | None = None) -> models.User:
        """Get a user.

        The users of the organization. PATCH `is_active` to suspend or restore a user. DELETE removes them for good.
        Requires the role admin of the organization; of an API key the scope `users:read`.

        Args:
            id: The id of the object.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call("GET", f"/users/{segment(id)}", timeout=timeout)
        answer: models.User = await self._client._send(call, "User")
        return answer

    async def update(
        self,
        id: str,
        /,
        *,
        dry_run: bool | None = None,
        full_name: str | Omit = OMIT,
        role: params.OrganizationRole | Omit = OMIT,
        is_active: bool | Omit = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.User:
        """Change a user.

        The users of the organization. PATCH `is_active` to suspend or restore a user. DELETE removes them for good.
        Requires the role admin of the organization.

        Args:
            id: The id of the object.
            dry_run: Validate and respond as usual, but save nothing.
            full_name: The name of the person.
            role: The role.
            is_active: Whether the user can sign in.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PATCH",
            f"/users/{segment(id)}",
            query={"dry_run": dry_run},
            body={"full_name": full_name, "role": role, "is_active": is_active},
            if_match=if_match,
            timeout=timeout,
        )
        answer: models.User = await self._client._send(call, "User")
        return answer

    async def delete(
        self, id: str, /, *, dry_run: bool | None = None, if_match: str | None = None, timeout: float | None = None
    ) -> None:
        """Delete a user.

        The users of the organization. PATCH `is_active` to suspend or restore a user. DELETE removes them for good.
        Requires the role admin of the organization.

        Args:
            id: The id of the object.
            dry_run: Validate and respond as usual, but save nothing.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call("DELETE", f"/users/{segment(id)}", query={"dry_run": dry_run}, if_match=if_match, timeout=timeout)
        await self._client._send(call)

    async def invite(
        self,
        id: str,
        /,
        *,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.User:
        """Send an invitation again with a new link; the old one ends.

        Once per minute and six times per day (429). Requires the role admin of the organization.

        Args:
            id: The id of the object.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/users/{segment(id)}/invite",
            query={"dry_run": dry_run},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
        )
        answer: models.User = await self._client._send(call, "User")
        return answer


class VendorCredits(Resource):
    """Operations of `vendor_credits`."""

    def list(
        self,
        *,
        amount_max: Exact | None = None,
        amount_min: Exact | None = None,
        applied_bill_id: str | Sequence[str] | None = None,
        bill_id: str | Sequence[str] | None = None,
        company_id: str | None = None,
        currency: params.CurrencyCode | Sequence[params.CurrencyCode] | None = None,
        external_id: str | Sequence[str] | None = None,
        issue_date_from: dt.date | str | None = None,
        issue_date_to: dt.date | str | None = None,
        item_id: str | Sequence[str] | None = None,
        metadata: str | Sequence[str] | None = None,
        page: int | None = None,
        page_size: int | None = None,
        reference: str | Sequence[str] | None = None,
        search: str | None = None,
        sort_by: params.VendorCreditSortBy | None = None,
        sort_order: params.SortOrder | None = None,
        status: params.CreditStatus | Sequence[params.CreditStatus] | None = None,
        updated_since: dt.datetime | str | None = None,
        vendor_credit_number: str | Sequence[str] | None = None,
        vendor_id: str | Sequence[str] | None = None,
        timeout: float | None = None,
    ) -> Pages[models.VendorCredit]:
        """List vendor credits.

        Credits from vendors: drafted, issued, applied to bills. Requires the role viewer of the company; of an API
        key the scope `vendor-credits:read`.

        Args:
            amount_max: Only those of this amount or less.
            amount_min: Only those of this amount or more.
            applied_bill_id: Only those that settle this bill. For several values, repeat the parameter; values
                separated by commas work too.
            bill_id: Only payments and adjustments that settle this bill, or vendor credits of it. For several
                values, repeat the parameter; values separated by commas work too.
            company_id: The company. Optional if you have access to exactly one.
            currency: Only those in this currency. For several values, repeat the parameter; values separated by
                commas work too.
            external_id: Only those with this `external_id`. For several values, repeat the parameter; values
                separated by commas work too.
            issue_date_from: Only those issued on this day or later.
            issue_date_to: Only those issued on this day or earlier.
            item_id: Only those with a line of this item. For several values, repeat the parameter; values separated
                by commas work too.
            metadata: Only those with this key and text in their metadata, such as `order_id:42`. For several,
                repeat the parameter: all of them must match. A comma is part of the text.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            reference: Only those with this reference. For several values, repeat the parameter; values separated by
                commas work too.
            search: Only those that contain this text. Case and accents do not matter.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            status: Only those with this status. For several values, repeat the parameter; values separated by
                commas work too.
            updated_since: Only those changed at this moment or later.
            vendor_credit_number: Only those with this number. For several values, repeat the parameter; values
                separated by commas work too.
            vendor_id: Only those of this vendor. For several values, repeat the parameter; values separated by
                commas work too.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/vendor-credits",
            query={
                "amount_max": amount_max,
                "amount_min": amount_min,
                "applied_bill_id": applied_bill_id,
                "bill_id": bill_id,
                "company_id": company_id,
                "currency": currency,
                "external_id": external_id,
                "issue_date_from": issue_date_from,
                "issue_date_to": issue_date_to,
                "item_id": item_id,
                "metadata": metadata,
                "page": page,
                "page_size": page_size,
                "reference": reference,
                "search": search,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "status": status,
                "updated_since": updated_since,
                "vendor_credit_number": vendor_credit_number,
                "vendor_id": vendor_id,
            },
            repeated=(
                "applied_bill_id",
                "bill_id",
                "currency",
                "external_id",
                "item_id",
                "metadata",
                "reference",
                "status",
                "vendor_credit_number",
                "vendor_id",
            ),
            page_size=100,
            timeout=timeout,
            in_company=True,
        )
        return self._client._pages(call, "VendorCredit")

    def create(
        self,
        *,
        vendor_credit_number: str,
        company_id: str | None = None,
        dry_run: bool | None = None,
        vendor_id: str | Omit = OMIT,
        bill_id: str | Omit | None = OMIT,
        reason: str | Omit = OMIT,
        issue_date: dt.date | str | Omit = OMIT,
        currency: params.CurrencyCode | Omit = OMIT,
        exchange_rate: Exact | Omit = OMIT,
        reference: str | Omit = OMIT,
        notes: str | Omit = OMIT,
        lines: Sequence[params.VendorCreditLineParams] | Omit = OMIT,
        external_id: str | Omit | None = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        expected_total: Exact | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.VendorCredit:
        """Create a vendor credit.

        Credits from vendors: drafted, issued, applied to bills. Requires the role accountant of the company; of an
        API key the scope `vendor-credits:write`.

        Args:
            vendor_credit_number: The number that the vendor put on the credit, unique per vendor.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            vendor_id: The vendor. Default, with `bill_id`: that of the bill.
            bill_id: The bill that it credits, if it is of one.
            reason: Why it was issued.
            issue_date: Default: today in the company's time zone.
            currency: Default: the currency of the contact.
            exchange_rate: Units of the base currency per unit of the document's currency. Default: that of the
                issue date.
            reference: Any reference of yours, such as an order number.
            notes: A note for the reader of the document.
            lines: Default, with `bill_id`: all that is left of the bill. In a PATCH, they replace all existing
                lines.
            external_id: Your own id for this object, unique per company and kind.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            expected_total: The total you expect. If ours differs, the request fails with 422.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/vendor-credits",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "vendor_credit_number": vendor_credit_number,
                "vendor_id": vendor_id,
                "bill_id": bill_id,
                "reason": reason,
                "issue_date": issue_date,
                "currency": currency,
                "exchange_rate": exchange_rate,
                "reference": reference,
                "notes": notes,
                "lines": lines,
                "external_id": external_id,
                "metadata": metadata,
                "expected_total": expected_total,
            },
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.VendorCredit = self._client._send(call, "VendorCredit")
        return answer

    def get(self, id: str, /, *, company_id: str | None = None, timeout: float | None = None) -> models.VendorCredit:
        """Get a vendor credit.

        Credits from vendors: drafted, issued, applied to bills. Requires the role viewer of the company; of an API
        key the scope `vendor-credits:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET", f"/vendor-credits/{segment(id)}", query={"company_id": company_id}, timeout=timeout, in_company=True
        )
        answer: models.VendorCredit = self._client._send(call, "VendorCredit")
        return answer

    def update(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        vendor_credit_number: str | Omit = OMIT,
        vendor_id: str | Omit = OMIT,
        bill_id: str | Omit | None = OMIT,
        reason: str | Omit = OMIT,
        issue_date: dt.date | str | Omit = OMIT,
        currency: params.CurrencyCode | Omit = OMIT,
        exchange_rate: Exact | Omit = OMIT,
        reference: str | Omit = OMIT,
        notes: str | Omit = OMIT,
        lines: Sequence[params.VendorCreditLineParams] | Omit = OMIT,
        external_id: str | Omit | None = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        expected_total: Exact | Omit = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.VendorCredit:
        """Change a vendor credit.

        Credits from vendors: drafted, issued, applied to bills. Requires the role accountant of the company; of an
        API key the scope `vendor-credits:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            vendor_credit_number: The number that the vendor put on the credit, unique per vendor.
            vendor_id: The vendor. Default, with `bill_id`: that of the bill.
            bill_id: The bill that it credits, if it is of one.
            reason: Why it was issued.
            issue_date: Default: today in the company's time zone.
            currency: Default: the currency of the contact.
            exchange_rate: Units of the base currency per unit of the document's currency. Default: that of the
                issue date.
            reference: Any reference of yours, such as an order number.
            notes: A note for the reader of the document.
            lines: Default, with `bill_id`: all that is left of the bill. In a PATCH, they replace all existing
                lines.
            external_id: Your own id for this object, unique per company and kind.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            expected_total: The total you expect. If ours differs, the request fails with 422.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PATCH",
            f"/vendor-credits/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "vendor_credit_number": vendor_credit_number,
                "vendor_id": vendor_id,
                "bill_id": bill_id,
                "reason": reason,
                "issue_date": issue_date,
                "currency": currency,
                "exchange_rate": exchange_rate,
                "reference": reference,
                "notes": notes,
                "lines": lines,
                "external_id": external_id,
                "metadata": metadata,
                "expected_total": expected_total,
            },
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.VendorCredit = self._client._send(call, "VendorCredit")
        return answer

    def delete(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> None:
        """Delete a vendor credit.

        Credits from vendors: drafted, issued, applied to bills. Requires the role accountant of the company; of an
        API key the scope `vendor-credits:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "DELETE",
            f"/vendor-credits/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        self._client._send(call)

    def apply(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        allocations: Sequence[params.VendorCreditAllocationParams] | Omit = OMIT,
        date: dt.date | str | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.VendorCredit:
        """Settle bills with what is left of a vendor credit.

        Without a body, the bill that it credits. Requires the role accountant of the company; of an API key the
        scope `vendor-credits:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            allocations: Default: the bill that it credits.
            date: Default: today in the company's time zone.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/vendor-credits/{segment(id)}/apply",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"allocations": allocations, "date": date},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.VendorCredit = self._client._send(call, "VendorCredit")
        return answer

    def issue(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        on_closed_period: params.OnClosedPeriod | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.VendorCredit:
        """Post a draft.

        Requires the role approver of the company; of an API key the scope `vendor-credits:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            on_closed_period: If the period is closed: fail with 409 (`refuse`), or use the first open day up to
                today (`next_open`).
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/vendor-credits/{segment(id)}/issue",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"on_closed_period": on_closed_period},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.VendorCredit = self._client._send(call, "VendorCredit")
        return answer

    def unapply(
        self,
        id: str,
        /,
        *,
        allocation_ids: Sequence[str],
        company_id: str | None = None,
        dry_run: bool | None = None,
        date: dt.date | str | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.VendorCredit:
        """Take allocations back.

        Their documents are open again, and the credit has that much more to apply. Requires the role accountant of
        the company; of an API key the scope `vendor-credits:write`.

        Args:
            id: The id of the object.
            allocation_ids: The allocations to take back, by their ids.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            date: Default: today in the company's time zone.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/vendor-credits/{segment(id)}/unapply",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"allocation_ids": allocation_ids, "date": date},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.VendorCredit = self._client._send(call, "VendorCredit")
        return answer

    def void(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        date: dt.date | str | Omit = OMIT,
        reason: str | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.VendorCredit:
        """Void an issued credit that has no allocations by reversing its journal entry.

        Requires the role approver of the company; of an API key the scope `vendor-credits:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            date: The date of the reversal: not before that of the entry, nor before the last day an allocation was
                taken back. Default: the earliest such date, or the first open day after it if its period is closed.
            reason: Becomes part of the memo of the reversal.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/vendor-credits/{segment(id)}/void",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"date": date, "reason": reason},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.VendorCredit = self._client._send(call, "VendorCredit")
        return answer

    def batch(
        self,
        *,
        items: Sequence[params.VendorCreditParams],
        company_id: str | None = None,
        dry_run: bool | None = None,
        partial: bool | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.VendorCreditBatch:
        """Create up to 200 at once: all of them or none, or only those that can be (partial).

        Each item is the body of a single create. The response has those that were created, in the order given, and
        with `partial` what failed and why, by its place in `items`. Without `partial` the first failure is the
        response to the whole, with fields such as `items[1].name`, and nothing is saved. Ten items count as one
        request (docs/guides/batches.md). Requires the role accountant of the company; of an API key the scope
        `vendor-credits:write`.

        Args:
            items: The objects to create.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            partial: Create the items that can be, and say of each other one why not. Default: false.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/vendor-credits/batch",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"partial": partial, "items": items},
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.VendorCreditBatch = self._client._send(call, "VendorCreditBatch")
        return answer


class AsyncVendorCredits(AsyncResource):
    """Operations of `vendor_credits`, awaited."""

    def list(
        self,
        *,
        amount_max: Exact | None = None,
        amount_min: Exact | None = None,
        applied_bill_id: str | Sequence[str] | None = None,
        bill_id: str | Sequence[str] | None = None,
        company_id: str | None = None,
        currency: params.CurrencyCode | Sequence[params.CurrencyCode] | None = None,
        external_id: str | Sequence[str] | None = None,
        issue_date_from: dt.date | str | None = None,
        issue_date_to: dt.date | str | None = None,
        item_id: str | Sequence[str] | None = None,
        metadata: str | Sequence[str] | None = None,
        page: int | None = None,
        page_size: int | None = None,
        reference: str | Sequence[str] | None = None,
        search: str | None = None,
        sort_by: params.VendorCreditSortBy | None = None,
        sort_order: params.SortOrder | None = None,
        status: params.CreditStatus | Sequence[params.CreditStatus] | None = None,
        updated_since: dt.datetime | str | None = None,
        vendor_credit_number: str | Sequence[str] | None = None,
        vendor_id: str | Sequence[str] | None = None,
        timeout: float | None = None,
    ) -> AsyncPages[models.VendorCredit]:
        """List vendor credits.

        Credits from vendors: drafted, issued, applied to bills. Requires the role viewer of the company; of an API
        key the scope `vendor-credits:read`.

        Args:
            amount_max: Only those of this amount or less.
            amount_min: Only those of this amount or more.
            applied_bill_id: Only those that settle this bill. For several values, repeat the parameter; values
                separated by commas work too.
            bill_id: Only payments and adjustments that settle this bill, or vendor credits of it. For several
                values, repeat the parameter; values separated by commas work too.
            company_id: The company. Optional if you have access to exactly one.
            currency: Only those in this currency. For several values, repeat the parameter; values separated by
                commas work too.
            external_id: Only those with this `external_id`. For several values, repeat the parameter; values
                separated by commas work too.
            issue_date_from: Only those issued on this day or later.
            issue_date_to: Only those issued on this day or earlier.
            item_id: Only those with a line of this item. For several values, repeat the parameter; values separated
                by commas work too.
            metadata: Only those with this key and text in their metadata, such as `order_id:42`. For several,
                repeat the parameter: all of them must match. A comma is part of the text.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            reference: Only those with this reference. For several values, repeat the parameter; values separated by
                commas work too.
            search: Only those that contain this text. Case and accents do not matter.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            status: Only those with this status. For several values, repeat the parameter; values separated by
                commas work too.
            updated_since: Only those changed at this moment or later.
            vendor_credit_number: Only those with this number. For several values, repeat the parameter; values
                separated by commas work too.
            vendor_id: Only those of this vendor. For several values, repeat the parameter; values separated by
                commas work too.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/vendor-credits",
            query={
                "amount_max": amount_max,
                "amount_min": amount_min,
                "applied_bill_id": applied_bill_id,
                "bill_id": bill_id,
                "company_id": company_id,
                "currency": currency,
                "external_id": external_id,
                "issue_date_from": issue_date_from,
                "issue_date_to": issue_date_to,
                "item_id": item_id,
                "metadata": metadata,
                "page": page,
                "page_size": page_size,
                "reference": reference,
                "search": search,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "status": status,
                "updated_since": updated_since,
                "vendor_credit_number": vendor_credit_number,
                "vendor_id": vendor_id,
            },
            repeated=(
                "applied_bill_id",
                "bill_id",
                "currency",
                "external_id",
                "item_id",
                "metadata",
                "reference",
                "status",
                "vendor_credit_number",
                "vendor_id",
            ),
            page_size=100,
            timeout=timeout,
            in_company=True,
        )
        return self._client._pages(call, "VendorCredit")

    async def create(
        self,
        *,
        vendor_credit_number: str,
        company_id: str | None = None,
        dry_run: bool | None = None,
        vendor_id: str | Omit = OMIT,
        bill_id: str | Omit | None = OMIT,
        reason: str | Omit = OMIT,
        issue_date: dt.date | str | Omit = OMIT,
        currency: params.CurrencyCode | Omit = OMIT,
        exchange_rate: Exact | Omit = OMIT,
        reference: str | Omit = OMIT,
        notes: str | Omit = OMIT,
        lines: Sequence[params.VendorCreditLineParams] | Omit = OMIT,
        external_id: str | Omit | None = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        expected_total: Exact | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.VendorCredit:
        """Create a vendor credit.

        Credits from vendors: drafted, issued, applied to bills. Requires the role accountant of the company; of an
        API key the scope `vendor-credits:write`.

        Args:
            vendor_credit_number: The number that the vendor put on the credit, unique per vendor.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            vendor_id: The vendor. Default, with `bill_id`: that of the bill.
            bill_id: The bill that it credits, if it is of one.
            reason: Why it was issued.
            issue_date: Default: today in the company's time zone.
            currency: Default: the currency of the contact.
            exchange_rate: Units of the base currency per unit of the document's currency. Default: that of the
                issue date.
            reference: Any reference of yours, such as an order number.
            notes: A note for the reader of the document.
            lines: Default, with `bill_id`: all that is left of the bill. In a PATCH, they replace all existing
                lines.
            external_id: Your own id for this object, unique per company and kind.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            expected_total: The total you expect. If ours differs, the request fails with 422.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/vendor-credits",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "vendor_credit_number": vendor_credit_number,
                "vendor_id": vendor_id,
                "bill_id": bill_id,
                "reason": reason,
                "issue_date": issue_date,
                "currency": currency,
                "exchange_rate": exchange_rate,
                "reference": reference,
                "notes": notes,
                "lines": lines,
                "external_id": external_id,
                "metadata": metadata,
                "expected_total": expected_total,
            },
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.VendorCredit = await self._client._send(call, "VendorCredit")
        return answer

    async def get(
        self, id: str, /, *, company_id: str | None = None, timeout: float | None = None
    ) -> models.VendorCredit:
        """Get a vendor credit.

        Credits from vendors: drafted, issued, applied to bills. Requires the role viewer of the company; of an API
        key the scope `vendor-credits:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET", f"/vendor-credits/{segment(id)}", query={"company_id": company_id}, timeout=timeout, in_company=True
        )
        answer: models.VendorCredit = await self._client._send(call, "VendorCredit")
        return answer

    async def update(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        vendor_credit_number: str | Omit = OMIT,
        vendor_id: str | Omit = OMIT,
        bill_id: str | Omit | None = OMIT,
        reason: str | Omit = OMIT,
        issue_date: dt.date | str | Omit = OMIT,
        currency: params.CurrencyCode | Omit = OMIT,
        exchange_rate: Exact | Omit = OMIT,
        reference: str | Omit = OMIT,
        notes: str | Omit = OMIT,
        lines: Sequence[params.VendorCreditLineParams] | Omit = OMIT,
        external_id: str | Omit | None = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        expected_total: Exact | Omit = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.VendorCredit:
        """Change a vendor credit.

        Credits from vendors: drafted, issued, applied to bills. Requires the role accountant of the company; of an
        API key the scope `vendor-credits:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            vendor_credit_number: The number that the vendor put on the credit, unique per vendor.
            vendor_id: The vendor. Default, with `bill_id`: that of the bill.
            bill_id: The bill that it credits, if it is of one.
            reason: Why it was issued.
            issue_date: Default: today in the company's time zone.
            currency: Default: the currency of the contact.
            exchange_rate: Units of the base currency per unit of the document's currency. Default: that of the
                issue date.
            reference: Any reference of yours, such as an order number.
            notes: A note for the reader of the document.
            lines: Default, with `bill_id`: all that is left of the bill. In a PATCH, they replace all existing
                lines.
            external_id: Your own id for this object, unique per company and kind.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            expected_total: The total you expect. If ours differs, the request fails with 422.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PATCH",
            f"/vendor-credits/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "vendor_credit_number": vendor_credit_number,
                "vendor_id": vendor_id,
                "bill_id": bill_id,
                "reason": reason,
                "issue_date": issue_date,
                "currency": currency,
                "exchange_rate": exchange_rate,
                "reference": reference,
                "notes": notes,
                "lines": lines,
                "external_id": external_id,
                "metadata": metadata,
                "expected_total": expected_total,
            },
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.VendorCredit = await self._client._send(call, "VendorCredit")
        return answer

    async def delete(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> None:
        """Delete a vendor credit.

        Credits from vendors: drafted, issued, applied to bills. Requires the role accountant of the company; of an
        API key the scope `vendor-credits:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "DELETE",
            f"/vendor-credits/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        await self._client._send(call)

    async def apply(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        allocations: Sequence[params.VendorCreditAllocationParams] | Omit = OMIT,
        date: dt.date | str | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.VendorCredit:
        """Settle bills with what is left of a vendor credit.

        Without a body, the bill that it credits. Requires the role accountant of the company; of an API key the
        scope `vendor-credits:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            allocations: Default: the bill that it credits.
            date: Default: today in the company's time zone.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/vendor-credits/{segment(id)}/apply",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"allocations": allocations, "date": date},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.VendorCredit = await self._client._send(call, "VendorCredit")
        return answer

    async def issue(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        on_closed_period: params.OnClosedPeriod | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.VendorCredit:
        """Post a draft.

        Requires the role approver of the company; of an API key the scope `vendor-credits:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            on_closed_period: If the period is closed: fail with 409 (`refuse`), or use the first open day up to
                today (`next_open`).
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/vendor-credits/{segment(id)}/issue",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"on_closed_period": on_closed_period},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.VendorCredit = await self._client._send(call, "VendorCredit")
        return answer

    async def unapply(
        self,
        id: str,
        /,
        *,
        allocation_ids: Sequence[str],
        company_id: str | None = None,
        dry_run: bool | None = None,
        date: dt.date | str | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.VendorCredit:
        """Take allocations back.

        Their documents are open again, and the credit has that much more to apply. Requires the role accountant of
        the company; of an API key the scope `vendor-credits:write`.

        Args:
            id: The id of the object.
            allocation_ids: The allocations to take back, by their ids.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            date: Default: today in the company's time zone.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/vendor-credits/{segment(id)}/unapply",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"allocation_ids": allocation_ids, "date": date},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.VendorCredit = await self._client._send(call, "VendorCredit")
        return answer

    async def void(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        date: dt.date | str | Omit = OMIT,
        reason: str | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.VendorCredit:
        """Void an issued credit that has no allocations by reversing its journal entry.

        Requires the role approver of the company; of an API key the scope `vendor-credits:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            date: The date of the reversal: not before that of the entry, nor before the last day an allocation was
                taken back. Default: the earliest such date, or the first open day after it if its period is closed.
            reason: Becomes part of the memo of the reversal.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/vendor-credits/{segment(id)}/void",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"date": date, "reason": reason},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.VendorCredit = await self._client._send(call, "VendorCredit")
        return answer

    async def batch(
        self,
        *,
        items: Sequence[params.VendorCreditParams],
        company_id: str | None = None,
        dry_run: bool | None = None,
        partial: bool | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.VendorCreditBatch:
        """Create up to 200 at once: all of them or none, or only those that can be (partial).

        Each item is the body of a single create. The response has those that were created, in the order given, and
        with `partial` what failed and why, by its place in `items`. Without `partial` the first failure is the
        response to the whole, with fields such as `items[1].name`, and nothing is saved. Ten items count as one
        request (docs/guides/batches.md). Requires the role accountant of the company; of an API key the scope
        `vendor-credits:write`.

        Args:
            items: The objects to create.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            partial: Create the items that can be, and say of each other one why not. Default: false.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/vendor-credits/batch",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"partial": partial, "items": items},
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.VendorCreditBatch = await self._client._send(call, "VendorCreditBatch")
        return answer


class Vendors(Resource):
    """Operations of `vendors`."""

    def list(
        self,
        *,
        company_id: str | None = None,
        email: str | Sequence[str] | None = None,
        external_id: str | Sequence[str] | None = None,
        is_active: bool | None = None,
        metadata: str | Sequence[str] | None = None,
        page: int | None = None,
        page_size: int | None = None,
        search: str | None = None,
        sort_by: params.ContactSortBy | None = None,
        sort_order: params.SortOrder | None = None,
        updated_since: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> Pages[models.Contact]:
        """List vendors.

        Vendors of the company. Requires the role viewer of the company; of an API key the scope `vendors:read`.

        Args:
            company_id: The company. Optional if you have access to exactly one.
            email: Only those with this e-mail address. For several values, repeat the parameter; values separated
                by commas work too.
            external_id: Only those with this `external_id`. For several values, repeat the parameter; values
                separated by commas work too.
            is_active: `true` for those that are active, `false` for the others.
            metadata: Only those with this key and text in their metadata, such as `order_id:42`. For several,
                repeat the parameter: all of them must match. A comma is part of the text.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            search: Only those that contain this text. Case and accents do not matter.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            updated_since: Only those changed at this moment or later.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/contacts/vendors",
            query={
                "company_id": company_id,
                "email": email,
                "external_id": external_id,
                "is_active": is_active,
                "metadata": metadata,
                "page": page,
                "page_size": page_size,
                "search": search,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "updated_since": updated_since,
            },
            repeated=("email", "external_id", "metadata"),
            page_size=100,
            timeout=timeout,
            in_company=True,
        )
        return self._client._pages(call, "Contact")

    def create(
        self,
        *,
        name: str,
        company_id: str | None = None,
        dry_run: bool | None = None,
        email: str | Omit = OMIT,
        phone: str | Omit = OMIT,
        tax_number: str | Omit = OMIT,
        currency: params.CurrencyCode | Omit = OMIT,
        payment_terms_days: int | Omit = OMIT,
        billing_address: str | Omit = OMIT,
        external_id: str | Omit | None = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Contact:
        """Create a vendor.

        Vendors of the company. Requires the role accountant of the company; of an API key the scope
        `vendors:write`.

        Args:
            name: The name of the customer or vendor.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            email: The e-mail address.
            phone: The telephone number.
            tax_number: The tax number, such as a VAT id.
            currency: Default: the base currency of the company.
            payment_terms_days: Days from the issue date to the due date of this contact's documents.
            billing_address: The address for documents, with line breaks.
            external_id: Your own id for this object, unique per company and kind.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/contacts/vendors",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "name": name,
                "email": email,
                "phone": phone,
                "tax_number": tax_number,
                "currency": currency,
                "payment_terms_days": payment_terms_days,
                "billing_address": billing_address,
                "external_id": external_id,
                "metadata": metadata,
            },
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Contact = self._client._send(call, "Contact")
        return answer

    def get(self, id: str, /, *, company_id: str | None = None, timeout: float | None = None) -> models.Contact:
        """Get a vendor.

        Vendors of the company. Requires the role viewer of the company; of an API key the scope `vendors:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            f"/contacts/vendors/{segment(id)}",
            query={"company_id": company_id},
            timeout=timeout,
            in_company=True,
        )
        answer: models.Contact = self._client._send(call, "Contact")
        return answer

    def update(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        name: str | Omit = OMIT,
        email: str | Omit = OMIT,
        phone: str | Omit = OMIT,
        tax_number: str | Omit = OMIT,
        currency: params.CurrencyCode | Omit = OMIT,
        payment_terms_days: int | Omit = OMIT,
        billing_address: str | Omit = OMIT,
        external_id: str | Omit | None = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Contact:
        """Change a vendor.

        Vendors of the company. Requires the role accountant of the company; of an API key the scope
        `vendors:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            name: The name of the customer or vendor.
            email: The e-mail address.
            phone: The telephone number.
            tax_number: The tax number, such as a VAT id.
            currency: Default: the base currency of the company.
            payment_terms_days: Days from the issue date to the due date of this contact's documents.
            billing_address: The address for documents, with line breaks.
            external_id: Your own id for this object, unique per company and kind.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PATCH",
            f"/contacts/vendors/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "name": name,
                "email": email,
                "phone": phone,
                "tax_number": tax_number,
                "currency": currency,
                "payment_terms_days": payment_terms_days,
                "billing_address": billing_address,
                "external_id": external_id,
                "metadata": metadata,
            },
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Contact = self._client._send(call, "Contact")
        return answer

    def delete(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> None:
        """Delete a vendor.

        Vendors of the company. Requires the role accountant of the company; of an API key the scope
        `vendors:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "DELETE",
            f"/contacts/vendors/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        self._client._send(call)

    def archive(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Contact:
        """Archive a contact.

        It cannot be used on new documents; its history stays. Requires the role accountant of the company; of an
        API key the scope `vendors:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/contacts/vendors/{segment(id)}/archive",
            query={"company_id": company_id, "dry_run": dry_run},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Contact = self._client._send(call, "Contact")
        return answer

    def restore(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Contact:
        """Restore an archived contact.

        Requires the role accountant of the company; of an API key the scope `vendors:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/contacts/vendors/{segment(id)}/restore",
            query={"company_id": company_id, "dry_run": dry_run},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Contact = self._client._send(call, "Contact")
        return answer

    def batch(
        self,
        *,
        items: Sequence[params.ContactParams],
        company_id: str | None = None,
        dry_run: bool | None = None,
        partial: bool | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.ContactBatch:
        """Create up to 200 at once: all of them or none, or only those that can be (partial).

        Each item is the body of a single create. The response has those that were created, in the order given, and
        with `partial` what failed and why, by its place in `items`. Without `partial` the first failure is the
        response to the whole, with fields such as `items[1].name`, and nothing is saved. Ten items count as one
        request (docs/guides/batches.md). Requires the role accountant of the company; of an API key the scope
        `vendors:write`.

        Args:
            items: The objects to create.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            partial: Create the items that can be, and say of each other one why not. Default: false.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/contacts/vendors/batch",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"partial": partial, "items": items},
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.ContactBatch = self._client._send(call, "ContactBatch")
        return answer

    def upsert(
        self,
        external_id: str,
        /,
        *,
        name: str,
        company_id: str | None = None,
        dry_run: bool | None = None,
        email: str | Omit = OMIT,
        phone: str | Omit = OMIT,
        tax_number: str | Omit = OMIT,
        currency: params.CurrencyCode | Omit = OMIT,
        payment_terms_days: int | Omit = OMIT,
        billing_address: str | Omit = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Contact:
        """Create it under an id of your own, or replace it.

        The body is that of a create, without `external_id`. If nothing has this `external_id`, it is created (201).
        If something has, it is replaced (200). Fields that are not given get their defaults. The same body again
        changes nothing, so it can be sent until it is answered. Requires the role accountant of the company; of an
        API key the scope `vendors:write`.

        Args:
            external_id: Your own id for it. Encode characters such as `?`, `#` and spaces as in any address.
            name: The name.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            email: The e-mail address.
            phone: The telephone number.
            tax_number: The tax number, such as a VAT id.
            currency: Default: the base currency of the company.
            payment_terms_days: Days from the issue date to the due date of this contact's documents.
            billing_address: The address for documents, with line breaks.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PUT",
            f"/contacts/vendors/by-external-id/{segment(external_id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "name": name,
                "email": email,
                "phone": phone,
                "tax_number": tax_number,
                "currency": currency,
                "payment_terms_days": payment_terms_days,
                "billing_address": billing_address,
                "metadata": metadata,
            },
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Contact = self._client._send(call, "Contact")
        return answer


class AsyncVendors(AsyncResource):
    """Operations of `vendors`, awaited."""

    def list(
        self,
        *,
        company_id: str | None = None,
        email: str | Sequence[str] | None = None,
        external_id: str | Sequence[str] | None = None,
        is_active: bool | None = None,
        metadata: str | Sequence[str] | None = None,
        page: int | None = None,
        page_size: int | None = None,
        search: str | None = None,
        sort_by: params.ContactSortBy | None = None,
        sort_order: params.SortOrder | None = None,
        updated_since: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> AsyncPages[models.Contact]:
        """List vendors.

        Vendors of the company. Requires the role viewer of the company; of an API key the scope `vendors:read`.

        Args:
            company_id: The company. Optional if you have access to exactly one.
            email: Only those with this e-mail address. For several values, repeat the parameter; values separated
                by commas work too.
            external_id: Only those with this `external_id`. For several values, repeat the parameter; values
                separated by commas work too.
            is_active: `true` for those that are active, `false` for the others.
            metadata: Only those with this key and text in their metadata, such as `order_id:42`. For several,
                repeat the parameter: all of them must match. A comma is part of the text.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            search: Only those that contain this text. Case and accents do not matter.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            updated_since: Only those changed at this moment or later.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/contacts/vendors",
            query={
                "company_id": company_id,
                "email": email,
                "external_id": external_id,
                "is_active": is_active,
                "metadata": metadata,
                "page": page,
                "page_size": page_size,
                "search": search,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "updated_since": updated_since,
            },
            repeated=("email", "external_id", "metadata"),
            page_size=100,
            timeout=timeout,
            in_company=True,
        )
        return self._client._pages(call, "Contact")

    async def create(
        self,
        *,
        name: str,
        company_id: str | None = None,
        dry_run: bool | None = None,
        email: str | Omit = OMIT,
        phone: str | Omit = OMIT,
        tax_number: str | Omit = OMIT,
        currency: params.CurrencyCode | Omit = OMIT,
        payment_terms_days: int | Omit = OMIT,
        billing_address: str | Omit = OMIT,
        external_id: str | Omit | None = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.Contact:
        """Create a vendor.

        Vendors of the company. Requires the role accountant of the company; of an API key the scope
        `vendors:write`.

        Args:
            name: The name of the customer or vendor.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            email: The e-mail address.
            phone: The telephone number.
            tax_number: The tax number, such as a VAT id.
            currency: Default: the base currency of the company.
            payment_terms_days: Days from the issue date to the due date of this contact's documents.
            billing_address: The address for documents, with line breaks.
            external_id: Your own id for this object, unique per company and kind.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/contacts/vendors",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "name": name,
                "email": email,
                "phone": phone,
                "tax_number": tax_number,
                "currency": currency,
                "payment_terms_days": payment_terms_days,
                "billing_address": billing_address,
                "external_id": external_id,
                "metadata": metadata,
            },
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Contact = await self._client._send(call, "Contact")
        return answer

    async def get(self, id: str, /, *, company_id: str | None = None, timeout: float | None = None) -> models.Contact:
        """Get a vendor.

        Vendors of the company. Requires the role viewer of the company; of an API key the scope `vendors:read`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            f"/contacts/vendors/{segment(id)}",
            query={"company_id": company_id},
            timeout=timeout,
            in_company=True,
        )
        answer: models.Contact = await self._client._send(call, "Contact")
        return answer

    async def update(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        name: str | Omit = OMIT,
        email: str | Omit = OMIT,
        phone: str | Omit = OMIT,
        tax_number: str | Omit = OMIT,
        currency: params.CurrencyCode | Omit = OMIT,
        payment_terms_days: int | Omit = OMIT,
        billing_address: str | Omit = OMIT,
        external_id: str | Omit | None = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Contact:
        """Change a vendor.

        Vendors of the company. Requires the role accountant of the company; of an API key the scope
        `vendors:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            name: The name of the customer or vendor.
            email: The e-mail address.
            phone: The telephone number.
            tax_number: The tax number, such as a VAT id.
            currency: Default: the base currency of the company.
            payment_terms_days: Days from the issue date to the due date of this contact's documents.
            billing_address: The address for documents, with line breaks.
            external_id: Your own id for this object, unique per company and kind.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PATCH",
            f"/contacts/vendors/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "name": name,
                "email": email,
                "phone": phone,
                "tax_number": tax_number,
                "currency": currency,
                "payment_terms_days": payment_terms_days,
                "billing_address": billing_address,
                "external_id": external_id,
                "metadata": metadata,
            },
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Contact = await self._client._send(call, "Contact")
        return answer

    async def delete(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> None:
        """Delete a vendor.

        Vendors of the company. Requires the role accountant of the company; of an API key the scope
        `vendors:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "DELETE",
            f"/contacts/vendors/{segment(id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        await self._client._send(call)

    async def archive(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Contact:
        """Archive a contact.

        It cannot be used on new documents; its history stays. Requires the role accountant of the company; of an
        API key the scope `vendors:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/contacts/vendors/{segment(id)}/archive",
            query={"company_id": company_id, "dry_run": dry_run},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Contact = await self._client._send(call, "Contact")
        return answer

    async def restore(
        self,
        id: str,
        /,
        *,
        company_id: str | None = None,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Contact:
        """Restore an archived contact.

        Requires the role accountant of the company; of an API key the scope `vendors:write`.

        Args:
            id: The id of the object.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/contacts/vendors/{segment(id)}/restore",
            query={"company_id": company_id, "dry_run": dry_run},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Contact = await self._client._send(call, "Contact")
        return answer

    async def batch(
        self,
        *,
        items: Sequence[params.ContactParams],
        company_id: str | None = None,
        dry_run: bool | None = None,
        partial: bool | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.ContactBatch:
        """Create up to 200 at once: all of them or none, or only those that can be (partial).

        Each item is the body of a single create. The response has those that were created, in the order given, and
        with `partial` what failed and why, by its place in `items`. Without `partial` the first failure is the
        response to the whole, with fields such as `items[1].name`, and nothing is saved. Ten items count as one
        request (docs/guides/batches.md). Requires the role accountant of the company; of an API key the scope
        `vendors:write`.

        Args:
            items: The objects to create.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            partial: Create the items that can be, and say of each other one why not. Default: false.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/contacts/vendors/batch",
            query={"company_id": company_id, "dry_run": dry_run},
            body={"partial": partial, "items": items},
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
            in_company=True,
        )
        answer: models.ContactBatch = await self._client._send(call, "ContactBatch")
        return answer

    async def upsert(
        self,
        external_id: str,
        /,
        *,
        name: str,
        company_id: str | None = None,
        dry_run: bool | None = None,
        email: str | Omit = OMIT,
        phone: str | Omit = OMIT,
        tax_number: str | Omit = OMIT,
        currency: params.CurrencyCode | Omit = OMIT,
        payment_terms_days: int | Omit = OMIT,
        billing_address: str | Omit = OMIT,
        metadata: Mapping[str, str | None] | Omit = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Contact:
        """Create it under an id of your own, or replace it.

        The body is that of a create, without `external_id`. If nothing has this `external_id`, it is created (201).
        If something has, it is replaced (200). Fields that are not given get their defaults. The same body again
        changes nothing, so it can be sent until it is answered. Requires the role accountant of the company; of an
        API key the scope `vendors:write`.

        Args:
            external_id: Your own id for it. Encode characters such as `?`, `#` and spaces as in any address.
            name: The name.
            company_id: The company. Optional if you have access to exactly one.
            dry_run: Validate and respond as usual, but save nothing.
            email: The e-mail address.
            phone: The telephone number.
            tax_number: The tax number, such as a VAT id.
            currency: Default: the base currency of the company.
            payment_terms_days: Days from the issue date to the due date of this contact's documents.
            billing_address: The address for documents, with line breaks.
            metadata: Your own keys and texts, up to 50. In a PATCH, a key that is not given stays, and one with
                null or an empty text is removed. It can change at any time, also once posted.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PUT",
            f"/contacts/vendors/by-external-id/{segment(external_id)}",
            query={"company_id": company_id, "dry_run": dry_run},
            body={
                "name": name,
                "email": email,
                "phone": phone,
                "tax_number": tax_number,
                "currency": currency,
                "payment_terms_days": payment_terms_days,
                "billing_address": billing_address,
                "metadata": metadata,
            },
            if_match=if_match,
            timeout=timeout,
            in_company=True,
        )
        answer: models.Contact = await self._client._send(call, "Contact")
        return answer


class Webhooks(Resource):
    """Operations of `webhooks`."""

    @cached_property
    def deliveries(self) -> WebhooksDeliveries:
        return WebhooksDeliveries(self._client)

    def list(
        self,
        *,
        company_id: str | Sequence[str] | None = None,
        enabled: bool | None = None,
        page: int | None = None,
        page_size: int | None = None,
        search: str | None = None,
        sort_by: params.WebhookSortBy | None = None,
        sort_order: params.SortOrder | None = None,
        updated_since: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> Pages[models.Webhook]:
        """List webhooks.

        The addresses to which events are sent. Only the responses to create and rotate-secret show the secret.
        Requires the role admin of the organization; of an API key the scope `webhooks:read`.

        Args:
            company_id: The company. For several values, repeat the parameter; values separated by commas work too.
            enabled: `true` for those that are enabled, `false` for the others.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            search: Only those that contain this text. Case and accents do not matter.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            updated_since: Only those changed at this moment or later.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/webhooks",
            query={
                "company_id": company_id,
                "enabled": enabled,
                "page": page,
                "page_size": page_size,
                "search": search,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "updated_since": updated_since,
            },
            repeated=("company_id",),
            page_size=100,
            timeout=timeout,
        )
        return self._client._pages(call, "Webhook")

    def create(
        self,
        *,
        url: str,
        events: Sequence[str],
        dry_run: bool | None = None,
        description: str | Omit = OMIT,
        company_id: str | Omit | None = OMIT,
        enabled: bool | Omit = OMIT,
        secret: str | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.WebhookWithSecret:
        """Create a webhook.

        The addresses to which events are sent. Only the responses to create and rotate-secret show the secret.
        Requires the role admin of the organization; of an API key the scope `webhooks:write`.

        Args:
            url: An https address on the public internet. The port is 443 or above 1023.
            events: The types of events to send, or only `*` for all.
            dry_run: Validate and respond as usual, but save nothing.
            description: What it is, in your words.
            company_id: Empty for all companies.
            enabled: Whether events are sent to the endpoint.
            secret: 16 to 128 printable ASCII characters. If you give none, we generate one. Only the response to
                this request shows it.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/webhooks",
            query={"dry_run": dry_run},
            body={
                "url": url,
                "description": description,
                "events": events,
                "company_id": company_id,
                "enabled": enabled,
                "secret": secret,
            },
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        answer: models.WebhookWithSecret = self._client._send(call, "WebhookWithSecret")
        return answer

    def get(self, id: str, /, *, timeout: float | None = None) -> models.Webhook:
        """Get a webhook.

        The addresses to which events are sent. Only the responses to create and rotate-secret show the secret.
        Requires the role admin of the organization; of an API key the scope `webhooks:read`.

        Args:
            id: The id of the object.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call("GET", f"/webhooks/{segment(id)}", timeout=timeout)
        answer: models.Webhook = self._client._send(call, "Webhook")
        return answer

    def update(
        self,
        id: str,
        /,
        *,
        dry_run: bool | None = None,
        url: str | Omit = OMIT,
        description: str | Omit = OMIT,
        events: Sequence[str] | Omit = OMIT,
        company_id: str | Omit | None = OMIT,
        enabled: bool | Omit = OMIT,
        header_secret: params.WebhookHeaderSecret | Omit = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Webhook:
        """Change a webhook.

        The addresses to which events are sent. Only the responses to create and rotate-secret show the secret.
        Requires the role admin of the organization; of an API key the scope `webhooks:write`.

        Args:
            id: The id of the object.
            dry_run: Validate and respond as usual, but save nothing.
            url: An https address on the public internet. The port is 443 or above 1023.
            description: What it is, in your words.
            events: The types of events to send, or only `*` for all.
            company_id: Empty for all companies.
            enabled: Whether events are sent to the endpoint.
            header_secret: Which secret signs `X-Atlas-Signature` during a rotation. Both sign `webhook-signature`.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PATCH",
            f"/webhooks/{segment(id)}",
            query={"dry_run": dry_run},
            body={
                "url": url,
                "description": description,
                "events": events,
                "company_id": company_id,
                "enabled": enabled,
                "header_secret": header_secret,
            },
            if_match=if_match,
            timeout=timeout,
        )
        answer: models.Webhook = self._client._send(call, "Webhook")
        return answer

    def delete(
        self, id: str, /, *, dry_run: bool | None = None, if_match: str | None = None, timeout: float | None = None
    ) -> None:
        """Delete a webhook.

        The addresses to which events are sent. Only the responses to create and rotate-secret show the secret.
        Requires the role admin of the organization; of an API key the scope `webhooks:write`.

        Args:
            id: The id of the object.
            dry_run: Validate and respond as usual, but save nothing.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "DELETE", f"/webhooks/{segment(id)}", query={"dry_run": dry_run}, if_match=if_match, timeout=timeout
        )
        self._client._send(call)

    def disable(
        self,
        id: str,
        /,
        *,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Webhook:
        """Disable a webhook.

        Pending deliveries wait. Requires the role admin of the organization; of an API key the scope
        `webhooks:write`.

        Args:
            id: The id of the object.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/webhooks/{segment(id)}/disable",
            query={"dry_run": dry_run},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
        )
        answer: models.Webhook = self._client._send(call, "Webhook")
        return answer

    def enable(
        self,
        id: str,
        /,
        *,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Webhook:
        """Enable a webhook.

        Use `replay` to send what it missed. Requires the role admin of the organization; of an API key the scope
        `webhooks:write`.

        Args:
            id: The id of the object.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/webhooks/{segment(id)}/enable",
            query={"dry_run": dry_run},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
        )
        answer: models.Webhook = self._client._send(call, "Webhook")
        return answer

    def replay(
        self,
        id: str,
        /,
        *,
        since: dt.datetime | str,
        dry_run: bool | None = None,
        until: dt.datetime | str | Omit = OMIT,
        again: bool | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.WebhookReplay:
        """Send again what a webhook missed.

        Requires the role admin of the organization; of an API key the scope `webhooks:write`.

        Args:
            id: The id of the object.
            since: The start: events recorded at this moment or later.
            dry_run: Validate and respond as usual, but save nothing.
            until: The end: events recorded before this moment. Default: now.
            again: Whether to send events again that were delivered.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/webhooks/{segment(id)}/replay",
            query={"dry_run": dry_run},
            body={"since": since, "until": until, "again": again},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
        )
        answer: models.WebhookReplay = self._client._send(call, "WebhookReplay")
        return answer

    def rotate_secret(
        self,
        id: str,
        /,
        *,
        dry_run: bool | None = None,
        secret: str | Omit = OMIT,
        switch_header: bool | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.WebhookWithSecret:
        """Replace a webhook's secret.

        The old one keeps signing too, for 24 hours. Requires the role admin of the organization; of an API key the
        scope `webhooks:write`.

        Args:
            id: The id of the object.
            dry_run: Validate and respond as usual, but save nothing.
            secret: 16 to 128 printable ASCII characters. If you give none, we generate one. Only the response to
                this request shows it.
            switch_header: `false`: the old secret goes on signing `X-Atlas-Signature` for 24 hours, or until you
                set `header_secret` to `current`.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/webhooks/{segment(id)}/rotate-secret",
            query={"dry_run": dry_run},
            body={"secret": secret, "switch_header": switch_header},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
        )
        answer: models.WebhookWithSecret = self._client._send(call, "WebhookWithSecret")
        return answer

    def test(
        self,
        id: str,
        /,
        *,
        dry_run: bool | None = None,
        event: params.DeliveredEventType | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.TestDelivery:
        """Send a test event at once, ahead of everything that is waiting, even during a hold.

        Requires the role admin of the organization; of an API key the scope `webhooks:write`.

        Args:
            id: The id of the object.
            dry_run: Validate and respond as usual, but save nothing.
            event: The type of the event. Default: `webhook.test`. Another type is sent as the catalogue shows it,
                with ids that do not exist, whatever the webhook subscribes to.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/webhooks/{segment(id)}/test",
            query={"dry_run": dry_run},
            body={"event": event},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
        )
        answer: models.TestDelivery = self._client._send(call, "TestDelivery")
        return answer

    def try_now(
        self,
        id: str,
        /,
        *,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Webhook:
        """End a webhook's hold and send what is waiting.

        Requires the role admin of the organization; of an API key the scope `webhooks:write`.

        Args:
            id: The id of the object.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/webhooks/{segment(id)}/try-now",
            query={"dry_run": dry_run},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
        )
        answer: models.Webhook = self._client._send(call, "Webhook")
        return answer


class AsyncWebhooks(AsyncResource):
    """Operations of `webhooks`, awaited."""

    @cached_property
    def deliveries(self) -> AsyncWebhooksDeliveries:
        return AsyncWebhooksDeliveries(self._client)

    def list(
        self,
        *,
        company_id: str | Sequence[str] | None = None,
        enabled: bool | None = None,
        page: int | None = None,
        page_size: int | None = None,
        search: str | None = None,
        sort_by: params.WebhookSortBy | None = None,
        sort_order: params.SortOrder | None = None,
        updated_since: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> AsyncPages[models.Webhook]:
        """List webhooks.

        The addresses to which events are sent. Only the responses to create and rotate-secret show the secret.
        Requires the role admin of the organization; of an API key the scope `webhooks:read`.

        Args:
            company_id: The company. For several values, repeat the parameter; values separated by commas work too.
            enabled: `true` for those that are enabled, `false` for the others.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            search: Only those that contain this text. Case and accents do not matter.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            updated_since: Only those changed at this moment or later.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            "/webhooks",
            query={
                "company_id": company_id,
                "enabled": enabled,
                "page": page,
                "page_size": page_size,
                "search": search,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "updated_since": updated_since,
            },
            repeated=("company_id",),
            page_size=100,
            timeout=timeout,
        )
        return self._client._pages(call, "Webhook")

    async def create(
        self,
        *,
        url: str,
        events: Sequence[str],
        dry_run: bool | None = None,
        description: str | Omit = OMIT,
        company_id: str | Omit | None = OMIT,
        enabled: bool | Omit = OMIT,
        secret: str | Omit = OMIT,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> models.WebhookWithSecret:
        """Create a webhook.

        The addresses to which events are sent. Only the responses to create and rotate-secret show the secret.
        Requires the role admin of the organization; of an API key the scope `webhooks:write`.

        Args:
            url: An https address on the public internet. The port is 443 or above 1023.
            events: The types of events to send, or only `*` for all.
            dry_run: Validate and respond as usual, but save nothing.
            description: What it is, in your words.
            company_id: Empty for all companies.
            enabled: Whether events are sent to the endpoint.
            secret: 16 to 128 printable ASCII characters. If you give none, we generate one. Only the response to
                this request shows it.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            "/webhooks",
            query={"dry_run": dry_run},
            body={
                "url": url,
                "description": description,
                "events": events,
                "company_id": company_id,
                "enabled": enabled,
                "secret": secret,
            },
            takes_key=True,
            idempotency_key=idempotency_key,
            timeout=timeout,
        )
        answer: models.WebhookWithSecret = await self._client._send(call, "WebhookWithSecret")
        return answer

    async def get(self, id: str, /, *, timeout: float | None = None) -> models.Webhook:
        """Get a webhook.

        The addresses to which events are sent. Only the responses to create and rotate-secret show the secret.
        Requires the role admin of the organization; of an API key the scope `webhooks:read`.

        Args:
            id: The id of the object.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call("GET", f"/webhooks/{segment(id)}", timeout=timeout)
        answer: models.Webhook = await self._client._send(call, "Webhook")
        return answer

    async def update(
        self,
        id: str,
        /,
        *,
        dry_run: bool | None = None,
        url: str | Omit = OMIT,
        description: str | Omit = OMIT,
        events: Sequence[str] | Omit = OMIT,
        company_id: str | Omit | None = OMIT,
        enabled: bool | Omit = OMIT,
        header_secret: params.WebhookHeaderSecret | Omit = OMIT,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Webhook:
        """Change a webhook.

        The addresses to which events are sent. Only the responses to create and rotate-secret show the secret.
        Requires the role admin of the organization; of an API key the scope `webhooks:write`.

        Args:
            id: The id of the object.
            dry_run: Validate and respond as usual, but save nothing.
            url: An https address on the public internet. The port is 443 or above 1023.
            description: What it is, in your words.
            events: The types of events to send, or only `*` for all.
            company_id: Empty for all companies.
            enabled: Whether events are sent to the endpoint.
            header_secret: Which secret signs `X-Atlas-Signature` during a rotation. Both sign `webhook-signature`.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "PATCH",
            f"/webhooks/{segment(id)}",
            query={"dry_run": dry_run},
            body={
                "url": url,
                "description": description,
                "events": events,
                "company_id": company_id,
                "enabled": enabled,
                "header_secret": header_secret,
            },
            if_match=if_match,
            timeout=timeout,
        )
        answer: models.Webhook = await self._client._send(call, "Webhook")
        return answer

    async def delete(
        self, id: str, /, *, dry_run: bool | None = None, if_match: str | None = None, timeout: float | None = None
    ) -> None:
        """Delete a webhook.

        The addresses to which events are sent. Only the responses to create and rotate-secret show the secret.
        Requires the role admin of the organization; of an API key the scope `webhooks:write`.

        Args:
            id: The id of the object.
            dry_run: Validate and respond as usual, but save nothing.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "DELETE", f"/webhooks/{segment(id)}", query={"dry_run": dry_run}, if_match=if_match, timeout=timeout
        )
        await self._client._send(call)

    async def disable(
        self,
        id: str,
        /,
        *,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Webhook:
        """Disable a webhook.

        Pending deliveries wait. Requires the role admin of the organization; of an API key the scope
        `webhooks:write`.

        Args:
            id: The id of the object.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/webhooks/{segment(id)}/disable",
            query={"dry_run": dry_run},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
        )
        answer: models.Webhook = await self._client._send(call, "Webhook")
        return answer

    async def enable(
        self,
        id: str,
        /,
        *,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Webhook:
        """Enable a webhook.

        Use `replay` to send what it missed. Requires the role admin of the organization; of an API key the scope
        `webhooks:write`.

        Args:
            id: The id of the object.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/webhooks/{segment(id)}/enable",
            query={"dry_run": dry_run},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
        )
        answer: models.Webhook = await self._client._send(call, "Webhook")
        return answer

    async def replay(
        self,
        id: str,
        /,
        *,
        since: dt.datetime | str,
        dry_run: bool | None = None,
        until: dt.datetime | str | Omit = OMIT,
        again: bool | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.WebhookReplay:
        """Send again what a webhook missed.

        Requires the role admin of the organization; of an API key the scope `webhooks:write`.

        Args:
            id: The id of the object.
            since: The start: events recorded at this moment or later.
            dry_run: Validate and respond as usual, but save nothing.
            until: The end: events recorded before this moment. Default: now.
            again: Whether to send events again that were delivered.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/webhooks/{segment(id)}/replay",
            query={"dry_run": dry_run},
            body={"since": since, "until": until, "again": again},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
        )
        answer: models.WebhookReplay = await self._client._send(call, "WebhookReplay")
        return answer

    async def rotate_secret(
        self,
        id: str,
        /,
        *,
        dry_run: bool | None = None,
        secret: str | Omit = OMIT,
        switch_header: bool | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.WebhookWithSecret:
        """Replace a webhook's secret.

        The old one keeps signing too, for 24 hours. Requires the role admin of the organization; of an API key the
        scope `webhooks:write`.

        Args:
            id: The id of the object.
            dry_run: Validate and respond as usual, but save nothing.
            secret: 16 to 128 printable ASCII characters. If you give none, we generate one. Only the response to
                this request shows it.
            switch_header: `false`: the old secret goes on signing `X-Atlas-Signature` for 24 hours, or until you
                set `header_secret` to `current`.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/webhooks/{segment(id)}/rotate-secret",
            query={"dry_run": dry_run},
            body={"secret": secret, "switch_header": switch_header},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
        )
        answer: models.WebhookWithSecret = await self._client._send(call, "WebhookWithSecret")
        return answer

    async def test(
        self,
        id: str,
        /,
        *,
        dry_run: bool | None = None,
        event: params.DeliveredEventType | Omit = OMIT,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.TestDelivery:
        """Send a test event at once, ahead of everything that is waiting, even during a hold.

        Requires the role admin of the organization; of an API key the scope `webhooks:write`.

        Args:
            id: The id of the object.
            dry_run: Validate and respond as usual, but save nothing.
            event: The type of the event. Default: `webhook.test`. Another type is sent as the catalogue shows it,
                with ids that do not exist, whatever the webhook subscribes to.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/webhooks/{segment(id)}/test",
            query={"dry_run": dry_run},
            body={"event": event},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
        )
        answer: models.TestDelivery = await self._client._send(call, "TestDelivery")
        return answer

    async def try_now(
        self,
        id: str,
        /,
        *,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Webhook:
        """End a webhook's hold and send what is waiting.

        Requires the role admin of the organization; of an API key the scope `webhooks:write`.

        Args:
            id: The id of the object.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/webhooks/{segment(id)}/try-now",
            query={"dry_run": dry_run},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
        )
        answer: models.Webhook = await self._client._send(call, "Webhook")
        return answer


class WebhooksDeliveries(Resource):
    """Operations of `webhooks.deliveries`."""

    def list(
        self,
        webhook_id: str,
        /,
        *,
        event: params.DeliveredEventType | Sequence[params.DeliveredEventType] | None = None,
        page: int | None = None,
        page_size: int | None = None,
        sort_by: params.DeliverySortBy | None = None,
        sort_order: params.SortOrder | None = None,
        status: params.DeliveryStatus | Sequence[params.DeliveryStatus] | None = None,
        updated_since: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> Pages[models.DeliverySummary]:
        """List deliveries.

        The deliveries to one webhook, with every attempt. Requires the role admin of the organization; of an API
        key the scope `webhooks:read`.

        Args:
            webhook_id: The id of the webhook.
            event: Only those for this type of event. For several values, repeat the parameter; values separated by
                commas work too.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            status: Only those with this status. For several values, repeat the parameter; values separated by
                commas work too.
            updated_since: Only those changed at this moment or later.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            f"/webhooks/{segment(webhook_id)}/deliveries",
            query={
                "event": event,
                "page": page,
                "page_size": page_size,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "status": status,
                "updated_since": updated_since,
            },
            repeated=("event", "status"),
            page_size=100,
            timeout=timeout,
        )
        return self._client._pages(call, "DeliverySummary")

    def get(self, webhook_id: str, id: str, /, *, timeout: float | None = None) -> models.Delivery:
        """Get a delivery.

        The deliveries to one webhook, with every attempt. Requires the role admin of the organization; of an API
        key the scope `webhooks:read`.

        Args:
            webhook_id: The id of the webhook.
            id: The id of the object.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call("GET", f"/webhooks/{segment(webhook_id)}/deliveries/{segment(id)}", timeout=timeout)
        answer: models.Delivery = self._client._send(call, "Delivery")
        return answer

    def resend(
        self,
        webhook_id: str,
        id: str,
        /,
        *,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Delivery:
        """Send a delivery again, with all its retries.

        Requires the role admin of the organization; of an API key the scope `webhooks:write`.

        Args:
            webhook_id: The id of the webhook.
            id: The id of the object.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/webhooks/{segment(webhook_id)}/deliveries/{segment(id)}/resend",
            query={"dry_run": dry_run},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
        )
        answer: models.Delivery = self._client._send(call, "Delivery")
        return answer


class AsyncWebhooksDeliveries(AsyncResource):
    """Operations of `webhooks.deliveries`, awaited."""

    def list(
        self,
        webhook_id: str,
        /,
        *,
        event: params.DeliveredEventType | Sequence[params.DeliveredEventType] | None = None,
        page: int | None = None,
        page_size: int | None = None,
        sort_by: params.DeliverySortBy | None = None,
        sort_order: params.SortOrder | None = None,
        status: params.DeliveryStatus | Sequence[params.DeliveryStatus] | None = None,
        updated_since: dt.datetime | str | None = None,
        timeout: float | None = None,
    ) -> AsyncPages[models.DeliverySummary]:
        """List deliveries.

        The deliveries to one webhook, with every attempt. Requires the role admin of the organization; of an API
        key the scope `webhooks:read`.

        Args:
            webhook_id: The id of the webhook.
            event: Only those for this type of event. For several values, repeat the parameter; values separated by
                commas work too.
            page: The number of the page, from 1. Default: 1. Not together with `cursor`.
            page_size: How many items a page has.
            sort_by: The field to sort by.
            sort_order: The direction. Empty values come last in both.
            status: Only those with this status. For several values, repeat the parameter; values separated by
                commas work too.
            updated_since: Only those changed at this moment or later.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "GET",
            f"/webhooks/{segment(webhook_id)}/deliveries",
            query={
                "event": event,
                "page": page,
                "page_size": page_size,
                "sort_by": sort_by,
                "sort_order": sort_order,
                "status": status,
                "updated_since": updated_since,
            },
            repeated=("event", "status"),
            page_size=100,
            timeout=timeout,
        )
        return self._client._pages(call, "DeliverySummary")

    async def get(self, webhook_id: str, id: str, /, *, timeout: float | None = None) -> models.Delivery:
        """Get a delivery.

        The deliveries to one webhook, with every attempt. Requires the role admin of the organization; of an API
        key the scope `webhooks:read`.

        Args:
            webhook_id: The id of the webhook.
            id: The id of the object.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call("GET", f"/webhooks/{segment(webhook_id)}/deliveries/{segment(id)}", timeout=timeout)
        answer: models.Delivery = await self._client._send(call, "Delivery")
        return answer

    async def resend(
        self,
        webhook_id: str,
        id: str,
        /,
        *,
        dry_run: bool | None = None,
        idempotency_key: str | None = None,
        if_match: str | None = None,
        timeout: float | None = None,
    ) -> models.Delivery:
        """Send a delivery again, with all its retries.

        Requires the role admin of the organization; of an API key the scope `webhooks:write`.

        Args:
            webhook_id: The id of the webhook.
            id: The id of the object.
            dry_run: Validate and respond as usual, but save nothing.
            idempotency_key: Makes a repeated call happen once. Default: a new one for each call.
            if_match: Refuse with 412 unless this is still the object's entity tag.
            timeout: Seconds to wait for the answer. Default: the client's.
        """
        call = Call(
            "POST",
            f"/webhooks/{segment(webhook_id)}/deliveries/{segment(id)}/resend",
            query={"dry_run": dry_run},
            takes_key=True,
            idempotency_key=idempotency_key,
            if_match=if_match,
            timeout=timeout,
        )
        answer: models.Delivery = await self._client._send(call, "Delivery")
        return answer
