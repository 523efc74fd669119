"""Floor 3: translation units, however they were found."""
