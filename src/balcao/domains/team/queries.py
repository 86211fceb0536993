"""Reads about staff."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256

from balcao.domains.team.errors import NoSuchStaff
from balcao.domains.team.models import ApiToken, StaffMember
from balcao.domains.team.rules import MAY
from balcao.domains.team.values import Actor, Capability, Role, StaffInfo, TokenInfo


def actor_of(email: str) -> Actor | None:
    """The active member of staff with this address, whatever its case."""
    member = StaffMember.objects.filter(email__iexact=email, is_active=True).first()
    return _actor(member) if member else None


def actor_by_token(token: str, *, now: datetime) -> Actor | None:
    """The owner of a live token, limited to its scopes; None for any other text."""
    digest = sha256(token.encode()).hexdigest()
    row = ApiToken.objects.select_related("owner").filter(digest=digest).first()
    if row is None or row.revoked_at or not row.owner.is_active:
        return None
    if row.expires_at and row.expires_at <= now:
        return None
    if row.last_used_at is None or now - row.last_used_at > timedelta(minutes=5):
        ApiToken.objects.filter(pk=row.pk).update(last_used_at=now)
    whole = _actor(row.owner)
    scopes = frozenset(Capability(s) for s in row.scopes if s in set(Capability))
    return Actor(whole.email, f"{whole.name} ({row.name})", whole.capabilities & scopes)


def capabilities_of(role: str) -> frozenset[Capability]:
    """What a role includes.

    :raises ValueError: there is no such role.
    """
    return MAY[Role(role)]


def has_staff_like(ending: str) -> bool:
    """Whether an active member's address ends so; production asks for demo accounts."""
    return StaffMember.objects.filter(email__endswith=ending, is_active=True).exists()


def staff() -> list[StaffInfo]:
    """Everybody who works here or did, by mail address."""
    return [staff_info(row) for row in StaffMember.objects.order_by("email")]


def staff_member(email: str) -> StaffInfo:
    """Somebody who works here, or did.

    :raises NoSuchStaff: nobody with this address.
    """
    row = StaffMember.objects.filter(email=email.strip().lower()).first()
    if row is None:
        raise NoSuchStaff(field="email")
    return staff_info(row)


def tokens() -> list[TokenInfo]:
    """All tokens, latest first; also those that have ended."""
    rows = ApiToken.objects.select_related("owner").order_by("-created_at", "-pk")
    return [_token(row) for row in rows]


def staff_info(row: StaffMember) -> StaffInfo:
    """What other rooms may know of a member of staff."""
    return StaffInfo(
        email=row.email,
        name=row.name,
        role=row.role,
        is_active=row.is_active,
        created_at=row.created_at,
        last_login=row.last_login,
    )


def _token(row: ApiToken) -> TokenInfo:
    return TokenInfo(
        id=row.pk,
        owner=row.owner.email,
        name=row.name,
        prefix=row.prefix,
        scopes=tuple(row.scopes),
        created_at=row.created_at,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
        last_used_at=row.last_used_at,
    )


def _actor(member: StaffMember) -> Actor:
    return Actor(member.email, member.name, MAY[Role(member.role)])
