"""Each mistake of the benchmark, made in a page of our own: found once, at its place."""

from __future__ import annotations

from datetime import date
from hashlib import sha1
from pathlib import Path

import pytest

from benchmarks.seeded import Fault, faults, tried
from pipeline.docset.family import family_of
from pipeline.families.syntax import syntax_of
from pipeline.markdown.article import Article
from pipeline.rules.context import PageContext
from pipeline.settings import Settings

SOURCE = """---
title: Install the portal
description: Learn how to install the portal on a server and how to see that it works.
author: alma
ms.author: alma
manager: bert
ms.reviewer: carl
ms.date: 01/02/2021
ms.topic: conceptual
ms.prod: contoso
---

# Install the portal

This page shows how to install the portal.

Open the setup on the server and wait until it has ended.

> [!NOTE]
> Restart the server.

## Requirements

- A server
- A network

![The setup](https://contoso.com/setup.png) and [the list](list.md).

1. Open the portal.
2. Close it.

![The portal](media/portal.png)

| Part | Size |
| --- | --- |
| Portal | 20 |
| Server | 30 |

[!INCLUDE [help](includes/help.md)]

Make sure that nobody is using the server while you do this.

```powershell
Get-Item -Path C:/Temp
```

## Next steps

Read the guide of the portal before you go on.
"""
TARGET = """---
title: De portal installeren
description: Informatie over het installeren van de portal op een server.
author: alma
ms.author: alma
manager: bert
ms.reviewer: carl
ms.date: 01/02/2021
ms.topic: conceptual
ms.prod: contoso
ms.openlocfilehash: HASH
ms.sourcegitcommit: 04bf13605a30ad4a2218ad9e94dcffcee4cc9aa6
ms.translationtype: HT
ms.contentlocale: nl-NL
ms.lasthandoff: 01/05/2021
ms.locfileid: "49755686"
---

# <a name="install-the-portal"></a>De portal installeren

Op deze pagina ziet u hoe u de portal installeert.

Open de installatie op de server en wacht tot deze klaar is.

> [!NOTE]
> Start de server opnieuw op.

## <a name="requirements"></a>Vereisten

- Een server
- Een netwerk

![De installatie](https://contoso.com/setup.png) en [de lijst](list.md).

1. Open de portal.
2. Sluit deze.

![De portal](media/portal.png)

| Onderdeel | Grootte |
| --- | --- |
| Portal | 20 |
| Server | 30 |

[!INCLUDE [help](includes/help.md)]

Zorg dat niemand de server gebruikt.

```powershell
Get-Item -Path C:/Temp
```

## <a name="next-steps"></a>Volgende stappen

Lees de handleiding van de portal.
"""
SILENT = {
    "cross reference that is not there",  # only a near name says that it is none of another docset's
    "cross reference without a name",
    "orphan bracket in a sentence",
    "description in the source's language",
    "bold that does not close",  # `check` finds it, as emphasis-broken
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, PageContext]:
    root: Path = tmp_path_factory.mktemp("seeded")
    for locale in ("en-US", "nl-NL"):
        folder = root / "content" / locale
        (folder / "includes").mkdir(parents=True)
        (folder / "includes" / "help.md").write_text("Help.\n", "utf-8")
        (folder / "list.md").write_text("# List\n", "utf-8")
        (folder / "media").mkdir()
        (folder / "media" / "portal.png").write_bytes(b"")
    settings = Settings(root=root, family="openlocalization")
    syntax = syntax_of(family_of(settings))
    target = TARGET.replace("HASH", sha1(SOURCE.encode()).hexdigest())
    source_root = root / "content" / "en-US"
    day = date(2022, 1, 1)
    source = Article(SOURCE, syntax)
    return {
        "source": PageContext("page.md", "", source_root, source, settings, today=day),
        "localized": PageContext(
            path="page.md",
            locale="nl-NL",
            root=root / "content" / "nl-NL",
            article=Article(target, syntax),
            settings=settings,
            source=source,
            source_root=source_root,
            today=day,
        ),
    }


@pytest.mark.parametrize(
    "fault", [pytest.param(one, id=f"{one.kind}: {one.name}") for one in faults()]
)
def test_fault(fault: Fault, pages: dict[str, PageContext]) -> None:
    verdict = tried(fault, [pages[fault.kind]])
    assert verdict is not None
    wanted = "silent" if fault.name in SILENT else "found"
    assert (verdict.outcome, [one.rule for one in verdict.said]) == (
        wanted,
        [one.rule for one in verdict.said],
    )
