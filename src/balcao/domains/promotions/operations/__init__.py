"""Changes to promotions, their codes and their uses."""

from balcao.domains.promotions.operations.batches import make_codes, order_batch, revoke_batch
from balcao.domains.promotions.operations.codefiles import import_codes
from balcao.domains.promotions.operations.codes import add_code, revoke_code
from balcao.domains.promotions.operations.promotions import (
    activate_promotion,
    change_promotion,
    create_promotion,
    end_promotion,
    pause_promotion,
)
from balcao.domains.promotions.operations.unlocking import forget_attempts, unlock
from balcao.domains.promotions.operations.uses import give_back

__all__ = [
    "activate_promotion",
    "add_code",
    "change_promotion",
    "create_promotion",
    "end_promotion",
    "forget_attempts",
    "give_back",
    "import_codes",
    "make_codes",
    "order_batch",
    "pause_promotion",
    "revoke_batch",
    "revoke_code",
    "unlock",
]
