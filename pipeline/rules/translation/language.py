"""What is known of a locale: Babel's facts and the words in `data/`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from babel import Locale, UnknownLocaleError

from pipeline.lazy import lazy

SOURCE = "en"
"""The language that sources are written in."""

TOLD_APART = ("de", "es", "fr", "it", "nl", "pt")
"""Languages that a text may be in by mistake, and that are known by their small words."""


@dataclass(frozen=True)
class Language:
    """One locale as rules need it. `known` is whether `data/` has a file for its language.

    What Babel knows of it is read when it is asked for: of most languages only a few words are.
    """

    locale: str
    name: str
    known: bool
    spaced: bool
    joins_after: bool
    joins_before: bool
    cased: bool
    space_before: str
    more_decimals: str
    more_groups: str
    function_words: frozenset[str]
    negations: frozenset[str]
    negation_parts: tuple[str, ...]
    numbers: Mapping[str, frozenset[int]]
    multipliers: Mapping[str, int]
    dual: tuple[str, ...]
    counts_freely: bool
    limits: frozenset[str]
    pronouns: frozenset[str]
    names: Mapping[str, tuple[str, ...]]
    names_as_words: Mapping[str, frozenset[str]]
    doubles: frozenset[str]
    abbreviations: frozenset[str]
    formal: frozenset[str]
    informal: frozenset[str]
    links: tuple[str, ...]
    endings: tuple[str, ...]
    suffixes: frozenset[str]
    two_words: frozenset[str]
    alone: frozenset[str]
    never_first: frozenset[str]
    infix: str
    bound_endings: tuple[str, ...]
    separable: tuple[str, ...]
    parts_verbs: str
    needs_verb: Mapping[str, frozenset[str]]
    prefixes: frozenset[str]
    diminutives: Mapping[str, str]
    measures: frozenset[str]
    before_nouns: frozenset[str]
    capital_nouns: bool
    sentence_script: str
    fragment_ends: tuple[str, ...]
    capital_labels: bool
    edge_words: frozenset[str]
    end_words: frozenset[str]
    connectors: frozenset[str]
    bold_verbs: frozenset[str]
    determiners: frozenset[str]
    behind_links: tuple[str, ...]
    conjunctions: frozenset[str]
    suspended: frozenset[str]
    polite: frozenset[str]
    articles: frozenset[str]
    see: frozenset[str]
    leftover: bool
    homographs: frozenset[str]
    idioms: tuple[str, ...]
    imperatives: frozenset[str]
    misspelt: Mapping[str, str]
    wrong_endings: tuple[tuple[str, str, str], ...]
    right_endings: tuple[str, ...]
    particles: tuple[str, ...]
    spaces_latin: bool
    ends_for: Mapping[str, frozenset[str]]
    scripts: frozenset[str]

    @property
    def writes_compounds(self) -> bool:
        """Are compounds written as one word?"""
        return bool(self.links)

    @lazy
    def decimals(self) -> str:
        """The decimal separators that people of the locale use, the usual ones first."""
        return _separators(self.locale)[0] + self.more_decimals

    @lazy
    def groups(self) -> str:
        """The group separators that people of the locale use, the usual ones first."""
        return _separators(self.locale)[1] + self.more_groups

    @lazy
    def months(self) -> Mapping[str, int]:
        """The numbers of the months by their names, in lower case."""
        return _months(self.locale)


@cache
def language_of(locale: str) -> Language:
    """The facts of a locale such as `nl-NL`."""
    name, _, region = locale.replace("_", "-").partition("-")
    name = name.lower()
    data = _file(name)
    known = data is not None
    data = data or {}
    data |= data.get("regions", {}).get(region.upper(), {})
    rows: list[list[str]] = data.get("numbers", [])
    numbers: dict[str, set[int]] = {}
    for value, words in enumerate(rows):
        for word in words:
            numbers.setdefault(word, set()).add(value)
    for word, value in data.get("more_numbers", {}).items():
        numbers.setdefault(word, set()).add(value)
    return Language(
        locale=locale,
        name=name,
        known=known,
        spaced=data.get("spaced", True),
        joins_after=data.get("joins_after", False),
        joins_before=data.get("joins_before", False),
        cased=data.get("cased", True),
        space_before=data.get("space_before", ""),
        more_decimals=data.get("decimal", ""),
        more_groups=data.get("group", ""),
        function_words=frozenset(data.get("function_words", ())),
        negations=frozenset(data.get("negations", ())),
        negation_parts=tuple(data.get("negation_parts", ())),
        numbers={word: frozenset(values) for word, values in numbers.items()},
        multipliers=dict(data.get("multipliers", {})),
        dual=tuple(data.get("dual", ())),
        counts_freely=data.get("counts_freely", False),
        limits=frozenset(data.get("limits", ())),
        pronouns=frozenset(data.get("pronouns", ())),
        names_as_words={
            name: frozenset(words) for name, words in data.get("names_as_words", {}).items()
        },
        names={name: tuple(forms) for name, forms in data.get("names", {}).items()},
        doubles=frozenset(data.get("doubles", ())),
        abbreviations=frozenset(data.get("abbreviations", ())),
        formal=frozenset(data.get("formal", ())),
        informal=frozenset(data.get("informal", ())),
        links=tuple(data.get("links", ())),
        endings=tuple(data.get("endings", ())),
        suffixes=frozenset(data.get("suffixes", ())),
        capital_nouns=data.get("capital_nouns", False),
        sentence_script=data.get("sentence_script", ""),
        fragment_ends=tuple(data.get("fragment_ends", ())),
        determiners=frozenset(data.get("determiners", ())),
        capital_labels=data.get("capital_labels", False),
        edge_words=frozenset(data.get("edge_words", ())),
        end_words=frozenset(data.get("end_words", ())),
        connectors=frozenset(data.get("connectors", ())),
        bold_verbs=frozenset(data.get("bold_verbs", ())),
        behind_links=tuple(data.get("behind_links", ())),
        conjunctions=frozenset(data.get("conjunctions", ())),
        suspended=frozenset(data.get("suspended", ())),
        polite=frozenset(data.get("polite", ())),
        see=frozenset(data.get("see", ())),
        articles=frozenset(data.get("articles", ())),
        leftover=data.get("leftover", False),
        idioms=tuple(data.get("idioms", ())),
        homographs=frozenset(data.get("homographs", ())),
        imperatives=frozenset(data.get("imperatives", ())),
        misspelt=dict(data.get("misspelt", {})),
        wrong_endings=tuple((one[0], one[1], one[2]) for one in data.get("wrong_endings", ())),
        right_endings=tuple(data.get("right_endings", ())),
        particles=tuple(data.get("particles", ())),
        spaces_latin=data.get("spaces_latin", False),
        ends_for={kind: frozenset(ends) for kind, ends in data.get("ends_for", {}).items()},
        two_words=frozenset(data.get("two_words", ())),
        never_first=frozenset(data.get("never_first", ())),
        alone=frozenset(data.get("alone", ())),
        infix=data.get("infix", ""),
        bound_endings=tuple(data.get("bound_endings", ())),
        separable=tuple(data.get("separable", ())),
        parts_verbs=data.get("parts_verbs", ""),
        needs_verb={
            phrase: frozenset(verbs) for phrase, verbs in data.get("needs_verb", {}).items()
        },
        prefixes=frozenset(data.get("prefixes", ())),
        diminutives=dict(data.get("diminutives", {})),
        measures=frozenset(data.get("measures", ())),
        before_nouns=frozenset(data.get("before_nouns", ())),
        scripts=frozenset(data.get("scripts", ())),
    )


@cache
def words_of(file: str, key: str) -> tuple[str, ...]:
    """A list of words from a file of `data/` that belongs to no language."""
    data = _file(file) or {}
    return tuple(data.get(key, ()))


def _file(name: str) -> dict[str, Any] | None:
    path = resources.files("pipeline.rules.translation").joinpath("data", f"{name}.toml")
    return tomllib.loads(path.read_text("utf-8")) if name and path.is_file() else None


def _months(locale: str) -> dict[str, int]:
    """The names of months by Babel, in lower case, long and short."""
    try:
        known = Locale.parse(locale.replace("_", "-"), sep="-")
    except (ValueError, UnknownLocaleError):
        return {}
    names: dict[str, int] = {}
    for context in known.months.values():
        for width in ("wide", "abbreviated"):
            for number, name in context.get(width, {}).items():
                names[name.lower().rstrip(".")] = number
    return names


@cache
def _separators(locale: str) -> tuple[str, str]:
    """The decimal and the group separators of a locale by Babel: the usual ones, then those of other digits."""
    try:
        known = Locale.parse(locale.replace("_", "-"), sep="-")
    except (ValueError, UnknownLocaleError):
        return "", ""
    decimals, groups = "", ""
    usual = known.default_numbering_system
    for _, symbols in sorted(known.number_symbols.items(), key=lambda item: item[0] != usual):
        if isinstance(symbols, Mapping):
            decimals += symbols.get("decimal", "")
            groups += symbols.get("group", "")
    return decimals, groups
