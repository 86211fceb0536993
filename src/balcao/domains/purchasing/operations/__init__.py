"""Changes in buying."""

from balcao.domains.purchasing.operations.suppliers import (
    change_supplier,
    create_supplier,
    save_item,
    set_buying_policy,
    set_item_prices,
)

__all__ = [
    "change_supplier",
    "create_supplier",
    "save_item",
    "set_buying_policy",
    "set_item_prices",
]
