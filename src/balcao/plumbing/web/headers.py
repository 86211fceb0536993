"""Headers that tell the browser what our pages may do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

CSP: Final = "Content-Security-Policy"


def policy(directives: Mapping[str, str]) -> str:
    """A content security policy as one header value."""
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())


class BrowserPolicy:
    """Sets the content security policy of the part of the site, unless the view set one itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.rest = policy(settings.CONTENT_POLICY)
        self.parts = [
            (path, policy({**settings.CONTENT_POLICY, **changed}))
            for path, changed in settings.CONTENT_POLICY_CHANGES.items()
        ]
        self.permissions = settings.PERMISSIONS_POLICY

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if CSP not in response:
            response[CSP] = self._policy_for(request.path)
        response["Permissions-Policy"] = self.permissions
        return response

    def _policy_for(self, path: str) -> str:
        return next((text for start, text in self.parts if path.startswith(start)), self.rest)
