"""The translation unit: one source sentence or phrase with its translation."""

from __future__ import annotations

from typing import NamedTuple

Range = tuple[int, int]
"""Start and end, 0-based characters in a page's text."""

SURE = 0.5
"""From which certainty on a pair of source and target is taken for one."""


class Unit(NamedTuple):
    """One unit of one page.

    `source` and `target` are Markdown, each as it stands in the page (`target` is empty where there is none yet).
    `kind` is what a translator sees: `heading 2`, `list item`, `table cell`, `alt text`, `metadata: title`.
    `id` is the `data-ttu-id` where there is one. `anchor` names the nearest heading before or at the unit.
    `target_range` is where the target stands in the localized page, `source_range` where the source stands (in
    the same page when it is bilingual, else in the English page); None where it stands nowhere.
    `certainty` (0 to 1) says how sure it is that source and target belong together: 1 where the page says so.
    """

    source: str
    target: str
    kind: str
    id: str = ""
    anchor: str = ""
    target_range: Range | None = None
    source_range: Range | None = None
    certainty: float = 1.0
