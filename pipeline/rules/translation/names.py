"""Identifiers and names: words that are the same in every language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache

from pipeline.files.splice import Splice
from pipeline.results.finding import Fix, Hit
from pipeline.rules.registry import rule
from pipeline.rules.translation.language import words_of
from pipeline.rules.translation.pair import Pair
from pipeline.rules.translation.tokens import CAMEL, IDENTIFIERS, WORD, Number
from pipeline.severity import Severity

_SIGNS = re.compile(r"\"=|\.\w|-[A-Z]|--[a-z]|_[^\W_]|\$|\\")
"""What identifiers have in them and prose has seldom: each of `IDENTIFIERS` needs one of these."""

_HUMP = re.compile(r"[A-Z](?:(?<=[a-z].)|[A-Z][a-z])")
_TEARS = "._-"
"""Signs inside identifiers at which machine translation tears them."""
_PLURAL = re.compile(r"(?<=[a-zA-Z])['’]?s$")
_PLAIN_SPACES = str.maketrans("\u00a0\u202f\r\n", "    ")
_NEXT_NAME = re.compile(r"[\s\u00a0\x00]+([A-Z0-9]\w*)")
_CODE_CASE = re.compile(r"[A-Z]{2,}s")


@cache
def _names() -> re.Pattern[str]:
    return re.compile(_tree(words_of("names", "names"), before=r"[\w.-]") + r"(?![\w]|[.]\w)")


def _tree(words: Iterable[str], before: str = "") -> str:
    """An expression for the words, longest first, in which each letter is looked at once.

    What may not stand `before` a word is looked for behind its first letter: texts are skimmed for those.
    """
    by_letter: dict[str, list[str]] = {}
    for word in sorted(words):
        if word:
            by_letter.setdefault(word[0], []).append(word[1:])
    branches = []
    for letter, rests in by_letter.items():
        ends = "" in rests
        rest = _tree(rests) if any(rests) else ""
        first = re.escape(letter)
        guard = f"(?<!{before}{first})" if before else ""
        branches.append(first + guard + (f"(?:{rest})?" if ends and rest else rest))
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


@cache
def _numbered() -> tuple[str, ...]:
    return tuple(name for name in words_of("names", "names") if name[-1].isdigit())


def is_in_name(plain: str, number: Number) -> bool:
    """Is the number the last part of a known name (`Office 365`)?"""
    before = plain[max(0, number.start - 20) : number.end].translate(_PLAIN_SPACES)
    return before.endswith(_numbered())


@cache
def _first_words() -> frozenset[str]:
    """The words that names begin with, in lower case."""
    return frozenset(WORD.findall(name.lower())[0] for name in words_of("names", "names"))


@cache
def _loose(name: str) -> re.Pattern[str]:
    """The name with spaces between any two of its letters, in any case."""
    letters = [re.escape(char) for char in name if not char.isspace()]
    return re.compile(
        (r"(?<!\w)" if name[0] != "." else "") + r"[\s\u00a0\x00]?".join(letters), re.IGNORECASE
    )


@rule("identifier-changed", "unit", copies=False)
def identifier_changed(pair: Pair) -> Iterator[Hit]:
    """A command, switch, path, file name, variable or type is translated, split or gone.

    Such words must be typed as they are.

    Bad:

        source: Run Get-Item with -ErrorAction.
        target: Voer Ophalen-Item uit met - ErrorAction.

    Good:

        source: Run Get-Item with -ErrorAction.
        target: Voer Get-Item uit met -ErrorAction.
    """
    plain = pair.source.plain
    if not _SIGNS.search(plain):
        return
    target = pair.target.text
    done = set()
    for mark, pattern in IDENTIFIERS:
        if mark not in plain:
            continue
        for match in pattern.finditer(plain):
            word = match[0].rstrip(".-")
            if word in done or word in target or len(word) < 3:
                continue
            done.add(word)
            if word[1:].lower() in pair.english.function_words or _same(word, target):
                continue
            if mark == "." and word.rpartition(".")[2].lower() in pair.english.function_words:
                continue  # `was noted.It is`: a space is missing in the source
            hit = _changed(pair, word, "identifier")
            if hit is None:
                continue
            if word[0] != "." or hit.fix:  # `PST-bestand` for `.pst file` is no fault, `. pst` is
                yield hit


def _same(word: str, target: str) -> bool:
    """Is it there after all: escaped, or with a plural's s the other way?"""
    plain = target.replace("\\", "")
    if word.replace("\\", "") in plain:
        return True
    stem = _PLURAL.sub("", word)
    return len(stem) > 3 and stem in plain


