"""All routes of Atlas."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from api.routing import Routes
from api.scopes import all_scopes
from api.urls import urlpatterns as api_routes
from atlas.metrics import metrics
from pages.sign_in import staff_sign_in

handler400 = "atlas.error_pages.bad_request"
handler403 = "atlas.error_pages.permission_denied"
handler404 = "atlas.error_pages.not_found"
handler500 = "atlas.error_pages.server_error"

urlpatterns = [
    Routes(api_routes, prefix="api/v1/"),
    path("metrics", metrics, name="metrics"),
    path("admin/login/", staff_sign_in),
    path(
        "admin/password_change/", RedirectView.as_view(pattern_name="settings-security")
    ),  # Django's own page does not end tokens
    path("admin/", admin.site.urls),
    # The pages do not know the API, so its scopes are handed to them here.
    path("settings/api/keys", include("pages.key_urls"), {"all_scopes": all_scopes}),
    path("", include("pages.urls")),
]
