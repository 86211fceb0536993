"""Decisions about stock, pure: what units are worth, which lots go first, what accounts are met."""
