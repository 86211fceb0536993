"""What an allocation strategy must be able to do, and which ones there are."""

from balcao.domains.inventory.ports.registry import strategies, strategy_by_code, use_strategies
from balcao.domains.inventory.ports.strategy import AllocationStrategy, Destination, Ranking

__all__ = [
    "AllocationStrategy",
    "Destination",
    "Ranking",
    "strategies",
    "strategy_by_code",
    "use_strategies",
]
