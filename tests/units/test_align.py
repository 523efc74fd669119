from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from pipeline.markdown.article import Article
from pipeline.units.align.page import align, target_text
from pipeline.units.folding import loose
from pipeline.units.page import read_units, units_of

SOURCE = """---
title: The bill
description: How to read it.
---
# Understand your bill

Open the **Billing** page. Choose `Invoices`. The amount is 25 dollars.

## Pay it

- [Pay by card](card.md)
- Pay by bank

![A bill](media/bill.png)

```text
pay --all
```

Done. See [help](help.md).
"""
TARGET = """---
title: De rekening
description: Hoe u deze leest.
---
# <a name="understand-your-bill"></a>Uw rekening begrijpen

Open de pagina **Facturering**. Kies `Invoices`. Het bedrag is 25 dollar.

## <a name="pay-it"></a>Betalen

- [Betalen met kaart](card.md)
- Betalen via de bank

![Een rekening](media/bill.png)

```text
pay --all
```

Klaar. Zie [help](help.md).
"""
PAIRS = [
    ("The bill", "De rekening"),
    ("How to read it.", "Hoe u deze leest."),
    ("Understand your bill", "Uw rekening begrijpen"),
    ("Open the **Billing** page.", "Open de pagina **Facturering**."),
    ("Choose `Invoices`.", "Kies `Invoices`."),
    ("The amount is 25 dollars.", "Het bedrag is 25 dollar."),
    ("Pay it", "Betalen"),
    ("Pay by card", "Betalen met kaart"),
    ("Pay by bank", "Betalen via de bank"),
    ("A bill", "Een rekening"),
    ("Done.", "Klaar."),
    ("See [help](help.md).", "Zie [help](help.md)."),
]


def pairs(source: str, target: str, locale: str = "nl-NL") -> list[tuple[str, str]]:
    return [
        (unit.source, unit.target) for unit in units_of(Article(target), Article(source), locale)
    ]


def test_a_page_beside_its_source() -> None:
    assert pairs(SOURCE, TARGET) == PAIRS


def test_ranges_are_where_the_texts_stand() -> None:
    source, target = Article(SOURCE), Article(TARGET)
    for unit in units_of(target, source, "nl-NL"):
        assert unit.target_range is not None
        assert unit.source_range is not None
        assert target.text[slice(*unit.target_range)] == unit.target
        assert source.text[slice(*unit.source_range)] == unit.source
        assert 0.5 < unit.certainty <= 1


def test_a_dropped_block_costs_only_itself() -> None:
    found = dict(pairs(SOURCE, TARGET.replace("- Betalen via de bank\n", "")))
    assert found.pop("Pay by bank") == ""
    assert list(found.items()) == [pair for pair in PAIRS if pair[0] != "Pay by bank"]


def test_an_added_block_is_nobodys_translation() -> None:
    added = "Deze alinea staat niet in het Engels en gaat over iets heel anders dan de rest.\n\n"
    target = TARGET.replace("![Een", added + "![Een")
    found = read_units(Article(target), Article(SOURCE), "nl-NL")
    assert [(unit.source, unit.target) for unit in found.units] == PAIRS
    assert [target[start:end] for start, end in found.added] == [added.strip()]


def test_a_page_with_twice_the_sections_keeps_the_first_pairs() -> None:
    body = TARGET.split("---\n", 2)[2]
    found = pairs(SOURCE, TARGET + "\n" + body)
    assert Counter(found) == Counter(PAIRS)


def test_stops_that_the_translation_got_wrong() -> None:
    source = "Use System.Management.Automation now. Then go on.\n"
    target = "Gebruik System. Management. Automation nu. Ga daarna door.\n"
    assert pairs(source, target) == [
        ("Use System.Management.Automation now.", "Gebruik System. Management. Automation nu."),
        ("Then go on.", "Ga daarna door."),
    ]


def test_one_sentence_translated_by_two() -> None:
    source = "Open the portal, and sign in with your account.\n"
    target = "Open de portal. Meld u aan met uw account.\n"
    assert pairs(source, target) == [(source.strip(), target.strip())]


def test_two_sentences_translated_by_one() -> None:
    source = "Open the file settings.json. Then set `mode` to 12.\n"
    target = "Open het bestand settings.json en stel `mode` in op 12\n"
    found = pairs(source, target)
    assert [target for _, target in found if target] == [target.strip()]


