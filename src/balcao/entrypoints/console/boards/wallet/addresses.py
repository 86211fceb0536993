"""The addresses of stored value, and what one must be allowed to do."""

from __future__ import annotations

from typing import Final

from balcao.domains.team.values import Capability
from balcao.entrypoints.console.boards.wallet import account, accounts, cards, owed, program
from balcao.entrypoints.console.routing import Route, does, sees

VIEW: Final = Capability.VIEW_WALLET
EDIT: Final = Capability.EDIT_WALLET
ACCOUNT: Final = "wallet/<uuid:account_id>/"

ROUTES: Final[tuple[Route, ...]] = (
    sees("wallet/", "wallet", accounts.accounts, VIEW),
    does("wallet/find/", "wallet-find", accounts.find, VIEW),
    sees("wallet/shopper/", "wallet-shopper", accounts.shopper, VIEW),
    does("wallet/issue/", "wallet-issue", cards.issue, EDIT),
    does("wallet/grant/", "wallet-grant", accounts.grant, EDIT),
    sees("wallet/owed/", "wallet-owed", owed.owed, VIEW),
    sees("wallet/program/", "wallet-program", program.program, VIEW),
    does("wallet/program/save/", "wallet-program-save", program.save, EDIT),
    sees(ACCOUNT, "wallet-account", account.account, VIEW),
    does(ACCOUNT + "disable/", "wallet-disable", account.disable, EDIT),
    does(ACCOUNT + "enable/", "wallet-enable", account.enable, EDIT),
    does(ACCOUNT + "adjust/", "wallet-adjust", account.adjust, EDIT),
    does(ACCOUNT + "code/", "wallet-code", cards.replace_code, EDIT),
)
