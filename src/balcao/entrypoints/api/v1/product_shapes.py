"""Products as they are sent to us and answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from balcao.domains.catalog.values import NewProduct, NewVariant, ProductEdit
from balcao.entrypoints.api.shapes import In, Line, Moment, MoneyOut, Out, Paged

Status = Literal["active", "draft", "archived"]
MOST_HTML = 100_000
HANDLE = r"^[a-z0-9]+(-[a-z0-9]+)*$"


class VariantOut(Out):
    """One thing that can be bought; ``price`` is null when it is not for sale."""

    id: UUID
    sku: str
    option_values: list[str]
    barcode: str
    weight_grams: int
    requires_shipping: bool
    position: int
    price: MoneyOut | None
    compare_at: MoneyOut | None
    sellable: int


class MediaOut(Out):
    """A picture: a path below /media/, or an https address. Sizes in pixels, 0 when unknown."""

    src: str
    alt: str
    width: int
    height: int


class ProductOut(Out):
    """A product with everything that belongs to it."""

    id: UUID
    handle: str
    title: str
    description_html: str
    vendor: str
    category: str | None
    tags: list[str]
    status: str
    option_names: list[str]
    translations: dict[str, Any]
    version: int
    created_at: Moment
    updated_at: Moment
    variants: list[VariantOut]
    media: list[MediaOut]
    attributes: dict[str, str]
    tax_class: str


class ProductsOut(Paged):
    """A page of products."""

    items: list[ProductOut]


class WordsIn(In):
    """A product's words in one language; ``terms`` translates option names and values."""

    title: Line = ""
    description_html: str = Field("", max_length=MOST_HTML)
    terms: dict[Line, Line] = Field({}, max_length=100)


Translations = dict[Annotated[str, Field(pattern=r"^[a-z]{2}(-[a-z]{2})?$")], WordsIn]


class VariantIn(In):
    """A variant; its option values stand in the product's option order."""

    sku: str = Field(min_length=1, max_length=255)
    option_values: list[Line] = Field([], max_length=3)
    barcode: str = Field("", max_length=60)
    weight_grams: int = Field(0, ge=0, le=10_000_000)


class ProductIn(In):
    """A new product with one variant at least."""

    handle: str = Field(pattern=HANDLE, max_length=255)
    title: str = Field(min_length=1, max_length=255)
    variants: list[VariantIn] = Field(min_length=1, max_length=250)
    description_html: str = Field("", max_length=MOST_HTML)
    vendor: Line = ""
    status: Status = "draft"
    tags: list[Line] = Field([], max_length=250)
    category: str = Field("", max_length=80, description="The slug of a category.")
    option_names: list[Line] = Field([], max_length=3)
    translations: Translations = Field({}, max_length=20)
    attributes: dict[Line, Line] = Field({}, max_length=100)
    tax_class: str = Field("standard", max_length=40)

    def product(self) -> NewProduct:
        """The product as the catalog knows it."""
        return NewProduct(
            handle=self.handle,
            title=self.title,
            variants=tuple(
                NewVariant(**{**v.model_dump(), "option_values": tuple(v.option_values)})
                for v in self.variants
            ),
            description_html=self.description_html,
            vendor=self.vendor,
            status=self.status,
            tags=tuple(self.tags),
            category_slug=self.category,
            option_names=tuple(self.option_names),
            translations=_words(self.translations) or {},
            attributes=self.attributes,
            tax_class=self.tax_class,
        )


class ProductEditIn(In):
    """What changes; what is left out or null stays as it is."""

    title: str | None = Field(None, min_length=1, max_length=255)
    description_html: str | None = Field(None, max_length=MOST_HTML)
    vendor: Line | None = None
    status: Status | None = None
    tags: list[Line] | None = Field(None, max_length=250)
    category: str | None = Field(None, max_length=80, description="A slug; empty for none.")
    translations: Translations | None = Field(None, max_length=20)
    attributes: dict[Line, Line] | None = Field(None, max_length=100)
    tax_class: str | None = Field(None, max_length=40)

    def edit(self) -> ProductEdit:
        """The edit as the catalog knows it."""
        return ProductEdit(
            title=self.title,
            description_html=self.description_html,
            vendor=self.vendor,
            status=self.status,
            tags=None if self.tags is None else tuple(self.tags),
            category_slug=self.category,
            translations=_words(self.translations),
            attributes=self.attributes,
            tax_class=self.tax_class,
        )


def _words(translations: Mapping[str, WordsIn] | None) -> dict[str, Any] | None:
    if translations is None:
        return None
    return {
        tongue: words.model_dump(exclude_defaults=True) for tongue, words in translations.items()
    }
