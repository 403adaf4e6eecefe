"""Django settings: one file, all values from the environment.

Without `DEBUG` this is production: a process without the secrets does not start. docs/deploying.md has the table of
variables.
"""

import base64
import hashlib
import ipaddress
import logging
import os
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_email_url
from csp import constants as csp
from django.core.exceptions import ImproperlyConfigured
from environs import Env, validate

from atlas import embedded, logs

env = Env()

BASE_DIR = Path(__file__).resolve().parent.parent
ATLAS_HOME = Path(env.str("ATLAS_HOME", "") or BASE_DIR / ".atlas").absolute()
DEBUG = env.bool("DEBUG", False)
VERSION = "0.1.0"


def required(name: str, development: str = "") -> str:
    """Return the setting `name`. Without it production does not start, and development uses a default."""
    value = env.str(name, "")
    if value:
        return value
    if DEBUG:
        return development or f"development-only-{name.lower()}-0123456789abcdef0123456789abcdef"
    raise ImproperlyConfigured(f"{name} must be set unless DEBUG is on. See docs/deploying.md.")


def several(text: str) -> list[str]:
    """Return the values of a setting that can have several, with commas between them."""
    return [one.strip() for one in text.split(",") if one.strip()]


def secret(name: str, value: str) -> str:
    """Return a secret. Production refuses one that can be guessed, and the defaults of development."""
    if not DEBUG and not is_strong(value):
        raise ImproperlyConfigured(
            f"{name} can be guessed: give each secret {MIN_SECRET_LENGTH} characters or more, "
            "made by `openssl rand -hex 32`. See docs/deploying.md."
        )
    return value


MIN_SECRET_LENGTH = 32
MIN_SECRET_LETTERS = 8
STAND_INS = ("development-only-", "django-insecure-")


def is_strong(value: str) -> bool:
    has_room = len(value) >= MIN_SECRET_LENGTH and len(set(value)) >= MIN_SECRET_LETTERS
    return has_room and not value.startswith(STAND_INS)


def public_url() -> str:
    """Return the address of Atlas for customers, which links in mail use. Production requires https, except locally."""
    url = required("PUBLIC_URL", f"http://localhost:{PORT}").rstrip("/")
    parts = urlsplit(url)
    is_ours = parts.scheme == "https" or (
        parts.scheme == "http" and parts.hostname in ("localhost", "127.0.0.1", "::1")
    )
    if not DEBUG and (not is_ours or not parts.hostname or parts.path or parts.query or parts.username):
        raise ImproperlyConfigured("PUBLIC_URL must be an address such as https://books.example.com, without a path.")
    return url


def address(name: str, url: str, *schemes: str) -> str:
    """Return an address. Refuse one of another kind at the start, not when somebody needs it."""
    if url.partition(":")[0] not in schemes:
        raise ImproperlyConfigured(f"{name} must begin with {' or '.join(f'{one}://' for one in schemes)}.")
    return url


def email_config(url: str) -> dict[str, Any]:
    """Return Django's settings of e-mail. `smtp+tls` is SMTP with STARTTLS, which dj_email_url calls `submission`."""
    address("EMAIL_URL", url, "smtp", "smtp+tls", *sorted(dj_email_url.SCHEMES.keys() - {"smtp", "smtps"}))
    config: dict[str, Any] = dj_email_url.parse(url.replace("smtp+tls:", "submission:", 1))
    return config


def ip_address(name: str, text: str) -> str:
    """Return an address to listen at. The web server knows no names, not even localhost."""
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be an IP address such as 127.0.0.1 or ::.") from None


SECRET_KEY = secret("SECRET_KEY", required("SECRET_KEY"))
# Access and refresh tokens are signed with the first. Tokens signed with the previous ones stay valid (rotation).
JWT_SIGNING_KEY = secret("JWT_SIGNING_KEY", required("JWT_SIGNING_KEY"))
JWT_PREVIOUS_KEYS = [secret("JWT_PREVIOUS_KEYS", key) for key in several(env.str("JWT_PREVIOUS_KEYS", ""))]
# Stored secrets of webhooks and authenticator apps, and waiting mail, are encrypted with the first key. The others only
# decrypt (rotation). Comma-separated.
ENCRYPTION_KEYS = [
    base64.urlsafe_b64encode(hashlib.sha256(secret("ENCRYPTION_KEYS", key.strip()).encode()).digest())
    for key in required("ENCRYPTION_KEYS").split(",")
]

