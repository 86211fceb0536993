"""Allocation strategies that come with Balcao."""
