"""The same source in two ways, two sources in one, a label with two names."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from rapidfuzz import fuzz

from pipeline.rules.docset.facts import DocsetFacts, Fact
from pipeline.rules.docset.judge import Verdict
from pipeline.rules.finding import Hit, Severity
from pipeline.rules.registry import rule

_WORD = re.compile(r"[^\W\d_]+")
_MARKS = re.compile(r"[\s*_`\\.:!?]+")


def _plain(text: str) -> str:
    """A text without what may well differ: case, emphasis, end marks, spaces."""
    return _MARKS.sub(" ", text).strip().lower()


@rule("same-source-different-target", "docset")
def same_source_different_target(docset: DocsetFacts) -> Iterator[Verdict]:
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
    groups: dict[str, list[Fact]] = defaultdict(list)
    for fact in docset.units:
        groups[fact.source].append(fact)
    for source, group in groups.items():
        if len(group) < 2 or len({fact.target for fact in group}) < 2:
            continue
        preferred = _preferred(group)
        wanted = _plain(preferred.target)
        long = len(_WORD.findall(source)) >= 4
        for fact in group:
            if _plain(fact.target) == wanted:
                continue
            said = f"translated as {_short(preferred.target)!r} in {preferred.path}:{preferred.line}"
            yield Verdict(
                fact, Hit(0, 0, said, severity=None if long else Severity.SUGGESTION)
            )


def _preferred(group: Iterable[Fact]) -> Fact:
    """The one to follow: by a person, else the most frequent, else the first."""
    group = list(group)
    people = [fact for fact in group if fact.translation_type == "HT"] or group
    counts = Counter(_plain(fact.target) for fact in people)
    return max(people, key=lambda fact: counts[_plain(fact.target)])


@rule("same-target-different-source", "docset")
def same_target_different_source(docset: DocsetFacts) -> Iterator[Verdict]:
    """Two sources that have little in common share one translation: one of the two units holds the other's text.

    Bad:

        source: Choose a payment method.
        target: Sla het bestand op.  (which is the translation of "Save the file." too)

    Good:

        source: Choose a payment method.
        target: Kies een betalingswijze.
    """
    groups: dict[str, list[Fact]] = defaultdict(list)
    for fact in docset.units:
        groups[_plain(fact.target)].append(fact)
    for target, group in groups.items():
        sources = {fact.source for fact in group}
        if len(sources) < 2 or len(_WORD.findall(target)) < 3:
            continue
        counts = Counter(fact.source for fact in group)
        for fact in group:
            others = [one for one in group if one.source != fact.source]
            other = max(others, key=lambda one: _likeness(one.source, fact.source))
            if _likeness(fact.source, other.source) >= 62:
                continue
            if counts[fact.source] > counts[other.source] or _fits(fact) > _fits(other) + 0.25:
                continue
            said = f"also the translation of {_short(other.source)!r} in {other.path}:{other.line}"
            yield Verdict(fact, Hit(0, 0, said))


def _likeness(one: str, two: str) -> float:
    return fuzz.token_set_ratio(_plain(one), _plain(two))


def _fits(fact: Fact) -> float:
    """How well source and target go together: what they share, and their lengths (0 to 2)."""
    source, target = set(fact.source.split()), set(fact.target.split())
    shared = len(source & target) / max(len(source), 1)
    shorter, longer = sorted((len(fact.source), len(fact.target)))
    return shared + shorter / max(longer, 1)


@rule("label-inconsistent", "docset")
def label_inconsistent(docset: DocsetFacts) -> Iterator[Verdict]:
    """The name of a button or menu, in bold, is translated in two ways, or here translated and there not.

    Readers look for the very words on their screen.

    Bad:

        source: Choose **Settings**.
        target: Kies **Settings**.  (elsewhere: **Instellingen**)

    Good:

        source: Choose **Settings**.
        target: Kies **Instellingen**.
    """
    groups: dict[str, list[tuple[Fact, str]]] = defaultdict(list)
    for fact in docset.units:
        for label in fact.labels:
            groups[_plain(label.source)].append((fact, label.target))
    for group in groups.values():
        counts = Counter(_plain(target) for _, target in group)
        if len(counts) < 2:
            continue
        (wanted, most), (_, next_most) = counts.most_common(2)
        if most < 3 or most < 3 * next_most:
            continue
        first = next(fact for fact, target in group if _plain(target) == wanted)
        words = next(target for _, target in group if _plain(target) == wanted)
        for fact, target in group:
            if _plain(target) != wanted and not _inflected(_plain(target), wanted):
                said = f"{target!r} is {words!r} in most places, as in {first.path}:{first.line}"
                yield Verdict(fact, Hit(0, 0, said))


def _inflected(one: str, two: str) -> bool:
    """Are these forms of one word?"""
    return one[:4] == two[:4] and abs(len(one) - len(two)) <= 3


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"
