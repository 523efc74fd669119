"""Exchange with CAT tools: XLIFF and TMX, in and out."""
