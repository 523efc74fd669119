"""Print what becomes of each fault, and the sum."""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path

from benchmarks.seeded import faults, tried
from pipeline.docset.docset import Docset
from pipeline.errors import PageError
from pipeline.provenance.loaded_page import LoadedPage
from pipeline.rules.context import PageContext, page_context
from pipeline.settings import Settings


def main() -> None:
    """Put every fault into a page of the docsets."""
    pages: dict[str, list[PageContext]] = {"source": [], "localized": []}
    for folder in sys.argv[1:]:
        settings = Settings(root=Path(folder), source="content/en-US", content="content/{locale}")
        docset = Docset(settings)
        for page in (*docset.source_pages(), *docset.pages()):
            try:
                context = page_context(LoadedPage(page, settings), units=())
            except PageError:
                continue
            if len(context.article.text) > 1500:
                pages["source" if page.is_source else "localized"].append(context)
    sums: Counter[str] = Counter()
    for fault in faults():
        verdict = tried(fault, pages[fault.kind])
        outcome = verdict.outcome if verdict else "fits nowhere"
        sums[outcome] += 1
        if outcome != "found" or os.environ.get("ALL"):
            print(f"{outcome:<10} {fault.name}")
            for one in verdict.said if verdict else ():
                print(f"           {one.line}:{one.column} {one.rule}: {one.message[:150]}")
    print(", ".join(f"{count} {outcome}" for outcome, count in sums.most_common()))


if __name__ == "__main__":
    main()
