"""No history loses a translation or puts it on another sentence, whatever git knows of the sources."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.histories.history import ACTIONS, History

SEEDS = st.integers(0, 10**6)
KINDS = st.sampled_from(["MT", "HT"])
_NOT_COMPARED = {
    "forget",
    "review PO",
}  # who settles a conflict that only one of two has, decides for himself


def steps(*, but: frozenset[str] | set[str] = frozenset()) -> st.SearchStrategy[list[str]]:
    names = [name for name in ACTIONS if name not in but]
    return st.lists(st.sampled_from(["edit source"] * 4 + names), min_size=2, max_size=8)


@settings(max_examples=25)
@given(SEEDS, steps(), st.booleans(), st.sampled_from(["bilingual", "published", "unnamed"]), KINDS)
def test_no_translation_is_lost_or_on_another_sentence(
    seed: int, names: list[str], known: bool, form: str, kind: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        history = History(
            Path(folder),
            seed,
            known=known,
            bilingual=form == "bilingual",
            named=form != "unnamed",
            kind=kind,
        )
        for name in names:
            history.step(name)


@settings(max_examples=20)
@given(SEEDS, steps(but=_NOT_COMPARED), st.booleans(), KINDS)
def test_without_history_each_entry_is_as_with_it_or_fuzzy(
    seed: int, names: list[str], bilingual: bool, kind: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        full = History(Path(folder) / "full", seed, bilingual=bilingual, kind=kind)
        bare = History(Path(folder) / "bare", seed, known=False, bilingual=bilingual, kind=kind)
        for name in names:
            full.step(name)
            bare.step(name)
            if "hand-off-unknown" in bare.said:
                return  # the page stays as it is, which is said
            compare(full, bare)


def compare(full: History, bare: History) -> None:
    """Each entry of a page without history is as it is with history, or marked as needing work."""
    wanted, found = full.state(), bare.state()
    assert {source for source, _ in wanted} <= {source for source, _ in found}
    for key, (text, fuzzy) in found.items():
        if key in wanted and not fuzzy:
            assert (text, fuzzy) == wanted[key]
