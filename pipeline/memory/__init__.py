"""What was said before. Translation memory and terms, in one SQLite file."""
