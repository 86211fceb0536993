"""What is sold: categories, products, their options, variants and pictures."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from balcao.kernel.ids import new_id
from balcao.plumbing.audit import tracked


@tracked()
class Category(models.Model):
    """A shelf of the shop."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    store_id = models.IntegerField()
    slug = models.SlugField(max_length=80)
    name = models.CharField(max_length=80)
    description = models.CharField(max_length=300, blank=True)
    translations = models.JSONField(default=dict, blank=True)
    image = models.CharField(max_length=500, blank=True)
    position = models.IntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "name"]
        verbose_name_plural = "categories"
        constraints: ClassVar = [
            models.UniqueConstraint("store_id", "slug", name="category_slug_once_per_store"),
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class Product(models.Model):
    """Something a shopper looks at; what is bought is one of its variants.

    ``translations`` is ``{"en": {"title": …, "description_html": …, "terms": {"Cor": "Color"}}}``,
    where ``terms`` translates option names and values. ``attributes`` says what is true of every
    variant, ``{"Material": "Linen"}``; ``tax_class`` names one of the store's tax rules.
    ``version`` rises with each edit (ETag).
    """

    class Status(models.TextChoices):
        ACTIVE = "active"
        DRAFT = "draft"
        ARCHIVED = "archived"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    store_id = models.IntegerField()
    handle = models.SlugField(max_length=255)
    title = models.CharField(max_length=255)
    description_html = models.TextField(blank=True, help_text="Cleaned HTML.")
    vendor = models.CharField(max_length=255, blank=True)
    category = models.ForeignKey(Category, null=True, blank=True, on_delete=models.PROTECT)
    tags = ArrayField(models.CharField(max_length=255), default=list, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    option_names = ArrayField(models.CharField(max_length=255), default=list, blank=True, size=3)
    seo_title = models.CharField(max_length=255, blank=True)
    seo_description = models.CharField(max_length=500, blank=True)
    translations = models.JSONField(default=dict, blank=True)
    attributes = models.JSONField(default=dict, blank=True, db_default={})
    tax_class = models.CharField(max_length=40, default="standard", db_default="standard")
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("store_id", "handle", name="product_handle_once_per_store"),
        ]
        indexes: ClassVar = [
            models.Index(
                "store_id",
                "category",
                models.F("created_at").desc(),
                "id",
                name="product_listing_idx",
            ),
        ]

    def __str__(self) -> str:
        return self.title


@tracked()
class Variant(models.Model):
    """One thing that can be put in a parcel. Option values stand in the product's option order."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    store_id = models.IntegerField()
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="variants")
    sku = models.CharField(max_length=255)
    barcode = models.CharField(max_length=60, blank=True)
    option_values = ArrayField(models.CharField(max_length=255), default=list, size=3, blank=True)
    position = models.IntegerField(default=1)
    weight_grams = models.IntegerField(default=0)
    requires_shipping = models.BooleanField(default=True)
    taxable = models.BooleanField(default=True)
    image = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint("store_id", "sku", name="variant_sku_once_per_store"),
            models.UniqueConstraint("product", "option_values", name="variant_options_once"),
            models.CheckConstraint(
                condition=Q(weight_grams__gte=0), name="variant_weight_positive"
            ),
        ]
        indexes: ClassVar = [
            # Scanned codes. Not unique: imported files repeat barcodes, and the scan then asks.
            models.Index(
                "store_id", "barcode", condition=~Q(barcode=""), name="variant_barcode_idx"
            ),
        ]

    def __str__(self) -> str:
        return self.sku


@tracked()
class Collection(models.Model):
    """Products that belong together: chosen by hand, or by a rule that is kept up to date.

    Without a ``rule`` the products were chosen by hand and stand in the order they were put in.
    ``translations`` is ``{"en": {"name": …, "description": …}}``.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    store_id = models.IntegerField()
    slug = models.SlugField(max_length=80)
    name = models.CharField(max_length=80)
    description = models.CharField(max_length=300, blank=True)
    translations = models.JSONField(default=dict, blank=True)
    rule = models.JSONField(null=True, blank=True)
    is_listed = models.BooleanField(default=True, help_text="Has a page in the shop.")
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint("store_id", "slug", name="collection_slug_once_per_store"),
        ]

    def __str__(self) -> str:
        return self.name


class CollectionProduct(models.Model):
    """A product of a collection; ``position`` orders those chosen by hand."""

    store_id = models.IntegerField()
    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="members")
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+")
    position = models.IntegerField(default=0)

    class Meta:
        db_table = "catalog_collection_products"
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint("collection", "product", name="collection_product_once"),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} in {self.collection_id}"


class Media(models.Model):
    """A picture of a product. ``src`` is a path below the media folder or an https address."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="media")
    src = models.CharField(max_length=500)
    alt = models.CharField(max_length=500, blank=True)
    translations = models.JSONField(default=dict, blank=True)
    position = models.IntegerField(default=1)
    width = models.IntegerField(default=0)
    height = models.IntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position"]
        verbose_name_plural = "media"
        constraints: ClassVar = [
            models.UniqueConstraint("product", "src", name="media_once_per_product"),
        ]

    def __str__(self) -> str:
        return self.src
