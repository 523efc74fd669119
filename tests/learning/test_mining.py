"""Terms, labels and corrections from pages that are made for it."""

from __future__ import annotations

import pytest

pytest.importorskip("numpy", reason="the extra `learn` is not installed")

import random

from pipeline.learning.labels import labels
from pipeline.learning.learn import learn
from pipeline.learning.lexicon import Lexicon
from pipeline.learning.removals import places, removals
from pipeline.learning.rows import Drift, Label, Removed
from pipeline.learning.terms import drifts
from pipeline.learning.translation import Translation

_NOUNS = {
    "page": "pagina",
    "user": "gebruiker",
    "file": "bestand",
    "group": "groep",
    "site": "site",
}
_VERBS = {"Open": "Open", "Close": "Sluit", "Check": "Controleer", "Move": "Verplaats"}


def _pages(human: bool, tenant: str, units: int = 60) -> list[Translation]:
    choose = random.Random(human)
    rows = []
    for number in range(units):
        verb, noun = choose.choice(list(_VERBS)), choose.choice(list(_NOUNS))
        subject, text = ("tenant", tenant) if number % 3 == 0 else (noun, _NOUNS[noun])
        other = choose.choice(list(_NOUNS))
        source = f"{verb} the {subject} with the {other} {number}."
        target = f"{_VERBS[verb]} de {text} met de {_NOUNS[other]} {number}."
        rows.append(Translation(f"{number // 5}-{human}.md", number, source, target, human))
    return rows


def test_lexicon_pairs_words() -> None:
    pairs = [
        (one.source.lower().split(), one.target.lower().split()) for one in _pages(True, "tenant")
    ]
    found = Lexicon(pairs)
    assert next(iter(found.of("user"))) == "gebruiker"
    assert found.of("unheard") == {}
    assert Lexicon([]).of("user") == {}


def test_term_that_machines_translate_otherwise() -> None:
    rows = _pages(True, "tenant") + _pages(False, "huurder")
    [row] = drifts(rows)
    assert row == Drift("tenant", "tenant", 20, 20, "huurder", 20)
    assert row.english


def test_no_terms_where_both_agree_or_one_side_is_missing() -> None:
    assert drifts(_pages(True, "tenant") + _pages(False, "tenant")) == []
    assert drifts(_pages(True, "tenant") + _pages(False, "tenants")) == []
    assert drifts(_pages(False, "huurder")) == []
    assert drifts([]) == []


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (["Opslaan"] * 4, [Label("Save", "Opslaan", 4, 4, 4)]),
        (["Opslaan"] * 3, []),
        (["Opslaan"] * 4 + ["Bewaren"], [Label("Save", "Opslaan", 4, 5, 4)]),
        (["Opslaan"] * 4 + ["Bewaren"] * 2, []),
    ],
)
def test_labels_on_which_people_agree(said: list[str], found: list[Label]) -> None:
    rows = [
        Translation(f"{number}.md", 1, "Choose **Save**.", f"Kies **{one}**.", True)
        for number, one in enumerate(said)
    ]
    assert labels(rows) == found
    assert labels([row._replace(human=False) for row in rows]) == []


def test_text_that_people_take_out() -> None:
    rows = [
        Translation(
            f"{n}.md", 1, "The tenant.", f"De huurder {n} is weg.", False, f"De tenant {n} is weg."
        )
        for n in range(12)
    ]
    kept = [
        Translation(f"{n}.md", 2, "Gone.", "Alles is weg.", False, "Alles is weg.")
        for n in range(12)
    ]
    assert removals(rows + kept) == [Removed("huurder", 12, 12, 12, "tenant")]
    assert removals(rows[:8] + kept) == []
    assert removals([row._replace(path="one.md") for row in rows]) == []


@pytest.mark.parametrize(
    ("target", "text", "found"),
    [
        ("de huurders", "huurder", []),
        ("huurder, huurder", "huurder", [(0, 7), (9, 16)]),
        ("電子メールを", "メール", [(2, 5)]),
        ("", "x", []),
    ],
)
def test_a_text_is_no_part_of_a_word(target: str, text: str, found: list[tuple[int, int]]) -> None:
    assert places(target, text) == found


def test_the_same_whatever_the_order() -> None:
    rows = _pages(True, "tenant") + _pages(False, "huurder")
    rows += [row._replace(corrected=row.target) for row in _pages(False, "x", 20)]
    turned = rows[:]
    random.Random(3).shuffle(turned)
    assert learn("nl-NL", turned) == learn("nl-NL", rows)
