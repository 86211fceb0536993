"""What is done to drafts."""

from balcao.domains.drafts.operations.editing import change_draft, open_draft
from balcao.domains.drafts.operations.given import give_terms, override_price
from balcao.domains.drafts.operations.life import (
    cancel_draft,
    expire_quotes,
    fix_terms,
    hold_draft,
    return_draft,
    take_back,
)

__all__ = [
    "cancel_draft",
    "change_draft",
    "expire_quotes",
    "fix_terms",
    "give_terms",
    "hold_draft",
    "open_draft",
    "override_price",
    "return_draft",
    "take_back",
]
