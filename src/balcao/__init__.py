"""Balcao: the one counter across which a direct-to-consumer business is run."""

__version__ = "0.1.0"
