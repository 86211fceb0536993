"""Tables of this domain: people and their groups, and what those keep who sign in."""

from balcao.domains.customers.models.accounts import (
    Consent,
    SavedAddress,
    ShopperSession,
    SignInCode,
    SignInCount,
)
from balcao.domains.customers.models.people import Customer, Membership, Purchase, Segment

__all__ = [
    "Consent",
    "Customer",
    "Membership",
    "Purchase",
    "SavedAddress",
    "Segment",
    "ShopperSession",
    "SignInCode",
    "SignInCount",
]
