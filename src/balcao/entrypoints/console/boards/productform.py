"""The form of a product, from the catalog or as somebody typed it; saved by operations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.http import QueryDict

from balcao.domains.catalog.errors import BadProduct
from balcao.domains.catalog.operations import edit_product, edit_variants
from balcao.domains.catalog.values import ProductEdit, ProductInfo, VariantEdit
from balcao.domains.pricing.values import VariantPrice
from balcao.domains.stores.values import StoreInfo
from balcao.entrypoints.console.boards import productprices
from balcao.entrypoints.console.listing import number_of
from balcao.kernel.money import Money


@dataclass(frozen=True, slots=True)
class WordsForm:
    """The texts of one other language; ``terms`` has a line ``Cor = Color`` per option word."""

    language: str
    title: str
    description_html: str
    terms: str


@dataclass(frozen=True, slots=True)
class VariantForm:
    """One row of the table of variants, as typed."""

    id: UUID
    options: str
    sku: str
    barcode: str
    weight: str
    price: str
    compare_at: str
    seen: str = ""

    @property
    def said(self) -> str:
        """What the fields of the price say, as one text."""
        return f"{self.price}|{self.compare_at}"


@dataclass(frozen=True, slots=True)
class ProductForm:
    """Everything that the page of a product can change, as typed."""

    version: int
    title: str
    status: str
    vendor: str
    category: str
    tags: str
    description_html: str
    attributes: tuple[tuple[str, str], ...]
    tax_class: str
    words: tuple[WordsForm, ...]
    variants: tuple[VariantForm, ...]


def form_of(
    product: ProductInfo, prices: Mapping[UUID, VariantPrice], store: StoreInfo
) -> ProductForm:
    """The form as the catalog has it."""
    return ProductForm(
        version=product.version,
        title=product.title,
        status=product.status,
        vendor=product.vendor,
        category=product.category or "",
        tags=", ".join(product.tags),
        description_html=product.description_html,
        attributes=tuple(product.attributes.items()),
        tax_class=product.tax_class,
        words=tuple(
            _words(product, language) for language in store.languages if language != store.language
        ),
        variants=tuple(
            VariantForm(
                variant.id,
                " / ".join(variant.option_values),
                variant.sku,
                variant.barcode,
                str(variant.weight_grams),
                productprices.amount_text(prices, variant.id, "amount"),
                productprices.amount_text(prices, variant.id, "compare_at"),
                productprices.said_of(prices, variant.id),
            )
            for variant in product.variants
        ),
    )


def typed(post: QueryDict, known: ProductForm) -> ProductForm:
    """The form as somebody filled it in; what was not sent stays as it is known."""
    version = post.get("version", "")
    return ProductForm(
        version=number_of(version),
        title=post.get("title", ""),
        status=post.get("status", ""),
        vendor=post.get("vendor", ""),
        category=post.get("category", ""),
        tags=post.get("tags", ""),
        description_html=post.get("description_html", ""),
        attributes=_pairs(post) if "attribute" in post else known.attributes,
        tax_class=post.get("tax_class", known.tax_class),
        words=tuple(
            WordsForm(w.language, *(post.get(f"{n}-{w.language}", "") for n in TEXTS))
            for w in known.words
        ),
        variants=tuple(
            VariantForm(
                v.id,
                v.options,
                *(post.get(f"{n}-{v.id}", getattr(v, n)).strip() for n in CELLS),
                seen=post.get(f"seen-{v.id}", v.seen),
            )
            for v in known.variants
        ),
    )


def _pairs(post: QueryDict) -> tuple[tuple[str, str], ...]:
    pairs = zip(post.getlist("attribute"), post.getlist("attribute_value"), strict=False)
    stripped = [(name.strip(), value.strip()) for name, value in pairs]
    return tuple(pair for pair in stripped if any(pair))


TEXTS = ("title", "description_html", "terms")
CELLS = ("sku", "barcode", "weight", "price", "compare_at")


@transaction.atomic
def save_form(
    product: ProductInfo, known: ProductForm, form: ProductForm, store: StoreInfo, now: datetime
) -> None:
    """Save what differs, all of it or nothing.

    :raises BalcaoError: what the operations refuse, such as a version that is not the latest.
    """
    edit = ProductEdit(
        title=form.title,
        status=form.status,
        vendor=form.vendor.strip(),
        category_slug=form.category,
        tags=tuple(tag.strip() for tag in form.tags.split(",") if tag.strip()),
        description_html=form.description_html,
        translations=_translations(product, form),
        attributes=_attributes(form),
        tax_class=form.tax_class.strip(),
    )
    version = edit_product(product_id=product.id, expected_version=form.version, edit=edit, now=now)
    pairs = list(zip(known.variants, form.variants, strict=True))
    changed = [new for old, new in pairs if _cells(old) != _cells(new)]
    if changed:
        edits = [
            VariantEdit(id=v.id, sku=v.sku, barcode=v.barcode, weight_grams=_grams(v.weight))
            for v in changed
        ]
        edit_variants(product_id=product.id, expected_version=version, edits=edits, now=now)
    priced = [
        productprices.TypedPrice(row.id, row.sku, row.seen, _price(row, store.currency))
        for row in form.variants
        if row.said != row.seen
    ]
    productprices.save_prices(priced, store, now)


def _attributes(form: ProductForm) -> dict[str, str]:
    names = [name for name, _ in form.attributes]
    twice = next((name for name in names if names.count(name) > 1), "")
    if twice or not all(name and value for name, value in form.attributes):
        says = (
            f"The attribute “{twice}” stands twice."
            if twice
            else ("An attribute needs a name and a value. Empty both to take it out.")
        )
        raise BadProduct(says, field="attributes")
    return dict(form.attributes)


def _price(row: VariantForm, currency: str) -> VariantPrice | None:
    return price_of(row.id, row.price, row.compare_at, currency) if row.price else None


def price_of(variant_id: UUID, price: str, compare_at: str, currency: str) -> VariantPrice:
    """A price as typed, with a point or a comma.

    :raises NotAnAmount: it is not an amount of this currency.
    """
    compared = money_of(compare_at, currency) if compare_at else None
    return VariantPrice(variant_id, money_of(price, currency), compared)


def money_of(text: str, currency: str) -> Money:
    """An amount as typed, with a point or a comma. :raises NotAnAmount: it is not one."""
    plain = text.strip()
    if "," in plain and "." not in plain:
        plain = plain.replace(",", ".")
    return Money.parse(plain, currency)


def _translations(product: ProductInfo, form: ProductForm) -> dict[str, object]:
    kept = {key: dict(value) for key, value in product.translations.items()}
    for words in form.words:
        entry = kept.get(words.language, {})
        for name, text in (("title", words.title), ("description_html", words.description_html)):
            entry[name] = text.strip()
        entry["terms"] = terms_of(words.terms)
        kept[words.language] = {name: value for name, value in entry.items() if value}
    return {key: value for key, value in kept.items() if value}


def terms_of(text: str) -> dict[str, str]:
    """Lines such as ``Cor = Color`` as pairs.

    :raises BadProduct: a line is not such a pair.
    """
    pairs = {}
    for line in filter(None, (line.strip() for line in text.splitlines())):
        word, equals, other = (part.strip() for part in line.partition("="))
        if not (word and equals and other):
            raise BadProduct(f"“{line}” is not of the form “Cor = Color”.", field="terms")
        pairs[word] = other
    return pairs


def _words(product: ProductInfo, language: str) -> WordsForm:
    known = product.translations.get(language, {})
    terms = "\n".join(f"{word} = {other}" for word, other in known.get("terms", {}).items())
    return WordsForm(language, known.get("title", ""), known.get("description_html", ""), terms)


def _cells(row: VariantForm) -> tuple[str, str, str]:
    return row.sku, row.barcode, row.weight


def _grams(text: str) -> int:
    if number_of(text, -1) < 0:
        raise BadProduct("A weight is a whole number of grams.", field="weight")
    return int(text)
