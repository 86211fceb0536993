"""What money of ours that came in another currency is worth, by the store's dated rates."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from balcao.domains.pricing.errors import NoRate
from balcao.domains.pricing.queries import convert_minor, rate_on
from balcao.domains.pricing.values.rates import Rate
from balcao.domains.reconciliation.models import Line
from balcao.domains.reconciliation.values import Exchanged, Verdict
from balcao.domains.stores.queries import store_by_id


class Rates:
    """The rates that the lines of one batch need, each looked up once."""

    def __init__(self, store_id: int) -> None:
        store = store_by_id(store_id)
        self._store_id, self._currency = store_id, store.currency
        self._zone = ZoneInfo(store.time_zone)
        self._known: dict[tuple[str, date], Rate | NoRate] = {}

    def exchanged(self, row: Line, verdict: Verdict) -> Exchanged | None:
        """What was booked and what came, in the store's currency; None where nothing changed hands.

        What is in the books counts at the rate of the day it was booked: a payment of the day it
        was made, a payout of the day it was sent, what was given back of the line's day.

        :raises NoRate: there is no rate of a currency that is young enough.
        """
        if not verdict.fact_minor or verdict.currency == row.currency:
            return None
        day = row.at.astimezone(self._zone).date()
        booked_on = day
        if verdict.payout is not None:
            booked_on = verdict.payout.day
        elif verdict.payment is not None and verdict.fact_minor > 0:
            booked_on = verdict.payment.created_at.astimezone(self._zone).date()
        return Exchanged(
            currency=verdict.currency,
            store_currency=self._currency,
            booked_minor=self._value(verdict.fact_minor, verdict.currency, booked_on),
            settled_minor=self._value(row.gross_minor, row.currency, day),
        )

    def _value(self, minor: int, currency: str, day: date) -> int:
        if currency == self._currency:
            return minor
        found = self._known.get((currency, day)) or self._look_up(currency, day)
        if isinstance(found, NoRate):
            raise found
        return convert_minor(minor, found)

    def _look_up(self, currency: str, day: date) -> Rate | NoRate:
        found: Rate | NoRate
        try:
            found = rate_on(self._store_id, currency, self._currency, day)
        except NoRate as error:
            found = error
        self._known[currency, day] = found
        return found
