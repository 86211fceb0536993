"""Log lines: words for a person at a console, JSON for machines. Each names its request."""

from __future__ import annotations

import sys
from typing import Any, Final

import orjson
import structlog
from django.urls import ResolverMatch
from structlog.types import EventDict, Processor, WrappedLogger

# Parts of addresses that are secret or personal, by the names that routes give them.
# Who knows a cart is its shopper, and who has a link to sign in signs in.
SECRETS: Final = frozenset({"token", "email", "link", "cart_id"})
HIDDEN: Final = "***"


def logging_settings(*, as_json: bool, level: str) -> dict[str, Any]:
    """Django's LOGGING, and structlog set up to go the same way."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    render: list[Processor] = (
        [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(_json)]
        if as_json
        else [_for_people()]
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "balcao": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": [structlog.stdlib.ExtraAdder(), _without_request, *shared],
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    *render,
                ],
            }
        },
        "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "balcao"}},
        "root": {"handlers": ["out"], "level": level},
        "loggers": {
            # Our own line tells of every request, with its id and duration.
            "django.request": {"level": "ERROR"},
            "django.server": {"level": "INFO"},
            # Anyone can ask for any host; each would write a traceback.
            "django.security.DisallowedHost": {"level": "CRITICAL"},
            "procrastinate": {"level": "WARNING"},
            "psycopg.pool": {"level": "ERROR"},
        },
    }


def _for_people() -> Processor:
    return structlog.dev.ConsoleRenderer(
        colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
    )


def without_secrets(text: str, match: ResolverMatch | None) -> str:
    """A path, or a line with one, in which what an address keeps secret is hidden.

    Who knows an order's address may read the order, so its token is not for logs.
    """
    for name, value in (match.kwargs if match else {}).items():
        if name in SECRETS:
            text = text.replace(str(value), HIDDEN)
    return text


def _without_request(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    """Django hangs whole request objects on its records; they are not for logs."""
    request = event.pop("request", None)
    match = getattr(request, "resolver_match", None)
    return {**event, "event": without_secrets(str(event.get("event", "")), match)}


def _json(event: EventDict, **_options: object) -> str:
    return orjson.dumps(event, default=repr, option=orjson.OPT_NON_STR_KEYS).decode()
