"""Uploaded files, served without a view: pictures as pictures, anything else as a download.

An uploaded file may claim to be anything. It is sent with the type of a short list, browsers are
told not to guess, and a policy keeps a drawing (SVG) from running scripts when opened alone.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from email.utils import formatdate
from pathlib import Path
from typing import Any, Final
from wsgiref.types import StartResponse, WSGIApplication
from wsgiref.util import FileWrapper

TYPES: Final = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}
_ALWAYS: Final = [
    ("X-Content-Type-Options", "nosniff"),
    ("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cache-Control", "public, max-age=86400"),
]


class MediaFiles:
    """A WSGI layer that answers for one URL prefix from one folder.

    :param prefix: the path of the files, with both slashes (``/media/``).
    """

    def __init__(self, application: WSGIApplication, *, folder: Path, prefix: str) -> None:
        self.application = application
        self.folder = folder.resolve()
        self.prefix = prefix

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        path: str = environ.get("PATH_INFO", "")
        if not path.startswith(self.prefix):
            return self.application(environ, start_response)
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return _refuse(start_response, "405 Method Not Allowed")
        # WSGI hands over the bytes of the path as Latin-1.
        name = path[len(self.prefix) :].encode("latin-1").decode("utf-8", "replace")
        file = self._find(name)
        if file is None:
            return _refuse(start_response, "404 Not Found")
        return _send(file, environ, start_response)

    def _find(self, name: str) -> Path | None:
        if "\0" in name:
            return None
        file = Path(os.path.realpath(self.folder / name))
        try:
            return file if file.is_relative_to(self.folder) and file.is_file() else None
        except OSError:  # A name longer than names can be.
            return None


def _send(file: Path, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
    facts = file.stat()
    tag = f'"{facts.st_mtime_ns:x}-{facts.st_size:x}"'
    headers = [*_ALWAYS, ("ETag", tag), ("Last-Modified", formatdate(facts.st_mtime, usegmt=True))]
    if environ.get("HTTP_IF_NONE_MATCH") == tag:
        start_response("304 Not Modified", headers)
        return []
    kind = TYPES.get(file.suffix.lower())
    if kind is None:
        headers.append(("Content-Disposition", "attachment"))
    headers.append(("Content-Type", kind or "application/octet-stream"))
    headers.append(("Content-Length", str(facts.st_size)))
    start_response("200 OK", headers)
    if environ["REQUEST_METHOD"] == "HEAD":
        return []
    wrap: Callable[..., Iterable[bytes]] = environ.get("wsgi.file_wrapper", FileWrapper)
    return wrap(file.open("rb"))


def _refuse(start_response: StartResponse, status: str) -> Iterable[bytes]:
    start_response(status, [("Content-Type", "text/plain"), ("Content-Length", "0")])
    return []
