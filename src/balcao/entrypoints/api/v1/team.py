"""Staff, their roles, and the tokens of their programs."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Literal

from django.http import HttpResponse
from ninja import Path, Router
from pydantic import AwareDatetime, Field

from balcao.domains.team import errors, operations, queries
from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import reply, seen_version
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import staff
from balcao.entrypoints.api.here import moment
from balcao.entrypoints.api.keys import write_once
from balcao.entrypoints.api.shapes import MOST_ID, In, Mail, Moment, Out
from balcao.plumbing.audit import acting

router = Router()
MailPath = Annotated[str, Path(max_length=254, pattern=r"^[^@\s/\x00]+@[^@\s/\x00]+$")]
RoleName = Literal["owner", "catalog", "stock", "order_desk", "buyer", "viewer"]


class MeOut(Out):
    """Who this token acts for, and what it may do."""

    email: str
    name: str
    capabilities: list[str]


class StaffOut(Out):
    """Somebody who works here."""

    email: str
    name: str
    role: str
    is_active: bool
    version: str
    created_at: Moment
    last_login: Moment | None


class StaffListOut(Out):
    """Everybody who works here, or did."""

    items: list[StaffOut]


class NewStaffIn(In):
    """Somebody new. Without a password they cannot sign in to the console yet."""

    email: Mail = Field(pattern=r"^[^@\s/]+@[^@\s/]+\.[^@\s/]+$")
    name: str = Field(min_length=1, max_length=120)
    role: RoleName


class StaffEditIn(In):
    """What somebody is called, may do, and whether they work here at all."""

    name: str = Field(min_length=1, max_length=120)
    role: RoleName
    is_active: bool


class TokenOut(Out):
    """A token as a list shows it: never the token itself."""

    id: int
    owner: str
    name: str
    prefix: str
    scopes: list[str]
    created_at: Moment
    expires_at: Moment | None
    revoked_at: Moment | None
    last_used_at: Moment | None


class TokensOut(Out):
    """All tokens, latest first."""

    items: list[TokenOut]


class NewTokenIn(In):
    """A token for a program. It can do no more than its owner, nor than the token that asks."""

    name: str = Field(min_length=1, max_length=80)
    scopes: list[Capability] = Field(min_length=1, max_length=len(Capability))
    owner: Mail | None = Field(None, description="Whose; without it, whose token asks.")
    expires_at: AwareDatetime | None = None


class IssuedOut(Out):
    """The token itself. It is shown this once."""

    token: str


@router.get("/me", response=MeOut, **staff(None))
def get_me(request: StaffRequest) -> HttpResponse:
    """Who this token acts for, and what it may do."""
    me = request.auth.actor
    return reply(MeOut(email=me.email, name=me.name, capabilities=sorted(me.capabilities)))


@router.get("/staff", response=StaffListOut, **staff(Capability.MANAGE_TEAM))
def list_staff(request: StaffRequest) -> HttpResponse:
    """Everybody who works here, or did."""
    return reply(StaffListOut(items=[StaffOut.model_validate(one) for one in queries.staff()]))


@router.post(
    "/staff",
    response={201: StaffOut},
    **staff(
        Capability.MANAGE_TEAM, errors.StaffExists, errors.UnknownRole, key=True, versioned=True
    ),
)
def add_staff(request: StaffRequest, said: NewStaffIn) -> HttpResponse:
    """Let somebody work here."""

    def add() -> StaffOut:
        operations.add_staff(
            email=said.email, name=said.name, role=said.role, password=None, now=moment()
        )
        return StaffOut.model_validate(queries.staff_member(said.email))

    return write_once(request, said, add, status=201)


@router.get(
    "/staff/{email}",
    response=StaffOut,
    **staff(Capability.MANAGE_TEAM, errors.NoSuchStaff, versioned=True),
)
def get_staff(request: StaffRequest, email: MailPath) -> HttpResponse:
    """Somebody who works here, or did."""
    member = queries.staff_member(email)
    return reply(StaffOut.model_validate(member), version=member.version)


@router.put(
    "/staff/{email}",
    response=StaffOut,
    **staff(
        Capability.MANAGE_TEAM,
        errors.NoSuchStaff,
        errors.UnknownRole,
        errors.LastOwner,
        errors.StaffChanged,
        if_match="required",
    ),
)
def change_staff(request: StaffRequest, email: MailPath, said: StaffEditIn) -> HttpResponse:
    """Change a name or role, or end somebody's work here; their tokens end with it."""
    seen = seen_version(request)
    with acting(request.auth.email, source="api"):
        operations.change_staff(email=email, **said.model_dump(), expected_version=seen)
    member = queries.staff_member(email)
    return reply(StaffOut.model_validate(member), version=member.version)


@router.get("/tokens", response=TokensOut, **staff(Capability.MANAGE_TEAM))
def list_tokens(request: StaffRequest) -> HttpResponse:
    """All tokens, also those that have ended."""
    return reply(TokensOut(items=[TokenOut.model_validate(one) for one in queries.tokens()]))


@router.post(
    "/tokens",
    response={201: IssuedOut},
    **staff(Capability.MANAGE_TEAM, errors.NoSuchStaff, errors.BadScope, errors.NotAllowed),
)
def issue_token(request: StaffRequest, said: NewTokenIn) -> HttpResponse:
    """Make a token; it is shown this once.

    It takes no Idempotency-Key: an answer kept for a replay would keep the secret.
    """
    for scope in said.scopes:
        request.auth.actor.require(scope)
    with acting(request.auth.email, source="api"):
        token = operations.issue_token(
            owner=said.owner or request.auth.email,
            name=said.name,
            scopes=set(said.scopes),
            now=moment(),
            expires_at=_utc(said.expires_at),
        )
    return reply(IssuedOut(token=token), status=201)


@router.delete("/tokens/{token_id}", response={200: TokensOut}, **staff(Capability.MANAGE_TEAM))
def revoke_token(
    request: StaffRequest, token_id: Annotated[int, Path(ge=1, le=MOST_ID)]
) -> HttpResponse:
    """End a token at once. Safe to repeat; answers all tokens."""
    with acting(request.auth.email, source="api"):
        operations.revoke_token(token_id=token_id, now=moment())
    return reply(TokensOut(items=[TokenOut.model_validate(one) for one in queries.tokens()]))


def _utc(moment_given: datetime | None) -> datetime | None:
    """The same moment in UTC; years that cannot be shifted are as good as no end, or ended."""
    if moment_given is None:
        return None
    try:
        return moment_given.astimezone(UTC)
    except OverflowError:
        return None if moment_given.year > 1 else datetime(1, 1, 1, tzinfo=UTC)
