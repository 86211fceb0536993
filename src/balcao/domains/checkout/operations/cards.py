"""Cards that shoppers let us keep: kept with a payment, paid with later, dropped at a word."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from uuid import UUID

from balcao.domains.checkout.operations.asking import ask, attempt_of
from balcao.domains.checkout.operations.finalize import finalize_purchase
from balcao.domains.payments.errors import (
    CardsNotKept,
    NoSuchSavedCard,
    NotPayable,
    ProviderSaidNo,
    ProviderSilent,
)
from balcao.domains.payments.operations import (
    begin_removal,
    record_consent,
    record_holder,
    withdraw_consent,
)
from balcao.domains.payments.ports import (
    Answer,
    PaymentProvider,
    ProviderAway,
    ProviderRefused,
    SavingProvider,
)
from balcao.domains.payments.queries import has_consent, holder_of, payment_by_id, saved_card
from balcao.domains.payments.values import PaymentInfo, SavedCardInfo, Verb

WAITING = ("intent", "pending")


def keep_card(*, payment_id: UUID, customer_id: int, name: str, email: str, now: datetime) -> None:
    """The shopper lets us keep the card that will pay this; it is kept once it has.

    :raises NoSuchPayment: there is none with this id.
    :raises NotPayable: it is paid already, or has ended.
    :raises CardsNotKept: its provider keeps none.
    :raises ProviderSilent: no answer; nothing is kept unless it is asked again.
    :raises ProviderSaidNo: the provider will not keep it.
    """
    payment = _waiting(payment_id)
    key = f"holder:{payment.store_id}:{customer_id}"
    holder = holder_of(payment.store_id, customer_id, payment.provider)
    try:
        if holder is None:
            reference = ask(
                payment,
                Verb.KEEP_CARD,
                lambda one: _saving(one).open_holder(key=key, name=name, email=email),
                key=key,
                now=now,
            )
            record_holder(
                store_id=payment.store_id,
                customer_id=customer_id,
                provider=payment.provider,
                reference=reference,
                now=now,
            )
            holder = holder_of(payment.store_id, customer_id, payment.provider)
        assert holder is not None, "it was written down just now"
        record_consent(payment_id=payment.id, holder_id=holder.id, now=now)
        _have_kept(payment, holder.reference, is_kept=True, now=now)
    except ProviderAway as silence:
        raise ProviderSilent from silence
    except ProviderRefused as refusal:
        raise ProviderSaidNo(reason=str(refusal)) from refusal


def keep_no_card(*, payment_id: UUID, now: datetime) -> None:
    """The shopper has thought better of it before paying: the card is not kept.

    :raises NoSuchPayment: there is none with this id.
    :raises NotPayable: it is paid already, or has ended.
    :raises ProviderSilent: no answer; what the provider keeps all the same is not written down.
    """
    payment = _waiting(payment_id)
    if not has_consent(payment_id):
        return
    withdraw_consent(payment_id=payment_id)
    try:
        _have_kept(payment, "", is_kept=False, now=now)
    except (ProviderAway, ProviderRefused) as silence:
        raise ProviderSilent from silence


def pay_with_saved_card(
    *,
    payment_id: UUID,
    card_id: UUID,
    customer_id: int,
    key: str,
    now: datetime,
    return_url: str = "",
) -> Answer:
    """Pay with a card that is kept for this customer, once per ``key``.

    A decline leaves the payment open for another card. ``return_url`` is where the bank sends a
    shopper back to whose browser has no script.

    :raises NoSuchPayment: there is none with this id.
    :raises NoSuchSavedCard: this customer of this store has no such card, or it was removed.
    :raises NotPayable: it is paid already, or has ended.
    :raises CardsNotKept: the payment is by another provider than the card.
    :raises ProviderSilent: no answer; ask again.
    :raises ProviderSaidNo: the provider will not hear of it.
    """
    payment, card = _waiting(payment_id), _card_of(card_id, customer_id)
    if card.holder.store_id != payment.store_id:
        raise NoSuchSavedCard
    if card.holder.provider != payment.provider:
        raise CardsNotKept(provider=payment.provider)
    attempt = attempt_of(payment, return_url=return_url)

    def say(provider: PaymentProvider) -> Answer:
        return _saving(provider).pay_saved(
            attempt, holder=card.holder.reference, card=card.token, key=key
        )

    keep = partial(finalize_purchase, order_id=payment.order_id, payment_id=payment.id, now=now)
    try:
        return ask(
            payment,
            Verb.PAY,
            say,
            amount_minor=payment.amount.minor,
            then=lambda answer: keep(answer=answer),
            now=now,
        )
    except ProviderAway as silence:
        raise ProviderSilent from silence
    except ProviderRefused as refusal:
        raise ProviderSaidNo(reason=str(refusal)) from refusal


def remove_saved_card(*, card_id: UUID, customer_id: int, store_id: int, now: datetime) -> None:
    """Offer a card no more and have its provider forget it; a silent one is asked again by itself.

    Repeating changes nothing.

    :raises NoSuchSavedCard: this customer of this store has none with this id.
    """
    call_id = begin_removal(card_id=card_id, customer_id=customer_id, store_id=store_id, now=now)
    if call_id is None:
        return
    try:
        drop_card(saved_card(card_id), now=now, call_id=call_id)
    except (ProviderAway, ProviderRefused):
        return  # the call is written down, and on the page of provider calls


def drop_card(card: SavedCardInfo, *, now: datetime, call_id: UUID | None = None) -> None:
    """Have a removed card's provider forget it.

    :raises ProviderAway: no answer; call again.
    :raises ProviderRefused: the provider will not.
    """
    ask(
        payment_by_id(card.payment_id),
        Verb.DROP_CARD,
        lambda one: _saving(one).drop_card(card=card.token),
        key=f"drop_card:{card.id}",
        call_id=call_id,
        now=now,
    )


def _have_kept(payment: PaymentInfo, holder: str, *, is_kept: bool, now: datetime) -> None:
    attempt = attempt_of(payment)
    ask(
        payment,
        Verb.KEEP_CARD,
        lambda one: _saving(one).keep_card(attempt, holder=holder, is_kept=is_kept),
        now=now,
    )


def _waiting(payment_id: UUID) -> PaymentInfo:
    payment = payment_by_id(payment_id)
    if payment.state not in WAITING:
        raise NotPayable(state=payment.state)
    return payment


def _card_of(card_id: UUID, customer_id: int) -> SavedCardInfo:
    card = saved_card(card_id)
    if card.holder.customer_id != customer_id or card.removed_at is not None:
        raise NoSuchSavedCard
    return card


def _saving(provider: PaymentProvider) -> SavingProvider:
    if not isinstance(provider, SavingProvider):
        raise CardsNotKept(provider=provider.code)
    return provider
