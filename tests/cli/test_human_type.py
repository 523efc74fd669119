"""A page is called human-translated only while people stand behind its texts."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from click.testing import Result

Run = Callable[..., Result]
Make = Callable[..., Path]

ENGLISH = "# Hose\n\nBuy a long green hose today.\n\nClose the old tap after use.\n"
DIGEST = hashlib.sha1(ENGLISH.encode(), usedforsecurity=False).hexdigest()
PAGE = (
    f"---\nms.openlocfilehash: {DIGEST}\nms.translationtype: HT\n---\n"
    "# Slang\n\nKoop vandaag een lange groene slang.\n\nSluit de oude kraan na gebruik.\n"
)
PO, BUILT = "build/po/nl-NL/a.po", "build/content/nl-NL/a.md"


@pytest.mark.parametrize(
    ("text", "fuzzy", "kind"),
    [
        ("Koop nu een lange groene slang.", False, "HT"),
        ("Koop nu een lange groene slang.", True, "MT"),
    ],
    ids=["confirmed", "not confirmed"],
)
def test_a_text_that_nobody_confirmed_makes_the_page_a_machine_translation(
    text: str, fuzzy: bool, kind: str, docset: Make, run_in: Run
) -> None:
    root = docset({"content/en-US/a.md": ENGLISH, "content/nl-NL/a.md": PAGE})
    run_in(root, "extract")
    po = polib.pofile(str(root / PO), wrapwidth=0)
    entry = po.find("Buy a long green hose today.")
    entry.msgstr, entry.flags = text, ["fuzzy"] if fuzzy else []
    po.save()
    run_in(root, "build")
    built = (root / BUILT).read_text("utf-8")
    assert text in built
    assert f"ms.translationtype: {kind}\n" in built
