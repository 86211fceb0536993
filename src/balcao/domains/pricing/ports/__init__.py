"""Who reckons taxes: the store's own tables, or a calculator that somebody installed."""

from balcao.domains.pricing.ports.calculator import (
    TaxCalculator,
    calculator,
    calculators,
    taxes_of,
    use_calculators,
)

__all__ = ["TaxCalculator", "calculator", "calculators", "taxes_of", "use_calculators"]
