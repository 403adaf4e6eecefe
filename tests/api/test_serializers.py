"""Serializers write exact money in the object's own currency, and accept no unknown fields."""

import datetime
import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.core.checks import run_checks
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

import api.urls  # noqa: F401  # loads all serializers
from accounting.models import Account, Company, Currency
from api.errors import field_errors
from api.fields import (
    CharField,
    CurrencyField,
    DateField,
    IdField,
    ListField,
    MethodField,
    MomentField,
    MoneyField,
    RateField,
)
from api.rendering import dumps
from api.serializers import ModelSerializer, Serializer
from api.subclasses import subclasses

ID = UUID("0197a3f2-6f0a-7cc0-8d3b-2f9d5c1e7a44")
COMPANY = Company(name="Harbor Lane", base_currency=Currency(code="USD", name="US dollar", decimals=2))


@dataclass
class Line:
    price: Decimal | None
    cost: Decimal = Decimal("1.0000")


@dataclass
class Contact:
    name: str


@dataclass
class Order:
    id: UUID = ID
    currency: str = "KWD"
    total: Decimal = Decimal("1500.0000")
    rate: Decimal = Decimal("3.2500000000")
    contact: Contact | None = None
    lines: list[Line] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    date: datetime.date = datetime.date(2026, 1, 15)
    sent_at: datetime.datetime = datetime.datetime(2026, 1, 15, 10, 30, 0, 999_999, datetime.UTC)


class LineSerializer(Serializer):
    price = MoneyField(unit_price=True, allow_null=True)
    cost = MoneyField(base=True, required=False)


class OrderSerializer(Serializer):
    id = IdField(read_only=True)
    currency = CurrencyField(required=False)
    total = MoneyField()
    rate = RateField(required=False)
    contact = CharField(source="contact.name", read_only=True)
    lines = LineSerializer(many=True)
    tags = ListField(child=CharField(), required=False)
    date = DateField(required=False)
    sent_at = MomentField(read_only=True)
    shout = MethodField()
    password = CharField(write_only=True, required=False)

    class Meta:
        currency = "currency"

    def get_shout(self, order: Any) -> str:
        company: Company = self.context["company"]
        return company.name.upper()


def written(value: Any) -> str:
    return dumps(OrderSerializer(value, context={"company": COMPANY}).data).decode()


def test_an_object_is_written_exactly_in_its_own_currency() -> None:
    order = Order(contact=Contact("Ada"), lines=[Line(Decimal("0.0125")), Line(None)], tags=["a"])
    assert written(order) == (
        '{"id":"0197a3f2-6f0a-7cc0-8d3b-2f9d5c1e7a44","currency":"KWD","total":1500.000,"rate":3.25,"contact":"Ada",'
        '"lines":[{"price":0.0125,"cost":1.00},{"price":null,"cost":1.00}],"tags":["a"],"date":"2026-01-15",'
        '"sent_at":"2026-01-15T10:30:00Z","shout":"HARBOR LANE"}'
    )


@pytest.mark.parametrize(
    ("currency", "text"), [("JPY", "1500"), ("USD", "1500.00"), ("KWD", "1500.000"), ("CLF", "1500.0000")]
)
def test_money_has_the_decimals_of_its_currency(currency: str, text: str) -> None:
    assert f'"total":{text},' in written(Order(currency=currency))


def test_a_link_that_is_empty_is_null() -> None:
    assert '"contact":null' in written(Order())


def test_a_mapping_is_written_like_an_object() -> None:
    order = Order(lines=[Line(Decimal("2.5"))])
    as_mapping = {**order.__dict__, "lines": [{"price": Decimal("2.5"), "cost": Decimal(1)}], "contact": None}
    assert written(as_mapping) == written(order)


def errors_of(data: Any, kind: type[Serializer] = OrderSerializer, **options: Any) -> dict[str, str]:
    serializer = kind(data=data, context={"company": COMPANY}, **options)
    with pytest.raises(ValidationError) as caught:
        serializer.is_valid(raise_exception=True)
    return {error.field: error.message for error in field_errors(caught.value.detail)}


GOOD: dict[str, Any] = {"total": Decimal("10.50"), "lines": [{"price": "1.25"}]}


def test_a_good_body_is_read() -> None:
    serializer = OrderSerializer(data={**GOOD, "currency": "EUR", "tags": ["a"]}, context={"company": COMPANY})
    serializer.is_valid(raise_exception=True)
    assert serializer.validated_data == {
        "total": Decimal("10.5"),
        "lines": [{"price": Decimal("1.25")}],
        "currency": "EUR",
        "tags": ["a"],
    }


def test_decimals_of_a_currency_that_the_body_does_not_name_are_left_to_the_operation() -> None:
    serializer = OrderSerializer(data={**GOOD, "total": "1.005"}, context={"company": COMPANY})
    serializer.is_valid(raise_exception=True)
    assert serializer.validated_data["total"] == Decimal("1.005")


