"""Changes to stored value."""

from balcao.domains.wallet.operations.accounts import adjust, disable, enable
from balcao.domains.wallet.operations.attempts import forget_attempts, look_up_card
from balcao.domains.wallet.operations.cards import issue_gift_card, replace_code
from balcao.domains.wallet.operations.credit import grant_credit
from balcao.domains.wallet.operations.expiring import expire_due
from balcao.domains.wallet.operations.points import earn_points, take_points_back
from balcao.domains.wallet.operations.program import save_program
from balcao.domains.wallet.operations.returning import give_back, refund_to
from balcao.domains.wallet.operations.spending import spend

__all__ = [
    "adjust",
    "disable",
    "earn_points",
    "enable",
    "expire_due",
    "forget_attempts",
    "give_back",
    "grant_credit",
    "issue_gift_card",
    "look_up_card",
    "refund_to",
    "replace_code",
    "save_program",
    "spend",
    "take_points_back",
]
