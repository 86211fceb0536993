"""Legal pages, and which of them a purchase was shown."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from balcao.domains.stores.values import LegalPageInfo
from balcao.entrypoints.api.shapes import In, Moment, Out
from balcao.kernel.markdown import html_of

PageKind = Literal["terms", "privacy", "returns"]
LanguageCode = Annotated[str, StringConstraints(min_length=2, max_length=10)]
Markdown = Annotated[str, StringConstraints(max_length=50_000)]
Address = Annotated[str, StringConstraints(max_length=500)]
Agreed = Annotated[
    dict[PageKind, Annotated[int, Field(ge=1, le=10**9)]],
    Field(description="The legal pages that were shown, kind to version; see /legal-pages."),
]


class LegalPageIn(In):
    """By language a text in Markdown, or an https address elsewhere; with neither: withdrawn."""

    texts: dict[LanguageCode, Markdown] = Field({}, max_length=20)
    urls: dict[LanguageCode, Address] = Field({}, max_length=20)


class LegalPageOut(Out):
    """One version of a legal page. `html` is what `texts` look like, and harmless."""

    kind: PageKind
    version: int
    published_at: Moment | None
    texts: dict[str, str]
    html: dict[str, str]
    urls: dict[str, str]

    @classmethod
    def of(cls, page: LegalPageInfo) -> LegalPageOut:
        """As the API says it."""
        return cls(
            kind=page.kind.value,
            version=page.version,
            published_at=page.at,
            texts=dict(page.texts),
            html={language: html_of(text) for language, text in page.texts.items()},
            urls=dict(page.urls),
        )


class LegalPagesOut(Out):
    """The pages that count now; those that a store has not published are not there."""

    items: list[LegalPageOut]


def shown_of(agreed: dict[PageKind, int]) -> tuple[tuple[str, int], ...]:
    """What a purchase says was shown, as the domain knows it."""
    return tuple(sorted(agreed.items()))
