"""The cards that a shopper lets us keep: removed on the page of the account."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from balcao.domains.checkout.operations import remove_saved_card
from balcao.domains.customers.values import Shopper
from balcao.domains.payments.errors import NoSuchSavedCard
from balcao.entrypoints.storefront import links
from balcao.entrypoints.storefront.flash import say_next
from balcao.entrypoints.storefront.pages.account import shoppers_only
from balcao.entrypoints.storefront.shell import language_of, now_of


@require_POST
@shoppers_only
def remove(request: HttpRequest, shopper: Shopper, card_id: UUID) -> HttpResponse:
    """Keep a card no longer; pressing twice removes it once."""
    try:
        remove_saved_card(
            card_id=card_id,
            customer_id=shopper.customer_id,
            store_id=shopper.store_id,
            now=now_of(request),
        )
    except NoSuchSavedCard:
        raise Http404 from None
    response = HttpResponseRedirect(links.page_url("account", language_of(request)), status=303)
    say_next(response, gettext("The card is forgotten."))
    return response
