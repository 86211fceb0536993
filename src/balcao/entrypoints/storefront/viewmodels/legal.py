"""Legal pages, and the sentence beside the button that places an order."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString


@dataclass(frozen=True, slots=True)
class LegalPageView:
    """One version of a legal page; ``language`` is a BCP 47 tag, ``html`` is harmless."""

    title: str
    language: str
    html: str
    since: str
    newer_url: str = ""


@dataclass(frozen=True, slots=True)
class Agreement:
    """What is agreed to by placing an order: links in a sentence, and the versions shown."""

    pages: SafeString
    shown: str