def test_two_sentences_translated_by_one_in_wrapped_text() -> None:
    source = (
        "The quota is the number of pages that one team may store in a month, and\n"
        "no more. It is counted again on the first day.\n"
    )
    target = (
        "Het quotum is het aantal pagina's dat een team in een maand mag opslaan en\n"
        "dat op de eerste dag opnieuw wordt geteld.\n"
    )
    found = pairs(source, target)
    assert [target for _, target in found if target] == [target.strip()]


def test_two_sentences_translated_by_one_are_not_cut_before_a_name_in_capitals() -> None:
    source = (
        "The kit is a set of APIs, SDKs, and tools. Use it to send, receive, and count parcels."
    )
    target = (
        "De kit biedt een aantal API's, diverse SDKs en hulpmiddelen waarmee u pakketten kunt "
        "verzenden, ontvangen en tellen."
    )
    found = pairs(source + "\n", target + "\n")
    assert [target for _, target in found if target] == [target]


@pytest.mark.parametrize(
    ("locale", "target", "expected"),
    [
        (
            "ja-JP",
            "**課金** ページを開きます。`Invoices` を選びます。金額は 25 ドルです。\n",
            ["**課金** ページを開きます。", "`Invoices` を選びます。", "金額は 25 ドルです。"],
        ),
        (
            "ar-SA",
            "افتح صفحة **الفوترة**. اختر `Invoices`. المبلغ هو 25 دولارا.\n",
            ["افتح صفحة **الفوترة**.", "اختر `Invoices`.", "المبلغ هو 25 دولارا."],
        ),
    ],
)
def test_other_scripts(locale: str, target: str, expected: list[str]) -> None:
    source = "Open the **Billing** page. Choose `Invoices`. The amount is 25 dollars.\n"
    assert [target for _, target in pairs(source, target, locale)] == expected


def test_a_source_that_is_another_article() -> None:
    other = "# Cook rice\n\n## Wash it\n\nUse `water`.\n\n## Boil it\n\nSee [pots](pots.md).\n"
    found = read_units(Article(TARGET), Article(other), "nl-NL")
    assert found.units == ()
    assert "another article" in found.reason


def test_no_source_gives_no_units_and_says_so() -> None:
    found = read_units(Article(TARGET))
    assert found.units == ()
    assert "not at hand" in found.reason


def test_an_empty_page_says_nothing_about_its_texts() -> None:
    found = read_units(Article(""), Article(SOURCE))
    assert found.units == ()
    assert "empty" in found.reason


def test_a_bilingual_page_takes_titles_and_alt_texts_from_its_source() -> None:
    span = (
        '<span data-ttu-id="12345-103">Kop</span>'
        '<span class="sxs-lookup"><span data-stu-id="12345-103">Head</span></span>'
    )
    page = f"---\ntitle: Titel\n---\n# {span}\n\n![Plaatje](a.png)\n"
    source = "---\ntitle: Title\n---\n\n# Head\n\n![Picture](a.png)\n"
    assert pairs(source, page) == [("Title", "Titel"), ("Head", "Kop"), ("Picture", "Plaatje")]


@pytest.mark.parametrize("docset", ["powershell", "contribute"])
def test_real_pages_against_their_bilingual_twins(corpus: Path, docset: str) -> None:
    right = found = wanted = 0
    for page in sorted((corpus / docset / "sxs").rglob("*.md"))[::3]:
        twin = Path(str(page).replace("/sxs/", "/published/"))
        english = Path(str(page).replace("/sxs/nl-NL", "/en-US"))
        if not english.exists():
            continue
        article, target = Article.parse(page.read_bytes()), Article.parse(twin.read_bytes())
        alignment = align(Article.parse(english.read_bytes()), target, "nl-NL")
        body = [pair for pair in alignment.pairs if not pair.kind.startswith(("metadata", "alt"))]
        got = Counter(
            (loose(pair.source.text if pair.source else ""), loose(target_text(target, pair)))
            for pair in body
        )
        truth = Counter(
            (
                loose(article.text[span.source_start : span.source_end]),
                loose(article.text[span.target_start : span.target_end]),
            )
            for span in article.spans.units
        )
        right += (got & truth).total()
        found += got.total()
        wanted += truth.total()
    assert 2 * right / (found + wanted) >= 0.985
