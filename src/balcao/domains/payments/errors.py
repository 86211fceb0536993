"""What can be wrong about payments."""

from __future__ import annotations

from balcao.kernel.errors import Conflict, Invalid, NotFound


class NoSuchProvider(Invalid):
    """This way to pay is not offered here."""

    code = "no_such_provider"


class NoSuchPayment(NotFound):
    """There is no such payment."""

    code = "no_such_payment"


class NotPayable(Conflict):
    """This payment has ended and takes no money any more."""

    code = "not_payable"


class RefundTooLarge(Conflict):
    """No more can be given back than was taken."""

    code = "refund_too_large"


class PaymentDeclined(Conflict):
    """The payment was declined. Choose another way to pay."""

    code = "payment_declined"
