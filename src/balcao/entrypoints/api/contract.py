"""What an address promises beyond its schema: who may call it, its headers, how it can refuse.

The OpenAPI document and the permission tests are made from these promises.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final, Literal

from balcao.domains.team.values import Capability
from balcao.entrypoints.api import errors
from balcao.entrypoints.api.auth import Needs, ShopperToken, Token
from balcao.entrypoints.api.problems import status_of
from balcao.kernel.errors import BalcaoError
from balcao.plumbing.idempotency import KeyInvalid, KeyReused

MARK: Final = "x-promise"
Refusals = Collection[type[BalcaoError]]


def public(
    *refuses: type[BalcaoError],
    key: bool = False,
    versioned: bool = False,
    staff_see_more: bool = False,
) -> dict[str, Any]:
    """Anybody may call it; with ``staff_see_more`` a token is read when there is one."""
    kinds = [*refuses, *([errors.Unauthenticated] if staff_see_more else [])]
    caller = "optional" if staff_see_more else "unknown"
    return {"openapi_extra": _promise(kinds, caller, key=key, versioned=versioned)}


def staff(
    capability: Capability | None,
    *refuses: type[BalcaoError],
    key: bool = False,
    if_match: Literal["", "required", "optional"] = "",
    versioned: bool = False,
) -> dict[str, Any]:
    """Only with a token, and with this capability among its scopes."""
    scope = capability.value if capability else ""
    beyond: list[type[BalcaoError]] = [errors.Unauthenticated]
    auth = Needs(capability) if capability else Token()
    extra = _promise(
        [*refuses, *beyond],
        "required",
        key=key,
        versioned=versioned,
        if_match=if_match,
        scope=scope,
    )
    return {"auth": auth, "openapi_extra": extra}


def shopper(
    *refuses: type[BalcaoError], key: bool = False, versioned: bool = False
) -> dict[str, Any]:
    """Only for a shopper who is signed in, about what is theirs."""
    kinds = [*refuses, errors.ShopperUnknown, errors.Unauthenticated]
    extra = _promise(kinds, "shopper", key=key, versioned=versioned)
    return {"auth": ShopperToken(), "openapi_extra": extra}


def _promise(
    refuses: list[type[BalcaoError]],
    caller: str,
    *,
    key: bool,
    versioned: bool,
    if_match: str = "",
    scope: str = "",
) -> dict[str, Any]:
    kinds = list(refuses)
    if key:
        kinds += [errors.KeyMissing, KeyInvalid, KeyReused]
    if if_match:
        kinds += [errors.Stale] + ([errors.VersionMissing] if if_match == "required" else [])
    promise = {
        "refusals": sorted({(status_of(kind), kind.code) for kind in kinds}),
        "key": key,
        "if_match": if_match,
        "versioned": versioned or bool(if_match),
        "caller": caller,
        "scope": scope,
    }
    return {MARK: promise}
