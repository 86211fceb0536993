"""What is kept about prices."""

from balcao.domains.pricing.models.changes import RepricedRow, Repricing, ScheduledPrice
from balcao.domains.pricing.models.history import PriceRecord
from balcao.domains.pricing.models.lists import ListPrice, PriceList
from balcao.domains.pricing.models.prices import Price
from balcao.domains.pricing.models.rates import ExchangeRate, PriceSettings
from balcao.domains.pricing.models.revision import Revision
from balcao.domains.pricing.models.taxes import (
    TaxExemption,
    TaxRate,
    TaxSettings,
    TaxZone,
)

__all__ = [
    "ExchangeRate",
    "ListPrice",
    "Price",
    "PriceList",
    "PriceRecord",
    "PriceSettings",
    "RepricedRow",
    "Repricing",
    "Revision",
    "ScheduledPrice",
    "TaxExemption",
    "TaxRate",
    "TaxSettings",
    "TaxZone",
]
