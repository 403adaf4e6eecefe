"""PUT /things/by-external-id/{external_id}: create a thing under an id of the user's own, or replace it."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import ValidationError

from accounting.errors import Duplicate
from api import concurrency
from api.errors import InvalidBody, PreconditionFailed
from api.routing import BY_EXTERNAL_ID
from api.serializers import Serializer
from foundation.transactions import savepoint

DOC = """Create it under an id of your own, or replace it.

The body is that of a create, without `external_id`. If nothing has this `external_id`, it is created (201). If
something has, it is replaced (200){unless}. Fields that are not given get their defaults{except}. The same body again
changes nothing, so it can be sent until it is answered.
"""
OF_DOCUMENTS = {
    "unless": ", unless it is posted: that is 409 `wrong_status`",
    "except": ", except the issue date, which stays",
}


def upsert_action(item: type[Serializer]) -> Any:
    """Make this PUT, for a viewset with `perform_create` and `perform_replace`. `item` is its serializer."""
    given: Any = item
    fields = [name for name in given.Meta.fields if name != "external_id"]
    meta = type("Meta", (given.Meta,), {"fields": fields})
    body: Any = type(
        f"{item.__name__.removesuffix('Serializer')}Upsert", (item,), {"Meta": meta, "__doc__": item.__doc__}
    )

    def replace(self: Any, request: Request, **kwargs: Any) -> Response:
        external_id = _external_id(self, kwargs["external_id"])
        data = {**self.validated_data(body), "external_id": external_id}
        found = _find(self, external_id)
        if found is None:
            if concurrency.if_match(request) is not None:
                raise PreconditionFailed
            try:
                with savepoint():
                    created = self.perform_create(dict(data))
            except Duplicate as error:
                found = _find(self, external_id) if error.field == "external_id" else None
                if found is None:
                    raise
            else:
                location = f"{request.path.partition(f'/{BY_EXTERNAL_ID}/')[0]}/{created.pk}"
                return self.object_response(self.reload(created), 201, {"Location": location})
        concurrency.refuse_existing(request)
        self.kwargs["id"] = found
        replaced = self.perform_replace(self.get_object_for_update(), data)
        return self.object_response(self.reload(replaced))

    replace.__doc__ = DOC.format_map(OF_DOCUMENTS if "issue_date" in fields else dict.fromkeys(OF_DOCUMENTS, ""))
    exposed = action(detail=False, methods=["put"], url_path=f"{BY_EXTERNAL_ID}/<text:external_id>")(replace)
    return extend_schema(request=body, responses={200: item, 201: item})(exposed)


def _external_id(view: Any, given: str) -> str:
    """Return the id of the address as a body's would be stored. Raises InvalidBody."""
    field = view.get_serializer_class()().fields["external_id"]
    try:
        found = field.run_validation(given)
    except ValidationError as error:
        raise InvalidBody(str(error.detail[0]), field="external_id") from error  # type: ignore[index]  # a list
    if not found:
        raise InvalidBody("The external_id must not be empty.", field="external_id")
    return str(found)


def _find(view: Any, external_id: str) -> Any:
    """Return the id of the row with this `external_id`, or None."""
    return view.get_queryset().filter(external_id=external_id).order_by().values_list("pk", flat=True).first()
