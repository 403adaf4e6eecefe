"""The routes of all pages except the staff's admin."""

from django.templatetags.static import static
from django.urls import include, path
from django.utils.functional import lazy
from django.views.generic import RedirectView

from pages import packages
from pages.api import settings_api, sign_out_everywhere
from pages.docs import views as docs
from pages.security import (
    change_password,
    confirm_app,
    end_other_sessions,
    end_session,
    renew_recovery_codes,
    security,
    set_up_app,
    turn_off_app,
)
from pages.sign_in import (
    ResetPassword,
    accept_invitation,
    forgot_password,
    reset_mailed,
    settings_start,
    sign_in,
    sign_in_code,
    sign_out,
    start,
)

urlpatterns = [
    path("sign-in", sign_in, name="sign-in"),
    path("sign-in/code", sign_in_code, name="sign-in-code"),
    path("sign-out", sign_out, name="sign-out"),
    path("forgot-password", forgot_password, name="forgot-password"),
    path("forgot-password/mailed", reset_mailed, name="reset-mailed"),
    path("reset-password/<uidb64>/<token>", ResetPassword.as_view(), name="reset-password"),
    path("invitation/<token>", accept_invitation, name="accept-invitation"),
    path(
        "favicon.ico", RedirectView.as_view(url=lazy(static, str)("identity/mark.svg"))
    ),  # the admin's pages name no icon
    path("", start, name="start"),
    path("docs", docs.home, name="docs-home"),
    path("docs/", RedirectView.as_view(pattern_name="docs-home", permanent=True)),
    path("docs/search", docs.search_page, name="docs-search"),
    path("docs/<path:path>", docs.page, name="docs-page"),
    path("docs.md", docs.home_markdown),
    path("llms.txt", docs.llms, name="llms"),
    path("packages/simple/", packages.index, name="packages"),
    path("packages/simple/<str:name>/", packages.project, name="package"),
    path("packages/<str:name>", packages.file, name="package-file"),
    path("reports", include("pages.report_urls")),
    path("settings", settings_start),
    path("settings/api", settings_api, name="settings-api"),
    path("settings/api/sign-out-everywhere/<uuid:user_id>", sign_out_everywhere, name="sign-out-everywhere"),
    path("settings/api/webhooks", include("pages.webhook_urls")),
    path("settings/security", security, name="settings-security"),
    path("settings/security/password", change_password, name="change-password"),
    path("settings/security/sessions/end-others", end_other_sessions, name="end-other-sessions"),
    path("settings/security/sessions/<uuid:session_id>/end", end_session, name="end-session"),
    path("settings/security/app", set_up_app, name="set-up-app"),
    path("settings/security/app/confirm", confirm_app, name="confirm-app"),
    path("settings/security/app/off", turn_off_app, name="turn-off-app"),
    path("settings/security/recovery-codes", renew_recovery_codes, name="renew-recovery-codes"),
]
