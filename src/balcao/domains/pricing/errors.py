"""What can be wrong about prices."""

from __future__ import annotations

from balcao.kernel.errors import BalcaoError, Conflict, Invalid, NotFound


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


class NoSuchTaxTable(NotFound):
    """No table of tax rates of this name comes with the product."""

    code = "no_such_tax_table"


class NoSuchTaxRow(NotFound):
    """This zone, rate or exemption does not exist (any more)."""

    code = "no_such_tax_row"


class TaxChanged(Conflict):
    """Somebody else changed this in the meantime. Load it again and repeat your change."""

    code = "tax_changed"


class BadTax(Invalid):
    """A zone, rate, exemption or setting of taxes cannot be accepted as it is."""

    code = "bad_tax"
