"""Mutated inputs: whatever a page, a PO file, a name or a store brings, a command ends in good order."""
