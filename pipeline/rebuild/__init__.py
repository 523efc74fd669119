"""The hand-back. Pages built from pages and the texts that translators gave."""
