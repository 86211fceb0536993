"""Mail addresses that are thrown away, by a list that is kept up elsewhere. Pure."""

from __future__ import annotations

from disposable_email_domains import blocklist


def is_disposable(email: str) -> bool:
    """Whether the domain of an address, or one above it, is on the list."""
    domain = email.rpartition("@")[2].strip().lower().rstrip(".")
    labels = domain.split(".")
    return any(".".join(labels[start:]) in blocklist for start in range(len(labels) - 1))
