"""Docs families: each is a folder of data that says what its pages are like, and this room reads it.

`library.find` gives a family by name or folder, `detect.detect` the one that a docset belongs to; all else is pure
functions over a `Family`.
"""
