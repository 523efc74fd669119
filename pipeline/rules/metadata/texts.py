"""What titles and descriptions say: texts that nobody has finished, and what search results show letter by letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.families.family import DOCFX
from pipeline.markdown.outline import plain
from pipeline.results.finding import Hit
from pipeline.rules.context import PageContext
from pipeline.rules.metadata.values import is_article, values_of
from pipeline.rules.registry import rule
from pipeline.rules.structure.reading import read
from pipeline.severity import Severity
from pipeline.visible import shown

_UNFINISHED = re.compile(
    r"\W*(?:TODO|TBD|FIXME|XXX+|TK|lorem ipsum\b.*|(?:your|the|enter|insert|add|put)?[ _-]?(?:page[ _-]?)?"
    r"(?:title|description|text)(?:[ _-](?:goes|here|of page)\b.*)?|untitled|placeholder|new page)\W*"
    r"|(?:TODO|TBD|FIXME)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_MARKUP = re.compile(
    r"!?\[[^\[\]\r\n]+\]\([^()\r\n]*\)|(?<![\w*])\*\*(?=\S)[^*\r\n]+\*\*|(?<![\w`])`[^`\r\n]+`"
    r"|</?(?:a|b|i|br|p|em|strong|code|span|div|sub|sup)\b[^<>]*>|&(?:amp|lt|gt|quot|nbsp|#\d{2,5});"
)
_SITE = re.compile(
    r"[-–—|][ \t]{0,3}(?:Microsoft (?:Docs|Learn)|docs\.microsoft\.com|MSDN|TechNet|MDN(?: Web Docs)?)\s{0,3}\Z",
    re.IGNORECASE,
)
_CURLY = re.compile(r"[“„«‘].*[”“»’]", re.DOTALL)
_CURLY_INSIDE = re.compile(r"[“”„«»]")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORD = re.compile(r"[a-z0-9]{2,}")
_LETTERS = re.compile(r"[A-Za-z0-9]+")
_SMALL_WORDS = """a an and are as at be by can do does for from get how i in is it new of on or the this to use using
what when where which who why with you your about"""
_SMALL = frozenset(_SMALL_WORDS.split())
_MOST = 200  # characters: a longer one is said to be too long
_LONGEST = 60  # words of a title that are looked at
_INITIALS = frozenset({"faq", "faqs", "q"})
"""Words that stand for a text of their own."""
_ONE_WORD = re.compile(r"[A-Za-z]\w{0,40}[.!]?")
_ATTRIBUTES = ("title", "description")


class _Text(NamedTuple):
    """A title or a description: its attribute, what it says, and where that stands in the page."""

    attribute: str
    text: str
    start: int
    end: int


def _own_texts(page: PageContext) -> tuple[_Text, ...]:
    """The texts of a page that its source does not have to the letter."""
    values = values_of(page)
    if values is None:
        return ()
    theirs = page.source.readable_metadata if page.source is not None else {}
    return tuple(
        _Text(name, text, *values.place(name))
        for name in _ATTRIBUTES
        if isinstance(text := values.all.get(name), str)
        and text.strip()
        and theirs.get(name) != text
    )


def _hit(page: PageContext, one: _Text, said: str, message: str) -> Hit:
    """A hit at what is said in a text, or at all of it where it is written otherwise (with escapes)."""
    at = page.article.text.find(said, one.start, one.end) if said else -1
    start, end = (at, at + len(said)) if at >= 0 else (one.start, one.end)
    return Hit(start, end, message)


@rule("text-unfinished", "metadata")
def text_unfinished(page: PageContext) -> Iterator[Hit]:
    """A title or a description that somebody meant to write later: `TODO`, `TBD`, `Lorem ipsum`, or a single word.

    Bad:

        description: TODO

    Good:

        description: Learn how to pay the bill of your subscription in the portal.
    """
    for one in page.once(_own_texts):
        if _UNFINISHED.fullmatch(one.text.strip()):
            yield _hit(
                page,
                one,
                "",
                f"`{one.attribute}` is `{shown(one.text, 60)}`: nobody has written it yet",
            )
        elif one.attribute == "description" and _ONE_WORD.fullmatch(one.text.strip()):
            message = (
                f"`description` is `{shown(one.text, 60)}`; say in a sentence what the page is for"
            )
            yield Hit(one.start, one.end, message, severity=Severity.SUGGESTION)


@rule("markup-in-metadata", "metadata")
def markup_in_metadata(page: PageContext) -> Iterator[Hit]:
    """A title or a description holds Markdown or HTML: search results show the marks.

    Bad:

        title: "**Pay** your bill"

    Good:

        title: Pay your bill
    """
    for one in page.once(_own_texts):
        found = _MARKUP.search(one.text)
        if found and page.family.renderer == DOCFX:
            message = (
                f"`{one.attribute}` is plain text; readers see the marks of `{shown(found[0], 60)}`"
            )
            yield _hit(page, one, found[0], message)


@rule("title-site-name", "metadata")
def title_site_name(page: PageContext) -> Iterator[Hit]:
    """The title ends with the name of the site, which the site adds itself: it stands there twice.

    Bad:

        title: Pay your bill | Microsoft Docs

    Good:

        title: Pay your bill
    """
    for one in page.once(_own_texts):
        found = _SITE.search(one.text) if one.attribute == "title" else None
        if found and not (page.source and _SITE.search(page.source.meta("title"))):
            yield _hit(
                page, one, found[0].strip(), "the site adds its name to titles itself; leave it out"
            )


@rule("quotes-around-value", "metadata")
def quotes_around_value(page: PageContext) -> Iterator[Hit]:
    """Curly quotes around a title or description are part of it: YAML knows straight quotes only.

    Bad:

        title: “Pay your bill”

    Good:

        title: "Pay your bill"
    """
    for one in page.once(_own_texts):
        text = one.text.strip()
        if _CURLY.fullmatch(text) and not _CURLY_INSIDE.search(text[1:-1]):
            message = (
                f"`{one.attribute}` is shown with its curly quotes; YAML knows `\"` and `'` only"
            )
            yield _hit(page, one, text, message)


@rule("description-is-title", "metadata")
def description_is_title(page: PageContext) -> Iterator[Hit]:
    """The description says what the title says: search results show the same twice.

    Bad:

        title: Pay your bill
        description: Pay your bill

    Good:

        title: Pay your bill
        description: Learn how to pay the bill of your subscription in the portal.
    """
    texts = {one.attribute: one for one in page.once(_own_texts)}
    title, description = texts.get("title"), texts.get("description")
    if title is None or description is None or not is_article(page.path):
        return
    english = page.source
    if english is not None and _letters(english.meta("title")) == _letters(
        english.meta("description")
    ):
        return  # it is mended there
    if _letters(title.text) == _letters(description.text):
        yield _hit(page, description, "", "`description` says no more than `title`")


def _letters(text: str) -> str:
    return "".join(char for char in _SITE.sub("", text).casefold() if char.isalnum())


@rule("title-unlike-heading", "metadata")
def title_unlike_heading(page: PageContext) -> Iterator[Hit]:
    """The title and the heading of level 1 have no word in common: one of them is another page's.

    Bad:

        title: Weather forecasts
        # Pay your bill

    Good:

        title: Pay the bill of your subscription
        # Pay your bill
    """
    values = values_of(page) if page.is_source and page.family.renderer == DOCFX else None
    title = values.text("title") if values is not None else ""
    if values is None or not title.isascii() or len(title) > _MOST or not is_article(page.path):
        return
    heading = next((one.text for one in page.once(read).headings if one.level == 1), "")
    mine, theirs = _words(_SITE.sub("", title)), _words(plain(heading))
    if len(mine) < 2 or len(theirs) < 2 or not heading.isascii() or "{" in heading:
        return
    if not any(one.startswith(two) or two.startswith(one) for one in mine for two in theirs):
        if not _INITIALS.isdisjoint({*mine, *theirs}):
            return
        if _initials(title) & theirs or _initials(heading) & mine:
            return
        message = f"the title has no word of the heading, “{shown(plain(heading), 60)}”"
        yield Hit(*values.place("title"), message)


def _words(text: str) -> set[str]:
    """The beginnings of a text's words in small letters, without those that every title has."""
    parted = _HUMP.sub(" ", text).lower()
    return {word[:5] for word in _WORD.findall(parted)} - _SMALL


def _initials(text: str) -> set[str]:
    """What the first letters of a text's words may make: `pam` of “Privileged Access Management for you”."""
    words = [word.lower() for word in _LETTERS.findall(text)[:_LONGEST]]
    rows = (words, [word for word in words if word not in _SMALL])
    return {
        "".join(word[0] for word in row[at:end])
        for row in rows
        for at in range(len(row))
        for end in range(at + 2, at + 6)
    }
