"""The addresses of risk, and what one must be allowed to do."""

from __future__ import annotations

from typing import Final

from balcao.domains.team.values import Capability
from balcao.entrypoints.console.boards.risk import looking, settings
from balcao.entrypoints.console.routing import Route, does, sees

C = Capability

ROUTES: Final[tuple[Route, ...]] = (
    sees("risk/", "risk", looking.risk, C.VIEW_ORDERS),
    does("risk/<uuid:order_id>/release/", "risk-release", looking.release, C.HANDLE_ORDERS),
    does("risk/<uuid:order_id>/cancel/", "risk-cancel", looking.cancel, C.HANDLE_ORDERS),
    sees("risk/settings/", "risk-settings", settings.settings, C.MANAGE_STORE),
    does("risk/settings/save/", "risk-settings-save", settings.save, C.MANAGE_STORE),
)
