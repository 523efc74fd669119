"""No regular expression of the project backtracks for ever, whatever text it meets: its tries are counted."""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages

import pytest

import pipeline
from tests.growth import expressions, slow, slow_at_one_place

ROOMS = ["pipeline"] + [
    room.name for room in walk_packages(pipeline.__path__, "pipeline.") if room.ispkg
]

MATCHED_AT_ONE_PLACE = {
    "pipeline.markdown": {
        ("bilingual", "_ID"),
        ("fences", "_CLOSING"),
        ("fences", "_OPENING"),
        ("front_matter", "_AFTER_BLANKS"),
        ("front_matter", "_DASHES"),
        ("outline", "_QUOTED"),
    },
    "pipeline.po": {
        ("plain_parser", "_ENTRY"),
        ("plain_parser", "_HEADER"),
        ("plain_parser", "_OBSOLETE"),
    },
    "pipeline.lsp": {("completion", "_VALUE"), ("completion", "_ITEM")},
    "pipeline.rules.structure": {
        ("addresses", "_SECURE"),
        ("addresses", "_NOT_PUBLIC"),
        ("alert_marks", "_BLANK"),
        ("alert_marks", "_NO_BANG"),
        ("alert_marks", "_OPEN"),
        ("alert_marks", "_OTHER"),
        ("alert_marks", "_UNQUOTED"),
        ("alert_marks", "_WRONG"),
        ("broken_links", "_ROOTED"),
        ("code_fences", "_FENCE"),
        ("list_items", "_MARK"),
        ("places", "_SCHEME"),
        ("translatable", "_FILE"),
        ("zones", "_ONE"),
    },
    "pipeline.rules.metadata": {
        ("broken_head", "_KEY"),
        ("broken_head", "_LINE"),
        ("broken_head", "_OPENING"),
        ("keywords", "_GITHUB"),
        ("texts", "_UNFINISHED"),
        ("yaml_header", "_KEY"),
        ("yaml_mistakes", "_KINDS"),
    },
    "pipeline.rules.translation": {
        ("links", "_ADDRESS"),
        ("names", "_CODE_CASE"),
        ("names", "_NEXT_NAME"),
        ("conjunctions", "_NEXT"),
        ("conjunctions", "_WORD_NEXT"),
        ("typography", "_FOLLOWING"),
        ("numbers", "_VERSION_WORD"),
        ("numbers", "_VERSION_LIST"),
    },
    "pipeline.files": {("remote", "_URL"), ("remote", "_PASSWORD"), ("temporary", "_NAME")},
    "pipeline.units": {("sentences", "_LABEL"), ("trimming", "_LEAD"), ("trimming", "_BEGINS")},
}
"""Expressions that would be slow if a long text were searched: they are held against one place, or a short text."""


@pytest.mark.parametrize("room", ROOMS)
def test_no_expression_backtracks(room: str) -> None:
    found = expressions(import_module(room))
    listed = MATCHED_AT_ONE_PLACE.get(room, set())
    assert slow(found) == listed
    at_one_place = {key: one for key, one in found.items() if key[:2] in listed}
    assert slow_at_one_place(at_one_place) == set()


def test_expressions_are_found() -> None:
    assert sum(len(expressions(import_module(room))) for room in ROOMS) > 250
