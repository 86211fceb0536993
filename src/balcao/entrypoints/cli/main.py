"""The ``balcao`` command: our own commands first, then everything Django can do."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from balcao.entrypoints.cli.server import embedded_cluster
from balcao.kernel.errors import BalcaoError
from balcao.plumbing.postgres import Lease

WITHOUT_DATABASE = frozenset(
    {
        "backtest",
        "check",
        "collectstatic",
        "compilemessages",
        "db",
        "diffsettings",
        "findstatic",
        "help",
        "makemessages",
        "version",
    }
)
"""Commands that run without PostgreSQL, or (``db``) ask for it themselves."""

SERVING = frozenset({"demo", "serve", "worker"})
STOPPED_BY_SIGNAL = 130


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command; a refusal is told in words and ends with status 1."""
    argv = ["balcao", *(sys.argv[1:] if arguments is None else arguments)]
    _choose_settings(argv)
    # A command that is asked to stop leaves through its `finally`s, and lets go of the server.
    signal.signal(signal.SIGTERM, _leave)
    try:
        with _server_for(argv):
            execute_from_command_line(argv)
    except BalcaoError as error:
        sys.exit(f"balcao: {error.message}")
    except ImproperlyConfigured as error:
        sys.exit(f"balcao: {error}")
    except BrokenPipeError:  # who read our words (`| head`) has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        sys.exit(STOPPED_BY_SIGNAL)


def _choose_settings(argv: Sequence[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balcao.config.settings")
    command = argv[1] if len(argv) > 1 else ""
    if command in SERVING:
        os.environ["BALCAO_SERVING"] = "1"
    if command == "demo":
        os.environ["BALCAO_DEMO"] = "1"


def _server_for(argv: Sequence[str]) -> AbstractContextManager[object]:
    command = argv[1] if len(argv) > 1 else "help"
    asks_only = command.startswith("-") or "--help" in argv or "-h" in argv
    if asks_only or command in WITHOUT_DATABASE or settings.DATABASE_URL:
        return nullcontext()
    return Lease(embedded_cluster())


def _leave(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    main()
