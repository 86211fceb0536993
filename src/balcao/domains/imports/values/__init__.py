"""What the import desk speaks of."""
