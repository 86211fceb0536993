"""``DATABASE_URL`` and the settings it stands for."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from balcao.plumbing.postgres.errors import ClusterError

BACKEND = "balcao.plumbing.postgres.backend"


class BadDatabaseUrl(ClusterError):
    """DATABASE_URL cannot be understood."""

    code = "bad_database_url"


def database_from_url(url: str) -> dict[str, Any]:
    """Django's connection settings for a PostgreSQL URL.

    Percent-encoding and query parameters (``sslmode``, ``host=/run/postgresql`` ...) mean what
    they mean to PostgreSQL's own programs. A parameter Django has no name for goes to OPTIONS.

    :raises BadDatabaseUrl: not a PostgreSQL URL, or without the name of a database.
    """
    if not url.startswith(("postgresql://", "postgres://")):
        raise BadDatabaseUrl("DATABASE_URL has to begin with postgresql://")
    try:
        parts = conninfo_to_dict(url)
    except psycopg.ProgrammingError as error:
        raise BadDatabaseUrl(f"DATABASE_URL cannot be read: {error}".strip()) from None
    if not parts.get("dbname"):
        raise BadDatabaseUrl("DATABASE_URL names no database (postgresql://user@host/NAME).")
    named = {
        "NAME": parts.pop("dbname"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": str(parts.pop("port", "")),
    }
    options = {key: value for key, value in parts.items() if value is not None}
    return {"ENGINE": BACKEND, **named, "OPTIONS": options}
