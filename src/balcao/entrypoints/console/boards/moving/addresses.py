"""The addresses of moving and counting, and what one must be allowed to do."""

from __future__ import annotations

from typing import Final

from balcao.domains.team.values import Capability
from balcao.entrypoints.console.boards.moving import (
    adjustments,
    changing,
    counts,
    places,
    transfers,
    valuation,
)
from balcao.entrypoints.console.routing import Route, does, sees

VIEW: Final = Capability.VIEW_STOCK
EDIT: Final = Capability.ADJUST_STOCK
APPROVE: Final = Capability.APPROVE_STOCK
STORE: Final = Capability.MANAGE_STORE
TRANSFER: Final = "transfers/<uuid:transfer_id>/"
COUNT: Final = "counts/<uuid:count_id>/"
ADJUSTMENT: Final = "adjustments/<uuid:adjustment_id>/"
LEVEL: Final = "stock/<int:place>/<uuid:variant_id>/"

ROUTES: Final[tuple[Route, ...]] = (
    does(LEVEL + "receive/", "receive", changing.receive, EDIT),
    does(LEVEL + "count/", "count", changing.count, EDIT),
    does(LEVEL + "lose/", "write-off", changing.lose, EDIT),
    does(LEVEL + "safety/", "safety", changing.safety, EDIT),
    does(LEVEL + "track/", "track", changing.track, EDIT),
    sees("transfers/", "transfers", transfers.transfers, VIEW),
    does("transfers/create/", "transfer-create", transfers.create, EDIT),
    sees(TRANSFER, "transfer", transfers.transfer, VIEW),
    does(TRANSFER + "change/", "transfer-change", transfers.change, EDIT),
    does(TRANSFER + "send/", "transfer-send", transfers.send, EDIT),
    does(TRANSFER + "recall/", "transfer-recall", transfers.recall, EDIT),
    does(TRANSFER + "cancel/", "transfer-cancel", transfers.cancel, EDIT),
    does(TRANSFER + "receive/", "transfer-receive", transfers.receive, EDIT),
    does(TRANSFER + "close/", "transfer-close", transfers.close, EDIT),
    does(TRANSFER + "found/", "transfer-found", transfers.found, EDIT),
    sees("counts/", "counts", counts.counts, VIEW),
    does("counts/classify/", "counts-classify", counts.classify, EDIT),
    does("counts/start/", "count-start", counts.start, EDIT),
    sees(COUNT, "stock-count", counts.count, VIEW),
    does(COUNT + "record/", "count-record", counts.record, EDIT),
    does(COUNT + "add/", "count-add", counts.add, EDIT),
    does(COUNT + "assign/", "count-assign", counts.assign, EDIT),
    does(COUNT + "finish/", "count-finish", counts.finish, EDIT),
    does(COUNT + "back/", "count-back", counts.back, EDIT),
    does(COUNT + "approve/", "count-approve", counts.approve, EDIT),
    does(COUNT + "cancel/", "count-cancel", counts.cancel, EDIT),
    sees("adjustments/", "adjustments", adjustments.adjustments, VIEW),
    does(ADJUSTMENT + "approve/", "adjustment-approve", adjustments.approve, APPROVE),
    does(ADJUSTMENT + "reject/", "adjustment-reject", adjustments.reject, APPROVE),
    does(ADJUSTMENT + "withdraw/", "adjustment-withdraw", adjustments.withdraw, EDIT),
    sees("places/", "places", places.places, STORE),
    does("places/save/", "place-save", places.save_place, STORE),
    does("places/settings/", "stock-settings-save", places.save_settings, STORE),
    sees("valuation/", "valuation", valuation.valuation, VIEW),
    sees("valuation/export/", "valuation-export", valuation.export, VIEW),
)
