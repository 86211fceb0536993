"""Why a purchase was refused. Nothing has been taken when one of these is raised."""

from __future__ import annotations

from balcao.kernel.errors import Conflict, Invalid


class PurchaseRefused(Conflict):
    """The purchase could not be made as asked."""

    code = "purchase_refused"


class TotalChanged(PurchaseRefused):
    """The total is not what you saw any more. Look at the new total and order again."""

    code = "total_changed"


class SoldOut(PurchaseRefused):
    """Not enough is left of something. Take fewer and order again."""

    code = "out_of_stock"


class NoLongerForSale(PurchaseRefused):
    """Something is not for sale any more. Take it out and order again."""

    code = "no_longer_for_sale"


class NoShipping(PurchaseRefused):
    """We do not ship there by this method. Choose another one."""

    code = "not_shippable"


class CartMoved(PurchaseRefused):
    """The cart was changed meanwhile. Look at it and order again."""

    code = "cart_changed"


class CartGone(PurchaseRefused):
    """There is no such cart."""

    code = "cart_missing"


class AlreadyOrdered(PurchaseRefused):
    """This cart has been ordered already."""

    code = "already_ordered"


class CreditGone(PurchaseRefused):
    """A gift card or credit does not hold what was to be paid from it. Look and order again."""

    code = "credit_gone"


class QuoteOver(PurchaseRefused):
    """The time of this quote is over. Ask for a new one."""

    code = "quote_over"


class QuoteMoved(PurchaseRefused):
    """This quote was taken back or changed. Look at it again."""

    code = "quote_moved"


class DraftOrdered(PurchaseRefused):
    """This quote has been accepted already; there is an order of it."""

    code = "draft_ordered"


class PricedForAnotherWay(Conflict):
    """The price was made for the way to pay that was chosen. Pay that way, or order again."""

    code = "priced_for_another_way"


class BadReminderHours(Invalid):
    """Each reminder comes later than the one before it, from 1 to 720 hours after the cart."""

    code = "bad_reminder_hours"


class StillBusy(PurchaseRefused):
    """The same purchase is being made at this moment. Ask again with the same key."""

    code = "retry"


class Incomplete(Invalid):
    """Something is missing before this can be ordered; ``fields`` says what."""

    code = "checkout_incomplete"
