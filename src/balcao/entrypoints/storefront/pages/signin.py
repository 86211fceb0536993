"""Signing in without a password: a code by mail, or the link beside it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import rotate_token
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from balcao.domains.customers import errors, operations
from balcao.domains.customers.values import SignedIn
from balcao.entrypoints.storefront import links
from balcao.entrypoints.storefront.account import (
    forget_signed_in,
    keep_signed_in,
    secret_of,
    signed_in,
)
from balcao.entrypoints.storefront.cartcookie import forget_cart
from balcao.entrypoints.storefront.flash import say_next
from balcao.entrypoints.storefront.mycart import bring_along
from balcao.entrypoints.storefront.shell import answer, language_of, now_of, shell_of, store_of
from balcao.entrypoints.storefront.signing_in import (
    Asked,
    asked_of,
    forget_asked,
    keep_asked,
    safe_onward,
)
from balcao.entrypoints.storefront.viewmodels import ConfirmPage, Link, MessagePage, SignInPage
from balcao.plumbing.web.callers import network_address_of

LONGEST = 254


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for a mail address, then for the code; each answer to a form is another page."""
    if request.method == "POST":
        return _by_code(request) if "code" in request.POST else _ask(request)
    onward = safe_onward(request.GET.get("onward", ""))
    if signed_in(request) is not None:
        return _go(onward or links.page_url("account", language_of(request)))
    asked = Asked(onward=onward) if "fresh" in request.GET else asked_of(request)
    return _show(request, Asked(asked.email, onward or asked.onward))


@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, link: str) -> HttpResponse:
    """Ask whether to sign in here; only the button does it, since mail programs follow links."""
    if request.method != "POST":
        page = ConfirmPage(
            title=gettext("Sign in on this device?"),
            message=gettext("Only go on if you asked for this mail yourself a moment ago."),
            url=links.sign_in_link_url(link, language_of(request)),
            button=gettext("Sign in"),
        )
        return _private(answer(request, "confirm.html", page, shell_of(request)))
    store, language, now = store_of(request), language_of(request), now_of(request)
    try:
        made = operations.sign_in_by_link(store_id=store.id, link=link, language=language, now=now)
    except errors.WrongSignInCode:
        return _too_old(request)
    return _enter(request, made)


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Sign out here, or on every device."""
    shopper = signed_in(request)
    if shopper is not None and "everywhere" in request.POST:
        operations.sign_out_everywhere(store_id=shopper.store_id, customer_id=shopper.customer_id)
    operations.sign_out(secret=secret_of(request))
    rotate_token(request)
    response = _go(links.page_url("home", language_of(request)))
    forget_signed_in(response)
    if shopper is not None:  # it is theirs, and waits for them elsewhere
        forget_cart(response)
    return response


def _ask(request: HttpRequest) -> HttpResponse:
    email = request.POST.get("email", "").strip()[: LONGEST + 1]
    asked = Asked(email, safe_onward(request.POST.get("onward", "")))
    try:
        operations.ask_for_code(
            store_id=store_of(request).id,
            email=email,
            language=language_of(request),
            who=network_address_of(request),
            now=now_of(request),
        )
    except (errors.BadAddress, errors.TooManySignIns, errors.SignInNotMailed) as error:
        text, status = _why_not_sent(error)
        return _show(request, asked, text, is_sent=False, status=status)
    response = _go(links.page_url("sign-in", language_of(request)))
    keep_asked(response, asked)
    return response


def _why_not_sent(error: Exception) -> tuple[str, int]:
    if isinstance(error, errors.BadAddress):
        return gettext("Please give a mail address such as ana@example.com."), 422
    if isinstance(error, errors.TooManySignIns):
        return gettext("Too many codes were asked for. Please try again in an hour."), 429
    text = gettext("We could not send the mail. Check the address, or try again in a moment.")
    return text, 503


def _by_code(request: HttpRequest) -> HttpResponse:
    asked = asked_of(request)
    if not asked.email:
        return _go(f"{links.page_url('sign-in', language_of(request))}?fresh=1")
    try:
        made = operations.sign_in_by_code(
            store_id=store_of(request).id,
            email=asked.email,
            code=request.POST.get("code", ""),
            language=language_of(request),
            who=network_address_of(request),
            now=now_of(request),
        )
    except errors.WrongSignInCode:
        wrong = gettext("This code is not right or has become too old. Please look again.")
        return _show(request, asked, wrong, status=422)
    except errors.TooManySignIns:
        many = gettext("Too many codes were wrong. Please try again in a quarter of an hour.")
        return _show(request, asked, many, status=429)
    return _enter(request, made)


def _enter(request: HttpRequest, made: SignedIn) -> HttpResponse:
    """Go on as a shopper, with a new secret and a new token for forms."""
    rotate_token(request)
    language = language_of(request)
    response = _go(asked_of(request).onward or links.page_url("account", language))
    keep_signed_in(response, made, now_of(request))
    bring_along(request, response, made.shopper)
    forget_asked(response)
    say_next(response, gettext("You are signed in as %(email)s.") % {"email": made.shopper.email})
    return response


def _show(
    request: HttpRequest,
    asked: Asked,
    error: str = "",
    *,
    is_sent: bool = True,
    status: int = 200,
) -> HttpResponse:
    url = links.page_url("sign-in", language_of(request))
    is_sent = is_sent and bool(asked.email)
    page = SignInPage(
        title=gettext("Type the code") if is_sent else gettext("Sign in"),
        url=url,
        email=asked.email,
        onward=asked.onward,
        is_sent=is_sent,
        error=error,
        fresh_url=f"{url}?fresh=1",
    )
    return _private(answer(request, "sign_in.html", page, shell_of(request), status=status))


def _too_old(request: HttpRequest) -> HttpResponse:
    url = f"{links.page_url('sign-in', language_of(request))}?fresh=1"
    page = MessagePage(
        gettext("This link has been used or is too old"),
        gettext("Links work once, within 15 minutes. Ask for a new one."),
        (Link(gettext("Ask for a new code"), url),),
    )
    return _private(answer(request, "message.html", page, shell_of(request), status=410))


def _go(url: str) -> HttpResponse:
    return _private(HttpResponseRedirect(url, status=303))


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "same-origin"
    return response
