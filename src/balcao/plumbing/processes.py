"""Processes that belong together end together."""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import sys

SUPERVISOR = "BALCAO_SUPERVISED"
"""The variable in which a supervisor tells its children its process id."""
_PR_SET_PDEATHSIG = 1
GARBAGE_FROM = 10_000


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


def keep_what_is_loaded() -> None:
    """Never look through what is loaded by now for garbage, and through the rest less often.

    For programs that run on: by default each 700 objects that are made and kept have all of Django
    looked through again and again, which cost a back-test a tenth of its time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE_FROM, 10, 10)
