"""What can be wrong about a back-test."""

from __future__ import annotations

from balcao.kernel.errors import Conflict, Invalid, NotFound


class NoSuchBackTest(NotFound):
    """There is no back-test with this id in this store."""

    code = "no_such_back_test"


class BadBackTest(Invalid):
    """A back-test needs a change to try and a period that is over; ``field`` says what is wrong."""

    code = "bad_back_test"


class BackTestOver(Conflict):
    """This back-test has ended already. Ask for another one."""

    code = "back_test_over"


class BackTestNotDone(Conflict):
    """This back-test has no result yet. Wait until it is done."""

    code = "back_test_not_done"
