"""What a shopper has with the shop, as the account shows it."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext

from balcao.domains.customers.values import Shopper
from balcao.domains.stores.values import StoreInfo
from balcao.domains.wallet.queries import accounts_of
from balcao.domains.wallet.values import Account, AccountKind, AccountState
from balcao.entrypoints.storefront.viewmodels.account import ValueRow
from balcao.entrypoints.storefront.words import date_text, minor_text


def stored_value_of(
    shopper: Shopper, store: StoreInfo, language: str, now: datetime
) -> tuple[ValueRow, ...]:
    """Credit, points and gift cards that can pay now; what is used up or over is left out."""
    return tuple(
        _row(one, language, store.time_zone)
        for one in accounts_of(shopper.store_id, shopper.email)
        if one.balance and one.state(now) is AccountState.LIVE
    )


def _row(account: Account, language: str, zone: str) -> ValueRow:
    until = date_text(account.expires_at, language, zone) if account.expires_at else ""
    return ValueRow(
        label=_label(account),
        amount=(
            gettext("%(n)d points") % {"n": account.balance}
            if account.kind is AccountKind.POINTS
            else minor_text(account.balance, account.currency, language)
        ),
        ends=gettext("Valid until %(day)s") % {"day": until} if until else "",
    )


def _label(account: Account) -> str:
    if account.kind is AccountKind.GIFT_CARD:
        return gettext("Gift card ending in %(end)s") % {"end": account.code_end}
    names = {AccountKind.POINTS: gettext("Points")}
    return names.get(account.kind, gettext("Store credit"))
