"""Rules that look at all pages of a locale at once: the same thing said in two ways."""
