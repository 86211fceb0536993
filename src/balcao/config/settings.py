"""Settings: everything that differs between installations comes from the environment."""

from __future__ import annotations

import os
from pathlib import Path

from balcao.plumbing.postgres import DATABASE, ROLE, database_from_url, socket_folder

PACKAGE = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("BALCAO_DATA_DIR", "var")).resolve()
DEMO = os.environ.get("BALCAO_DEMO", "") == "1"
DEBUG = os.environ.get("BALCAO_DEBUG", "") == "1"
SECRET_KEY = os.environ.get("BALCAO_SECRET_KEY", "demo-secret-not-for-production")
ALLOWED_HOSTS = [h for h in os.environ.get("BALCAO_ALLOWED_HOSTS", "").split(",") if h]

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
    "procrastinate.contrib.django",
    "balcao.plumbing",
    "balcao.domains.stores",
    "balcao.domains.customers",
    "balcao.domains.team",
    "balcao.domains.catalog",
    "balcao.domains.inventory",
    "balcao.domains.pricing",
    "balcao.domains.cart",
    "balcao.domains.search",
    "balcao.domains.payments",
    "balcao.domains.shipping",
    "balcao.domains.orders",
    "balcao.domains.checkout",
    "balcao.domains.imports",
    "balcao.entrypoints.cli",
]
AUTH_USER_MODEL = "team.StaffMember"
ROOT_URLCONF = "balcao.config.urls"
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "pt-br"
LANGUAGES = [("pt-br", "Português"), ("en", "English")]
STATIC_URL = "/static/"
DATABASE_URL = os.environ.get("DATABASE_URL", "")
CLUSTER_FOLDER = DATA_DIR / "postgres"
DATABASES = {
    "default": database_from_url(DATABASE_URL)
    if DATABASE_URL
    else {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": str(socket_folder(CLUSTER_FOLDER)),
        "PORT": "5432",
        "NAME": DATABASE,
        "USER": ROLE,
        "OPTIONS": {},
    }
}
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
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
