"""The tables of payments."""

from balcao.domains.payments.models.calls import ProviderCall
from balcao.domains.payments.models.cards import CardConsent, CardHolder, SavedCard
from balcao.domains.payments.models.links import PaymentLink
from balcao.domains.payments.models.messages import ProviderMessage
from balcao.domains.payments.models.payment import Payment
from balcao.domains.payments.models.refunds import Refund

__all__ = [
    "CardConsent",
    "CardHolder",
    "Payment",
    "PaymentLink",
    "ProviderCall",
    "ProviderMessage",
    "Refund",
    "SavedCard",
]
