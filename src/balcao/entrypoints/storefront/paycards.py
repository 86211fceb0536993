"""What a signed-in shopper does with saved cards while they pay."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from balcao.domains.checkout.operations import keep_card, keep_no_card, pay_with_saved_card
from balcao.domains.customers.values import Shopper
from balcao.domains.payments.errors import NoSuchSavedCard
from balcao.domains.payments.values import PaymentInfo
from balcao.plumbing.audit import acting


def keep_or_not(
    payment: PaymentInfo, shopper: Shopper | None, *, wants: bool, now: datetime
) -> None:
    """Have the card that will pay kept for whoever is signed in, or not.

    :raises NotPayable: it is paid already, or has ended.
    :raises CardsNotKept: its provider keeps none.
    :raises ProviderSilent: no answer; ask again.
    :raises ProviderSaidNo: the provider will not keep it.
    """
    if not wants:
        keep_no_card(payment_id=payment.id, now=now)
    elif shopper is not None:
        with acting(shopper.email, source="storefront"):
            keep_card(
                payment_id=payment.id,
                customer_id=shopper.customer_id,
                name=shopper.name,
                email=shopper.email,
                now=now,
            )


def pay_saved(
    payment: PaymentInfo,
    shopper: Shopper | None,
    said: Mapping[str, str],
    *,
    now: datetime,
    return_url: str,
) -> None:
    """Pay with a card of whoever is signed in, as the form says.

    A browser with scripts lets the bank ask on our page; another one goes there and comes back to
    ``return_url``.

    :raises NoSuchSavedCard: nobody is, or they have no such card.
    :raises NotPayable: it is paid already, or has ended.
    :raises CardsNotKept: the payment is by another provider than the card.
    :raises ProviderSilent: no answer; ask again.
    :raises ProviderSaidNo: the provider will not hear of it.
    """
    if shopper is None:
        raise NoSuchSavedCard
    with acting(shopper.email, source="storefront"):
        pay_with_saved_card(
            payment_id=payment.id,
            card_id=card_id_in(said["card"]),
            customer_id=shopper.customer_id,
            key=said.get("nonce", "")[:80],
            now=now,
            return_url="" if said.get("scripted") else return_url,
        )


def card_id_in(text: str) -> UUID:
    """The id of a saved card as a form or an address says it.

    :raises NoSuchSavedCard: it is none.
    """
    try:
        return UUID(text)
    except ValueError:
        raise NoSuchSavedCard from None
