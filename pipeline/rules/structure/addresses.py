"""The addresses of links: in the reader's language, by the right way, and nothing in them that is no part of one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.families.family import DOCFX
from pipeline.files.splice import Splice
from pipeline.markdown.outline import Link, Outline, plain
from pipeline.results.finding import Fix, Hit
from pipeline.rules.context import PageContext
from pipeline.rules.metadata.values import is_notice
from pipeline.rules.registry import rule
from pipeline.rules.structure.reading import Seen, own
from pipeline.severity import Severity
from pipeline.visible import shown

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
_SURE = frozenset([
    "aka.ms", "developer.mozilla.org", "docs.microsoft.com", "en.wikipedia.org", "github.com", "go.microsoft.com",
    "learn.microsoft.com", "raw.githubusercontent.com", "support.microsoft.com", "www.npmjs.com", "www.nuget.org",
    "www.powershellgallery.com", "www.python.org", "www.youtube.com",
])  # fmt: skip
"""Sites that send whoever comes by `http:` to `https:`."""
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
            locale = _LOCALE_IN_URL.match(link.target)
            if match is None or (locale and locale[1][1:].lower() != page.locale.lower()):
                continue  # hard-coded-locale sees to the second
            if _is_named(link, match.end()):
                continue
            rooted = shown(_rooted(link.target), 90)
            message, severity = f"write the link from the site's root: `{rooted}`", None
            if "//review." in match[0].lower():
                message = f"readers cannot open the review site; {message}"
                severity = Severity.WARNING
            yield Seen(link.start, link.end, message, link.target, severity=severity)

    if page.family.renderer == DOCFX and not is_notice(page.path):  # other sites are no part of it
        yield from own(page, find)


def _is_named(link: Link, end: int) -> bool:
    """Does a link name the site: by its bare name, or by an address that readers see?"""
    text = plain(link.text).strip().rstrip("/").lower()
    target = link.target.rstrip("/").lower()
    return len(target) <= end or text in (target, target.partition("//")[2])


def _rooted(target: str) -> str:
    path = _DOCS.sub("", target)
    match = _SITE_LOCALE.match(path)
    return (path[match.end(1) :] if match else path) or "/"


@rule("hard-coded-locale", "article")
def hard_coded_locale(page: PageContext) -> Iterator[Hit]:
    """A link names a locale (`/en-us/`) that is not the page's own: every reader is sent to that language.

    `--fix` takes it out of addresses of the documentation site, which needs none.

    Bad:

        [Azure](https://azure.microsoft.com/en-us/pricing/)

    Good:

        [Azure](https://azure.microsoft.com/pricing/)
    """

    def find(outline: Outline) -> Iterator[Seen]:
        for link in outline.links:
            match = _LOCALE_IN_URL.match(link.target) or _SITE_LOCALE.match(link.target)
            if match and match[1][1:].lower() != page.locale.lower():
                message = f"the link names a locale: `{match[1]}`"
                safe = _DOCS.match(link.target) is not None  # which answers without a locale
                fix = _fixed(outline, link, match[1], "", "take the locale out", safe=safe)
                yield Seen(link.start, link.end, message, link.target, fix=fix)

    if page.family.renderer == DOCFX:  # other sites may have no address without a locale
        yield from own(page, find)


@rule("insecure-link", "article")
def insecure_link(page: PageContext) -> Iterator[Hit]:
    """A link by `http:`; `--fix` writes `https:` in sources, for sites that are known to send everybody there.

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
                    # a localized page has what its source has, which may say http: for a reason
                    safe = page.is_source and link.kind == "Inline" and match[1].lower() in _SURE
                    new = f"https://{match[1]}"
                    fix = _fixed(outline, link, match[0], new, "write https:", safe=safe)
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
                    safe = link.target.endswith(field[0]) and bool(field[1])
                    new = f"#{field[1]}"
                    fix = _fixed(outline, link, field[0], new, "write it as a bookmark", safe=safe)
                yield Seen(link.start, link.end, message, link.target, fix=fix)

    yield from own(page, find)


def _fixed(
    outline: Outline, link: Link, old: str, new: str, label: str, *, safe: bool
) -> Fix | None:
    """The fix that writes `new` for `old` in a link's target, where the link stands inline as it is parsed."""
    if link.kind not in ("Inline", "Autolink"):
        return None
    at = outline.text.find(link.target, link.start, link.end)
    if at < 0 or outline.text.count(link.target, link.start, link.end) != 1:
        return None
    at = outline.text.find(old, at, at + len(link.target))
    return Fix(label, (Splice(at, at + len(old), new),), safe) if at >= 0 else None
