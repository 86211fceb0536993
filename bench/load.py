"""A light load: threads with one kept-alive connection each, requests built beforehand.

It runs on the same cores as what it measures; its own processor time is reported beside the rest.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Load:
    """What came of a run: answers with the expected status, others, and seconds."""

    good: int
    bad: int
    seconds: float
    own_cpu: float

    @property
    def rate(self) -> float:
        """Good answers per second."""
        return self.good / self.seconds


def press(
    port: int, next_request: Callable[[], bytes], *, expect: bytes, clients: int, seconds: float
) -> Load:
    """Have so many clients ask for so many seconds, each again as soon as it is answered."""
    counts = [[0, 0] for _ in range(clients)]
    start, own = time.monotonic(), time.process_time()
    end = start + seconds
    threads = [
        threading.Thread(target=_client, args=[port, next_request, expect, end, counts[nr]])
        for nr in range(clients)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    good, bad = (sum(column) for column in zip(*counts, strict=True))
    return Load(good, bad, time.monotonic() - start, time.process_time() - own)


def _client(
    port: int, next_request: Callable[[], bytes], expect: bytes, end: float, counts: list[int]
) -> None:
    connection: socket.socket | None = None
    while time.monotonic() < end:
        if connection is None:
            connection = socket.create_connection((HOST, port), timeout=20)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.sendall(next_request())
        answer = _read(connection)
        is_good = answer.startswith(expect)
        counts[not is_good] += 1
        if not is_good and counts[1] == 1:
            print(answer.decode(errors="replace")[:2000])
    if connection is not None:
        connection.close()


def _read(connection: socket.socket) -> bytes:
    """One whole answer, whichever way its length is told."""
    data = _more(connection)
    while (head := data.find(b"\r\n\r\n")) < 0:
        data += _more(connection)
    length = _length(data[:head])
    if length is None:
        while not data.endswith(b"\r\n0\r\n\r\n"):
            data += _more(connection)
        return data
    while len(data) < head + 4 + length:
        data += _more(connection)
    return data


def _more(connection: socket.socket) -> bytes:
    data = connection.recv(262144)
    if not data:
        raise ConnectionError("the server hung up in the middle of an answer")
    return data


def _length(head: bytes) -> int | None:
    """Content-Length; None when the answer comes in chunks."""
    lower = head.lower()
    at = lower.find(b"content-length:")
    return None if at < 0 else int(lower[at + 15 :].split(b"\r\n", 1)[0])


def get(path: str) -> bytes:
    """A GET request as it goes over the wire."""
    return f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\nAccept: text/html\r\n\r\n".encode()


def post(path: str, body: bytes, key: str) -> bytes:
    """A POST of JSON with an idempotency key."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {HOST}\r\nContent-Type: application/json\r\n"
        f"Idempotency-Key: {key}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
