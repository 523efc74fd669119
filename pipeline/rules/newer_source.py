"""What a page that is behind has from a newer version of its source: people keep the links of all versions in order."""

from __future__ import annotations

from pipeline.rules.context import PageContext


def stands_in_newer(page: PageContext, address: str) -> bool:
    """Does the source of today hold a link's address, where the page was made from a former version of it?

    Of an address with folders the last two parts count: translations stand in other folders than sources.
    """
    newer = page.once(_newer)
    parts = [part for part in address.split("/") if part not in ("", ".", "..")]
    return bool(newer and parts) and "/".join(parts[-2:]) in newer


def _newer(page: PageContext) -> str:
    """The text of the source of today; empty where the page was made from it, or nobody knows from what."""
    if page.source is None or page.made_from is None:
        return ""
    return "" if page.made_from() in (None, page.source) else page.source.text
