"""Floor 4: exchange with translators. PO in and out, and what an edited file says about a page's units."""
