"""Whether an address or a mail address can be one; asks no database, so rules may ask it."""

from balcao.domains.customers.rules import check_address, check_email

__all__ = ["check_address", "check_email"]
