"""Pure rules of stored value: codes, points, and how refunds are shared out."""