def _changed(pair: Pair, word: str, what: str) -> Hit | None:
    """The first place where the word is written otherwise, with a fix for all of them; else that it is missing."""
    text = pair.target.text
    found = [
        match
        for match in _loose(word).finditer(pair.target.plain)
        if text[match.start() : match.end()] == match[0]
    ]
    if what == "name" and any(match[0] == word.upper() for match in found):
        return None  # all in capitals, as on a key
    if found:
        start, end = found[0].span()
        return Hit(
            start, end, f"{what} {word} is written {found[0][0]!r}", fix=_mend(pair, word, found)
        )
    return Hit(0, len(pair.target.text), f"{what} {word} of the source is missing or translated")


def _mend(pair: Pair, word: str, found: list[re.Match[str]]) -> Fix | None:
    """The fix that writes the word at all these places; None where they may be two words of a path."""
    if "\\" in word and any(" " in match[0] for match in found):
        return None
    safe = all(_is_split(pair, word, match[0]) for match in found)
    edits = tuple(Splice(match.start(), match.end(), word) for match in found)
    return Fix(f"write {word}", edits, safe)


def _is_split(pair: Pair, word: str, found: str) -> bool:
    """Is it the very word, torn where it has a capital or a sign (`Power shell`, `System. String`)?

    Only names that are known for sure may have lost the capital at the tear. What the source has too, is another word.
    """
    parts = found.split(" ")
    if len(parts) == 1 or not word[0].isalnum() or found.lower() in pair.source.text.lower():
        return False
    known = word in words_of("names", "names")
    if not known and not any(sign in word for sign in _TEARS):
        return False  # `DataSet` may be two words in another language
    at = 0
    for part in parts:
        whole = word[at : at + len(part)]
        tear = at == 0 or word[at - 1] in _TEARS or word[at] in _TEARS or _is_hump(word, at)
        if not part or not tear or part[1:] != whole[1:]:
            return False
        if part[0] != whole[0] and not (known and at and part[0] == whole[0].lower()):
            return False
        at += len(part)
    return True


def _is_hump(word: str, at: int) -> bool:
    return word[at].isupper() and word[at - 1].islower()


@rule("name-changed", "unit", copies=False)
def name_changed(pair: Pair) -> Iterator[Hit]:
    """The name of a product or company, or another word with capitals inside, is split, translated or gone.

    Bad:

        source: Install PowerShell on Windows.
        target: Installeer Power shell op Vensters.

    Good:

        source: Install PowerShell on Windows.
        target: Installeer PowerShell op Windows.
    """
    plain = pair.source.plain
    target = pair.target.text
    if not target.isprintable():
        target = target.translate(_PLAIN_SPACES)
    done: set[str] = set()
    for name, hit in _as_words(pair):
        done.add(name)
        yield hit
    patterns = [] if pair.source.word_set.isdisjoint(_first_words()) else [_names()]
    if _HUMP.search(plain):
        patterns.append(CAMEL)
    for pattern in patterns:
        for match in pattern.finditer(plain):
            word = match[0]
            if word in done:
                continue
            if word in target or word in pair.target.prose:
                if len(word) > 4 and (apart := _apart(pair, word)):
                    done.add(word)
                    yield apart
                continue
            done.add(word)
            if not _is_name(word) or _same(word, target) or _inside(word, done - {word}):
                continue
            if _part_of_identifier(plain, match):
                continue
            if any(form in pair.target.text for form in pair.language.names.get(word, ())):
                continue
            if (
                word.lower() not in _known()
                and pair.language.scripts
                and not _is_written(pair, word)
            ):
                continue  # another script writes such words by their sound
            known = _known().get(word.lower(), word)
            if known != word and known in target:
                continue  # the source has it wrong
            changed = _changed(pair, word, "name")
            if changed is None:
                continue
            hit = changed
            if hit.fix is None and hit.start == 0 and _may_go(pair, word):
                continue
            if pair.target.plain[hit.start : hit.end] in words_of("names", "names"):
                continue  # the source has it wrong
            if (
                hit.fix is None
                and word.lower() not in _known()
                and pair.page.translation_type != "MT"
            ):
                hit = replace(hit, severity=Severity.SUGGESTION)  # people translate such words
            yield hit


