from __future__ import annotations

from pipeline.families import library
from pipeline.families.syntax import syntax_of
from pipeline.markdown.article import Article
from pipeline.units.segments import source_units

PAGE = """---
title: "Billing: an overview"
description: >-
  What a bill
  shows.
keywords: [bill, invoice]
author: someone
no-loc: [Contoso]
---

# Understand your bill

First sentence wraps
over a line. Second one.

> [!NOTE]
> A note that wraps
> too.

- [Only a link](a.md)
- Item with `code` in it
- `only-code`
- https://example.com/only/address
- Contoso

| Head | Other |
| --- | --- |
| Cell | `code` |

![A lone image](media/a.png)

:::image type="content" source="media/b.png" alt-text="A directive image":::

:::row:::
   :::column span="2":::
      Text in a column.

      More text.
   :::column-end:::
:::row-end:::

[!INCLUDE [the text](includes/a.md)]

> [!div class="op_single_selector"]
> - [Windows](windows.md)
> - [Mac](mac.md)

<!-- A comment. -->

<div class="box"><p>HTML text.</p></div>

```text
Code stays.
```

    Indented code stays.

[ref]: https://example.com "Not translated"
"""

EXPECTED = [
    ("metadata: title", "Billing: an overview"),
    ("metadata: description", "What a bill shows."),
    ("metadata: keywords", "bill"),
    ("metadata: keywords", "invoice"),
    ("heading 1", "Understand your bill"),
    ("paragraph", "First sentence wraps over a line."),
    ("paragraph", "Second one."),
    ("note", "A note that wraps too."),
    ("list item", "Only a link"),
    ("list item", "Item with `code` in it"),
    ("table cell", "Head"),
    ("table cell", "Other"),
    ("table cell", "Cell"),
    ("alt text", "A lone image"),
    ("alt text", "A directive image"),
    ("paragraph", "Text in a column."),
    ("paragraph", "More text."),
    ("HTML text", "HTML text."),
]


def test_what_is_translated_and_what_is_not() -> None:
    assert [(unit.kind, unit.source) for unit in source_units(Article(PAGE))] == EXPECTED


def test_crlf_gives_the_same_units() -> None:
    units = source_units(Article(PAGE.replace("\n", "\r\n")))
    assert [(unit.kind, unit.source) for unit in units] == EXPECTED


def test_ranges_hold_the_text_as_it_stands() -> None:
    article = Article(PAGE)
    found = {
        article.text[u.source_range[0] : u.source_range[1]]
        for u in source_units(article)
        if u.source_range
    }
    assert {'"Billing: an overview"', "Cell", "A directive image", "HTML text."} <= found
    assert "First sentence wraps\nover a line." in found


def test_the_anchor_of_the_heading_above() -> None:
    units = source_units(Article("Before.\n\n## One: a `thing`\n\nText.\n\n## Two\n"))
    assert [unit.anchor for unit in units] == ["", "one-a-thing", "one-a-thing", "two"]


def test_keys_are_the_docsets_choice() -> None:
    units = source_units(Article("---\ntitle: A\nsummary: B\n---\n"), keys=("summary",))
    assert [(unit.kind, unit.source) for unit in units] == [("metadata: summary", "B")]


def test_an_empty_page_has_no_units() -> None:
    assert source_units(Article("")) == ()
    assert source_units(Article("---\n---\n")) == ()


def test_broken_metadata_leaves_the_body_readable() -> None:
    units = source_units(Article("---\ntitle: [\n---\n# Head\n"))
    assert [unit.source for unit in units] == ["Head"]


def test_examples_of_columns_in_code_are_code() -> None:
    page = "```markdown\n:::row:::\n   :::column:::\n      Text.\n   :::column-end:::\n:::row-end:::\n```\n"
    assert source_units(Article(page)) == ()


def test_a_line_that_ends_a_tag_keeps_its_bracket() -> None:
    page = '<td>\n  See <a href="b.md"\n    >the bill</a\n  >.\n</td>\n\n> The quote\n> goes on.\n'
    syntax = syntax_of(library.shipped("mdn"))
    found = [unit.source for unit in source_units(Article(page, syntax))]
    assert found == ['See <a href="b.md" >the bill</a >.', "The quote goes on."]
