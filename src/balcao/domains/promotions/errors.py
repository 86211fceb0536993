"""What can be wrong about promotions."""

from __future__ import annotations

from balcao.kernel.errors import BalcaoError, Conflict, Invalid, NotFound


class BadRule(Invalid):
    """A promotion's rule cannot be understood; every finding says where and what to do.

    ``findings`` in the facts is a list of ``{"pointer", "says"}``: a JSON pointer (RFC 6901) into
    the rule, and a sentence.
    """

    code = "bad_promotion_rule"


class NoSuchPromotion(NotFound):
    """There is no such promotion in this store."""

    code = "no_such_promotion"


class PromotionChanged(Conflict):
    """Somebody else changed this promotion. Load it again and repeat your change."""

    code = "promotion_changed"


class WrongPromotionState(Conflict):
    """The promotion is in no state for this step; ``state`` in the facts says which."""

    code = "wrong_promotion_state"


class BadPromotion(Invalid):
    """A name, period, currency or limit of a promotion cannot be accepted."""

    code = "bad_promotion"


class LimitBelowUses(Conflict):
    """It was used more often than this limit allows; ``least`` in the facts is what is possible."""

    code = "limit_below_uses"


class NoSuchCode(NotFound):
    """There is no such code in this store."""

    code = "no_such_code"


class NoSuchBatch(NotFound):
    """There is no such batch of codes in this store."""

    code = "no_such_batch"


class BadCode(Invalid):
    """A code has 3 to 40 letters A to Z and digits; spaces and dashes do not count."""

    code = "bad_code"


class CodeTaken(Conflict):
    """This store has such a code already. Choose another text."""

    code = "code_taken"


class BadBatch(Invalid):
    """A batch has 1 to 1,000,000 codes that are long enough not to be guessed."""

    code = "bad_batch"


class BadCodeFile(Invalid):
    """A file of codes has rows that cannot be accepted, so none of it was taken.

    ``findings`` in the facts is a list of ``{"row", "column", "says"}``; the header is row 1.
    """

    code = "bad_code_file"


class TooManyAttempts(BalcaoError):
    """Too many unknown codes were tried. Wait some minutes, then try again."""

    code = "too_many_attempts"
