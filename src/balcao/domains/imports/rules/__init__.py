"""Reading a product file and comparing it with the shop: pure functions, no database."""
