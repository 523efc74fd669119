"""Abbreviations that end with a full stop, a list a language, kept as data."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """The abbreviations of one language, lower case, without their last full stop.

    `inner` never end a sentence; `final` may, when a capital follows; `numbered` are abbreviations before a number.
    """

    inner: frozenset[str] = frozenset()
    final: frozenset[str] = frozenset()
    numbered: frozenset[str] = frozenset()


@cache
def abbreviations(language: str) -> Abbreviations:
    """The list of a language (`en`, `nl`); English abbreviations stand in texts of every language.

    A language without a list has the English one.
    """
    english = _read("en")
    if language == "en":
        return english
    own = _read(language)
    return Abbreviations(
        inner=english.inner - own.final | own.inner,
        final=english.final - own.inner | own.final,
        numbered=english.numbered | own.numbered,
    )


def _read(language: str) -> Abbreviations:
    resource = files("pipeline.units") / "data" / "abbreviations" / f"{language}.txt"
    if not language.isalpha() or not resource.is_file():
        return Abbreviations()
    words: dict[str, set[str]] = {"": set(), "?": set(), "#": set()}
    for line in resource.read_text("utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        word, mark = line.strip().lower(), ""
        if word[-2:] in (" ?", " #"):
            word, mark = word[:-2], word[-1]
        words[mark].add(word)
    return Abbreviations(frozenset(words[""]), frozenset(words["?"]), frozenset(words["#"]))
