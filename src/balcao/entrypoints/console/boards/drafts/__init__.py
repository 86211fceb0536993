"""Draft orders: what staff put together for a customer, the quote of it, links to pay."""
