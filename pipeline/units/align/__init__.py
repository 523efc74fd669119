"""Alignment of a localized page with its source: blocks on structure first, then sentences inside blocks."""
