"""Collections as they are sent to us and answered."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from balcao.domains.catalog.values import CollectionEdit
from balcao.entrypoints.api.shapes import In, Moment, Out

Tongue = Annotated[str, Field(pattern=r"^[a-z]{2}(-[a-z]{2})?$")]


class CollectionWordsIn(In):
    """A collection's words in one language."""

    name: str = Field("", max_length=80)
    description: str = Field("", max_length=300)


class CollectionChangeIn(In):
    """A collection as it should be; without a rule its products are chosen by hand."""

    name: str = Field(min_length=1, max_length=80)
    description: str = Field("", max_length=300)
    translations: dict[Tongue, CollectionWordsIn] = Field({}, max_length=20)
    rule: dict[str, Any] | None = None
    is_listed: bool = True

    def edit(self) -> CollectionEdit:
        """As the catalog knows it."""
        return CollectionEdit(
            name=self.name,
            description=self.description,
            translations={
                tongue: words.model_dump(exclude_defaults=True)
                for tongue, words in self.translations.items()
            },
            rule=self.rule,
            is_listed=self.is_listed,
        )


class CollectionIn(CollectionChangeIn):
    """A new collection; without a slug it is made of the name, and never changes."""

    slug: str = Field("", max_length=80)


class CollectionOut(Out):
    """Products that belong together; ``products`` is how many."""

    id: UUID
    slug: str
    name: str
    description: str
    translations: dict[str, Any]
    rule: dict[str, Any] | None
    is_listed: bool
    products: int
    version: int
    created_at: Moment
    updated_at: Moment


class CollectionsOut(Out):
    """All collections of the store."""

    items: list[CollectionOut]


class CollectionProductsIn(In):
    """Which products are in it, in this order."""

    product_ids: list[UUID] = Field(max_length=5000)


class CollectionProductsOut(Out):
    """The products of a collection: by hand in their order, by rule oldest first."""

    product_ids: list[UUID]
