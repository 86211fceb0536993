"""The addresses of taxes, and what one must be allowed to do."""

from __future__ import annotations

from typing import Final

from balcao.domains.team.values import Capability
from balcao.entrypoints.console.boards.taxes import (
    exemptions,
    report,
    settings,
    tables,
    trying,
    zones,
)
from balcao.entrypoints.console.routing import Route, does, sees

EDIT: Final = Capability.EDIT_TAXES
ZONE: Final = "taxes/zones/<int:tax_zone>/"

ROUTES: Final[tuple[Route, ...]] = (
    sees("taxes/", "taxes", zones.zones, EDIT),
    does("taxes/zones/add/", "tax-zone-add", zones.add_zone, EDIT),
    sees(ZONE, "tax-zone", zones.zone, EDIT),
    does(ZONE + "save/", "tax-zone-save", zones.save_zone, EDIT),
    does(ZONE + "remove/", "tax-zone-remove", zones.remove_zone, EDIT),
    does(ZONE + "rates/save/", "tax-rate-save", zones.save_rate, EDIT),
    does(ZONE + "rates/remove/", "tax-rate-remove", zones.remove_rate, EDIT),
    sees("taxes/settings/", "tax-settings", settings.settings, EDIT),
    does("taxes/settings/save/", "tax-settings-save", settings.save, EDIT),
    sees("taxes/tables/", "tax-tables", tables.tables, EDIT),
    sees("taxes/tables/<slug:table>/", "tax-table", tables.table, EDIT),
    does("taxes/tables/<slug:table>/load/", "tax-table-load", tables.load, EDIT),
    sees("taxes/exemptions/", "tax-exemptions", exemptions.exemptions, EDIT),
    does("taxes/exemptions/grant/", "tax-exemption-grant", exemptions.grant, EDIT),
    does(
        "taxes/exemptions/<int:exemption_id>/revoke/",
        "tax-exemption-revoke",
        exemptions.revoke,
        EDIT,
    ),
    sees("taxes/try/", "tax-try", trying.trying, EDIT),
    does("taxes/try/result/", "tax-tried", trying.tried, EDIT),
    sees("reports/taxes/", "tax-report", report.report, EDIT),
    sees("reports/taxes/export/", "tax-report-export", report.export, EDIT),
)
