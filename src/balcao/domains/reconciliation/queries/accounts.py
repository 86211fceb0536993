"""Bank accounts and terms of a store."""

from __future__ import annotations

from balcao.domains.reconciliation.errors import NoSuchBankAccount
from balcao.domains.reconciliation.models import BankAccount, Terms
from balcao.domains.reconciliation.values import BankAccountInfo, BankFormat, TermsInfo


def bank_accounts(store_id: int) -> list[BankAccountInfo]:
    """The accounts of a store by name."""
    return [_info(row) for row in BankAccount.objects.filter(store_id=store_id).order_by("name")]


def bank_account(store_id: int, code: str) -> BankAccountInfo:
    """One account.

    :raises NoSuchBankAccount: there is none of this code in this store.
    """
    row = BankAccount.objects.filter(store_id=store_id, code=code).first()
    if row is None:
        raise NoSuchBankAccount(code=code[:40])
    return _info(row)


def terms_of(store_id: int) -> TermsInfo:
    """What a store agreed on; the defaults where it said nothing."""
    row = Terms.objects.filter(pk=store_id).first()
    if row is None:
        return TermsInfo()
    return TermsInfo(row.missing_after_days, row.payout_days, row.write_off_limit_minor)


def _info(row: BankAccount) -> BankAccountInfo:
    return BankAccountInfo(row.code, row.name, row.currency, BankFormat(**row.format))
