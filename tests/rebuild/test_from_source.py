from __future__ import annotations

from pathlib import Path

import polib

from pipeline.families.library import shipped
from pipeline.markdown.article import Article
from pipeline.rebuild.from_source import build_from_source, identity
from pipeline.rebuild.head import HandBack
from pipeline.rebuild.lookup import Lookup
from pipeline.units.segments import source_units
from tests.units.test_align import PAIRS, SOURCE

BACK = HandBack(
    shipped("openlocalization"),
    {
        "hash": "a" * 40,
        "commit": "b" * 40,
        "type": "HT",
        "locale": "nl-NL",
        "date": "05/04/2020",
        "file-id": "123",
    },
)
HEAD = f"""---
title: De rekening
description: Hoe u deze leest.
ms.openlocfilehash: {"a" * 40}
ms.sourcegitcommit: {"b" * 40}
ms.translationtype: HT
ms.contentlocale: nl-NL
ms.lasthandoff: 05/04/2020
ms.locfileid: "123"
---
# <a name="understand-your-bill"></a>Uw rekening begrijpen
"""


def translated(source: Article) -> list:  # type: ignore[type-arg]
    known = dict(PAIRS)
    return [unit._replace(target=known.get(unit.source, "")) for unit in source_units(source)]


def test_a_published_page() -> None:
    source = Article(SOURCE)
    built = build_from_source(source, translated(source), BACK)
    assert built.text.startswith(HEAD)
    assert "Kies `Invoices`. Het bedrag is 25 dollar." in built.text
    assert "![Een rekening](media/bill.png)" in built.text
    assert "```text\npay --all\n```" in built.text
    assert built.missing == ()


def test_what_has_no_translation_takes_the_source_and_is_named() -> None:
    source = Article(SOURCE.replace("Done.", "Nobody translated\nthis."))
    built = build_from_source(source, translated(source), BACK)
    assert "Nobody translated\nthis. Zie [help](help.md)." in built.text
    assert [unit.source for unit in built.missing] == ["Nobody translated this."]


def test_a_bilingual_page_counts_as_the_hand_back_does() -> None:
    source = Article(SOURCE)
    text = build_from_source(source, translated(source), BACK, path="a.md", bilingual=True).text
    page = Article(text)
    assert not page.spans.problems
    assert [span.id.split("-")[1] for span in page.spans.units] == [
        str(number) for number in [*range(103, 110), 111, 112]
    ]
    again = build_from_source(source, translated(source), BACK, path="a.md", bilingual=True).text
    assert again == text


def test_a_page_without_front_matter_gets_one() -> None:
    source = Article("# Head\r\n\r\nText.\r\n")
    text = build_from_source(source, source_units(source), BACK).text
    assert Article(text).meta("ms.locfileid") == "123"
    assert text.endswith('---\r\n# <a name="head"></a>Head\r\n\r\nText.\r\n')


def test_fields_of_an_earlier_hand_back_are_replaced() -> None:
    source = Article("---\ntitle: A\nms.contentlocale: de-DE\n---\n# Head\n")
    page = Article(build_from_source(source, source_units(source), BACK).text)
    assert page.text.count("ms.contentlocale") == 1
    assert page.meta("ms.contentlocale") == "nl-NL"


def test_generated_reference_pages_have_no_anchors() -> None:
    source = Article("---\nexternal help file: x.dll-Help.xml\n---\n# Get-It\n")
    assert "<a name" not in build_from_source(source, source_units(source), BACK).text


def test_a_title_that_needs_quotes_gets_them() -> None:
    source = Article("---\ntitle: A\n---\n")
    units = [unit._replace(target="B: c # d") for unit in source_units(source)]
    assert Article(build_from_source(source, units, BACK).text).meta("title") == "B: c # d"


def test_lookup_takes_sources_as_bilingual_pages_write_them() -> None:
    po = polib.POFile()
    po.append(polib.POEntry(msgid="Set **A** , or \\*.", msgstr="Zet **A** of \\*."))
    units = source_units(Article("Set **A**, or *.\n"))
    found = Lookup(po).find_all(units)
    assert [each.entry.msgstr for each in found if each] == ["Zet **A** of \\*."]


def test_lookup_knows_contexts_and_outdated_entries() -> None:
    po = polib.POFile()
    po.append(polib.POEntry(msgid="Open", msgctxt="one 1", msgstr="Openen"))
    po.append(polib.POEntry(msgid="Open", msgctxt="two 1", msgstr="Geopend"))
    po.append(polib.POEntry(msgid="New", previous_msgid="Old", msgstr="Oud", flags=["fuzzy"]))
    units = source_units(Article("# One\n\n- Open\n\n# Two\n\n- Open\n- New\n"))
    found = Lookup(po).find_all(units)
    assert [(each.entry.msgstr, each.usable) if each else None for each in found] == [
        None,
        ("Openen", True),
        None,
        ("Geopend", True),
        ("Oud", False),
    ]
    usable = Lookup(po, use_fuzzy=True).find_all(units)[-1]
    assert usable is not None
    assert usable.usable


def test_every_english_page_comes_back_byte_for_byte(corpus: Path) -> None:
    pages = [*corpus.glob("*/en-US/**/*.md")]
    assert pages
    for page in pages:
        data = page.read_bytes()
        assert identity(Article.parse(data)).encode() == data, page


def test_translated_labels_are_defined() -> None:
    source = Article(
        "See [the page] or [it][x].\n\nAgain [the page].\n\n[the page]: a.md\n[x]: b.md\n"
    )
    units = source_units(source)
    units = [
        units[0]._replace(target="Zie [de pagina] of [het][x]."),
        units[1]._replace(target="Weer [de pagina]."),
    ]
    published = build_from_source(source, units, BACK).text
    assert published.endswith("\n[de pagina]: a.md\n[x]: b.md\n")
    bilingual = build_from_source(source, units, BACK, bilingual=True).text
    assert bilingual.endswith("\n[de pagina]: a.md\n[the page]: a.md\n[x]: b.md\n")


def test_a_label_that_is_still_in_use_keeps_its_definition() -> None:
    source = Article("See [the page].\n\nAgain [the page].\n\n[the page]: a.md\n")
    units = source_units(source)
    units = [units[0]._replace(target="Zie [de pagina]."), units[1]]
    text = build_from_source(source, units, BACK).text
    assert text.endswith("\n[de pagina]: a.md\n[the page]: a.md\n")
