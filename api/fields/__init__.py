"""The fields of every resource: strict on the way in, exact on the way out.

REST framework's own fields are generous (`1` is a string, `"yes"` a boolean, `"١٢"` a number). These take the JSON
type that the OpenAPI document names and nothing else. `writer` says how a field's value becomes JSON
(api/serialization.py, which never calls `to_representation`); a class without one stops the process at its start.
"""

from api.fields import messages as _messages  # noqa: F401
from api.fields.computed import (
    AllowedActions,
    MethodField,
    StatusToday,
)
from api.fields.numbers import (
    MONEY_DIGITS,
    MONEY_PLACES,
    AccountMoneyField,
    DerivedMoneyField,
    MoneyField,
    NumberField,
    PercentField,
    QuantityField,
    RateField,
)
from api.fields.text import (
    BytesField,
    CharField,
    EmailField,
    StrictText,
    TextField,
)
from api.fields.values import (
    BooleanField,
    ChoiceField,
    CurrencyField,
    DateField,
    DerivedIdField,
    DictField,
    IdField,
    IntegerField,
    JsonField,
    ListField,
    MetadataField,
    MomentField,
    ObjectField,
    TrackingField,
    WrittenJson,
)

__all__ = [
    "MONEY_DIGITS",
    "MONEY_PLACES",
    "AccountMoneyField",
    "AllowedActions",
    "BooleanField",
    "BytesField",
    "CharField",
    "ChoiceField",
    "CurrencyField",
    "DateField",
    "DerivedIdField",
    "DerivedMoneyField",
    "DictField",
    "EmailField",
    "IdField",
    "IntegerField",
    "JsonField",
    "ListField",
    "MetadataField",
    "MethodField",
    "MomentField",
    "MoneyField",
    "NumberField",
    "ObjectField",
    "PercentField",
    "QuantityField",
    "RateField",
    "StatusToday",
    "StrictText",
    "TextField",
    "TrackingField",
    "WrittenJson",
]
