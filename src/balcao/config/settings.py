"""Settings: everything that differs between installations comes from the environment.

docs/settings.md explains each variable.
"""

from __future__ import annotations

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from balcao.config.domains import DOMAINS
from balcao.config.environment import flag, number, pairs, words
from balcao.config.payments import ways_to_pay
from balcao.kernel.errors import BalcaoError
from balcao.plumbing.observability.logs import logging_settings
from balcao.plumbing.postgres import BACKEND, DATABASE, ROLE, database_from_url, socket_folder

PACKAGE = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("BALCAO_DATA_DIR", "var")).resolve()

# What this installation is

DEMO_KEY = "demo-secret-not-for-production"  # refused in production
DEMO = flag("BALCAO_DEMO")
DEBUG = flag("BALCAO_DEBUG")
SERVING = flag("BALCAO_SERVING")  # set by `balcao serve` for its own children
SECRET_KEY = os.environ.get("BALCAO_SECRET_KEY", DEMO_KEY)
SECRET_KEY_FALLBACKS = words("BALCAO_OLD_SECRET_KEYS")
PRODUCTION = SERVING and not DEMO
ALLOWED_HOSTS = words(
    "BALCAO_ALLOWED_HOSTS", "" if PRODUCTION else "localhost,127.0.0.1,[::1],testserver"
)
CSRF_TRUSTED_ORIGINS = words("BALCAO_TRUSTED_ORIGINS")
BEHIND_PROXY = flag("BALCAO_BEHIND_PROXY")
STORE = os.environ.get("BALCAO_STORE", "demo")
FORECASTER = os.environ.get("BALCAO_FORECASTER", "statsforecast")  # see ADR 0020

INSTALLED_APPS = [
    "unfold",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "pgtrigger",
    "pghistory",
    "pghistory.admin",
    "ninja",
    "procrastinate.contrib.django",
    "balcao.plumbing",
    *(f"balcao.domains.{name}" for name in DOMAINS),
    "balcao.entrypoints.storefront",
    "balcao.entrypoints.console",
    "balcao.entrypoints.emails",
    "balcao.entrypoints.cli",
    "balcao.config",
]
ROOT_URLCONF = "balcao.config.urls"
WSGI_APPLICATION = "balcao.config.wsgi.application"
# The order matters: measured and named first, secured next, then what pages need.
MIDDLEWARE = [
    "balcao.plumbing.observability.middleware.Observe",
    "django.middleware.security.SecurityMiddleware",
    "balcao.plumbing.web.headers.BrowserPolicy",
    "balcao.entrypoints.api.direct.DirectToAPI",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# Database

DATABASE_URL = os.environ.get("DATABASE_URL", "")
CLUSTER_FOLDER = DATA_DIR / "postgres"
EMBEDDED = {
    "ENGINE": BACKEND,
    "HOST": str(socket_folder(CLUSTER_FOLDER)),
    "PORT": "5432",
    "NAME": DATABASE,
    "USER": ROLE,
    "OPTIONS": {},
}
try:
    DATABASES = {"default": database_from_url(DATABASE_URL) if DATABASE_URL else EMBEDDED}
except BalcaoError as error:
    raise ImproperlyConfigured(error.message) from None
if not flag("BALCAO_BEHIND_POOLER"):
    # Named SQL is prepared on purpose (docs/decisions/0014); nothing else is by itself.
    DATABASES["default"]["OPTIONS"]["prepare_threshold"] = 1_000_000
if SERVING:
    # Each thread of the server keeps a connection of its own (docs/decisions/0012).
    DATABASES["default"]["CONN_MAX_AGE"] = None
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People

AUTH_USER_MODEL = "team.StaffMember"
LOGIN_URL = "/console/login/"
LOGIN_REDIRECT_URL = "/console/"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "balcao.entrypoints.storefront.pages.errors.csrf_refused"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
if not DEMO:
    AUTH_PASSWORD_VALIDATORS[1]["OPTIONS"] = {"min_length": 10}

# Languages

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "pt-br"
LANGUAGES = [("pt-br", "Português"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "adapters" / "locale"]  # the apps have theirs beside them

# Files

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
if DEMO:  # compressing takes longer than it saves on one machine
    _STATIC_STORAGE = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
else:
    _STATIC_STORAGE = "servestatic.storage.CompressedManifestStaticFilesStorage"
if not SERVING:
    _STATIC_STORAGE = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _STATIC_STORAGE},
}
# A missing picture must not take a page down; the tests of the pages look for missing ones.
SERVESTATIC_MANIFEST_STRICT = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# What browsers may do with our pages

CONTENT_POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: https:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
# The first path that fits decides. The working pages read barcodes by WebAssembly where the browser
# cannot do it itself. The console's shell (Unfold) evaluates expressions in attributes and sets
# styles on elements.
CONTENT_POLICY_CHANGES = {
    "/console/floor/": {
        "script-src": "'self' 'wasm-unsafe-eval'",
        "style-src": "'self' 'unsafe-inline'",
    },
    "/console/": {"script-src": "'self' 'unsafe-eval'", "style-src": "'self' 'unsafe-inline'"},
}
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
PERMISSIONS_POLICY_CHANGES = {
    "/console/floor/": "camera=(self), geolocation=(), microphone=(), payment=(), usb=()",
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
if PRODUCTION:
    SECURE_SSL_REDIRECT = flag("BALCAO_HTTPS_ONLY", default=True)
    SECURE_HSTS_SECONDS = number("BALCAO_HSTS_SECONDS", 31_536_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = flag("BALCAO_HSTS_SUBDOMAINS")
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Mail. The demo keeps it where it can be read: in the console's outbox.

_MAILBOX = (
    "balcao.entrypoints.emails.keeping.KeepMail"
    if DEMO
    else "django.core.mail.backends.smtp.EmailBackend"
)
EMAIL_BACKEND = os.environ.get("EMAIL_BACKEND", _MAILBOX)
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = number("EMAIL_PORT", 25)
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = flag("EMAIL_USE_TLS")
EMAIL_USE_SSL = flag("EMAIL_USE_SSL")
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM", "Balcão <loja@balcao.example>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# Where mails find the shop when a store names no host of its own.
PUBLIC_URL = os.environ.get("BALCAO_PUBLIC_URL", "")

# What the running program tells

SLOW_QUERY_MS = number("BALCAO_SLOW_QUERY_MS", 200)
SLOW_REQUEST_MS = number("BALCAO_SLOW_REQUEST_MS", 1000)
ACCESS_LOG = flag("BALCAO_ACCESS_LOG", default=PRODUCTION)
METRICS_TOKEN = os.environ.get("BALCAO_METRICS_TOKEN", "")
LOGGING = logging_settings(
    as_json=flag("BALCAO_LOG_JSON", default=PRODUCTION),
    level=os.environ.get("BALCAO_LOG_LEVEL", "INFO" if PRODUCTION else "WARNING"),
)

# What a shopper who pays by bank transfer is told: "Label=Value" pairs separated by semicolons.
# A shop that names no account does not offer bank transfer.
_ACCOUNT = "" if PRODUCTION else "Banco=Banco do Exemplo (000);Agência=0001;Conta=12345-6"
BANK_ACCOUNT = pairs("BALCAO_BANK_ACCOUNT", _ACCOUNT)
WAYS_TO_PAY = ways_to_pay(demo=DEMO)
