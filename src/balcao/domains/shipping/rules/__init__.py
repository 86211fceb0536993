"""What decides when a parcel arrives. Pure."""

from balcao.domains.shipping.rules.arrivals import arrival_by, arrival_of, handed_over
from balcao.domains.shipping.rules.calendars import is_working, knows_region, working_day
from balcao.domains.shipping.rules.options import options_in
from balcao.domains.shipping.rules.sending import check_rules, sender_in

__all__ = [
    "arrival_by",
    "arrival_of",
    "check_rules",
    "handed_over",
    "is_working",
    "knows_region",
    "options_in",
    "sender_in",
    "working_day",
]