def _as_words(pair: Pair) -> Iterator[tuple[str, Hit]]:
    """Names that are common words too (`Teams`), and were translated as such."""
    for name, words in pair.language.names_as_words.items():
        if words.isdisjoint(pair.target.word_set) or name in pair.target.text:
            continue
        named = any(match[0] == name and match.start() for match in pair.source.words)
        if not named or name.lower() in pair.source.text:
            continue
        for match, lower in zip(pair.target.words, pair.target.lower_words, strict=True):
            if lower in words:
                said = f"name {name} is translated: {match[0]}"
                yield name, Hit(match.start(), match.end(), said)
                break


def _apart(pair: Pair, word: str) -> Hit | None:
    """Where a name that stands in the target in one place is split in another."""
    lower, name = pair.target.lower, word.lower()
    if " " in word or lower.count(name[:2]) < 2:
        return None
    if not any(f"{name[:at]} {name[at:]}" in lower for at in range(1, len(name))):
        return None
    places = [
        match
        for match in _loose(word).finditer(pair.target.plain)
        if " " in match[0] and match[0] not in pair.source.text and len(match[0]) == len(word) + 1
    ]
    if not places:
        return None
    start, end = places[0].span()
    said = f"name {word} is written {places[0][0]!r}"
    return Hit(start, end, said, fix=_mend(pair, word, places))


def _is_name(word: str) -> bool:
    """Not the plural or the verb form of an acronym (`PRs`, `IDs`, `URLs`), nor a common word with two capitals."""
    return len(word) > 2 and not _CODE_CASE.fullmatch(word) and word.lower() not in _common()


@cache
def _common() -> frozenset[str]:
    return frozenset(words_of("names", "common"))


@cache
def _known() -> Mapping[str, str]:
    """The names that are known, by their letters in lower case."""
    return {name.lower(): name for name in words_of("names", "names")}


def _is_written(pair: Pair, word: str) -> bool:
    """Does it stand in the target in other letters?"""
    return _loose(word).search(pair.target.plain) is not None


def _may_go(pair: Pair, word: str) -> bool:
    """Is it the maker's name before its product, or another name of the same suite, which people leave out or renew?"""
    maker = word.split()[0]
    if maker not in words_of("names", "makers"):
        return False
    if word == maker:
        found = _NEXT_NAME.match(pair.source.plain, pair.source.plain.find(word) + len(word))
        return found is not None and found[1] in pair.target.text
    if word.removeprefix(maker).strip() in pair.target.text:
        return True
    return any(one in pair.target.text for one in words_of("names", "renamed"))


def _inside(word: str, others: set[str]) -> bool:
    return any(word in other for other in others)


def _part_of_identifier(plain: str, match: re.Match[str]) -> bool:
    """Is the word a piece of a longer identifier, which has a rule of its own?"""
    return plain[match.start() - 1 : match.start()] in ("-", "_", ".", "\\", "/", "$") or plain[
        match.end() : match.end() + 1
    ] in ("_", "\\")


@rule("no-loc-changed", "unit", copies=False, of_page=True)
def no_loc_changed(pair: Pair) -> Iterator[Hit]:
    """A word that the page declares as not to be translated (`no-loc`) is missing.

    Bad:

        source: Mount the Blob store.    (no-loc: [Blob])
        target: Koppel de klodderopslag.

    Good:

        source: Mount the Blob store.    (no-loc: [Blob])
        target: Koppel de Blob-opslag.
    """
    words = pair.around.no_loc
    if not words:
        return
    for word in words:
        if word in pair.source.prose and word not in pair.target.text:
            found = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", pair.source.plain)
            if found:
                hit = _changed(pair, word, "word")
                if hit is not None:
                    yield hit
