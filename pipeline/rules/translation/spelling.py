"""Dictionaries: hunspell's, through the `spelling` extra, loaded when a page first asks, every word looked up once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from importlib.util import find_spec
from itertools import takewhile
from pathlib import Path
from typing import Any

from pipeline.rules.translation.dictionaries import debian_package, folders
from pipeline.rules.translation.language import Language, language_of

_LONGEST = 18
"""Longer compounds are taken for words: hunspell needs a tenth of a second for each to find out."""

_ENTRY = re.compile(r"^[^/\t\n]{3,}", re.MULTILINE)
"""A word on a line of a dictionary, without its flags."""

RULES = ("misspelling", "compound-split")
"""The rules that need a dictionary."""


class Speller:
    """One language's dictionary. Answers are kept: a docset asks for the same words again and again."""

    def __init__(self, dictionary: Any, file: Path, language: Language) -> None:
        self._dictionary = dictionary
        self._file = file
        self._language = language
        self._known: dict[str, bool] = {}

    @cached_property
    def roots(self) -> frozenset[str]:
        """The words that stand in the dictionary themselves, in lower case."""
        text = self._file.read_text(_encoding(self._file), errors="replace")
        words: Iterable[str] = _ENTRY.findall(text, text.find("\n") + 1)
        if self._language.capital_nouns:
            return frozenset(word.strip().lower() for word in words)
        return frozenset(map(str.strip, filter(str.islower, words)))

    @cached_property
    def _longest_root(self) -> int:
        return max(map(len, self.roots), default=0)

    def knows(self, word: str) -> bool:
        """Is it a word, as written, with a capital (German nouns, names), or in lower case?"""
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = self._looked_up(word.replace("’", "'"))
        return known

    def is_listed(self, word: str) -> bool:
        """Does the dictionary itself say that it is a word, as written or with a capital?"""
        return bool(self._dictionary.spell(word) or self._dictionary.spell(word.capitalize()))

    def is_written_so(self, word: str) -> bool:
        """Does the dictionary know the word in these very letters: is one in lower case no name?"""
        return word in self.roots or bool(self._dictionary.spell(word))

    def _looked_up(self, word: str) -> bool:
        """What the dictionary says; the words that stand in it themselves need no analysis."""
        lower = word.lower()
        if lower in self.roots or self._is_compound(lower):
            return True
        if self._language.writes_compounds and len(word) > _LONGEST:
            return True
        if self._dictionary.spell(word):
            return True
        other = lower if word != lower else word.capitalize()
        needed = word != lower or self._language.capital_nouns
        return bool(needed and self._dictionary.spell(other))

    def _is_compound(self, word: str) -> bool:
        """Is it made of words of the dictionary, with links between? (hunspell takes long to find that out.)"""
        if not self._language.writes_compounds or len(word) < 9:
            return False
        roots, links, longest = self.roots, self._language.links, self._longest_root
        begins = [0]  # where a part may begin, behind parts that are words
        for at in range(4, len(word) - 3):
            for link in links:
                end = at - len(link)
                if word.endswith(link, 0, at) and any(
                    end - start >= 4 and word[start:end] in roots
                    for start in _near(begins, end, longest)
                ):
                    begins.append(at)
                    break
        longest += max(map(len, self._language.endings), default=0)
        return any(self.is_root(word[start:]) for start in _near(begins[1:], len(word), longest))

    def is_root(self, word: str) -> bool:
        """Is it a word of its own in the dictionary, no compound made up of others?"""
        roots = self.roots
        return word in roots or any(
            word.endswith(ending) and word[: -len(ending)] in roots
            for ending in self._language.endings
        )


def _near(begins: Sequence[int], end: int, longest: int) -> Iterator[int]:
    """Those of `begins` (ascending) that are no further before `end` than a word can be long, the last first."""
    return takewhile(lambda start: end - start <= longest, reversed(begins))


@cache
def speller_of(locale: str) -> Speller | None:
    """The dictionary for a locale such as `nl-NL`; None where there is none, or the extra is not installed."""
    try:
        import hunspell  # type: ignore[import-untyped]
    except ImportError:
        return None
    found = dictionary_file(locale)
    if found is None:
        return None
    dictionary = hunspell.Hunspell(found.stem, hunspell_data_dir=str(found.parent))
    return Speller(dictionary, found, language_of(locale))


def _encoding(file: Path) -> str:
    """The encoding that a dictionary's `.aff` file names."""
    head = file.with_suffix(".aff").read_bytes()[:4096].decode("ascii", "ignore")
    found = re.search(r"^SET\s+(\S+)", head, re.MULTILINE)
    return found[1] if found else "iso-8859-1"


def dictionary_file(locale: str) -> Path | None:
    """The `.dic` file for a locale: of the very locale, of its language, or of another country with the language."""
    name = locale.replace("-", "_")
    language = name.split("_")[0]
    for path in folders():
        for stem in (name, language, *sorted(file.stem for file in path.glob(f"{language}_*.dic"))):
            file = path / f"{stem}.dic"
            if file.is_file() and file.with_suffix(".aff").is_file():
                return file
    return None


def dictionaries(locales: Iterable[str]) -> tuple[str, ...]:
    """The dictionary files for some locales, as far as there are any and the extra is installed."""
    if not _is_installed():
        return ()
    found = (dictionary_file(locale) for locale in dict.fromkeys(locales) if locale)
    return tuple(str(file) for file in found if file)


def notices(locales: Iterable[str]) -> list[str]:
    """What to tell the user once: which rules are off for want of a dictionary, and how to turn them on."""
    rules = " and ".join(RULES)
    wanted = [locale for locale in dict.fromkeys(locales) if locale]
    if not _is_installed():
        names = ", ".join(wanted)
        message = f"{rules} are off for {names}: `pip install locpipe[spelling]` turns them on"
        return [message] if wanted else []
    wanted = [locale for locale in wanted if dictionary_file(locale) is None]
    if not wanted:
        return []
    packages = dict.fromkeys(filter(None, map(debian_package, wanted)))
    debian = f"Debian: `apt-get install {' '.join(packages)}`; or " if packages else ""
    return [
        f"{rules} are off for {', '.join(wanted)}: no hunspell dictionary "
        f"({debian}name a folder of .dic and .aff files in LOCPIPE_DICTIONARIES)"
    ]


def _is_installed() -> bool:
    return find_spec("hunspell") is not None
