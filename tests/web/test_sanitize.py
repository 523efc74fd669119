"""Nothing that a page says can act in a browser."""

from __future__ import annotations

import lxml.html
import pyromark
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.markdown.blocks import OPTIONS
from pipeline.web.inert import inert, keep_hidden
from pipeline.web.sanitize import BLOCK, INLINE, clean, parse

ATTACKS = [
    "<script>alert(1)</script>",
    "<SCRIPT\n>alert(1)</SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><a xlink:href='javascript:alert(1)'>x</a></svg>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='  javascript:alert(1)'>x</a>",
    "<iframe src='https://example.com'></iframe>",
    "<style>body{display:none}</style>",
    "<b style='background:url(https://example.com/x)'>x</b>",
    "<p onclick=alert(1)>x</p>",
    "<form action='https://example.com'><input name=x></form>",
    "<base href='https://example.com/'>",
    "<meta http-equiv=refresh content='0;url=https://example.com'>",
    "<textarea><script>alert(1)</script>",
    "<title><script>alert(1)</script></title>",
    "<!-- --><script>alert(1)</script><!--",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "![x](https://example.com/pixel.png)",
    "<a name='x\" onmouseover=\"alert(1)'>x</a>",
    '<span data-u="m00000000-u1" onclick=alert(1)>x</span>',
    "<a id=theme>x</a>",
    "<plaintext><script>alert(1)",
]

SAFE = {"id", "class", "href", "title", "rel", "target", "dir", "start", "colspan", "rowspan"}


def rendered(markdown: str) -> str:
    return str(clean(parse(pyromark.html(keep_hidden(markdown), options=OPTIONS))))


def assert_harmless(html: str) -> None:
    for element in lxml.html.fragment_fromstring(html, create_parent="main").iter():
        assert element.tag in INLINE | BLOCK | {"main"}, html
        assert set(element.attrib) <= SAFE, html
        assert element.get("href", "https://").startswith(("https://", "http://", "mailto:", "#a-"))
        assert element.get("id", "a-").startswith("a-"), html


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_attack_leaves_anything_that_acts(attack: str) -> None:
    html = rendered(f"voor {attack} na")
    assert_harmless(html)
    assert_harmless(rendered(attack))
    assert "voor" in html


def test_a_script_is_shown_as_text() -> None:
    assert rendered("a <script>alert(1)</script>") == (
        "<p>a &lt;script&gt;alert(1)&lt;/script&gt;</p>\n"
    )


PIECES = st.sampled_from(
    [*ATTACKS, "<b>", "</b>", "<div>", "</span>", "<!--", "-->", "`", "**", "[", "](", ")", "\n\n"]
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=12))
def test_no_mixture_of_pieces_acts(parts: list[str]) -> None:
    assert_harmless(rendered("".join(parts)))


def test_what_markdown_means_stays() -> None:
    html = rendered(
        "| a | b |\n|--:|---|\n| **x** | `<y>` |\n\n> [!NOTE]\n> <br>see [w](https://w.nl) [up](#top)"
    )
    assert '<th class="align-right">a</th>' in html
    assert "<strong>x</strong>" in html
    assert "<code>&lt;y&gt;</code>" in html
    assert '<blockquote class="markdown-alert-note">' in html
    assert '<a href="https://w.nl" rel="noopener noreferrer nofollow" target="_blank">w</a>' in html
    assert '<a href="#a-top">up</a>' in html


def test_a_link_into_the_docset_says_where_it_leads() -> None:
    assert '<span title="../a.md" class="goes-to">x</span>' in rendered("[x](../a.md)")


def test_an_image_is_not_loaded() -> None:
    html = rendered("![A *list*](media/list.png)")
    assert "<img" not in html
    assert "A list" in html
    assert "list.png" in html


@pytest.mark.parametrize("character", ["\u202e", "\u2066", "\u200b", "\x1b", "\x00", "\ufeff"])
def test_characters_that_cannot_be_seen_are_named(character: str) -> None:
    for html in (rendered(f"a{character}b"), str(inert(f"a{character}b"))):
        if character != "\x00":  # Markdown replaces it
            assert f">{ord(character):04X}</span>" in html
        assert character not in html


def test_text_that_looks_like_a_label_forges_none() -> None:
    assert "hidden-char" not in inert("\ue000202e\ue001")
    assert inert("a & <b> 'c'") == "a &amp; &lt;b&gt; &#x27;c&#x27;"
