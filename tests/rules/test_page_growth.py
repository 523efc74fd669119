"""No page's work grows faster than its text, whatever the text is: counted in steps, so that no clock decides."""

from __future__ import annotations

from functools import partial

import pytest

from pipeline.rules.run import page_findings
from pipeline.units.sentences import sentences
from tests.growth import MOST, grows
from tests.rules.test_any_page import POLICY, context
from tests.steps import lines_run

SMALL, LARGE = 1_200, 9_600

PIECES = """
[! · [!code · [a · [a][ · ![ · [a]( · <a name · <a   · >  · > [!NOTE · |a|b| · ``` · *a · **a · <!-- · #a · . A · word ·
<x y= ·
http://a.b/ · ` · `a`` · -  · a · ( · %20 · :::image source · [a](#b) · <span data-ttu-id="a-1"> · [aa · \\ · _ · ~ · é
""".replace("·\n", "· ").strip().split(" · ")  # fmt: skip
LINES = """
:::row::: · # a · ## <a name="x"></a>y · # [a](#tab/x) · [x]: y · --- · 1. a · ~~~a · <<<<<<< a · ======= · [^1]: a ·
> a ·
:::moniker range="a" · ::: zone pivot= · | a | · > [!NOTE] · [!INCLUDE [a](b.md)] · - a · <p> · ms.date: x
""".replace("·\n", "· ").strip().split(" · ")  # fmt: skip


def _steps(text: str) -> int:
    page = context(
        f"---\ntitle: x\n---\n{text}", "nl-NL", f"---\ntitle: x\n---\n{text[: len(text) // 2]}"
    )
    return lines_run(partial(page_findings, page, POLICY))


@pytest.mark.parametrize("piece", [*PIECES, *(f"{line.strip()}\n" for line in LINES)])
def test_a_piece_repeated(piece: str) -> None:
    assert not grows(_steps, piece, SMALL, LARGE)


def _nested(opening: str, closing: str, size: int) -> str:
    return opening * (size // 2) + "a" + closing * (size // 2)


@pytest.mark.parametrize(
    ("opening", "closing"), [("![", "](x)"), ("> ", ""), ("- ", ""), ("[", "]"), ("<b>", "</b>")]
)
def test_a_piece_nested(opening: str, closing: str) -> None:
    few, many = (_steps(_nested(opening, closing, size)) for size in (2_000, 16_000))
    assert many <= MOST * few


@pytest.mark.parametrize(
    "front", ["a: [", "a: {b: ", "- ", "a:\n ", "a: 1\n", "? ", "a: &b x\n", '"', "a: >\n b\n"]
)
def test_a_piece_of_metadata(front: str) -> None:
    def steps(text: str) -> int:
        return lines_run(
            partial(page_findings, context(f"---\n{text}\n---\n", "nl-NL", None), POLICY)
        )

    assert not grows(steps, front, SMALL, LARGE)


@pytest.mark.parametrize(
    "line",
    ["[!div " + "[x](y)" * 60, "[!a[b]](c)" * 60 + "!", ":::a" + " " * 60_000 + "`", "." * 60_000],
    ids=["brackets", "brackets in brackets", "blanks", "dots"],
)
def test_a_line_that_once_took_for_ever(line: str) -> None:
    page = context(f"---\ntitle: x\n---\n{line}\n", "nl-NL", None)
    assert page_findings(page, POLICY) is not None
    assert sentences(line) == [(0, len(line))]
