"""Decisions about buying. Pure."""
