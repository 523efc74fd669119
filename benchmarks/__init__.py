"""Measurements: what the project promises in figures, and how to get them again."""
