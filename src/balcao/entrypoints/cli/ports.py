"""Finding an address to listen on."""

from __future__ import annotations

import http.client
import socket
from ipaddress import IPv4Address, IPv6Address

from balcao.kernel.errors import BalcaoError

DEFAULT_PORT = 8000
TRIES = 20
# Who listens on every address is asked at the one that is always there.
_LOOPBACK = {str(IPv4Address(0)): "127.0.0.1", str(IPv6Address(0)): "::1"}


class PortTaken(BalcaoError):
    """Another program listens on that port."""

    code = "port_taken"


def free_port(host: str, wanted: int | None) -> int:
    """The wanted port, or the first free one from 8000 on.

    :raises PortTaken: the wanted one is taken, or twenty in a row are.
    """
    if wanted is not None:
        if not _is_free(host, wanted):
            raise PortTaken(f"Port {wanted} is taken by another program. Name another: --port.")
        return wanted
    for port in range(DEFAULT_PORT, DEFAULT_PORT + TRIES):
        if _is_free(host, port):
            return port
    raise PortTaken(f"Ports {DEFAULT_PORT} to {DEFAULT_PORT + TRIES - 1} are all taken: --port.")


def answers(host: str, port: int) -> bool:
    """Does our server there say that it is ready?"""
    reachable = _LOOPBACK.get(host, host)
    try:
        connection = http.client.HTTPConnection(reachable, port, timeout=5)
        connection.request("GET", "/readyz")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False


def _is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True
