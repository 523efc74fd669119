"""Source text that translators and machines stumble over: suggestions to those who write it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import re2

from pipeline.files.splice import Splice
from pipeline.results.finding import Fix, Hit
from pipeline.rules.context import PageContext
from pipeline.rules.metadata.values import is_notice
from pipeline.rules.registry import rule
from pipeline.rules.structure.block_marks import is_list_of_names
from pipeline.rules.structure.reading import read
from pipeline.visible import shown

MOST_WORDS = 40
_SENTENCE_END = re.compile(
    r"(?<!\be\.g)(?<!\bi\.e)(?<!\betc)[.!?:][\"')*_]*(?=\s+[\"'(*_\[`]*(?:!?[A-Z0-9]|!\[)|\s*\Z)"
)
_GLUED = re.compile(
    r"[.!?](?=(?:The|This|These|It|If|To|You|Your|In|For|When|A|An|And|But|He|She|We|They|That|There|Then|"
    r"On|At|By|As|With|After|Before|Use|See|Select|Click|Choose|Each|All|Some|Any|However|Next|Note)[ \n][a-z*`\[])"
)
_ANY_GLUED = re2.compile(r"[a-z][.!?][A-Z][a-z]*[ \n][a-z*`\[]")
_LOWER = re.compile(r"(?<![\w.`/@-])[a-z][a-z’'-]{1,30}\Z")
"""The end of a sentence behind which the blank is missing."""
_WORD = re.compile(r"\b[A-Za-z][\w'’-]*")
_LINK = re.compile(r"\]\([^()\s]*\)|<[^<>]*>|`[^`]*`")
_QUOTE = re.compile(r"(?m)^[ \t]*>[ \t>]*")
_FILE = re.compile(
    r"[\w-]+\.(?:png|jpe?g|gif|svg|bmp)|(?:image|img|screenshot|figure)[ _-]?\d*", re.IGNORECASE
)


@rule("sentence-too-long", "article")
def sentence_too_long(page: PageContext) -> Iterator[Hit]:
    """A sentence of more than 40 words: people lose the thread, and machine translation its grammar.

    Bad: one sentence with four clauses and three parentheses.

    Good: two sentences.
    """
    if not page.is_source or is_notice(page.path):
        return
    outline = page.once(read)
    for first, last in outline.prose:
        if last - first < 4 * MOST_WORDS:
            continue
        text = outline.text[first:last]
        if text.count(" ") + text.count("\n") < MOST_WORDS:
            continue
        bare = _LINK.sub(lambda match: " " * len(match[0]), text)
        if "\n" in bare:
            bare = _QUOTE.sub(lambda match: " " * len(match[0]), bare)
        if is_list_of_names(bare):
            continue
        at = 0
        ends = [one.end() for one in _SENTENCE_END.finditer(bare)]
        glued = [at - first for at in page.once(_glued) if first < at < last]
        ends = [*(sorted(ends + glued) if glued else ends), len(bare)]
        for end in ends:
            sentence = bare[at:end]
            words = len(_WORD.findall(sentence)) if len(sentence) > 2 * MOST_WORDS else 0
            if words > MOST_WORDS:
                start = first + at + len(sentence) - len(sentence.lstrip())
                stop = first + at + len(sentence.rstrip())
                message = (
                    f"a sentence of {words} words; more than {MOST_WORDS} are hard to translate"
                )
                yield Hit(start, stop, message)
            at = end


@rule("alt-text-is-file-name", "article")
def alt_text_is_file_name(page: PageContext) -> Iterator[Hit]:
    """An image's alternative text is the name of a file: it says nothing, and is translated into nonsense.

    Bad:

        ![image1.png](media/image1.png)

    Good:

        ![The page where you pay](media/image1.png)
    """
    if not page.is_source:
        return
    for image in page.once(read).images:
        text = image.text.strip()
        if text and _FILE.fullmatch(text):
            message = f"the alternative text is `{shown(text)}`; say what the image shows"
            yield Hit(image.start, image.end, message)


@rule("text-glued", "article")
def text_glued(page: PageContext) -> Iterator[Hit]:
    """Markup stands inside a word, or a blank is missing between two sentences.

    A translator cannot mark half of another word, and sentences without a blank between them are cut as one.

    Bad:

        Choose the *invoice*s that you want.The list is long.

    Good:

        Choose the *invoices* that you want. The list is long.
    """
    if not page.is_source:
        return
    outline = page.once(read)
    text = outline.text
    pieces = outline.emphasis + [
        (link.start, link.end) for link in outline.links if link.kind == "Inline"
    ]
    for start, end in sorted(pieces):
        if "[!" in text[max(start - 12, 0) : start]:
            continue  # an extension of the site
        after = text[end : end + 1]
        before = text[start - 1 : start] if start else ""
        if (after.isalpha() and after.isascii()) or (before.isalpha() and before.isascii()):
            glued = text[max(start - 10, 0) : end + 10]
            message = f"markup inside a word: “{shown(glued.strip(), 80)}”"
            yield Hit(start, end, message)
    ends = page.once(_glued)
    for first, last in outline.prose if ends else ():
        for end in ends:
            if first < end < last:
                glued = text[max(end - 12, first) : min(end + 8, last)]
                fix = Fix("put a blank there", (Splice(end, end, " "),))
                message = f"no blank between two sentences: “{shown(glued.strip(), 80)}”"
                yield Hit(end - 1, end, message, fix=fix)


def _glued(page: PageContext) -> tuple[int, ...]:
    """Where sentences end behind which the blank is missing."""
    bare = page.once(read).bare
    if _ANY_GLUED.search(bare) is None:
        return ()
    return tuple(
        match.end()
        for match in _GLUED.finditer(bare)
        if _LOWER.search(bare, max(match.start() - 40, 0), match.start())
    )
