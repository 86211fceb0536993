"""Changes to staff, roles and tokens."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from balcao.domains.team.errors import BadScope, LastOwner, StaffChanged, StaffExists, UnknownRole
from balcao.domains.team.locks import lock_owners, lock_staff
from balcao.domains.team.models import ApiToken, StaffMember
from balcao.domains.team.queries import staff_info
from balcao.domains.team.rules import MAY
from balcao.domains.team.values import Capability, Role
from balcao.kernel.ids import new_secret


@transaction.atomic
def add_staff(*, email: str, name: str, role: str, password: str | None, now: datetime) -> None:
    """Let somebody work here; without a password they cannot sign in yet.

    :raises UnknownRole: no such role.
    :raises StaffExists: somebody with this address works here.
    """
    _check_role(role)
    address = email.strip().lower()
    if StaffMember.objects.filter(email=address).exists():
        raise StaffExists(field="email")
    member = StaffMember(email=address, name=name, role=role, created_at=now)
    if password:
        member.set_password(password)
    else:
        member.set_unusable_password()
    member.save()


@transaction.atomic
def change_staff(
    *, email: str, name: str, role: str, is_active: bool, expected_version: str | None = None
) -> None:
    """Change what somebody is called, may do, or whether they work here at all.

    :raises NoSuchStaff: nobody with this address.
    :raises StaffChanged: somebody else changed them since ``expected_version``.
    :raises UnknownRole: no such role.
    :raises LastOwner: nobody would be left to own the shop.
    """
    _check_role(role)
    member = lock_staff(email)
    if expected_version is not None and staff_info(member).version != expected_version:
        raise StaffChanged(field="email")
    loses_owner = member.role == Role.OWNER and member.is_active
    if loses_owner and (role != Role.OWNER or not is_active):
        _keep_an_owner(member)
    member.name, member.role, member.is_active = name, role, is_active
    member.save(update_fields=["name", "role", "is_active"])


@transaction.atomic
def set_password(*, email: str, password: str) -> None:
    """Give somebody a new password.

    :raises NoSuchStaff: nobody with this address.
    """
    member = lock_staff(email)
    member.set_password(password)
    member.save(update_fields=["password"])


@transaction.atomic
def issue_token(
    *,
    owner: str,
    name: str,
    scopes: Collection[Capability],
    now: datetime,
    expires_at: datetime | None = None,
) -> str:
    """Make an API token and return it; it is shown this once and cannot be read back.

    :raises NoSuchStaff: the owner does not work here.
    :raises BadScope: a scope is not among what the owner's role may do.
    """
    member = lock_staff(owner)
    beyond = set(scopes) - MAY[Role(member.role)]
    if beyond or not scopes:
        raise BadScope(field="scopes", beyond=sorted(beyond))
    token = f"bal_{new_secret()}"
    ApiToken.objects.create(
        owner=member,
        name=name,
        prefix=token[:10],
        digest=sha256(token.encode()).hexdigest(),
        scopes=sorted(scopes),
        created_at=now,
        expires_at=expires_at,
    )
    return token


@transaction.atomic
def revoke_token(*, token_id: int, now: datetime) -> None:
    """End a token at once; ending it twice changes nothing."""
    ApiToken.objects.filter(pk=token_id, revoked_at__isnull=True).update(revoked_at=now)


def _check_role(role: str) -> None:
    if role not in set(Role):
        raise UnknownRole(f"There is no role “{role}”.", field="role", known=sorted(Role))


def _keep_an_owner(leaving: StaffMember) -> None:
    if not [one for one in lock_owners() if one.pk != leaving.pk]:
        raise LastOwner(field="role")
