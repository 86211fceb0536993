"""Who may do what: one table, asked by the console and the API alike."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """The five roles of a small merchant team."""

    OWNER = "owner"
    CATALOG = "catalog"
    STOCK = "stock"
    ORDER_DESK = "order_desk"
    VIEWER = "viewer"


class Capability(StrEnum):
    """One thing a member of staff may do; also the scopes of API tokens."""

    VIEW_CATALOG = "catalog:read"
    EDIT_CATALOG = "catalog:write"
    IMPORT_PRODUCTS = "imports:write"
    VIEW_STOCK = "stock:read"
    ADJUST_STOCK = "stock:write"
    VIEW_ORDERS = "orders:read"
    HANDLE_ORDERS = "orders:write"
    VIEW_AUDIT = "audit:read"
    MANAGE_STORE = "store:write"
    MANAGE_TEAM = "team:write"


C = Capability
READS: Final = frozenset({C.VIEW_CATALOG, C.VIEW_STOCK, C.VIEW_ORDERS})
MAY: Final[dict[Role, frozenset[Capability]]] = {
    Role.OWNER: frozenset(Capability),
    Role.CATALOG: READS | {C.EDIT_CATALOG, C.IMPORT_PRODUCTS},
    Role.STOCK: READS | {C.ADJUST_STOCK},
    Role.ORDER_DESK: READS | {C.HANDLE_ORDERS},
    Role.VIEWER: READS,
}


def may(role: str, capability: Capability) -> bool:
    """Whether a role includes a capability; an unknown role includes nothing."""
    return role in set(Role) and capability in MAY[Role(role)]
