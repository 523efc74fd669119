"""MDN: `files/en-us` beside `files/de`, or in the repository `content` beside this one."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.docset.layouts.discovery.checkout import Checkout
from pipeline.docset.layouts.discovery.proposal import MARKDOWN, Pair, Proposal, detector
from pipeline.docset.layouts.locale_names import known_tag

_CLONE = "the sources are not there: clone mdn/content as ../content, or change `source`"


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
        folders = {page.split("/")[1] for page in pages}
        if all(map(known_tag, folders)):
            notes = () if checkout.beside("content") else (_CLONE,)
            pair = Pair("../content/files/en-us/{path}", target)
            yield Proposal(self.tool, "files", (pair,), beside="content", notes=notes)
