"""One form, one effect, however often it is sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from balcao.entrypoints.console.pages import now_of, store_of
from balcao.plumbing.idempotency import once


def form_once(request: HttpRequest, scope: str, effect: Callable[[], Any]) -> Any:
    """Run an operation once for the hidden key of its form; returns what it answered, as JSON.

    ``scope`` keeps the keys of different boards apart.

    :raises KeyInvalid: the form has no key.
    :raises KeyReused: the key was sent with another form.
    """
    said = {name: texts for name, texts in request.POST.lists() if "token" not in name}
    _, result, _ = once(
        store_id=store_of(request).id,
        scope=scope,
        key=request.POST.get("key", ""),
        request=[request.path, said],
        now=now_of(request),
        effect=lambda: (200, effect()),
    )
    return result
