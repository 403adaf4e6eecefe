"""/packages/: the SDKs that fit this Atlas, for pip (PEP 503) and npm (a tarball). `make packages` builds them."""

import hashlib
import re
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import format_html
from django.views.decorators.http import require_safe

PROJECT = "atlas-accounting"
TARBALL = "atlas-accounting-sdk.tgz"
TYPES = {".whl": "application/octet-stream", ".tgz": "application/gzip"}
INDEX_TYPE = "text/html; charset=utf-8"


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the projects: ours. pip finds the others where `project` sends it."""
    return HttpResponse(
        format_html('<!DOCTYPE html>\n<a href="{}/">{}</a>\n', PROJECT, PROJECT), content_type=INDEX_TYPE
    )


@require_safe
def project(request: HttpRequest, name: str) -> HttpResponse:
    """List the files of our project, or send pip to the public index for what it needs."""
    name = re.sub(r"[-_.]+", "-", name).lower()
    if name != PROJECT:
        return HttpResponseRedirect(f"{settings.PACKAGE_INDEX.rstrip('/')}/{name}/")
    wheels = sorted(settings.PACKAGES.glob("atlas_accounting-*.whl"))
    if not wheels:
        raise Http404("make packages has not built it")
    links = [
        format_html(
            '<a href="../../{0}#sha256={1}" data-requires-python="&gt;=3.11">{0}</a>', wheel.name, digest(wheel)
        )
        for wheel in wheels
    ]
    return HttpResponse("<!DOCTYPE html>\n" + "\n".join(links) + "\n", content_type=INDEX_TYPE)


@require_safe
def file(request: HttpRequest, name: str) -> FileResponse:
    """Send a package."""
    path: Path = settings.PACKAGES / name
    if path.suffix not in TYPES or not path.is_file():
        raise Http404("there is no such package")
    return FileResponse(path.open("rb"), content_type=TYPES[path.suffix], filename=name, as_attachment=True)


def digest(path: Path) -> str:
    return _digest(path, path.stat().st_mtime_ns)


@cache
def _digest(path: Path, changed: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
