"""Rules about files of a docset that are no pages: tables of contents, YAML documents, and docfx's settings."""
