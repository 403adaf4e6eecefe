"""The links of the admin that would answer 403: their text stays.

Django links each row that another refers to, whoever reads the page, and so do our pages.
"""

import re
from functools import cache
from html import unescape
from urllib.parse import urlsplit

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse

from identity.models import User
from pages.landing import is_staff_here

LINK = re.compile(r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)


def without_closed_links(page: str, request: HttpRequest, user: User) -> str:
    """Return a page of the admin with the text instead of each link that is closed to this member of staff."""
    kinds = {(model._meta.app_label, model._meta.model_name): one for model, one in admin.site._registry.items()}
    index, reports = reverse("admin:index"), reverse("reports")

    @cache
    def is_open(app: str, kind: str) -> bool:
        one = kinds.get((app, kind))
        return one is None or one.has_view_or_change_permission(request)

    def kept(link: re.Match[str]) -> str:
        path = urlsplit(unescape(link[1])).path
        app, _, rest = path.removeprefix(index).partition("/") if path.startswith(index) else ("", "", "")
        is_shown = is_staff_here(user) if path.startswith(reports) else is_open(app, rest.partition("/")[0])
        return link[0] if is_shown else link[2]

    return LINK.sub(kept, page)
