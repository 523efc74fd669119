"""One command's work on one page, and its fold over the docset."""
