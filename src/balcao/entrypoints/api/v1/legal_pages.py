"""Terms of sale, privacy policy and returns policy: read by anybody, published by staff."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router

from balcao.domains.stores import errors
from balcao.domains.stores.operations import publish_legal_page
from balcao.domains.stores.queries import legal_page, legal_pages
from balcao.domains.stores.values import LegalKind
from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import reply, seen_number
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import public, staff
from balcao.entrypoints.api.here import moment, store_of
from balcao.entrypoints.api.v1.legal_shapes import (
    LegalPageIn,
    LegalPageOut,
    LegalPagesOut,
    PageKind,
)
from balcao.plumbing.audit import acting

router = Router()
VersionPath = Annotated[int, Path(ge=1, le=2**31 - 1)]


@router.get("/legal-pages", response=LegalPagesOut, **public())
def list_legal_pages(request: HttpRequest) -> HttpResponse:
    """The pages to show beside the button that places an order, and in the footer."""
    found = legal_pages(store_of(request).id)
    return reply(LegalPagesOut(items=[LegalPageOut.of(page) for page in found]))


@router.get(
    "/legal-pages/{page_kind}",
    response=LegalPageOut,
    **public(errors.NoSuchLegalPage, versioned=True),
)
def get_legal_page(request: HttpRequest, page_kind: PageKind) -> HttpResponse:
    """One page as it counts now; a withdrawn one has neither texts nor addresses."""
    return _page(request, page_kind)


@router.get(
    "/legal-pages/{page_kind}/versions/{page_version}",
    response=LegalPageOut,
    **public(errors.NoSuchLegalPage),
)
def get_legal_page_version(
    request: HttpRequest, page_kind: PageKind, page_version: VersionPath
) -> HttpResponse:
    """One page as it was, such as when an order was placed."""
    return reply(LegalPageOut.of(legal_page(store_of(request).id, page_kind, page_version)))


@router.put(
    "/legal-pages/{page_kind}",
    response=LegalPageOut,
    **staff(
        Capability.MANAGE_STORE,
        errors.BadLegalPage,
        errors.LegalPageChanged,
        errors.NoSuchLegalPage,
        if_match="required",
    ),
)
def put_legal_page(request: StaffRequest, page_kind: PageKind, said: LegalPageIn) -> HttpResponse:
    """Publish another version; `If-Match` is the version you have seen, `"0"` for the first."""
    with acting(request.auth.email, source="api"):
        publish_legal_page(
            store_id=store_of(request).id,
            kind=LegalKind(page_kind),
            texts=said.texts,
            urls=said.urls,
            by=request.auth.email,
            now=moment(),
            expected_version=seen_number(request),
        )
    return _page(request, page_kind)


def _page(request: HttpRequest, kind: PageKind) -> HttpResponse:
    found = legal_page(store_of(request).id, kind)
    return reply(LegalPageOut.of(found), version=found.version)
