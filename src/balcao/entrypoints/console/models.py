"""What the console itself keeps: failed sign-ins, and what the last look at the books found."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class SignInFailure(models.Model):
    """One refused sign-in; ``key`` is a hash of the account and the address it came from."""

    key = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index("key", "at", name="sign_in_failure_idx")]

    def __str__(self) -> str:
        return f"{self.key[:8]} at {self.at:%Y-%m-%d %H:%M}"


class BooksCheck(models.Model):
    """One run of all invariants; ``findings`` holds each with its breaches, as ``verify`` says."""

    at = models.DateTimeField()
    by = models.CharField(max_length=254, blank=True)
    milliseconds = models.IntegerField()
    holds = models.BooleanField()
    findings = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{'in balance' if self.holds else 'BROKEN'} at {self.at:%Y-%m-%d %H:%M}"
