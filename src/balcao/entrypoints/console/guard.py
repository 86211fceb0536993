"""The door of every page: signed in, allowed, the right method, and named in the trail."""

from __future__ import annotations

from functools import wraps
from typing import Any, Final

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import reverse
from django.utils.translation import override

from balcao.domains.team.models import StaffMember
from balcao.domains.team.values import Capability
from balcao.entrypoints.console.pages import forbidden, missing, refused
from balcao.kernel.errors import BalcaoError, Forbidden, NotFound
from balcao.plumbing.audit import acting

# The console speaks English until it has a translation; its shell must not speak another one.
LANGUAGE: Final = "en"
NUL_FOUND: Final = "Something that was sent holds a NUL character, which is never part of a text."


def guarded(view: Any, *, needs: Capability | None, method: str) -> Any:
    """Wrap a view so that only those who may use it reach it."""
    allowed = ("GET", "HEAD") if method == "GET" else (method,)

    @wraps(view)
    def enter(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with override(LANGUAGE):
            refusal = _refusal(request, needs, allowed)
            return refusal or _answer(view, request, *args, **kwargs)

    return enter


def _refusal(
    request: HttpRequest, needs: Capability | None, allowed: tuple[str, ...]
) -> HttpResponse | None:
    user = request.user
    if not isinstance(user, StaffMember) or not user.is_active:
        return redirect_to_login(request.get_full_path(), reverse("console:login"))
    if needs is not None and not user.can(needs):
        return forbidden(request, needs)
    if request.method not in allowed:
        return HttpResponseNotAllowed(allowed)
    return refused(request, NUL_FOUND) if _holds_nul(request) else None


def _holds_nul(request: HttpRequest) -> bool:
    """Whether there is a NUL character, which no person types and PostgreSQL does not store."""
    sent = (request.GET, request.POST)
    found = (text for form in sent for name, texts in form.lists() for text in (name, *texts))
    return "\0" in request.path or any("\0" in text for text in found)


def _answer(view: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    try:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        with acting(request.user.get_username(), source="console"):
            return view(request, *args, **kwargs)
    except NotFound as error:
        return missing(request, error.message)
    except Forbidden as error:
        return forbidden(request, said=error.message)
    except BalcaoError as error:
        return refused(request, error.message)
