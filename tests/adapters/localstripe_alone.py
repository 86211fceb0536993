"""Starts localstripe in this process, on 127.0.0.1 only, and prints its port.

``python tests/adapters/localstripe_alone.py``: a program of its own, which runs localstripe as its
command does. Nothing of Balcao imports localstripe (it is under the GPL). By itself it listens on
all interfaces and leaves its data in /tmp, where the next one would find them.
"""

from __future__ import annotations

import builtins
import os
import pickle
import runpy
import socket
import sys
from typing import Any

KEPT = "/tmp/localstripe.pickle"


class Loopback(socket.socket):
    """A socket that listens to this machine alone."""

    def __init__(self, family: int = -1, *more: Any, **named: Any) -> None:
        super().__init__(socket.AF_INET if family == socket.AF_INET6 else family, *more, **named)

    def bind(self, address: Any) -> None:
        super().bind(("127.0.0.1", address[1]))
        sys.stdout.write(f"{self.getsockname()[1]}\n")
        sys.stdout.flush()


def main() -> None:
    """Serve until the process is ended."""
    opened = builtins.open

    def elsewhere(file: Any, *more: Any, **named: Any) -> Any:
        return opened(os.devnull if file == KEPT else file, *more, **named)

    builtins.open = elsewhere
    # What is never read need not be written: all there is, at each change.
    pickle.dump = lambda *_, **__: None
    socket.socket = Loopback
    sys.argv = ["localstripe", "--port", "0", "--from-scratch"]
    runpy.run_module("localstripe", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
