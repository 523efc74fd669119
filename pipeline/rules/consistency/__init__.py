"""Rules that look at the units of all pages of a locale: one thing said in two ways, words written only once."""
