"""Money: an integer of minor units in an ISO 4217 currency. Never a float."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from balcao.kernel.errors import BalcaoError

# Minor-unit digits that differ from two, from ISO 4217 (list one, 2024-06-25).
DIGITS: Final[dict[str, int]] = {
    "BHD": 3, "BIF": 0, "CLF": 4, "CLP": 0, "DJF": 0, "GNF": 0, "IQD": 3, "ISK": 0, "JOD": 3,
    "JPY": 0, "KMF": 0, "KRW": 0, "KWD": 3, "LYD": 3, "OMR": 3, "PYG": 0, "RWF": 0, "TND": 3,
    "UGX": 0, "UYI": 0, "UYW": 4, "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0,
}  # fmt: skip

MOST: Final = 10**15


class MixedCurrencies(BalcaoError):
    """Two amounts of different currencies met in one sum."""

    code = "mixed_currencies"


class NotAnAmount(BalcaoError):
    """A text does not say an amount of money in the currency asked for."""

    code = "not_an_amount"


def digits_of(currency: str) -> int:
    """How many decimals the minor unit of a currency has (ISO 4217)."""
    return DIGITS.get(currency, 2)


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """An amount in minor units (cents) of one currency (ISO 4217, upper case)."""

    minor: int
    currency: str

    @classmethod
    def zero(cls, currency: str) -> Money:
        """Nothing, in this currency."""
        return cls(0, currency)

    @classmethod
    def parse(cls, text: str, currency: str) -> Money:
        """Read a plain decimal such as ``12.50``.

        :raises NotAnAmount: not a finite decimal, finer than the minor unit, or beyond a
            quadrillion of minor units, which no column holds.
        """
        try:
            exact = Decimal(text.strip()).scaleb(digits_of(currency))
        except InvalidOperation:
            raise NotAnAmount(f"“{text}” is not an amount.", text=text) from None
        if not exact.is_finite() or exact != exact.to_integral_value():
            raise NotAnAmount(f"“{text}” has more decimals than {currency} has.", text=text)
        if abs(exact) > MOST:
            raise NotAnAmount(f"“{text}” is too much.", text=text)
        return cls(int(exact), currency)

    @property
    def major(self) -> Decimal:
        """The amount in major units, exact."""
        return Decimal(self.minor).scaleb(-digits_of(self.currency))

    def __add__(self, other: Money) -> Money:
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor - self._same(other), self.currency)

    def __mul__(self, count: int) -> Money:
        return Money(self.minor * count, self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.minor < self._same(other)

    def __le__(self, other: Money) -> bool:
        return self.minor <= self._same(other)

    def __bool__(self) -> bool:
        return self.minor != 0

    def _same(self, other: Money) -> int:
        if other.currency != self.currency:
            raise MixedCurrencies(f"{self.currency} and {other.currency} do not add up.")
        return other.minor


def total_of(amounts: Iterable[Money], currency: str) -> Money:
    """Sum amounts of one currency; nothing at all sums to zero.

    :raises MixedCurrencies: an amount is of another currency.
    """
    return sum(amounts, Money.zero(currency))
