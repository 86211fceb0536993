"""The only row locks of this domain."""

from __future__ import annotations

from balcao.domains.team.errors import NoSuchStaff
from balcao.domains.team.models import StaffMember
from balcao.domains.team.values import Role


def lock_staff(email: str) -> StaffMember:
    """Hold one member of staff until commit.

    :raises NoSuchStaff: nobody with this address.
    """
    rows = StaffMember.objects.select_for_update()
    member = rows.filter(email=email.strip().lower()).first()
    if member is None:
        raise NoSuchStaff(field="email")
    return member


def lock_owners() -> list[StaffMember]:
    """Hold all active owners, so that two of them cannot step down at the same moment."""
    rows = StaffMember.objects.select_for_update().filter(role=Role.OWNER, is_active=True)
    return list(rows.order_by("pk"))
