"""How risky an order looks, and why. Pure."""
