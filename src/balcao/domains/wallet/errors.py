"""What can be wrong about stored value."""

from balcao.kernel.errors import BalcaoError, Conflict, Invalid, NotFound


class NoSuchAccount(NotFound):
    """There is no such gift card, store credit or points account."""

    code = "no_such_account"


class NoSuchCard(NotFound):
    """No gift card has this code. Look at it again: it has 16 letters and digits."""

    code = "no_such_gift_card"


class TooManyCardAttempts(BalcaoError):
    """Too many codes were wrong. Wait a quarter of an hour, then try again."""

    code = "too_many_gift_card_attempts"


class AccountExpired(Conflict):
    """This gift card is past its end and pays nothing any more."""

    code = "account_expired"


class AccountDisabled(Conflict):
    """This account has been disabled. Ask the store."""

    code = "account_disabled"


class BalanceTooLow(Conflict):
    """There is not so much left on the account; ``left`` in the facts says what there is."""

    code = "balance_too_low"


class SpentOtherwise(Conflict):
    """The order has taken another amount from this account already."""

    code = "spent_otherwise"


class RefundTooLarge(Conflict):
    """The order has not paid so much by stored value. Name a shopper to give store credit."""

    code = "refund_exceeds_stored_value"


class ProgramOff(Conflict):
    """This store has no points program now, so points pay nothing."""

    code = "points_program_off"


class TooFewPoints(Conflict):
    """So few points cannot be redeemed at once; ``minimum`` in the facts says how many can."""

    code = "too_few_points"


class ProgramChanged(Conflict):
    """Someone else changed the points program in the meantime. Load it again and repeat."""

    code = "points_program_changed"


class BadStoredValue(Invalid):
    """An amount, a date or an address of stored value cannot be accepted; ``field`` says which."""

    code = "bad_stored_value"


class BadProgram(Invalid):
    """The points program cannot be like that; ``field`` in the facts says what."""

    code = "bad_points_program"
