"""The addresses of promotions, and what one must be allowed to do."""

from __future__ import annotations

from typing import Final

from balcao.domains.team.values import Capability
from balcao.entrypoints.console.boards.promotions import (
    building,
    codes,
    listing,
    promotion,
    trying,
)
from balcao.entrypoints.console.routing import Route, does, sees

VIEW: Final = Capability.VIEW_PROMOTIONS
EDIT: Final = Capability.EDIT_PROMOTIONS
ONE: Final = "promotions/<uuid:promotion_id>/"

ROUTES: Final[tuple[Route, ...]] = (
    sees("promotions/", "promotions", listing.promotions, VIEW),
    sees("promotions/new/", "promotion-new", building.new, EDIT),
    does("promotions/build/", "promotion-build-new", building.build_new, EDIT),
    sees("promotions/try/", "promotions-try", trying.trying, VIEW),
    sees(ONE, "promotion", promotion.promotion, VIEW),
    sees(ONE + "edit/", "promotion-edit", building.edit, EDIT),
    does(ONE + "build/", "promotion-build", building.build, EDIT),
    does(ONE + "activate/", "promotion-activate", promotion.activate, EDIT),
    does(ONE + "pause/", "promotion-pause", promotion.pause, EDIT),
    does(ONE + "end/", "promotion-end", promotion.end, EDIT),
    does(ONE + "duplicate/", "promotion-duplicate", promotion.duplicate, EDIT),
    sees(ONE + "codes/", "promotion-codes", codes.codes, VIEW),
    does(ONE + "codes/add/", "promotion-code-add", codes.add, EDIT),
    does(ONE + "codes/order/", "promotion-batch-order", codes.order, EDIT),
    does(ONE + "codes/import/", "promotion-codes-import", codes.take_file, EDIT),
    sees(ONE + "codes/export/", "promotion-codes-export", codes.give_file, VIEW),
    does("promotions/codes/<int:code_id>/revoke/", "promotion-code-revoke", codes.revoke, EDIT),
    sees("promotions/batches/<uuid:batch_id>/", "promotion-batch", codes.progress, VIEW),
    does(
        "promotions/batches/<uuid:batch_id>/revoke/",
        "promotion-batch-revoke",
        codes.revoke_batch,
        EDIT,
    ),
)
