"""What can be wrong about staff and their tokens."""

from __future__ import annotations

from balcao.kernel.errors import Conflict, Forbidden, Invalid, NotFound


class NotAllowed(Forbidden):
    """Your role does not include this."""

    code = "not_allowed"


class UnknownRole(Invalid):
    """There is no such role."""

    code = "unknown_role"


class LastOwner(Conflict):
    """A shop needs at least one active owner. Make somebody else owner first."""

    code = "last_owner"


class StaffExists(Conflict):
    """Somebody with this mail address works here already."""

    code = "staff_exists"


class NoSuchStaff(NotFound):
    """Nobody with this mail address works here."""

    code = "no_such_staff"


class BadScope(Invalid):
    """A token cannot do more than its owner may."""

    code = "bad_scope"


class StaffChanged(Conflict):
    """Somebody changed this person since you looked. Load them again and repeat your change."""

    code = "staff_changed"
