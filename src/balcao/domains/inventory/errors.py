"""What can be wrong about stock."""

from __future__ import annotations

from balcao.kernel.errors import Conflict, Invalid, NotFound


class NoSuchLocation(NotFound):
    """There is no such location."""

    code = "no_such_location"


class NoSuchLevel(NotFound):
    """There is no such variant at this location."""

    code = "no_such_level"


class NoSuchLot(NotFound):
    """There is no such lot or serial number at this location. Scan or type its code again."""

    code = "no_such_lot"


class NoSuchBin(NotFound):
    """There is no such bin at this location. Scan its label again, or make the bin first."""

    code = "no_such_bin"


class UnknownCode(NotFound):
    """Nothing in this store has this code. Look it up by name, or add the barcode to a variant."""

    code = "unknown_code"


class NotInBin(Conflict):
    """Not so many units lie in this bin, or wait to be put away. Count them again."""

    code = "not_in_bin"


class OutOfStock(Conflict):
    """Not as many units lie here as have to leave. Receive them first."""

    code = "not_enough_on_hand"


class PromisedAway(Conflict):
    """So many units are promised to orders that on-hand cannot go this low. Cancel orders first."""

    code = "promised_away"


class LotDiffers(Conflict):
    """This lot is known with another expiry date, or this serial number is in stock already."""

    code = "lot_differs"


class StillStocked(Conflict):
    """Units of it are in stock, so this cannot be changed now. Bring them to zero first."""

    code = "still_stocked"


class BadQuantity(Invalid):
    """A quantity is a whole number in the range that the task allows."""

    code = "bad_quantity"


class BadValue(Invalid):
    """A cost is not negative, and in the currency of the store."""

    code = "bad_stock_value"


class BadReason(Invalid):
    """This is not a reason that stock changes for."""

    code = "bad_reason"


class BadLocation(Invalid):
    """A place needs a code, a name and a kind; goods on the road are never sold from."""

    code = "bad_location"


class LotMissing(Invalid):
    """Units of this variant are told apart by lot or serial number. Say which ones these are."""

    code = "lot_missing"


class LotUnwanted(Invalid):
    """Units of this variant are not told apart. Leave the lot out, or turn on tracking first."""

    code = "lot_unwanted"


class BadBin(Invalid):
    """A bin code has 1 to 40 letters, digits, dots, hyphens, underscores or slashes."""

    code = "bad_bin"


class BadScan(Invalid):
    """This barcode cannot be read as it is. Scan it again, or type the number below the bars."""

    code = "bad_scan"


class WrongCheckDigit(Invalid):
    """The last digit of this barcode does not fit the others. Scan or type it again."""

    code = "wrong_check_digit"


class NoSuchStrategy(Invalid):
    """There is no such allocation strategy here. Choose one of those that are installed."""

    code = "no_such_allocation_strategy"


class BadSelling(Invalid):
    """A preorder needs a release date, a limit and a lead time are not negative."""

    code = "bad_selling_policy"


class BadKit(Invalid):
    """A kit is made of other variants of the store, each once, none of them a kit."""

    code = "bad_kit"


class BadBuffer(Invalid):
    """A buffer names a channel and a number of units that is not negative."""

    code = "bad_channel_buffer"


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
