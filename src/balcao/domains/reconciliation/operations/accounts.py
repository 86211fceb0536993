"""Bank accounts and terms."""

from __future__ import annotations

import re
from dataclasses import asdict, replace
from typing import Final

from django.db import transaction

from balcao.domains.reconciliation.errors import BadBankAccount
from balcao.domains.reconciliation.models import BankAccount, Terms
from balcao.domains.reconciliation.rules.bank import NAMES, check_format
from balcao.domains.reconciliation.values import BankAccountInfo, TermsInfo

CODE: Final = re.compile(r"[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?")
MOST_DAYS: Final = 90
MOST_LIMIT: Final = 10**9


@transaction.atomic
def save_bank_account(*, store_id: int, account: BankAccountInfo) -> None:
    """Make an account, or change its name and how its files are read; by its code.

    The currency of an account that has been made stays.

    :raises BadBankAccount: ``field`` says what cannot be.
    """
    if not CODE.fullmatch(account.code):
        raise BadBankAccount("A code has up to 40 small letters, digits and hyphens.", field="code")
    name = account.name.strip()
    if not 0 < len(name) <= 80 or not name.isprintable():
        raise BadBankAccount("A name has 1 to 80 characters.", field="name")
    if not re.fullmatch("[A-Z]{3}", account.currency):
        raise BadBankAccount("A currency is three letters, such as BRL.", field="currency")
    trimmed = {part: getattr(account.format, part).strip() for part in NAMES}
    said = replace(account.format, **trimmed)
    check_format(said)
    row, is_new = BankAccount.objects.select_for_update().get_or_create(
        store_id=store_id,
        code=account.code,
        defaults={"name": name, "currency": account.currency, "format": asdict(said)},
    )
    if not is_new:
        if row.currency != account.currency:
            raise BadBankAccount("The currency of an account stays.", field="currency")
        row.name, row.format = name, asdict(said)
        row.save(update_fields=["name", "format"])


@transaction.atomic
def save_terms(*, store_id: int, terms: TermsInfo) -> None:
    """Agree on days to wait and on small change.

    :raises BadBankAccount: days are not 1 to 90, or the limit is below zero or far too high.
    """
    for name in ("missing_after_days", "payout_days"):
        if not 1 <= getattr(terms, name) <= MOST_DAYS:
            raise BadBankAccount(f"Days are 1 to {MOST_DAYS}.", field=name)
    if not 0 <= terms.write_off_limit_minor <= MOST_LIMIT:
        raise BadBankAccount("The limit is zero or more.", field="write_off_limit_minor")
    Terms.objects.update_or_create(pk=store_id, defaults=asdict(terms))
