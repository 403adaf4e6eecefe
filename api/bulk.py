"""POST /things/batch: create up to 200 things of one kind at once, all or none, or each for itself."""

import functools
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from api import duplicates
from api.failures import Failure, Refused, failure_for
from api.fields import BooleanField, CharField, IdField, IntegerField, ListField, ObjectField
from api.serializers import Serializer
from foundation.refusals import Refusal
from foundation.transactions import savepoint

MAX_ITEMS = 200
DOC = """Create up to 200 at once: all of them or none, or only those that can be (`partial`).

Each item is the body of a single create. The response has those that were created, in the order given, and with
`partial` what failed and why, by its place in `items`. Without `partial` the first failure is the response to the
whole, with fields such as `items[1].name`, and nothing is saved. Ten items count as one request
(docs/guides/batches.md).
"""


class Fault(Serializer):
    """A field that is wrong, and why."""

    field = CharField(help_text="A path such as `lines[0].unit_price`.")
    message = CharField()


class BatchFailure(Serializer):
    """An item of a batch that was not created: the error that it would have got on its own."""

    index = IntegerField(help_text="The place of the item in `items`, from 0.")
    status_code = IntegerField(help_text="The status that it would have got on its own.")
    code = CharField(help_text="What went wrong, for a program.")
    detail = CharField(help_text="What went wrong, for a person.")
    errors = Fault(many=True, help_text="The fields that caused it, if any.")  # type: ignore[assignment]  # a member
    existing_id = IdField(
        allow_null=True,
        help_text="With `duplicate`: the id of the object that already exists, if there is exactly one.",
    )


class Raw(Serializer):
    """The body of a batch whose items are checked one by one."""

    items = ListField(child=ObjectField(), allow_empty=False, max_length=MAX_ITEMS)
    partial = BooleanField()  # type: ignore[assignment]  # a member


@functools.cache
def _types(item: type[Serializer]) -> tuple[type[Serializer], type[Serializer]]:
    """Return the serializers of a batch's body and of its answer."""
    name = item.__name__.removesuffix("Serializer")
    partial = BooleanField(
        required=False, help_text="Create the items that can be, and say of each other one why not. Default: false."
    )
    body = {
        "items": item(many=True, max_length=MAX_ITEMS, help_text="The objects to create."),
        "partial": partial,
        "__doc__": "Objects to create at once.",
    }
    answer = {
        "items": item(many=True, help_text="Those that were created, in the order given."),
        "failed": BatchFailure(many=True, help_text="Those that were not. Empty without `partial`."),
        "__doc__": "What became of the items of a batch.",
    }
    return type(f"{name}BatchBody", (Serializer,), body), type(f"{name}Batch", (Serializer,), answer)


def batch_action(item: type[Serializer]) -> Any:
    """Make POST /things/batch, for a viewset with `perform_create`. `item` is its serializer."""
    body, answer = _types(item)

    def batch(self: Any, request: Request, **kwargs: Any) -> Response:
        given = self.request_data()
        is_partial = isinstance(given, dict) and given.get("partial") is True
        data = self.validated_data(Raw if is_partial else body)
        made, failed = [], []
        for index, one in enumerate(data["items"]):
            try:
                with savepoint():
                    made.append(self.perform_create(_checked(self, item, one) if is_partial else one).pk)
            except Exception as error:
                failure = _failure(self, error, f"items[{index}]")
                if not is_partial:
                    raise Refused(failure.without(made).within(f"items[{index}]")) from error
                failed.append({"index": index, **_shown(failure)})
        found = {row.pk: row for row in self.get_queryset().filter(pk__in=made)}
        return self.to_response({"items": [found[pk] for pk in made], "failed": failed}, answer, 201)

    batch.__doc__ = DOC
    exposed = action(detail=False, methods=["post"], url_path="batch", bulk="items", writes_several=True)(batch)
    return extend_schema(request=body, responses={201: answer})(exposed)


def _checked(view: Any, item: type[Serializer], one: Any) -> dict[str, Any]:
    serializer = item(data=one, context=view.get_serializer_context())
    serializer.is_valid(raise_exception=True)
    return serializer.validated_data


def _failure(view: Any, error: Exception, path: str) -> Failure:
    """Return the failure of the item at `path`. Raises errors of ours, and those after which the whole can be tried
    again."""
    if isinstance(error, Refusal):
        error = duplicates.explained(view, error, f"{path}.")
    failure = failure_for(error)
    if failure is None or failure.status_code >= 500:
        raise error
    return failure


def _shown(failure: Failure) -> dict[str, Any]:
    return {
        "status_code": failure.status_code,
        "code": failure.code,
        "detail": failure.detail,
        "errors": [error.as_json() for error in failure.errors],
        "existing_id": failure.existing_id or None,
    }
