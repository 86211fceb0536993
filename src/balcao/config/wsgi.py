"""The WSGI application: static files, then uploaded files, then Django."""

from __future__ import annotations

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from servestatic import ServeStatic

from balcao.plumbing.web.media import MediaFiles

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balcao.config.settings")

ONE_YEAR_SECONDS = 365 * 24 * 60 * 60


def _application() -> ServeStatic | MediaFiles:
    application = MediaFiles(
        get_wsgi_application(), folder=settings.MEDIA_ROOT, prefix=settings.MEDIA_URL
    )
    if not settings.SERVING:
        return application
    return ServeStatic(
        application,
        root=settings.STATIC_ROOT,
        prefix=settings.STATIC_URL,
        max_age=0,
        allow_all_origins=False,
        immutable_file_test=r"\.[0-9a-f]{12}\.[^/]+$",
        add_headers_function=_never_guess,
    )


def _never_guess(headers: dict[str, str], _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"


application = _application()
