"""How facts become journals. Pure."""
