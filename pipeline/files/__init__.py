"""Floor 1: decoded text with its exact bytes. Knows nothing of documentation."""
