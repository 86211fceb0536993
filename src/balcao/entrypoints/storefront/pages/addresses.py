"""The addresses a shopper keeps: a form for each, in the shape of its country."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from balcao.domains.customers import errors, operations
from balcao.domains.customers.queries import saved_address
from balcao.domains.customers.values import Address, SavedAddressInfo, Shopper
from balcao.domains.shipping.queries import countries_served
from balcao.entrypoints.storefront import links
from balcao.entrypoints.storefront.fields import (
    address_fields,
    contact_fields,
    error_links,
    error_texts,
)
from balcao.entrypoints.storefront.flash import say_next
from balcao.entrypoints.storefront.forms import CheckoutInput, input_of
from balcao.entrypoints.storefront.pages.account import shoppers_only
from balcao.entrypoints.storefront.shell import answer, language_of, now_of, shell_of, store_of
from balcao.entrypoints.storefront.viewmodels import AddressPage, Field

WHO = ("name", "phone")


@require_http_methods(["GET", "HEAD", "POST"])
@shoppers_only
def new(request: HttpRequest, shopper: Shopper) -> HttpResponse:
    """Ask for an address and keep it."""
    if request.method != "POST":
        return _show(request, CheckoutInput(name=shopper.name), None)
    return _take(request, shopper, None)


@require_http_methods(["GET", "HEAD", "POST"])
@shoppers_only
def edit(request: HttpRequest, shopper: Shopper, address_id: UUID) -> HttpResponse:
    """Change an address, make it the default, or keep it no longer."""
    try:
        known = saved_address(shopper.store_id, shopper.customer_id, address_id)
        if request.method != "POST":
            return _show(request, input_of(known.address), known)
        return _take(request, shopper, known)
    except errors.NoSuchSavedAddress:
        raise Http404 from None


def _take(request: HttpRequest, shopper: Shopper, known: SavedAddressInfo | None) -> HttpResponse:
    action, form = request.POST.get("action", ""), CheckoutInput.from_post(request.POST)
    whose = {"store_id": shopper.store_id, "customer_id": shopper.customer_id}
    if action == "remove" and known is not None:
        operations.remove_address(**whose, address_id=known.id, now=now_of(request))
        return _done(request, gettext("The address is forgotten."))
    if action != "save":
        return _show(request, form, known)
    try:
        _write(request, whose, form.address(), known)
    except errors.BadAddress as error:
        fields = error.facts.get("fields")
        texts = error_texts(fields if isinstance(fields, Mapping) else {}, form)
        return _show(request, form, known, texts, status=422)
    except errors.TooManySavedAddresses:
        text = gettext("An account keeps 20 addresses. Please remove one first.")
        return _show(request, form, known, message=text, status=409)
    return _done(request, gettext("Saved."))


def _write(
    request: HttpRequest,
    whose: Mapping[str, int],
    address: Address,
    known: SavedAddressInfo | None,
) -> None:
    said = {"address": address, "is_default": "default" in request.POST, "now": now_of(request)}
    if known is None:
        operations.save_address(**whose, **said)
    else:
        operations.change_address(**whose, **said, address_id=known.id)


def _show(
    request: HttpRequest,
    form: CheckoutInput,
    known: SavedAddressInfo | None,
    texts: Mapping[str, str] | None = None,
    *,
    message: str = "",
    status: int = 200,
) -> HttpResponse:
    page = _page(request, form, known, texts or {}, message)
    return answer(request, "address.html", page, shell_of(request), status=status)


def _page(
    request: HttpRequest,
    form: CheckoutInput,
    known: SavedAddressInfo | None,
    texts: Mapping[str, str],
    message: str,
) -> AddressPage:
    fields = _fields(request, form, texts)
    return AddressPage(
        _title(known),
        request.path,
        fields,
        links.page_url("account", language_of(request)),
        is_default=bool(known and known.is_default),
        is_new=known is None,
        errors=error_links(fields),
        message=message,
    )


def _title(known: SavedAddressInfo | None) -> str:
    return gettext("Change the address") if known else gettext("New address")


def _fields(
    request: HttpRequest, form: CheckoutInput, wrong: Mapping[str, str]
) -> tuple[Field, ...]:
    store = store_of(request)
    form = replace(form, country=form.country or store.country)
    who = tuple(one for one in contact_fields(form, wrong) if one.name in WHO)
    countries = countries_served(store.id)
    return (*who, *address_fields(form, wrong, countries, language_of(request)))


def _done(request: HttpRequest, text: str) -> HttpResponse:
    response = HttpResponseRedirect(links.page_url("account", language_of(request)), status=303)
    say_next(response, text)
    return response
