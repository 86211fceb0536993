"""Mailing a code to its shopper, outside any transaction.

A code is kept nowhere in clear, so it cannot wait in the queue: it is mailed at once or not at all.
"""

from __future__ import annotations

from collections.abc import Callable

from balcao.domains.customers.values import NewCode

# Whether a mail server took it; raises for no mail.
CodeMailer = Callable[[NewCode], bool]
_MAILERS: list[CodeMailer] = []


def use_code_mailer(mailer: CodeMailer) -> None:
    """Say who mails codes; called once when the building is put together."""
    _MAILERS[:] = [mailer]


def mail_code(code: NewCode) -> bool:
    """Mail a code by the mailer in use; whether a mail server took it."""
    return bool(_MAILERS) and _MAILERS[0](code)
