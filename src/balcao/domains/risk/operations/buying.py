"""Buying, with attempts counted: whoever tests stolen cards is stopped before anybody is asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from typing import Final
from uuid import UUID

from balcao.domains.cart.errors import NoSuchCart
from balcao.domains.checkout import operations as checkout
from balcao.domains.checkout.queries import is_repeated, so_far
from balcao.domains.checkout.values import Purchase, PurchaseRequest
from balcao.domains.orders.queries import order_by_id
from balcao.domains.payments.errors import NoSuchProvider, PaymentDeclined
from balcao.domains.payments.ports import Answer, provider_by_code
from balcao.domains.payments.ports import Outcome as Answered
from balcao.domains.payments.queries import payment_by_id
from balcao.domains.risk.errors import TooManyPayments
from balcao.domains.risk.models import PaymentAttempt
from balcao.domains.risk.queries.reading import decline_alarm
from balcao.domains.risk.rules.limits import ATTEMPTS, DECLINES, HOUR, QUARTER, tightened
from balcao.domains.risk.values import Outcome, Visitor
from balcao.kernel.money import Money
from balcao.plumbing.kept import Kept
from balcao.plumbing.limits import Counted, Limit, count_tries, wait_for
from balcao.plumbing.sql import run_sql_dicts

ALARMS: Final[Kept[bool]] = Kept(5.0)


def purchase(request: PurchaseRequest, *, visitor: Visitor, now: datetime) -> Purchase:
    """Make one order as ``checkout.operations.purchase`` does, unless too many were tried.

    Only payments that ask a provider are counted. Call it outside any transaction.

    :raises TooManyPayments: too many attempts or declines from this cart, card, mail address,
        device or network; the facts say how many seconds to wait. Nothing was asked.
    :raises PurchaseRefused: and whatever else ``checkout.operations.purchase`` says.
    """
    return _counted(
        lambda: checkout.purchase(request, now=now),
        store_id=request.store_id,
        key=request.key,
        provider=request.provider,
        email=request.email,
        token=request.payment_token,
        cart_id=request.cart_id,
        visitor=visitor,
        now=now,
    )


def complete_cart(
    *,
    store_id: int,
    cart_id: UUID,
    key: str,
    expected_total: Money,
    locale: str,
    visitor: Visitor,
    now: datetime,
    payment_token: str = "",
    agreed: tuple[tuple[str, int], ...] = (),
) -> Purchase:
    """Order a cart as ``checkout.operations.complete_cart`` does, unless too many were tried.

    :raises NoSuchCart: there is none with this id in the store.
    :raises TooManyPayments: too many attempts or declines; nothing was asked.
    :raises PurchaseRefused: and whatever else ``checkout.operations.complete_cart`` says.
    """
    known = so_far(cart_id)
    if known.cart.store_id != store_id:
        raise NoSuchCart(id=str(cart_id))
    return _counted(
        lambda: checkout.complete_cart(
            cart_id=cart_id,
            known=known,
            key=key,
            expected_total=expected_total,
            locale=locale,
            payment_token=payment_token,
            agreed=agreed,
            now=now,
        ),
        store_id=store_id,
        key=key,
        provider=known.filled.provider,
        email=known.filled.email,
        token=payment_token,
        cart_id=cart_id,
        visitor=visitor,
        now=now,
    )


def pay_another_way(
    *,
    payment_id: UUID,
    provider: str,
    token: str,
    visitor: Visitor,
    now: datetime,
    return_url: str = "",
) -> Answer:
    """Pay what is open another way as ``checkout.operations`` does, unless too many were tried.

    :raises TooManyPayments: too many attempts or declines; nothing was asked.
    :raises NotPayable: and whatever else ``checkout.operations.pay_another_way`` says.
    """
    payment = payment_by_id(payment_id)

    def pay() -> Answer:
        return checkout.pay_another_way(
            payment_id=payment_id, provider=provider, token=token, now=now, return_url=return_url
        )

    if not _asks_outside(provider):
        return pay()
    order = order_by_id(payment.order_id)
    who = _who(payment.order_id, token, order.email, visitor)
    attempt = _begin(payment.store_id, None, order.email, visitor, who, now)
    answer = pay()
    if answer.outcome is Answered.DECLINED:
        _declined(attempt, payment.store_id, who, now)
    else:
        _end(attempt, Outcome.MADE, payment.order_id)
    return answer


def _counted(
    buy: Callable[[], Purchase],
    *,
    store_id: int,
    key: str,
    provider: str,
    email: str,
    token: str,
    cart_id: UUID | None,
    visitor: Visitor,
    now: datetime,
) -> Purchase:
    if not _asks_outside(provider):
        made = buy()
        if cart_id is not None and not made.is_replay:
            _keep(store_id, cart_id, email, visitor, Outcome.MADE, now, made.order_id)
        return made
    if is_repeated(store_id, key):
        return buy()  # somebody asks again because an answer was lost: no card is tried
    who = _who(cart_id, token, email, visitor)
    attempt = _begin(store_id, cart_id, email, visitor, who, now)
    try:
        made = buy()
    except PaymentDeclined:
        _declined(attempt, store_id, who, now)
        raise
    _end(attempt, Outcome.MADE, made.order_id)
    return made


def _begin(
    store_id: int,
    cart_id: UUID | None,
    email: str,
    visitor: Visitor,
    who: dict[str, str],
    now: datetime,
) -> int:
    alarm = ALARMS.get(store_id, lambda: decline_alarm(store_id, now=now))
    declined = _limits("declined", DECLINES, who, alarm=alarm)
    wait = wait_for(store_id=store_id, counted=declined, now=now)
    if not wait:
        asked = _limits("asked", ATTEMPTS, who, alarm=alarm)
        wait = count_tries(store_id=store_id, counted=asked, now=now)
    outcome = Outcome.STOPPED if wait else Outcome.ASKED
    attempt = _keep(store_id, cart_id, email, visitor, outcome, now)
    if wait:
        raise TooManyPayments(retry_after_seconds=wait)
    return attempt


def _keep(
    store_id: int,
    cart_id: UUID | None,
    email: str,
    visitor: Visitor,
    outcome: Outcome,
    now: datetime,
    order_id: UUID | None = None,
) -> int:
    (kept,) = run_sql_dicts(
        "risk/keep_attempt",
        store_id=store_id,
        now=now,
        network=visitor.network,
        device=visitor.device,
        mail=_digest(email.strip().lower()),
        cart_id=cart_id,
        order_id=order_id,
        outcome=outcome.value,
    )
    return int(kept["id"])


def _declined(attempt: int, store_id: int, who: dict[str, str], now: datetime) -> None:
    _end(attempt, Outcome.DECLINED)
    counted = _limits("declined", DECLINES, who)
    count_tries(store_id=store_id, counted=counted, now=now)


def _end(attempt: int, outcome: Outcome, order_id: UUID | None = None) -> None:
    PaymentAttempt.objects.filter(pk=attempt).update(outcome=outcome, order_id=order_id)


def _who(cart_id: UUID | None, token: str, email: str, visitor: Visitor) -> dict[str, str]:
    said = {
        "cart": str(cart_id or ""),
        "card": token,
        "device": visitor.device,
        "mail": email.strip().lower(),
        "network": visitor.network,
    }
    return {name: _digest(text) for name, text in said.items() if text}


def _limits(
    kind: str, most: dict[str, int], who: dict[str, str], *, alarm: bool = False
) -> Counted:
    within = HOUR if kind == "declined" else QUARTER
    return [
        (Limit(f"pay:{kind}:{name}", tightened(most[name], alarm=alarm), within), digest)
        for name, digest in sorted(who.items())
    ]


def _asks_outside(provider: str) -> bool:
    try:
        return not provider_by_code(provider).is_offline
    except NoSuchProvider:
        return False


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
