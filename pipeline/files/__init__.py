"""Decoded text with its exact bytes. Knows nothing of documentation."""
