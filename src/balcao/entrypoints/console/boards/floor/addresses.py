"""The addresses of the working pages, of bins, and of labels."""

from __future__ import annotations

from typing import Final

from balcao.domains.team.values import Capability
from balcao.entrypoints.console.boards import bins, labels
from balcao.entrypoints.console.boards.floor import (
    counting,
    delivering,
    finding,
    home,
    receiving,
    shelving,
    undoing,
)
from balcao.entrypoints.console.routing import Route, does, sees

C = Capability
ROUTES: Final[tuple[Route, ...]] = (
    sees("floor/", "floor", home.home, C.VIEW_STOCK),
    sees("floor/place/", "floor-place", home.place, C.VIEW_STOCK),
    does("floor/place/stand/", "floor-stand", home.stand, C.VIEW_STOCK),
    sees("floor/lookup/", "floor-lookup", finding.find, C.VIEW_STOCK),
    does("floor/lookup/barcode/", "floor-barcode", finding.give_barcode, C.EDIT_CATALOG),
    sees("floor/receive/", "floor-receive", receiving.receive, C.ADJUST_STOCK),
    does("floor/receive/done/", "floor-received", receiving.received, C.ADJUST_STOCK),
    sees("floor/delivery/", "floor-delivery", delivering.delivery, C.ADJUST_STOCK),
    does("floor/delivery/count/", "floor-delivery-count", delivering.counted, C.ADJUST_STOCK),
    does("floor/delivery/drop/", "floor-delivery-drop", delivering.drop, C.ADJUST_STOCK),
    does("floor/delivery/done/", "floor-delivery-received", delivering.received, C.ADJUST_STOCK),
    sees("floor/put-away/", "floor-put-away", shelving.put_away, C.ADJUST_STOCK),
    sees("floor/move/", "floor-move", shelving.move, C.ADJUST_STOCK),
    does("floor/move/done/", "floor-moved", shelving.moved, C.ADJUST_STOCK),
    sees("floor/count/", "floor-count", counting.count, C.ADJUST_STOCK),
    does("floor/count/done/", "floor-counted", counting.counted, C.ADJUST_STOCK),
    does("floor/undo/", "floor-undo", undoing.undo, C.ADJUST_STOCK),
    sees("bins/", "bins", bins.bins, C.VIEW_STOCK),
    does("bins/make/", "bins-make", bins.make, C.ADJUST_STOCK),
    does("bins/retire/", "bin-retire", bins.retire, C.ADJUST_STOCK),
    does("bins/print/", "bins-print", bins.labels, C.VIEW_STOCK),
    sees("labels/", "labels", labels.labels, C.VIEW_STOCK),
    does("labels/print/", "labels-print", labels.printed, C.VIEW_STOCK),
)
