"""The language server. What editors show while a page or a PO file is being written."""
