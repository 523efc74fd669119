"""Whatever a page holds: the rules find their places in it, and fixes come to an end and leave nothing to fix."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.markdown.article import Article
from pipeline.output.excerpt import excerpt
from pipeline.results.finding import Finding
from pipeline.rules.context import PageContext
from pipeline.rules.docset import collect_facts, judge_facts
from pipeline.rules.fixing import fix_until_done
from pipeline.rules.policy import Policy
from pipeline.rules.run import page_findings
from pipeline.rules.shape import keeps_parts
from pipeline.settings import Settings

SETTINGS = Settings()
POLICY = Policy.of(SETTINGS)
_KEYS = st.sampled_from(
    [
        "title",
        "ms.date",
        "ms.topic",
        "ms.custom",
        "ms.locfileid",
        "ms.author",
        "theme",
        "ms,.custom",
        "ms.openlocfilehash",
        "ms.lasthandoff",
        "ms.contentlocale",
        "ms.translationtype",
        "ms.service",
        "1",
        "<<",
    ]
)
_VALUES = st.sampled_from(
    r"""
    Pay · 'x' · 9/9/2021 · a: b · [a, 1] · {a: [1]} · *x · &x 1 · "\u202e" · 2021-01-01 · ~ · nl-NL · HT · !!int x ·
    alma@contoso.com · 0x1F · 1e3 · - a · ' · é漢字😀
    """.strip().split(" · ")
)
_PIECES = st.sampled_from(
    r"""
    # · ## · > [!NOTE] · > [!NOTE] x · > [! · [a](b.md#c) · [](x) · ![]( · [a][b] · [b]: c · | a | b | · |---|---| ·
    | 1 | · ``` · ~~~ · ::: zone pivot='x' · :::row::: · :::row-end::: · <a name="x"></a> · <script> · <!-- · --> ·
    http://github.com/en-us/x · <http://github.com> · [x](http://github.com/a%22%20%5Cl%20%22b) · *x*y · ** · ` · \ ·
    - · 1. · <span data-ttu-id="a-101"> · </span><span class="sxs-lookup"><span data-stu-id="a-101"> · </span></span> ·
    [!INCLUDE [a](b.md)] · 漢字 · 😀 · x · :::image source='a'::: · :::moniker range='>= a' · <<<<<<< a · é
    """.strip().split(" · ")
)
_GAPS = st.sampled_from(
    ["", " ", "\n", "\n\n", "\r\n", "\r", "\t", "    ", "\x00", "\u202e", "\u200b", "\x85"]
)


@st.composite
def pages(draw: st.DrawFn) -> str:
    rows = draw(st.lists(st.tuples(_KEYS, _VALUES), max_size=6))
    eol = draw(st.sampled_from(["\n", "\r\n"]))
    front = "".join(f"{key}: {value}{eol}" for key, value in rows)
    head = draw(st.sampled_from(["", "", "", "\ufeff", "\n", " ", "\n\ufeff"])) + draw(
        st.sampled_from([f"---{eol}{front}---{eol}", f"---{eol}{front}", ""])
    )
    body = draw(st.lists(st.tuples(_PIECES, _GAPS), max_size=20))
    return head + "".join(piece + gap for piece, gap in body)


def context(text: str, locale: str, source: str | None = None) -> PageContext:
    return PageContext(
        "a/b.md",
        locale,
        Path("/nowhere"),
        Article(text),
        SETTINGS,
        source=Article(source) if source is not None else None,
        source_root=Path("/nowhere/else") if locale else None,
        today=date(2022, 1, 1),
    )


@settings(max_examples=150)
@given(pages(), st.sampled_from(["", "nl-NL", "ar-SA"]), st.none() | pages())
def test_findings_have_places(text: str, locale: str, source: str | None) -> None:
    page = context(text, locale, source)
    found = page_findings(page, POLICY)
    found += judge_facts(collect_facts(page, "docset"), "docset", POLICY)
    for one in found:
        assert 0 <= one.place.start <= one.place.end <= len(text)
        assert (one.line, one.column) >= (1, 1)
        assert not {"\x00", "\u202e", "\x85"} & set(one.message)
        excerpt(page.article.lines.line_text(one.line), one.column, one.place.end_column)


@settings(max_examples=100)
@given(pages(), st.sampled_from(["", "nl-NL"]), st.booleans())
def test_fixes_end_and_leave_nothing_to_fix(text: str, locale: str, unsafe: bool) -> None:
    def findings_of(text: str) -> list[Finding]:
        return page_findings(context(text, locale), POLICY)

    fixed, done = fix_until_done(text, findings_of, unsafe=unsafe, keeps=keeps_parts)
    again, _ = fix_until_done(fixed, findings_of, unsafe=unsafe, keeps=keeps_parts)
    assert again == fixed
    assert bool(done) == (fixed != text)
    assert keeps_parts(text, fixed)
