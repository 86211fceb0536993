"""What the shop is called, where its mails come from, and what it says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Final

from django.http import HttpRequest, HttpResponse

from balcao.domains.stores.operations import change_store
from balcao.entrypoints.console.pages import act, link, show, store_of

TEXTS: Final = (
    ("headline", "Headline", "The first words of the home page."),
    ("tagline", "Tagline", "One line below the name."),
    ("about", "About", "A paragraph at the foot of every page."),
)


@dataclass(frozen=True, slots=True)
class TextField:
    """One text in one language."""

    name: str
    label: str
    help: str
    language: str
    value: str


def store(request: HttpRequest) -> HttpResponse:
    """Show the settings."""
    known = store_of(request)
    fields = [
        TextField(name, label, words, language, getattr(known, name).get(language, ""))
        for language in known.languages
        for name, label, words in TEXTS
    ]
    return show(request, "store.html", "Store settings", fields=fields)


def save(request: HttpRequest) -> HttpResponse:
    """Save the settings."""
    known, post = store_of(request), request.POST
    texts = {
        name: {
            **getattr(known, name),
            **{lang: post.get(f"{name}-{lang}", "").strip() for lang in known.languages},
        }
        for name, _, _ in TEXTS
    }
    change = partial(
        change_store,
        store_id=known.id,
        name=post.get("name", ""),
        email=post.get("email", ""),
        texts=texts,
    )
    done = "Saved. The shop shows it within 15 seconds."
    return act(request, change, done=done, back=link("store"))
