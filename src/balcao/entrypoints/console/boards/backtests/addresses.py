"""The addresses of back-tests, and what one must be allowed to do.

What was found is orders added up, so whoever sees orders may see it.
"""

from __future__ import annotations

from typing import Final

from balcao.domains.team.values import Capability
from balcao.entrypoints.console.boards.backtests import asking, listing, run
from balcao.entrypoints.console.routing import Route, does, sees

C = Capability
ONE: Final = "back-tests/<uuid:back_test_id>/"

ROUTES: Final[tuple[Route, ...]] = (
    sees("back-tests/", "back-tests", listing.back_tests, C.VIEW_ORDERS),
    sees("back-tests/promotion/", "back-test-promotion", asking.promotion, C.EDIT_PROMOTIONS),
    does(
        "back-tests/promotion/ask/",
        "back-test-promotion-ask",
        asking.ask_promotion,
        C.EDIT_PROMOTIONS,
    ),
    sees("back-tests/price/", "back-test-price", asking.price, C.EDIT_PRICES),
    does("back-tests/price/ask/", "back-test-price-ask", asking.ask_price, C.EDIT_PRICES),
    sees("back-tests/tax/", "back-test-tax", asking.tax, C.EDIT_TAXES),
    does("back-tests/tax/ask/", "back-test-tax-ask", asking.ask_tax, C.EDIT_TAXES),
    sees(ONE, "back-test", run.back_test, C.VIEW_ORDERS),
    sees(ONE + "progress/", "back-test-progress", run.progress, C.VIEW_ORDERS),
    sees(ONE + "file/", "back-test-file", run.file, C.VIEW_ORDERS),
    does(ONE + "cancel/", "back-test-cancel", run.cancel, C.VIEW_ORDERS),
)
