"""Buying as other rooms see it."""
