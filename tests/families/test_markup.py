"""Kept blocks, verbatim markup and addresses of each family, in cases with what each shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.families import library
from pipeline.families.blocks import expanding, kept_blocks
from pipeline.families.inline import comparable_address, verbatims
from tests.cases import Case, cases


@cases(Path(__file__).with_name("markup.txt"))
def test_markup_of_a_family(case: Case) -> None:
    text = case["text"]
    family = library.shipped(case.title.split(":")[0])
    found = {
        "kept": [one.letters(text) for one in kept_blocks(family, text)],
        "texts": [text[a:b] for one in kept_blocks(family, text) for a, b in one.texts],
        "verbatim": [one.letters(text) for one in verbatims(family, text)],
        "expanding": [text[a:b] for a, b in expanding(family.inline, text)],
    }
    for name in case.parts.keys() - {"text"}:
        assert "".join(f"{one}\n" for one in found[name]) == case[name]


@pytest.mark.parametrize(
    ("name", "locale", "source", "target"),
    [
        (
            "experience-league",
            "nl-NL",
            "https://x.example/a.html?lang=en",
            "https://x.example/a.html?lang=nl-NL",
        ),
        (
            "experience-league",
            "nl-NL",
            "https://x.example/a.html",
            "https://x.example/a.html?lang=nl-NL",
        ),
        (
            "experience-league",
            "nl-NL",
            "https://x.example/a.html?b=1",
            "https://x.example/a.html?lang=nl-NL&b=1",
        ),
        ("experience-league", "nl-NL", "https://x.example/en/a", "https://x.example/nl/a"),
        ("mdn", "de", "/en-US/docs/Web/API#see", "/de/docs/Web/API#see"),
        ("mdn", "zh-CN", "/en-US/docs/Web/API", "/zh-CN/docs/Web/API"),
        ("hugo", "fr", "/docs/a/", "/fr/docs/a/"),
        ("docusaurus", "nl", "/docs/a", "/nl/docs/a"),
        ("starlight", "de", "/en/a/", "/de/a/"),
        ("starlight", "pt-br", "/a/", "/pt-br/a/"),
        ("starlight", "de", "/en/a/#one", "/de/a/#eins"),
        ("hugo", "fr", "https://x.example/a/", "https://x.example/fr/a/"),
        ("mkdocs", "de", "https://x.example/a/#b", "https://x.example/de/a/#b"),
        ("openlocalization", "nl-NL", "https://x.example/en-us/a", "https://x.example/nl-nl/a"),
        ("microsoft-learn", "de-DE", "/a?view=one", "/a?view=two"),
    ],
)
def test_addresses_that_are_the_same(name: str, locale: str, source: str, target: str) -> None:
    family = library.shipped(name)
    assert comparable_address(family, source, locale) == comparable_address(family, target, locale)


@pytest.mark.parametrize(
    ("name", "locale", "source", "target"),
    [
        ("mdn", "de", "/en-US/docs/Web/API", "/fr/docs/Web/API"),
        ("mdn", "de", "/en-US/docs/Web/API", "/de/docs/Web/Api"),
        ("experience-league", "nl-NL", "a.html?x=1", "a.html?x=2"),
        ("plain", "nl", "a.md", "b.md"),
        ("experience-league", "nl-NL", "a.html#one", "a.html#two"),
        ("hugo", "fr", "https://x.example/a/", "https://y.example/fr/a/"),
    ],
)
def test_addresses_that_differ(name: str, locale: str, source: str, target: str) -> None:
    family = library.shipped(name)
    assert comparable_address(family, source, locale) != comparable_address(family, target, locale)


@pytest.mark.parametrize("name", library.names())
@given(text=st.text(alphabet="{}[]<>%!+/:|=\"'#\\ \r\n-*aB.é", max_size=80))
def test_markup_of_any_text_stands_in_it_apart(name: str, text: str) -> None:
    family = library.shipped(name)
    for found in (kept_blocks(family, text), verbatims(family, text)):
        at = 0
        for one in found:
            assert at <= one.start < one.end <= len(text)
            at = one.end
            inside = one.start
            parts = sorted((*one.texts, *one.addresses))
            for (first, last), (left, right) in zip(parts, one.free, strict=True):
                assert inside <= left <= first < last <= right <= one.end
                inside = right


@pytest.mark.parametrize("name", library.names())
@pytest.mark.parametrize(
    "piece", ["{{< a ", "{{", "<Tabs a={", "+++ ", "[!", "/// ", "import ", "{ #", "\\", ":::a["]
)
def test_markup_that_never_ends_takes_no_longer_than_its_length(name: str, piece: str) -> None:
    family = library.shipped(name)
    text = piece * 20_000  # what backtracks would not come back from this
    kept_blocks(family, text)
    verbatims(family, text)
