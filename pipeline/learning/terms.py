"""Terms that human pages translate one way and machine pages another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz

from pipeline.learning.lexicon import Lexicon
from pipeline.learning.rows import Drift
from pipeline.learning.translation import Translation, term_words

_USES = 10  # of a source word, on either side
_DOMINANT = 0.45
_OTHER = 0.06
_NOT_HUMAN = 0.01
_BACK = 0.3
_UNITS = 3
_AGREED = 0.6  # of human units with the source word have the form
_ALIKE = 70  # percent: two forms of one word

Side = list[tuple[list[str], list[str]]]


def drifts(translations: Sequence[Translation]) -> list[Drift]:
    """The terms of a docset that drift, those of most units first."""
    human, machine = _side(translations, human=True), _side(translations, human=False)
    if not human or not machine:
        return []
    there, back = Lexicon(machine), Lexicon([(target, source) for source, target in machine])
    usual = Lexicon(human)
    human_units, machine_units = _having(human), _having(machine)
    ordinary = _ordinary(human)
    found = []
    for source in sorted(human_units.keys() & machine_units.keys()):
        mine, theirs = human_units[source], machine_units[source]
        if len(mine) < _USES or len(theirs) < _USES:
            continue
        known = usual.of(source)
        best = next(iter(known), "")
        if not best or known[best] < _DOMINANT:
            continue
        agreed = sum(best in human[at][1] for at in mine)
        if agreed < _AGREED * len(mine):
            continue
        for form, chance in there.of(source).items():
            if chance < _OTHER or known.get(form, 0) >= _NOT_HUMAN or _same(form, best):
                continue
            if source in form and form != source:
                continue
            if back.of(form).get(source, 0) < _BACK:
                continue
            units = [at for at in theirs if form in machine[at][1] and best not in machine[at][1]]
            said = sum(form in human[at][1] for at in mine)
            if len(units) < _UNITS or said > _NOT_HUMAN * len(mine) or form in ordinary[source]:
                continue
            found.append(Drift(source, best, agreed, len(mine), form, len(units)))
    return sorted(found, key=lambda row: (-row.units, row.source, row.form))


def _side(translations: Sequence[Translation], *, human: bool) -> Side:
    pairs = {
        (one.source, one.target)
        for one in translations
        if one.human == human and one.target.strip() and one.source != one.target
    }
    return [(term_words(source), term_words(target)) for source, target in sorted(pairs)]


def _having(side: Side) -> Mapping[str, list[int]]:
    """The units that have a source word."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, (source, _) in enumerate(side):
        for word in sorted(set(source)):
            found[word].append(number)
    return found


def _ordinary(human: Side) -> Mapping[str, set[str]]:
    """By source word, the target words that people use in more than one of its units."""
    once: dict[str, set[str]] = defaultdict(set)
    again: dict[str, set[str]] = defaultdict(set)
    for source, target in human:
        words = set(target)
        for word in set(source):
            again[word] |= once[word] & words
            once[word] |= words
    return again


def _same(one: str, other: str) -> bool:
    """Are these forms of one word, or is one a part of the other?"""
    shared = len(one) >= 4 and (one.startswith(other[:4]) or one in other or other in one)
    return shared or fuzz.ratio(one, other) >= _ALIKE
