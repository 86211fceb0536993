"""Who stands at the checkout: a guest, one who is known here, or a shopper who is signed in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from django.http import HttpRequest

from balcao.domains.checkout.queries import typed_of
from balcao.domains.customers.queries import has_consented, saved_addresses
from balcao.domains.customers.values import Address, ConsentKind, SavedAddressInfo, Shopper
from balcao.domains.wallet.queries import accounts_of, program_of
from balcao.domains.wallet.values import Account, AccountKind, AccountState
from balcao.entrypoints.storefront.account import signed_in
from balcao.entrypoints.storefront.cards import cards_in
from balcao.entrypoints.storefront.forms import ADDRESS_FIELDS, CheckoutInput
from balcao.entrypoints.storefront.remembering import known_here
from balcao.entrypoints.storefront.shell import now_of

OTHER: Final = "other"
ASKED: Final = "_balcao_buyer"


@dataclass(frozen=True, slots=True)
class Buyer:
    """What is known of who buys; ``accounts`` are stored value of their own that can pay now."""

    shopper: Shopper | None = None
    addresses: tuple[SavedAddressInfo, ...] = ()
    accounts: tuple[Account, ...] = ()
    known: CheckoutInput | None = None
    is_told_news: bool = False

    @property
    def is_known(self) -> bool:
        """Whether there is an address to begin with."""
        return bool(self.addresses) or self.known is not None


def buyer_of(request: HttpRequest, currency: str) -> Buyer:
    """Who stands at the checkout of this browser; looked up once a request."""
    known: Buyer | None = getattr(request, ASKED, None)
    if known is None:
        known = _looked_up(request, currency)
        setattr(request, ASKED, known)
    return known


def _looked_up(request: HttpRequest, currency: str) -> Buyer:
    shopper = signed_in(request)
    if shopper is None:
        return Buyer(known=known_here(request))
    return Buyer(
        shopper=shopper,
        addresses=saved_addresses(shopper.store_id, shopper.customer_id),
        accounts=_own_accounts(shopper, currency, now_of(request)),
        is_told_news=has_consented(shopper.store_id, shopper.email, ConsentKind.MARKETING),
    )


def first_form(buyer: Buyer, cart_id: UUID) -> CheckoutInput:
    """What the form begins with: as it was left, else what is known of the buyer."""
    typed = typed_of(cart_id)
    if typed:
        return settled(CheckoutInput.from_post(typed), buyer)
    if buyer.addresses:
        first = buyer.addresses[0]
        return settled(CheckoutInput(address_id=str(first.id)), buyer)
    return settled(buyer.known or CheckoutInput(), buyer)


def settled(form: CheckoutInput, buyer: Buyer) -> CheckoutInput:
    """The form with what is not the buyer's to type: a proven mail, and the address they chose."""
    if buyer.shopper is None:
        return replace(form, address_id="", address_was="", spend=())
    form = replace(form, email=buyer.shopper.email, name=form.name or buyer.shopper.name)
    own = {str(account.id) for account in buyer.accounts}
    form = replace(form, spend=tuple(one for one in form.spend if one in own))
    if form.address_id == form.address_was:
        return form
    chosen = next((one for one in buyer.addresses if str(one.id) == form.address_id), None)
    address = chosen.address if chosen else Address("", "", "", form.country)
    where = {name: getattr(address, name) for name in ADDRESS_FIELDS}
    name = address.name or buyer.shopper.name
    return replace(form, **where, name=name, phone=address.phone, address_was=form.address_id)


def pays_from(form: CheckoutInput) -> tuple[UUID, ...]:
    """The accounts to pay from, in order: gift cards that were typed, then one's own."""
    return (*cards_in(form.cards), *(UUID(one) for one in form.spend))


def _own_accounts(shopper: Shopper, currency: str, now: datetime) -> tuple[Account, ...]:
    found = accounts_of(shopper.store_id, shopper.email)
    live = [one for one in found if one.balance > 0 and one.state(now) is AccountState.LIVE]
    program = program_of(shopper.store_id)
    return tuple(
        one
        for one in live
        if (
            one.kind is AccountKind.POINTS
            and program.is_active
            and one.balance >= program.minimum_points
        )
        or (one.kind is not AccountKind.POINTS and one.currency == currency)
    )
