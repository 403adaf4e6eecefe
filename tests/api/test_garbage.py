"""What a request has read is forgotten at its end, without Python's collector, which stops the process meanwhile."""

import gc
import io
from base64 import b64encode
from typing import Any
from wsgiref.util import setup_testing_defaults

import orjson
import pytest
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest
from rest_framework.request import Request

from accounting.models import Attachment, AttachmentContent, Company, JournalEntry
from api.views import ApiView
from atlas.wsgi import application
from foundation import tenancy
from identity import tokens
from identity.models import Organization, User
from tests.factories import PDF, make_account, make_company, make_customer, owner_of
from tests.people import make_organization

KINDS = (ApiView, Request, HttpRequest, FileUploadHandler, User, Organization, Company)
KINDS += (JournalEntry, Attachment, AttachmentContent)
FORM = b'--limit\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n%s\r\n--limit--\r\n'


def status_of(token: str, method: str, path: str, body: Any) -> int:
    """Call the application as the server does. Django's test client keeps the request itself."""
    is_form = isinstance(body, bytes)
    content = b"" if body is None else body if is_form else orjson.dumps(body)
    environ: dict[str, Any] = {"REQUEST_METHOD": method, "PATH_INFO": path, "CONTENT_LENGTH": str(len(content))}
    content_type = "multipart/form-data; boundary=limit" if is_form else "application/json"
    environ |= {"CONTENT_TYPE": content_type, "HTTP_AUTHORIZATION": f"Bearer {token}"}
    setup_testing_defaults(environ)
    environ["wsgi.input"] = io.BytesIO(content)
    lines: list[str] = []
    answer: Any = application(environ, lambda line, headers: lines.append(line))
    answer.close()
    return int(lines[0][:3])


@pytest.mark.django_db(transaction=True)
def test_nothing_of_a_request_is_left_for_the_collector() -> None:
    with tenancy.everyone():
        company = make_company(make_organization())
        of = {"object_type": "contact", "object_id": make_customer(company).id}
        token = tokens.issue(owner_of(company)).access_token
        debit, credit = make_account(company), make_account(company)
    entries = f"/api/v1/companies/{company.id}/journal-entries"
    lines = [{"account_id": debit.id, "debit": 1}, {"account_id": credit.id, "credit": 1}]
    imports = f"/api/v1/companies/{company.id}/imports"
    attachments = f"/api/v1/companies/{company.id}/attachments"
    attached = of | {"file_name": "a.pdf", "content": b64encode(PDF).decode()}
    entry = {"date": "2026-01-15", "memo": "Rent", "lines": lines}
    del company, debit, credit
    requests = [  # refusals may leave something: their tracebacks refer to it
        (200, "GET", "/api/v1/auth/me", None),
        (201, "POST", entries, entry),
        (200, "GET", entries, None),
        (202, "POST", imports, FORM % b"number,date"),
        (202, "POST", imports, FORM % bytes(3 << 20)),  # more than Django keeps in memory
        (201, "POST", attachments, attached),
    ]
    for status, *request in requests:  # some things are made once
        assert status_of(token, *request) == status
    attached["content"] = b64encode(PDF + b" too").decode()  # nobody attaches the same file twice
    gc.collect()
    gc.freeze()  # what is there now is not looked at
    gc.disable()
    try:
        for status, *request in requests:
            assert status_of(token, *request) == status
            assert [one for one in gc.get_objects() if isinstance(one, KINDS)] == []
    finally:
        gc.enable()
        gc.unfreeze()
