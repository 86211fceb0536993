"""What may not reach production. `balcao serve` refuses to start on any of these."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.core.checks import CheckMessage, Error

SHORTEST_SECRET = 50


def require_production_settings(**_options: object) -> list[CheckMessage]:
    """The system check: silent unless we are about to serve in production."""
    return list(_faults()) if settings.PRODUCTION else []


def _faults() -> Iterator[CheckMessage]:
    if settings.SECRET_KEY == settings.DEMO_KEY:
        yield Error(
            "The secret key is the demo's, which everyone knows.",
            hint="Set BALCAO_SECRET_KEY to 50 or more random characters "
            "(`python -c 'import secrets; print(secrets.token_urlsafe(50))'`).",
            id="balcao.E001",
        )
    elif len(settings.SECRET_KEY) < SHORTEST_SECRET:
        yield Error(
            f"The secret key is shorter than {SHORTEST_SECRET} characters.",
            hint="Set BALCAO_SECRET_KEY to a longer random text.",
            id="balcao.E002",
        )
    if settings.DEBUG:
        yield Error(
            "DEBUG is on: error pages would show the program's inside.",
            hint="Unset BALCAO_DEBUG.",
            id="balcao.E003",
        )
    if not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS:
        yield Error(
            "No allowed hosts are named.",
            hint="Set BALCAO_ALLOWED_HOSTS to the shop's domain names, separated by commas.",
            id="balcao.E004",
        )
