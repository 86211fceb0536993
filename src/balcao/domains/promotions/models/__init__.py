"""What is offered, with which codes, and who used it."""

from balcao.domains.promotions.models.codes import Attempt, Batch, Code
from balcao.domains.promotions.models.promotions import Promotion
from balcao.domains.promotions.models.uses import Day, Use

__all__ = ["Attempt", "Batch", "Code", "Day", "Promotion", "Use"]
