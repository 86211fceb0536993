"""Processes that belong together end together."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def end_with_parent(how: signal.Signals) -> None:
    """Have this process sent a signal when its parent is gone, however it went.

    Linux only; elsewhere a killed parent leaves its children to be ended by hand.
    """
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(how))
    if os.getppid() == 1:  # it went before we asked
        os.kill(os.getpid(), how)
