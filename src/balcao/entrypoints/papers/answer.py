"""A paper as an answer: PDF, shown by the caller and kept by nobody in between."""

from __future__ import annotations

from django.http import HttpResponse


def as_pdf(pdf: bytes, name: str) -> HttpResponse:
    """A paper under a file name, to be shown and printed from there."""
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response
