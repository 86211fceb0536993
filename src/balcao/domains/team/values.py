"""Who acts, as other rooms see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from balcao.domains.team.errors import NotAllowed


class Role(StrEnum):
    """The roles of a small merchant team."""

    OWNER = "owner"
    CATALOG = "catalog"
    STOCK = "stock"
    ORDER_DESK = "order_desk"
    BUYER = "buyer"
    MARKETING = "marketing"
    VIEWER = "viewer"


class Capability(StrEnum):
    """One thing a member of staff may do; also the scopes of API tokens."""

    VIEW_CATALOG = "catalog:read"
    EDIT_CATALOG = "catalog:write"
    IMPORT_PRODUCTS = "imports:write"
    VIEW_STOCK = "stock:read"
    ADJUST_STOCK = "stock:write"
    APPROVE_STOCK = "stock:approve"
    VIEW_ORDERS = "orders:read"
    HANDLE_ORDERS = "orders:write"
    OVERRIDE_PRICES = "orders:override_price"
    VIEW_PURCHASES = "purchasing:read"
    EDIT_PURCHASES = "purchasing:write"
    APPROVE_PURCHASES = "purchasing:approve"
    EDIT_PRICES = "prices:write"
    EDIT_TAXES = "taxes:write"
    VIEW_PROMOTIONS = "promotions:read"
    EDIT_PROMOTIONS = "promotions:write"
    VIEW_CUSTOMERS = "customers:read"
    EDIT_CUSTOMERS = "customers:write"
    VIEW_WALLET = "wallet:read"
    EDIT_WALLET = "wallet:write"
    VIEW_LEDGER = "ledger:read"
    EDIT_LEDGER = "ledger:write"
    VIEW_AUDIT = "audit:read"
    MANAGE_STORE = "store:write"
    MANAGE_TEAM = "team:write"


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody, or a program with a token, and what it may do."""

    email: str
    name: str
    capabilities: frozenset[Capability]

    def require(self, capability: Capability) -> None:
        """Go on only if this is allowed.

        :raises NotAllowed: it is not.
        """
        if capability not in self.capabilities:
            raise NotAllowed(
                f"This needs the permission {capability.value}.", needs=capability.value
            )


@dataclass(frozen=True, slots=True)
class StaffInfo:
    """Somebody who works here, or did. Times are aware UTC."""

    email: str
    name: str
    role: str
    is_active: bool
    created_at: datetime
    last_login: datetime | None

    @property
    def version(self) -> str:
        """A digest of what can be edited, so that nobody overwrites what they have not seen."""
        said = f"{self.name}\0{self.role}\0{self.is_active}"
        return sha256(said.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class TokenInfo:
    """A token as a list shows it: ``prefix`` tells it apart, the token itself is not kept."""

    id: int
    owner: str
    name: str
    prefix: str
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    last_used_at: datetime | None
