"""How exactly are sentences cut, pages aligned with their sources, and pages built from their sources?

    python benchmarks/units.py CORPUS [--locale nl-NL] [--show N]

CORPUS holds `DOCSET/sxs/LOCALE`, `DOCSET/published/LOCALE` and `DOCSET/en-US`. The spans of the bilingual pages are the
truth: a pair counts where source and target are both right, white space and escapes left aside (`strict`: runs of
white space are one space, no more). A page is built from its English page and the PO file of its bilingual twin, and
compared with the published page.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import pyromark

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pipeline.markdown.article import Article
from pipeline.po.entries import entries_of
from pipeline.po.header import Header
from pipeline.po.merge import merge
from pipeline.rebuild.from_source import HandBack, build_from_source, identity
from pipeline.rebuild.lookup import Lookup
from pipeline.units.align.page import align, target_text
from pipeline.units.folding import folded, loose
from pipeline.units.page import units_of
from pipeline.units.segments import source_units

OUTSIDE = ("metadata", "alt text")
OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_GFM


@dataclass(slots=True)
class Score:
    """How many things are right, of those found and of those that there are."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    def add(self, found: list[object], wanted: list[object]) -> None:
        """Count what one page came to."""
        self.right += (Counter(found) & Counter(wanted)).total()
        self.found += len(found)
        self.wanted += len(wanted)

    def __str__(self) -> str:
        f1 = 2 * self.right / (self.found + self.wanted) if self.found + self.wanted else 0.0
        return f"F1 {f1:.4f} ({self.right:,} right, {self.found:,} found, {self.wanted:,} wanted)"


@dataclass(frozen=True, slots=True)
class Triple:
    """The three pages of one hand-back."""

    bilingual: Article
    published: Article
    english: Article


def triples(docset: Path, locale: str) -> Iterator[Triple]:
    for page in sorted((docset / "sxs" / locale).rglob("*.md")):
        path = page.relative_to(docset / "sxs" / locale)
        three = (page, docset / "published" / locale / path, docset / "en-US" / path)
        if all(file.exists() for file in three):
            yield Triple(*(Article.parse(file.read_bytes()) for file in three))


def truth(page: Article) -> list[tuple[str, str]]:
    text = page.text
    return [
        (text[span.source_start : span.source_end], text[span.target_start : span.target_end])
        for span in page.spans.units
    ]


def sentences(pages: list[Triple], same: Callable[[str], str]) -> Score:
    score = Score()
    for page in pages:
        units = source_units(Article(page.english.text))
        found = [same(unit.source) for unit in units if not unit.kind.startswith(OUTSIDE)]
        score.add([*found], [same(source) for source, _ in truth(page.bilingual)])
    return score


def alignment(pages: list[Triple], locale: str, same: Callable[[str], str]) -> tuple[Score, float]:
    score, spent = Score(), 0.0
    for page in pages:
        start = time.perf_counter()
        published, english = Article(page.published.text), Article(page.english.text)
        pairs = align(english, published, locale).pairs
        spent += time.perf_counter() - start
        found = [
            (same(pair.source.text if pair.source else ""), same(target_text(published, pair)))
            for pair in pairs
            if not pair.kind.startswith(OUTSIDE)
        ]
        wanted = [(same(source), same(target)) for source, target in truth(page.bilingual)]
        score.add([*found], [*wanted])
    return score, spent


def hand_back(pages: list[Triple], locale: str, show: int) -> str:
    equal = lines = whole = rendered = 0
    for page in pages:
        po = merge(
            entries_of(units_of(page.bilingual, page.english, locale)), None, Header("", locale, "")
        ).po
        units = source_units(page.english)
        units = tuple(
            unit._replace(target=known.entry.msgstr if known and known.usable else "")
            for unit, known in zip(units, Lookup(po).find_all(units), strict=True)
        )
        meta = page.published.meta
        back = HandBack(
            meta("ms.openlocfilehash"),
            locale,
            meta("ms.translationtype"),
            meta("ms.sourcegitcommit"),
            meta("ms.lasthandoff"),
            meta("ms.locfileid"),
        )
        built = Article(build_from_source(page.english, units, back).text)
        new, old = _body(built), _body(page.published)
        matcher = SequenceMatcher(None, old, new, autojunk=False)
        equal += sum(block.size for block in matcher.get_matching_blocks())
        lines += max(len(old), len(new))
        whole += built.text == page.published.text
        same = _html(new) == _html(old)
        rendered += same
        if not same and show > 0:
            show -= 1
            print(f"    {meta('title')}")
            for op, i, j, k, m in matcher.get_opcodes():
                if op != "equal":
                    print(f"      - {old[i:j][:2]}\n      + {new[k:m][:2]}")
    return (
        f"{equal / lines:.2%} of body lines equal, {rendered / len(pages):.1%} of pages render the same, "
        f"{whole} of {len(pages)} are the same bytes"
    )


def _body(page: Article) -> list[str]:
    return page.text[page.body_start :].splitlines()


def _html(lines: list[str]) -> str:
    return re.sub(r"\s+", " ", pyromark.html("\n".join(lines), options=OPTIONS))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--locale", default="nl-NL")
    parser.add_argument("--show", type=int, default=0, help="pages that do not render the same")
    options = parser.parse_args()
    english = [Article.parse(file.read_bytes()) for file in options.corpus.glob("*/en-US/**/*.md")]
    same = sum(identity(page) == page.text for page in english)
    print(f"{same} of {len(english)} English pages come back byte for byte")
    for docset in sorted(path.parent for path in options.corpus.glob("*/sxs")):
        pages = list(triples(docset, options.locale))
        if not pages:
            continue
        print(f"{docset.name}: {len(pages)} pages")
        print(f"  sentences          {sentences(pages, loose)}")
        score, spent = alignment(pages, options.locale, loose)
        print(f"  alignment          {score}")
        print(f"  alignment, strict  {alignment(pages, options.locale, folded)[0]}")
        print(f"  time               {spent / len(pages) * 1000:.1f} ms a page")
        print(f"  built from source  {hand_back(pages, options.locale, options.show)}")


if __name__ == "__main__":
    main()
