"""The index behind the search box: words without accents, in every language of the store."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class SearchDocument(models.Model):
    """One product in one language, folded to lower case without accents."""

    store_id = models.IntegerField()
    product = models.ForeignKey("catalog.Product", on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=10)
    title = models.CharField(max_length=255, help_text="Folded.")
    words = SearchVectorField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("product", "language", name="search_document_once"),
        ]
        indexes: ClassVar = [GinIndex(fields=["words"], name="search_words_idx")]

    def __str__(self) -> str:
        return self.title
