"""What a payment provider must be able to do, and which ones there are."""

from balcao.domains.payments.ports.forms import FormProvider
from balcao.domains.payments.ports.provider import (
    Answer,
    Attempt,
    AuthorizingProvider,
    BadMessage,
    Decline,
    Instructions,
    KeptCard,
    Outcome,
    PatientProvider,
    Payer,
    PaymentProvider,
    ProviderAway,
    ProviderRefused,
    TellingProvider,
    Told,
)
from balcao.domains.payments.ports.registry import (
    is_asked_outside,
    offered,
    provider_by_code,
    use_providers,
)
from balcao.domains.payments.ports.saving import SavingProvider

__all__ = [
    "Answer",
    "Attempt",
    "AuthorizingProvider",
    "BadMessage",
    "Decline",
    "FormProvider",
    "Instructions",
    "KeptCard",
    "Outcome",
    "PatientProvider",
    "Payer",
    "PaymentProvider",
    "ProviderAway",
    "ProviderRefused",
    "SavingProvider",
    "TellingProvider",
    "Told",
    "is_asked_outside",
    "offered",
    "provider_by_code",
    "use_providers",
]
