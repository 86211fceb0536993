"""What can be wrong about orders."""

from __future__ import annotations

from balcao.kernel.errors import Conflict, Invalid, NotFound


class NoSuchOrder(NotFound):
    """There is no such order."""

    code = "no_such_order"


class WrongState(Conflict):
    """The order is not in a state that allows this."""

    code = "wrong_state"


class AlreadyDispatched(Conflict):
    """The parcel has left the house. Offer a return instead of cancelling."""

    code = "already_dispatched"


class NotPaidYet(Conflict):
    """The money has not arrived. Confirm the payment before packing."""

    code = "not_paid_yet"


class OnHold(Conflict):
    """The order is on hold: somebody has to look at it and release it first."""

    code = "on_hold"


class OrderChanged(Conflict):
    """Somebody changed this order since you opened it. Load it again and repeat your change."""

    code = "order_changed"


class BadNote(Invalid):
    """A note has 1 to 2,000 characters."""

    code = "bad_note"


class BadTracking(Invalid):
    """A parcel needs a carrier and may have a tracking number of at most 80 characters."""

    code = "bad_tracking"


class BadTaxPeriod(Invalid):
    """A period ends after it begins and is at most two years long."""

    code = "bad_tax_period"
