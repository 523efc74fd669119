"""Words that have one form on the page: capitals of politeness, hosts, the sign of a currency, capitals inside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from babel import Locale, UnknownLocaleError

from pipeline.files.splice import Splice
from pipeline.results.finding import Fix, Hit
from pipeline.rules.registry import rule
from pipeline.rules.translation.pair import Pair
from pipeline.rules.translation.tokens import WORD

_HOST = re.compile(
    r"(?<![\w@/.-])(?:[a-z0-9-]{1,63}\.){1,5}(?:com|net|org|io|gov|edu|dev|nl|de|fr)(?![\w-])"
)
_SIGN = re.compile(r"(?<![\w$])([$€£])(\d[\d.,\u00a0\u202f]*)(?!\w)")
_OTHERS = frozenset(("their", "her", "its", "they", "them", "his", "she", "theirs"))


@rule("formal-pronoun", "unit", copies=False)
def formal_pronoun(pair: Pair) -> Iterator[Hit]:
    """The reader is addressed with a pronoun that begins small, so that it means somebody else.

    In German `Ihre` is yours, and `ihre` hers or theirs.

    Bad:

        source: Choose your file.    (locale: de-DE)
        target: Wählen Sie ihre Datei aus.

    Good:

        source: Choose your file.    (locale: de-DE)
        target: Wählen Sie Ihre Datei aus.
    """
    polite = pair.language.polite
    if not polite or polite.isdisjoint(pair.target.word_set):
        return
    source = pair.source.word_set
    if "your" not in source or source & _OTHERS:
        return
    found = [match for match in pair.target.words if match[0].lower() in polite]
    if sum(match[0][0].isupper() for match in found) >= pair.source.lower_words.count("your"):
        return
    for match in found:
        if match[0][0].islower():
            at, upper = match.start(), match[0][0].upper()
            fix = Fix(f"write {upper}", (Splice(at, at + 1, upper),))
            yield Hit(at, match.end(), f"{match[0]!r} for {'your'!r} begins small", fix=fix)


@rule("host-case", "unit", copies=False, marks=".")
def host_case(pair: Pair) -> Iterator[Hit]:
    """The name of a host was given capitals that the source has not.

    Bad:

        source: Go to mail.example.com now.
        target: Ga nu naar Mail.example.com.

    Good:

        source: Go to mail.example.com now.
        target: Ga nu naar mail.example.com.
    """
    if "." not in pair.source.plain.rstrip("."):
        return
    target = pair.target.markup.plain
    for match in _HOST.finditer(pair.source.markup.plain):
        host = match[0]
        if host in target or host not in target.lower():
            continue
        at = target.lower().find(host)
        before, behind = target[at - 1 : at], target[at + len(host) : at + len(host) + 1]
        if (
            before.isalnum()
            or behind.isalnum()
            or pair.target.text[at : at + len(host)].lower() != host
        ):
            continue
        fix = Fix(f"write {host}", (Splice(at, at + len(host), host),), safe=True)
        yield Hit(at, at + len(host), f"host {host} is written otherwise", fix=fix)


@cache
def _sign_behind(locale: str) -> bool:
    """Does the locale put the sign of a currency behind the amount, as Babel knows it?"""
    try:
        known = Locale.parse(locale.replace("_", "-"), sep="-")
    except (ValueError, UnknownLocaleError):
        return False
    pattern: str = known.currency_formats["standard"].pattern
    return pattern.split(";")[0].strip("\u200f\u200e").endswith("¤")


@rule("currency-place", "unit", marks="$€£", copies=False)
def currency_place(pair: Pair) -> Iterator[Hit]:
    """The sign of a currency stands before the amount, as in English, where the locale puts it behind.

    Bad:

        source: You get $200.    (locale: fr-FR)
        target: Vous recevez $200.

    Good:

        source: You get $200.    (locale: fr-FR)
        target: Vous recevez 200 $.
    """
    if not _sign_behind(pair.page.locale):
        return
    for match in _SIGN.finditer(pair.target.plain):
        if match[0].rstrip(".,") in pair.source.plain:
            number = match[2].rstrip(".,\u00a0\u202f")
            end = match.start(2) + len(number)
            fix = Fix("put it behind", (Splice(match.start(), end, f"{number}\u00a0{match[1]}"),))
            yield Hit(match.start(), end, f"{match[1]} stands before the amount", fix=fix)


@rule("article-capital", "unit", copies=False, needs_source=False)
def article_capital(pair: Pair) -> Iterator[Hit]:
    """An article inside a sentence begins with a capital: a title lost its link or its quotation marks.

    Bad:

        source: For more information, see [Manage the licenses](a.md).
        target: Zie De licenties beheren voor [meer informatie](a.md).

    Good:

        source: For more information, see [Manage the licenses](a.md).
        target: Zie [De licenties beheren](a.md) voor meer informatie.
    """
    articles = pair.language.articles
    if not articles or articles.isdisjoint(pair.target.word_set):
        return
    plain = pair.target.plain
    words = pair.target.words
    for before, word, behind in zip(words, words[1:], words[2:], strict=False):
        if not word[0].istitle() or word[0].lower() not in articles:
            continue
        if not before[0].islower() and before[0].lower() not in pair.language.see:
            continue
        gap, after = plain[before.end() : word.start()], plain[word.end() : behind.start()]
        if gap != " " or after != " " or not behind[0].islower() or len(before[0]) < 2:
            continue
        if f"{word[0]} " not in pair.source.text and WORD.fullmatch(word[0]):
            yield Hit(word.start(), word.end(), f"{word[0]!r} begins with a capital in a sentence")
