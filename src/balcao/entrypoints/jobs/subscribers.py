"""Events that lead to work outside a transaction: each puts a job into the queue."""

from __future__ import annotations
