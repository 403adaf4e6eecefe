"""The views of /docs. They are the same for everybody, and kept in memory: a release changes them."""

import hashlib
import re
from functools import cache
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.safestring import mark_safe
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import condition, require_safe

from pages.docs.markdown import Heading, sections, to_html
from pages.docs.reference import resource_html, resource_markdown
from pages.docs.search import MAX_QUERY, search
from pages.docs.shelf import Entry, address_of, entries, entry, resources, shelf, source

MARKDOWN, HTML, PLAIN = "text/markdown; charset=utf-8", "text/html; charset=utf-8", "text/plain; charset=utf-8"
CACHING = "public, max-age=300"
SUMMARY = (
    "Atlas is a double-entry accounting platform for developers: a REST API with exact money, signed webhooks, SDKs."
)


def send(request: HttpRequest, body: bytes, content_type: str) -> HttpResponseBase:
    """Send a body that is the same for everybody, or 304."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'

    @gzip_page
    @condition(etag_func=lambda request: tag)
    def answer(request: HttpRequest) -> HttpResponse:
        return HttpResponse(body, content_type=content_type)

    response = answer(request)
    response.headers["Cache-Control"] = CACHING
    patch_vary_headers(response, ["Accept"])
    return response


@require_safe
def home(request: HttpRequest) -> HttpResponseBase:
    """The first page; as Markdown the list of all."""
    if wants_markdown(request):
        return send(request, index_text(".md").encode(), MARKDOWN)
    return send(request, home_page(), HTML)


@require_safe
def home_markdown(request: HttpRequest) -> HttpResponseBase:
    return send(request, index_text(".md").encode(), MARKDOWN)


@require_safe
def page(request: HttpRequest, path: str) -> HttpResponseBase:
    """A page, as HTML or, with `.md` at the end of its address or `Accept: text/markdown`, as Markdown."""
    name = path.removesuffix("/") if path.endswith("/") else path.removesuffix(".md")
    if entry(name) is None:
        raise Http404("there is no such page")
    if path.endswith("/"):
        return HttpResponsePermanentRedirect(reverse("docs-page", args=[name]))
    if path.endswith(".md") or wants_markdown(request):
        return send(request, page_markdown(name), MARKDOWN)
    return send(request, page_html(name), HTML)


@require_safe
def search_page(request: HttpRequest) -> HttpResponseBase:
    """The results of a search: a page, or for our script the list alone."""
    query = " ".join(request.GET.get("q", "")[:MAX_QUERY].split())
    context = {"query": query, "results": search(query), "max_query": MAX_QUERY}
    if "part" in request.GET:
        return send(request, render_to_string("docs/_results.html", context).encode(), HTML)
    return send(request, rendered("docs/search.html", None, context), HTML)


@require_safe
def llms(request: HttpRequest) -> HttpResponseBase:
    """/llms.txt: all pages with one line each, for programs that read (llmstxt.org)."""
    return send(request, index_text(".md").encode(), PLAIN)


def wants_markdown(request: HttpRequest) -> bool:
    accepted = request.headers.get("Accept", "")
    return bool(re.search(r"\btext/markdown\b(?!\s*;\s*q=0(\.0*)?\b)", accepted))


def rendered(template: str, current: Entry | None, context: dict[str, Any]) -> bytes:
    resource = resources().get(current.path.rpartition("/")[2]) if current and not current.file else None
    all_ = list(entries())
    place = all_.index(current) if current else len(all_)
    shared = {
        "shelf": shelf(),
        "current": current,
        "before": all_[place - 1] if current and place else None,
        "after": all_[place + 1] if place + 1 < len(all_) else None,
        "operations": resource["operations"] if resource else [],
        "has_calls": 'class="code many"' in context.get("main", ""),
    }
    return render_to_string(template, {**shared, **context}).encode()


@cache
def home_page() -> bytes:
    return rendered("docs/home.html", None, {"server": settings.PUBLIC_URL})


@cache
def page_html(name: str) -> bytes:
    """Render a page, once per process."""
    current = entry(name)
    assert current is not None
    if current.file:
        text = source(current.file)
        context = {"main": to_html(text, current.file, address_of), "headings": headings(text), "kind": "guide"}
    else:
        slug = name.rpartition("/")[2]
        context = {"main": mark_safe(resource_html(slug)), "headings": (), "kind": "resource"}  # noqa: S308 (a template)
    return rendered("docs/page.html", current, context)


@cache
def page_markdown(name: str) -> bytes:
    current = entry(name)
    assert current is not None
    if not current.file:
        return resource_markdown(name.rpartition("/")[2]).encode()
    return re.sub(r"<!--.*?-->\n*", "", source(current.file), flags=re.DOTALL).encode()


def headings(text: str) -> list[Heading]:
    """Return the headings for the list beside a page."""
    return [section.heading for section in sections(text) if section.heading.level == 2]


@cache
def index_text(suffix: str) -> str:
    lines = [
        "# Atlas",
        "",
        f"> {SUMMARY}",
        "",
        f"The API is at {settings.PUBLIC_URL}/api/v1. OpenAPI: {settings.PUBLIC_URL}/api/v1/schema",
    ]
    for group, found in shelf().items():
        lines += ["", f"## {group}", ""]
        lines += [
            f"- [{each.title}]({settings.PUBLIC_URL}{each.address}{suffix}): {each.description}" for each in found
        ]
    return "\n".join(lines) + "\n"
