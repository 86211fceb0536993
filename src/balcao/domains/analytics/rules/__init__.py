"""Reckoning what would have been: pure, an order at a time."""
