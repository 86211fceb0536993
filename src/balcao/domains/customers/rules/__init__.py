"""What makes an address deliverable, and who belongs into a segment. Pure."""

from balcao.domains.customers.rules.addresses import check_address, check_email
from balcao.domains.customers.rules.folding import folded
from balcao.domains.customers.rules.language import check_rule
from balcao.domains.customers.rules.matching import matches
from balcao.domains.customers.rules.searching import Where, where_of
from balcao.domains.customers.rules.words import ids_in, in_words

__all__ = [
    "Where",
    "check_address",
    "check_email",
    "check_rule",
    "folded",
    "ids_in",
    "in_words",
    "matches",
    "where_of",
]
