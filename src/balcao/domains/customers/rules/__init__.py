"""What makes an address deliverable, and who belongs into a segment. Pure."""

from balcao.domains.customers.rules.addresses import check_address, check_email
from balcao.domains.customers.rules.folding import folded

__all__ = ["check_address", "check_email", "folded"]
