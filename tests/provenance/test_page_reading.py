"""What of a page's change is work for a translator, and what is cosmetic: on real pages, where they are at hand."""

from __future__ import annotations

from collections import Counter

import pytest

from pipeline.provenance.edits import Edit, counterparts, edit, follows
from pipeline.provenance.page_reading import Reading, same_work
from tests.corpus import corpus


def test_most_stale_pages_of_a_real_docset_are_cosmetic() -> None:
    root = corpus() / "families" / "adobe"
    if not root.is_dir():
        pytest.skip("the corpus has no families")
    counts: Counter[tuple[str, bool]] = Counter()
    for line in (root / "truth.nl-NL.tsv").read_text("utf-8").splitlines():
        path, _, verdict = line.split("\t")[:3]
        old, new = (
            Reading((root / folder / path).read_text("utf-8"))
            for folder in ("en-at/nl-NL", "en-now")
        )
        counts[verdict, same_work(old, new)] += 1
    assert counts == {("stale", True): 55, ("stale", False): 6, ("current", True): 16}


EDITS = [
    ("Wacht daarna.", "Wacht  daarna.", Edit.FORMATTING),
    ("Wacht *daarna*.", "wacht daarna", Edit.FORMATTING),
    ("Wacht op het ontvangsbewijs.", "Wacht op het ontvangstbewijs.", Edit.SMALL),
    ("Betaal binnen 20 dagen.", "Betaal binnen 30 dagen.", Edit.REAL),
    ("Betaal binnen 1.000 dagen.", "Betaal binnen 1000 dagen.", Edit.FORMATTING),
    ("请在二十天内付款。", "请于二十天内付款。", Edit.SMALL),
    ("请在二十天内付款。", "请在三天内联系我们。", Edit.REAL),
    ("Ja", "Nee", Edit.REAL),
]


@pytest.mark.parametrize(("old", "new", "kind"), EDITS)
def test_how_much_an_edit_changed(old: str, new: str, kind: Edit) -> None:
    assert edit(old, new) is kind


FOLLOWS = [
    ("Pay in 20 days.", "Pay in 30 days.", "Betaal in 20 dagen.", "Betaal in 30 dagen.", True),
    ("Pay in 20 days.", "Pay in 30 days.", "Betaal in 20 dagen.", "Betaalt u in 20 dagen.", False),
    ("Use `a`.", "Use `b` instead.", "Gebruik `a`.", "Gebruik in plaats daarvan `a`.", False),
    ("Use `a`.", "Use `b` instead.", "Gebruik `a`.", "Gebruik in plaats daarvan `b`.", True),
    ("Click Save.", "Click **Save**.", "Klik op Opslaan.", "Klik op **Opslaan**.", True),
    ("Pay the bill.", "Choose a plan.", "Betaal de rekening.", "Betaal de rekenning.", False),
    (
        "Pay the bill.",
        "Pay the bill with the card that you have registered before.",
        "Betaal de rekening.",
        "U moet de rekening betalen.",
        False,
    ),
]


@pytest.mark.parametrize(("source_old", "source_new", "old", "new", "done"), FOLLOWS)
def test_whether_an_edit_brings_the_source_over(
    source_old: str, source_new: str, old: str, new: str, done: bool
) -> None:
    assert follows(source_old, source_new, old, new) is done


def test_sentences_are_found_again() -> None:
    old = ["Pay in 20 days.", "Then wait.", "Call us.", "Open the menu and choose a plan."]
    new = ["Call us.", "Pay in 30 days.", "Then wait.", "Now.", "Open the menu and choose plans."]
    assert counterparts(old, new) == [2, 0, 1, None, 3]
