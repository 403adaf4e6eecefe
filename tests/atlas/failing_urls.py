"""The routes of Atlas, and a page for each kind of failure."""

from typing import NoReturn

from django.core.exceptions import BadRequest, PermissionDenied
from django.db import connection, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from atlas import urls
from identity.errors import UserRemoved
from pages.sign_in import organization_admins_only

handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500


def bad(request: HttpRequest) -> NoReturn:
    raise BadRequest


def forbidden(request: HttpRequest) -> NoReturn:
    raise PermissionDenied


def missing(request: HttpRequest) -> NoReturn:
    raise Http404("the secret of where it would be")


def refused(request: HttpRequest) -> NoReturn:
    raise UserRemoved


def broken(request: HttpRequest) -> NoReturn:
    raise RuntimeError("the secret of what broke")


def busy(request: HttpRequest) -> HttpResponse:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '10ms'")
        cursor.execute("SELECT pg_sleep(5)")
    return HttpResponse()


@csrf_exempt
@require_POST
def button(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


@organization_admins_only
def admins(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    path("fails/bad", bad),
    path("fails/forbidden", forbidden),
    path("fails/missing", missing),
    path("fails/refused", refused),
    path("fails/broken", broken),
    path("fails/busy", busy),
    path("fails/button", button),
    path("fails/admins", admins),
    *urls.urlpatterns,
]
