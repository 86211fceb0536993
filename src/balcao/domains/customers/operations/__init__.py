"""Changes to what we know of shoppers."""

from balcao.domains.customers.operations.guests import remember_guest

__all__ = ["remember_guest"]
