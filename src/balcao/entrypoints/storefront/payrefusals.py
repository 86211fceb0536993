"""Why a payment was not taken, in the shopper's language, and when to try again."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext

from balcao.domains.payments.errors import NoSuchProvider, PaymentDeclined
from balcao.domains.risk.errors import TooManyPayments

UNPAID = (NoSuchProvider, PaymentDeclined, TooManyPayments)


def payment_text(error: Exception) -> str:
    """The sentence beside the ways to pay."""
    if isinstance(error, PaymentDeclined):
        return gettext("The payment was declined. Please choose another way to pay.")
    if isinstance(error, TooManyPayments):
        return gettext("Too many payments were tried. Please wait a while, or pay another way.")
    return gettext("Please choose how you want to pay.")


def status_of(error: Exception) -> int:
    """429 to whoever tries too often, else 422."""
    return 429 if isinstance(error, TooManyPayments) else 422


def told_when(response: HttpResponse, error: Exception) -> HttpResponse:
    """With the header that says when to come back, where there is one."""
    if isinstance(error, TooManyPayments):
        response["Retry-After"] = str(error.facts["retry_after_seconds"])
    return response
