"""The same source in two ways, two sources in one, a label with two names."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import Prefix

from pipeline.results.fact import Fact
from pipeline.rules.context import PageContext
from pipeline.rules.docset import DocsetHit, fact_at, groups
from pipeline.rules.registry import rule
from pipeline.rules.translation.pair import Pair, read_pairs
from pipeline.severity import Severity

_WORD = re.compile(r"[^\W\d_]+")
_LABEL = "…"
"""Ends the keys of texts so short that they are labels."""
_MARKS = "*_`\\.:!?[]"
_COMPARED = 40  # sources of one target that are all compared with each other
_BESIDE = 10


def _words(text: str) -> list[str]:
    """The words of a text without what may well differ: case, emphasis, end marks, spaces."""
    for mark in _MARKS:
        if mark in text:
            text = text.replace(mark, " ")
    return text.lower().split()


def _plain(text: str) -> str:
    """A text without what may well differ."""
    return " ".join(_words(text))


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"


def _differing(text: str, other: str) -> str:
    """A text, shortened so that where it begins to differ from another is seen."""
    same = Prefix.similarity(text, other)
    if len(text) <= 60 or same < 30:
        return _short(text)
    begin = text.rfind(" ", 0, max(0, same - 12)) + 1
    return f"…{_short(text[begin:])}"


def _digest(text: str) -> str:
    """What stands for a text in a key: texts are only compared, and there are many."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=10).hexdigest()


def _where(one: Fact) -> str:
    return f"{one.path}:{one.place.line}" if one.place.line else one.path


class _Wording(NamedTuple):
    """What is compared of a unit, by the keys of its texts (empty for none).

    `target` is in single spaces, and so is the source in `fits`, behind how well it goes with the target.
    """

    target: str
    source_key: str
    target_key: str
    fits: str


def _wording(pair: Pair) -> _Wording | None:
    """The wording of a unit that has a source and a target of its own."""
    source, target = " ".join(pair.unit.source.split()), " ".join(pair.unit.target.split())
    if pair.is_copy or not source or not target:
        return None
    source_key = f"{_digest(source)}{_LABEL if _is_short(pair, source) else ''}"
    words = _words(target)
    plain = " ".join(words)
    if len(pair.unit.target) < 12 or (len(plain) < 16 and plain.isascii()):
        return _Wording(target, source_key, "", "")
    fits = f"{_fits(source, words, len(plain)):.6f} {source}"
    return _Wording(target, source_key, _digest(plain), fits)


def _translated(page: PageContext) -> tuple[tuple[Pair, _Wording], ...]:
    """The page's units that have a source and a target of their own."""
    worded = ((pair, pair.once(_wording)) for pair in read_pairs(page))
    return tuple((pair, wording) for pair, wording in worded if wording is not None)


def _unit_fact(page: PageContext, rule_name: str, pair: Pair, key: str, value: str) -> Fact:
    """A fact about a whole unit; units of different locales never share a key."""
    return fact_at(page, rule_name, f"{page.locale}\n{key}", pair.place, value)


@rule("same-source-different-target", "docset-unit")
class SameSourceDifferentTarget:
    """One source is translated in two ways in the docset. What a person wrote counts for more than what a machine did.

    Readers take two names for two things; and with machine translation it is most often a command or a name that was
    broken in one of the places.

    Bad:

        source: Choose a payment method.
        target: Kies een betalingswijze.  (elsewhere: Selecteer een betaalmethode.)

    Good:

        source: Choose a payment method.
        target: Kies een betalingswijze.  (everywhere)
    """

    name = "same-source-different-target"
    needs = "differing values"

    def collect(self, page: PageContext) -> Iterator[Fact]:
        """Each unit, by its source."""
        for pair, wording in page.once(_translated):
            yield _unit_fact(page, self.name, pair, wording.source_key, wording.target)

    def judge(self, facts: Iterable[Fact]) -> Iterator[DocsetHit]:
        """Every unit that does not follow the preferred translation of its source."""
        for key, group in groups(facts):
            if len(group) < 2 or len({one.value for one in group}) < 2:
                continue
            preferred = _preferred(group)
            wanted = _plain(preferred.value)
            label = key.endswith(_LABEL)
            for one in group:
                if _plain(one.value) != wanted:
                    said = f"translated as {_differing(preferred.value, one.value)!r}"
                    said += f" in {_where(preferred)}"
                    yield DocsetHit(one, said, severity=Severity.SUGGESTION if label else None)


def _is_short(pair: Pair, source: str) -> bool:
    """Has a source fewer than six words? Those that are known need not be counted (a reference may be one of them)."""
    if "&" not in source and len(pair.source.lower_words) >= 6:
        return False
    return len(_WORD.findall(source)) < 6


def _preferred(group: Sequence[Fact]) -> Fact:
    """The one to follow: by a person, else the most frequent, else the first."""
    people = [one for one in group if one.translation_type == "HT"] or group
    counts = Counter(_plain(one.value) for one in people)
    return max(people, key=lambda one: counts[_plain(one.value)])


