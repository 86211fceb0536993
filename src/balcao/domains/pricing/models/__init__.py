"""What is kept about prices."""

from balcao.domains.pricing.models.prices import Price
from balcao.domains.pricing.models.revision import Revision
from balcao.domains.pricing.models.taxes import (
    TaxExemption,
    TaxRate,
    TaxSettings,
    TaxZone,
)

__all__ = [
    "Price",
    "Revision",
    "TaxExemption",
    "TaxRate",
    "TaxSettings",
    "TaxZone",
]
