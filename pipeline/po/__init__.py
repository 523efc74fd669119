"""Exchange with translators. PO in and out, and what an edited file says about a page's units."""
