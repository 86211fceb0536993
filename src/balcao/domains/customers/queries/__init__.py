"""Questions about shoppers."""

from balcao.domains.customers.queries.addresses import check_address, check_email
from balcao.domains.customers.queries.groups import groups_of

__all__ = ["check_address", "check_email", "groups_of"]
