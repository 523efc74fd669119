"""Links: each target of the source, in the target, around words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from urllib.parse import unquote

from pipeline.families.inline import comparable
from pipeline.files.splice import Splice
from pipeline.results.finding import Fix, Hit
from pipeline.rules.newer_source import stands_in_newer
from pipeline.rules.registry import rule
from pipeline.rules.translation.bags import differences, pair_up
from pipeline.rules.translation.markup import Link
from pipeline.rules.translation.pair import Pair
from pipeline.rules.translation.verbatim import beyond, written_out
from pipeline.severity import Severity
from pipeline.visible import shown

_LOCALE = re.compile(r"(?<=/)[a-z]{2,3}-[a-z]{2}(?=/|$)", re.IGNORECASE)
_LOCALE_QUERY = re.compile(r"(?<=[?&])(?:clcid|ui|rs|ad|culture)=[\w-]*&?", re.IGNORECASE)
_BROKEN = re.compile(
    r"\](\s+)\(\s*(?=[^\s()]*(?:://|\.md\b|[#/]))|\]\((?=[^\s()]*(?:://|\.md\b))\s"
)

_REVISION = re.compile(r"/(?:-/)?(?:blob|tree)/[^/]+/|/(?=#|\Z)")
_ADDRESS = re.compile(r"[^\s()]+(?=\))")
_ENTITY = re.compile(r"&#?\w{1,10};")


@lru_cache(4096)
def address(target: str) -> str:
    """What of a link's target must stay: all but its locale."""
    if "%" in target:
        target = unquote(target)
    target = target.removeprefix("http:").removeprefix("https:") if "://" in target else target
    if "/" in target:
        target = _LOCALE.sub("", target).replace("//", "/")
        if "?" in target:
            target = _LOCALE_QUERY.sub("", target)
    return target


def _keys(pair: Pair) -> Callable[[Link], str]:
    """What of each link must stay, by the locale and the family of the page."""
    family, locale = pair.page.family, pair.page.locale

    def key(link: Link) -> str:
        return "/".join(_without_language(comparable(family, link.target, locale), pair)).rstrip(
            "/"
        )

    return key


@rule("link-target-changed", "unit", marks="[<")
def link_target_changed(pair: Pair) -> Iterator[Hit]:
    """A link points somewhere else than in the source. Another locale of the same page is no fault.

    Readers land on the wrong page, or nowhere.

    Bad:

        source: See [billing](pay.md).
        target: Zie [facturering](betalen.md).

    Good:

        source: See [billing](pay.md).
        target: Zie [facturering](pay.md).
    """
    if not pair.target.links or not pair.source.links:
        return
    missing, extra = differences(pair.source.links, pair.target.links, _keys(pair))
    if not missing:
        return
    for was, link in pair_up(missing, extra, lambda link: link.target):
        if stands_in_newer(pair.page, link.target):
            continue
        if was is None:
            yield Hit(
                link.start, link.end, f"link to {link.target or 'nowhere'} is not in the source"
            )
        else:
            message = f"link to {link.target or 'nowhere'} goes to {was.target} in the source"
            mild = Severity.SUGGESTION if _is_revision(was.target, link.target) else None
            fix = _put_back(pair, was, link)
            yield Hit(link.start, link.end, message, severity=mild, fix=fix)


def _is_revision(one: str, two: str) -> bool:
    """Are they addresses of one file in two revisions of a repository on GitHub or GitLab?"""
    first, second = _REVISION.sub("/", one), _REVISION.sub("/", two)
    return first != one and second != two and first == second


def _put_back(pair: Pair, was: Link, link: Link) -> Fix | None:
    if was.kind != link.kind or was.kind not in ("link", "image"):
        return None
    if any(char.isspace() or (char.isalpha() and not char.isascii()) for char in link.target):
        return None  # words that got between the brackets, and may stand nowhere else
    if _without_language(link.target, pair) == _without_language(was.target, pair):
        return None  # the reader's own page
    source, target = pair.source.text, pair.target.text
    old, new = target[link.text_end : link.end], source[was.text_end : was.end]
    if not (old.startswith("](") and new.startswith("](")):
        return None
    return Fix(f"link to {was.target} again", (Splice(link.text_end, link.end, new),))


def _without_language(target: str, pair: Pair) -> list[str]:
    """The parts of an address without those that name the languages of source and target (`/nl/`, `/en-us/`)."""
    return [
        part for part in address(target).split("/") if part.lower() not in pair.names_of_languages
    ]


@rule("link-lost", "unit", marks="[<")
def link_lost(pair: Pair) -> Iterator[Hit]:
    """A link of the source is missing in the target.

    Bad:

        source: See [billing](pay.md) and [plans](plans.md).
        target: Zie [facturering](pay.md) en plannen.

    Good:

        source: See [billing](pay.md) and [plans](plans.md).
        target: Zie [facturering](pay.md) en [plannen](plans.md).
    """
    if not pair.source.links:
        return
    missing, extra = differences(pair.source.links, pair.target.links, _keys(pair))
    if len(missing) <= len(extra):
        return
    if extra:
        changed = {was for was, _ in pair_up(missing, extra, lambda link: link.target)}
        missing = [link for link in missing if link not in changed]
    for link in beyond(missing, -written_out(pair)):
        if link.kind == "auto" and link.target.removeprefix("mailto:") in pair.target.text:
            continue
        words = "image" if link.kind == "image" else "link"
        yield Hit(0, len(pair.target.text), f"the {words} to {link.target} is missing")


