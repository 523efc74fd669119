from __future__ import annotations

import time

import pytest

from pipeline.markdown.inline import tokens

CASES = [
    ("See `a. b` now", [("code", "`a. b`", "")]),
    ("``a ` b``", [("code", "``a ` b``", "")]),
    ('[x](a.md "t. t")', [("link", '[x](a.md "t. t")', "x")]),
    ("[a](b(c)d)", [("link", "[a](b(c)d)", "a")]),
    ("[a `]` b](c)", [("link", "[a `]` b](c)", "a `]` b")]),
    ("[![alt](a.png)](b)", [("link", "[![alt](a.png)](b)", "![alt](a.png)")]),
    ("![alt](a.png)", [("image", "![alt](a.png)", "alt")]),
    ("[text][ref] [short]", [("link", "[text][ref]", "text"), ("link", "[short]", "short")]),
    ("a <br /> b", [("tag", "<br />", "")]),
    (
        "<https://a.b> <!-- c -->",
        [("autolink", "<https://a.b>", ""), ("comment", "<!-- c -->", "")],
    ),
    ("\\* and \\`", [("escape", "\\*", ""), ("escape", "\\`", "")]),
    ("https://a.b/c d", [("url", "https://a.b/c", "")]),
    ("[!INCLUDE [a](b)] x", [("directive", "[!INCLUDE [a](b)]", "")]),
    ("a < b and c > d", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_what_is_no_prose(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [
        (token.kind, text[token.start : token.end], text[token.label_start : token.label_end])
        for token in tokens(text, 0, len(text))
    ] == expected


@pytest.mark.parametrize(
    "piece", ["[", "[a](", "[[a](b", "<a ", "<!-- ", "![a", "`a``", "\\", "[!a [b](c"]
)
def test_what_only_looks_like_markup_costs_little(piece: str) -> None:
    text = piece * 4000
    start = time.perf_counter()
    list(tokens(text, 0, len(text)))
    assert time.perf_counter() - start < 2