ALLOWED_HOSTS = several(required("ALLOWED_HOSTS", "*"))
CSRF_TRUSTED_ORIGINS = [
    address("CSRF_TRUSTED_ORIGINS", url, "https", "http") for url in several(env.str("CSRF_TRUSTED_ORIGINS", ""))
]
PORT = env.int("PORT", 8000, validate=validate.Range(1, 65535))
WEB_HOST = ip_address(
    "WEB_HOST",
    env.str("WEB_HOST", "127.0.0.1" if DEBUG else "0.0.0.0"),  # noqa: S104 - behind a proxy, in a container
)
WEB_WORKERS = env.int("WEB_WORKERS", 1 if DEBUG else 2, validate=validate.Range(min=1))
WEB_THREADS = env.int(
    "WEB_THREADS", 8 if DEBUG else 4, validate=validate.Range(min=1)
)  # one database connection per thread
# How many of a process's threads work for one organization at once (api/share.py).
ORGANIZATION_THREADS = env.int("ORGANIZATION_THREADS", max(1, WEB_THREADS // 2), validate=validate.Range(min=1))
DRAIN_SECONDS = env.float("DRAIN_SECONDS", 0 if DEBUG else 5, validate=validate.Range(min=0))
PUBLIC_URL = public_url()
# How many proxies in front of us append to X-Forwarded-For. With 0 the header is ignored.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", 0, validate=validate.Range(min=0))

# Addresses are unique among users with an account, and only these can sign in. Invitations do not reserve an address.
SILENCED_SYSTEM_CHECKS = ["auth.E003"]

INSTALLED_APPS = [
    "atlas",
    "foundation",
    "identity",
    "accounting",
    "webhooks",
    "pages",
    "api",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
]

MIDDLEWARE = [
    "atlas.middleware.Observed",
    "api.middleware.ApiBoundary",
    "atlas.middleware.Refusals",
    "atlas.middleware.PastThePages",
    # Requests to the API do not see what follows. ApiBoundary sets the headers of the first three.
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "atlas.middleware.BoundedForms",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "pages.middleware.SessionLimits",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "csp.middleware.CSPMiddleware",
    "atlas.error_pages.ErrorPages",
    "pages.middleware.Landing",
    "pages.middleware.StaffScope",
]

ROOT_URLCONF = "atlas.urls"
WSGI_APPLICATION = "atlas.wsgi.application"
APPEND_SLASH = False

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "pages.landing.navigation",
            ]
        },
    }
]

# `default` logs in as the application's role, which owns nothing. `owner` owns the schema and is only for migrations.
# With DATABASE_URL alone both use that login, and the application takes the role `atlas_app` when it connects.
# In development without either, they are the servers of `manage.py up`.
EMBEDDED = embedded.urls(ATLAS_HOME)
DATABASE_URL = required("DATABASE_URL", EMBEDDED.database_url)
DATABASE_OWNER_URL = env.str("DATABASE_OWNER_URL", "" if "DATABASE_URL" in os.environ else EMBEDDED.owner_url)
for _name in ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_REPLICA_URL"):
    if _url := env.str(_name, ""):
        address(_name, _url, "postgresql", "postgres")
DATABASES = {"default": env.dj_db_url("DATABASE_URL", DATABASE_URL), "owner": {}}
DATABASES["owner"] = (
    env.dj_db_url("DATABASE_OWNER_URL", DATABASE_OWNER_URL) if DATABASE_OWNER_URL else dict(DATABASES["default"])
)
# A streaming replica that answers reports and exports, while it is at most so many seconds behind (docs/scaling.md).
if DATABASE_REPLICA_URL := env.str("DATABASE_REPLICA_URL", ""):
    DATABASES["replica"] = env.dj_db_url("DATABASE_REPLICA_URL")
