"""Mail to the world."""
