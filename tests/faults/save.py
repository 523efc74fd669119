"""What a reviewer does: every page's first sentence saved by the review's own means. Run by the tests that kill it."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from pipeline.docset.docset import Docset
from pipeline.provenance.loaded_page import LoadedPage
from pipeline.settings import Settings
from pipeline.web.review.editing import save, states


def main(root: Path) -> None:
    """Save the first sentence of each page as reviewed, with a text of its own."""
    docset = Docset(Settings(root=root))
    for page in docset.pages():
        first = states(LoadedPage(page, docset.settings))[0]
        new = replace(first.edit, text=f"Gelezen: {page.path}", reviewed=True)
        save(LoadedPage(page, docset.settings), first.key, new, first.edit)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
