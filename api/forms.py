"""Take a file: in a form (`multipart/form-data`), parsed as the same members as in JSON."""

from collections.abc import Mapping
from typing import IO, Any, ClassVar

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from rest_framework.parsers import MultiPartParser

from api.errors import BadRequest, BodyTooLarge
from api.parsing import KIB
from api.views import ApiView

ROOM = 64 * KIB
"""What a body may have besides the file: the other fields, and the boundaries between them."""


class FormParser(MultiPartParser):
    """A form: `file` is `content`, with its name. The other members are texts."""

    names: ClassVar[dict[str, str]] = {"file_name": "name"}
    """The members that the file itself says, if no other part of the form does: its attribute for each."""

    def parse(
        self, stream: IO[bytes], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        request: HttpRequest = (parser_context or {})["request"]._request
        try:
            form: Any = super().parse(stream, media_type, parser_context)
        finally:
            # They refer to the request, and it to them. So its body and the file would stay until the collector runs.
            request.upload_handlers = []
        members: dict[str, Any] = {}
        for name, values in form.data.lists():
            if len(values) > 1:
                raise BadRequest("Give this once.", field=name)
            members[name] = self.typed(name, values[0])
        for name, files in form.files.lists():
            if name != "file" or len(files) > 1 or "content" in members:
                raise BadRequest("Send one file, as `file`.", field=name)
            file: UploadedFile = files[0]
            members["content"] = file.read()
            file.close()
            for member, attribute in self.names.items():
                members.setdefault(member, getattr(file, attribute) or "")
        return members

    def typed(self, name: str, text: str) -> Any:
        """Return the value of a part as JSON would have it."""
        return text


class TakesFile(ApiView):
    """A view whose POST takes one file, as `content`."""

    max_file: ClassVar[int]
    """The bytes of the largest file."""

    def check_size(self) -> None:
        try:
            super().check_size()
        except BodyTooLarge:
            raise self.file_too_large() from None

    def check_file(self, content: bytes) -> None:
        """Raise BodyTooLarge for a file that is too large in a body that is not."""
        if len(content) > self.max_file:
            raise self.file_too_large(field="content")

    def file_too_large(self, *, field: str = "") -> BodyTooLarge:
        return BodyTooLarge(f"A file has at most {self.max_file >> 20} MiB.", field=field)
