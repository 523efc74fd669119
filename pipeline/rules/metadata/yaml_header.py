"""The YAML of the front matter itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.errors import PageError
from pipeline.families.family import DOCFX
from pipeline.files.splice import Splice, splice
from pipeline.markdown import front_matter as frontmatter
from pipeline.markdown.conflicts import conflicts
from pipeline.results.finding import Fix, Hit
from pipeline.rules.context import PageContext
from pipeline.rules.metadata.broken_head import broken_head
from pipeline.rules.metadata.yaml_mistakes import Mistake, mistake_in
from pipeline.rules.registry import rule
from pipeline.visible import shown

_HOLDS_COLON = re.compile("holds `: `")
_KEY = re.compile(r"[A-Za-z][\w-]*[._][\w.-]+:|(?:title|description|author|manager):")
"""What begins a value of its own within another one: `title: Pay ms.date: 01/02/2024`."""
_HIDDEN = re.compile("[\u202a-\u202e\u2066-\u2069\x85\u2028\u2029\ufffe\x7f-\x84\x86-\x9f]")
_IN_BODY = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e]")
_NO_USE = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffe]")
"""What nobody writes on purpose; U+001B stands in what programs print, U+0080–U+009F are left of something else."""
_RIGHT_TO_LEFT = ("ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi")
_EMBEDDINGS = "\u202a\u202b\u202c\u2066\u2067\u2068\u2069"


@rule("yaml-header-syntax-error", "metadata")
def yaml_header_syntax_error(page: PageContext) -> Iterator[Hit]:
    """The front matter is not valid YAML, or not a mapping of `key: value` lines.

    Nothing of the metadata can be read then: the page is published without title, service or hand-back fields.
    A `: ` in a value needs quotes around the value (`--fix` writes them); a tab cannot indent.

    Bad:

        title: Pay: your bill

    Good:

        title: "Pay: your bill"
    """
    try:
        _ = page.article.metadata
    except PageError as error:
        front = page.article.front_matter
        if any(start < page.article.body_start for start, _ in conflicts(page.article.text)):
            return  # merge-conflict says so
        is_object = "not a mapping" not in error.message
        found = mistake_in(front.yaml_text) if front is not None and is_object else None
        if front is not None and found is not None:
            base = front.start
            edit = Splice(found.mend.start + base, found.mend.end + base, found.mend.text)
            safe = _is_safe(page, found, edit)
            fix = Fix(found.label, (edit,), safe=safe) if found.label else None
            yield Hit(found.start + base, found.end + base, found.message, fix=fix)
            return
        start = page.article.lines.offset(error.line, error.column)
        rule_name = "" if is_object else "yaml-header-not-object"
        yield Hit(start, start, error.message, rule=rule_name)


def _is_safe(page: PageContext, found: Mistake, edit: Splice) -> bool:
    """Can the front matter be read with the mend, and has the value no comment or other key run into it?"""
    value = page.article.text[edit.start : edit.end]
    if not found.is_sure and not _HOLDS_COLON.search(found.message):
        return False
    if " #" in value or any(_KEY.fullmatch(word) for word in value.split()):
        return False
    return bool(page.article.with_text(splice(page.article.text, [edit])).readable_metadata)


@rule("yaml-header-unclosed", "metadata")
def yaml_header_unclosed(page: PageContext) -> Iterator[Hit]:
    """The page begins with `---` and key lines, but no second line of dashes ends the block.

    The whole front matter is shown to readers as text.

    Bad:

        ---
        title: Pay your bill

        # Pay your bill

    Good:

        ---
        title: Pay your bill
        ---

        # Pay your bill
    """
    found = broken_head(page)
    if found is not None:
        yield Hit(found.start, found.end, found.message)
    front = page.article.front_matter
    if front is not None and page.family.renderer == DOCFX:
        line = front.text[front.end : front.body].rstrip()
        if len(line) > 3:
            message = "the line that closes the front matter is `---` and nothing else"
            yield Hit(front.end, front.end + len(line), message)


@rule("yaml-header-misplaced", "metadata")
def yaml_header_misplaced(page: PageContext) -> Iterator[Hit]:
    """Something stands before the `---` that opens the front matter: a blank line, a space, a hidden character.

    Front matter must begin in line 1, column 1. Else the publishing system takes it for text: the page loses its title
    and all its metadata, and readers see them. Nothing of it is read until it is mended, by this program either.

    Bad:

        ␤
        ---
        title: Pay your bill
        ---

    Good:

        ---
        title: Pay your bill
        ---
    """
    found = frontmatter.misplaced(page.article.text)
    if found is not None:
        at, _ = found
        message = "front matter must begin in line 1, column 1; leave out what stands before it"
        fix = Fix("leave it out", (Splice(0, at, ""),))
        yield Hit(at, at + 3, message, fix=fix)


@rule("yaml-duplicate-key", "metadata")
def yaml_duplicate_key(page: PageContext) -> Iterator[Hit]:
    """A key stands twice; readers of YAML take the last one, and people read the first.

    Bad:

        ms.date: 01/02/2021
        ms.date: 03/04/2021

    Good:

        ms.date: 03/04/2021
    """
    front = page.article.front_matter
    if front is None or not page.article.readable_metadata:
        return
    if len(front.names) == len(set(front.names)):
        return
    first: dict[str, int] = {}
    for field in front.fields:
        if field.key in first:
            line, _ = page.article.lines.place(first[field.key])
            message = f"`{shown(field.key)}` stands twice; the first is in line {line}"
            yield Hit(field.start, field.key_end, message)
        elif field.key:
            first[field.key] = field.start


@rule("hidden-character", "metadata")
def hidden_character(page: PageContext) -> Iterator[Hit]:
    """A control character, or a mark that turns the direction of text, stands in the page.

    It cannot be seen, and makes the text read otherwise than it is. In languages that are written from right to left
    embeddings and isolates have their use, and are left alone; overrides have none anywhere. In the body, only
    control characters and overrides are reported.

    Bad:

        title: Pay your<U+202E>bill

    Good:

        title: Pay your bill
    """
    for match in _IN_BODY.finditer(page.article.text, page.article.body_start):
        # one of U+0080 to U+009F is what is left of another character: U+0085 of a line end
        is_rest = "\x80" <= match[0] <= "\x9f"
        fix = None if is_rest else _take_out(page.article.text, match.start())
        message = f"hidden character U+{ord(match[0]):04X}"
        yield Hit(match.start(), match.end(), message, fix=fix)
    front = page.article.front_matter
    if front is None or (front.yaml_text.isascii() and "\x7f" not in front.yaml_text):
        return
    language = page.locale.partition("-")[0].lower()
    for match in _HIDDEN.finditer(front.yaml_text):
        if language in _RIGHT_TO_LEFT and match[0] in _EMBEDDINGS:
            continue
        start = front.start + match.start()
        fix = _take_out(page.article.text, start)
        yield Hit(start, start + 1, f"hidden character U+{ord(match[0]):04X}", fix=fix)


def _take_out(text: str, at: int) -> Fix:
    """The fix that leaves a character out: safe where it is no mark of direction, and holds no two words apart."""
    around = text[at - 1 : at].strip() and text[at + 1 : at + 2].strip()
    safe = not around and _NO_USE.fullmatch(text[at]) is not None
    return Fix("take it out", (Splice(at, at + 1, ""),), safe)
