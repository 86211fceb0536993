"""What can be wrong about prices."""

from __future__ import annotations

from balcao.kernel.errors import BalcaoError, Invalid


class BadPrice(Invalid):
    """A price is not negative, and a compare-at price is not below it."""

    code = "bad_price"


class NoSuchTaxCalculator(Invalid):
    """No tax calculator of this name is installed."""

    code = "no_such_tax_calculator"


class TaxNotKnown(BalcaoError):
    """The tax of this purchase cannot be told now. Try again in a minute."""

    code = "tax_not_known"


class BadTaxAnswer(TaxNotKnown):
    """The tax calculator gave an answer that does not add up."""

    code = "bad_tax_answer"
