"""The legal pages of the shop: what shoppers read before they place an order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from balcao.domains.stores.errors import BadLegalPage, LegalPageChanged, NoSuchLegalPage
from balcao.domains.stores.operations import publish_legal_page
from balcao.domains.stores.queries import legal_pages, legal_versions
from balcao.domains.stores.values import LegalKind, LegalPageInfo
from balcao.entrypoints.console.listing import number_of
from balcao.entrypoints.console.pages import actor_of, link, now_of, show, store_of

NAMES: Final = {
    LegalKind.TERMS: "Terms of sale",
    LegalKind.PRIVACY: "Privacy policy",
    LegalKind.RETURNS: "Returns policy",
}
CHANGED: Final = (
    "Somebody else published this page while you had it open. What you typed is below; "
    "compare it with the latest version, then publish to put yours on top."
)
LANGUAGES: Final = {"pt-br": "Portuguese", "en": "English"}


@dataclass(frozen=True, slots=True)
class PageRow:
    """One kind of page in the list; ``lacks`` are languages that fall back to another one."""

    kind: str
    name: str
    page: LegalPageInfo | None
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """One language of the form; ``problem`` is what is wrong with it."""

    language: str
    name: str
    text: str
    url: str
    problem: str = ""


def pages(request: HttpRequest) -> HttpResponse:
    """List the pages, with what is missing."""
    store = store_of(request)
    there = {page.kind: page for page in legal_pages(store.id)}
    rows = [_row(kind, there.get(kind), store.languages) for kind in LegalKind]
    return show(request, "legal_pages.html", "Legal pages", rows=rows)


def page(request: HttpRequest, page_kind: str) -> HttpResponse:
    """Show one page to be written, and its versions."""
    kind = _kind(page_kind)
    versions = legal_versions(store_of(request).id, kind)
    latest = versions[0] if versions else LegalPageInfo(kind, 0, {}, {})
    return _form(request, latest, versions, latest.version)


def save(request: HttpRequest, page_kind: str) -> HttpResponse:
    """Publish what was written, or say beside the field why not."""
    kind = _kind(page_kind)
    said = LegalPageInfo(kind, 0, _said(request, "text"), _said(request, "url"))
    seen = number_of(request.POST.get("version", ""), 0)
    try:
        _publish(request, said, seen)
    except BadLegalPage as error:
        problem = {str(error.facts.get("field", "")): error.message}
        return _form(request, said, _versions(request, kind), seen, problem, status=422)
    except LegalPageChanged:
        messages.error(request, CHANGED)
        versions = _versions(request, kind)
        return _form(request, said, versions, versions[0].version, status=409)
    messages.success(request, "Published. The shop shows it within 15 seconds.")
    return HttpResponseRedirect(link("legal-page", kind.value), status=303)


def missing_pages(store_id: int) -> list[str]:
    """The names of the pages that a store does not show."""
    there = {one.kind for one in legal_pages(store_id)}
    return [NAMES[kind] for kind in LegalKind if kind not in there]


def _publish(request: HttpRequest, said: LegalPageInfo, seen: int) -> None:
    publish_legal_page(
        store_id=store_of(request).id,
        kind=said.kind,
        texts=said.texts,
        urls=said.urls,
        by=actor_of(request),
        now=now_of(request),
        expected_version=seen,
    )


def _versions(request: HttpRequest, kind: LegalKind) -> list[LegalPageInfo]:
    return legal_versions(store_of(request).id, kind)


def _form(
    request: HttpRequest,
    said: LegalPageInfo,
    versions: list[LegalPageInfo],
    seen: int,
    problems: dict[str, str] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    words = [_words(said, one, problems or {}) for one in store_of(request).languages]
    shown = {"kind": said.kind.value, "words": words, "versions": versions, "version": seen}
    return show(request, "legal_page.html", NAMES[said.kind], status=status, **shown)


def _words(said: LegalPageInfo, language: str, problems: dict[str, str]) -> Words:
    return Words(
        language=language,
        name=LANGUAGES.get(language, language),
        text=said.texts.get(language, ""),
        url=said.urls.get(language, ""),
        problem=problems.get(f"text-{language}") or problems.get(f"url-{language}") or "",
    )


def _row(kind: LegalKind, known: LegalPageInfo | None, languages: tuple[str, ...]) -> PageRow:
    there = known.languages if known else ()
    lacks = tuple(LANGUAGES.get(one, one) for one in languages if one not in there)
    return PageRow(kind.value, NAMES[kind], known, lacks if known else ())


def _said(request: HttpRequest, part: str) -> dict[str, str]:
    known = store_of(request).languages
    return {one: request.POST.get(f"{part}-{one}", "") for one in known}


def _kind(text: str) -> LegalKind:
    try:
        return LegalKind(text)
    except ValueError:
        raise NoSuchLegalPage from None
