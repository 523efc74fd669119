"""English that was left between translated words: a few words of a sentence, the title of a link."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from pipeline.results.finding import Hit
from pipeline.rules.registry import rule
from pipeline.rules.translation.pair import Pair
from pipeline.rules.translation.tokens import WORD

_JOINED = ("-", "_", "/", ".", "'", "’")


@rule("words-left", "unit", copies=False)
def words_left(pair: Pair) -> Iterator[Hit]:
    """One or two English words, a verb or an article among them, were left between translated ones.

    Names, titles, labels and quotations are left alone.

    Bad:

        source: To change it, go to **Settings**.
        target: Als u dit wilt wijzigen, go to **Instellingen**.

    Good:

        source: To change it, go to **Settings**.
        target: Ga naar **Instellingen** om dit te wijzigen.
    """
    language = pair.language
    if not language.leftover or not language.function_words:
        return
    verbs, small = pair.english.imperatives, pair.english.function_words
    shared = pair.target.word_set & pair.source.word_set
    strange = (shared & (verbs | small)) - language.function_words - language.homographs
    if len(shared) < 2 or not strange & small:
        return
    if any(idiom in pair.target.lower_plain for idiom in pair.english.idioms):
        return
    words = pair.target.words
    plain, protected = pair.target.plain, _protected(pair)
    pairs = set(zip(pair.source.lower_words, pair.source.lower_words[1:], strict=False))
    for one, two in itertools.pairwise(words):
        if not (one[0] in strange and two[0] in strange and (one[0], two[0]) in pairs):
            continue
        if plain[one.end() : two.start()] != " " or not (one[0] in small or two[0] in small):
            continue
        if one[0] not in verbs | _ARTICLES and two[0] not in verbs | _ARTICLES:
            continue
        around = plain[one.start() - 1 : one.start()], plain[two.end() : two.end() + 1]
        if any(char in _JOINED for char in around if char) and around[1] != ".":
            continue
        if not any(start <= one.start() < end for start, end in protected):
            yield Hit(one.start(), two.end(), f"{one[0]} {two[0]} is not translated")
            return


_ARTICLES = frozenset(("the",))


def _protected(pair: Pair) -> list[tuple[int, int]]:
    target = pair.target
    spans = [(one.start, one.end) for one in target.links]
    spans += [(one.start, one.end) for one in target.emphases]
    opened = -1
    for at, char in enumerate(target.plain):
        if char in '"“„«»”':
            if opened >= 0:
                spans.append((opened, at + 1))
                opened = -1
            else:
                opened = at
    return spans


@rule("link-title-untranslated", "unit", marks="[", copies=False)
def link_title_untranslated(pair: Pair) -> Iterator[Hit]:
    """The title in a link was left in the source's language, while the rest of the unit is translated.

    Names are left alone: only a title with a verb or small words in lower case is looked at. Where the page is
    not there in the reader's language, a title may well stay; ignore it there.

    Bad:

        source: See [Set up the data](data.md) for more.
        target: Zie [Set up the data](data.md) voor meer.

    Good:

        source: See [Set up the data](data.md) for more.
        target: Zie [De gegevens instellen](data.md) voor meer.
    """
    if not pair.language.leftover or pair.language.name == pair.english.name:
        return
    sources = {
        pair.source.text[one.text_start : one.text_end]
        for one in pair.source.links
        if one.kind in ("link", "reference")
    }
    for link in pair.target.links:
        words = pair.target.text[link.text_start : link.text_end]
        if link.kind not in ("link", "reference") or words not in sources:
            continue
        if pair.target.text[link.end :].lstrip()[:1] in ("(", "（") or ":" in words or '"' in words:
            continue  # a gloss stands behind it, or it is no title
        found = WORD.findall(words)
        small = [one for one in found if one in pair.english.function_words]
        own = {one.lower() for one in found} & pair.language.function_words
        lower = [one for one in found if one.islower() and one not in small]
        if len(found) >= 4 and small and lower and not own - pair.english.function_words:
            yield Hit(link.text_start, link.text_end, "the link's title is not translated")
