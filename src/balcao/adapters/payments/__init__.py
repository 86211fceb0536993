"""Ways to be paid that come with Balcao."""
