"""Questions about shoppers."""

from balcao.domains.customers.queries.accounts import (
    consents_of,
    count_sessions,
    has_consented,
    saved_address,
    saved_addresses,
    shopper_by_secret,
)
from balcao.domains.customers.queries.addresses import check_address, check_email
from balcao.domains.customers.queries.facts import facts_of
from balcao.domains.customers.queries.groups import (
    all_members,
    groups_of,
    groups_of_many,
    members_page,
    preview,
    rule_segments,
    segment_by_id,
    segments,
)
from balcao.domains.customers.queries.listing import customers_page
from balcao.domains.customers.queries.people import (
    bought_between,
    customer_by_email,
    customer_by_id,
    joined_of,
)
from balcao.domains.customers.queries.wording import ids_in, in_words

__all__ = [
    "all_members",
    "bought_between",
    "check_address",
    "check_email",
    "consents_of",
    "count_sessions",
    "customer_by_email",
    "customer_by_id",
    "customers_page",
    "facts_of",
    "groups_of",
    "groups_of_many",
    "has_consented",
    "ids_in",
    "in_words",
    "joined_of",
    "members_page",
    "preview",
    "rule_segments",
    "saved_address",
    "saved_addresses",
    "segment_by_id",
    "segments",
    "shopper_by_secret",
]
