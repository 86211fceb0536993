"""Rules of sending: what they must be, and how a statement hands them over. Pure."""

from __future__ import annotations

import json
from datetime import date, time
from functools import lru_cache
from typing import Final

from balcao.domains.shipping.errors import BadSending
from balcao.domains.shipping.rules.calendars import REGIONS, knows_region
from balcao.domains.shipping.values import Sender, SendingRules

MOST_PACKING: Final = 30
MOST_CLOSED: Final = 100
SUNDAY: Final = 7


def check_rules(rules: SendingRules, country: str) -> SendingRules:
    """The rules with days in order and once each; ``country`` is that of the store.

    :raises BadSending: something cannot be accepted; ``field`` says what.
    """
    weekdays, closed = sorted(set(rules.weekdays)), sorted(set(rules.closed_on))
    region = rules.region.strip().upper()
    if rules.cutoff.tzinfo is not None:
        raise BadSending("A cut-off is a time of day without a zone.", field="cutoff")
    if not 0 <= rules.packing_days <= MOST_PACKING:
        raise BadSending(f"Packing takes 0 to {MOST_PACKING} days.", field="packing_days")
    if not weekdays or not 1 <= weekdays[0] <= weekdays[-1] <= SUNDAY:
        raise BadSending("Choose at least one day on which you send.", field="weekdays")
    if len(closed) > MOST_CLOSED:
        raise BadSending(f"At most {MOST_CLOSED} closed days.", field="closed_on")
    if region and not knows_region(country, region):
        known = ", ".join(sorted(REGIONS.get(country, ()))) or "none"
        said = f"“{region[:10]}” has no calendar of its own. Known in {country}: {known}."
        raise BadSending(said, field="region")
    return SendingRules(
        is_on=rules.is_on,
        cutoff=rules.cutoff.replace(second=0, microsecond=0),
        packing_days=rules.packing_days,
        weekdays=tuple(weekdays),
        closed_on=tuple(closed),
        region=region,
    )


@lru_cache(maxsize=256)
def sender_in(text: str | None) -> Sender | None:
    """What the statements hand over: a JSON array, or nothing where no dates are promised."""
    if text is None:
        return None
    cutoff, packing_days, weekdays, closed_on, region, country, time_zone = json.loads(text)
    rules = SendingRules(
        is_on=True,
        cutoff=time.fromisoformat(cutoff),
        packing_days=packing_days,
        weekdays=tuple(weekdays),
        closed_on=tuple(date.fromisoformat(day) for day in closed_on),
        region=region,
    )
    return Sender(rules, country, time_zone)
