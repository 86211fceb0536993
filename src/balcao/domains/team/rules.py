"""Who may do what: one table, asked by the console and the API alike."""

from __future__ import annotations

from typing import Final

from balcao.domains.team.values import Capability, Role

C = Capability
READS: Final = frozenset({C.VIEW_CATALOG, C.VIEW_STOCK, C.VIEW_ORDERS})
MAY: Final[dict[Role, frozenset[Capability]]] = {
    Role.OWNER: frozenset(Capability),
    Role.CATALOG: READS | {C.EDIT_CATALOG, C.EDIT_PRICES, C.IMPORT_PRODUCTS},
    Role.STOCK: READS | {C.ADJUST_STOCK, C.VIEW_PURCHASES},
    Role.ORDER_DESK: READS
    | {C.HANDLE_ORDERS, C.VIEW_PROMOTIONS, C.VIEW_CUSTOMERS, C.VIEW_WALLET, C.EDIT_WALLET}
    | {C.VIEW_LEDGER},
    Role.BUYER: READS | {C.VIEW_PURCHASES, C.EDIT_PURCHASES, C.APPROVE_PURCHASES},
    Role.MARKETING: READS
    | {C.EDIT_PRICES, C.VIEW_PROMOTIONS, C.EDIT_PROMOTIONS, C.VIEW_CUSTOMERS, C.EDIT_CUSTOMERS},
    Role.VIEWER: READS,
}


def may(role: str, capability: Capability) -> bool:
    """Whether a role includes a capability; an unknown role includes nothing."""
    return role in set(Role) and capability in MAY[Role(role)]
