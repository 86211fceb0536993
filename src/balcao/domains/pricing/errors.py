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


class BadRounding(Invalid):
    """A rounding is empty, end:NN or step:N, with ,up or ,down behind it."""

    code = "bad_rounding"


class BadPriceList(Invalid):
    """A price list has a name, a currency, a period that ends after it starts, and sound tiers."""

    code = "bad_price_list"


class NoSuchPriceList(NotFound):
    """There is no price list with this id in this store."""

    code = "no_such_price_list"


class PriceListChanged(Conflict):
    """Somebody else changed this price list in the meantime; load it again."""

    code = "price_list_changed"


class PriceListInUse(Conflict):
    """A list that has begun is part of the history of prices; end it instead of deleting it."""

    code = "price_list_in_use"


class BadPriceRows(Invalid):
    """Rows of a file or of pasted text cannot be read; nothing of them was taken over."""

    code = "bad_price_rows"


class PriceChanged(Conflict):
    """Somebody else changed this price in the meantime; look at it again, then set yours."""

    code = "price_changed"


class BadPriceChoices(Invalid):
    """A choice about prices is none of those there are."""

    code = "bad_price_choices"


class BadSchedule(Invalid):
    """A price is scheduled for a moment to come, once per variant and moment."""

    code = "bad_price_schedule"


class NoSuchSchedule(NotFound):
    """There is no scheduled price with this id in this store."""

    code = "no_such_price_schedule"


class ScheduleOver(Conflict):
    """The scheduled price was set or canceled already."""

    code = "price_schedule_over"


class BadRepricing(Invalid):
    """A repricing says whom it is for, what it does, and finds at least one price."""

    code = "bad_repricing"


class MarginTooLow(Invalid):
    """The new prices leave less than the margin asked for; skip those rows or change the rule."""

    code = "margin_too_low"


class NoSuchRepricing(NotFound):
    """There is no repricing with this id in this store."""

    code = "no_such_repricing"


class RepricingState(Conflict):
    """This repricing is not at a point where that can be done."""

    code = "repricing_state"


class BadDatedRate(Invalid):
    """An exchange rate is above zero, between two currencies, of a day, from a named source."""

    code = "bad_dated_rate"


class NoSuchRate(NotFound):
    """There is no exchange rate of this pair and day in this store."""

    code = "no_such_exchange_rate"


class NoRate(Conflict):
    """There is no exchange rate on or before the day that is young enough; enter one."""

    code = "no_exchange_rate"
