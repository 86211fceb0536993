"""What can be wrong about payments."""

from __future__ import annotations

from balcao.kernel.errors import Conflict, Invalid, NotFound


class NoSuchProvider(Invalid):
    """This way to pay is not offered here."""

    code = "no_such_provider"


class NoSuchPayment(NotFound):
    """There is no such payment."""

    code = "no_such_payment"


class NoSuchRefund(NotFound):
    """There is no such refund."""

    code = "no_such_refund"


class NoSuchCall(NotFound):
    """There is no such call to a provider."""

    code = "no_such_provider_call"


class NoSuchSavedCard(NotFound):
    """There is no such card of this shopper."""

    code = "no_such_saved_card"


class CardsNotKept(Conflict):
    """This way to pay keeps no cards."""

    code = "cards_not_kept"


class NotPayable(Conflict):
    """This payment has ended and takes no money any more."""

    code = "not_payable"


class NotAuthorized(Conflict):
    """Nothing is set aside here that could be taken or let go."""

    code = "not_authorized"


class CaptureTooLarge(Conflict):
    """No more can be taken than was set aside."""

    code = "capture_too_large"


class CaptureUnderWay(Conflict):
    """This payment is being captured already. Wait for what comes of it."""

    code = "capture_under_way"


class RefundTooLarge(Conflict):
    """No more can be given back than was taken."""

    code = "refund_too_large"


class BadAmount(Invalid):
    """An amount is more than zero and in the currency of the payment."""

    code = "bad_amount"


class NotSplittable(Conflict):
    """A payment is divided before anything was asked of a provider, and only once."""

    code = "not_splittable"


class PaymentDeclined(Conflict):
    """The payment was declined. Choose another way to pay."""

    code = "payment_declined"


class ProviderSaidNo(Conflict):
    """The provider refused. Its reason is in the record of the call."""

    code = "provider_said_no"


class ProviderSilent(Conflict):
    """The provider does not answer. It is asked again by itself; look again in a few minutes."""

    code = "provider_silent"


class NoSuchPaymentLink(NotFound):
    """There is no such payment link."""

    code = "no_such_payment_link"


class LinkOver(Conflict):
    """This payment link is not valid any more. Ask the shop for a new one."""

    code = "payment_link_over"


class NothingOwed(Conflict):
    """Nothing is owed for this order."""

    code = "nothing_owed"


class BadLinkLife(Invalid):
    """A payment link ends in the future, and within a year."""

    code = "bad_link_life"
