"""Imports: the file, its plan, how far it came, and what it takes to undo it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from balcao.kernel.ids import new_id


class ImportRun(models.Model):
    """One file on its way into the shop. Counts, findings and plan are as of the last dry run."""

    class State(models.TextChoices):
        UPLOADED = "uploaded"
        PLANNED = "planned"
        APPLYING = "applying"
        APPLIED = "applied"
        FAILED = "failed"
        UNDONE = "undone"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    store_id = models.IntegerField()
    kind = models.CharField(max_length=20, default="products")
    state = models.CharField(max_length=10, choices=State.choices, default=State.UPLOADED)
    file_name = models.CharField(max_length=255)
    size = models.BigIntegerField(help_text="Bytes.")
    sha256 = models.CharField(max_length=64)
    encoding = models.CharField(max_length=20, blank=True)
    asset_folder = models.CharField(
        max_length=500, blank=True, help_text="Where relative picture paths are looked for."
    )
    rows = models.IntegerField(default=0)
    counts = models.JSONField(default=dict, help_text="Products and variants by what happens.")
    errors = models.IntegerField(default=0)
    warnings = models.IntegerField(default=0)
    plan_digest = models.CharField(max_length=64, blank=True)
    unused_columns = models.JSONField(default=list)
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    note = models.TextField(blank=True)
    actor = models.CharField(max_length=254, blank=True)
    created_at = models.DateTimeField()
    planned_at = models.DateTimeField(null=True)
    applied_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        indexes: ClassVar = [
            models.Index("store_id", models.F("created_at").desc(), name="import_run_listing_idx"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(done__gte=0) & models.Q(done__lte=models.F("total")),
                name="import_progress_in_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.state})"


class ImportPaper(models.Model):
    """The heavy parts of a run, apart from its row so that progress is cheap to write.

    ``content`` is the file; ``plan``, ``problems``, ``before`` and ``after`` are compressed JSON.
    """

    run = models.OneToOneField(
        ImportRun, primary_key=True, on_delete=models.CASCADE, related_name="paper"
    )
    content = models.BinaryField()
    plan = models.BinaryField(default=bytes)
    problems = models.BinaryField(default=bytes)
    before = models.BinaryField(default=bytes)
    after = models.BinaryField(default=bytes)

    def __str__(self) -> str:
        return f"papers of {self.run_id}"
