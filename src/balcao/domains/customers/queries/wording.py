"""A segment's rule as a sentence."""

from balcao.domains.customers.rules import ids_in, in_words

__all__ = ["ids_in", "in_words"]
