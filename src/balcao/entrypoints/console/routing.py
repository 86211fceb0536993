"""How an address of the console is written down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpResponse

from balcao.domains.team.values import Capability

View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Route:
    """One address. Without ``needs`` every active member of staff may use it."""

    path: str
    name: str
    view: View
    needs: Capability | None
    method: str = "GET"


def sees(path: str, name: str, view: View, needs: Capability | None) -> Route:
    """A page to look at."""
    return Route(path, name, view, needs, "GET")


def does(path: str, name: str, view: View, needs: Capability | None) -> Route:
    """A form that changes something."""
    return Route(path, name, view, needs, "POST")
