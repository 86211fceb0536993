"""What can be wrong about the catalog."""

from __future__ import annotations

from balcao.kernel.errors import Conflict, Invalid, NotFound


class NoSuchProduct(NotFound):
    """There is no such product."""

    code = "no_such_product"


class NoSuchVariant(NotFound):
    """There is no such variant."""

    code = "no_such_variant"


class NoSuchCategory(NotFound):
    """There is no such category."""

    code = "no_such_category"


class ProductChanged(Conflict):
    """Somebody changed this product since you opened it. Load it again and repeat your change."""

    code = "product_changed"


class HandleTaken(Conflict):
    """Another product has this handle already."""

    code = "handle_taken"


class SkuTaken(Conflict):
    """Another variant has this SKU already."""

    code = "sku_taken"


class NoSuchCollection(NotFound):
    """There is no such collection."""

    code = "no_such_collection"


class CollectionExists(Conflict):
    """Another collection has this slug already."""

    code = "collection_exists"


class CollectionChanged(Conflict):
    """Somebody changed this collection since you opened it. Load it again and repeat it."""

    code = "collection_changed"


class CollectionInUse(Conflict):
    """Promotions name this collection. Change them first, then delete it.

    ``used_by`` in the facts is a list of ``{"what", "id", "name"}``.
    """

    code = "collection_in_use"


class CollectionByRule(Conflict):
    """A rule decides what is in this collection. Change the rule, or choose by hand."""

    code = "collection_by_rule"


class BadCollection(Invalid):
    """The collection cannot be saved like this."""

    code = "bad_collection"


class BadCollectionRule(Invalid):
    """The rule of a collection cannot be understood; every finding says where and what to do.

    ``findings`` in the facts is a list of ``{"pointer", "says"}``: a JSON pointer (RFC 6901) into
    the rule, and a sentence.
    """

    code = "bad_collection_rule"


class BadProduct(Invalid):
    """The product cannot be saved like this."""

    code = "bad_product"
