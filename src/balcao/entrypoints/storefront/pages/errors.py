"""What the shopper sees when there is nothing to see. None of it tells how the shop is built."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import get_template
from django.utils.translation import gettext

from balcao.entrypoints.storefront.shell import answer, shell_of
from balcao.entrypoints.storefront.viewmodels import Link, MessagePage


def not_found(request: HttpRequest, *_: object, **__: object) -> HttpResponse:
    """404 with a way back to the shelves."""
    try:
        shell = shell_of(request)
    except Http404:
        return HttpResponse(get_template("storefront/no_shop.html").render({}), status=404)
    page = MessagePage(
        title=gettext("This page is not here"),
        message=gettext("It may have moved, or the product is not sold any more. Try a shelf."),
        links=shell.categories,
    )
    return answer(request, "message.html", page, shell, status=404)


def csrf_refused(request: HttpRequest, *_: object, **__: object) -> HttpResponse:
    """403 for a form whose token is too old or missing: nothing was done, try again."""
    shell = shell_of(request)
    page = MessagePage(
        title=gettext("Please send that once more"),
        message=gettext(
            "The page was open for too long, or your browser blocks cookies, which the cart needs. "
            "Nothing was changed or ordered."
        ),
        links=(Link(gettext("Cart"), shell.cart_url), *shell.categories),
    )
    return answer(request, "message.html", page, shell, status=403)