REPLICA_MAX_LAG_SECONDS = env.float("REPLICA_MAX_LAG_SECONDS", 10, validate=validate.Range(min=1))
# A pooler that gives each transaction another connection of the server may not know these (docs/scaling.md).
DATABASE_PREPARED_STATEMENTS = env.bool("DATABASE_PREPARED_STATEMENTS", True)
for _name, _database in DATABASES.items():
    _options = {"connect_timeout": 2 if _name == "replica" else 5, **(_database.get("OPTIONS") or {})}
    if _name != "owner":
        _database["ENGINE"] = "foundation.postgresql"
        # Persistent connections, one per thread: measured, this is faster than a pool.
        _database["CONN_MAX_AGE"] = None
        _database["CONN_HEALTH_CHECKS"] = True
        _flags = "-c statement_timeout=30s -c lock_timeout=10s -c idle_in_transaction_session_timeout=60s"
        # Neither a compiler nor more processes for one statement (docs/decisions/0052-one-process-for-a-statement.md).
        _flags += " -c jit=off -c max_parallel_workers_per_gather=0"
        _options["options"] = f"{_flags} {'' if DATABASE_OWNER_URL else '-c role=atlas_app'}".strip()
        # We notice within half a minute if the server disappears without closing its connections.
        _options["tcp_user_timeout"] = 20_000
        _options |= {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}
        _options["server_side_binding"] = True
        _options["prepare_threshold"] = 2 if DATABASE_PREPARED_STATEMENTS else None
    _database["OPTIONS"] = _options
# The token opens /metrics. Without it they are closed, in development open. Processes share their counts in the
# directory.
METRICS_TOKEN = env.str("METRICS_TOKEN", "")
if METRICS_TOKEN and not os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
    raise ImproperlyConfigured("METRICS_TOKEN needs PROMETHEUS_MULTIPROC_DIR. See docs/deploying.md.")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = address("REDIS_URL", required("REDIS_URL", EMBEDDED.redis_url), "redis", "rediss", "unix")
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://", 1)  # kombu's form of the same address
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_DEFAULT_QUEUE = "atlas"
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# If the broker is away, publishing must neither fail nor delay a request: a nudge may be lost (rule 5).
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 0.25, "socket_timeout": 5, "visibility_timeout": 3600}
CELERY_BEAT_SCHEDULE = {
    "webhooks.drain": {"task": "webhooks.drain", "schedule": 5.0, "options": {"expires": 30}},
    "webhooks.canary": {"task": "webhooks.canary", "schedule": 15.0, "options": {"expires": 30}},
    "foundation.send_email": {"task": "foundation.send_email", "schedule": 30.0, "options": {"expires": 60}},
    "webhooks.upkeep": {"task": "webhooks.upkeep", "schedule": 60.0, "options": {"expires": 60}},
    "accounting.make_months": {"task": "accounting.make_months", "schedule": 600.0, "options": {"expires": 600}},
    "accounting.make_recurring": {"task": "accounting.make_recurring", "schedule": 60.0, "options": {"expires": 60}},
    "accounting.run_imports": {"task": "accounting.run_imports", "schedule": 30.0, "options": {"expires": 60}},
    "api.forget_old": {"task": "api.forget_old", "schedule": 3600.0},
}

