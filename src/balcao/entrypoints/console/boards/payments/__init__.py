"""Money of orders: what is set aside, taken and given back, and what providers were asked."""
