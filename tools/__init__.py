"""What keeps the docs in step with the program: `python -m tools.docs` writes every page that is made from code."""
