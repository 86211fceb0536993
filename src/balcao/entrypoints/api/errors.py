"""Refusals of the HTTP layer itself: what is wrong with a request before any domain is asked."""

from __future__ import annotations

from balcao.kernel.errors import BalcaoError


class BadRequest(BalcaoError):
    """The request cannot be understood."""

    code = "bad_request"


class MalformedBody(BadRequest):
    """The body is not JSON in UTF-8, is nested too deeply, or holds a NUL character."""

    code = "malformed_body"


class MalformedAddress(BadRequest):
    """The address or its query holds a NUL character or is not UTF-8."""

    code = "malformed_address"


class KeyMissing(BadRequest):
    """This needs the header Idempotency-Key: a text of your own choice, new for each new intent."""

    code = "idempotency_key_missing"


class Unauthenticated(BalcaoError):
    """This needs the header Authorization: Bearer with a live API token."""

    code = "unauthenticated"


class ShopperUnknown(Unauthenticated):
    """This needs the header Authorization: Bearer with the token of a shopper who is signed in."""

    code = "shopper_unknown"


class NoSuchAddress(BalcaoError):
    """There is nothing at this address. See /api/v1/docs for what there is."""

    code = "no_such_address"


class NoSuchProblem(NoSuchAddress):
    """There is no problem type with this code."""

    code = "no_such_problem"


class WrongMethod(BalcaoError):
    """This address does not know this method; the header Allow says which it knows."""

    code = "method_not_allowed"


class BodyTooLarge(BalcaoError):
    """The body is larger than this address accepts."""

    code = "body_too_large"


class WrongMediaType(BalcaoError):
    """The body has a media type that this address does not read."""

    code = "unsupported_media_type"


class InvalidRequest(BalcaoError):
    """Some values cannot be accepted; ``errors`` points at each."""

    code = "invalid_request"


class VersionMissing(BalcaoError):
    """An edit needs the header If-Match with the ETag of what you have seen."""

    code = "if_match_missing"


class Stale(BalcaoError):
    """This was changed since you have seen it. Load it again and repeat your change."""

    code = "stale"


class ServerFault(BalcaoError):
    """Something went wrong on our side. Nothing was left half done; ask again in a moment."""

    code = "server_fault"


class ServerBusy(BalcaoError):
    """We cannot answer at this moment. Ask again with the same key."""

    code = "server_busy"
