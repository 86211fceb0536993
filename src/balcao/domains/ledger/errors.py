"""What can be wrong about the books."""

from balcao.kernel.errors import Conflict, Invalid, NotFound


class NoSuchLedgerAccount(NotFound):
    """There is no such account in the books of this store."""

    code = "no_such_ledger_account"


class NoSuchJournal(NotFound):
    """There is no such journal in the books of this store."""

    code = "no_such_journal"


class BadJournal(Invalid):
    """A journal cannot be written like that; ``field`` says what to change."""

    code = "bad_journal"


class NotBalanced(Invalid):
    """Debits and credits of the journal differ; ``off_minor`` says by how much."""

    code = "journal_not_balanced"


class PeriodClosed(Conflict):
    """The books are closed for this day. Book it on a later day, or open the month again."""

    code = "period_closed"


class NotTheNextMonth(Conflict):
    """Months are closed one after the other; ``next`` in the facts says which one is due."""

    code = "not_the_next_month"


class MonthNotOver(Conflict):
    """This month is not over yet. Close it when its last day has ended."""

    code = "month_not_over"


class FactsNotPosted(Conflict):
    """Something of this month is not in the books yet. Post what is missing, then close."""

    code = "facts_not_posted"


class NothingClosed(Conflict):
    """Only the month that was closed last can be opened again."""

    code = "not_the_last_closed_month"


class BooksChanged(Conflict):
    """Somebody else closed or opened a month in the meantime. Look again and repeat."""

    code = "books_changed"
