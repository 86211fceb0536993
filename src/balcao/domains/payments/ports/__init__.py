"""What a payment provider must be able to do, and which ones there are."""

from balcao.domains.payments.ports.provider import (
    Answer,
    Attempt,
    Instructions,
    Outcome,
    PaymentProvider,
    ProviderAway,
)
from balcao.domains.payments.ports.registry import offered, provider_by_code, use_providers

__all__ = [
    "Answer",
    "Attempt",
    "Instructions",
    "Outcome",
    "PaymentProvider",
    "ProviderAway",
    "offered",
    "provider_by_code",
    "use_providers",
]
