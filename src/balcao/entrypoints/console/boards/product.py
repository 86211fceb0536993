"""One product: its words, prices and variants."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from balcao.domains.catalog.errors import NoSuchProduct
from balcao.domains.catalog.models import Product
from balcao.domains.catalog.operations import add_variant
from balcao.domains.catalog.queries import (
    barcode_twins,
    categories,
    collections,
    collections_of,
    product_by_id,
)
from balcao.domains.catalog.values import CollectionInfo, NewVariant, ProductInfo
from balcao.domains.inventory.queries import default_location, levels_of
from balcao.domains.pricing.operations import set_prices
from balcao.domains.pricing.queries import prices_of, tax_rates
from balcao.entrypoints.console.boards.productform import (
    ProductForm,
    form_of,
    price_of,
    save_form,
    typed,
)
from balcao.entrypoints.console.listing import number_of
from balcao.entrypoints.console.pages import act, link, now_of, said, show, store_of
from balcao.kernel.errors import BalcaoError


def product(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """Show one product."""
    found = mine(request, product_id)
    return page(request, found, known_form(request, found))


def save(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """Save what was typed; what cannot be saved is shown again as it was typed."""
    found = mine(request, product_id)
    known = known_form(request, found)
    form = typed(request.POST, known)
    try:
        save_form(found, known, form, store_of(request), now_of(request))
    except BalcaoError as error:
        messages.error(request, said(error))
        fresh = error.facts.get("version")
        shown = replace_version(form, fresh) if isinstance(fresh, int) else form
        return page(request, found, shown, status=409 if fresh else 422)
    messages.success(request, "Saved. The shop shows it now.")
    return HttpResponseRedirect(link("product", product_id), status=303)


def add(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """Add a variant."""
    found = mine(request, product_id)
    put = partial(put_variant, request, found)
    back = link("product", product_id)
    return act(request, put, done="Variant added. Receive stock to sell it.", back=back)


@transaction.atomic
def put_variant(request: HttpRequest, found: ProductInfo) -> None:
    """Make the variant of the form, with its price."""
    store, now, post = store_of(request), now_of(request), request.POST
    version = post.get("version", "")
    new = NewVariant(
        sku=post.get("sku", ""),
        option_values=tuple(post.getlist("option_values")),
    )
    variant_id = add_variant(
        product_id=found.id,
        expected_version=number_of(version),
        variant=new,
        now=now,
    )
    if post.get("price", "").strip():
        price = price_of(variant_id, post["price"], "", store.currency)
        set_prices(store_id=store.id, prices=[price], now=now)


def page(
    request: HttpRequest, found: ProductInfo, form: ProductForm, *, status: int = 200
) -> HttpResponse:
    """The page of a product around a form."""
    store = store_of(request)
    levels = levels_of([variant.id for variant in found.variants])
    return show(
        request,
        "product.html",
        found.title,
        status=status,
        product=found,
        form=form,
        twins=barcode_twins(store.id, found.id),
        statuses=Product.Status.values,
        **_grouped(store.id, found.id),
        tax_classes=_tax_classes(store.id, form),
        shelves=categories(store.id, store.language),
        stock={level.variant_id: level for level in levels},
        place=default_location(store.id).id,
    )


def _grouped(store_id: int, product_id: UUID) -> dict[str, list[CollectionInfo]]:
    inside = collections_of([product_id])[product_id]
    return {"collections": [one for one in collections(store_id) if one.id in inside]}


def _tax_classes(store_id: int, form: ProductForm) -> list[str]:
    rates = tax_rates(store_id)
    return sorted({"standard", form.tax_class, *(rate.tax_class for rate in rates)})


def known_form(request: HttpRequest, found: ProductInfo) -> ProductForm:
    """The form as the catalog has it."""
    store = store_of(request)
    prices = prices_of([variant.id for variant in found.variants], store.currency)
    return form_of(found, prices, store)


def replace_version(form: ProductForm, version: int) -> ProductForm:
    """The same form on top of the latest version, for who read the warning and saves again."""
    values = {name: getattr(form, name) for name in form.__dataclass_fields__}
    return ProductForm(**{**values, "version": version})


def mine(request: HttpRequest, product_id: UUID) -> ProductInfo:
    """The product, if it is one of this store's. :raises NoSuchProduct: it is not."""
    store_id = store_of(request).id
    if not Product.objects.filter(pk=product_id, store_id=store_id).exists():
        raise NoSuchProduct
    return product_by_id(product_id)
