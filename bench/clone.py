"""From a clean clone to the first page: ``git clone`` and ``make demo``, nothing prepared."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

from tests.races.installation import HOST, ROOT, free_port

PATIENCE_SECONDS = 900.0


def first_page_seconds() -> float:
    """Seconds from ``git clone`` to the first byte of the home page.

    :raises TimeoutError: there was none within a quarter of an hour.
    """
    folder = Path(tempfile.mkdtemp(prefix="balcao-clone-"))
    port = free_port()
    clean = {k: v for k, v in os.environ.items() if not k.startswith("BALCAO_")}
    clean = {k: v for k, v in clean.items() if k not in ("DATABASE_URL", "VIRTUAL_ENV")}
    start = time.monotonic()
    try:
        clone = ["git", "clone", "--quiet", str(ROOT), str(folder / "shop")]
        subprocess.run(clone, check=True, env=clean)
        demo = subprocess.Popen(
            ["make", "demo", f"PORT={port}"],
            cwd=folder / "shop",
            env=clean,
            stdout=subprocess.DEVNULL,
            process_group=0,
        )
        try:
            while time.monotonic() - start < PATIENCE_SECONDS and demo.poll() is None:
                if _answers(port):
                    return time.monotonic() - start
                time.sleep(0.2)
            raise TimeoutError("make demo did not serve its first page")
        finally:
            os.killpg(demo.pid, signal.SIGINT)
            demo.wait(60)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://{HOST}:{port}/", timeout=10) as page:
            return bool(page.status == 200)
    except OSError:
        return False
