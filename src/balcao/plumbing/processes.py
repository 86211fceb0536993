"""Processes that belong together end together."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

SUPERVISOR = "BALCAO_SUPERVISED"
"""The variable in which a supervisor tells its children its process id."""
_PR_SET_PDEATHSIG = 1


def end_with_parent(how: signal.Signals, parent: int) -> None:
    """Have this process sent a signal when its parent is gone, however it went.

    Linux only; elsewhere a killed parent leaves its children to be ended by hand.

    :param parent: the process id of the parent, noted before this process was made.
    """
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(how))
    if os.getppid() != parent:  # it went before we asked
        os.kill(os.getpid(), how)
