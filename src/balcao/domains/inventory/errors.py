"""What can be wrong about stock."""

from __future__ import annotations

from balcao.kernel.errors import Conflict, Invalid, NotFound


class NoSuchLocation(NotFound):
    """There is no such location."""

    code = "no_such_location"


class NoSuchLevel(NotFound):
    """There is no such variant at this location."""

    code = "no_such_level"


class OutOfStock(Conflict):
    """Not as many units lie here as have to leave. Receive them first."""

    code = "not_enough_on_hand"


class PromisedAway(Conflict):
    """So many units are promised to orders that on-hand cannot go this low. Cancel orders first."""

    code = "promised_away"


class BadQuantity(Invalid):
    """A quantity is a whole number in the range that the task allows."""

    code = "bad_quantity"
