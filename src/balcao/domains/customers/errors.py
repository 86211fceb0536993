"""What can be wrong about shoppers."""

from __future__ import annotations

from balcao.kernel.errors import Conflict, Invalid, NotFound


class BadAddress(Invalid):
    """The address is not complete or not valid."""

    code = "bad_address"


class NoSuchCustomer(NotFound):
    """There is no such shopper."""

    code = "no_such_customer"


class CustomerExists(Conflict):
    """A shopper with this mail address is known already."""

    code = "customer_exists"


class CustomerChanged(Conflict):
    """Somebody changed this shopper since you looked. Load them again and repeat your change."""

    code = "customer_changed"


class BadCustomer(Invalid):
    """The shopper cannot be saved like this."""

    code = "bad_customer"


class NoSuchSegment(NotFound):
    """There is no such segment."""

    code = "no_such_segment"


class SegmentExists(Conflict):
    """Another segment has this slug already."""

    code = "segment_exists"


class SegmentChanged(Conflict):
    """Somebody changed this segment since you opened it. Load it again and repeat your change."""

    code = "segment_changed"


class BadSegment(Invalid):
    """The segment cannot be saved like this."""

    code = "bad_segment"


class BadSegmentRule(Invalid):
    """The rule of a segment cannot be understood; every finding says where and what to do.

    ``findings`` in the facts is a list of ``{"pointer", "says"}``: a JSON pointer (RFC 6901) into
    the rule, and a sentence.
    """

    code = "bad_segment_rule"


class SegmentInUse(Conflict):
    """Promotions or price lists name this segment. Change them first, then delete it.

    ``used_by`` in the facts is a list of ``{"what", "id", "name"}``.
    """

    code = "segment_in_use"


class SegmentByRule(Conflict):
    """A rule decides who is in this segment. Change the rule, or make it a segment by hand."""

    code = "segment_by_rule"


class WrongSignInCode(Invalid):
    """This code is not right or has become too old. Ask for a new one."""

    code = "wrong_sign_in_code"


class TooManySignIns(Conflict):
    """Too many codes were asked for or were wrong. Try again later."""

    code = "too_many_sign_ins"


class SignInNotMailed(Conflict):
    """The mail with the code could not be sent just now. Try again in a moment."""

    code = "sign_in_not_mailed"


class NoSuchSavedAddress(NotFound):
    """This shopper keeps no such address."""

    code = "no_such_saved_address"


class TooManySavedAddresses(Conflict):
    """A shopper keeps at most 20 addresses. Remove one first."""

    code = "too_many_saved_addresses"
