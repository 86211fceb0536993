"""Taking or letting go what a provider has set aside, and paying another way."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from balcao.domains.checkout.errors import PricedForAnotherWay
from balcao.domains.checkout.operations.asking import ask, attempt_of
from balcao.domains.checkout.operations.finalize import finalize_purchase, keep_capture
from balcao.domains.checkout.operations.letting_go import let_go
from balcao.domains.checkout.queries import ways_open
from balcao.domains.orders.operations import settle_way_to_pay
from balcao.domains.orders.queries import check_released, order_by_id
from balcao.domains.payments.errors import (
    NotAuthorized,
    NotPayable,
    ProviderSaidNo,
    ProviderSilent,
)
from balcao.domains.payments.operations import begin_capture, replace_provider
from balcao.domains.payments.ports import (
    Answer,
    AuthorizingProvider,
    Outcome,
    PaymentProvider,
    ProviderAway,
    ProviderRefused,
    provider_by_code,
)
from balcao.domains.payments.queries import payment_by_id, was_asked
from balcao.domains.payments.values import PaymentInfo, Verb
from balcao.kernel.money import Money
from balcao.plumbing.idempotency import check_key


def capture_payment(
    *, payment_id: UUID, amount: Money, key: str, by: str, now: datetime
) -> PaymentInfo:
    """Take money that was set aside, all or a part of it; the rest is let go by the provider.

    :raises NoSuchPayment: there is none with this id.
    :raises OnHold: the order has to be released first.
    :raises NotAuthorized: nothing is set aside, or its provider cannot do that.
    :raises CaptureTooLarge: more than was set aside.
    :raises CaptureUnderWay: another capture of it has not been answered.
    :raises BadAmount: nothing, or in another currency.
    :raises KeyReused: the key was used for another amount.
    :raises KeyInvalid: the key cannot be a key.
    :raises ProviderSaidNo: the provider will not give it.
    :raises ProviderSilent: no answer; it is asked again by itself.
    """
    check_released(payment_by_id(payment_id).order_id)
    call_id = begin_capture(payment_id=payment_id, amount=amount, key=check_key(key)[:120], now=now)
    if call_id is not None:
        try:
            perform_capture(call_id, payment_id, amount, key[:120], by=by, now=now)
        except ProviderAway as silence:
            raise ProviderSilent from silence
        except ProviderRefused as refusal:
            raise ProviderSaidNo(reason=str(refusal)) from refusal
    return payment_by_id(payment_id)


def perform_capture(
    call_id: UUID, payment_id: UUID, amount: Money, key: str, *, by: str, now: datetime
) -> None:
    """Ask the provider for a capture that was begun, and write down what came of it.

    Money that is taken while the order is cancelled, or the payment let go, is given back.

    :raises NotAuthorized: its provider cannot do that.
    :raises ProviderAway: no answer; call again.
    :raises ProviderRefused: it will not be given.
    """
    payment = payment_by_id(payment_id)
    attempt = attempt_of(payment)

    def say(provider: PaymentProvider) -> Answer:
        if not isinstance(provider, AuthorizingProvider):
            raise NotAuthorized(provider=payment.provider)
        return provider.capture(attempt, amount=amount, key=key)

    def keep(answer: Answer) -> None:
        if answer.outcome is Outcome.CAPTURED:
            keep_capture(payment, reference=answer.reference, amount=amount, by=by, now=now)

    ask(
        payment,
        Verb.CAPTURE,
        say,
        key=key,
        amount_minor=amount.minor,
        call_id=call_id,
        then=keep,
        now=now,
    )


def release_payment(*, payment_id: UUID, now: datetime) -> PaymentInfo:
    """Let go what was set aside. The order stays placed and unpaid.

    :raises NoSuchPayment: there is none with this id.
    :raises NotAuthorized: nothing is set aside, or it was taken in this very moment.
    :raises ProviderSaidNo: the provider will not let it go.
    :raises ProviderSilent: no answer; it is asked again by itself.
    """
    payment = payment_by_id(payment_id)
    if payment.state == "authorized":
        try:
            let_go(payment, now=now)
        except ProviderAway as silence:
            raise ProviderSilent from silence
        except ProviderRefused as refusal:
            raise ProviderSaidNo(reason=str(refusal)) from refusal
        payment = payment_by_id(payment_id)
    if payment.state != "voided":
        raise NotAuthorized(state=payment.state)
    return payment


def pay_another_way(
    *, payment_id: UUID, provider: str, token: str, now: datetime, return_url: str = ""
) -> Answer:
    """Pay a part of an order by another provider, or by the same once more; asks it at once.

    The old way is ended first, so that no two of them take money. Money that comes by it later
    all the same is given back. A way that asks nobody places a held order at once.

    :raises NoSuchPayment: there is none with this id.
    :raises NoSuchProvider: this way to pay is not offered.
    :raises PricedForAnotherWay: a promotion in its price asks for the way that was chosen.
    :raises NotPayable: it is paid already, or money has just come by the old way, or somebody
        else pays it another way in this very moment.
    :raises ProviderSilent: the old or the new provider does not answer; ask again.
    """
    old, chosen = payment_by_id(payment_id), provider_by_code(provider)
    is_same = chosen.code == old.provider
    if not is_same and not ways_open(order_by_id(old.order_id), [chosen.code]):
        raise PricedForAnotherWay(payment=old.provider)
    _end_old_way(old, now)
    made = payment_by_id(replace_provider(payment_id=payment_id, provider=chosen.code, now=now))
    attempt = attempt_of(made, token=token, return_url=return_url)

    def keep(answer: Answer) -> None:
        settle_way_to_pay(
            order_id=made.order_id,
            provider=chosen.code,
            pays_on_delivery=chosen.pays_on_delivery,
            is_promised=chosen.is_offline,
            now=now,
        )
        # After a card that was declined another may be tried: the order goes on waiting.
        if answer.outcome is not Outcome.DECLINED:
            finalize_purchase(order_id=made.order_id, payment_id=made.id, answer=answer, now=now)

    try:
        return ask(
            made,
            Verb.PAY,
            lambda provider: provider.pay(attempt),
            amount_minor=made.amount.minor,
            then=keep,
            now=now,
        )
    except ProviderAway as silence:
        raise ProviderSilent from silence


def _end_old_way(old: PaymentInfo, now: datetime) -> None:
    """Void it where it was asked for, and look: what is true after voiding decides."""
    if old.state not in ("intent", "pending"):
        raise NotPayable(state=old.state)
    if not was_asked(old.id):
        return
    attempt = attempt_of(old)
    try:
        ask(old, Verb.VOID, lambda provider: provider.void(attempt), now=now)
        answer = ask(old, Verb.LOOK_UP, lambda provider: provider.look_up(attempt), now=now)
    except ProviderAway as silence:
        raise ProviderSilent from silence
    except ProviderRefused as refusal:
        raise NotPayable(reason=str(refusal)) from refusal
    if answer.outcome in (Outcome.CAPTURED, Outcome.AUTHORIZED):
        finalize_purchase(order_id=old.order_id, payment_id=old.id, answer=answer, now=now)
        raise NotPayable(state=payment_by_id(old.id).state)
