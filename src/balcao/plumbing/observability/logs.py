"""Log lines: words for a person at a console, JSON for machines. Each names its request."""

from __future__ import annotations

import sys
from typing import Any

import orjson
import structlog
from structlog.types import EventDict, Processor, WrappedLogger


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
            "procrastinate": {"level": "WARNING"},
            "psycopg.pool": {"level": "ERROR"},
        },
    }


def _for_people() -> Processor:
    return structlog.dev.ConsoleRenderer(
        colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
    )


def _without_request(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    """Django hangs whole request objects on its records; they are not for logs."""
    event.pop("request", None)
    return event


def _json(event: EventDict, **_options: object) -> str:
    return orjson.dumps(event, default=repr, option=orjson.OPT_NON_STR_KEYS).decode()
