"""Rules about a page's structure and text."""
