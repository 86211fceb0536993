"""Money in buying: prices by the pack, exchange, and spreading to the last cent. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Final

from balcao.domains.purchasing.errors import BadExchangeRate
from balcao.kernel import shares
from balcao.kernel.money import Money, digits_of

ONE: Final = Decimal(1)
MOST_RATE: Final = Decimal(1_000_000_000)
DECIMALS: Final = 10


def rounded(exact: Fraction) -> int:
    """The nearest whole number, halves away from zero, as PostgreSQL rounds too."""
    sign = -1 if exact < 0 else 1
    size = abs(exact)
    return sign * ((2 * size.numerator + size.denominator) // (2 * size.denominator))


def line_total(quantity: int, cost_minor: int, per_units: int) -> int:
    """Minor units for so many units, where ``cost_minor`` is asked for each ``per_units``."""
    return rounded(Fraction(quantity * cost_minor, per_units))


def check_rate(rate: Decimal | str | None, currency: str, store_currency: str) -> Decimal:
    """A usable exchange rate: one of ``currency`` is worth so many of ``store_currency``.

    :raises BadExchangeRate: missing, not positive, too large, or with more than 10 decimals; or
        not 1 although both currencies are the same.
    """
    if currency == store_currency and rate in (None, ""):
        return ONE
    if rate in (None, ""):
        raise BadExchangeRate(
            f"How many {store_currency} is one {currency} worth? Give the rate.", field="rate"
        )
    try:
        exact = Decimal(str(rate).strip())
    except InvalidOperation:
        raise BadExchangeRate(f"“{rate}” is not a rate; write 5.4321.", field="rate") from None
    is_fine = exact.is_finite() and 0 < exact <= MOST_RATE
    if not is_fine or exact != exact.quantize(Decimal(1).scaleb(-DECIMALS)):
        raise BadExchangeRate(field="rate")
    if currency == store_currency and exact != 1:
        raise BadExchangeRate(f"{currency} for {store_currency} is 1.", field="rate")
    return exact


def exchanged(amount: Fraction, rate: Decimal, currency: str, to: str) -> int:
    """Minor units of ``to`` for an amount of minor units of ``currency``, rounded once."""
    scale = Fraction(10) ** (digits_of(to) - digits_of(currency))
    return rounded(amount * Fraction(rate) * scale)


def exchange(amount: Money, rate: Decimal, to: str) -> Money:
    """An amount in another currency, halves rounded away from zero."""
    return Money(exchanged(Fraction(amount.minor), rate, amount.currency, to), to)


def value_between(
    before: int, after: int, *, cost: Money, per_units: int, rate: Decimal, to: str
) -> Money:
    """What the units from ``before`` to ``after`` of a line are worth in currency ``to``.

    The value of all units of a line is rounded once and the parts are differences of it, so that
    the receipts of a line add up to the line however many there are.
    """

    def up_to(units: int) -> int:
        exact = Fraction(units * cost.minor, per_units)
        return exchanged(exact, rate, cost.currency, to)

    return Money(up_to(after) - up_to(before), to)


def spread(amount: Money, over: Sequence[int]) -> list[Money]:
    """Share an amount in proportion to weights; every cent lands somewhere (largest remainder).

    Weights are not negative and not all zero; of equal remainders the first is served first.
    """
    return [Money(share, amount.currency) for share in shares.spread(amount.minor, over)]
