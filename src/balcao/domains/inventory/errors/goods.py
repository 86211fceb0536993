"""What can be wrong about stock itself: places, levels, lots, bins and what is sold."""

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
