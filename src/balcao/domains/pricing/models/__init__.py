"""What is kept about prices."""

from balcao.domains.pricing.models.prices import Price
from balcao.domains.pricing.models.revision import Revision

__all__ = ["Price", "Revision"]
