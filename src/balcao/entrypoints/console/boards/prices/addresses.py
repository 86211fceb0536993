"""The addresses of prices, and what one must be allowed to do."""

from __future__ import annotations

from typing import Final

from balcao.domains.team.values import Capability
from balcao.entrypoints.console.boards.prices import (
    entries,
    lists,
    rates,
    repricing,
    schedules,
    variant,
)
from balcao.entrypoints.console.routing import Route, does, sees

VIEW: Final = Capability.VIEW_CATALOG
EDIT: Final = Capability.EDIT_PRICES
LIST: Final = "prices/lists/<uuid:list_id>/"
VARIANT: Final = "prices/variants/<uuid:variant_id>/"
REPRICING: Final = "prices/repricing/<uuid:repricing_id>/"

ROUTES: Final[tuple[Route, ...]] = (
    sees("prices/", "prices", lists.lists, VIEW),
    sees("prices/lists/new/", "price-list-new", lists.new, EDIT),
    does("prices/lists/create/", "price-list-create", lists.create, EDIT),
    sees(LIST, "price-list", lists.one, VIEW),
    does(LIST + "save/", "price-list-save", lists.save, EDIT),
    does(LIST + "delete/", "price-list-delete", lists.delete, EDIT),
    does(LIST + "derive/", "price-list-derive", lists.derive, EDIT),
    does(LIST + "load/", "price-list-load", entries.load, EDIT),
    does(LIST + "entry/", "price-list-entry", entries.save, EDIT),
    sees(LIST + "download/", "price-list-download", entries.download, VIEW),
    sees("prices/products/", "price-products", variant.products, VIEW),
    sees(VARIANT, "price", variant.price, VIEW),
    does(VARIANT + "save/", "price-save", variant.save, EDIT),
    does(VARIANT + "schedule/", "price-schedule", variant.schedule, EDIT),
    sees("prices/scheduled/", "price-schedules", schedules.schedules, VIEW),
    does("prices/scheduled/add/", "price-schedules-add", schedules.add, EDIT),
    does(
        "prices/scheduled/<uuid:schedule_id>/cancel/",
        "price-schedule-cancel",
        schedules.cancel,
        EDIT,
    ),
    sees("prices/repricing/", "repricings", repricing.repricings, VIEW),
    does("prices/repricing/plan/", "repricing-plan", repricing.plan, EDIT),
    sees(REPRICING, "repricing", repricing.one, VIEW),
    does(REPRICING + "apply/", "repricing-apply", repricing.apply, EDIT),
    does(REPRICING + "undo/", "repricing-undo", repricing.undo, EDIT),
    sees("prices/rates/", "exchange-rates", rates.rates, VIEW),
    does("prices/rates/add/", "exchange-rate-add", rates.add, EDIT),
    does("prices/rates/load/", "exchange-rates-load", rates.load, EDIT),
    does("prices/rates/delete/", "exchange-rate-delete", rates.delete, EDIT),
    does("prices/rates/save/", "price-choices-save", rates.save, EDIT),
)
