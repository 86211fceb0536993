"""Prices: lists, history, schedules, repricing, exchange rates."""
