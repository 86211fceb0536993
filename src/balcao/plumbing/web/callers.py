"""Where a request comes from."""

from __future__ import annotations

import hmac
from hashlib import sha256
from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest


def network_address_of(request: HttpRequest) -> str:
    """The network address of who asks; a proxy in front says so in the last forwarded address."""
    forwarded: str = request.META.get("HTTP_X_FORWARDED_FOR", "")
    if settings.BEHIND_PROXY and forwarded:
        return forwarded.rsplit(",", 1)[-1].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def network_digest_of(request: HttpRequest) -> str:
    """Who asks, as a digest that only this installation can make; it cannot be read back.

    Of an IPv6 address its network of 64 bits counts: a household has as many addresses as it likes.
    """
    return _digest("network", _network(network_address_of(request)))


def device_digest_of(request: HttpRequest) -> str:
    """The browser behind a network address, as far as it says what it is, as a digest."""
    said = (
        _network(network_address_of(request)),
        request.headers.get("User-Agent", ""),
        request.headers.get("Accept-Language", ""),
    )
    return _digest("device", "\0".join(said))


def _network(address: str) -> str:
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if isinstance(known, IPv6Address) and known.ipv4_mapped is None:
        return str(IPv6Address(int(known) >> 64 << 64))
    return str(known)


def _digest(what: str, text: str) -> str:
    key = f"balcao.callers\0{settings.SECRET_KEY}".encode()
    return hmac.new(key, f"{what}\0{text}".encode(), sha256).hexdigest()
