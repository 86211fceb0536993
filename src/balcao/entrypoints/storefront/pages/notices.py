"""Being told when something sold out is back: asking for it, and taking that back."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from balcao.domains.replenishment.errors import (
    BadNotice,
    InStockAlready,
    NothingToWaitFor,
    TooManyNotices,
)
from balcao.domains.replenishment.operations import ask_for_notice, end_notices
from balcao.domains.search.values import Offer
from balcao.domains.search.values import ProductPage as Found
from balcao.entrypoints.storefront import links
from balcao.entrypoints.storefront.buying import FIELDS, chosen_url, has_options, notice_box
from balcao.entrypoints.storefront.noticetokens import notice_of
from balcao.entrypoints.storefront.pages.product import product_of, show_product
from balcao.entrypoints.storefront.shell import (
    answer,
    is_partial,
    language_of,
    now_of,
    shell_of,
    store_of,
)
from balcao.entrypoints.storefront.viewmodels import Link, MessagePage, NoticeBox, NoticeEnd

LONGEST = 254


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, handle: str) -> HttpResponse:
    """Take a mail address for a sold-out variant; looking leads to the product."""
    found = product_of(request, handle)
    offer = _offer_of(found, request.POST.get("variant", ""))
    box = notice_box(found, offer, language_of(request))
    if offer is None or box is None:
        return _go_to(request, _url_of(request, found, offer))
    try:
        box, status = _asked(request, offer, box)
    except (InStockAlready, NothingToWaitFor):
        return _go_to(request, _url_of(request, found, offer))
    return _show(request, found, offer, box, status)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether to forget what an address waits for; forget it when that is sent."""
    notice_id, store = notice_of(token), store_of(request)
    if notice_id is None:
        raise Http404
    shell = shell_of(request)
    if request.method != "POST":
        page = NoticeEnd(links.notice_end_url(token, language_of(request)))
        return answer(request, "notice_end.html", page, shell)
    end_notices(store_id=store.id, notice_id=notice_id, now=now_of(request))
    words = gettext("We write no more mails to you about things that were sold out.")
    home = Link(gettext("Back to the shop"), shell.home_url)
    return answer(request, "message.html", MessagePage(gettext("Forgotten"), words, (home,)), shell)


def _asked(request: HttpRequest, offer: Offer, box: NoticeBox) -> tuple[NoticeBox, int]:
    """The form with what came of it, and its status."""
    email = request.POST.get("email", "")[: LONGEST + 1]
    try:
        ask_for_notice(
            store_id=store_of(request).id,
            variant_id=offer.variant_id,
            email=email,
            language=language_of(request),
            now=now_of(request),
        )
    except BadNotice:
        wrong = gettext("Please give a mail address such as ana@example.com.")
        return replace(box, email=email, error=wrong), 422
    except TooManyNotices:
        many = gettext("Very many ask for this right now. Please try again in ten minutes.")
        return replace(box, email=email, error=many), 409
    done = gettext("Done. We write one mail to %(email)s when it can be bought again.")
    return replace(box, done=done % {"email": email.strip()}), 200


def _show(
    request: HttpRequest, found: Found, offer: Offer, box: NoticeBox, status: int
) -> HttpResponse:
    """The form again with what came of it; the whole product where there is no JavaScript."""
    if is_partial(request):
        shell = shell_of(request)
        return answer(request, "partials/notice.html", None, shell, status=status, notice=box)
    chosen = request.POST.copy()
    if has_options(found):
        chosen.update(dict(zip(FIELDS, offer.options, strict=False)))
    return show_product(request, found, chosen, notice=box, status=status)


def _offer_of(found: Found, variant_id: str) -> Offer | None:
    return next((offer for offer in found.offers if str(offer.variant_id) == variant_id), None)


def _url_of(request: HttpRequest, found: Found, offer: Offer | None) -> str:
    return chosen_url(found, offer, language_of(request))


def _go_to(request: HttpRequest, url: str) -> HttpResponse:
    """A redirect that htmx follows as a page, not as a fragment."""
    if is_partial(request):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return HttpResponseRedirect(url, status=303)
