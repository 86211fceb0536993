"""Headers that tell the browser what our pages may do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

CSP: Final = "Content-Security-Policy"


def policy(directives: Mapping[str, str]) -> str:
    """A content security policy as one header value."""
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())


class BrowserPolicy:
    """Sets what the part of the site may do, unless the view set a content policy itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.rest = policy(settings.CONTENT_POLICY)
        self.parts = [
            (path, policy({**settings.CONTENT_POLICY, **changed}))
            for path, changed in settings.CONTENT_POLICY_CHANGES.items()
        ]
        self.permissions = list(settings.PERMISSIONS_POLICY_CHANGES.items())
        self.other_permissions = settings.PERMISSIONS_POLICY

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if CSP not in response:
            response[CSP] = _of(request.path, self.parts, self.rest)
        response["Permissions-Policy"] = _of(request.path, self.permissions, self.other_permissions)
        return response


def _of(path: str, parts: Sequence[tuple[str, str]], rest: str) -> str:
    """What the first part says that the path belongs to."""
    return next((text for start, text in parts if path.startswith(start)), rest)
