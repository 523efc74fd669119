"""A docset with its server, for the tests of this folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.lsp.client import Client
from tests.markdown.test_bilingual import unit

pytest.importorskip("pygls")

SOURCE = "---\ntitle: Pay\nms.topic: conceptual\n---\n\n# Pay\n\nOne. See [two](two.md).\n"
META = (
    "---\ntitle: Betalen\nms.topic: conceptual\n"
    "ms.openlocfilehash: 3ffe4676325e2c86642cb06aaee59725759b7ed9\n"
    "ms.sourcegitcommit: 3ffe4676325e2c86642cb06aaee59725759b7ed9\n"
    'ms.translationtype: HT\nms.contentlocale: nl-NL\nms.lasthandoff: 01/02/2021\nms.locfileid: "1"\n---\n'
)
PAGE = META + (
    "# Betalen\n\n"
    + unit(102, "Eén.", "One.")
    + " "
    + unit(103, "🎉 Zie [twee](twee.md).", "See [two](two.md).")
    + "\n"
)
PO = """\
msgid ""
msgstr ""
"Language: nl_NL\\n"
"Content-Type: text/plain; charset=UTF-8\\n"

#. paragraph [1a2b3-102]
msgid "One."
msgstr "Eén."

#. paragraph [1a2b3-103]
msgid "See [two](two.md)."
msgstr ""
"🎉 \\"Zie\\" "
"[twee](twee.md)."
"""


@pytest.fixture
def pages(docset: Callable[..., Path]) -> Path:
    """A docset of one page with a link that leads elsewhere, its source, and its PO file."""
    return docset(
        {
            "content/en-US/a.md": SOURCE,
            "content/nl-NL/a.md": PAGE,
            "build/po/nl-NL/a.po": PO,
            "pipeline.toml": "",
            "notes.md": "# Notes\n",
        }
    )


@pytest.fixture
def client(pages: Path) -> Iterator[Client]:
    """A client with that docset open."""
    client = Client(pages)
    yield client
    client.close()