@rule("link-added", "unit", marks="[<")
def link_added(pair: Pair) -> Iterator[Hit]:
    """The target has a link that the source has not.

    Bad:

        source: See the billing page.
        target: Zie de [pagina Facturering](pay.md).

    Good:

        source: See the billing page.
        target: Zie de pagina Facturering.
    """
    if len(pair.target.links) <= len(pair.source.links):
        return
    missing, extra = differences(pair.source.links, pair.target.links, _keys(pair))
    if missing:
        return
    for link in beyond(extra, written_out(pair)):
        bare = link.target.removeprefix("mailto:")
        if bare not in pair.source.text:
            yield Hit(link.start, link.end, f"link to {link.target} is not in the source")


@rule("link-broken", "unit", marks="[", needs_source=False)
def link_broken(pair: Pair) -> Iterator[Hit]:
    """A link fell apart: a space between its text and its address shows both to the reader.

    Bad:

        source: See [billing](pay.md).
        target: Zie [facturering] (pay.md).

    Good:

        source: See [billing](pay.md).
        target: Zie [facturering](pay.md).
    """
    if "]" not in pair.target.text or "(" not in pair.target.text:
        return
    if "[" not in pair.source.text + pair.target.text:
        return
    in_source = len(_BROKEN.findall(pair.source.text)) if "]" in pair.source.text else 0
    for match in _BROKEN.finditer(pair.target.text):
        if in_source:
            in_source -= 1
            continue
        if pair.target.plain[match.start() : match.start() + 1] != "]":
            continue  # a link of its own, then brackets; or code
        target = _ADDRESS.match(pair.target.text, match.end())
        lost = target is not None and _is_lost(pair, target[0])
        fix = Fix("close the gap", (Splice(match.start(), match.end(), "]("),), safe=lost)
        yield Hit(
            match.start(), match.end(), "a space stands between link text and address", fix=fix
        )


def _is_lost(pair: Pair, target: str) -> bool:
    """Is there a link to it in the source, and none in the target?"""
    there = any(link.target == target for link in pair.source.links)
    return there and not any(link.target == target for link in pair.target.links)


@rule("link-text-empty", "unit", marks="[<", needs_source=False)
def link_text_empty(pair: Pair) -> Iterator[Hit]:
    """A link lost its words: they were moved out of the brackets, so that there is nothing to click.

    A full stop, or a character written as an entity, is no word either.

    Bad:

        source: See [billing](pay.md).
        target: Zie facturering[](pay.md).

    Good:

        source: See [billing](pay.md).
        target: Zie [facturering](pay.md).
    """
    worded: dict[str, bool] = {}
    key = _keys(pair)
    for link in pair.target.links:
        if link.kind in ("link", "reference") and not _has_words(pair.target.text, link):
            worded = worded or _worded(pair, key)
            if worded.get(key(link), not pair.has_source):
                left = pair.target.text[link.text_start : link.text_end].strip("\u00a0 *_")
                said = f"no text but `{shown(left)}`" if left else "no text"
                yield Hit(link.start, link.end, f"the link to {link.target} has {said}")


def _worded(pair: Pair, key: Callable[[Link], str]) -> dict[str, bool]:
    """By the key of the source's links: has each of them words?"""
    found: dict[str, bool] = {}
    for link in pair.source.links:
        name = key(link)
        found[name] = found.get(name, True) and _has_words(pair.source.text, link)
    return found


def _has_words(text: str, link: Link) -> bool:
    """Does a link's text hold a letter, a digit or an image?"""
    inner = text[link.text_start : link.text_end]
    return "](" in inner or "<" in inner or any(map(str.isalnum, _ENTITY.sub("", inner)))


@rule("link-locale", "unit", marks="[<")
def link_locale(pair: Pair) -> Iterator[Hit]:
    """A link was given a locale that is not the reader's: the source's own address has none, or it is English.

    A site picks the reader's language when the address names none; one that names another always shows that.

    Bad:

        source: See [billing](https://docs.example.com/pay).
        target: Zie [facturering](https://docs.example.com/en-us/pay).

    Good:

        source: See [billing](https://docs.example.com/pay).
        target: Zie [facturering](https://docs.example.com/pay).
    """
    known: frozenset[str] = frozenset()
    for link in pair.target.links:
        if "/" not in link.target or not (found := _LOCALE.search(link.target)):
            continue
        locale = found[0].lower()
        if _is_readers(locale, pair.page.locale) or locale in pair.source.text.lower():
            continue
        known = known or frozenset(address(one.target) for one in pair.source.links)
        if address(link.target) in known:
            yield Hit(
                link.start, link.end, f"the link names the locale {locale}, the source does not"
            )


def _is_readers(named: str, locale: str) -> bool:
    """Does an address name the page's locale, or any of its language where the page names no region?"""
    known = locale.lower()
    return named == known or ("-" not in known and named.startswith(f"{known}-"))


@rule("url-changed", "unit")
def url_changed(pair: Pair) -> Iterator[Hit]:
    """A web or mail address in the text differs from the source, or is missing.

    Bad:

        source: Go to https://example.com/start now.
        target: Ga nu naar https://example.com/begin.

    Good:

        source: Go to https://example.com/start now.
        target: Ga nu naar https://example.com/start.
    """
    if not pair.source.urls:
        return
    there = address(pair.target.text)
    changed = [
        wanted
        for match in pair.source.urls
        if address(wanted := match[0].rstrip(".,;:!?)'\"*_")) not in there
        and wanted not in pair.target.text
    ]
    if not changed:
        return
    other = next(
        (one for one in pair.target.urls if one[0].rstrip(".,;:!?)") not in pair.source.text),
        None,
    )
    start, end = other.span() if other else (0, len(pair.target.text))
    for wanted in changed:
        yield Hit(start, end, f"the address {wanted} is changed or missing")
