"""The base of the API's objects: typed attributes, and all other fields of the response."""

import datetime as dt
import importlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Any, ClassVar, Self

SECRET_NAME = re.compile(r"secret|token|password|otp|authorization|signature", re.IGNORECASE)
SECRET_VALUE = re.compile(r"^(atlas_sk_|whsec_|eyJ|Bearer )")
LONG = 300


@dataclass(frozen=True)
class ResponseInfo:
    """The response that contained an object. `etag` is what `if_match` takes."""

    status_code: int
    headers: Mapping[str, str] = field(repr=False)

    @property
    def etag(self) -> str | None:
        return self.headers.get("etag")

    @property
    def request_id(self) -> str | None:
        return self.headers.get("x-request-id")

    @property
    def was_replayed(self) -> bool:
        """Whether this is the kept response to an earlier request with the same idempotency key."""
        return self.headers.get("idempotent-replayed") == "true"


class Model:
    """An object of the API. Fields that this version does not know yet are read with `model["field"]`."""

    _shapes: ClassVar[dict[str, str]] = {}
    _response: ResponseInfo | None = None

    @classmethod
    def read(cls, data: Mapping[str, Any], response: ResponseInfo | None = None) -> Self:
        """Make an object from the API's JSON. Numbers become `Decimal`, dates and times become those of `datetime`."""
        found = cls.__new__(cls)
        shapes = cls._shapes
        values = found.__dict__
        for name, value in data.items():
            shape = shapes.get(name)
            values[name] = value if shape is None or value is None else reader(shape)(value)
        if response is not None:
            values["_response"] = response
        return found

    @property
    def last_response(self) -> ResponseInfo | None:
        """The response that contained this object; None for a part of another object."""
        return self._response

    def to_dict(self) -> dict[str, Any]:
        """Return the fields as a dictionary, with nested objects as dictionaries too."""
        return {name: _plain(value) for name, value in self._fields().items()}

    def _fields(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name != "_response"}

    def __getitem__(self, name: str) -> Any:
        return self._fields()[name]

    __iter__ = None  # a list in an answer is one of its members; without this, Python would ask for the member 0

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and isinstance(other, Model) and self._fields() == other._fields()

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={_shown(name, value)}" for name, value in self._fields().items())
        return f"{type(self).__name__}({shown})"


@cache
def reader(shape: str) -> Callable[[Any], Any]:
    """Return what reads a shape: `decimal`, `date`, `datetime`, a model, or a list `[]` or dictionary `{}` of one."""
    if shape == "decimal":
        return Decimal
    if shape == "date":
        return dt.date.fromisoformat
    if shape == "datetime":
        return dt.datetime.fromisoformat
    if shape.startswith("[]"):
        inner = reader(shape[2:])
        return lambda values: [None if value is None else inner(value) for value in values]
    if shape.startswith("{}"):
        inner = reader(shape[2:])
        return lambda values: {name: None if value is None else inner(value) for name, value in values.items()}
    models = importlib.import_module("atlas_accounting.models")
    if shape in models.UNIONS:
        tag, names = models.UNIONS[shape]
        return lambda value: reader(names[value[tag]])(value) if value.get(tag) in names else value
    model: type[Model] = getattr(models, shape)
    return model.read


def read_answer(shape: str, data: Any, response: ResponseInfo) -> Any:
    """Read a whole answer; a model remembers its response."""
    if not shape:
        return data
    found = reader(shape)(data)
    if isinstance(found, Model):
        found._response = response
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, Model):
        return value.to_dict()
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    return value


def _shown(name: str, value: Any) -> str:
    """Return the text of a value for `repr`, without secrets and shortened."""
    if isinstance(value, str) and value and (SECRET_NAME.search(name) or SECRET_VALUE.match(value)):
        return "'***'"
    if isinstance(value, list):
        text = "[" + ", ".join(_shown(name, each) for each in value) + "]"
    elif isinstance(value, dict):
        text = "{" + ", ".join(f"{key!r}: {_shown(str(key), each)}" for key, each in value.items()) + "}"
    else:
        text = repr(value)
    return text if len(text) <= LONG or isinstance(value, Model) else text[:LONG] + "…"
