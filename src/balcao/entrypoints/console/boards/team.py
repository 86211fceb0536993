"""Staff, their roles, and the tokens their programs use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from balcao.domains.team import operations
from balcao.domains.team.errors import NoSuchStaff
from balcao.domains.team.models import ApiToken, StaffMember
from balcao.domains.team.queries import capabilities_of
from balcao.domains.team.values import Capability
from balcao.entrypoints.console.listing import number_of
from balcao.entrypoints.console.pages import act, link, now_of, said, show
from balcao.kernel.errors import BalcaoError, Invalid

ROLES: Final = {
    "owner": ("Owner", "Everything, the team and the store's settings included."),
    "catalog": ("Catalog", "Products, prices and imports."),
    "stock": ("Stock", "Receiving, counting and writing off."),
    "order_desk": ("Order desk", "Confirming, packing, shipping and cancelling orders."),
    "buyer": ("Buyer", "Suppliers, prices and purchase orders; approves those of others."),
    "viewer": ("Viewer", "Looks at everything of the shop, changes nothing."),
}


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who works here."""

    id: int
    email: str
    name: str
    role: str
    role_name: str
    is_active: bool
    last_login: datetime | None
    tokens: int = 0


@dataclass(frozen=True, slots=True)
class Token:
    """A program's key; the key itself is not kept."""

    id: int
    name: str
    prefix: str
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    is_live: bool


def team(request: HttpRequest) -> HttpResponse:
    """Show everybody and where to add somebody."""
    rows = StaffMember.objects.order_by("-is_active", "name")
    members = [_member(row) for row in rows]
    return show(request, "team.html", "Staff and roles", members=members, roles=ROLES)


def add(request: HttpRequest) -> HttpResponse:
    """Let somebody work here."""
    post = request.POST
    done = f"{post.get('name', '')} can sign in now."
    return act(request, partial(_add, request), done=done, back=link("team"))


def member(request: HttpRequest, member_id: int, token: str = "") -> HttpResponse:
    """Show one person; ``token`` is a key just made, shown this once."""
    row = _row(member_id)
    tokens = [_token(one, now_of(request)) for one in row.tokens.order_by("-pk")]
    return show(
        request,
        "member.html",
        row.name,
        member=_member(row),
        roles=ROLES,
        tokens=tokens,
        scopes=sorted(scope.value for scope in capabilities_of(row.role)),
        fresh=token,
    )


def save(request: HttpRequest, member_id: int) -> HttpResponse:
    """Change a name or role, or end somebody's work here."""
    post, row = request.POST, _row(member_id)
    change = partial(
        operations.change_staff,
        email=row.email,
        name=post.get("name", "").strip() or row.name,
        role=post.get("role", ""),
        is_active=post.get("is_active") == "1",
    )
    return act(request, change, done="Saved.", back=link("member", member_id))


def password(request: HttpRequest, member_id: int) -> HttpResponse:
    """Give somebody a new password."""
    row, given = _row(member_id), request.POST.get("password", "")

    def change() -> None:
        _check_password(given, row)
        operations.set_password(email=row.email, password=given)

    done = "The new password holds from now on; open sessions have ended."
    return act(request, change, done=done, back=link("member", member_id))


def issue(request: HttpRequest, member_id: int) -> HttpResponse:
    """Make a token and show it this once."""
    row, post, now = _row(member_id), request.POST, now_of(request)
    days = post.get("days", "")
    try:
        scopes = [Capability(scope) for scope in post.getlist("scopes")]
        token = operations.issue_token(
            owner=row.email,
            name=post.get("name", "").strip()[:80] or "Token",
            scopes=scopes,
            now=now,
            expires_at=now + timedelta(days=number_of(days)) if days else None,
        )
    except (BalcaoError, ValueError, OverflowError) as error:
        words = said(error) if isinstance(error, BalcaoError) else "Choose from the list."
        return act(request, partial(_refuse, words), done="", back=link("member", member_id))
    response = member(request, member_id, token)
    response["Cache-Control"] = "no-store"
    return response


def revoke(request: HttpRequest, member_id: int) -> HttpResponse:
    """End a token at once."""
    given = request.POST.get("token", "")
    found = ApiToken.objects.filter(owner_id=member_id, pk=number_of(given))
    if not found.exists():
        raise NoSuchStaff("This token is not one of theirs.")
    end = partial(operations.revoke_token, token_id=number_of(given), now=now_of(request))
    return act(request, end, done="The token has ended.", back=link("member", member_id))


def _add(request: HttpRequest) -> None:
    post = request.POST
    given, email = post.get("password", ""), post.get("email", "").strip()
    if "@" not in email or not post.get("name", "").strip():
        raise Invalid("Give a name and a mail address.", field="email")
    _check_password(given, StaffMember(email=email, name=post.get("name", "")))
    operations.add_staff(
        email=email,
        name=post["name"].strip(),
        role=post.get("role", ""),
        password=given,
        now=now_of(request),
    )


def _check_password(given: str, member: StaffMember) -> None:
    try:
        validate_password(given, member)
    except ValidationError as error:
        raise Invalid(" ".join(error.messages), field="password") from None


def _refuse(words: str) -> None:
    raise Invalid(words)


def _row(member_id: int) -> StaffMember:
    row = StaffMember.objects.filter(pk=member_id).first()
    if row is None:
        raise NoSuchStaff("Nobody with this number works here.")
    return row


def _member(row: StaffMember) -> Member:
    name = ROLES.get(row.role, (row.role, ""))[0]
    return Member(row.pk, row.email, row.name, row.role, name, row.is_active, row.last_login)


def _token(row: ApiToken, now: datetime) -> Token:
    is_live = row.revoked_at is None and (row.expires_at is None or row.expires_at > now)
    return Token(
        row.pk,
        row.name,
        row.prefix,
        tuple(row.scopes),
        row.created_at,
        row.expires_at,
        row.last_used_at,
        is_live,
    )