def test_unknown_and_read_only_members_are_named_with_their_path() -> None:
    errors = errors_of({**GOOD, "x": 1, "id": str(ID), "shout": "A", "lines": [{"price": 1}, {"price": 1, "prize": 1}]})
    assert set(errors) == {"x", "id", "shout", "lines[1].prize"}


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({**GOOD, "currency": "JPY"}, {"total": "An amount in JPY has no decimals."}),
        ({**GOOD, "currency": "KWD", "total": "1.2345"}, {"total": "An amount in KWD has at most 3 decimals."}),
        ({**GOOD, "total": "1.00555"}, {"total": "An amount has at most 4 decimals."}),
        (
            {**GOOD, "currency": "JPY", "total": 1, "lines": [{"price": "0.0125", "cost": "1.005"}]},
            {"lines[0].cost": "An amount in USD has at most 2 decimals."},
        ),
        ({**GOOD, "lines": [{"price": "0.01255"}]}, {"lines[0].price": "A unit price has at most 4 decimals."}),
        ({**GOOD, "lines": []}, {"lines": "Must not be empty."}),
        ({**GOOD, "lines": {}}, {"lines": "Must be a list."}),
        ({**GOOD, "lines": [1]}, {"lines[0]": "Must be an object."}),
        ({**GOOD, "lines": [{}]}, {"lines[0].price": "This field is required."}),
        ({**GOOD, "tags": ["a", 1]}, {"tags[1]": "Must be a string."}),
    ],
)
def test_errors_have_the_path_of_their_field(body: dict[str, Any], fields: dict[str, str]) -> None:
    assert errors_of(body) == fields


UNSAID = {"date", "datetime"}
"""Messages of REST framework's fields for values that ours never let it see."""


def test_no_field_speaks_as_rest_framework_does() -> None:
    """Every text that a field of a body or a query can say, whether a request has met it or not."""
    said: dict[str, str] = {}
    for of in subclasses(serializers.Serializer):
        if of.__module__.startswith("api.") and (hasattr(of, "Meta") or not issubclass(of, ModelSerializer)):
            for name, one in [("", of()), *of().fields.items()]:
                for each in (one, getattr(one, "child", one)):
                    texts = [text for key, text in each.error_messages.items() if key not in UNSAID]
                    texts += (getattr(v, "message", "") for v in each.validators)
                    said |= {str(text): f"{of.__name__}.{name}" for text in texts if not each.read_only}
    assert len(said) > 20
    foreign = re.compile("Ensure|Enter|Expected|Not a|Invalid data|This (list|dictionary)|.*may not be")
    assert {text: where for text, where in said.items() if foreign.match(text)} == {}


def test_a_list_has_an_end() -> None:
    assert set(errors_of({**GOOD, "lines": [{"price": 1}] * 1001})) == {"lines"}


def test_a_patch_may_leave_out_members_but_not_of_what_is_inside() -> None:
    serializer = OrderSerializer(Order(), data={"total": 1}, partial=True, context={"company": COMPANY})
    serializer.is_valid(raise_exception=True)
    assert serializer.validated_data == {"total": Decimal(1)}
    assert errors_of({"lines": [{"cost": 1}]}, partial=True) == {"lines[0].price": "This field is required."}


def test_a_patch_counts_decimals_in_the_currency_that_the_object_has() -> None:
    serializer = OrderSerializer(
        Order(currency="KWD"), data={"total": "1.005"}, partial=True, context={"company": COMPANY}
    )
    serializer.is_valid(raise_exception=True)
    assert serializer.validated_data == {"total": Decimal("1.005")}


def test_a_field_class_without_a_writer_fails_the_system_check() -> None:
    class Bearing(Serializer):
        degrees = serializers.FloatField()

    (error,) = run_checks(tags=["api"])
    assert (error.id, error.obj) == ("api.E001", Bearing)
    assert error.msg == "Bearing.degrees is a rest_framework.fields.FloatField, which has no writer (api/fields)."


class AccountSerializer(ModelSerializer):
    class Meta:
        model = Account
        fields = [
            "id",
            "code",
            "name",
            "type",
            "parent_id",
            "currency",
            "description",
            "is_active",
            "system_role",
            "created_at",
        ]


def test_a_model_serializer_maps_foreign_keys_to_ids_and_codes() -> None:
    account = Account(id=ID, code="1000", name="Bank", type="asset", parent_id=ID, currency_id="EUR")
    shown = AccountSerializer(account).data
    assert (shown["parent_id"], shown["currency"]) == (ID, "EUR")
    body = {"code": "1000", "name": "Bank", "type": "asset", "parent_id": str(ID), "currency": "EUR"}
    serializer = AccountSerializer(data=body)
    serializer.is_valid(raise_exception=True)
    assert serializer.validated_data == {**body, "parent_id": ID}


def test_a_model_serializer_asks_no_query_to_validate() -> None:
    """Without the `django_db` mark a query fails the test: uniqueness and foreign keys are the database's to judge."""
    body = {"code": "1000", "name": "Bank", "type": "asset", "parent_id": str(ID)}
    AccountSerializer(data=body).is_valid(raise_exception=True)


def test_a_model_serializer_sets_nothing_that_the_model_keeps_to_itself() -> None:
    assert set(
        errors_of({"code": "1", "name": "A", "type": "asset", "id": str(ID), "created_at": None}, AccountSerializer)
    ) == {
        "id",
        "created_at",
    }
