"""MDN: `files/en-us` beside `files/de`, or in the repository `content` beside this one."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.layouts.discovery.checkout import Checkout
from pipeline.layouts.discovery.proposal import MARKDOWN, Pair, Proposal, detector


@detector
class Mdn:
    """Locales below `files`, spelled in lower case."""

    tool = "MDN"

    def find(self, checkout: Checkout) -> Iterator[Proposal]:
        """A proposal where pages stand in `files/LOCALE`, each in a folder as `index.md`."""
        pages = checkout.pages(MARKDOWN, "files")
        if not any(page.endswith("/index.md") for page in pages):
            return
        target = "files/{locale}/{path}"
        if any(page.startswith("files/en-us/") for page in pages):
            yield Proposal(self.tool, "files/en-us", (Pair("files/en-us/{path}", target),))
            return
        other = checkout.beside("content")
        if other is not None and other.pages(MARKDOWN, "files/en-us"):
            pair = Pair("../content/files/en-us/{path}", target)
            yield Proposal(self.tool, "../content/files/en-us", (pair,))
