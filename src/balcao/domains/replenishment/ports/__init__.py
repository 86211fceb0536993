"""What adapters of buying must be able to do, and which ones there are."""

from balcao.domains.replenishment.ports.forecaster import Forecaster, Progress
from balcao.domains.replenishment.ports.registry import forecaster, use_forecaster

__all__ = ["Forecaster", "Progress", "forecaster", "use_forecaster"]
