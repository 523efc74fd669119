"""What was meant as a link and is none, and addresses that no reader can open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.families.family import DOCFX
from pipeline.files.splice import Splice
from pipeline.markdown.outline import Outline
from pipeline.results.finding import Fix, Hit
from pipeline.rules.context import PageContext
from pipeline.rules.registry import rule
from pipeline.rules.structure.html import attributes_of, tags
from pipeline.rules.structure.reading import Seen, own
from pipeline.severity import Severity
from pipeline.visible import shown

_ADDRESS = (
    r"(?:https?://[^\s()\[\]]{1,300}|[\w./-]{1,200}\.(?:md|png|jpg|gif|svg|yml)(?:#[\w-]{0,100})?)"
)
_APART = re.compile(rf"\[[^\[\]\r\n]{{1,200}}\]([ \t]{{1,4}}|:)\({_ADDRESS}\)")
_IN_BRACKETS = re.compile(
    rf"(?m)^[ ]{{0,3}}(\[[^\[\]\r\n]{{1,200}}\]:)([ \t]{{0,4}}\(({_ADDRESS})\))(?=[ \t]*$)"
)
_GAP = re.compile(r"\](?:[ \t]{1,4}|:[ \t]{0,4})\(")
_OTHER_PAIR = re.compile(
    r"(?<![\\\]])\[[^\[\]\r\n]{1,200}\](?:\{https?://[^\s{}]{1,300}\}|<https?://[^\s<>]{1,300}>)"
)
_REVERSED = re.compile(rf"\(([^()\[\]\r\n]{{1,200}})\)\[({_ADDRESS})\]")
_BLANK_IN = re.compile(
    r"\[[^\[\]\r\n]{1,200}\]\([ \t]*((?!<)[^\s()\"']+(?:[ \t]+[^\s()\"']+)+)[ \t]*\)"
)
_OPEN = re.compile(rf"\[[^\[\]\r\n]{{1,200}}\]\({_ADDRESS}(?![^()\r\n]{{0,300}}\))")
_NO_BRACKET = re.compile(rf"(?<![\[\]\\!])\b([\w'’-]{{1,60}})\]\({_ADDRESS}\)")
_TITLE = re.compile(
    rf"\[[^\[\]\r\n]{{1,200}}\]\({_ADDRESS}[ \t]{{1,4}}[\"'][^\"'()\r\n]{{0,200}}\)"
)
_ANGLE = re.compile(r"\[[^\[\]\r\n]{1,200}\]\(<[^<>()\r\n]{1,300}\)")
_OPEN_AUTOLINK = re.compile(r"(?<![\w(<])<https?://[^\s<>()]{3,300}(?=[ \t\r\n]|\Z)")
_OTHER_BRACKET = re.compile(rf"\[[^\[\]{{}}()\r\n]{{1,200}}[}})]\({_ADDRESS}\)")
_JOINT = re.compile(r"[\]})]\(")
_LOCAL = re.compile(r"(?i:file:|[a-z]:[\\/]|\\\\[a-z])")
_SCHEMES = re.compile(
    r"(?i:https?:/{0,2}https?:|https?:/(?!/)|https?;|https?//|ttps?://|http[s]?:\\)"
)
_SCHEME_ALONE = re.compile(r"(?i:https?:/{0,2}|mailto:|ftp:/{0,2})")
_TWO_SLASHES = re.compile(r"https?://[^?#\s/]+(?:/[^?#\s/]+)*//")
_ROOTED = re.compile(r"/(?!/)[^?#\s]*\.md(?=[?#]|\Z)")


class _Slip(NamedTuple):
    pattern: re.Pattern[str]
    message: str


_SLIPS = (
    _Slip(_TITLE, "the title of the link is never closed by a quote: this is no link"),
    _Slip(
        _BLANK_IN,
        "a blank in the address: this is no link; write `%20`, or put the address in `<>`",
    ),
    _Slip(_OPEN, "the address is never closed by `)`: this is no link"),
    _Slip(_ANGLE, "the address is never closed by `>`: this is no link"),
    _Slip(_OTHER_BRACKET, "the text is not closed by `]`: this is no link"),
    _Slip(_NO_BRACKET, "`[` is missing before the text of this link"),
)


@rule("link-malformed", "article")
def link_malformed(page: PageContext) -> Iterator[Hit]:
    r"""What was meant as a link and is text, or an address that cannot be one.

    A blank before the address or in it, brackets the wrong way round or missing, `\` for `/`, two schemes.

    Bad:

        [Pay] (pay.md) and (wait)[wait.md]

    Good:

        [Pay](pay.md) and [wait](wait.md)
    """
    docfx = page.family.renderer == DOCFX

    def find(outline: Outline) -> Iterator[Seen]:
        bare = outline.bare
        has_gap = (
            _GAP.search(bare) is not None
        )  # the patterns below are looked for where they can be
        for match in _IN_BRACKETS.finditer(bare) if has_gap else ():
            message = "the address of a reference stands in no brackets: this defines none"
            fix = Fix("take the brackets away", (Splice(*match.span(2), f" {match[3]}"),))
            yield Seen(match.start(1), match.end(), message, match[0], fix=fix, copied=True)
        for match in _APART.finditer(bare) if has_gap else ():
            if bare[match.start() - 1 : match.start()] in ("\\", "]"):
                continue
            if match[1] == ":" and _IN_BRACKETS.match(bare, bare.rfind("\n", 0, match.start()) + 1):
                continue
            what = "a colon" if match[1] == ":" else "a blank"
            message = f"{what} between text and address: this is no link"
            fix = Fix("close the gap", (Splice(*match.span(1), ""),))
            yield Seen(*match.span(), message, match[0], fix=fix)
        for match in _OTHER_PAIR.finditer(bare) if "]{" in bare or "]<" in bare else ():
            message = "the address of a link stands in `()`: this is no link"
            yield Seen(*match.span(), message, match[0])
        for match in _REVERSED.finditer(bare) if ")[" in bare else ():
            if bare[match.start() - 1 : match.start()] in ("\\", "]"):
                continue
            new = f"[{match[1]}]({match[2]})"
            fix = Fix("turn the brackets", (Splice(*match.span(), new),))
            message = "brackets the wrong way round: a link is `[text](address)`"
            yield Seen(*match.span(), message, match[0], fix=fix)
        if docfx:
            yield from _slips(outline)
            for match in _OPEN_AUTOLINK.finditer(bare, outline.start) if "<http" in bare else ():
                message = "the address is never closed by `>`: readers see the bracket"
                yield Seen(*match.span(), message, match[0])
        yield from _addresses(outline, docfx=docfx)

    if "](" in page.article.text or "[" in page.article.text:
        yield from own(page, find)


def _slips(outline: Outline) -> Iterator[Seen]:
    """Text that has the parts of a link and is none."""
    bare = outline.bare
    links = {link.start + len(link.text): link for link in outline.links}
    done = -1
    for joint in _JOINT.finditer(bare, outline.start):
        at = joint.start()
        if at < done or any(
            link.start <= at < link.end for link in (links.get(at - 1), links.get(at - 2)) if link
        ):
            continue
        first = max(bare.rfind("\n", 0, at) + 1, at - 300)
        last = bare.find("\n", at)
        last = min(last if last >= 0 else len(bare), at + 400)
        for slip in _SLIPS:
            match = next(
                (
                    one
                    for one in slip.pattern.finditer(bare, first, last)
                    if one.start() <= at < one.end()
                ),
                None,
            )
            if slip.pattern is _NO_BRACKET and bare.rfind("[", first, at) > bare.rfind(
                "]", first, at
            ):
                continue
            if match is None or bare[match.start() - 1 : match.start()] == "\\":
                continue
            inside = any(
                link.start < match.end() and match.start() < link.end for link in outline.links
            )
            if not inside and not outline.is_inside(match.start()):
                done = match.end()
                yield Seen(*match.span(), slip.message, match[0])
            break


def _addresses(outline: Outline, *, docfx: bool) -> Iterator[Seen]:
    """Links whose address is written so that it can lead nowhere."""
    for tag in tags(outline) if outline.html_bytes else ():
        if tag.name in ("a", "img") and not tag.closes:
            for name, at, value, _ in attributes_of(outline, tag):
                if name in ("href", "src") and not value.strip():
                    yield Seen(
                        tag.start, tag.end, "the link has no address", f"<a {at - tag.start}"
                    )
    for link in outline.links:
        if link.kind != "Inline":
            continue
        scheme = _SCHEMES.match(link.target)
        message = ""
        if not link.target.strip("#") and link.text.strip():
            message = "the link has no address"
        elif _SCHEME_ALONE.fullmatch(link.target):
            message = f"`{shown(link.target)}` is no address"
        elif "##" in link.target and "#/" not in link.target:
            message = f"two `#` in the address: `{shown(link.target, 120)}`"
        elif scheme:
            message = f"no address begins with `{shown(scheme[0])}`"
        elif docfx and _ROOTED.match(link.target):
            message = f"a link from the site's root has no `.md`: `{shown(link.target, 120)}`"
        if message:
            yield Seen(link.start, link.end, message, link.target)
        elif docfx and _TWO_SLASHES.match(link.target) and link.target.count("://") == 1:
            message = f"two `/` in the address: `{shown(link.target, 120)}`"
            mild = Severity.SUGGESTION  # many sites answer all the same
            yield Seen(link.start, link.end, message, link.target, severity=mild, copied=True)


@rule("local-file-path", "article")
def local_file_path(page: PageContext) -> Iterator[Hit]:
    """A link leads to a file on the author's computer: no reader can open it.

    Bad:

        [Pay](file:///C:/docs/pay.md)

    Good:

        [Pay](pay.md)
    """

    def find(outline: Outline) -> Iterator[Seen]:
        for link in outline.links:
            if _LOCAL.match(link.target) and link.kind not in ("Autolink", "Email"):
                message = f"an address on the author's computer: `{shown(link.target, 120)}`"
                yield Seen(link.start, link.end, message, link.target)

    yield from own(page, find)
