"""What can be wrong about asking to be told."""

from __future__ import annotations

from balcao.kernel.errors import Conflict, Invalid, NotFound


class InStockAlready(Conflict):
    """This can be bought now, so there is nothing to wait for."""

    code = "in_stock_already"


class TooManyNotices(Conflict):
    """Very many ask for this at the moment. Try again in ten minutes."""

    code = "too_many_notices"


class NothingToWaitFor(NotFound):
    """There is no such variant on sale."""

    code = "nothing_to_wait_for"


class BadNotice(Invalid):
    """A notice goes to one mail address, such as ana@example.com."""

    code = "bad_notice"
