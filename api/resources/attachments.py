"""Attachments over HTTP: the files that belong to documents, payments, entries and contacts."""

import binascii
from typing import Any, ClassVar

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounting.attachments import attachments
from accounting.attachments.models import MAX_BYTES, MAX_FILE_NAME, OBJECTS
from accounting.models import Attachment
from api import concurrency, fields, files, filters
from api.company import CompanyViewSet
from api.forms import ROOM, FormParser, TakesFile
from api.mixins import CreateMixin, DestroyMixin, ListMixin, RetrieveMixin
from api.parsing import StrictJSONParser
from api.people import Author, with_authors
from api.serialization import AsItIs
from api.serializers import ModelSerializer

MOST_BASE64 = -(-MAX_BYTES // 3) * 4


@extend_schema_field({"type": "string", "format": "byte"})
class Base64Field(AsItIs, serializers.CharField):
    """The bytes of a file: base64 in JSON, as they are in a form."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "not_base64": "Must be the file in base64 (RFC 4648, section 4), with padding.",
    }

    def run_validation(self, data: Any = serializers.empty) -> Any:
        if data is serializers.empty:
            self.fail("required")
        if isinstance(data, bytes):
            return data
        try:
            return binascii.a2b_base64(data, strict_mode=True)
        except (TypeError, ValueError, binascii.Error):
            self.fail("not_base64")


class AttachmentSerializer(ModelSerializer):
    """A file that belongs to one object of the company. It never changes."""

    object_type = fields.ChoiceField(choices=list(OBJECTS), help_text="What it belongs to.")
    object_id = fields.IdField(help_text="The id of what it belongs to.")
    file_name = fields.CharField(
        max_length=MAX_FILE_NAME, help_text="The name of the file, without folders. Its end says the type of the file."
    )
    media_type = fields.CharField(
        max_length=100,
        required=False,
        allow_blank=True,
        help_text="The media type of the file. Default: what the end of its name says. It must fit name and content.",
    )
    content = Base64Field(write_only=True, help_text="The file in base64, up to 10 MiB. In a form it is `file`.")
    size = fields.IntegerField(read_only=True, help_text="The size of the file in bytes.")
    sha256 = fields.CharField(read_only=True, help_text="The SHA-256 of the file, in hexadecimal digits.")
    created_by = Author(help_text="The user who attached it.")
    updated_at = fields.MomentField(source="created_at", read_only=True, help_text="Attachments never change.")
    allowed_actions = fields.AllowedActions()

    class Meta:
        model = Attachment
        fields: ClassVar[list[str]] = [
            "id",
            "object_type",
            "object_id",
            "file_name",
            "media_type",
            "content",
            "size",
            "sha256",
            "created_by",
            "allowed_actions",
            "created_at",
            "updated_at",
        ]
        read_only_fields: ClassVar[list[str]] = ["id", "created_at"]


class AttachmentFilter(filters.FilterSet):
    object_id = filters.IdFilter(field_name="object_id")
    updated_since = filters.MomentFilter(field_name="created_at", lookup_expr="gte")

    class Meta:
        model = Attachment
        fields: ClassVar[list[str]] = []


class AttachmentForm(FormParser):
    names: ClassVar[dict[str, str]] = {"file_name": "name", "media_type": "content_type"}


class AttachmentViewSet(ListMixin, RetrieveMixin, CreateMixin, DestroyMixin, TakesFile, CompanyViewSet):
    """Files that belong to documents, payments, bank transactions, journal entries and contacts, such as receipts.

    A POST accepts a form (`multipart/form-data`) too: `file` is the file, and the other members are as in JSON. An
    attachment can be added to what is posted, void, or in a closed period, and be deleted, which the audit trail
    records.
    """

    queryset = with_authors(Attachment.objects.all(), created_by="created_by")
    serializer_class = AttachmentSerializer
    filterset_class = AttachmentFilter
    parser_classes = (StrictJSONParser, AttachmentForm)
    max_file = MAX_BYTES
    max_body = MOST_BASE64 + ROOM
    tagged_reads: ClassVar[frozenset[str]] = frozenset({"retrieve", "content"})
    sort_fields: ClassVar[dict[str, str]] = {"created_at": "created_at"}

    # Only JSON is in the document: of an operation with two kinds of body openapi-generator makes TypeScript that does
    # not compile.
    @extend_schema(request={"application/json": AttachmentSerializer}, responses={201: AttachmentSerializer})
    def create(self, request: Request, **kwargs: Any) -> HttpResponse:
        return super().create(request, **kwargs)

    def perform_create(self, data: dict[str, Any]) -> Attachment:
        self.check_file(data["content"])
        return attachments.create(self.company, by=self.user, **data)

    def perform_delete(self, attachment: Attachment) -> None:
        attachments.delete(attachment, by=self.user)

    @extend_schema(responses={(200, "*/*"): OpenApiTypes.BINARY})
    @action(detail=True, methods=["get"], at_one_moment=True)
    def content(self, request: Request, **kwargs: Any) -> HttpResponseBase:
        """Get the file itself, with its name and its media type."""
        attachment: Attachment = self.get_object()
        tag = f'"{attachment.sha256}"'
        if concurrency.is_unchanged(request, tag):
            return Response(status=304, headers={"ETag": tag})
        answer = files.answer(
            self.company.organization_id,
            attachments.pieces(attachment),
            name=attachment.file_name,
            media_type=attachment.media_type,
        )
        for name, value in {**attachments.HEADERS, "ETag": tag}.items():
            answer.headers[name] = value
        return answer
