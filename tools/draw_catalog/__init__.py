"""Draws the demo shop's pictures and writes its product file. Development only."""
