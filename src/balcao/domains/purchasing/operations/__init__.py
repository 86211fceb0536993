"""Changes in buying."""

from balcao.domains.purchasing.operations.approving import approve_purchase, reopen_purchase
from balcao.domains.purchasing.operations.drafts import change_purchase, create_purchase
from balcao.domains.purchasing.operations.endings import (
    cancel_purchase,
    close_purchase,
    note_on_purchase,
)
from balcao.domains.purchasing.operations.landing import add_landed_cost, reverse_landed_cost
from balcao.domains.purchasing.operations.pricefiles import apply_price_file, plan_price_file
from balcao.domains.purchasing.operations.receiving import receive_purchase
from balcao.domains.purchasing.operations.returns import (
    approve_return,
    cancel_return,
    credit_return,
    draft_return,
    send_return,
)
from balcao.domains.purchasing.operations.reversing import reverse_receipt
from balcao.domains.purchasing.operations.sending import (
    claim_dispatch,
    confirm_expected,
    fail_dispatch,
    send_purchase,
    settle_dispatch,
)
from balcao.domains.purchasing.operations.suppliers import (
    change_supplier,
    create_supplier,
    save_item,
    set_buying_policy,
    set_item_prices,
)

__all__ = [
    "add_landed_cost",
    "apply_price_file",
    "approve_purchase",
    "approve_return",
    "cancel_purchase",
    "cancel_return",
    "change_purchase",
    "change_supplier",
    "claim_dispatch",
    "close_purchase",
    "confirm_expected",
    "create_purchase",
    "create_supplier",
    "credit_return",
    "draft_return",
    "fail_dispatch",
    "note_on_purchase",
    "plan_price_file",
    "receive_purchase",
    "reopen_purchase",
    "reverse_landed_cost",
    "reverse_receipt",
    "save_item",
    "send_purchase",
    "send_return",
    "set_buying_policy",
    "set_item_prices",
    "settle_dispatch",
]
