"""Decisions about prices and taxes. Pure."""
