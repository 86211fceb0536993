"""What can be wrong about goods that go back."""

from __future__ import annotations

from balcao.kernel.errors import Conflict, Invalid, NotFound


class NoSuchSupplierReturn(NotFound):
    """There is no such return to a supplier."""

    code = "no_such_supplier_return"


class BadSupplierReturn(Invalid):
    """A return cannot be written like this; ``field`` says what is wrong."""

    code = "bad_supplier_return"


class WrongReturnState(Conflict):
    """The return is not in a state that allows this."""

    code = "wrong_return_state"


class SupplierReturnChanged(Conflict):
    """Somebody changed this return since you opened it. Load it again and repeat your step."""

    code = "supplier_return_changed"
