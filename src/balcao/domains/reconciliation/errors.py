"""What can be wrong about reconciliation."""

from __future__ import annotations

from balcao.kernel.errors import Conflict, Forbidden, Invalid, NotFound


class NoSuchStatement(NotFound):
    """There is no such file of a provider or bank in this store."""

    code = "no_such_statement"


class NoSuchStatementLine(NotFound):
    """There is no such line of a provider or bank in this store."""

    code = "no_such_statement_line"


class NoSuchBankAccount(NotFound):
    """There is no such bank account in this store."""

    code = "no_such_bank_account"


class BadStatement(Invalid):
    """This file cannot be taken in; ``findings`` say which rows and columns to mend."""

    code = "bad_statement"


class BadBankAccount(Invalid):
    """A bank account cannot be written down like that; ``field`` says what to change."""

    code = "bad_bank_account"


class BadDecision(Invalid):
    """This line cannot be settled like that; ``field`` says what to change."""

    code = "bad_decision"


class NothingToMatch(Invalid):
    """Nothing of ours goes by this name, or it has been matched already."""

    code = "nothing_to_match"


class LineSettled(Conflict):
    """Somebody has settled this line already. Look at it again; it can be undone first."""

    code = "line_settled"


class LineNotSettled(Conflict):
    """This line has not been settled, so there is nothing to undo."""

    code = "line_not_settled"


class PayoutPaired(Conflict):
    """A bank line stands for this payout. Undo that one first."""

    code = "payout_paired"


class AboveLimit(Forbidden):
    """This is more than may be written off without whoever manages the store."""

    code = "above_write_off_limit"
