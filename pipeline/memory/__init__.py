"""Floor 4: what was said before. Translation memory and terms, in one SQLite file."""
