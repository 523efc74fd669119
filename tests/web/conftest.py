"""A small docset with everything that a report must cope with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.docset.docset import Docset
from pipeline.provenance.loaded_page import LoadedPage
from pipeline.settings import Settings

EVIL = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
FRONT = """---
title: {title}
description: Wat er staat.
ms.topic: conceptual
ms.date: 10/05/2026
ms.author: someone
author: someone
manager: someone
ms.openlocfilehash: 0000000000000000000000000000000000000000
ms.sourcegitcommit: d8f4b2f8d9b4492199db78179962d123223a0261
ms.translationtype: {type}
ms.contentlocale: {locale}
ms.lasthandoff: 11/20/2026
ms.locfileid: "{file_id}"
---
"""


def unit(number: int, target: str, source: str) -> str:
    """A bilingual unit."""
    return (
        f'<span data-ttu-id="ab12c-{number}">{target}</span><span class="sxs-lookup">'
        f'<span data-stu-id="ab12c-{number}">{source}</span></span>'
    )


def page(*blocks: str, type: str = "MT", locale: str = "nl-NL", title: str = "Betalen") -> str:
    """A localized page of these blocks."""
    head = FRONT.format(title=title, type=type, locale=locale, file_id=abs(hash(title)) % 10**8)
    return head + "\n\n".join(blocks) + "\n"


PAY = page(
    '# <a name="pay"></a>' + unit(101, "Betalen", "Pay"),
    unit(102, "Zie [facturering](anders.md).", "See [billing](pay.md).")
    + " "
    + unit(103, "Een tweede zin.", "A second sentence."),
    "- " + unit(104, "Een **vet** punt", "A **bold** point"),
    unit(105, f"Kwaad {EVIL} \u202eomgekeerd\u202c einde", "Evil end"),
)

PAGES: dict[str, str | bytes] = {
    "content/en-US/pay.md": "---\ntitle: Pay\n---\n# Pay\n\nSee [billing](pay.md). A second sentence.\n",
    "content/nl-NL/pay.md": PAY,
    "content/nl-NL/map #1/100% & <b>.md": page(
        unit(101, "Klaar.", "Done."), type="HT", title="Eén & <b>twee</b>"
    ),
    "content/nl-NL/broken.md": b"\xff\xfe no text",
    "content/ar-SA/pay.md": page(
        '# <a name="pay"></a>' + unit(101, "الدفع", "Pay"), locale="ar-SA", title="الدفع"
    ),
}


@pytest.fixture
def pages(docset: Callable[..., Path]) -> Path:
    """The docset's folder."""
    return docset(PAGES)


@pytest.fixture
def load(pages: Path) -> Callable[..., LoadedPage]:
    """A page of the docset, read anew: `load("pay.md")`."""

    def loaded(path: str, locale: str = "nl-NL") -> LoadedPage:
        found = Docset(Settings(root=pages))
        wanted = next(one for one in found.pages() if (one.locale, one.path) == (locale, path))
        return LoadedPage(wanted, found.settings)

    return loaded
