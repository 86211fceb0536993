"""The addresses of drafts, and what one must be allowed to do."""

from __future__ import annotations

from typing import Final

from balcao.domains.team.values import Capability
from balcao.entrypoints.console.boards.drafts import draft, form, links, listing, steps
from balcao.entrypoints.console.routing import Route, does, sees

VIEW: Final = Capability.VIEW_ORDERS
EDIT: Final = Capability.HANDLE_ORDERS
PRICES: Final = Capability.OVERRIDE_PRICES
DRAFT: Final = "drafts/<uuid:draft_id>/"

ROUTES: Final[tuple[Route, ...]] = (
    sees("drafts/", "drafts", listing.drafts, VIEW),
    sees("drafts/new/", "draft-new", form.new, EDIT),
    does("drafts/create/", "draft-create", form.create, EDIT),
    sees(DRAFT, "draft", draft.draft, VIEW),
    sees(DRAFT + "edit/", "draft-edit", form.edit, EDIT),
    does(DRAFT + "save/", "draft-save", form.save, EDIT),
    does(DRAFT + "price/", "draft-price", steps.price, PRICES),
    does(DRAFT + "given/", "draft-given", steps.given, PRICES),
    does(DRAFT + "send/", "draft-send", steps.send, EDIT),
    does(DRAFT + "back/", "draft-back", steps.back, EDIT),
    does(DRAFT + "cancel/", "draft-cancel", steps.cancel, EDIT),
    does(DRAFT + "complete/", "draft-complete", steps.complete, EDIT),
    does("orders/<uuid:order_id>/link/", "payment-link", links.make, EDIT),
    does("payment-links/<uuid:link_id>/revoke/", "payment-link-revoke", links.revoke, EDIT),
)
