"""Who is calling: a bearer token names a member of staff, limited to the token's scopes."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from django.http import HttpRequest
from ninja.security import HttpBearer

from balcao.domains.customers.queries import shopper_by_secret
from balcao.domains.customers.values import Shopper
from balcao.domains.team.queries import actor_by_token
from balcao.domains.team.values import Actor, Capability
from balcao.entrypoints.api.errors import ShopperUnknown, Unauthenticated
from balcao.entrypoints.api.here import moment, store_of

LONGEST_TOKEN: Final = 200


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody with a token. ``mark`` keeps apart what different tokens have asked for."""

    actor: Actor
    mark: str

    @property
    def email(self) -> str:
        """The mail address under which this caller's doings are written down."""
        return self.actor.email


class StaffRequest(HttpRequest):
    """A request whose caller is known."""

    auth: Caller


@dataclass(frozen=True, slots=True)
class ShopperCaller:
    """A shopper who is signed in, and the secret of that session."""

    shopper: Shopper
    secret: str


class ShopperRequest(HttpRequest):
    """A request of a shopper who is signed in."""

    auth: ShopperCaller


class ShopperToken(HttpBearer):
    """A live session of a shopper of this shop; a token of staff is none."""

    def authenticate(self, request: HttpRequest, token: str) -> ShopperCaller:
        """Find the shopper.

        :raises ShopperUnknown: no such live session.
        """
        shopper = shopper_by_secret(store_of(request).id, token, now=moment())
        if shopper is None:
            raise ShopperUnknown
        return ShopperCaller(shopper, token)


class Token(HttpBearer):
    """A live token, whatever it may do."""

    capability: Capability | None = None

    def authenticate(self, _request: HttpRequest, token: str) -> Caller:
        """Find the caller and ask whether this is allowed.

        :raises Unauthenticated: no such live token.
        :raises NotAllowed: the token's scopes do not include it; the facts name what is needed.
        """
        caller = caller_with(token)
        if self.capability is not None:
            caller.actor.require(self.capability)
        return caller


class Needs(Token):
    """A live token with one capability among its scopes."""

    def __init__(self, capability: Capability) -> None:
        super().__init__()
        self.capability = capability


def caller_with(token: str) -> Caller:
    """The caller behind a token.

    :raises Unauthenticated: no such live token.
    """
    sane = 0 < len(token) <= LONGEST_TOKEN and token.isascii() and token.isprintable()
    actor = actor_by_token(token, now=moment()) if sane else None
    if actor is None:
        raise Unauthenticated("This API token is unknown, has expired or was revoked.")
    return Caller(actor, sha256(token.encode()).hexdigest()[:24])


def caller_of(request: HttpRequest) -> Caller | None:
    """The caller of an address that is open to everybody; None for a stranger.

    :raises Unauthenticated: a token was sent and is not a live one.
    """
    header = request.headers.get("Authorization", "")
    scheme, _, token = header.partition(" ")
    if not header:
        return None
    if scheme.lower() != "bearer":
        raise Unauthenticated
    return caller_with(token.strip())
