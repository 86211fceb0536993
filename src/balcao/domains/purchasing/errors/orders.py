"""What can be wrong about purchase orders."""

from __future__ import annotations

from balcao.kernel.errors import Conflict, Forbidden, Invalid, NotFound


class NoSuchPurchaseOrder(NotFound):
    """There is no such purchase order."""

    code = "no_such_purchase_order"


class BadPurchaseOrder(Invalid):
    """A purchase order cannot be written like this; ``field`` says what is wrong."""

    code = "bad_purchase_order"


class PurchaseOrderChanged(Conflict):
    """Somebody changed this purchase order since you opened it. Load it again and repeat."""

    code = "purchase_order_changed"


class WrongPurchaseState(Conflict):
    """The purchase order is not in a state that allows this."""

    code = "wrong_purchase_state"


class NotADraft(WrongPurchaseState):
    """Only a draft can be changed. Take the approval back first."""

    code = "purchase_not_a_draft"


class AlreadyReceiving(WrongPurchaseState):
    """Some of it has come in already. Close the order short instead of cancelling it."""

    code = "purchase_already_receiving"


class SomebodyElseMustApprove(Forbidden):
    """Its author may not approve an order of this size. Ask somebody else who may."""

    code = "somebody_else_must_approve"


class BelowSupplierMinimum(Conflict):
    """The order is below what this supplier delivers. Add to it, or approve it nevertheless."""

    code = "below_supplier_minimum"


class BadExchangeRate(Invalid):
    """An exchange rate is a positive decimal with at most 10 decimals."""

    code = "bad_exchange_rate"


class NoMailForSupplier(Conflict):
    """This supplier has no mail address. Add one, or mark the order as sent."""

    code = "no_mail_for_supplier"
