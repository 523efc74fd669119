"""Rules about a page's front matter."""
