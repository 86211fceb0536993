"""What can be wrong about transfers, counts, adjustments, and reports of them."""

from __future__ import annotations

from balcao.kernel.errors import Conflict, Invalid, NotFound


class NoSuchTransfer(NotFound):
    """There is no such transfer."""

    code = "no_such_transfer"


class NoSuchCount(NotFound):
    """There is no such stock count."""

    code = "no_such_count"


class NotInCount(NotFound):
    """This variant or lot is not part of the count. If it lies here, add a line for it first."""

    code = "not_in_count"


class NoSuchAdjustment(NotFound):
    """There is no such adjustment."""

    code = "no_such_adjustment"


class TransferChanged(Conflict):
    """Somebody else changed this transfer. Look at it as it is now, then repeat your step."""

    code = "transfer_changed"


class CountChanged(Conflict):
    """Somebody else changed this count. Look at it as it is now, then repeat your step."""

    code = "count_changed"


class AdjustmentDecided(Conflict):
    """This adjustment was approved or rejected already."""

    code = "adjustment_decided"


class WrongTransferState(Conflict):
    """The life of a transfer does not know this step."""

    code = "wrong_transfer_state"


class WrongCountState(Conflict):
    """The life of a count does not know this step."""

    code = "wrong_count_state"


class StillOnTheRoad(Conflict):
    """Goods of this transfer are on the road. Receive them, take them back, or close it."""

    code = "still_on_the_road"


class OverReceived(Conflict):
    """More units than are open were received. Receive what was sent; book the rest as found."""

    code = "over_received"


class NotCountedYet(Conflict):
    """Some lines are not counted, or must be counted again by somebody else."""

    code = "not_counted_yet"


class CountedBefore(Conflict):
    """You counted this line. It is off by so much that somebody else must count it again."""

    code = "counted_before"


class NeedsApproval(Conflict):
    """This is worth more than the store lets pass. Somebody else with stock:approve must do it."""

    code = "needs_approval"


class NothingToCount(Invalid):
    """Nothing lies there that this count would hold. Choose another place, class, bin or list."""

    code = "nothing_to_count"


class BadTransfer(Invalid):
    """A transfer names two places of one store and at least one variant, each once."""

    code = "bad_transfer"


class BadAdjustment(Invalid):
    """An adjustment has a reason and changes at least one unit in the direction of its reason."""

    code = "bad_adjustment"


class BadPeriod(Invalid):
    """A period begins before it ends, and a moment of the past is not in the future."""

    code = "bad_period"
