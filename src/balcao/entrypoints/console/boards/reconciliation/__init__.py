"""Reconciliation: what reconciles, what waits for a decision, files, bank accounts."""
