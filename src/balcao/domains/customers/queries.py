"""Questions about shoppers."""

from balcao.domains.customers.rules import check_address, check_email

__all__ = ["check_address", "check_email"]
