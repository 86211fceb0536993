"""What a payment provider must be able to do, and which ones there are."""

from balcao.domains.payments.ports.provider import (
    Answer,
    Attempt,
    AuthorizingProvider,
    BadMessage,
    Instructions,
    Outcome,
    PatientProvider,
    Payer,
    PaymentProvider,
    ProviderAway,
    ProviderRefused,
    TellingProvider,
    Told,
)
from balcao.domains.payments.ports.registry import offered, provider_by_code, use_providers

__all__ = [
    "Answer",
    "Attempt",
    "AuthorizingProvider",
    "BadMessage",
    "Instructions",
    "Outcome",
    "PatientProvider",
    "Payer",
    "PaymentProvider",
    "ProviderAway",
    "ProviderRefused",
    "TellingProvider",
    "Told",
    "offered",
    "provider_by_code",
    "use_providers",
]
