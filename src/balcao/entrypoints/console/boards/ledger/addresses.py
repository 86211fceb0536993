"""The addresses of the books, and what one must be allowed to do."""

from __future__ import annotations

from typing import Final

from balcao.domains.team.values import Capability
from balcao.entrypoints.console.boards.ledger import booking, files, journals, months, trial
from balcao.entrypoints.console.routing import Route, does, sees

VIEW: Final = Capability.VIEW_LEDGER
EDIT: Final = Capability.EDIT_LEDGER

ROUTES: Final[tuple[Route, ...]] = (
    sees("ledger/", "ledger", trial.trial, VIEW),
    sees("ledger/accounts/<int:ledger_account_id>/", "ledger-account", trial.account, VIEW),
    sees("ledger/journals/", "ledger-journals", journals.journals, VIEW),
    sees("ledger/journals/<uuid:journal_id>/", "ledger-journal", journals.journal, VIEW),
    sees("ledger/orders/<uuid:order_id>/", "ledger-order", journals.order, VIEW),
    does("ledger/orders/<uuid:order_id>/off/", "ledger-write-off", booking.write_off, EDIT),
    sees("ledger/book/", "ledger-book", booking.form, EDIT),
    does("ledger/book/save/", "ledger-book-save", booking.save, EDIT),
    sees("ledger/months/", "ledger-months", months.months, VIEW),
    does("ledger/months/post/", "ledger-post", months.post, EDIT),
    does("ledger/months/close/", "ledger-close", months.close, EDIT),
    does("ledger/months/reopen/", "ledger-reopen", months.reopen, EDIT),
    sees("ledger/files/<str:ledger_file>/", "ledger-file", files.download, VIEW),
)
