"""What every page shares: which shop this is, its header and footer, and how a page is answered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import get_template
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from balcao.domains.risk.values import Visitor
from balcao.domains.stores.errors import NoSuchStore
from balcao.domains.stores.queries import store_for_host
from balcao.domains.stores.values import StoreInfo
from balcao.entrypoints.storefront import links
from balcao.entrypoints.storefront.cartcookie import cart_count_of
from balcao.entrypoints.storefront.chrome import chrome_of, shelf_links
from balcao.entrypoints.storefront.viewmodels import Link, Shell
from balcao.plumbing.kept import Kept
from balcao.plumbing.web.callers import device_digest_of, network_digest_of

KEPT_SECONDS = 15
STORES: Kept[StoreInfo] = Kept(KEPT_SECONDS)
LANGUAGE_NAMES: Mapping[str, tuple[str, str]] = {
    "pt-br": ("Português", "pt-BR"),
    "en": ("English", "en"),
}


def now_of(_: HttpRequest) -> datetime:
    """The moment of a request, aware UTC: the one place where the shop looks at the clock."""
    return datetime.now(UTC)


def language_of(request: HttpRequest) -> str:
    """Django's code of the page's language, such as ``pt-br``."""
    return getattr(request, "LANGUAGE_CODE", "") or get_language() or "pt-br"


def store_of(request: HttpRequest) -> StoreInfo:
    """The shop that answers to this host.

    :raises Http404: there is no shop at all yet.
    """
    host = request.get_host().partition(":")[0]
    try:
        return STORES.get(host, lambda: store_for_host(host))
    except NoSuchStore as error:
        raise Http404(error.message) from None


def words_of(texts: Mapping[str, str], language: str) -> str:
    """A text in this language, else in any."""
    return texts.get(language) or next(iter(texts.values()), "")


def is_partial(request: HttpRequest) -> bool:
    """Whether htmx asks for a fragment (a boosted link wants the page)."""
    return "HX-Request" in request.headers and "HX-Boosted" not in request.headers


def shell_of(request: HttpRequest, *, shelf: str = "", count: int | None = None) -> Shell:
    """Header and footer; ``shelf`` is the slug of the category that the page belongs to.

    ``count`` is the number of units in the cart where the page knows better than the cookie.
    """
    store, language = store_of(request), language_of(request)
    tagline = words_of(store.tagline, language)
    return Shell(
        store_name=store.name,
        tagline=tagline,
        language=LANGUAGE_NAMES.get(language, (language, language))[1],
        origin=f"{request.scheme}://{request.get_host()}",
        home_url=links.page_url("home", language),
        search_url=links.page_url("search", language),
        cart_url=links.page_url("cart", language),
        account_url=links.page_url("account", language),
        cart_count=cart_count_of(request) if count is None else count,
        categories=shelf_links(store, language, shelf),
        languages=_languages(request, store, language),
        chrome=chrome_of(store, language, shelf, tagline),
    )


def _languages(request: HttpRequest, store: StoreInfo, language: str) -> tuple[Link, ...]:
    path = request.get_full_path()
    bare = path[len("/en") :] if language == "en" else path
    known = [code for code in LANGUAGE_NAMES if code in store.languages]
    return tuple(
        Link(
            LANGUAGE_NAMES[code][0],
            f"/en{bare}" if code == "en" else bare,
            code == language,
            LANGUAGE_NAMES[code][1],
        )
        for code in known
    )


def answer(
    request: HttpRequest,
    template: str,
    page: object,
    shell: Shell,
    *,
    status: int = 200,
    **more: object,
) -> HttpResponse:
    """Render a page from finished values; no context processor and no session is touched."""
    context = {
        "shell": shell,
        "page": page,
        "csrf_token": SimpleLazyObject(lambda: get_token(request)),
        **more,
    }
    text = get_template(f"storefront/{template}").render(context)
    response = HttpResponse(text, status=status)
    response["Cache-Control"] = "private, no-cache"
    response["Vary"] = "HX-Request, Cookie"
    return response


def visitor_of(request: HttpRequest) -> Visitor:
    """Who asks, as digests that cannot be read back."""
    return Visitor(network_digest_of(request), device_digest_of(request))
