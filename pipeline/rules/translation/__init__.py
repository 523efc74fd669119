"""Rules about source and target of a translation unit."""