@rule("same-target-different-source", "docset-unit")
class SameTargetDifferentSource:
    """Two sources that have little in common share one translation: one of the two units holds the other's text.

    Bad:

        source: Choose a payment method.
        target: Sla het bestand op.  (which is the translation of "Save the file." too)

    Good:

        source: Choose a payment method.
        target: Kies een betalingswijze.
    """

    name = "same-target-different-source"
    needs = "differing values"

    def collect(self, page: PageContext) -> Iterator[Fact]:
        """Each unit with enough words, by its target."""
        for pair, wording in page.once(_translated):
            if wording.target_key:
                yield _unit_fact(page, self.name, pair, wording.target_key, wording.fits)

    def judge(self, facts: Iterable[Fact]) -> Iterator[DocsetHit]:
        """The units that fit the shared translation worse, or as badly."""
        for _, group in groups(facts):
            if len({one.value for one in group}) < 2:
                continue
            said = {one.value: _fit_and_source(one) for one in group}
            counts = Counter(said[one.value][1] for one in group)
            nearest = _nearest(group)
            for one in group:
                fits, source = said[one.value]
                other, likeness = nearest[one.value]
                other_fits, other_source = said[other.value]
                if likeness >= 62 or counts[source] > counts[other_source]:
                    continue
                if fits <= other_fits + 0.25:
                    message = f"also the translation of {_short(other_source)!r} in {_where(other)}"
                    near = Severity.SUGGESTION if likeness >= 45 else None
                    yield DocsetHit(one, message, severity=near)


def _nearest(group: Sequence[Fact]) -> dict[str, tuple[Fact, float]]:
    """For each value in a group the fact of another whose source is most like its own, and how alike they are.

    A few are all compared with each other; of many, each with the first and with those that begin like it.
    """
    first: dict[str, Fact] = {}
    for one in group:
        first.setdefault(one.value, one)
    plain = {value: _plain(_fit_and_source(one)[1]) for value, one in first.items()}
    values = list(first)
    order = sorted(values, key=plain.__getitem__) if len(values) > _COMPARED else values
    nearest = {}
    for place, value in enumerate(order):
        beside = values
        if len(values) > _COMPARED:
            beside = [*values[:_BESIDE], *order[max(place - _BESIDE, 0) : place + _BESIDE]]
        scored = (
            (other, float(fuzz.token_set_ratio(plain[other], plain[value])))
            for other in dict.fromkeys(beside)
            if other != value
        )
        best, likeness = max(scored, key=lambda one: one[1])
        nearest[value] = first[best], likeness
    return nearest


def _fit_and_source(one: Fact) -> tuple[float, str]:
    """How well a unit's source fits its target, and the source."""
    fits, _, source = one.value.partition(" ")
    return float(fits), source


def _fits(source: str, target: list[str], length: int) -> float:
    """How well a source goes with the words of a target, so long together: what they share, their lengths (0 to 2)."""
    ours = set(_words(source))
    shared = len(ours.intersection(target)) / max(len(ours), 1)
    shorter, longer = sorted((len(source), length))
    return shared + shorter / max(longer, 1)


@rule("label-inconsistent", "docset-unit")
class LabelInconsistent:
    """The name of a button or menu, in bold, is translated in two ways, or here translated and there not.

    Readers look for the very words on their screen.

    Bad:

        source: Choose **Settings**.
        target: Kies **Settings**.  (elsewhere: **Instellingen**)

    Good:

        source: Choose **Settings**.
        target: Kies **Instellingen**.
    """

    name = "label-inconsistent"
    needs = "differing values"

    def collect(self, page: PageContext) -> Iterator[Fact]:
        """The bold words of units with one bold stretch on each side, so that they belong together."""
        for pair, _ in page.once(_translated):
            if "**" in pair.unit.source and (label := pair.once(_label)):
                yield _unit_fact(page, self.name, pair, *label)

    def judge(self, facts: Iterable[Fact]) -> Iterator[DocsetHit]:
        """The units that call a label otherwise than nearly all others."""
        for _, group in groups(facts):
            by_name: dict[str, list[Fact]] = defaultdict(list)
            for one in group:
                by_name[_plain(one.value)].append(one)
            if len(by_name) < 2:
                continue
            most, next_most, *_ = sorted((len(same) for same in by_name.values()), reverse=True)
            if most < 3 or most < 3 * next_most:
                continue
            wanted = max(by_name, key=lambda label: len(by_name[label]))
            first = by_name[wanted][0]
            for one in group:
                label = _plain(one.value)
                if label != wanted and not _inflected(label, wanted):
                    said = f"{one.value!r} is {first.value!r} in most places, as in {_where(first)}"
                    yield DocsetHit(one, said)


def _label(pair: Pair) -> tuple[str, str] | None:
    """The words of the one label in a unit's source, and what they are in its target."""
    source, target = pair.source, pair.target
    if len(source.strongs) != 1 or len(target.strongs) != 1:
        return None
    one, two = source.strongs[0], target.strongs[0]
    words = source.text[one.inner_start : one.inner_end].strip(" :.")
    said = target.text[two.inner_start : two.inner_end].strip(" :.")
    return (_plain(words), said) if words and said else None


def _inflected(one: str, two: str) -> bool:
    """Are these forms of one word?"""
    return one[:4] == two[:4] and abs(len(one) - len(two)) <= 3
