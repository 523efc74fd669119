"""Links: what they lead to exists, in the reader's language, and by the right way."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.article.outline import Link, Outline, plain
from pipeline.rules.article.anchors import names, names_in_file
from pipeline.rules.article.places import Local, file_of, local, nearest, nearest_file
from pipeline.rules.article.reading import Seen, own, read, read_source
from pipeline.rules.context import PageContext
from pipeline.rules.finding import Fix, Hit, Severity
from pipeline.rules.registry import rule
from pipeline.text.splice import Splice
from pipeline.text.visible import shown

_LANGUAGES = (
    "ar|bg|bs|ca|cs|cy|da|de|el|en|es|et|eu|fa|fi|fr|ga|gl|he|hi|hr|hu|id|is|it|ja|ka|kk|ko|lb|lt|lv|ms|mt|nb|nl|"
    "nn|no|pl|pt|ro|ru|sk|sl|sq|sr|sv|th|tr|uk|vi|zh"
)
_LOCALE_IN_URL = re.compile(
    r"https?://(?:[a-z0-9-]+\.)*(?:microsoft|office|azure|windows|visualstudio|xbox|bing|skype|outlook)\.com"
    rf"(/(?:{_LANGUAGES})-[a-z]{{2}})(?=[/?#]|\Z)",
    re.IGNORECASE,
)
_SITE_LOCALE = re.compile(rf"(/(?:{_LANGUAGES})-[a-z]{{2}})/", re.IGNORECASE)
_DOCS = re.compile(
    r"https?://(?:review\.)?(?:docs|learn)\.microsoft\.com(?=[/?#]|\Z)", re.IGNORECASE
)
_HTTP = re.compile(r"http://([^/?#:\s]+)", re.IGNORECASE)
_SECURE = re.compile(
    r"(?:.+\.)?(?:microsoft|azure|office|windows|live|visualstudio|github|githubusercontent|powershellgallery|nuget|"
    r"wikipedia|youtube|google|mozilla|python|npmjs|aka)\.(?:com|org|net|ms)|(?:.+\.)?github\.io",
    re.IGNORECASE,
)
_NOT_PUBLIC = re.compile(
    r"localhost|.*\.local|.*\.internal|.*\.test|.*\.invalid|(?:.*\.)?example(?:\.(?:com|org|net))?|[\d.]+|\[.*|[^.]+|"
    r"schemas\..*|.*\.w3\.org|.*contoso.*|.*fabrikam.*|.*[<>{}$*].*",
    re.IGNORECASE,
)
_WORD_FIELD = re.compile(
    r'(?:%22|")(?:%20|\s)+(?:%5C|\\)l(?:%20|\s)+(?:%22|")([^"%\s]*)', re.IGNORECASE
)
_RUBBISH = re.compile(
    r"%E2%80%8[BEF]|%C2%A0|%EF%BB%BF|%0[AD]|%22%20|%20\Z|%25[0-9A-F]{2}", re.IGNORECASE
)


@rule("file-not-found", "article")
def file_not_found(page: PageContext) -> Iterator[Hit]:
    """A link or an image leads to a file that does not exist, neither in this locale nor in the source.

    Bad:

        [Pay](pay-your-bil.md)

    Good:

        [Pay](pay-your-bill.md)
    """
    source = page.once(read_source)
    theirs = {link.target for link in source.links} if source is not None else set()
    for link in page.once(read).links:
        place = local(link.target)
        if link.target in theirs:
            continue  # it leads to the same place from there, and is mended there
        if place is None or not place.path or link.kind in ("Autolink", "Email"):
            continue
        file, known = file_of(page, place.path)
        if known and file is None:
            what = "image" if link.is_image else "file"
            hint = nearest_file(page, place.path)
            yield Hit(link.start, link.end, f"no such {what}: `{shown(place.path, 120)}`{hint}")


@rule("bookmark-not-found", "article")
def bookmark_not_found(page: PageContext) -> Iterator[Hit]:
    """A link leads to a section (`#name`) that its page does not have.

    Readers land at the top of the page and do not find what was promised. In localized pages the names are the
    English ones; where the source page has the same dead link, it is reported there only.

    Bad:

        [Pay by card](#pay-with-card)

    Good:

        [Pay by card](#pay-by-card)
    """
    theirs: set[str] | None = None
    for link in page.once(read).links:
        place = local(link.target)
        if place is None or not place.fragment or link.is_image or link.kind == "Email":
            continue
        name = place.fragment.lower()
        known = _names(page, place)
        if known is None or name in known or name in ("top", "") or name.startswith(("tab/", ":~")):
            continue
        if theirs is None:
            theirs = _dead_in_source(page)
        if link.target in theirs:
            continue
        found = nearest(name, known, 70)
        hint = f"; did you mean `#{shown(found)}`?" if found else ""
        where = f"`{shown(place.path)}`" if place.path else "the page"
        message = f"{where} has no section `#{shown(place.fragment)}`{hint}"
        yield Hit(link.start, link.end, message)


def _names(page: PageContext, place: Local) -> frozenset[str] | None:
    if not place.path:
        return page.once(_own_names)
    if not place.path.lower().endswith(".md"):
        return None
    file, _ = file_of(page, place.path)
    return names_in_file(file) if file is not None else None


def _own_names(page: PageContext) -> frozenset[str]:
    return names(page.once(read))


def _dead_in_source(page: PageContext) -> set[str]:
    """Targets inside the source page that are dead there, too; links to other pages are the same on both sides."""
    source = page.once(read_source)
    if source is None or page.source_root is None:
        return set()
    there, dead = names(source), set()
    for link in source.links:
        place = local(link.target)
        if place is None or not place.fragment:
            continue
        known: frozenset[str] | None = there
        if place.path:
            file, _ = file_of(page, place.path)
            if file is not None and file.is_relative_to(page.root):
                file = page.source_root / file.relative_to(page.root)
            known = names_in_file(file) if file is not None else None
        if known is None or place.fragment.lower() not in known:
            dead.add(link.target)
    return dead


@rule("link-text-missing", "article")
def link_text_missing(page: PageContext) -> Iterator[Hit]:
    """A link without text: nobody can see or click it.

    Bad:

        [](pay.md)

    Good:

        [Pay your bill](pay.md)
    """

    def find(outline: Outline) -> Iterator[Seen]:
        for link in outline.links:
            if not link.is_image and link.kind == "Inline" and not plain(link.text):
                yield Seen(link.start, link.end, "a link without text", link.target)

    yield from own(page, find)


@rule("docs-link-absolute", "article")
def docs_link_absolute(page: PageContext) -> Iterator[Hit]:
    """A link to the documentation site by its full address.

    It leaves the reader's locale and version, and breaks when the site moves (it moved from docs.microsoft.com to
    learn.microsoft.com). Write it from the site's root. A link to the review site, which readers cannot open, is a
    warning.

    Bad:

        [Azure](https://docs.microsoft.com/azure/)

    Good:

        [Azure](/azure/)
    """

    def find(outline: Outline) -> Iterator[Seen]:
        for link in outline.links:
            match = _DOCS.match(link.target)
            if match is None:
                continue
            rooted = shown(_rooted(link.target), 90)
            message, severity = f"write the link from the site's root: `{rooted}`", None
            if "//review." in match[0].lower():
                message = f"readers cannot open the review site; {message}"
                severity = Severity.WARNING
            yield Seen(link.start, link.end, message, link.target, severity=severity)

    yield from own(page, find)


def _rooted(target: str) -> str:
    path = _DOCS.sub("", target)
    match = _SITE_LOCALE.match(path)
    return (path[match.end(1) :] if match else path) or "/"


@rule("hard-coded-locale", "article")
def hard_coded_locale(page: PageContext) -> Iterator[Hit]:
    """A link names a locale (`/en-us/`): every reader is sent to that language.

    `--fix` takes it out.

    Bad:

        [Azure](https://azure.microsoft.com/en-us/pricing/)

    Good:

        [Azure](https://azure.microsoft.com/pricing/)
    """

    def find(outline: Outline) -> Iterator[Seen]:
        for link in outline.links:
            match = _LOCALE_IN_URL.match(link.target) or _SITE_LOCALE.match(link.target)
            if match:
                message = f"the link names a locale: `{match[1]}`"
                fix = _fixed(outline, link, match[1], "", "take the locale out")
                yield Seen(link.start, link.end, message, link.target, fix=fix)

    yield from own(page, find)


@rule("insecure-link", "article")
def insecure_link(page: PageContext) -> Iterator[Hit]:
    """A link by `http:`; `--fix` writes `https:` for sites that are known to have it.

    Bad:

        [GitHub](http://github.com)

    Good:

        [GitHub](https://github.com)
    """

    def find(outline: Outline) -> Iterator[Seen]:
        for link in outline.links:
            match = _HTTP.match(link.target)
            if match and not _NOT_PUBLIC.fullmatch(match[1]):
                fix = None
                if _SECURE.fullmatch(match[1]):
                    fix = _fixed(outline, link, match[0], f"https://{match[1]}", "write https:")
                message = f"`http:` link to {shown(match[1])}; use `https:`"
                yield Seen(link.start, link.end, message, link.target, fix=fix)

    yield from own(page, find)


@rule("link-rubbish", "article")
def link_rubbish(page: PageContext) -> Iterator[Hit]:
    r"""Something that is no part of an address has got into a link: a field of a word processor, an encoded blank.

    `--fix` mends the field of a word processor (`" \l "name` stands for `#name`).

    Bad:

        [Pay](https://contoso.com/pay%22%20%5Cl%20%22card)

    Good:

        [Pay](https://contoso.com/pay#card)
    """

    def find(outline: Outline) -> Iterator[Seen]:
        for link in outline.links:
            field = _WORD_FIELD.search(link.target)
            found = field or _RUBBISH.search(link.target)
            if found:
                message = f"`{shown(found[0])}` is no part of an address"
                fix = None
                if field:
                    fix = _fixed(outline, link, field[0], f"#{field[1]}", "write it as a bookmark")
                yield Seen(link.start, link.end, message, link.target, fix=fix)

    yield from own(page, find)


def _fixed(outline: Outline, link: Link, old: str, new: str, label: str) -> Fix | None:
    """The fix that writes `new` for `old` in a link's target, where the link stands inline as it is parsed."""
    if link.kind not in ("Inline", "Autolink"):
        return None
    at = outline.text.find(link.target, link.start, link.end)
    if at < 0 or outline.text.count(link.target, link.start, link.end) != 1:
        return None
    at = outline.text.find(old, at, at + len(link.target))
    return Fix(label, (Splice(at, at + len(old), new),)) if at >= 0 else None


@rule("alt-text-missing", "article")
def alt_text_missing(page: PageContext) -> Iterator[Hit]:
    """An image without a text for those who cannot see it.

    Bad:

        ![](pay.png)

    Good:

        ![The page where you pay](pay.png)
    """

    def find(outline: Outline) -> Iterator[Seen]:
        for image in outline.images:
            if not plain(image.text):
                message = "an image without alternative text"
                yield Seen(image.start, image.end, message, image.target)
        for match in _IMAGE.finditer(outline.bare) if ":::" in outline.bare else ():
            kind = _TYPE.search(match[1])
            if kind and kind[1] == "icon":
                continue
            alt = _ALT.search(match[1])
            if alt is None or not plain(alt[1]):
                yield Seen(match.start(), match.end(), "an image without `alt-text`", match[1])

    yield from own(page, find)


_IMAGE = re.compile(r":::image((?![-\w])[^\r\n]*?):::")
_TYPE = re.compile(r"""\btype\s*=\s*["']([^"']*)["']""")
_ALT = re.compile(r"""\balt-text\s*=\s*"([^"]*)\"""")


@rule("link-text-vague", "article")
def link_text_vague(page: PageContext) -> Iterator[Hit]:
    """A link's text says nothing of where it leads: in many languages the sentence around it must be turned.

    Bad:

        To pay, click [here](pay.md).

    Good:

        To pay, see [Pay your bill](pay.md).
    """
    if not page.is_source:
        return
    for link in page.once(read).links:
        words = plain(link.text).strip("*_ .").lower()
        if not link.is_image and words in _VAGUE:
            yield Hit(link.start, link.end, f"the link's text is “{words}”; name what it leads to")


_VAGUE = frozenset(
    {
        "here",
        "click here",
        "this",
        "this link",
        "this page",
        "this article",
        "this topic",
        "this document",
    }
    | {
        "link",
        "more",
        "read more",
        "learn more",
        "see more",
        "these",
        "go here",
        "see here",
        "following link",
    }
)


@rule("reference-missing", "article")
def reference_missing(page: PageContext) -> Iterator[Hit]:
    """A reference link whose label is defined nowhere: readers see the brackets.

    Bad:

        See [Pay your bill][pay].

    Good:

        See [Pay your bill][pay].

        [pay]: pay.md
    """

    def find(outline: Outline) -> Iterator[Seen]:
        if "][" not in outline.bare:
            return
        taken = [(link.start, link.end) for link in outline.links]
        for match in _REFERENCE.finditer(outline.bare):
            if any(start <= match.start() < end for start, end in taken):
                continue
            message = f"no reference is called `{shown(match[2])}`"
            yield Seen(match.start(), match.end(), message, match[2].lower())

    yield from own(page, find)


_REFERENCE = re.compile(
    r"(?<![\\\]\w!\[])\[(?=[^\[\]\r\n]{0,60}\w)([^\[\]\r\n]{1,300})\]\[([A-Za-z0-9][^\[\]\r\n]{0,200})\](?![\[(])"
)
_DEFINITION = re.compile(r"(?m)^ {0,3}\[([^\[\]\r\n]+)\]:[ \t]*\S+")


@rule("reference-unused", "article")
def reference_unused(page: PageContext) -> Iterator[Hit]:
    """A reference definition that no link uses.

    Bad:

        [pay]: pay.md    (and no [Pay][pay])

    Good:

        See [Pay your bill][pay].

        [pay]: pay.md
    """
    if not page.is_source:
        return
    outline = page.once(read)
    if "]:" not in outline.bare:
        return
    used = {_label(one.target) for one in outline.links}
    labels = {_label(match) for match in _USES.findall(outline.bare)}
    for match in _DEFINITION.finditer(outline.bare):
        label = _label(match[1])
        if match[1].startswith("^") or label in labels or label in used:
            continue
        message = f"no link uses the reference `{shown(match[1])}`"
        yield Hit(match.start(1) - 1, match.end(1) + 1, message, severity=Severity.SUGGESTION)


_USES = re.compile(r"\[([^\[\]]+)\](?!:)")


def _label(text: str) -> str:
    return " ".join(text.lower().split())
