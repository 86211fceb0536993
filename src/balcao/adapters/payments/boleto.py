"""Boleto: a slip with a barcode that any Brazilian bank takes money for.

Source: FEBRABAN, *Layout padrão de código de barras* (44 digits, Interleaved 2 of 5) and its
communication on the due-date factor: days from 1997-10-07, which were 9999 on 2025-02-21 and
began again at 1000 on 2025-02-22; Banco do Brasil, free field for agreements of seven digits.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar, Final
from zoneinfo import ZoneInfo

from babel.dates import format_date
from django.utils.translation import gettext, override

from balcao.adapters.payments.offline import Offline
from balcao.domains.payments.ports import Attempt, Instructions
from balcao.kernel.money import Money

FIRST_DAY: Final = date(1997, 10, 7)
RESTART: Final = date(2025, 2, 22)
RESTARTS_AT: Final = 1000
LAST_FACTOR: Final = 9999
REAL: Final = "9"
BRASILIA: Final = ZoneInfo("America/Sao_Paulo")
MOST_MINOR: Final = 10**10 - 1


def due_factor(due: date) -> int:
    """The four digits of a due date.

    :raises ValueError: before 2000-07-03 (factor 1000), or after the factor's second end.
    """
    days = (due - FIRST_DAY).days if due < RESTART else (due - RESTART).days + RESTARTS_AT
    if not RESTARTS_AT <= days <= LAST_FACTOR:
        raise ValueError(f"there is no due-date factor for {due}")
    return days


def barcode_of(*, bank: str, due: date, amount: Money, free: str) -> str:
    """The 44 digits of the barcode; ``free`` are the 25 digits that the bank decides about.

    :raises ValueError: digits are missing, or the amount does not fit.
    """
    if not (re.fullmatch(r"\d{3}", bank) and re.fullmatch(r"\d{25}", free)):
        raise ValueError("a boleto has a bank of 3 digits and a free field of 25")
    if amount.currency != "BRL" or not 0 < amount.minor <= MOST_MINOR:
        raise ValueError("a boleto is for an amount of BRL above zero")
    rest = f"{due_factor(due):04d}{amount.minor:010d}{free}"
    return f"{bank}{REAL}{modulo_11(bank + REAL + rest)}{rest}"


def line_of(barcode: str) -> str:
    """The line that people type (*linha digitável*), from the 44 digits of a barcode."""
    free = barcode[19:]
    fields = (barcode[:4] + free[:5], free[5:15], free[15:])
    one, two, three = (field + modulo_10(field) for field in fields)
    first = f"{one[:5]}.{one[5:]} {two[:5]}.{two[5:]} {three[:5]}.{three[5:]}"
    return f"{first} {barcode[4]} {barcode[5:19]}"


def modulo_10(digits: str) -> str:
    """Weights 2, 1, 2, … from the right, the digits of the products added up."""
    products = (int(one) * (2 - at % 2) for at, one in enumerate(reversed(digits)))
    total = sum(product // 10 + product % 10 for product in products)
    return str(-total % 10)


def modulo_11(digits: str) -> str:
    """Weights 2 to 9 from the right, again and again; 0, 10 and 11 become 1."""
    total = sum(int(one) * (2 + at % 8) for at, one in enumerate(reversed(digits)))
    check = 11 - total % 11
    return "1" if check in (0, 10, 11) else str(check)


@dataclass(frozen=True)
class Boleto(Offline):
    """A slip of Banco do Brasil; staff confirm the money when the bank reports it.

    ``agreement`` are the seven digits of the *convênio*, ``wallet`` the two of the *carteira*.
    Registering the slip at the bank is between the shop and its bank.
    """

    agreement: str
    wallet: str = "17"
    days: int = 3
    bank: ClassVar[str] = "001"
    code: ClassVar[str] = "boleto"

    def __post_init__(self) -> None:
        if not re.fullmatch(r"\d{7}", self.agreement) or not re.fullmatch(r"\d{2}", self.wallet):
            raise ValueError(
                "BALCAO_BOLETO is the 7 digits of an agreement, a slash, 2 of a wallet"
            )

    def label(self, language: str) -> str:
        """What shoppers call it."""
        with override(language):
            return gettext("Boleto")

    def explain(self, language: str) -> str:
        """How it works."""
        with override(language):
            return gettext(
                "Pay the slip at any bank or in its app. It takes up to two working days."
            )

    def instructions(
        self, language: str, attempt: Attempt, facts: Mapping[str, str]
    ) -> Instructions:
        """The line to type and the barcode, due three days after the order."""
        due = self.due(attempt)
        barcode = barcode_of(
            bank=self.bank, due=due, amount=attempt.amount, free=self.free_field(attempt)
        )
        with override(language):
            text = gettext(
                "Pay this slip by its due date; the order is sent when the money is here."
            )
            shown = (gettext("Due date"), format_date(due, locale=language.replace("-br", "_BR")))
        return Instructions(text, (shown,), copy=line_of(barcode), barcode=barcode)

    def due(self, attempt: Attempt) -> date:
        """The last day to pay, by the calendar of Brasília."""
        if attempt.asked_at is None:
            return RESTART + timedelta(days=self.days)
        return attempt.asked_at.astimezone(BRASILIA).date() + timedelta(days=self.days)

    def free_field(self, attempt: Attempt) -> str:
        """Agreement and the order's number as *nosso número*, then the wallet."""
        number = int("".join(filter(str.isdigit, attempt.reference)) or 0) % 10**10
        return f"000000{self.agreement}{number:010d}{self.wallet}"
