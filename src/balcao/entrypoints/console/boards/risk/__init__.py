"""Risk: orders in review, payments that were stopped, thresholds tried on past orders."""
