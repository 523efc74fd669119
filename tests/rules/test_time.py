"""Text made to be slow is not: the rules look at each character a few times, however often a piece is repeated."""

from __future__ import annotations

import time

import pytest

from pipeline.rules.run import page_findings
from tests.rules.test_any_page import POLICY, context

SIZE = 30_000
MOST_SECONDS = 3.0  # of processor time; what grows with the square of the size takes minutes

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


@pytest.mark.parametrize("piece", [*PIECES, *(f"{line.strip()}\n" for line in LINES)])
def test_a_piece_repeated(piece: str) -> None:
    text = "---\ntitle: x\n---\n" + piece * (SIZE // len(piece))
    start = time.process_time()
    page_findings(context(text, "nl-NL", text[: SIZE // 2]), POLICY)
    assert time.process_time() - start < MOST_SECONDS


@pytest.mark.parametrize(
    "text",
    [
        "![" * 5_000 + "a" + "](x)" * 5_000,
        "[a](http://x.y/" + "%20" * 10_000 + "z)",
        "> " * 10_000 + "a",
        "- " * 10_000 + "a",
        "[" + "a" * SIZE,
        "[" + " " * SIZE + "][a]",
        "<a " + "name " * (SIZE // 5) + ">",
        "a" * SIZE + ". " + "\n" * SIZE,
    ],
)
def test_text_made_to_be_slow(text: str) -> None:
    start = time.process_time()
    page_findings(context(f"---\ntitle: x\n---\n{text}", "", None), POLICY)
    assert time.process_time() - start < MOST_SECONDS
