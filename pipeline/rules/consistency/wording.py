"""The same source in two ways, two sources in one, a label with two names."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import fuzz

from pipeline.rules.context import PageContext
from pipeline.rules.docset import DocsetHit, Fact, fact_at, groups
from pipeline.rules.finding import Severity
from pipeline.rules.registry import rule
from pipeline.rules.translation.pair import Pair, read_pairs

_WORD = re.compile(r"[^\W\d_]+")
_MARKS = re.compile(r"[\s*_`\\.:!?]+")


def _plain(text: str) -> str:
    """A text without what may well differ: case, emphasis, end marks, spaces."""
    return _MARKS.sub(" ", text).strip().lower()


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"


def _where(one: Fact) -> str:
    return f"{one.path}:{one.place.line}" if one.place.line else one.path


def _translated(page: PageContext) -> Iterator[Pair]:
    """The page's units that have a source and a target of their own."""
    for pair in read_pairs(page):
        if pair.unit.source.strip() and pair.unit.target.strip() and not pair.is_copy:
            yield pair


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

    def collect(self, page: PageContext) -> Iterator[Fact]:
        """Each unit, by its source."""
        for pair in _translated(page):
            source = " ".join(pair.unit.source.split())
            yield _unit_fact(page, self.name, pair, source, " ".join(pair.unit.target.split()))

    def judge(self, facts: Iterable[Fact]) -> Iterator[DocsetHit]:
        """Every unit that does not follow the preferred translation of its source."""
        for key, group in groups(facts):
            if len(group) < 2 or len({one.value for one in group}) < 2:
                continue
            preferred = _preferred(group)
            wanted = _plain(preferred.value)
            short = len(_WORD.findall(key)) < 6
            for one in group:
                if _plain(one.value) != wanted:
                    said = f"translated as {_short(preferred.value)!r} in {_where(preferred)}"
                    yield DocsetHit(one, said, severity=Severity.SUGGESTION if short else None)


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

    def collect(self, page: PageContext) -> Iterator[Fact]:
        """Each unit with enough words, by its target."""
        for pair in _translated(page):
            if len(pair.target.text) < 12:
                continue
            source = " ".join(pair.unit.source.split())
            yield _unit_fact(page, self.name, pair, _plain(pair.unit.target), source)

    def judge(self, facts: Iterable[Fact]) -> Iterator[DocsetHit]:
        """The units that fit the shared translation worse, or as badly."""
        for key, group in groups(facts):
            if len({one.value for one in group}) < 2:
                continue
            target = key.partition("\n")[2]
            if len(target) < 16 and target.isascii():
                continue
            counts = Counter(one.value for one in group)
            for one in group:
                others = [each for each in group if each.value != one.value]
                other = max(others, key=lambda each, one=one: _likeness(each.value, one.value))  # type: ignore[misc]
                likeness = _likeness(one.value, other.value)
                if likeness >= 62 or counts[one.value] > counts[other.value]:
                    continue
                if _fits(one.value, target) <= _fits(other.value, target) + 0.25:
                    said = f"also the translation of {_short(other.value)!r} in {_where(other)}"
                    near = Severity.SUGGESTION if likeness >= 45 else None
                    yield DocsetHit(one, said, severity=near)


def _likeness(one: str, two: str) -> float:
    return float(fuzz.token_set_ratio(_plain(one), _plain(two)))


def _fits(source: str, target: str) -> float:
    """How well source and target go together: what they share, and their lengths (0 to 2)."""
    ours, theirs = set(_plain(source).split()), set(target.split())
    shared = len(ours & theirs) / max(len(ours), 1)
    shorter, longer = sorted((len(source), len(target)))
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

    def collect(self, page: PageContext) -> Iterator[Fact]:
        """The bold words of units with one bold stretch on each side, so that they belong together."""
        for pair in _translated(page):
            if "**" not in pair.unit.source:
                continue
            source, target = pair.source, pair.target
            if len(source.strongs) != 1 or len(target.strongs) != 1:
                continue
            one, two = source.strongs[0], target.strongs[0]
            words = source.text[one.inner_start : one.inner_end].strip(" :.")
            said = target.text[two.inner_start : two.inner_end].strip(" :.")
            if words and said:
                yield _unit_fact(page, self.name, pair, _plain(words), said)

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


def _inflected(one: str, two: str) -> bool:
    """Are these forms of one word?"""
    return one[:4] == two[:4] and abs(len(one) - len(two)) <= 3
