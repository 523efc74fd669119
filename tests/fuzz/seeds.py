"""What is mutated: a small docset with everything that the commands read."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha1

import pytest

from tests.corpus import corpus

_BODY = """# Pay your bill

Open **Settings**, choose `billing`, and read [the guide](https://example.com/guide). Close it after 30 seconds.

> [!NOTE]
> Keep the receipt of order 12.

| Name | Meaning |
| --- | --- |
| `maxItems` | the largest number |

1. Open the list.

   ```bash
   ls -l
   ```

- See [refunds](refund.md#when).

::: zone pivot="a"

![A bill](media/bill.png)

::: zone-end
"""
_TRANSLATED = """# <a name="pay-your-bill"></a>Uw rekening betalen

Open **Instellingen**, kies `billing` en lees [de gids](https://example.com/guide). Sluit het na 30 seconden.

> [!NOTE]
> Bewaar de bon van bestelling 12.

| Naam | Betekenis |
| --- | --- |
| `maxItems` | het grootste aantal |

1. Open de lijst.

   ```bash
   ls -l
   ```

- Zie [terugbetalingen](refund.md#when).

::: zone pivot="a"

![Een rekening](media/bill.png)

::: zone-end
"""
_SOURCE = "---\ntitle: Pay your bill\ndescription: How to pay.\nms.topic: conceptual\nms.date: 10/05/2026\n---\n\n"
_FRONT = """---
title: {title}
description: Zo betaalt u.
ms.topic: conceptual
ms.date: 10/05/2026
ms.openlocfilehash: {hash}
ms.sourcegitcommit: 0123456789abcdef0123456789abcdef01234567
ms.translationtype: {type}
ms.contentlocale: nl-NL
ms.lasthandoff: 11/20/2026
ms.locfileid: "{id}"
---

"""
SETTINGS = """source = "content/en-US"
content = "content/{locale}"
locales = ["nl-NL"]
translated-metadata = ["title", "description"]
glossary = "terms.csv"
exclude = ["drafts/**"]

[rules]
heading-empty = "off"
ms-date-invalid = "warning"

[[overrides]]
paths = ["old/**"]
rules = { file-not-found = "suggestion" }
"""
GLOSSARY = (
    "source,target,status,note\nbill,rekening,preferred,\nreceipt,kwitantie,forbidden,a note\n"
)
TMX = """<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header srclang="en-US" creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x"
 adminlang="en" datatype="plaintext"/><body>
<tu><tuv xml:lang="en-US"><seg>Open the <bpt i="1"/>list<ept i="1"/>.</seg></tuv>
<tuv xml:lang="nl-NL"><seg>Open de lijst.</seg></tuv></tu>
</body></tmx>
"""


def _unit(number: int, target: str, source: str) -> str:
    return (
        f'<span data-ttu-id="ab12c-{number}">{target}</span><span class="sxs-lookup">'
        f'<span data-stu-id="ab12c-{number}">{source}</span></span>'
    )


def docset() -> Mapping[str, bytes]:
    """The files of the docset by name."""
    source = (_SOURCE + _BODY).encode()
    current, other = (sha1(data).hexdigest() for data in (source, b"a former source"))
    bilingual = (
        '# <a name="refund"></a>' + _unit(101, "Terugbetaling", "Refund") + "\n\n"
        + _unit(102, "Vraag het geld **terug**.", "Ask for the money **back**.") + " "
        + _unit(103, "Wacht 3 dagen.", "Wait 3 days.") + "\n\n- " + _unit(104, "Klaar", "Done") + "\n"
    )  # fmt: skip
    pages = {
        "content/en-US/pay.md": _SOURCE + _BODY,
        "content/en-US/refund.md": _SOURCE + "# Refund\n\nAsk for the money **back**. Wait 3 days.\n\n- Done\n",
        "content/en-US/new.md": _SOURCE + "# New\n\nA page that nobody has translated.\n",
        "content/en-US/old/a.md": _SOURCE + "# Old\n\nIt was so, and is no more.\n",
        "content/nl-NL/pay.md": _FRONT.format(title="Betalen", hash=current, type="HT", id=1) + _TRANSLATED,
        "content/nl-NL/refund.md": _FRONT.format(title="Terug", hash=other, type="MT", id=2) + bilingual,
        "content/nl-NL/old/a.md": _FRONT.format(title="Oud", hash=other, type="MT", id=3) + "# Oud\n\nHet was zo.\n",
        "pipeline.toml": SETTINGS,
        "terms.csv": GLOSSARY,
        "in.tmx": TMX,
    }  # fmt: skip
    return {name: text.encode() for name, text in pages.items()}


def real_pages() -> list[bytes]:
    """Some real pages, where a corpus is at hand, to be put in place of the docset's own."""
    try:
        folder = corpus()
    except pytest.skip.Exception:
        return []
    found = sorted(folder.rglob("*.md"))[::97]
    return [file.read_bytes() for file in found if file.stat().st_size < 20_000]
