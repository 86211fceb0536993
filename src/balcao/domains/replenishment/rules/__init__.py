"""Decisions about buying in time, pure: what demand looks like, when to buy, and how much."""
