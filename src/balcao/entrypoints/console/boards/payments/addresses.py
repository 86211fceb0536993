"""The addresses of money, and what one must be allowed to do."""

from __future__ import annotations

from typing import Final

from balcao.domains.team.values import Capability
from balcao.entrypoints.console.boards.payments import calls, steps
from balcao.entrypoints.console.routing import Route, does, sees

VIEW: Final = Capability.VIEW_ORDERS
EDIT: Final = Capability.HANDLE_ORDERS
PAYMENT: Final = "payments/<uuid:payment_id>/"

ROUTES: Final[tuple[Route, ...]] = (
    sees("provider-calls/", "calls", calls.calls, VIEW),
    does("provider-calls/<uuid:call_id>/retry/", "call-retry", calls.again, EDIT),
    does(PAYMENT + "capture/", "payment-capture", steps.capture, EDIT),
    does(PAYMENT + "release/", "payment-release", steps.release, EDIT),
    does(PAYMENT + "refund/", "payment-refund", steps.refund, EDIT),
    does("orders/<uuid:order_id>/split/", "payment-split", steps.split, EDIT),
)
