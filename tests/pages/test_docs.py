"""The docs at /docs: public, small, linked without gaps, and true to docs/openapi.yaml."""

import copy
import gc
import gzip
import json
import re
import weakref
from collections import Counter
from html import unescape
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from api.reference import document as served_document
from pages.docs import reference, shelf
from pages.docs.markdown import sections, to_html
from pages.docs.search import MAX_QUERY, items, search
from tests.factories import make_company, owner_of

MAX_BYTES, MAX_HTML = 50_000, 150_000
"""What a page may weigh with its style and scripts, as it travels; and its HTML alone, unpacked."""
PAGES = [entry.address for entry in shelf.entries()]
FILES = ("identity/pages.css", "identity/pages.js", "docs/docs.css", "docs/docs.js", "identity/mark.svg")


@pytest.fixture(autouse=True)
def nobody(db: None) -> Client:
    return Client()


@pytest.fixture(scope="module")
def pages(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> dict[str, str]:
    """Every page of the docs, as HTML."""
    with django_db_blocker.unblock():
        client = Client()
        return {address: client.get(address).content.decode() for address in ["/docs", *PAGES]}


def test_every_page_is_there_for_everybody_and_small(nobody: Client, pages: dict[str, str]) -> None:
    shared = sum(len(gzip.compress(Path(finders.find(name)).read_bytes())) for name in FILES)
    for address, html in pages.items():
        answer = nobody.get(address, headers={"Accept-Encoding": "gzip"})
        assert answer.status_code == 200, address
        assert "sessionid" not in answer.cookies, address
        assert answer["Content-Encoding"] == "gzip"
        assert answer["Cache-Control"] == "public, max-age=300"
        assert "script-src 'self';" in answer["Content-Security-Policy"] + ";"
        assert len(html.encode()) < MAX_HTML, address
        assert len(answer.content) + shared < MAX_BYTES, address
        assert html.count("<h1") == 1, address
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", html), address


def test_a_page_that_has_not_changed_is_not_sent_again(nobody: Client) -> None:
    first = nobody.get("/docs/guides/money")
    again = nobody.get("/docs/guides/money", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert nobody.get("/docs/guides/errors", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_addresses_without_a_page_are_not_kept() -> None:
    class Path(str):
        """A text that a weak reference can follow."""

    path = Path("guides/nothing")
    left = weakref.ref(path)
    assert shelf.entry(path) is None
    del path
    gc.collect()
    assert left() is None


@pytest.mark.django_db
def test_whoever_may_sign_in_finds_the_docs(nobody: Client) -> None:
    somebody = Client()
    somebody.force_login(owner_of(make_company()))
    for client, address in ((nobody, "/sign-in"), (somebody, "/settings/api")):
        assert '<a href="/docs">Docs</a>' in client.get(address).content.decode()


def test_every_link_leads_somewhere(nobody: Client, pages: dict[str, str]) -> None:
    """Within the docs to a page and a place on it that are there, elsewhere on this server to an answer."""
    anchors = {address: set(re.findall(r'\bid="([^"]+)"', html)) for address, html in pages.items()}
    for address, found in anchors.items():
        assert found, address
    links = {
        (address, unescape(href)) for address, html in pages.items() for href in re.findall(r'href="([^"]+)"', html)
    }
    elsewhere = set()
    for address, href in links:
        if href.startswith(("http", "mailto:", "/static/")):
            continue
        path, _, anchor = href.partition("#")
        page = (path or address).removesuffix(".md")
        if page in anchors:
            assert not anchor or anchor in anchors[page], f"{href} on {address} leads to no place"
        else:
            elsewhere.add(path)
    assert elsewhere
    for path in elsewhere:
        assert nobody.get(path).status_code in (200, 302), path


def test_no_id_is_on_a_page_twice(pages: dict[str, str]) -> None:
    for address, html in pages.items():
        twice = [name for name, count in Counter(re.findall(r'\bid="([^"]+)"', html)).items() if count > 1]
        assert not twice, (address, twice)


def test_each_page_is_markdown_too(nobody: Client) -> None:
    for address in PAGES:
        by_suffix = nobody.get(f"{address}.md")
        assert by_suffix["Content-Type"] == "text/markdown; charset=utf-8"
        text = by_suffix.content.decode()
        assert text.startswith("# "), address
        assert "<!--" not in text
        assert nobody.get(address, headers={"Accept": "text/markdown"}).content == by_suffix.content
    assert nobody.get("/docs/guides/money", headers={"Accept": "text/html"})["Content-Type"].startswith("text/html")
    assert b"<h1" in nobody.get("/docs/guides/money", headers={"Accept": "text/html, text/markdown;q=0"}).content


def test_llms_txt_lists_every_page(nobody: Client) -> None:
    answer = nobody.get("/llms.txt")
    text = answer.content.decode()
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert text.startswith("# Atlas\n\n> ")
    listed = re.findall(r"\]\([^)]*(/docs/[^)]+)\.md\)", text)
    assert listed == PAGES
    assert nobody.get("/docs.md").content == answer.content


@pytest.fixture(scope="module")
def document() -> Any:
    """Return the document. As YAML it takes seconds to read."""
    return orjson.loads(served_document())


def test_every_operation_of_the_document_is_on_one_page(pages: dict[str, str], document: Any) -> None:
    """That is the document as it is now: a new resource has its page without a change of the docs' code."""
    wanted = {
        operation["operationId"]
        for item in document["paths"].values()
        for method, operation in item.items()
        if method in ("get", "post", "put", "patch", "delete") and "x-atlas-twin-of" not in operation
    }
    shown = [each["id"] for resource in shelf.resources().values() for each in resource["operations"]]
    assert sorted(shown) == sorted(wanted)
    for slug, resource in shelf.resources().items():
        html = pages[f"/docs/reference/{slug}"]
        for each in resource["operations"]:
            assert f'<section class="part" id="{each["anchor"]}">' in html
        assert html.count("/companies/{company_id}</code> too") == resource["twin"]


def test_what_is_said_of_many_operations_stands_at_the_top_of_the_page(nobody: Client, pages: dict[str, str]) -> None:
    top = pages["/docs/reference/attachments"].partition('<section class="part"')[0]
    assert "A POST accepts a form (<code>multipart/form-data</code>) too" in top
    markdown = nobody.get("/docs/reference/attachments.md").content.decode().partition("\n## ")[0]
    assert "A POST accepts a form (`multipart/form-data`) too" in markdown
    assert "DELETE removes them for good." in pages["/docs/reference/users"]


def test_the_cents_of_examples_are_kept(pages: dict[str, str]) -> None:
    assert re.search(r'"amount"</i>: <i class="n">\d+\.\d0</i>', unescape(pages["/docs/reference/invoices"]))


def test_there_are_calls_in_three_languages(pages: dict[str, str]) -> None:
    html = unescape(re.sub(r"</?i[^>]*>", "", pages["/docs/reference/invoices"]))
    assert "invoice = atlas.invoices.create(\n    customer_id=" in html
    assert "const invoice = await atlas.invoices.create({" in html
    assert '/api/v1/invoices \\\n  -H "Authorization: Bearer $ATLAS_API_KEY"' in html
    assert "api.atlas-accounting.com" not in html


def test_what_is_not_there_is_the_products_own_404(nobody: Client) -> None:
    for path in (
        "/docs/nothing",
        "/docs/reference/nothing",
        "/docs/guides",
        "/docs/nothing.md",
        "/docs/guides/money/.md",
        "/docs/guides/money.md/",
        "/docs/../pages/urls.py",
    ):
        answer = nobody.get(path)
        assert answer.status_code == 404, path
        assert "There is nothing here" in answer.content.decode()
    assert nobody.post("/docs").status_code in (403, 405)


def test_the_old_address_leads_to_the_reference(nobody: Client) -> None:
    answer = nobody.get("/api/v1/docs")
    assert (answer.status_code, answer["Location"]) == (302, "/docs/reference")
    assert nobody.get("/docs/")["Location"] == "/docs"
    assert nobody.get("/docs/guides/money/")["Location"] == "/docs/guides/money"
    assert nobody.get("/api/v1/try").status_code == 200


# Search


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("void invoice", "/docs/reference/invoices#void"),
        ("scope_missing", "/docs/errors#scope_missing"),
        ("invoice.paid", "/docs/events#invoice.paid"),
        ("Rate Limits", "/docs/guides/rate-limits"),
        ("profit", "/docs/reference/reports#profit-loss"),
    ],
)
def test_the_best_result_is_what_was_meant(query: str, address: str) -> None:
    assert search(query)[0].address == address


def test_fields_are_found() -> None:
    assert "/docs/reference/invoices#create" in [item.address for item in search("expected_total")]


def test_every_result_leads_to_a_place(pages: dict[str, str]) -> None:
    for item in items():
        path, _, anchor = item.address.partition("#")
        assert not anchor or f'id="{anchor}"' in pages[path], item.address


def test_search_is_a_plain_form(nobody: Client) -> None:
    page = nobody.get("/docs/search", {"q": "void invoice"}).content.decode()
    assert 'href="/docs/reference/invoices#void"' in page
    part = nobody.get("/docs/search", {"q": "void invoice", "part": "1"}).content.decode()
    assert part.startswith('<ul class="results">')
    assert part in page


@pytest.mark.parametrize(
    "query", ["", "   ", "zebra crossing", "<script>alert(1)</script>", "%", "\\", "a" * 5000, "\x00"]
)
def test_search_without_results_says_so(nobody: Client, query: str) -> None:
    answer = nobody.get("/docs/search", {"q": query})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<script>alert" not in page
    assert 'class="results"' not in page
    assert "Or start here:" in page
    assert "a" * (MAX_QUERY + 1) not in page


# Parts


def test_raw_html_in_markdown_stays_text() -> None:
    html = to_html("# A\n\n<script>alert(1)</script> [x](javascript:alert(1))", "docs/a.md", lambda file: "")
    assert "<script>" not in html
    assert 'href="javascript' not in html


def test_headings_in_code_are_none() -> None:
    found = sections("# Title\n\n```sh\n# a comment\n```\n\n## Part\n\n## Part")
    assert [section.heading.anchor for section in found] == ["title", "part", "part-1"]


def test_a_resource_that_nobody_has_described_is_rendered(monkeypatch: pytest.MonkeyPatch, document: Any) -> None:
    """A new tag, nested objects, a body without an example: what other people add to the document tomorrow."""
    from sdks.generator import reference as writer
    from sdks.generator.document import Document

    raw = copy.deepcopy(document)
    raw["components"]["schemas"]["Parcel"] = {
        "type": "object",
        "properties": {
            "id": {"type": "string", "format": "uuid"},
            "inner": {"oneOf": [{"$ref": "#/components/schemas/Parcel"}, {"type": "null"}], "description": "A & B <c>"},
            "weights": {"type": "array", "items": {"type": "object", "properties": {"grams": {"type": "integer"}}}},
        },
        "required": ["id"],
    }
    body = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Parcel"}}}}
    raw["paths"]["/parcels"] = {
        "post": {
            "operationId": "parcels_create",
            "summary": "Create a parcel",
            "tags": ["parcels"],
            "requestBody": body,
            "responses": {"201": {"description": "Success", **body}},
        }
    }
    described = json.loads(writer.write(Document(raw))[writer.FILE])
    monkeypatch.setattr(reference, "resources", lambda: described)
    html = reference.resource_html("parcels")
    assert 'id="create.weights.grams"' in html
    assert "A &amp; B &lt;c&gt;" in html
    assert "parcel = atlas.parcels.create()" in unescape(re.sub(r"</?i[^>]*>", "", html))
    assert reference.resource_markdown("parcels").startswith("# Parcels\n")