AUTH_USER_MODEL = "identity.User"
PASSWORD_HASHERS = ["identity.hashing.Argon2"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "full_name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

SIMPLE_JWT = {
    "ACCESS_TOKEN_LIFETIME": timedelta(seconds=3600),
    "REFRESH_TOKEN_LIFETIME": timedelta(days=30),
    "SIGNING_KEY": JWT_SIGNING_KEY,
    "AUTH_HEADER_TYPES": ("Bearer",),
    "UPDATE_LAST_LOGIN": False,
}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["api.authentication.BearerAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_THROTTLE_CLASSES": [
        "api.throttles.StandardThrottle",
        "api.throttles.ProfessionalThrottle",
        "api.throttles.EnterpriseThrottle",
    ],
    "DEFAULT_PARSER_CLASSES": ["api.parsing.StrictJSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["api.rendering.ExactJSONRenderer"],
    "DEFAULT_PAGINATION_CLASS": "api.pagination.PageOrCursorPagination",
    "DEFAULT_FILTER_BACKENDS": ["api.filters.StrictFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "api.openapi.operations.AtlasSchema",
    "EXCEPTION_HANDLER": "api.failures.exception_handler",
    "URL_FORMAT_OVERRIDE": None,
    "UNAUTHENTICATED_USER": None,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}

SPECTACULAR_SETTINGS = {
    "TITLE": "Atlas API",
    "DESCRIPTION": (
        "Double-entry accounting for developers. Money is exact, errors name the field, events are never lost."
    ),
    "VERSION": "v1",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVERS": [
        {"url": "https://api.atlas-accounting.com/api/v1", "description": "Atlas"},
        {"url": "/api/v1", "description": "The server that serves this document"},
    ],
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "SCHEMA_PATH_PREFIX_TRIM": True,
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "PATH_CONVERTER_OVERRIDES": {"id": {"type": "string", "format": "uuid"}},
    "POSTPROCESSING_HOOKS": ["api.openapi.document.finish"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}

LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_I18N = False
USE_TZ = True
FORMAT_MODULE_PATH = "atlas.formats"

PACKAGES = BASE_DIR / "sdks/dist"
"""The SDKs that `make packages` has built, served under /packages/."""
PACKAGE_INDEX = env.str("PACKAGE_INDEX", "https://pypi.org/simple/")
"""Where pip is sent for what the Python SDK needs."""
STATIC_URL = "/static/"
STATIC_ROOT = ATLAS_HOME / "static"
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG  # otherwise it reads each file when it starts

globals().update(email_config(env.str("EMAIL_URL", "console://" if DEBUG else "smtp://localhost:25")))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "Atlas <no-reply@localhost>")

# Development only: webhook endpoints may be http://127.0.0.1, http://localhost or http://[::1].
WEBHOOKS_ALLOW_HTTP_LOOPBACK = env.bool("WEBHOOKS_ALLOW_HTTP_LOOPBACK", DEBUG)

LOGIN_URL = "/sign-in"
CSRF_FAILURE_VIEW = "atlas.error_pages.form_expired"
# The address that error pages show for help. Without it they link to the page that shows whether Atlas is up.
SUPPORT_EMAIL = env.str("SUPPORT_EMAIL", "")
PASSWORD_RESET_TIMEOUT = 3600
# Staff can open the admin only in a session with a code of their authenticator app.
STAFF_NEED_SECOND_FACTOR = not DEBUG
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEBUG
SECURE_HSTS_SECONDS = 0 if DEBUG else 31_536_000
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
X_FRAME_OPTIONS = "DENY"
# The pages load nothing from other servers and run no inline scripts. /api/ has its own policies (api/middleware.py).
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ["/api/"],
    "DIRECTIVES": {
        "default-src": [csp.NONE],
        "script-src": [csp.SELF],
        "style-src": [csp.SELF],
        "img-src": [csp.SELF, "data:"],
        "connect-src": [csp.SELF],
        "form-action": [csp.SELF],
        "base-uri": [csp.NONE],
        "frame-ancestors": [csp.NONE],
    },
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 26 * 1024 * 1024  # the API's own limits (1 MiB, imports 25 MiB) are in api/parsing.py

LOG_LEVEL = env.str("LOG_LEVEL", "INFO", validate=validate.OneOf(["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]))
LOGGING = logs.configuration(json=not DEBUG, level=LOG_LEVEL)
logs.configure(json=not DEBUG)
# One line per task. In development only if one fails, because the schedule would fill the screen.
DJANGO_STRUCTLOG_CELERY_TASK_START_LOG_LEVEL = logging.DEBUG
DJANGO_STRUCTLOG_CELERY_TASK_SUCCESS_LOG_LEVEL = logging.DEBUG if DEBUG else logging.INFO
