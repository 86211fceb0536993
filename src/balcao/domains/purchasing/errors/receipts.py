"""What can be wrong about what came in."""

from __future__ import annotations

from balcao.kernel.errors import Conflict, Invalid, NotFound


class BadReceipt(Invalid):
    """What came in cannot be written down like this; ``field`` says what is wrong."""

    code = "bad_receipt"


class MoreThanOrdered(Conflict):
    """More came in than was ordered and tolerated; ``lines`` says where. Refuse the rest."""

    code = "more_than_ordered"


class DeliveryNoteKnown(Conflict):
    """This delivery note was received for this order already. Write its second part as “/2”."""

    code = "delivery_note_known"


class ReceiptKeyReused(Conflict):
    """This key has received something else already. Use a new key for a new receipt."""

    code = "receipt_key_reused"


class NoSuchReceipt(NotFound):
    """There is no such receipt."""

    code = "no_such_receipt"


class ReceiptReversed(Conflict):
    """This receipt has been reversed."""

    code = "receipt_reversed"


class ReceiptHasCosts(Conflict):
    """Landed costs lie on this receipt. Reverse them first."""

    code = "receipt_has_costs"


class NoSuchLandedCost(NotFound):
    """There is no such landed cost."""

    code = "no_such_landed_cost"


class BadLandedCost(Invalid):
    """A landed cost is a positive amount of a known kind, spread on a basis that is not zero."""

    code = "bad_landed_cost"


class LandedCostReversed(Conflict):
    """This landed cost has been reversed already."""

    code = "landed_cost_reversed"
